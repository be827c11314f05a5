//! A folder with a vault in it, and ways to break it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use vault::{
    Id, Key, Moment, New, Passphrase, Places, RecoveryKey, Report, Vault, VaultError, WorkFactor,
};

pub const PASSPHRASE: &str = "correct horse battery staple";

pub struct House {
    pub folder: TempDir,
    pub path: PathBuf,
    pub recovery: String,
}

/// A fresh vault without entries.
pub fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.tellable");
    let recovery = create(&path).unwrap();
    House { folder, path, recovery }
}

/// A fresh vault with these texts in it.
pub fn house_with(texts: &[&str]) -> House {
    let house = house();
    let mut vault = house.open();
    for text in texts {
        add(&mut vault, text).unwrap();
    }
    vault.lock().unwrap();
    house
}

/// Makes a vault and returns its recovery key.
pub fn create(path: &Path) -> Result<String, VaultError> {
    let key = RecoveryKey::generate();
    Vault::create(path, &passphrase(), &key, weak(), noon(), &mut rand::rng())?;
    Ok(key.expose().to_owned())
}

pub fn passphrase() -> Passphrase {
    Passphrase::from(PASSPHRASE.to_owned())
}

pub fn weak() -> WorkFactor {
    WorkFactor::new(1).unwrap()
}

pub fn noon() -> Moment {
    "2026-11-22T12:00:00+01:00".parse().unwrap()
}

pub fn open_at(path: &Path, index_dir: &Path) -> Result<Vault, VaultError> {
    // Tests that need no index name a folder that cannot be; then nothing is remembered either.
    let nowhere = index_dir == Path::new("/nowhere");
    let state_dir = if nowhere { PathBuf::new() } else { index_dir.with_file_name("state") };
    let places = Places { index_dir: index_dir.to_owned(), state_dir };
    Vault::open(path, &Key::Passphrase(passphrase()), &places)
}

pub fn add(vault: &mut Vault, text: &str) -> Result<u64, VaultError> {
    let id = Id::generate(&mut rand::rng());
    let payload = text.as_bytes();
    vault.append(&New { kind: "note", id, at: noon(), device: "desk", payload })
}

pub fn code<T>(result: Result<T, VaultError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

/// The texts that can be read, in order; damaged and purged ones are left out.
pub fn texts(vault: &Vault) -> Vec<String> {
    vault
        .records(0)
        .filter_map(|record| record.ok()?.1)
        .filter(|record| record.header.kind == "note")
        .map(|record| String::from_utf8(record.payload.to_vec()).unwrap())
        .collect()
}

pub fn check(vault: &Vault) -> Report {
    vault.check(&mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// What is wrong, as `seq:name` or `name`.
pub fn wrongs(report: &Report) -> Vec<String> {
    let name = |fault: &vault::Fault| match fault.seq {
        Some(seq) => format!("{seq}:{}", fault.wrong.as_str()),
        None => fault.wrong.as_str().to_owned(),
    };
    report.faults.iter().map(name).collect()
}

/// Runs an audit to its end.
pub fn audit(vault: &Vault) -> Result<(), VaultError> {
    let mut audit = vault.audit();
    while !audit.step(vault, 2)?.finished {}
    Ok(())
}

impl House {
    pub fn try_open(&self) -> Result<Vault, VaultError> {
        open_at(&self.path, &self.folder.path().join("cache"))
    }

    pub fn open(&self) -> Vault {
        self.try_open().unwrap()
    }

    pub fn open_with(&self, key: &Key) -> Result<Vault, VaultError> {
        let index_dir = self.folder.path().join("cache");
        let state_dir = self.folder.path().join("state");
        Vault::open(&self.path, key, &Places { index_dir, state_dir })
    }

    /// Changes the file with plain SQLite, as somebody without any key could.
    pub fn tamper(&self, sql: &str) {
        let conn = Connection::open(&self.path).unwrap();
        conn.execute_batch(sql).unwrap();
        let _: String = conn.query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0)).unwrap();
    }

    pub fn blob(&self, sql: &str) -> Vec<u8> {
        Connection::open(&self.path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}
