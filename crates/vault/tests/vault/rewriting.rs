//! Writing all of a vault anew: sealed under other keys in its own place, or saved as far as it can
//! be into a second one.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;
use rusqlite::Connection;
use vault::{
    Fault, Id, Key, Losses, NewKeys, Passphrase, Places, RecoveryKey, Rewritten, Vault, VaultError,
    Wrong,
};

use crate::support::{
    House, add, audit, check, code, house, house_with, noon, open_at, passphrase, texts, weak,
    wrongs,
};

const NEW: &str = "another horse";
const TEXTS: [&str; 4] = ["one", "two", "three", "four"];
const FOLDER: &str = "TELLABLE_TEST_FOLDER";

fn new_keys() -> NewKeys {
    let passphrase = Passphrase::from(NEW.to_owned());
    NewKeys { passphrase, recovery: RecoveryKey::generate(), work: weak() }
}

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn reseal(vault: &mut Vault, keys: &NewKeys) -> Result<Rewritten, VaultError> {
    vault.reseal(keys, noon(), &mut rand::rng(), &mut on)
}

fn rescue(vault: &Vault, to: &Path) -> Result<Rewritten, VaultError> {
    vault.rewrite(to, &new_keys(), Losses::Name, noon(), &mut rand::rng(), &mut on)
}

fn open_new(path: &Path, folder: &Path) -> Result<Vault, VaultError> {
    let (index_dir, state_dir) = (folder.join("cache"), folder.join("state"));
    let key = Key::Passphrase(Passphrase::from(NEW.to_owned()));
    Vault::open(path, &key, &Places { index_dir, state_dir })
}

impl House {
    fn open_new(&self) -> Result<Vault, VaultError> {
        open_new(&self.path, self.folder.path())
    }

