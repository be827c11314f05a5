//! Two copies of one vault that went different ways are merged: both show the same afterwards, nothing that
//! somebody wrote is lost, and merging again changes nothing.

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::PathBuf,
};

use journal::{Content, DifferenceKind, Journal, MergePiece, Order, Person};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use support::{House, dated, on, text};
use vault::{Id, Moment, Places, Vault};

/// A copy of a vault on a machine of its own.
struct Machine {
    folder: tempfile::TempDir,
    device: &'static str,
    rng: StdRng,
}

impl Machine {
    /// With a copy of what the house has now.
    fn with_copy(house: &House, device: &'static str, seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let machine = Self { folder, device, rng: StdRng::seed_from_u64(seed) };
        std::fs::copy(house.path(), machine.path()).expect("copied");
        machine
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("mine.tellable")
    }

    fn open(&self) -> Journal {
        let places = Places {
            index_dir: self.folder.path().join("cache"),
            state_dir: self.folder.path().join("state"),
        };
        let vault = Vault::open(&self.path(), &support::key(), &places).expect("the vault opens");
        Journal::open(vault, self.device).expect("the journal opens")
    }

    /// A copy of the file as it is now, to look into.
    fn snapshot(&self, name: &str) -> Vault {
        let copy = self.folder.path().join(name);
        std::fs::copy(self.path(), &copy).expect("copied");
        Vault::inspect(&copy, &support::key()).expect("it can be read")
    }
}

fn at(second: i64) -> Moment {
    let timestamp = jiff::Timestamp::from_second(1_760_000_000 + second).expect("a time");
    Moment::new(timestamp, jiff::tz::Offset::constant(1))
}

fn merge(journal: &mut Journal, other: &Vault) -> journal::MergeReport {
    journal.merge(other, at(1_000), &mut on).expect("merged")
}

/// Everything that both copies should show alike.
#[derive(Debug, PartialEq)]
struct Shown {
    entries: BTreeMap<Id, (Content, Vec<Id>, Vec<Id>)>,
    listed: BTreeSet<Id>,
    conflicts: BTreeSet<Id>,
    people: Vec<Person>,
    documents: Vec<(Id, Vec<u8>)>,
    files: Vec<Id>,
    drafts: BTreeMap<Id, Content>,
}

fn shown(journal: &Journal, entries: &BTreeSet<Id>) -> Shown {
    let page = journal.timeline(Order::Written, 0, 1_000).expect("a page");
    let mut shown = Shown {
        entries: BTreeMap::new(),
        listed: page.items.iter().map(|item| item.id).collect(),
        conflicts: journal.conflicts().expect("conflicts").iter().map(|item| item.id).collect(),
        people: journal.people().expect("people"),
        documents: journal
            .documents("share")
            .expect("documents")
            .into_iter()
            .map(|(id, json)| (id, json.to_vec()))
            .collect(),
        files: Vec::new(),
        drafts: BTreeMap::new(),
    };
    for id in journal.drafts().expect("drafts") {
        shown.drafts.insert(id, journal.entry(id).expect("the draft").content);
    }
    for id in entries {
        let Ok(history) = journal.history(*id) else { continue };
        let newest = journal.revision(history[0].id).expect("a revision");
        let history = history.into_iter().map(|revision| revision.id).collect();
        shown.entries.insert(*id, (newest.content, newest.heads, history));
        let files = journal.attachments(*id).expect("files");
        shown.files.extend(files.into_iter().map(|file| file.id));
    }
    shown
}

/// Every text that stands in any revision or draft.
fn texts(journal: &Journal, entries: &BTreeSet<Id>) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for id in entries {
        for revision in journal.history(*id).unwrap_or_default() {
            texts.insert(journal.revision(revision.id).expect("a revision").content.body);
        }
    }
    for id in journal.drafts().expect("drafts") {
        texts.insert(journal.entry(id).expect("the draft").content.body);
    }
    texts
}

