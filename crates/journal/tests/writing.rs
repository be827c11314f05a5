//! Drafts, revisions, the trash: nothing that was written is lost.

mod support;

use journal::{Content, Feeling, Journal, JournalError, Kind, Note, Order, Query, understand};
use support::{House, dated, text};
use vault::Id;

fn full(journal: &mut Journal, house: &mut House) -> Content {
    let at = house.now();
    Content {
        title: "Der Sturz – 跌倒".to_owned(),
        body: "First line\n\nSecond *line* with \u{0}, \r\n and 🙂.\n".to_owned(),
        kind: Some(Kind::TurningPoint),
        happened: understand("about 1998"),
        place: Some("Lisboa".to_owned()),
        people: vec![journal.person_named("Ana María", at, &mut house.rng).expect("a person").id],
        tags: vec!["work".to_owned(), "New York".to_owned()],
        feeling: Some(Feeling {
            valence: -3, words: vec!["small".to_owned(), "蒙羞".to_owned()]
        }),
    }
}

#[test]
fn what_is_saved_is_read_back_after_a_lock() {
    let mut house = House::new();
    let mut journal = house.open();
    let content = full(&mut journal, &mut house);
    let id = house.write(&mut journal, &content);
    let saved = journal.entry(id).expect("the entry");
    journal.lock().expect("locked");

    let journal = house.open();
    let entry = journal.entry(id).expect("the entry");
    assert_eq!(entry, saved);
    assert_eq!(entry.content, content);
    assert_eq!(entry.heads, [entry.revision.expect("a revision")]);
    assert_eq!(entry.written, entry.changed);
    assert!(!entry.draft);
    let page = journal.timeline(Order::Written, 0, 10).expect("a page");
    let summary = &page.items[0];
    assert_eq!((page.total, summary.id, summary.words), (1, id, 6));
    assert_eq!(summary.tags, content.tags);
    assert_eq!(summary.feeling, content.feeling);
    assert_eq!(journal.person(content.people[0]).expect("her").name, "Ana María");
    assert_eq!(journal.tags().expect("tags"), [("New York".to_owned(), 1), ("work".to_owned(), 1)]);
}

#[test]
fn a_draft_survives_reopening_and_wins_until_it_is_saved() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    let id = house.id();
    journal.keep_draft(id, &text("", "half a sen"), at).expect("kept");
    drop(journal);

    let mut journal = house.open();
    let entry = journal.entry(id).expect("the draft");
    assert!(entry.draft && entry.revision.is_none() && entry.heads.is_empty());
    assert_eq!((entry.content.body.as_str(), entry.written), ("half a sen", at));
    let later = house.now();
    let saved =
        journal.save(id, &text("", "half a sentence"), later, &mut house.rng).expect("saved");
    assert_eq!((saved.written, saved.changed), (at, later));
    assert!(journal.drafts().expect("drafts").is_empty());

    journal.keep_draft(id, &text("", "more"), later).expect("kept");
    assert_eq!(journal.entry(id).expect("entry").content.body, "more");
    journal.discard_draft(id).expect("discarded");
    assert_eq!(journal.entry(id).expect("entry"), saved);
}

#[test]
fn drafts_left_by_a_crash_become_revisions() {
    let mut house = House::new();
    let mut journal = house.open();
    let (left, blank, at) = (house.id(), house.id(), house.now());
    journal.keep_draft(left, &text("left", "behind"), at).expect("kept");
    journal.keep_draft(blank, &text("", ""), at).expect("kept");
    drop(journal);

    let mut journal = house.open();
    let later = house.now();
    assert_eq!(journal.settle_drafts(later, &mut house.rng).expect("settled"), 1);
    assert!(journal.drafts().expect("drafts").is_empty());
    assert_eq!(journal.entry(left).expect("entry").written, at);
    assert!(matches!(journal.entry(blank), Err(JournalError::EntryNotFound)));
}

#[test]
fn saving_unchanged_content_makes_no_revision() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("a", "b"));
    let seq = journal.vault().last_seq();
    let at = house.now();
    journal.keep_draft(id, &text("a", "b"), at).expect("kept");
    let again = journal.save(id, &text("a", "b"), at, &mut house.rng).expect("saved");
    assert_eq!(journal.vault().last_seq(), seq);
    assert_eq!(again, journal.entry(id).expect("entry"));
    assert!(journal.drafts().expect("drafts").is_empty());
}