    /// The names of all files in the vault's folder.
    fn names(&self) -> Vec<String> {
        let all = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            all.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn rough(&self, id: Id) -> PathBuf {
        self.folder.path().join(format!(".mine.tellable.{id}.new"))
    }

    /// Saves what can be saved, and looks at what came of it.
    fn rescued(&self) -> (Rewritten, Vec<String>) {
        let vault = self.open();
        let to = self.folder.path().join("saved.tellable");
        let report = rescue(&vault, &to).unwrap();
        assert!(vault.faults().is_empty() || vault.is_read_only());
        let (id, before) = (vault.id(), texts(&vault));
        drop(vault);
        // Where nobody remembers the damaged one.
        let nowhere = tempfile::tempdir().unwrap();
        let saved = open_new(&to, nowhere.path()).unwrap();
        assert_eq!(saved.id(), id);
        audit(&saved).unwrap();
        let checked = check(&saved);
        assert!(checked.is_sound(), "{checked:?}");
        assert_eq!(checked.lost, report.lost_before + report.lost.len() as u64);
        let after = texts(&saved);
        assert!(before.iter().all(|text| after.contains(text)));
        assert!(!self.names().iter().any(|name| name.starts_with(".saved")));
        (report, after)
    }
}

fn lost(report: &Rewritten) -> Vec<String> {
    report.lost.iter().map(|at| format!("{}:{}", at.seq.unwrap(), at.wrong.as_str())).collect()
}

fn count(report: &Rewritten) -> u64 {
    report.kept + report.purged + report.lost_before + report.lost.len() as u64
}

#[test]
fn sealed_anew_only_the_new_keys_open_it_and_everything_is_there() {
    let house = house_with(&["one", "two", &"three ".repeat(20_000)]);
    let mut vault = house.open();
    vault.purge(&[3], noon()).unwrap();
    vault.keep_draft(Id::from_bytes([1; 16]), b"a draft").unwrap();
    let all = texts(&vault);
    let header = vault.read(2).unwrap().header;
    let (id, keys) = (vault.id(), new_keys());

    let report = reseal(&mut vault, &keys).unwrap();
    let whole = Rewritten { kept: 4, purged: 1, drafts: 1, ..Rewritten::default() };
    assert_eq!(report, whole);
    // The same vault, open still, and written on.
    assert_eq!((vault.id(), vault.last_seq(), &texts(&vault)), (id, 5, &all));
    assert_eq!(vault.read(2).unwrap().header, header);
    assert_eq!(code(vault.read(3)), "record-purged");
    add(&mut vault, "four").unwrap();
    vault.lock().unwrap();

    assert_eq!(code(house.try_open()), "wrong-passphrase");
    let old = RecoveryKey::parse(&house.recovery).unwrap();
    assert_eq!(code(house.open_with(&Key::Recovery(old))), "wrong-recovery-key");
    assert!(house.open_with(&Key::Recovery(keys.recovery)).is_ok());
    let vault = house.open_new().unwrap();
    assert!(vault.rolled_back().is_none() && check(&vault).is_sound());
    assert_eq!(&vault.draft(Id::from_bytes([1; 16])).unwrap().unwrap()[..], b"a draft");
    assert_eq!(vault.last_seq(), 6);
}

#[test]
fn nothing_of_the_old_file_is_in_the_new_one_but_the_digests_of_what_was_purged() {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    vault.purge(&[3], noon()).unwrap();
    vault.index().unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let index = house.folder.path().join("cache").join(format!("{}.db", vault.id()));
    assert!(index.exists());
    drop(vault);
    let sealed = "SELECT age FROM rec WHERE age IS NOT NULL UNION ALL SELECT age FROM slot
                  UNION ALL SELECT age FROM head";
    let conn = Connection::open(&house.path).unwrap();
    let old: Vec<Vec<u8>> = conn
        .prepare(sealed)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(conn);
    let digest = house.blob("SELECT digest FROM rec WHERE seq = 3");
    let mut vault = house.open();
    reseal(&mut vault, &new_keys()).unwrap();
    assert!(!index.exists());
    assert!(vault.index().unwrap().execute("SELECT x FROM t", &[]).is_err());
    vault.lock().unwrap();
    assert_eq!(house.blob("SELECT digest FROM rec WHERE seq = 3"), digest);
    // The first lines of an age file say what it is; what follows is random.
    let parts: HashSet<&[u8]> = old.iter().flat_map(|age| age.windows(24).skip(64)).collect();
    assert!(old.len() == 8 && parts.len() > 5_000);
    let new = fs::read(&house.path).unwrap();
    assert!(!new.windows(24).any(|window| parts.contains(window)));
    assert_eq!(house.names(), ["cache", "mine.tellable", "mine.tellable.lock", "state"]);
}

#[test]
fn broken_off_or_refused_the_old_vault_is_open_as_it_was() {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    let (last, mut seen) = (10, 0);
    for stop in 0..last {
        let mut until = |done: u64, total: u64| {
            assert_eq!(total, last);
            if done == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let broken = vault.reseal(&new_keys(), noon(), &mut rand::rng(), &mut until);
        assert_eq!(code(broken), "cancelled", "{stop}");
        assert_eq!(texts(&vault), TEXTS);
        assert!(!house.rough(vault.id()).exists());
        seen += 1;
    }
    assert_eq!(seen, last);
    let unusable = NewKeys { passphrase: Passphrase::from(String::new()), ..new_keys() };
    assert_eq!(code(reseal(&mut vault, &unusable)), "passphrase-invalid");
    add(&mut vault, "five").unwrap();
    vault.lock().unwrap();
    let vault = house.open();
    assert!(vault.rolled_back().is_none() && check(&vault).is_sound());
    assert_eq!(vault.last_seq(), 6);
}

#[test]
fn a_damaged_vault_is_not_sealed_anew() {
    for (sql, refused) in [
        ("UPDATE rec SET digest = zeroblob(32) WHERE seq = 3", "record-damaged"),
        ("DELETE FROM rec WHERE seq = 3", "record-damaged"),
        ("UPDATE rec SET age = NULL WHERE seq = 3", "vault-damaged"),
        (
            "UPDATE rec SET (age, digest) = (SELECT age, digest FROM rec WHERE seq = 3) WHERE seq = 4",
            "record-damaged",
        ),
        ("DELETE FROM head", "vault-damaged"),
        ("UPDATE slot SET digest = zeroblob(32) WHERE n = 1", "vault-damaged"),
        ("INSERT INTO draft VALUES (zeroblob(16), x'00')", "draft-damaged"),
    ] {
        let house = house_with(&TEXTS);
        house.tamper(sql);
        let mut vault = house.open();
        assert_eq!(code(reseal(&mut vault, &new_keys())), refused, "{sql}");
        assert!(!house.rough(vault.id()).exists());
        drop(vault);
        assert!(house.try_open().is_ok(), "{sql}");
        let to = house.folder.path().join("other.tellable");
        let again = house.open().rewrite(
            &to,
            &new_keys(),
            Losses::Refuse,
            noon(),
            &mut rand::rng(),
            &mut on,
        );
        assert_eq!(code(again), refused, "{sql}");
        assert!(!to.exists());
    }
}

#[test]
fn a_rolled_back_or_read_only_vault_is_not_sealed_anew_and_can_be_copied() {
    let house = house_with(&["one"]);
    let old = fs::read(&house.path).unwrap();
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    fs::write(&house.path, &old).unwrap();
    assert_eq!(code(reseal(&mut house.open(), &new_keys())), "vault-rolled-back");
    let mut vault = Vault::inspect(&house.path, &Key::Passphrase(passphrase())).unwrap();
    assert_eq!(code(reseal(&mut vault, &new_keys())), "vault-read-only");
    let to = house.folder.path().join("copy.tellable");
    assert_eq!(rescue(&vault, &to).unwrap().kept, 2);
    assert_eq!(fs::read(&house.path).unwrap(), old);
}

#[test]
fn a_longer_copy_that_went_another_way_is_found_while_it_is_sealed_anew() {
    let house = house_with(&["one"]);
    let (old, id) = (fs::read(&house.path).unwrap(), house.open().id());
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    let state = house.folder.path().join("state").join(format!("{id}.json"));
    let memory = fs::read(&state).unwrap();
    fs::remove_file(&state).unwrap();
    fs::write(&house.path, &old).unwrap();
    let mut vault = house.open();
    add(&mut vault, "not two").unwrap();
    add(&mut vault, "three").unwrap();
    vault.lock().unwrap();
    fs::write(&state, memory).unwrap();
    let mut vault = house.open();
    assert_eq!(code(reseal(&mut vault, &new_keys())), "vault-rolled-back");
    assert_eq!(texts(&vault), ["one", "not two", "three"]);
}

#[test]
fn the_old_file_put_back_after_sealing_anew_is_noticed() {
    let house = house_with(&TEXTS);
    let old = fs::read(&house.path).unwrap();
    let mut vault = house.open();
    reseal(&mut vault, &new_keys()).unwrap();
    vault.lock().unwrap();
    fs::write(&house.path, &old).unwrap();
    let vault = house.open();
    assert!(vault.rolled_back().is_some() && vault.is_read_only());
    assert_eq!(texts(&vault), TEXTS);
}

#[test]
fn a_vault_opened_by_its_recovery_key_and_with_a_log_is_sealed_anew() {
    let house = house_with(&["one"]);
    let key = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
    let mut vault = house.open_with(&key).unwrap();
    add(&mut vault, "two").unwrap();
    assert!(fs::metadata(house.folder.path().join("mine.tellable-wal")).unwrap().len() > 0);
    reseal(&mut vault, &new_keys()).unwrap();
    assert_eq!(texts(&vault), ["one", "two"]);
    drop(vault);
    assert_eq!(texts(&house.open_new().unwrap()), ["one", "two"]);
}

#[test]
fn an_audit_under_way_begins_anew() {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    let mut running = vault.audit();
    running.step(&vault, 3).unwrap();
    reseal(&mut vault, &new_keys()).unwrap();
    let step = running.step(&vault, 2).unwrap();
    assert_eq!((step.done, step.finished), (2, false));
    assert!(running.step(&vault, 9).unwrap().finished);
    assert!(vault.faults().is_empty());
}

#[test]
fn the_work_factor_is_never_lower_than_it_was() {
    let house = house();
    let mut vault = house.open();
    vault.set_passphrase(&passphrase(), vault::WorkFactor::new(5).unwrap()).unwrap();
    reseal(&mut vault, &new_keys()).unwrap();
    assert_eq!(vault.work_factor(), Some(5));
}

#[cfg(unix)]
#[test]
fn through_a_link_the_file_is_exchanged_and_not_the_link_and_its_mode_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let house = house_with(&["one"]);
    fs::set_permissions(&house.path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = house.folder.path().join("cache");
    fs::create_dir_all(&link).unwrap();
    let link = link.join("link.tellable");
    symlink(&house.path, &link).unwrap();
    let mut vault = open_at(&link, &house.folder.path().join("cache")).unwrap();
    reseal(&mut vault, &new_keys()).unwrap();
    vault.lock().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&house.path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(texts(&house.open_new().unwrap()), ["one"]);
}

/// The two files of a re-seal, and what is remembered before, between and after.
struct Exchange {
    old: Vec<u8>,
    new: Vec<u8>,
    /// Before, and after.
    memories: [serde_json::Value; 2],
}

fn exchange(house: &House) -> Exchange {
    let mut vault = house.open();
    let state = house.folder.path().join("state").join(format!("{}.json", vault.id()));
    let memory = || serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    let (old, before) = (fs::read(&house.path).unwrap(), memory());
    reseal(&mut vault, &new_keys()).unwrap();
    vault.lock().unwrap();
    Exchange { old, new: fs::read(&house.path).unwrap(), memories: [before, memory()] }
}

#[test]
fn killed_at_any_step_the_old_vault_stands_there_or_the_new_one() {
    let house = house_with(&TEXTS);
    let vault = house.open();
    let id = vault.id();
    drop(vault.index().unwrap());
    drop(vault);
    let state = house.folder.path().join("state").join(format!("{id}.json"));
    let Exchange { old, new, memories: [before, after] } = exchange(&house);
    let mut both = before.clone();
    both["next"] =
        serde_json::json!({"seq": after["seq"], "chain": after["chain"], "at": after["at"]});
    let (rough, half) = (house.rough(id), &new[..new.len() / 2]);
    let steps = [
        (&old[..], Some(&[][..]), &before),
        (&old, Some(half), &before),
        (&old, Some(&new), &before),
        (&old, Some(&new), &both),
        (&new, None, &both),
        (&new, None, &after),
    ];
    for (n, (stands, beside, memory)) in steps.into_iter().enumerate() {
        fs::write(&house.path, stands).unwrap();
        if let Some(beside) = beside {
            fs::write(&rough, beside).unwrap();
            fs::write(house.folder.path().join(format!(".mine.tellable.{id}.new-journal")), b"x")
                .unwrap();
        }
        fs::write(&state, memory.to_string()).unwrap();
        let is_old = n < 4;
        let mut vault = if is_old { house.open() } else { house.open_new().unwrap() };
        assert!(vault.rolled_back().is_none(), "{n}");
        assert_eq!(texts(&vault), TEXTS);
        assert!(check(&vault).is_sound());
        // What was left is gone, and the memory names one of them.
        assert_eq!(
            house.names(),
            ["cache", "mine.tellable", "mine.tellable-wal", "mine.tellable.lock", "state"]
        );
        let kept: serde_json::Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
        assert_eq!(kept["chain"], if is_old { &before } else { &after }["chain"], "{n}");
        assert!(kept.get("next").is_none(), "{n}");
        add(&mut vault, "five").unwrap();
    }
}

#[test]
#[ignore = "run by its parent test"]
fn body_seals_anew() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by its parent test"));
    let path = folder.join("mine.tellable");
    let mut vault = open_new(&path, &folder).unwrap();
    println!("open");
    loop {
        reseal(&mut vault, &new_keys()).unwrap();
    }
}

#[test]
fn a_process_killed_while_it_seals_anew_leaves_a_whole_vault() {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    reseal(&mut vault, &new_keys()).unwrap();
    vault.lock().unwrap();
    for round in 0..12_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "rewriting::body_seals_anew", "--nocapture"])
            .env(FOLDER, house.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.ends_with("open")));
        std::thread::sleep(std::time::Duration::from_millis(round * 13));
        child.kill().unwrap();
        child.wait().unwrap();
        let vault = house.open_new().unwrap();
        assert!(vault.faults().is_empty() && vault.rolled_back().is_none(), "{round}");
        assert!(check(&vault).is_sound(), "{round}");
        assert_eq!(texts(&vault), TEXTS);
        assert!(!house.rough(vault.id()).exists());
    }
}

