//! Two vaults that hold the same records show the same, in whatever order the records came; and on one
//! machine the later save wins, whatever its clock says.

mod support;

use journal::{Journal, Person};
use support::{House, text};
use vault::{Id, Moment, New};

/// A record as a vault takes it: kind, id, at, payload.
type Raw = (&'static str, Id, Moment, Vec<u8>);

fn shown(records: &[&Raw]) -> (Vec<Person>, Vec<Vec<u8>>, Vec<Id>) {
    let house = House::new();
    let mut vault = house.open_vault();
    for (kind, id, at, payload) in records {
        vault.append(&New { kind, id: *id, at: *at, device: "desk", payload }).expect("appended");
    }
    let journal = Journal::open(vault, "desk").expect("a journal");
    let documents = journal.documents("share").expect("documents");
    let listed = journal.timeline(journal::Order::Written, 0, 10).expect("a page");
    (
        journal.people().expect("people"),
        documents.into_iter().map(|(_, json)| json.to_vec()).collect(),
        listed.items.into_iter().map(|summary| summary.id).collect(),
    )
}

#[test]
fn the_order_in_which_records_came_does_not_matter() {
    let mut house = House::new();
    let (early, late) = (house.now(), house.now());
    let [entry, revision, ana, plan, other] = [0; 5].map(|_| house.id());
    let person = |name: &str| {
        let name = name.to_owned();
        let person = Person {
            id: ana,
            name,
            nicknames: Vec::new(),
            relation: None,
            led: false,
            stand_in: None,
            notes: String::new(),
            keys: Vec::new(),
        };
        serde_json::to_vec(&person).expect("json")
    };
    let trash = |heads: &[Id]| {
        serde_json::to_vec(&serde_json::json!({ "entry": entry, "heads": heads })).expect("json")
    };
    let content = serde_json::json!({ "title": "kept", "body": "" });
    let saved =
        serde_json::json!({ "entry": entry, "parents": [], "written": early, "content": content });
    let records: Vec<Raw> = vec![
        ("revision", revision, early, serde_json::to_vec(&saved).expect("json")),
        ("trash", entry, early, trash(&[revision])),
        ("trash", entry, late, trash(&[])),
        ("person", ana, late, person("Ana")),
        ("person", ana, late, person("Anna")),
        ("person", ana, early, person("A.")),
        ("share", plan, late, b"new".to_vec()),
        ("share", plan, early, b"old".to_vec()),
        ("share", other, late, b"one of two at the same time".to_vec()),
        ("share", other, late, b"the other of two".to_vec()),
    ];
    let there: Vec<&Raw> = records.iter().collect();
    let first = shown(&there);
    assert_eq!(first.2, [entry], "it came back out of the trash");
    assert!(first.1.contains(&b"new".to_vec()));
    let back: Vec<&Raw> = records.iter().rev().collect();
    assert_eq!(shown(&back), first);
    let mut turned = there.clone();
    turned.rotate_left(5);
    assert_eq!(shown(&turned), first);
}

#[test]
fn on_one_machine_the_later_save_wins_though_the_clock_ran_back() {
    let mut house = House::new();
    let mut journal = house.open();
    let (before, after) = (house.now(), house.now());
    let id = house.write(&mut journal, &text("one", "two"));
    let share = house.id();
    let mut ana = journal.person_named("Ana", after, &mut house.rng).expect("Ana");
    journal.put_document("share", share, b"first", after).expect("put");
    journal.delete(id, after).expect("deleted");

    ana.notes = "later".to_owned();
    journal.save_person(&ana, before).expect("saved");
    journal.put_document("share", share, b"second", before).expect("put");
    journal.undelete(id, before).expect("undeleted");
    let seen = |journal: &Journal| {
        let share = journal.document("share", share).expect("document").expect("there");
        (journal.person(ana.id).expect("Ana").notes, share.to_vec(), journal.entry(id).is_ok())
    };
    let expected = ("later".to_owned(), b"second".to_vec(), true);
    assert_eq!(seen(&journal), expected);

    // The same at the very same time, and after the index was made anew.
    journal.delete(id, before).expect("deleted");
    journal.undelete(id, before).expect("undeleted");
    journal.put_document("share", share, b"first", before).expect("put");
    journal.put_document("share", share, b"second", before).expect("put");
    assert_eq!(seen(&journal), expected);
    journal.remove_document("share", share, before).expect("removed");
    assert!(journal.document("share", share).expect("none").is_none());
    journal.put_document("share", share, b"second", before).expect("put");
    journal.lock().expect("locked");
    std::fs::remove_dir_all(house.index_dir()).expect("thrown away");
    assert_eq!(seen(&house.open()), expected);
}
