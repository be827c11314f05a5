//! Letters in the vault: kept whole or not at all, listed, read, removed for good, and still there after
//! everything that is done with vaults.

use std::ops::ControlFlow;

use letters::{LetterFile, by_letter, letters as list, read, remove, set_from};
use vault::{Id, NewKeys, Passphrase, RecoveryKey, WorkFactor};

use crate::desk::{Desk, at, code, letter, now};

fn with_files(body: &str, bytes: &[usize]) -> letters::Letter {
    let mut letter = letter(body);
    let files = bytes.iter().enumerate().map(|(n, bytes)| LetterFile {
        name: format!("photo-{n}.jpg"),
        media_type: "image/jpeg".into(),
        alt: Some("a door".into()),
        bytes: (0u8..=255).cycle().skip(n).take(*bytes).collect(),
    });
    letter.attachments = files.collect();
    letter
}

#[test]
fn a_kept_letter_is_listed_with_who_told_it_and_reads_back_whole() {
    let mut desk = Desk::new(1, "Ana Lima");
    let told = with_files("I was late.", &[0, 5, 9 << 20]);
    let kept = desk.keep(&told).expect("kept");
    assert_eq!((kept.from, kept.from_name.as_str()), (desk.other.id, "Ana Lima"));
    assert_eq!((kept.letter, kept.at, kept.rule), (told.id, told.at, told.rule));
    assert_eq!(kept.title.as_deref(), Some("The day I said no"));
    assert_eq!((kept.received, &kept.answers, kept.answered.len()), (now(), &None, 0));

    let desk = desk.relock();
    assert_eq!(list(&desk.journal).expect("list"), std::slice::from_ref(&kept));
    assert_eq!(read(&desk.journal, kept.id).expect("read"), (kept.clone(), told.clone()));
    assert_eq!(by_letter(&desk.journal, told.id).expect("list"), Some(kept));
    assert_eq!(by_letter(&desk.journal, Id::from_bytes([9; 16])).expect("list"), None);
    assert_eq!(code(read(&desk.journal, told.id)), "letter-not-found");
}

#[test]
fn the_same_letter_is_kept_once_and_another_under_its_id_beside_it() {
    let mut desk = Desk::new(1, "Ana Lima");
    let first = desk.keep(&letter("I was late.")).expect("kept");
    assert_eq!(code(desk.keep(&letter("I was late."))), "letter-known");
    let anew = desk.keep(&letter("I was late, and sorry.")).expect("kept");
    assert_ne!(first.id, anew.id);
    assert_eq!(read(&desk.journal, first.id).expect("read").1.body, "I was late.");
    assert_eq!(list(&desk.journal).expect("list").len(), 2);
}

#[test]
fn somebody_who_is_not_there_has_told_nothing() {
    let mut desk = Desk::new(1, "Ana Lima");
    let nobody = Id::from_bytes([1; 16]);
    let kept = letters::keep(&mut desk.journal, &letter("x"), nobody, now(), &mut desk.rng);
    assert_eq!(code(kept), "person-not-found");
    assert_eq!(list(&desk.journal).expect("list"), []);
    let kept = desk.keep(&letter("x")).expect("kept");
    assert_eq!(code(set_from(&mut desk.journal, kept.id, nobody, now())), "person-not-found");
    assert_eq!(code(set_from(&mut desk.journal, nobody, nobody, now())), "letter-not-found");
}

#[test]
fn whose_letter_it_is_can_be_said_anew_and_the_name_outlives_the_person() {
    let mut desk = Desk::new(1, "Ana Lima");
    let kept = desk.keep(&letter("x")).expect("kept");
    let bo = desk.journal.person_named("Bo Chen", now(), &mut desk.rng).expect("person");
    let changed = set_from(&mut desk.journal, kept.id, bo.id, at("13:00")).expect("said anew");
    assert_eq!((changed.from, changed.from_name.as_str()), (bo.id, "Bo Chen"));
    let mut desk = desk.relock();
    assert_eq!(list(&desk.journal).expect("list"), [changed]);
    desk.journal.remove_person(bo.id, at("14:00")).expect("removed");
    assert_eq!(list(&desk.journal).expect("list")[0].from_name, "Bo Chen");
}

