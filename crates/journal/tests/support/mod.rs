//! A journal in a temporary folder, with time and randomness that are the same in every run.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use journal::{Content, ImportReport, Journal};
use rand::{SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

pub struct House {
    pub folder: TempDir,
    pub rng: StdRng,
    name: &'static str,
    clock: i64,
}

impl House {
    pub fn new() -> Self {
        Self::named("mine", 1)
    }

    pub fn named(name: &'static str, seed: u64) -> Self {
        let mut house = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            rng: StdRng::seed_from_u64(seed),
            name,
            clock: 1_750_000_000,
        };
        let at = house.now();
        let work = WorkFactor::new(1).expect("a work factor");
        let recovery = RecoveryKey::generate();
        Vault::create(&house.path(), &passphrase(), &recovery, work, at, &mut house.rng)
            .expect("a new vault");
        house
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(format!("{}.tellable", self.name))
    }

    pub fn index_dir(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    pub fn open_vault(&self) -> Vault {
        let places =
            Places { index_dir: self.index_dir(), state_dir: self.folder.path().join("state") };
        Vault::open(&self.path(), &Key::Passphrase(passphrase()), &places).expect("the vault opens")
    }

    pub fn open(&self) -> Journal {
        Journal::open(self.open_vault(), "desk").expect("the journal opens")
    }

    /// Each call is a minute later.
    pub fn now(&mut self) -> Moment {
        self.clock += 60;
        let timestamp = jiff::Timestamp::from_second(self.clock).expect("a time");
        Moment::new(timestamp, jiff::tz::Offset::constant(1))
    }

    pub fn id(&mut self) -> Id {
        Id::generate(&mut self.rng)
    }

    /// Saves a new entry.
    pub fn write(&mut self, journal: &mut Journal, content: &Content) -> Id {
        let (id, at) = (self.id(), self.now());
        journal.save(id, content, at, &mut self.rng).expect("saved");
        id
    }

    pub fn import(&mut self, journal: &mut Journal, folder: &Path) -> ImportReport {
        let at = self.now();
        journal
            .import_folder(folder, at, &mut self.rng, &mut |_, _| ControlFlow::Continue(()))
            .expect("imported")
    }

    pub fn subfolder(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        path
    }
}

/// What opens the vault of a house.
pub fn key() -> Key {
    Key::Passphrase(passphrase())
}

fn passphrase() -> Passphrase {
    Passphrase::from("correct horse battery staple".to_owned())
}

/// An entry with a text.
pub fn text(title: &str, body: &str) -> Content {
    Content { title: title.to_owned(), body: body.to_owned(), ..Content::default() }
}

/// The same on a day or at a vaguer time.
pub fn dated(happened: &str, title: &str, body: &str) -> Content {
    Content { happened: Some(happened.parse().expect("EDTF")), ..text(title, body) }
}

pub fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The diary of Samuel Pepys as a folder of Markdown files, one a line of the corpus, and how many; where
/// the corpus is not there (a clone of its own), a small set made up in its manner.
pub fn pepys(into: &Path) -> (u64, bool) {
    let corpus =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/pepys-diary.jsonl");
    let lines = std::fs::read_to_string(&corpus).ok();
    let whole = lines.is_some();
    let made_up = || {
        let line = |n: usize| {
            let said = if n.is_multiple_of(9) {
                "the plague grows"
            } else {
                "up betimes and to the office"
            };
            let (month, day) = (n / 28 + 1, n % 28 + 1);
            format!("{{\"date\":\"1665-{month:02}-{day:02}\",\"markdown\":\"No. {n}: {said}\"}}")
        };
        (0..60).map(line).collect::<Vec<_>>().join("\n")
    };
    let mut count = 0;
    for line in lines.unwrap_or_else(made_up).lines() {
        let day: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let (date, markdown) =
            (day["date"].as_str().expect("date"), day["markdown"].as_str().expect("markdown"));
        count += 1;
        let year = into.join(&date[..4]);
        std::fs::create_dir_all(&year).expect("a folder");
        let file = format!("---\ndate: {date}\ntags: [diary]\n---\n\n{markdown}\n");
        std::fs::write(year.join(format!("{date}-{count}.md")), file).expect("a file");
    }
    (count, whole)
}

/// Changes the sealed bytes of a record, as a failing disk would. Nobody may have the vault open.
pub fn damage(vault: &Path, record: u64) {
    let file = rusqlite::Connection::open(vault).expect("the file opens");
    let changed = file
        .execute(
            "UPDATE rec SET age = substr(age, 1, length(age) - 1) || x'00' WHERE seq = ?1",
            [record.cast_signed()],
        )
        .expect("changed");
    assert_eq!(changed, 1, "record {record}");
}