#[test]
fn a_rescue_never_overwrites_and_leaves_nothing_when_broken_off() {
    let house = house_with(&TEXTS);
    let vault = house.open();
    let to = house.folder.path().join("saved.tellable");
    fs::write(&to, b"something").unwrap();
    assert_eq!(code(rescue(&vault, &to)), "already-exists");
    assert_eq!(code(rescue(&vault, &house.path)), "already-exists");
    assert_eq!(fs::read(&to).unwrap(), b"something");
    let nowhere = house.folder.path().join("none").join("saved.tellable");
    assert_eq!(code(rescue(&vault, &nowhere)), "folder-not-found");
    fs::remove_file(&to).unwrap();
    let before = house.names();
    let mut stop =
        |done, _| if done == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let broken = vault.rewrite(&to, &new_keys(), Losses::Name, noon(), &mut rand::rng(), &mut stop);
    assert_eq!(code(broken), "cancelled");
    assert_eq!(house.names(), before);
}

#[test]
fn of_a_damaged_vault_everything_whole_is_saved_and_the_rest_is_named() {
    for (sql, named, left) in [
        ("DELETE FROM rec WHERE seq = 3", &["3:missing"][..], &["one", "three", "four"][..]),
        ("UPDATE rec SET age = x'00' WHERE seq = 4", &["4:changed"], &["one", "two", "four"]),
        ("UPDATE rec SET age = NULL WHERE seq = 2", &["2:vanished"], &["two", "three", "four"]),
        ("DELETE FROM rec", &["2:missing", "3:missing", "4:missing", "5:missing"], &[]),
        ("UPDATE rec SET digest = zeroblob(32) WHERE seq IN (2, 5)", &[], &TEXTS),
        ("UPDATE rec SET seq = 99 WHERE seq = 3", &[], &TEXTS),
        ("UPDATE rec SET age = NULL WHERE seq = 1", &[], &TEXTS),
        ("DELETE FROM head", &[], &TEXTS),
        ("UPDATE head SET age = x'00'", &[], &TEXTS),
        ("DELETE FROM meta", &[], &TEXTS),
        ("DELETE FROM meta; DELETE FROM head; DELETE FROM rec WHERE seq = 1", &[], &TEXTS),
        ("UPDATE meta SET value = hex(zeroblob(16)); DELETE FROM head", &[], &TEXTS),
        ("DELETE FROM slot WHERE n = 1", &[], &TEXTS),
        ("DROP TABLE draft", &[], &TEXTS),
    ] {
        let house = house_with(&TEXTS);
        house.tamper(&format!("PRAGMA secure_delete = ON; {sql}"));
        let (report, texts) = house.rescued();
        assert_eq!(lost(&report), named, "{sql}");
        assert_eq!(texts, left, "{sql}");
        assert_eq!(count(&report), 5, "{sql}");
    }
}

