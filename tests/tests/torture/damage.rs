//! Damage of every sort, by chance and by somebody who holds the files and no key: noticed or harmless,
//! never a panic, and nothing shown that was not written.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use journal::{Journal, Order};
use promises::house::{House, VAULT, content, dice, id, moment, passphrase};
use rusqlite::Connection;
use vault::{Id, Key, Places, RecoveryKey, Vault};

use crate::{counted, long, rough_folder};

/// A journal whose every byte is known.
struct Patient {
    _folder: tempfile::TempDir,
    recovery: String,
    id: Id,
    vault: Vec<u8>,
    /// The log of a program that was ended.
    log: Vec<u8>,
    /// What that program had remembered.
    memory: Vec<u8>,
    house: House,
}

/// The texts that were written, by entry; nothing else may ever be shown.
fn written() -> BTreeSet<(Id, String)> {
    let mut all: BTreeSet<_> = (1..4).map(|n| (id(b'e', n), said(n))).collect();
    all.insert((id(b'e', 0), "begun".to_owned()));
    all
}

fn said(n: u32) -> String {
    format!("What entry {n} says.")
}

/// What may stand in drafts.
const DRAFTS: [&str; 2] = ["half a", "half a sentence"];

fn patient() -> Patient {
    let folder = rough_folder();
    let house = House::build(folder.path());
    let mut journal = house.journal(0).expect("opens");
    let mut rng = dice(1);
    journal.keep_draft(id(b'd', 0), &content(DRAFTS[1]), moment(1)).expect("keeps");
    for n in 1..4 {
        journal.save(id(b'e', n), &content(&said(n)), moment(n), &mut rng).expect("saves");
    }
    journal.vault().remember(moment(4)).expect("remembers");
    let id = journal.vault().id();
    let recovery = house.recovery(0).expect("a key").expose().to_owned();
    let read = |name: PathBuf| fs::read(name).expect("reads");
    let vault = read(house.vault());
    let log = read(house.folder().join(format!("{VAULT}-wal")));
    let memory = read(house.places().state_dir.join(format!("{id}.json")));
    journal.lock().expect("locks");
    Patient { _folder: folder, recovery, id, vault, log, memory, house }
}

/// Where a damaged copy is looked at.
struct Bed {
    folder: tempfile::TempDir,
}

/// What was found of a damaged copy.
#[derive(Debug)]
struct Found {
    /// Refused at the door, by code.
    refused: Option<&'static str>,
    /// Opened, and said to be sound and the newest.
    sound: bool,
    entries: BTreeSet<(Id, String)>,
    drafts: Vec<String>,
}

impl Bed {
    fn new() -> Self {
        let folder = rough_folder();
        fs::create_dir(folder.path().join("state")).expect("a folder");
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(VAULT)
    }

    fn places(&self) -> Places {
        // No folder for the index: it lives in memory.
        Places {
            index_dir: self.folder.path().join(VAULT).join("nowhere"),
            state_dir: self.folder.path().join("state"),
        }
    }

    /// Puts a copy in.
    fn lay(&self, patient: &Patient, vault: &[u8], log: Option<&[u8]>) {
        for entry in fs::read_dir(self.folder.path()).expect("a folder").flatten() {
            let _ = fs::remove_file(entry.path());
        }
        fs::write(self.path(), vault).expect("writes");
        let beside = self.folder.path().join(format!("{VAULT}-wal"));
        log.map_or(Ok(()), |log| fs::write(beside, log)).expect("writes");
        let memory = self.places().state_dir.join(format!("{}.json", patient.id));
        fs::write(memory, &patient.memory).expect("writes");
    }

