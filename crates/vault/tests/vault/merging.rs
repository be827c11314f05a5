//! Two copies of one vault that went different ways become one again.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;
use vault::{
    Comparison, Fault, Id, Key, Losses, Merged, NewKeys, RecoveryKey, Vault, VaultError, Wrong,
};

use crate::support::{
    House, add, audit, check, code, create, house_with, noon, open_at, passphrase, texts, weak,
};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A second copy of a vault that is locked.
fn second(house: &House) -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stick.tellable");
    fs::copy(&house.path, &path).unwrap();
    House { folder, path, recovery: house.recovery.clone() }
}

fn merge(vault: &mut Vault, other: &Vault) -> Result<Merged, VaultError> {
    vault.merge(other, noon(), &mut on)
}

fn compare(vault: &Vault, other: &Vault) -> Comparison {
    vault.compare(other, &mut on).unwrap()
}

fn sorted(vault: &Vault) -> Vec<String> {
    let mut texts = texts(vault);
    texts.sort();
    texts
}

fn reseal(vault: &mut Vault) {
    let keys =
        NewKeys { passphrase: passphrase(), recovery: RecoveryKey::generate(), work: weak() };
    vault.reseal(&keys, noon(), &mut rand::rng(), &mut on).unwrap();
}

/// Both hold the same, are sound, and merging again changes nothing.
fn settled(a: &mut Vault, b: &mut Vault) {
    assert_eq!(sorted(a), sorted(b));
    still(a, b);
    still(b, a);
}