#[test]
fn what_was_saved_of_a_damaged_vault_counts_and_a_copy_of_a_whole_one_does_not() {
    let house = house_with(&TEXTS);
    house.open().lock().unwrap();
    let to = house.folder.path().join("copy.tellable");
    rescue(&house.open(), &to).unwrap();
    assert!(!house.open().is_read_only(), "the vault itself still counts");

    fs::remove_file(&to).unwrap();
    house.tamper("UPDATE rec SET age = x'00' WHERE seq = 4");
    let vault = house.open();
    assert_eq!(lost(&rescue(&vault, &to).unwrap()), ["4:changed"]);
    vault.lock().unwrap();
    let mut saved = open_new(&to, house.folder.path()).unwrap();
    assert!(saved.rolled_back().is_none() && !saved.is_read_only());
    add(&mut saved, "six").unwrap();
    saved.lock().unwrap();
    let mut saved = open_new(&to, house.folder.path()).unwrap();
    assert!(saved.rolled_back().is_none());
    add(&mut saved, "seven").unwrap();
}

#[test]
fn what_another_program_deleted_is_found_as_long_as_nothing_was_written_over_it() {
    for sql in
        ["DELETE FROM rec WHERE seq = 3", "DELETE FROM rec", "DELETE FROM rec; DELETE FROM head"]
    {
        let house = house_with(&TEXTS);
        house.tamper(&format!("PRAGMA secure_delete = OFF; {sql}"));
        let (report, texts) = house.rescued();
        assert_eq!((lost(&report), texts), (vec![], TEXTS.map(str::to_owned).to_vec()), "{sql}");
        assert_eq!(count(&report), 5, "{sql}");
    }
}