    /// Opens what lies there and reads all that can be read. The short way in costs no scrypt.
    fn look(&self, key: &Key) -> Found {
        let mut found =
            Found { refused: None, sound: false, entries: BTreeSet::new(), drafts: Vec::new() };
        let vault = match Vault::open(&self.path(), key, &self.places()) {
            Ok(vault) => vault,
            Err(error) => return Found { refused: Some(error.code()), ..found },
        };
        let report = vault.check(&mut |_, _| ControlFlow::Continue(()));
        found.sound = report.is_ok_and(|report| report.is_sound())
            && vault.faults().is_empty()
            && vault.rolled_back().is_none();
        let Ok(journal) = Journal::open(vault, "desk") else { return found };
        if let Ok(page) = journal.timeline(Order::Written, 0, 1000) {
            for summary in page.items {
                let Ok(history) = journal.history(summary.id) else { continue };
                for revision in history {
                    let Ok(entry) = journal.revision(revision.id) else { continue };
                    found.entries.insert((summary.id, entry.content.body));
                }
            }
        }
        for id in journal.drafts().unwrap_or_default() {
            found.drafts.extend(journal.entry(id).ok().map(|entry| entry.content.body));
        }
        found
    }
}

impl Patient {
    fn recovery(&self) -> Key {
        Key::Recovery(RecoveryKey::parse(&self.recovery).expect("a key"))
    }
}

/// Nothing that was never written, and nothing less than all when all is said to be well.
fn judge(found: &Found, what: &str) {
    let known = ["vault-damaged", "not-a-vault", "vault-format-newer"];
    assert!(found.refused.is_none_or(|code| known.contains(&code)), "{what}: {found:?}");
    let written = written();
    assert!(found.entries.is_subset(&written), "{what}: {found:?}");
    assert!(found.drafts.iter().all(|draft| DRAFTS.contains(&&**draft)), "{what}: {found:?}");
    if found.sound {
        assert_eq!(found.entries, written, "{what} went unnoticed");
    }
}

/// Does `work` for all numbers below `end`, on two threads, every one in the long form.
fn each(end: usize, short: usize, work: impl Fn(&Bed, usize) + Sync) -> usize {
    let stride = if long() { 1 } else { end / short + 1 };
    let work = &work;
    std::thread::scope(|threads| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                threads.spawn(move || {
                    let bed = Bed::new();
                    let numbers = (half * stride..end).step_by(2 * stride);
                    numbers.inspect(|&n| work(&bed, n)).count()
                })
            })
            .collect();
        halves.into_iter().map(|half| half.join().expect("no panic on the way")).sum()
    })
}

#[test]
fn the_patient_is_well_before() {
    let patient = patient();
    let bed = Bed::new();
    bed.lay(&patient, &patient.vault, Some(&patient.log));
    let found = bed.look(&patient.recovery());
    assert!(found.sound, "{found:?}");
    assert_eq!((found.entries, found.drafts), (written(), vec![DRAFTS[1].to_owned()]));
}

#[test]
fn a_log_that_is_gone_is_an_older_copy() {
    let patient = patient();
    let bed = Bed::new();
    bed.lay(&patient, &patient.vault, None);
    let found = bed.look(&patient.recovery());
    assert!(!found.sound, "{found:?}");
    judge(&found, "no log");
}

#[test]
fn a_flip_in_the_log_is_noticed_or_harmless() {
    let patient = patient();
    let flips = each(patient.log.len(), 400, |bed, at| {
        let mut log = patient.log.clone();
        log[at] ^= 1 << (at % 8);
        bed.lay(&patient, &patient.vault, Some(&log));
        judge(&bed.look(&patient.recovery()), &format!("log byte {at}"));
    });
    counted("bytes flipped in a log", flips);
}

#[test]
fn a_log_cut_at_any_length_is_noticed_or_harmless() {
    let patient = patient();
    let cuts = each(patient.log.len(), 150, |bed, length| {
        bed.lay(&patient, &patient.vault, Some(&patient.log[..length]));
        judge(&bed.look(&patient.recovery()), &format!("log of {length}"));
    });
    counted("lengths of a log", cuts);
}