#[test]
fn every_revision_stays_and_can_be_restored() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("one", "1"));
    for (title, body) in [("two", "2 2"), ("three", "3 3 3")] {
        let at = house.now();
        journal.save(id, &text(title, body), at, &mut house.rng).expect("saved");
    }
    let history = journal.history(id).expect("history");
    let told: Vec<_> = history.iter().map(|r| (r.title.as_str(), r.words, r.current)).collect();
    assert_eq!(told, [("three", 3, true), ("two", 2, false), ("one", 1, false)]);
    assert_eq!(journal.revision(history[2].id).expect("the first").content, text("one", "1"));

    let at = house.now();
    let restored = journal.restore(id, history[2].id, at, &mut house.rng).expect("restored");
    assert_eq!(restored.content, text("one", "1"));
    assert_eq!(journal.history(id).expect("history").len(), 4);
    assert_eq!(journal.search(&Query::words("three")).expect("found").total, 0);
    assert_eq!(journal.search(&Query::words("one")).expect("found").total, 1);
    let other = house.write(&mut journal, &text("other", ""));
    let wrong = journal.restore(other, history[0].id, at, &mut house.rng);
    assert_eq!(wrong.expect_err("not its own").code(), "revision-not-found");
}

#[test]
fn deleting_keeps_the_history_and_can_be_undone() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &dated("1998", "gone", "for now"));
    let kept = house.write(&mut journal, &text("stays", ""));
    let entry = journal.entry(id).expect("entry");
    journal.delete(id, house.now()).expect("deleted");
    let all = |journal: &Journal| journal.timeline(Order::Happened, 0, 9).expect("a page");
    let check_gone = |journal: &Journal| {
        assert_eq!(journal.entry(id).expect_err("gone").code(), "entry-not-found");
        assert_eq!((all(journal).total, all(journal).items[0].id), (1, kept));
        assert_eq!(journal.search(&Query::words("gone")).expect("found").total, 0);
        assert_eq!(journal.history(id).expect("history").len(), 1);
    };
    check_gone(&journal);
    drop(journal);
    let mut journal = house.open();
    check_gone(&journal);
    journal.undelete(id, house.now()).expect("back");
    assert_eq!(journal.entry(id).expect("entry"), entry);
    assert_eq!(journal.search(&Query::words("gone")).expect("found").total, 1);

    // What is written after a deletion is not lost in the trash.
    journal.delete(id, house.now()).expect("deleted");
    let at = house.now();
    let back = journal.save(id, &text("gone", "and back"), at, &mut house.rng).expect("saved");
    assert_eq!((back.written, all(&journal).total), (entry.written, 2));
    assert_eq!(journal.delete(house.id(), at).expect_err("unknown").code(), "entry-not-found");
}

#[test]
fn an_entry_of_only_white_space_or_too_long_is_refused_by_name() {
    let mut house = House::new();
    let mut journal = house.open();
    let (id, at) = (house.id(), house.now());
    let long = text("", &"x".repeat(20 << 20));
    let codes = [text(" ", "\n\t \u{3000}"), long.clone()]
        .map(|content| journal.save(id, &content, at, &mut house.rng).expect_err("refused").code());
    assert_eq!(codes, ["entry-empty", "entry-too-large"]);
    assert_eq!(journal.keep_draft(id, &long, at).expect_err("refused").code(), "entry-too-large");
    assert_eq!(journal.timeline(Order::Written, 0, 1).expect("page").total, 0);
}

#[test]
fn documents_are_kept_by_kind_and_id_and_the_newest_wins() {
    let mut house = House::new();
    let mut journal = house.open();
    let (a, b) = (house.id(), house.id());
    for (id, json) in [(a, "1"), (b, "2"), (a, "3")] {
        journal.put_document("share", id, json.as_bytes(), house.now()).expect("put");
    }
    drop(journal);
    let mut journal = house.open();
    let listed = |journal: &Journal| -> Vec<(Id, Vec<u8>)> {
        let all = journal.documents("share").expect("documents");
        all.into_iter().map(|(id, json)| (id, json.to_vec())).collect()
    };
    assert_eq!(listed(&journal), [(b, b"2".to_vec()), (a, b"3".to_vec())]);
    assert_eq!(journal.document("share", a).expect("read").expect("there").as_slice(), b"3");
    assert!(journal.document("ledger", a).expect("read").is_none());
    journal.remove_document("share", b, house.now()).expect("removed");
    assert_eq!(listed(&journal).len(), 1);
    for reserved in ["revision", "person", "trash", "index-key", "purge"] {
        let refused = journal.put_document(reserved, a, b"{}", house.now());
        assert_eq!(refused.expect_err("reserved").code(), "kind-reserved");
    }
}

#[test]
fn people_are_found_again_by_name_and_nickname() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    let mut ana = journal.person_named(" Ana María ", at, &mut house.rng).expect("made");
    assert_eq!(ana.name, "Ana María");
    ana.nicknames = vec!["Anita".to_owned()];
    ana.relation = Some("sister".to_owned());
    journal.save_person(&ana, at).expect("saved");
    let seq = journal.vault().last_seq();
    for name in ["Ana María", "ANA MARIA", "anita"] {
        assert_eq!(journal.person_named(name, at, &mut house.rng).expect("found"), ana);
    }
    journal.save_person(&ana, at).expect("the same again");
    assert_eq!(journal.vault().last_seq(), seq);
    assert_eq!(
        journal.person_named("  ", at, &mut house.rng).expect_err("no name").code(),
        "name-empty"
    );
    drop(journal);
    assert_eq!(house.open().people().expect("people"), [ana]);
}