#[test]
fn by_the_recovery_key_a_vault_without_its_passphrase_slot_is_saved() {
    let house = house_with(&TEXTS);
    house.tamper("DELETE FROM slot WHERE n = 0");
    let key = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
    let vault = house.open_with(&key).unwrap();
    let to = house.folder.path().join("saved.tellable");
    let report = rescue(&vault, &to).unwrap();
    assert_eq!((report.kept, report.lost.len()), (5, 0));
}

#[test]
fn damaged_drafts_are_counted_and_the_others_come_along() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    for n in 1..=3 {
        vault.keep_draft(Id::from_bytes([n; 16]), b"text").unwrap();
    }
    vault.lock().unwrap();
    house.tamper("UPDATE draft SET age = x'00' WHERE hex(id) LIKE '02%'; INSERT INTO draft VALUES (x'01', x'01')");
    let (report, _) = house.rescued();
    assert_eq!((report.drafts, report.lost_drafts), (2, 2));
}

#[test]
fn what_was_purged_stays_purged_and_what_was_lost_once_is_not_lost_twice() {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    vault.purge(&[2], noon()).unwrap();
    vault.lock().unwrap();
    house.tamper("PRAGMA secure_delete = ON; DELETE FROM rec WHERE seq = 3");
    let (report, texts_left) = house.rescued();
    assert_eq!((report.kept, report.purged, lost(&report)), (4, 1, vec!["3:missing".to_owned()]));
    assert_eq!(texts_left, ["three", "four"]);

    // Once more, of the saved one.
    let saved = house.folder.path().join("saved.tellable");
    let nowhere = tempfile::tempdir().unwrap();
    let mut vault = open_new(&saved, nowhere.path()).unwrap();
    assert_eq!(vault.last_seq(), 7);
    assert_eq!(code(vault.purge(&[7], noon())), "record-kept");
    let report = reseal(&mut vault, &new_keys()).unwrap();
    assert_eq!((report.kept, report.purged, report.lost_before), (5, 1, 1));
    assert!(report.lost.is_empty() && check(&vault).is_sound());
}