#[test]
fn a_file_cut_at_any_length_is_noticed() {
    let patient = patient();
    let whole = fs::read(patient.house.vault()).expect("locked, in one file");
    let cuts = each(whole.len(), 150, |bed, length| {
        bed.lay(&patient, &whole[..length], None);
        let found = bed.look(&patient.recovery());
        judge(&found, &format!("file of {length}"));
        assert!(!found.sound, "file of {length}");
    });
    counted("lengths of a file", cuts);
}

/// Another journal of the same owner, as one finds it beside, and the copy of this one that went
/// another way since.
fn others(patient: &Patient) -> [PathBuf; 2] {
    let other = patient.house.root().join("other");
    let house = House::build(&other);
    let mut journal = house.journal(0).expect("opens");
    for n in 1..4 {
        let words = content("Of another journal.");
        journal.save(id(b'e', n), &words, moment(n), &mut dice(9)).expect("saves");
    }
    journal.lock().expect("locks");

    let copy = patient.house.source().join("base.tellable");
    let places = house.places();
    let places = Places { state_dir: other.join("elsewhere"), ..places };
    let vault = Vault::open(&copy, &Key::Passphrase(passphrase(0)), &places).expect("opens");
    let mut journal = Journal::open(vault, "stick").expect("opens");
    for n in 1..4 {
        journal.save(id(b'e', n), &content(&said(n)), moment(n), &mut dice(9)).expect("saves");
    }
    journal.lock().expect("locks");
    [house.vault(), copy]
}

/// Changes a file with plain SQLite, as somebody without any key could.
fn tamper(path: &Path, other: &Path, sql: &str) {
    let conn = Connection::open(path).expect("opens");
    conn.execute("ATTACH ?1 AS other", [other.to_str().expect("a plain path")]).expect("attaches");
    conn.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    conn.execute_batch("DETACH other").expect("detaches");
    let _: String =
        conn.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).expect("one file");
}

/// Everything that stands in the tables, but for drafts.
fn rows(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).expect("opens");
    let all = "SELECT 'rec' || seq || hex(coalesce(age, '-')) || hex(digest) FROM rec
               UNION ALL SELECT 'slot' || n || hex(age) || hex(digest) FROM slot
               UNION ALL SELECT 'head' || hex(age) FROM head
               UNION ALL SELECT key || value FROM meta ORDER BY 1";
    // Where a table is gone, there is nothing to compare.
    let Ok(mut rows) = conn.prepare(all) else { return Vec::new() };
    let rows = rows.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("text")
}

