//! The whole check: what is damaged is named by what it was, and an index that is wrong is made anew.

mod support;

use std::ops::ControlFlow;

use journal::{Content, Flaw, IndexState, Journal, Order};
use support::{House, damage, dated, on, text};
use vault::Id;

/// Entries with a past: one edited, one deleted, one back again, a person, a document, a file.
fn lived_in(house: &mut House, journal: &mut Journal) -> [Id; 3] {
    let at = house.now();
    let ana = journal.person_named("Ana", at, &mut house.rng).expect("Ana");
    let edited = house.write(journal, &dated("1998", "before", "the first words"));
    let content = Content { people: vec![ana.id], ..dated("1998", "after", "other words") };
    let at = house.now();
    journal.save(edited, &content, at, &mut house.rng).expect("saved");
    let deleted = house.write(journal, &text("gone", "words"));
    journal.delete(deleted, at).expect("deleted");
    let back = house.write(journal, &text("back", "words"));
    journal.delete(back, at).expect("deleted");
    journal.undelete(back, at).expect("undeleted");
    journal.put_document("share", edited, b"{}", at).expect("put");
    journal
        .attach(edited, "a.txt", &mut &b"file"[..], at, &mut house.rng, &mut |_| {
            ControlFlow::Continue(())
        })
        .expect("attached");
    [edited, deleted, back]
}

#[test]
fn a_sound_journal_is_found_sound() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    lived_in(&mut house, &mut journal);
    let draft = house.id();
    journal.keep_draft(draft, &text("", "half"), at).expect("kept");
    let mut steps = Vec::new();
    let report = journal
        .check(&mut |done, total| {
            steps.push((done, total));
            ControlFlow::Continue(())
        })
        .expect("checked");
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.index, Some(IndexState::Sound));
    assert_eq!((report.records, report.whole), (journal.vault().last_seq(), report.records));
    assert_eq!((report.entries, report.attachments, report.drafts), (2, 1, 1));
    assert_eq!(steps.last(), Some(&(report.records, report.records)));
}

#[test]
fn a_damaged_revision_is_named_by_its_title_and_its_time() {
    let mut house = House::new();
    let mut journal = house.open();
    let [edited, deleted, _] = lived_in(&mut house, &mut journal);
    let saved = journal.entry(edited).expect("entry").changed;
    journal.lock().expect("locked");
    // 1 the index's key, 2 Ana, 3 and 4 the revisions of `edited`, 5 `deleted`, 6 its deletion.
    for record in [4, 5, 6] {
        damage(&house.path(), record);
    }
    let mut journal = house.open();
    let report = journal.check(&mut on).expect("checked");
    assert!(!report.is_sound());
    let [first, second, third] = &report.faults[..] else { panic!("{:?}", report.faults) };
    let named = Flaw {
        wrong: "changed",
        record: Some(4),
        kind: Some("revision".to_owned()),
        entry: Some(edited),
        title: Some("after".to_owned()),
        file: None,
        at: Some(saved),
        other_whole: true,
    };
    assert_eq!(*first, named);
    assert_eq!((second.entry, second.other_whole), (Some(deleted), false));
    assert_eq!(second.title.as_deref(), Some("gone"));
    assert_eq!((third.entry, third.kind.as_deref()), (Some(deleted), Some("trash")));
    assert_eq!(report.index, Some(IndexState::Sound), "the index may know more than the records");
    assert!(journal.vault().is_read_only());
    drop(journal);

    // With a new index nobody knows whose they were, and everything else is as it was.
    std::fs::remove_dir_all(house.index_dir()).expect("thrown away");
    let mut journal = house.open();
    let again = journal.check(&mut on).expect("checked");
    assert_eq!((again.faults.len(), again.whole), (3, report.whole));
    assert!(again.faults.iter().all(|flaw| flaw.entry.is_none()), "{:?}", again.faults);
    assert_eq!(journal.entry(edited).expect("the earlier one").content.title, "before");
}

#[test]
fn a_record_that_is_not_of_its_kind_is_named() {
    let mut house = House::new();
    let id = house.id();
    let at = house.now();
    let new = vault::New { kind: "revision", id, at, device: "desk", payload: b"{\"entry\":" };
    house.open_vault().append(&new).expect("appended");
    let report = house.open().check(&mut on).expect("checked");
    let flaw = &report.faults[0];
    assert_eq!((flaw.record, flaw.wrong), (Some(2), "not-understood"));
    assert_eq!((report.faults.len(), report.index), (1, Some(IndexState::Sound)));
}

#[test]
fn an_index_that_says_something_else_is_made_anew() {
    let changes = [
        "DELETE FROM catalogue",
        "DELETE FROM ordering",
        "UPDATE catalogue SET revision = (SELECT id FROM revision WHERE title = 'before')",
        "UPDATE catalogue SET digest = 'x'",
        "UPDATE meta SET value = '7' WHERE key = 'entries'",
        "DELETE FROM revision WHERE title = 'before'",
        "UPDATE revision SET parents = x''",
        "UPDATE revision SET seq = seq + 1",
        "DELETE FROM trash",
        "UPDATE trash SET at = at + 1",
        "DELETE FROM person",
        "UPDATE document SET digest = x'00'",
        "DELETE FROM attachment",
        "DELETE FROM piece",
        "INSERT INTO forked SELECT entry FROM catalogue",
        "DROP TABLE words",
    ];
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal);
    let listed = |journal: &Journal| {
        let page = journal.timeline(Order::Written, 0, 10).expect("a page");
        let files = page.items.iter().map(|item| journal.attachments(item.id).expect("files"));
        (files.collect::<Vec<_>>(), page, journal.people().expect("people"))
    };
    let before = listed(&journal);
    journal.lock().expect("locked");
    for change in changes {
        let vault = house.open_vault();
        let index = vault.index().expect("the index");
        index.execute_batch(change).expect(change);
        drop(index);
        let mut journal = Journal::open(vault, "desk").expect("opens");
        let report = journal.check(&mut on).expect(change);
        assert_eq!(report.index, Some(IndexState::MadeAnew), "{change}");
        assert!(report.is_sound(), "{change}");
        assert_eq!(listed(&journal), before, "{change}");
        let again = journal.check(&mut on).expect(change);
        assert_eq!(again.index, Some(IndexState::Sound), "{change}");
        journal.lock().expect("locked");
    }
}

#[test]
fn a_check_can_be_broken_off() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal);
    let stop = &mut |done, _| {
        if done >= 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let report = journal.check(stop).expect("stopped");
    assert!(report.cancelled && !report.is_sound());
    assert_eq!((report.index, report.faults.len()), (None, 0));
    assert!(journal.check(&mut on).expect("checked").is_sound());
}