#[test]
fn a_removed_letter_is_gone_for_good_with_all_its_pieces() {
    let mut desk = Desk::new(1, "Ana Lima");
    let stays = desk.keep(&letter("this one stays")).expect("kept");
    let before = std::fs::metadata(desk.path()).expect("file").len();
    let goes = desk.keep(&with_files("this one goes", &[9 << 20])).expect("kept");
    let records = desk.journal.vault().last_seq();
    remove(&mut desk.journal, goes.id, at("13:00")).expect("removed");
    assert_eq!(list(&desk.journal).expect("list"), [stays]);
    assert_eq!(code(read(&desk.journal, goes.id)), "letter-not-found");
    assert_eq!(code(remove(&mut desk.journal, goes.id, at("13:00"))), "letter-not-found");
    // Three pieces and the record that named them.
    let purged = (1..=records).filter(|seq| {
        desk.journal.vault().read(*seq).is_err_and(|error| error.code() == "record-purged")
    });
    assert_eq!(purged.count(), 4);
    // What was removed may come again.
    let desk = &mut desk.relock();
    assert!(before > 0);
    desk.keep(&with_files("this one goes", &[9 << 20])).expect("kept again");
}

#[test]
fn kept_letters_survive_backup_reseal_check_and_a_new_index() {
    let mut desk = Desk::new(1, "Ana Lima");
    let told = with_files("I was late.", &[5 << 20]);
    let kept = desk.keep(&told).expect("kept");
    let go_on = &mut |_, _| ControlFlow::Continue(());

    let report = desk.journal.check(go_on).expect("checked");
    assert!(report.faults.is_empty(), "{:?}", report.faults);

    let machine = desk.copy(3);
    assert_eq!(read(&machine.journal, kept.id).expect("read").1, told);

    let work = WorkFactor::new(1).expect("work factor");
    let passphrase = Passphrase::from("another one".to_owned());
    let keys = NewKeys { passphrase, recovery: RecoveryKey::generate(), work };
    desk.journal.reseal(&keys, at("13:00"), &mut rand::rng(), go_on).expect("resealed");
    assert_eq!(read(&desk.journal, kept.id).expect("read"), (kept, told));
}

#[test]
fn letters_kept_on_two_copies_are_on_both_after_a_merge_and_the_same_one_is_one() {
    let mut desk = Desk::new(1, "Ana Lima");
    let mut laptop = desk.copy(2);
    let here = desk.keep(&letter("kept here")).expect("kept");
    let both = with_files("kept on both", &[5 << 20]);
    desk.keep(&both).expect("kept");
    let there = laptop.keep(&letter("kept there")).expect("kept");
    laptop.keep(&both).expect("kept");
    desk.merge(&laptop);
    laptop.merge(&desk);
    let all = list(&desk.journal).expect("list");
    assert_eq!(all, list(&laptop.journal).expect("list"));
    assert_eq!(all.len(), 3);
    assert_eq!(read(&laptop.journal, here.id).expect("read").1.body, "kept here");
    assert_eq!(read(&desk.journal, there.id).expect("read").1.body, "kept there");
    assert_eq!(code(desk.keep(&both)), "letter-known");

    // Removed on one, it is gone from both, every copy of it.
    let twice = by_letter_body(&desk, "kept on both");
    remove(&mut desk.journal, twice, at("21:00")).expect("removed");
    laptop.merge(&desk);
    for desk in [&desk, &laptop] {
        let left: Vec<Id> = list(&desk.journal).expect("list").iter().map(|kept| kept.id).collect();
        assert_eq!(left.len(), 2);
        assert!(left.contains(&here.id) && left.contains(&there.id));
    }
}

fn by_letter_body(desk: &Desk, body: &str) -> Id {
    let all = list(&desk.journal).expect("list").into_iter();
    all.map(|kept| kept.id)
        .find(|id| read(&desk.journal, *id).expect("read").1.body == body)
        .expect("it is kept")
}

#[test]
fn what_a_list_shows_of_a_letter_is_one_short_line() {
    let mut desk = Desk::new(1, "Ana Lima");
    let mut told = letter("x");
    told.title = Some(format!("a\u{202e}b\n\u{1b}[31m{}", "long ".repeat(100_000)));
    let title = desk.keep(&told).expect("kept").title.expect("a title");
    assert!(title.starts_with("a b [31mlong long") && title.ends_with('…'), "{title}");
    assert!(title.chars().count() <= 400);
    told.title = Some("\u{2028} \t".into());
    told.id = Id::from_bytes([8; 16]);
    assert_eq!(desk.keep(&told).expect("kept").title, None);
}