#[test]
fn the_timeline_is_newest_first_and_counts_an_undated_entry_by_its_writing() {
    let mut house = House::new();
    let mut journal = house.open();
    let mut ids = Vec::new();
    // Written in this order, in June 2025.
    for happened in ["2019-03-14", "1998~", "", "2030", "2019-03", "../1950"] {
        let content =
            if happened.is_empty() { text("now", "") } else { dated(happened, happened, "") };
        ids.push(house.write(&mut journal, &content));
    }
    let order = |order, offset, limit| -> Vec<usize> {
        let page = journal.timeline(order, offset, limit).expect("a page");
        assert_eq!(page.total, 6);
        page.items.iter().map(|s| ids.iter().position(|id| *id == s.id).expect("known")).collect()
    };
    assert_eq!(order(Order::Happened, 0, 10), [3, 2, 0, 4, 1, 5]);
    assert_eq!(order(Order::Happened, 2, 2), [0, 4]);
    assert_eq!(order(Order::Written, 0, 10), [5, 4, 3, 2, 1, 0]);
    assert_eq!(order(Order::Written, 5, 10), [0]);
    assert!(order(Order::Written, 6, u64::MAX).is_empty());
}

#[test]
fn a_note_is_added_with_its_people_and_its_time() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    let text = "---\nwith: Ana\ncreated: 2019-03-14 21:05\nmood: 5\n---\n# A walk\n\nWe walked.\n";
    let note = Note::parse(text, at.offset()).expect("a note");
    let added = journal.add(note.clone(), at, &mut house.rng).expect("added");
    let entry = journal.entry(added.id).expect("entry");
    assert_eq!(entry, added);
    assert_eq!(
        (entry.content.title.as_str(), entry.content.body.as_str()),
        ("A walk", "We walked.")
    );
    assert_eq!(entry.written.to_string(), "2019-03-14T21:05:00+01:00");
    assert_eq!(journal.person(entry.content.people[0]).expect("her").name, "Ana");
    assert_ne!(journal.add(note, at, &mut house.rng).expect("added").id, added.id);
    let named = Note::parse_as(Some("Mine"), text, at.offset()).expect("a note");
    assert_eq!(named.content.title, "Mine");
    assert_eq!(named.content.body, "# A walk\n\nWe walked.");
    assert!(Note::parse_as(Some("Mine"), " ", at.offset()).is_ok());
    let codes = ["---\n[\n---\nx", " \n "]
        .map(|text| Note::parse(text, at.offset()).expect_err("refused").code());
    assert_eq!(codes, ["front-matter-not-yaml", "entry-empty"]);
}

#[test]
fn the_codes_of_failures_never_change() {
    let io = |kind: std::io::ErrorKind| JournalError::Folder(kind.into());
    let codes = [
        (JournalError::EntryNotFound, "entry-not-found"),
        (JournalError::RevisionNotFound, "revision-not-found"),
        (JournalError::PersonNotFound, "person-not-found"),
        (JournalError::PersonInUse, "person-in-use"),
        (JournalError::NoConflict, "no-conflict"),
        (JournalError::AttachmentNotFound, "attachment-not-found"),
        (JournalError::EntryTooLarge { bytes: 1 }, "entry-too-large"),
        (JournalError::EntryEmpty, "entry-empty"),
        (JournalError::NameEmpty, "name-empty"),
        (JournalError::FrontMatterNotYaml, "front-matter-not-yaml"),
        (JournalError::HappenedNotUnderstood, "happened-not-understood"),
        (JournalError::FolderNotEmpty, "folder-not-empty"),
        (JournalError::FolderNotFound, "folder-not-found"),
        (io(std::io::ErrorKind::StorageFull), "disk-full"),
        (io(std::io::ErrorKind::PermissionDenied), "folder-read-only"),
        (io(std::io::ErrorKind::Other), "io"),
        (JournalError::KindReserved("x".to_owned()), "kind-reserved"),
        (JournalError::RecordNotUnderstood { seq: 1, kind: "x".to_owned() }, "record-damaged"),
    ];
    for (error, code) in &codes {
        assert_eq!(error.code(), *code);
    }
    // The last two stand only in the report of an import.
    let own: Vec<_> =
        codes.iter().map(|(_, code)| *code).chain(["not-utf-8", "unreadable"]).collect();
    assert_eq!(own, JournalError::CODES);
    let below = JournalError::Vault(vault::VaultError::WrongPassphrase);
    assert_eq!(below.code(), "wrong-passphrase");
}