fn still(one: &mut Vault, other: &Vault) {
    let before = one.last_seq();
    assert_eq!(merge(one, other).unwrap(), Merged::default());
    assert_eq!(one.last_seq(), before);
    let sum = compare(one, other);
    assert!(sum.only_here.is_empty() && sum.only_there.is_empty(), "{sum:?}");
    assert!(sum.purged_there.is_empty(), "{sum:?}");
    audit(one).unwrap();
    let report = check(one);
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_merge_is_the_union_of_both() {
    let laptop = house_with(&["common"]);
    let stick = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    add(&mut a, "laptop").unwrap();
    add(&mut b, "stick").unwrap();
    add(&mut b, "stick too").unwrap();

    let sum = compare(&a, &b);
    assert_eq!((sum.common, &sum.only_here[..], &sum.only_there[..]), (2, &[3][..], &[3, 4][..]));
    let merged = merge(&mut a, &b).unwrap();
    assert_eq!(merged, Merged { added: vec![4, 5], ..Merged::default() });
    assert_eq!(texts(&a), ["common", "laptop", "stick", "stick too"]);
    // Nothing of the other changed.
    assert_eq!(texts(&b), ["common", "stick", "stick too"]);
    assert_eq!(merge(&mut b, &a).unwrap().added, [5]);
    settled(&mut a, &mut b);
    a.lock().unwrap();
    assert_eq!(texts(&laptop.open()), ["common", "laptop", "stick", "stick too"]);
}

#[test]
fn a_merged_record_says_what_it_said() {
    let laptop = house_with(&[]);
    let stick = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    add(&mut a, "laptop").unwrap();
    let seq = add(&mut b, "stick").unwrap();
    let merged = merge(&mut a, &b).unwrap();
    let (came, was) = (a.read(merged.added[0]).unwrap(), b.read(seq).unwrap());
    assert_eq!(came.payload, was.payload);
    let header = |record: &vault::Record| {
        let h = record.header.clone();
        (h.kind, h.id, h.at, h.device, h.length)
    };
    assert_eq!(header(&came), header(&was));
}

#[test]
fn what_was_purged_on_one_side_goes_on_the_other_and_stays_away() {
    let laptop = house_with(&["common", "secret"]);
    let stick = second(&laptop);
    let third = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    let regretted = add(&mut a, "regretted").unwrap();
    merge(&mut b, &a).unwrap();
    assert_eq!(texts(&b), ["common", "secret", "regretted"]);

    // One from before the ways parted, one from after.
    a.purge(&[3, regretted], noon()).unwrap();
    let sum = compare(&b, &a);
    assert_eq!((sum.purged_there.len(), sum.purged_here.len()), (2, 0));
    assert_eq!(compare(&a, &b).purged_here.len(), 2);
    let brought_back = merge(&mut a, &b).unwrap();
    assert_eq!(brought_back, Merged::default());
    let merged = merge(&mut b, &a).unwrap();
    assert_eq!((merged.purged, merged.added.len()), (2, 0));
    assert_eq!(texts(&b), ["common"]);
    settled(&mut a, &mut b);

    // A third copy gets it from either, and learns it though it never held the record.
    let mut c = third.open();
    add(&mut c, "third").unwrap();
    merge(&mut c, &b).unwrap();
    assert_eq!(texts(&c), ["common", "third"]);
    merge(&mut a, &c).unwrap();
    settled(&mut a, &mut c);
}

#[test]
fn what_came_by_a_merge_and_was_purged_there_does_not_come_back_by_a_third_copy() {
    let laptop = house_with(&["common"]);
    let (stick, third) = (second(&laptop), second(&laptop));
    let (mut a, mut b, mut c) = (laptop.open(), stick.open(), third.open());
    add(&mut a, "regretted").unwrap();
    merge(&mut b, &a).unwrap();
    let seq = b.last_seq();
    b.purge(&[seq], noon()).unwrap();
    // The third never saw it, and hears of the purge before it meets the record.
    merge(&mut c, &b).unwrap();
    let merged = merge(&mut c, &a).unwrap();
    assert_eq!(merged, Merged::default());
    assert_eq!(texts(&c), ["common"]);
    merge(&mut a, &c).unwrap();
    assert_eq!(texts(&a), ["common"]);
    settled(&mut a, &mut c);
    settled(&mut a, &mut b);
}

#[test]
fn purged_content_is_gone_from_the_file_after_a_merge() {
    let laptop = house_with(&["common", "secret"]);
    let sealed = laptop.blob("SELECT age FROM rec WHERE seq = 3");
    let stick = second(&laptop);
    let (a, mut b) = (laptop.open(), stick.open());
    b.purge(&[3], noon()).unwrap();
    let mut a = a;
    merge(&mut a, &b).unwrap();
    for suffix in ["", "-wal"] {
        let file = laptop.folder.path().join(format!("mine.tellable{suffix}"));
        let bytes = fs::read(file).unwrap_or_default();
        let part = &sealed[300..364];
        assert!(!bytes.windows(64).any(|window| window == part), "{suffix}");
    }
}

#[test]
fn copies_that_were_sealed_anew_merge_both_ways() {
    let laptop = house_with(&["common", "secret", "kept"]);
    let stick = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    a.purge(&[3], noon()).unwrap();
    reseal(&mut a);
    add(&mut a, "laptop").unwrap();
    add(&mut b, "stick").unwrap();
    merge(&mut a, &b).unwrap();
    assert_eq!(sorted(&a), ["common", "kept", "laptop", "stick"]);
    let merged = merge(&mut b, &a).unwrap();
    assert_eq!(merged.purged, 1);
    assert_eq!(sorted(&b), ["common", "kept", "laptop", "stick"]);
    settled(&mut a, &mut b);
}

#[test]
fn what_was_lost_in_a_rescue_comes_back_from_an_older_copy() {
    let laptop = house_with(&["one", "two", "three"]);
    let backup = second(&laptop);
    laptop.tamper("UPDATE rec SET age = zeroblob(900) WHERE seq = 3");
    let damaged = laptop.open();
    let rescued = laptop.folder.path().join("rescued.tellable");
    let keys =
        NewKeys { passphrase: passphrase(), recovery: RecoveryKey::generate(), work: weak() };
    let report =
        damaged.rewrite(&rescued, &keys, Losses::Name, noon(), &mut rand::rng(), &mut on).unwrap();
    assert_eq!(report.lost, [Fault { seq: Some(3), wrong: Wrong::Changed }]);
    let mut a = open_at(&rescued, Path::new("/nowhere")).unwrap();
    let mut b = backup.open();
    add(&mut a, "four").unwrap();
    assert_eq!(texts(&a), ["one", "three", "four"]);
    merge(&mut a, &b).unwrap();
    assert_eq!(sorted(&a), ["four", "one", "three", "two"]);
    merge(&mut b, &a).unwrap();
    settled(&mut a, &mut b);
}

#[test]
fn another_vault_is_refused() {
    let house = house_with(&["one"]);
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("other.tellable");
    create(&path).unwrap();
    let other = open_at(&path, Path::new("/nowhere")).unwrap();
    let mut vault = house.open();
    assert_eq!(code(merge(&mut vault, &other)), "other-vault");
    assert_eq!(code(vault.compare(&other, &mut on)), "other-vault");
}

#[test]
fn a_damaged_vault_takes_nothing_in() {
    let laptop = house_with(&["one", "two"]);
    let stick = second(&laptop);
    let mut b = stick.open();
    add(&mut b, "stick").unwrap();
    for sql in [
        "UPDATE rec SET age = zeroblob(900) WHERE seq = 2",
        "UPDATE rec SET age = (SELECT age FROM rec WHERE seq = 2), \
         digest = (SELECT digest FROM rec WHERE seq = 2) WHERE seq = 3",
        "UPDATE rec SET age = NULL WHERE seq = 3",
    ] {
        let damaged = second(&laptop);
        damaged.tamper(sql);
        let mut a = damaged.open();
        let before = fs::read(&damaged.path).unwrap();
        // Not known at opening: the merge makes sure first.
        assert_eq!(code(merge(&mut a, &b)), "vault-damaged", "{sql}");
        assert!(!a.faults().is_empty(), "{sql}");
        assert_eq!(code(merge(&mut a, &b)), "vault-damaged", "{sql}");
        drop(a);
        assert!(fs::read(&damaged.path).unwrap() == before, "{sql}");
    }
}

#[test]
fn damage_of_the_other_copy_keeps_back_only_what_is_damaged() {
    let laptop = house_with(&["one", "two"]);
    let stick = second(&laptop);
    let mut b = stick.open();
    for text in ["three", "four", "five", "six"] {
        add(&mut b, text).unwrap();
    }
    b.lock().unwrap();
    for (sql, came, unreadable) in [
        ("UPDATE rec SET age = zeroblob(900) WHERE seq = 5", 3, vec![(5, Wrong::Changed)]),
        ("DELETE FROM rec WHERE seq = 5", 3, vec![(5, Wrong::Missing)]),
        ("UPDATE rec SET age = NULL WHERE seq = 5", 3, vec![(5, Wrong::Vanished)]),
        (
            "UPDATE rec SET age = (SELECT age FROM rec WHERE seq = 6), \
             digest = (SELECT digest FROM rec WHERE seq = 6) WHERE seq = 5",
            3,
            vec![(5, Wrong::Misplaced)],
        ),
        // What both have is whole here.
        ("UPDATE rec SET age = zeroblob(900) WHERE seq = 2", 4, vec![]),
        ("DELETE FROM rec WHERE seq = 2", 4, vec![(2, Wrong::Missing)]),
        ("UPDATE head SET age = zeroblob(400)", 4, vec![]),
        ("DELETE FROM slot WHERE n = 1; DELETE FROM meta WHERE key = 'format'", 4, vec![]),
    ] {
        let damaged = second(&stick);
        damaged.tamper(sql);
        let other = Vault::inspect(&damaged.path, &Key::Passphrase(passphrase())).unwrap();
        let fresh = second(&laptop);
        let mut a = fresh.open();
        let merged = merge(&mut a, &other).unwrap();
        let found: Vec<_> =
            merged.unreadable.iter().map(|fault| (fault.seq.unwrap(), fault.wrong)).collect();
        assert_eq!(found, unreadable, "{sql}");
        assert_eq!(merged.added.len(), came, "{sql}");
        // The whole copy brings the rest.
        let whole = stick.open();
        merge(&mut a, &whole).unwrap();
        assert_eq!(sorted(&a), ["five", "four", "one", "six", "three", "two"], "{sql}");
        assert!(check(&a).is_sound(), "{sql}");
    }
}

#[test]
fn a_merge_that_is_broken_off_changes_nothing() {
    let laptop = house_with(&["common", "secret"]);
    let stick = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    add(&mut a, "laptop").unwrap();
    add(&mut b, "stick").unwrap();
    b.purge(&[3], noon()).unwrap();
    let before = (a.last_seq(), texts(&a));
    for patience in 0.. {
        let mut left = patience;
        let mut last = 0;
        let merged = a.merge(&b, noon(), &mut |done, total| {
            assert!(last <= done && done <= total, "{last} {done} {total}");
            last = done;
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if merged.is_ok() {
            assert!(patience > 4);
            break;
        }
        assert_eq!(code(merged), "cancelled");
        assert_eq!((a.last_seq(), texts(&a)), before);
    }
    assert_eq!(texts(&a), ["common", "laptop", "stick"]);
    merge(&mut b, &a).unwrap();
    settled(&mut a, &mut b);
}

#[test]
fn drafts_stay_where_they_are() {
    let laptop = house_with(&["common"]);
    let stick = second(&laptop);
    let (mut a, mut b) = (laptop.open(), stick.open());
    let (here, there) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    a.keep_draft(here, b"here").unwrap();
    b.keep_draft(there, b"there").unwrap();
    add(&mut b, "stick").unwrap();
    merge(&mut a, &b).unwrap();
    assert_eq!((a.drafts().unwrap(), b.drafts().unwrap()), (vec![here], vec![there]));
}

#[test]
fn a_copy_that_is_only_older_brings_nothing() {
    let laptop = house_with(&["one"]);
    let old = second(&laptop);
    let mut a = laptop.open();
    add(&mut a, "two").unwrap();
    let mut b = old.open();
    assert_eq!(merge(&mut a, &b).unwrap(), Merged::default());
    assert_eq!(merge(&mut b, &a).unwrap().added, [3]);
    settled(&mut a, &mut b);
}

#[test]
fn a_vault_that_is_only_read_merges_nothing() {
    let laptop = house_with(&["one"]);
    let stick = second(&laptop);
    let mut b = stick.open();
    add(&mut b, "two").unwrap();
    let key = Key::Passphrase(passphrase());
    let mut a = Vault::inspect(&laptop.path, &key).unwrap();
    assert_eq!(code(merge(&mut a, &b)), "vault-read-only");
    assert_eq!(compare(&a, &b).only_there, [3]);
}

/// One thing that happens to one of the two copies.
#[derive(Debug, Clone)]
enum Act {
    Add,
    /// The record that is so many places from the first, of those there are.
    Purge(usize),
    Draft,
    Merge,
    Reseal,
    Reopen,
}

fn act() -> impl Strategy<Value = (bool, Act)> {
    let act = prop_oneof![
        6 => Just(Act::Add),
        3 => (0_usize..100).prop_map(Act::Purge),
        1 => Just(Act::Draft),
        3 => Just(Act::Merge),
        1 => Just(Act::Reseal),
        1 => Just(Act::Reopen),
    ];
    (any::<bool>(), act)
}

/// A copy beside what it should hold.
struct Kept {
    folder: TempDir,
    vault: Option<Vault>,
    holds: BTreeSet<String>,
    purged: BTreeSet<String>,
}

impl Kept {
    fn vault(&mut self) -> &mut Vault {
        self.vault.as_mut().unwrap()
    }

    fn open(&mut self) {
        self.vault = None;
        let path = self.folder.path().join("copy.tellable");
        self.vault = Some(open_at(&path, Path::new("/nowhere")).unwrap());
    }

    fn take_in(&mut self, other: &mut Self) {
        merge(self.vault(), other.vault()).unwrap();
        self.purged.extend(other.purged.iter().cloned());
        self.holds.extend(other.holds.iter().cloned());
        self.holds.retain(|text| !self.purged.contains(text));
        self.compare();
    }

    /// Exactly what it should hold, each once.
    fn compare(&mut self) {
        let found = sorted(self.vault());
        let holds: Vec<String> = self.holds.iter().cloned().collect();
        assert_eq!(found, holds);
    }
}

fn copy_of(house: &House, holds: &[&str]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(&house.path, folder.path().join("copy.tellable")).unwrap();
    let holds = holds.iter().map(|&text| text.to_owned()).collect();
    let mut kept = Kept { folder, vault: None, holds, purged: BTreeSet::new() };
    kept.open();
    kept
}

fn live(happened: &[(bool, Act)]) {
    let house = house_with(&["a", "b", "c"]);
    let mut copies = [copy_of(&house, &["a", "b", "c"]), copy_of(&house, &["a", "b", "c"])];
    for (n, (which, act)) in happened.iter().enumerate() {
        let [one, other] = &mut copies;
        let (one, other) = if *which { (one, other) } else { (other, one) };
        match act {
            Act::Add => {
                let text = format!("text {n}");
                add(one.vault(), &text).unwrap();
                one.holds.insert(text);
            }
            Act::Purge(at) => {
                let notes: Vec<(u64, String)> = one
                    .vault()
                    .records(0)
                    .filter_map(|record| record.unwrap().1)
                    .filter(|record| record.header.kind == "note")
                    .map(|record| {
                        (record.header.seq, String::from_utf8(record.payload.to_vec()).unwrap())
                    })
                    .collect();
                if let Some((seq, text)) = notes.get(at % notes.len().max(1)) {
                    one.vault().purge(&[*seq], noon()).unwrap();
                    one.holds.remove(text);
                    one.purged.insert(text.clone());
                }
            }
            Act::Draft => {
                one.vault().keep_draft(Id::from_bytes([3; 16]), b"a thought").unwrap();
            }
            Act::Merge => one.take_in(other),
            Act::Reseal => reseal(one.vault()),
            Act::Reopen => one.open(),
        }
        one.compare();
    }
    let [one, other] = &mut copies;
    one.take_in(other);
    other.take_in(one);
    settled(one.vault(), other.vault());
}

/// A few at every test, as many as `PROPTEST_CASES` says when that is set.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(12) }
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn whatever_happened_two_copies_become_one(happened in prop::collection::vec(act(), 1..20)) {
        live(&happened);
    }
}

/// Changes a copy with plain SQLite: what a sync program that mixes two files could leave.
#[test]
fn a_record_put_into_the_other_copy_by_hand_is_taken_for_what_it_is() {
    let laptop = house_with(&["one", "two"]);
    let stick = second(&laptop);
    let mut b = stick.open();
    add(&mut b, "three").unwrap();
    b.lock().unwrap();
    // A whole record of the same vault at a place that is not its own brings nothing in twice.
    let conn = Connection::open(&stick.path).unwrap();
    conn.execute_batch("INSERT INTO rec SELECT 9, age, digest FROM rec WHERE seq = 4").unwrap();
    drop(conn);
    let other = Vault::inspect(&stick.path, &Key::Passphrase(passphrase())).unwrap();
    let mut a = laptop.open();
    assert_eq!(merge(&mut a, &other).unwrap().added.len(), 1);
    assert_eq!(texts(&a), ["one", "two", "three"]);
}