#[test]
fn whatever_is_moved_about_is_noticed() {
    let patient = patient();
    let [other, copy] = others(&patient);
    let whole = fs::read(patient.house.vault()).expect("locked, in one file");
    let last: i64 = Connection::open(patient.house.vault())
        .and_then(|conn| conn.query_row("SELECT max(seq) FROM rec", [], |row| row.get(0)))
        .expect("records");
    let mut deeds: Vec<(String, &Path)> = Vec::new();
    let mut deed = |sql: String| {
        for from in [&other, &copy] {
            let foreign = sql.contains("other.");
            if foreign || from == &other {
                deeds.push((sql.clone(), from.as_path()));
            }
        }
    };
    for one in 1..=last {
        deed(format!("DELETE FROM rec WHERE seq = {one}"));
        deed(format!("DELETE FROM rec WHERE seq >= {one}"));
        deed(format!("UPDATE rec SET age = NULL WHERE seq = {one}"));
        deed(format!("UPDATE rec SET digest = zeroblob(32) WHERE seq = {one}"));
        deed(format!(
            "UPDATE main.rec SET (age, digest) =
             (SELECT age, digest FROM other.rec WHERE seq = {one}) WHERE seq = {one}"
        ));
        deed(format!("INSERT INTO rec SELECT {last} + 1, age, digest FROM rec WHERE seq = {one}"));
        for two in (1..=last).filter(|two| *two != one) {
            deed(format!(
                "UPDATE rec SET seq = -1 WHERE seq = {one}; UPDATE rec SET seq = {one} WHERE seq = {two};
                 UPDATE rec SET seq = {two} WHERE seq = -1;"
            ));
            deed(format!(
                "UPDATE rec SET (age, digest) =
                 (SELECT age, digest FROM rec WHERE seq = {two}) WHERE seq = {one}"
            ));
            deed(format!(
                "UPDATE main.rec SET (age, digest) =
                 (SELECT age, digest FROM other.rec WHERE seq = {two}) WHERE seq = {one}"
            ));
        }
    }
    for sql in [
        "UPDATE slot SET n = n - 2; UPDATE slot SET n = -1 - n",
        "UPDATE main.slot SET (age, digest) =
         (SELECT age, digest FROM other.slot WHERE n = main.slot.n) WHERE n = 0",
        "UPDATE main.slot SET (age, digest) =
         (SELECT age, digest FROM other.slot WHERE n = main.slot.n)",
        "DELETE FROM slot WHERE n = 0",
        "UPDATE main.head SET age = (SELECT age FROM other.head)",
        "DELETE FROM head",
        "UPDATE main.meta SET value = (SELECT value FROM other.meta WHERE key = 'vault')
         WHERE key = 'vault'",
        "UPDATE meta SET value = '2' WHERE key = 'format'",
        "DELETE FROM meta",
        "UPDATE draft SET age = (SELECT age FROM head)",
        "UPDATE main.draft SET age = (SELECT age FROM other.draft)",
        "INSERT INTO draft SELECT randomblob(16), age FROM draft",
        "DELETE FROM main.rec; INSERT INTO main.rec SELECT * FROM other.rec;
         UPDATE main.head SET age = (SELECT age FROM other.head)",
        "DELETE FROM main.rec; INSERT INTO main.rec SELECT * FROM other.rec WHERE seq < 4;
         UPDATE main.head SET age = (SELECT age FROM other.head)",
        "CREATE TRIGGER t AFTER INSERT ON rec BEGIN DELETE FROM draft; END",
        "DROP TABLE draft",
        "DROP TABLE head",
        "DROP TABLE rec",
    ] {
        deed(sql.to_owned());
    }
    let bed = Bed::new();
    let (mut noticed, all) = (0, deeds.len());
    for (sql, from) in deeds {
        bed.lay(&patient, &whole, None);
        tamper(&bed.path(), from, &sql);
        let changed = rows(&bed.path()) != rows(&patient.house.vault());
        for key in [Key::Passphrase(passphrase(0)), patient.recovery()] {
            let found = bed.look(&key);
            // A draft may be an older one of the same journal, and the way in that was not taken
            // may be another's: nothing can tell. All else is told.
            let other_way = matches!(key, Key::Recovery(_)) && sql.ends_with("WHERE n = 0");
            let silent =
                !changed || other_way || sql.contains("main.draft") || sql.contains("TRIGGER");
            let refused = found.refused.is_some_and(|code| code.starts_with("wrong-"));
            let found =
                if refused { Found { refused: Some("vault-damaged"), ..found } } else { found };
            judge(&found, &sql);
            assert!(!found.sound || silent, "{sql} from {} went unnoticed", from.display());
            noticed += usize::from(!found.sound);
        }
    }
    counted("records and rows moved about", all);
    assert!(noticed > all);
}

#[test]
fn an_older_copy_of_the_whole_file_is_noticed_where_it_was_seen() {
    let patient = patient();
    let [_, copy] = others(&patient);
    let bed = Bed::new();
    // The copy that went another way, and one from before: both fit together in themselves.
    for (name, bytes) in
        [("another way", fs::read(&copy).expect("reads")), ("before", patient.vault.clone())]
    {
        bed.lay(&patient, &bytes, None);
        let vault = Vault::open(&bed.path(), &patient.recovery(), &bed.places()).expect("opens");
        let report = vault.check(&mut |_, _| ControlFlow::Continue(()));
        assert!(report.is_ok_and(|report| report.is_sound()), "{name}");
        assert!(vault.rolled_back().is_some() && vault.is_read_only(), "{name}");
    }
}