#[test]
fn a_record_beyond_a_head_that_was_put_back_is_saved() {
    let house = house_with(&["one"]);
    let old = house.blob("SELECT age FROM head");
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    add(&mut vault, "three").unwrap();
    vault.lock().unwrap();
    Connection::open(&house.path).unwrap().execute("UPDATE head SET age = ?1", [old]).unwrap();
    house.tamper("INSERT INTO rec VALUES (9, x'00', x'00'), (9223372036854775807, x'00', x'00')");
    let (report, texts) = house.rescued();
    assert_eq!((report.kept, report.lost.len()), (4, 0));
    assert_eq!(texts, ["one", "two", "three"]);
}

/// The pages of a vault's file by what is on them, as SQLite counts from 1.
fn roots(house: &House) -> BTreeMap<String, usize> {
    let conn = Connection::open(&house.path).unwrap();
    let mut list =
        conn.prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'").unwrap();
    let rows = list.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)? as usize))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn spoil(house: &House, page: usize, with: u8) {
    let mut bytes = fs::read(&house.path).unwrap();
    bytes[(page - 1) * 16_384..page * 16_384].fill(with);
    fs::write(&house.path, &bytes).unwrap();
}

/// Enough texts for a table of several levels, some longer than a page.
fn many() -> Vec<String> {
    (0..40).map(|n| format!("{n} ").repeat(if n % 9 == 0 { 9_000 } else { 40 })).collect()
}