#[test]
fn entries_of_both_sides_come_together_and_both_versions_stay() {
    let mut house = House::new();
    let mut journal = house.open();
    let now = at(0);
    let same = house.write(&mut journal, &text("same", "on both"));
    let both = house.write(&mut journal, &text("both", "one\n\ntwo"));
    let here = house.write(&mut journal, &text("changed on the laptop", "old"));
    let there = house.write(&mut journal, &text("changed on the stick", "old"));
    let gone = house.write(&mut journal, &text("deleted on the stick", "old"));
    let mut ana = journal.person_named("Ana", now, &mut house.rng).expect("Ana");
    journal.lock().expect("locked");
    let (mut laptop, mut stick) =
        (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));

    let mut journal = laptop.open();
    let rng = &mut laptop.rng;
    journal.save(both, &text("both", "ONE\n\ntwo"), at(10), rng).expect("saved");
    journal.save(here, &text("changed on the laptop", "new"), at(11), rng).expect("saved");
    let begun = Id::generate(rng);
    journal.save(begun, &text("new on the laptop", "."), at(12), rng).expect("saved");
    journal.lock().expect("locked");

    let mut journal = stick.open();
    let rng = &mut stick.rng;
    journal.save(both, &text("both", "one\n\nTWO"), at(20), rng).expect("saved");
    journal.save(there, &text("changed on the stick", "new"), at(21), rng).expect("saved");
    let added = Id::generate(rng);
    let dated = dated("1998", "new on the stick", ".");
    journal.save(added, &dated, at(22), rng).expect("saved");
    journal.delete(gone, at(23)).expect("deleted");
    ana.notes = "met in spring".to_owned();
    journal.save_person(&ana, at(24)).expect("saved");
    journal.put_document("share", both, b"{}", at(25)).expect("put");
    journal
        .attach(there, "a.txt", &mut &b"file"[..], at(26), rng, &mut |_| ControlFlow::Continue(()))
        .expect("attached");
    journal.lock().expect("locked");

    let mut journal = laptop.open();
    let other = stick.snapshot("other.tellable");
    let before = std::fs::read(laptop.path()).expect("the file");
    let differences = journal.differences(&other, &mut on).expect("compared");
    assert_eq!(std::fs::read(laptop.path()).expect("the file"), before, "looking changes nothing");
    let kinds: BTreeMap<Id, (DifferenceKind, &str)> = differences
        .entries
        .iter()
        .map(|entry| (entry.entry, (entry.kind, entry.title.as_str())))
        .collect();
    let expected = BTreeMap::from([
        (both, (DifferenceKind::BothChanged, "both")),
        (here, (DifferenceKind::NewerHere, "changed on the laptop")),
        (there, (DifferenceKind::NewerThere, "changed on the stick")),
        (gone, (DifferenceKind::NewerThere, "deleted on the stick")),
        (begun, (DifferenceKind::OnlyHere, "new on the laptop")),
        (added, (DifferenceKind::OnlyThere, "new on the stick")),
    ]);
    assert_eq!(kinds, expected);
    assert!(!kinds.contains_key(&same));
    assert_eq!((differences.entries_here, differences.entries_there), (6, 5));
    assert_eq!((differences.only_here, differences.only_there), (3, 8));
    assert_eq!((differences.people, differences.documents, differences.attachments), (1, 1, 1));
    assert_eq!(differences.last_there, Some(at(26)));
    let first = &differences.entries[0];
    assert_eq!((first.entry, first.changed), (added, at(22)));
    assert_eq!(first.happened.as_ref().map(ToString::to_string).as_deref(), Some("1998"));

    let report = merge(&mut journal, &other);
    assert_eq!((report.records, report.entries_new), (8, 1));
    assert_eq!(report.both_changed.iter().map(|entry| entry.id).collect::<Vec<_>>(), [both]);
    let conflict = journal.conflict(both).expect("two versions");
    assert_eq!(
        (conflict.here.device.as_str(), conflict.there.device.as_str()),
        ("laptop", "stick")
    );
    assert!(conflict.pieces.iter().all(|piece| !matches!(piece, MergePiece::Both { .. })));
    assert_eq!(journal.entry(there).expect("entry").content.body, "new");
    assert_eq!(journal.entry(gone).expect_err("deleted").code(), "entry-not-found");
    assert_eq!(journal.person(ana.id).expect("Ana").notes, "met in spring");
    assert_eq!(journal.attachments(there).expect("files").len(), 1);
    assert!(journal.document("share", both).expect("document").is_some());
    let check = journal.check(&mut on).expect("checked");
    assert!(check.is_sound(), "{check:?}");
    assert_eq!(check.index, Some(journal::IndexState::Sound));

    // Again changes nothing.
    let last = journal.vault().last_seq();
    let again = merge(&mut journal, &other);
    assert_eq!((again.records, again.entries_new, journal.vault().last_seq()), (0, 0, last));
    let differences = journal.differences(&other, &mut on).expect("compared");
    assert_eq!((differences.only_there, differences.drafts), (0, 0));
}

