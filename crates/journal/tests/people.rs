//! People: what is known of them, which entries name them, and how they leave the list.

mod support;

use std::ops::ControlFlow;

use journal::{Content, Journal, Person};
use support::{House, on, text};
use vault::Id;

fn with(people: &[Id], title: &str) -> Content {
    Content { people: people.to_vec(), ..text(title, "It happened.") }
}

fn named(house: &mut House, journal: &mut Journal, name: &str) -> Person {
    let at = house.now();
    journal.person_named(name, at, &mut house.rng).expect("a person")
}

fn names(journal: &Journal) -> Vec<String> {
    journal.people().expect("people").into_iter().map(|person| person.name).collect()
}

fn is_gone(journal: &Journal, id: Id) -> bool {
    journal.person(id).is_err_and(|error| error.code() == "person-not-found")
}

#[test]
fn the_keys_that_somebody_gave_are_kept() {
    let mut house = House::new();
    let mut journal = house.open();
    let ana = named(&mut house, &mut journal, "Ana");
    let keys = vec!["age1one".to_owned(), "ssh-ed25519 AAAA".to_owned()];
    let ana = Person { keys, ..ana };
    journal.save_person(&ana, house.now()).expect("kept");
    journal.lock().expect("locked");
    assert_eq!(house.open().person(ana.id).expect("ana"), ana);
}

#[test]
fn a_person_whom_an_entry_names_stays() {
    let mut house = House::new();
    let mut journal = house.open();
    let [ana, rui, mia, leo] =
        ["Ana", "Rui", "Mia", "Leo"].map(|n| named(&mut house, &mut journal, n));
    let entry = house.write(&mut journal, &with(&[ana.id, mia.id], "saved"));
    let drafted = house.id();
    journal.keep_draft(drafted, &with(&[rui.id], "draft"), house.now()).expect("kept");
    for person in [&ana, &rui, &mia] {
        let refused = journal.remove_person(person.id, house.now()).expect_err("named");
        assert_eq!(refused.code(), "person-in-use");
    }
    journal.remove_person(leo.id, house.now()).expect("removed");
    assert!(is_gone(&journal, leo.id));
    let unknown = journal.remove_person(leo.id, house.now()).expect_err("gone");
    assert_eq!(unknown.code(), "person-not-found");
    assert_eq!(names(&journal), ["Ana", "Mia", "Rui"]);

    // An entry in the trash, or one that no longer says so, holds nobody; coming back it brings them back.
    let at = house.now();
    journal.save(entry, &with(&[mia.id], "saved"), at, &mut house.rng).expect("saved");
    journal.remove_person(ana.id, house.now()).expect("removed");
    journal.delete(entry, house.now()).expect("thrown away");
    journal.remove_person(mia.id, house.now()).expect("removed");
    assert_eq!(names(&journal), ["Rui"]);
    journal.undelete(entry, house.now()).expect("back");
    assert_eq!(names(&journal), ["Mia", "Rui"]);
    let checked = journal.check(&mut on).expect("checked");
    assert!(checked.is_sound(), "{checked:?}");
    journal.lock().expect("locked");
    assert_eq!(names(&house.open()), ["Mia", "Rui"]);
}

#[test]
fn a_removed_name_is_free_and_the_same_person_can_be_kept_again() {
    let mut house = House::new();
    let mut journal = house.open();
    let ana = named(&mut house, &mut journal, "Ana");
    journal.remove_person(ana.id, house.now()).expect("removed");
    let other = named(&mut house, &mut journal, "Ana");
    assert_ne!(other.id, ana.id);
    journal.save_person(&ana, house.now()).expect("kept again");
    assert_eq!(journal.people().expect("people").len(), 2);
}

#[test]
fn of_two_copies_one_that_names_a_person_keeps_them() {
    let mut house = House::new();
    let mut journal = house.open();
    let [ana, rui] = ["Ana", "Rui"].map(|n| named(&mut house, &mut journal, n));
    journal.lock().expect("locked");
    let stick = House::named("stick", 2);
    std::fs::copy(house.path(), stick.path()).expect("copied");
    let mut there = stick.open();
    let at = house.now();
    let told = house.id();
    there.save(told, &with(&[ana.id], "there"), at, &mut house.rng).expect("saved");
    there.lock().expect("locked");

    let mut journal = house.open();
    for person in [ana.id, rui.id] {
        journal.remove_person(person, house.now()).expect("removed");
    }
    assert!(names(&journal).is_empty());
    let other = vault::Vault::inspect(&stick.path(), &support::key()).expect("opens");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    journal.merge(&other, house.now(), go_on).expect("merged");
    assert_eq!(names(&journal), ["Ana"]);
}

#[test]
fn the_entries_of_a_person_are_listed_newest_first() {
    let mut house = House::new();
    let mut journal = house.open();
    let [ana, rui] = ["Ana", "Rui"].map(|n| named(&mut house, &mut journal, n));
    let mut ids = Vec::new();
    for happened in ["2019", "2024-05-01", "1998"] {
        let content = support::dated(happened, happened, "x");
        let content = Content { people: vec![ana.id], ..content };
        ids.push(house.write(&mut journal, &content));
    }
    house.write(&mut journal, &with(&[rui.id], "another"));
    journal.delete(ids[2], house.now()).expect("thrown away");
    let listed = |person| -> Vec<String> {
        let list = journal.entries_of(person).expect("a list");
        list.into_iter().map(|summary| summary.title).collect()
    };
    assert_eq!(listed(ana.id), ["2024-05-01", "2019"]);
    assert!(listed(house.id()).is_empty());
}

#[test]
fn what_the_author_is_called_is_one_list() {
    let mut house = House::new();
    let mut journal = house.open();
    assert!(journal.author().expect("names").is_empty());
    let names = ["Jo Park", " Jo ", "", "Jo Park"].map(str::to_owned);
    journal.set_author(&names, house.now()).expect("kept");
    let records = journal.vault().last_seq();
    journal.set_author(&names, house.now()).expect("kept");
    assert_eq!(journal.vault().last_seq(), records, "the same again writes nothing");
    journal.lock().expect("locked");
    let mut journal = house.open();
    assert_eq!(journal.author().expect("names"), ["Jo Park", "Jo"]);
    journal.set_author(&[], house.now()).expect("kept");
    assert!(journal.author().expect("names").is_empty());
}
