//! Files of entries: there whole or not at all, read back exactly, and what is damaged is named.

mod support;

use std::{
    io::{self, Read},
    ops::ControlFlow,
};

use journal::{Attachment, Journal, PIECE_BYTES};
use support::{House, damage, on, text};
use vault::Id;

/// Bytes that are nowhere alike.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let byte = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(byte).collect()
}

fn attach(
    house: &mut House,
    journal: &mut Journal,
    entry: Id,
    name: &str,
    bytes: &[u8],
) -> Attachment {
    let at = house.now();
    let mut from = bytes;
    let go_on = &mut |_| ControlFlow::Continue(());
    journal.attach(entry, name, &mut from, at, &mut house.rng, go_on).expect("attached")
}

fn read(journal: &Journal, id: Id) -> (Vec<u8>, journal::ReadBack) {
    let mut out = Vec::new();
    let read = journal.read_attachment(id, &mut out, &mut on).expect("read");
    (out, read)
}

#[test]
fn files_of_every_length_come_back_as_they_were() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("with files", "."));
    let lengths = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES + 77];
    let mut added = Vec::new();
    for (n, length) in lengths.into_iter().enumerate() {
        let name = format!("photo {n}.jpg");
        added.push(attach(&mut house, &mut journal, entry, &name, &bytes(length)));
    }
    let check = |journal: &Journal| {
        assert_eq!(journal.attachments(entry).expect("files"), added);
        for (attachment, length) in added.iter().zip(lengths) {
            let (out, read) = read(journal, attachment.id);
            assert!(out == bytes(length), "{length}");
            assert!(read.whole && read.lost.is_empty());
            assert_eq!((read.bytes, attachment.bytes), (length as u64, length as u64));
        }
    };
    check(&journal);
    journal.lock().expect("locked");
    std::fs::remove_dir_all(house.index_dir()).expect("thrown away");
    let mut journal = house.open();
    check(&journal);
    let report = journal.check(&mut on).expect("checked");
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.attachments, lengths.len() as u64);
}

#[test]
fn a_file_that_was_broken_off_or_could_not_be_read_leaves_nothing() {
    struct Fails(usize);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the stick was pulled out"));
            }
            let read = buffer.len().min(self.0);
            self.0 -= read;
            Ok(read)
        }
    }
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("with files", "."));
    let before = journal.vault().last_seq();
    let at = house.now();
    let mut long = io::repeat(7).take(3 * PIECE_BYTES as u64);
    let stop = &mut |done| {
        if done >= PIECE_BYTES as u64 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let broken = journal.attach(entry, "a", &mut long, at, &mut house.rng, stop);
    assert_eq!(broken.expect_err("stopped").code(), "cancelled");
    let go_on = &mut |_| ControlFlow::Continue(());
    let mut fails = Fails(PIECE_BYTES + 5);
    let failed = journal.attach(entry, "a", &mut fails, at, &mut house.rng, go_on);
    assert_eq!(failed.expect_err("failed").code(), "io");
    let nobodys = house.id();
    let refused = journal.attach(nobodys, "a", &mut &b"x"[..], at, &mut house.rng, go_on);
    assert_eq!(refused.expect_err("no entry").code(), "entry-not-found");
    let nameless = journal.attach(entry, " ", &mut &b"x"[..], at, &mut house.rng, go_on);
    assert_eq!(nameless.expect_err("no name").code(), "name-empty");

    assert_eq!((journal.vault().last_seq(), journal.behind()), (before, 0));
    assert!(journal.attachments(entry).expect("none").is_empty());
    let kept = attach(&mut house, &mut journal, entry, "b", b"after all that");
    assert_eq!(read(&journal, kept.id).0, b"after all that");
    assert!(journal.check(&mut on).expect("checked").is_sound());
}

#[test]
fn a_damaged_piece_is_named_and_the_rest_stands_where_it_was() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("with files", "."));
    let whole = bytes(2 * PIECE_BYTES + 10);
    let broken = attach(&mut house, &mut journal, entry, "film.mp4", &whole);
    let sound = attach(&mut house, &mut journal, entry, "note.txt", b"still here");
    journal.lock().expect("locked");
    // Record 1 is the index's key, 2 the entry, 3 to 5 the pieces.
    damage(&house.path(), 4);

    let mut journal = house.open();
    let (out, read_back) = read(&journal, broken.id);
    assert!(!read_back.whole);
    let lost = &read_back.lost[0];
    assert_eq!((read_back.lost.len(), lost.record, lost.code), (1, Some(4), "record-damaged"));
    assert_eq!((lost.offset, lost.bytes), (PIECE_BYTES as u64, PIECE_BYTES as u64));
    assert!(out[..PIECE_BYTES] == whole[..PIECE_BYTES]);
    assert!(out[PIECE_BYTES..2 * PIECE_BYTES].iter().all(|byte| *byte == 0));
    assert!(out[2 * PIECE_BYTES..] == whole[2 * PIECE_BYTES..]);
    assert_eq!(read(&journal, sound.id).0, b"still here");

    let report = journal.check(&mut on).expect("checked");
    assert_eq!((report.attachments, report.faults.len()), (1, 1), "{report:?}");
    let flaw = &report.faults[0];
    assert_eq!((flaw.record, flaw.wrong, flaw.entry), (Some(4), "changed", Some(entry)));
    assert_eq!(flaw.file.as_deref(), Some("film.mp4"));
    assert_eq!(flaw.title.as_deref(), Some("with files"));
}

#[test]
fn a_file_that_is_taken_away_is_gone_for_good() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("with files", "."));
    let gone = attach(&mut house, &mut journal, entry, "a", &bytes(PIECE_BYTES + 1));
    let kept = attach(&mut house, &mut journal, entry, "b", b"kept");
    let at = house.now();
    journal.detach(gone.id, at).expect("taken away");
    let check = |journal: &Journal| {
        assert_eq!(journal.attachments(entry).expect("files"), std::slice::from_ref(&kept));
        assert_eq!(journal.attachment(gone.id).expect_err("gone").code(), "attachment-not-found");
        assert_eq!(journal.behind(), 0);
    };
    check(&journal);
    let again = journal.detach(gone.id, at);
    assert_eq!(again.expect_err("gone already").code(), "attachment-not-found");
    let report = journal.check(&mut on).expect("checked");
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.purged, report.attachments), (3, 1));
    journal.lock().expect("locked");
    std::fs::remove_dir_all(house.index_dir()).expect("thrown away");
    check(&house.open());
}

#[test]
fn the_kinds_of_files_are_the_journals_own() {
    let mut house = House::new();
    let mut journal = house.open();
    let (id, at) = (house.id(), house.now());
    for kind in ["piece", "attachment"] {
        let refused = journal.put_document(kind, id, b"{}", at);
        assert_eq!(refused.expect_err("reserved").code(), "kind-reserved");
    }
}