#[test]
fn a_draft_comes_along_as_a_draft_where_nothing_stands_against_it() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("day", "one"));
    journal.lock().expect("locked");
    let (laptop, mut stick) =
        (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));
    let mut journal = stick.open();
    let fresh = Id::generate(&mut stick.rng);
    journal.keep_draft(entry, &text("day", "one and more"), at(1)).expect("kept");
    journal.keep_draft(fresh, &text("", "only begun"), at(2)).expect("kept");
    journal.lock().expect("locked");
    let other = stick.snapshot("other.tellable");

    let mut journal = laptop.open();
    assert_eq!(journal.differences(&other, &mut on).expect("compared").drafts, 2);
    let report = merge(&mut journal, &other);
    assert_eq!((report.drafts, report.drafts_beside), (2, 0));
    let carried = journal.entry(entry).expect("the draft");
    assert!(carried.draft && carried.heads.len() == 1);
    assert_eq!(journal.entry(fresh).expect("the draft").content.body, "only begun");

    // Saved here meanwhile: the copy's draft is known and does not come back.
    let rng = &mut stick.rng;
    journal.save(entry, &text("day", "one and more"), at(3), rng).expect("saved");
    journal.save(entry, &text("day", "one and more and more"), at(4), rng).expect("saved");
    let again = merge(&mut journal, &other);
    assert_eq!((again.records, again.drafts, again.drafts_beside), (0, 0, 0));
}

#[test]
fn drafts_that_differ_become_versions_beside_each_other() {
    let mut house = House::new();
    let mut journal = house.open();
    let [entry, moved] =
        ["day", "moved on"].map(|title| house.write(&mut journal, &text(title, "one")));
    journal.lock().expect("locked");
    let (mut laptop, stick) =
        (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));
    let mut journal = stick.open();
    journal.keep_draft(entry, &text("day", "one there"), at(1)).expect("kept");
    journal.keep_draft(moved, &text("moved on", "one there"), at(1)).expect("kept");
    journal.lock().expect("locked");
    let mut journal = laptop.open();
    journal.keep_draft(entry, &text("day", "one here"), at(2)).expect("kept");
    journal.save(moved, &text("moved on", "two"), at(3), &mut laptop.rng).expect("saved");
    journal.lock().expect("locked");

    let (there, here) = (stick.snapshot("o.tellable"), laptop.snapshot("o.tellable"));
    let (mut on_laptop, mut on_stick) = (laptop.open(), stick.open());
    let report = merge(&mut on_laptop, &there);
    assert_eq!((report.drafts, report.drafts_beside), (0, 3));
    assert_eq!(report.both_changed.len(), 2);
    assert!(on_laptop.drafts().expect("none").is_empty());
    let conflict = on_laptop.conflict(entry).expect("two versions");
    let bodies = [&conflict.here, &conflict.there].map(|side| side.content.body.as_str());
    assert!(bodies.contains(&"one here") && bodies.contains(&"one there"), "{bodies:?}");
    assert_eq!(conflict.base.map(|base| base.body).as_deref(), Some("one"));

    // The same on the other side, though neither knew of the other's merge.
    merge(&mut on_stick, &here);
    let entries = BTreeSet::from([entry, moved]);
    assert_eq!(shown(&on_laptop, &entries), shown(&on_stick, &entries));
}

#[test]
fn a_file_that_was_taken_away_on_one_side_goes_on_the_other() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("with files", "."));
    let mut add = |journal: &mut Journal, bytes: &[u8]| {
        let go_on = &mut |_| ControlFlow::Continue(());
        journal.attach(entry, "a", &mut &*bytes, at(1), &mut house.rng, go_on).expect("attached")
    };
    let (gone, kept) = (add(&mut journal, b"gone"), add(&mut journal, b"kept"));
    journal.lock().expect("locked");
    let (laptop, stick) =
        (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));
    let mut journal = stick.open();
    journal.detach(gone.id, at(2)).expect("taken away");
    journal.lock().expect("locked");

    let mut journal = laptop.open();
    let other = stick.snapshot("o.tellable");
    let report = merge(&mut journal, &other);
    assert_eq!(report.purged, 2, "the piece and the record with its name");
    assert_eq!(journal.attachments(entry).expect("files"), [kept]);
    let check = journal.check(&mut on).expect("checked");
    assert!(check.is_sound(), "{check:?}");
    assert_eq!(check.index, Some(journal::IndexState::Sound));
    journal.lock().expect("locked");
    // And does not come back from here.
    let mut journal = stick.open();
    merge(&mut journal, &laptop.snapshot("o.tellable"));
    assert_eq!(journal.attachments(entry).expect("files").len(), 1);
}