#[test]
fn when_the_page_that_leads_to_all_records_is_gone_they_are_found_one_by_one() {
    let all = many();
    let house = house_with(&all.iter().map(String::as_str).collect::<Vec<_>>());
    for with in [0, 0xff] {
        spoil(&house, roots(&house)["rec"], with);
        assert!(texts(&house.open()).is_empty());
        let (report, texts) = house.rescued();
        assert_eq!((report.kept, report.lost.len()), (41, 0));
        assert_eq!(texts, all);
        fs::remove_file(house.folder.path().join("saved.tellable")).unwrap();
    }
    // And the head beside it: how many there were can only be told from what is found.
    let head = roots(&house)["head"];
    spoil(&house, head, 0);
    let (report, texts) = house.rescued();
    assert_eq!((report.kept, report.lost.len()), (41, 0));
    assert_eq!(texts, all);
}

#[test]
fn when_the_first_page_is_gone_but_for_its_header_the_vault_opens_and_is_saved() {
    let house = house_with(&TEXTS);
    let mut bytes = fs::read(&house.path).unwrap();
    let whole = bytes.clone();
    for with in [0, 0xff, 0x0d] {
        bytes[100..16_384].fill(with);
        fs::write(&house.path, &bytes).unwrap();
        let wrong = Key::Passphrase(Passphrase::from("wrong".to_owned()));
        assert_eq!(code(house.open_with(&wrong)), "wrong-passphrase");
        let (report, texts) = house.rescued();
        assert_eq!((count(&report), report.lost.len()), (5, 0));
        assert_eq!(texts, TEXTS);
        let key = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
        assert!(house.open_with(&key).unwrap().is_read_only());
        assert_eq!(code(house.open_with(&Key::Recovery(RecoveryKey::generate()))), "vault-damaged");
        fs::remove_file(house.folder.path().join("saved.tellable")).unwrap();
    }
    fs::write(&house.path, whole).unwrap();
    assert!(house.open().faults().is_empty());
}