#[test]
fn a_text_that_was_purged_there_is_in_no_list_here() {
    let mut house = House::new();
    let mut journal = house.open();
    let entry = house.write(&mut journal, &text("never again", "words"));
    house.write(&mut journal, &text("stays", "words"));
    journal.lock().expect("locked");
    let (laptop, stick) =
        (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));
    let places = Places {
        index_dir: stick.folder.path().join("cache"),
        state_dir: stick.folder.path().join("state"),
    };
    let mut vault = Vault::open(&stick.path(), &support::key(), &places).expect("opens");
    vault.purge(&[2], at(5)).expect("purged");
    vault.lock().expect("locked");
    let mut journal = laptop.open();
    merge(&mut journal, &stick.snapshot("o.tellable"));
    let page = journal.timeline(Order::Written, 0, 10).expect("a page");
    assert_eq!((page.total, page.items[0].title.as_str()), (1, "stays"));
    assert_eq!(journal.entry(entry).expect_err("purged").code(), "entry-not-found");
    assert!(journal.check(&mut on).expect("checked").is_sound());
}

#[test]
fn what_cannot_be_merged_is_refused_by_name_and_a_merge_can_be_broken_off() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &text("day", "one"));
    let last = journal.vault().last_seq();
    let stranger = House::named("other", 9);
    let other = Vault::inspect(&stranger.path(), &support::key()).expect("opens");
    for code in [
        journal.differences(&other, &mut on).expect_err("another vault").code(),
        journal.merge(&other, at(1), &mut on).expect_err("another vault").code(),
    ] {
        assert_eq!(code, "other-vault");
    }
    journal.lock().expect("locked");
    let mut stick = Machine::with_copy(&house, "stick", 6);
    let mut away = stick.open();
    let id = Id::generate(&mut stick.rng);
    away.save(id, &text("new", "."), at(2), &mut stick.rng).expect("saved");
    away.lock().expect("locked");
    let copy = stick.snapshot("o.tellable");
    let mut journal = house.open();
    let stop = &mut |done, _| {
        if done > 300 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(journal.merge(&copy, at(3), stop).expect_err("stopped").code(), "cancelled");
    assert_eq!((journal.vault().last_seq(), journal.behind()), (last, 0));
    assert_eq!(merge(&mut journal, &copy).entries_new, 1);
}

/// Something done on one machine.
#[derive(Debug, Clone)]
enum Act {
    Write,
    Save(u8),
    Delete(u8),
    Undelete(u8),
    Draft(u8),
    DraftNew,
    Rename(u8),
    Part(u8),
    Put(u8),
    Drop(u8),
    Attach(u8),
    Detach(u8),
}

fn acts() -> impl Strategy<Value = Vec<(Act, i64)>> {
    let act = prop_oneof![
        Just(Act::Write),
        (0..4_u8).prop_map(Act::Save),
        (0..4_u8).prop_map(Act::Delete),
        (0..4_u8).prop_map(Act::Undelete),
        (0..4_u8).prop_map(Act::Draft),
        Just(Act::DraftNew),
        (0..2_u8).prop_map(Act::Rename),
        (0..2_u8).prop_map(Act::Part),
        (0..3_u8).prop_map(Act::Put),
        (0..3_u8).prop_map(Act::Drop),
        (0..3_u8).prop_map(Act::Attach),
        (0..3_u8).prop_map(Act::Detach),
    ];
    // Clocks that tie and run back.
    proptest::collection::vec((act, 0..6_i64), 0..9)
}

/// What both machines began with.
struct Shared {
    entries: Vec<Id>,
    people: Vec<Person>,
    fresh: Id,
}