#[test]
fn whatever_page_is_gone_what_is_on_the_others_is_saved() {
    let all = many();
    let house = house_with(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = fs::read(&house.path).unwrap();
    let roots = roots(&house);
    for page in 2..=whole.len() / 16_384 {
        // Without its slots a vault opens to nobody.
        if page == roots["slot"] {
            continue;
        }
        fs::write(&house.path, &whole).unwrap();
        spoil(&house, page, 0xa5);
        let (report, texts) = house.rescued();
        assert_eq!(count(&report), 41, "page {page}");
        // One page holds at most 14 short records, or a part of one long one.
        assert!(report.lost.len() <= 14, "page {page}: {}", report.lost.len());
        assert_eq!(texts.len(), 40 - report.lost.len());
        let places: Vec<usize> = report
            .lost
            .iter()
            .map(|fault| usize::try_from(fault.seq.unwrap()).unwrap() - 2)
            .collect();
        let left =
            all.iter().enumerate().filter(|(n, _)| !places.contains(n)).map(|(_, text)| text);
        assert!(left.eq(&texts), "page {page}");
        fs::remove_file(house.folder.path().join("saved.tellable")).unwrap();
    }
}

#[test]
fn whatever_bytes_are_changed_a_vault_that_opens_is_saved_and_counts_add_up() {
    let house = house_with(&["one", "two", &"three ".repeat(9_000), "four"]);
    let all = texts(&house.open());
    let whole = fs::read(&house.path).unwrap();
    let used: Vec<usize> = (100..whole.len()).filter(|&at| whole[at] != 0).collect();
    let config = ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() };
    proptest!(config, |(picks in proptest::collection::vec((0..used.len(), 1_u8..), 1..8))| {
        let mut bytes = whole.clone();
        for (pick, flip) in picks {
            bytes[used[pick]] ^= flip;
        }
        fs::write(&house.path, &bytes).unwrap();
        let _ = fs::remove_file(house.folder.path().join("mine.tellable-wal"));
        let _ = fs::remove_file(house.folder.path().join("saved.tellable"));
        if house.try_open().is_ok() {
            let (report, texts) = house.rescued();
            prop_assert_eq!(count(&report), 5);
            prop_assert!(texts.iter().all(|text| all.contains(text)));
        }
    });
}

#[test]
fn a_truncated_vault_is_saved_as_far_as_it_goes() {
    let all = many();
    let house = house_with(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = fs::read(&house.path).unwrap();
    // Without its slots a vault opens to nobody, and without its head nobody knows how far it went.
    let least = roots(&house)["head"] * 16_384;
    for length in (least..whole.len()).step_by(39_119) {
        fs::write(&house.path, &whole[..length]).unwrap();
        let (report, texts) = house.rescued();
        assert_eq!(count(&report), 41);
        assert!(!report.lost.is_empty() && texts.iter().all(|text| all.contains(text)));
        fs::remove_file(house.folder.path().join("saved.tellable")).unwrap();
    }
}

#[test]
fn a_fault_says_where_and_what() {
    let house = house_with(&TEXTS);
    house.tamper("PRAGMA secure_delete = ON; DELETE FROM rec WHERE seq = 3");
    let (report, _) = house.rescued();
    assert_eq!(report.lost, [Fault { seq: Some(3), wrong: Wrong::Missing }]);
    // The old vault is as it was, and says so.
    assert_eq!(wrongs(&check(&house.open())), ["3:missing"]);
}

#[test]
fn the_stock_age_command_opens_a_vault_that_was_sealed_anew() {
    let house = house_with(&["one"]);
    let keys = new_keys();
    let mut vault = house.open();
    reseal(&mut vault, &keys).unwrap();
    vault.lock().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = house.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let open = |key: &Path, sealed: &Path| {
        Command::new("age").arg("-d").arg("-i").arg(key).arg(sealed).output()
    };
    let key = file("key.txt", keys.recovery.expose().as_bytes());
    let slot = file("slot.age", &house.blob("SELECT age FROM slot WHERE n = 1"));
    let Ok(done) = open(&key, &slot) else { return eprintln!("skipped: no age command here") };
    let identity = file("identity.txt", &done.stdout);
    let record = file("record.age", &house.blob("SELECT age FROM rec WHERE seq = 2"));
    let done = open(&identity, &record).unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(said.contains("\"seq\":2") && said.contains("one"), "{done:?}");
    // The old keys do not.
    let key = file("old.txt", house.recovery.as_bytes());
    assert!(!open(&key, &slot).unwrap().status.success());
}