fn live(machine: &mut Machine, shared: &Shared, acts: &[(Act, i64)], all: &mut BTreeSet<Id>) {
    let mut journal = machine.open();
    let device = machine.device;
    let rng = &mut machine.rng;
    for (n, (act, second)) in acts.iter().enumerate() {
        let (when, said) = (at(*second), format!("{device} {n}"));
        let entry = |n: &u8| shared.entries[usize::from(*n) % shared.entries.len()];
        match act {
            Act::Write => {
                let id = Id::generate(rng);
                all.insert(id);
                journal.save(id, &text("new", &said), when, rng).expect("saved");
            }
            Act::Save(n) => {
                drop(journal.save(entry(n), &text("saved", &said), when, rng).expect("saved"));
            }
            Act::Delete(n) => drop(journal.delete(entry(n), when)),
            Act::Undelete(n) => {
                journal.undelete(entry(n), when).expect("back");
            }
            Act::Draft(n) => {
                journal.keep_draft(entry(n), &text("draft", &said), when).expect("kept");
            }
            Act::DraftNew => {
                journal.keep_draft(shared.fresh, &text("", &said), when).expect("kept");
            }
            Act::Rename(n) => {
                let person = &shared.people[usize::from(*n) % shared.people.len()];
                journal
                    .save_person(&Person { notes: said, ..person.clone() }, when)
                    .expect("saved");
            }
            Act::Part(n) => {
                let person = &shared.people[usize::from(*n) % shared.people.len()];
                drop(journal.remove_person(person.id, when));
            }
            Act::Put(n) => {
                journal.put_document("share", entry(n), said.as_bytes(), when).expect("put");
            }
            Act::Drop(n) => journal.remove_document("share", entry(n), when).expect("removed"),
            Act::Attach(n) => {
                let mut bytes = said.as_bytes();
                let go_on = &mut |_| ControlFlow::Continue(());
                drop(journal.attach(entry(n), "a", &mut bytes, when, rng, go_on));
            }
            Act::Detach(n) => {
                if let Some(file) = journal.attachments(entry(n)).expect("files").first() {
                    journal.detach(file.id, when).expect("taken away");
                }
            }
        }
    }
    journal.lock().expect("locked");
}

/// Each case opens vaults a dozen times; `PROPTEST_CASES` asks for more of them.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn two_copies_that_went_different_ways_come_to_the_same(
        on_laptop in acts(), on_stick in acts(), crossed in any::<bool>()
    ) {
        let mut house = House::new();
        let mut journal = house.open();
        let entries: Vec<Id> =
            ["a", "b", "c"].iter().map(|title| house.write(&mut journal, &text(title, title))).collect();
        let people = ["Ana", "Bo"]
            .map(|name| journal.person_named(name, at(0), &mut house.rng).expect("a person"));
        journal.put_document("share", entries[0], b"first", at(3)).expect("put");
        journal.keep_draft(entries[1], &text("draft", "of both"), at(0)).expect("kept");
        journal.lock().expect("locked");
        let fresh = house.id();
        let mut all: BTreeSet<Id> = entries.iter().copied().chain([fresh]).collect();
        let shared = Shared { entries, people: people.to_vec(), fresh };
        let (mut laptop, mut stick) =
            (Machine::with_copy(&house, "laptop", 5), Machine::with_copy(&house, "stick", 6));
        live(&mut laptop, &shared, &on_laptop, &mut all);
        live(&mut stick, &shared, &on_stick, &mut all);

        let mut written = BTreeSet::new();
        for machine in [&laptop, &stick] {
            let journal = machine.open();
            written.extend(texts(&journal, &all));
            journal.lock().expect("locked");
        }
        let first = stick.snapshot("first.tellable");
        let early = laptop.snapshot("early.tellable");
        let onto = |machine: &Machine, other: &Vault| {
            let mut journal = machine.open();
            let report = merge(&mut journal, other);
            journal.lock().expect("locked");
            report
        };
        onto(&laptop, &first);
        if crossed {
            // Each takes in the other as it was before any merge.
            onto(&stick, &early);
        }
        onto(&stick, &laptop.snapshot("second.tellable"));
        onto(&laptop, &stick.snapshot("third.tellable"));
        onto(&stick, &laptop.snapshot("fourth.tellable"));
        let again = onto(&laptop, &stick.snapshot("fifth.tellable"));
        prop_assert_eq!((again.records, again.drafts, again.drafts_beside), (0, 0, 0));
        let old = onto(&laptop, &first);
        prop_assert_eq!(old.records, 0, "an old copy brings nothing new");

        let (mut here, mut there) = (laptop.open(), stick.open());
        prop_assert_eq!(shown(&here, &all), shown(&there, &all));
        for journal in [&mut here, &mut there] {
            let kept = texts(journal, &all);
            let lost: Vec<_> = written.difference(&kept).collect();
            prop_assert!(lost.is_empty(), "{:?} in {:?}", lost, kept);
            let check = journal.check(&mut on).expect("checked");
            prop_assert!(check.is_sound(), "{:?}", check);
            prop_assert_eq!(check.index, Some(journal::IndexState::Sound));
        }
    }
}
