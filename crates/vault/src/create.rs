//! Making a vault: all of it under another name, then the name, never over anything that is there.

use std::fs;
use std::path::Path;

use age::x25519::Identity;
use rand::CryptoRng;
use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use crate::envelope::{self, New};
use crate::head::{Head, digest};
use crate::keys::{Passphrase, RecoveryKey, WorkFactor};
use crate::rekey::slot_content;
use crate::{Id, Moment, Vault, VaultError, error, file, hex, seal};

impl Vault {
    /// Makes a new vault at `path` that `passphrase` and `recovery` open. Never overwrites.
    ///
    /// The vault appears under its name only when it is whole and durable.
    pub fn create(
        path: &Path,
        passphrase: &Passphrase,
        recovery: &RecoveryKey,
        work: WorkFactor,
        at: Moment,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), VaultError> {
        passphrase.check()?;
        let id = Id::generate(rng);
        make_at(path, id, |rough| fill_new(rough, id, passphrase, recovery, work, at, rng))
    }
}

/// Makes a file at `path`, never over anything: `fill` writes all of it under another name, which
/// it loses when it is whole. Nothing is left when that fails.
pub(crate) fn make_at<T>(
    path: &Path,
    id: Id,
    fill: impl FnOnce(&Path) -> Result<T, VaultError>,
) -> Result<T, VaultError> {
    let name = file::name_of(path);
    if fs::symlink_metadata(path).is_ok() {
        return Err(VaultError::AlreadyExists { name });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if !folder.unwrap_or(Path::new(".")).is_dir() {
        return Err(VaultError::FolderNotFound { name });
    }
    let rough = file::rough(path, id);
    file::sweep_rough(path);
    let made = fill(&rough).and_then(|made| file::place(&rough, path).map(|()| made));
    if made.is_err() {
        file::remove_rough(&rough);
    }
    made.map_err(|error| match error {
        VaultError::Io { source, .. }
            if source.downcast_ref::<std::io::Error>().is_some_and(error::is_read_only) =>
        {
            VaultError::FolderReadOnly { name }
        }
        VaultError::ReadOnly => VaultError::FolderReadOnly { name },
        error => error,
    })
}

/// Writes all of a new vault into `rough`.
fn fill_new(
    rough: &Path,
    id: Id,
    passphrase: &Passphrase,
    recovery: &RecoveryKey,
    work: WorkFactor,
    at: Moment,
    rng: &mut dyn CryptoRng,
) -> Result<(), VaultError> {
    let conn = file::make(rough)?;
    let identity = Identity::generate();
    let recipient = identity.to_public();
    let payload = index_key(rng);
    let new = New {
        kind: "index-key",
        id: Id::generate(rng),
        at,
        device: "",
        payload: payload.as_bytes(),
    };
    let sealed = seal::seal(&recipient, &envelope::pack(id, 1, &new)?)?;
    let record_digest = digest(&sealed);
    let head = Head::start(id).after(&record_digest);
    let sealed_head = seal::seal(&recipient, &head.pack(id))?;

    let making = |error| VaultError::vault_sql("making the vault", error);
    let all = conn.unchecked_transaction().map_err(making)?;
    insert_slots(&all, id, &identity, passphrase, recovery, work)?;
    let row = "INSERT INTO rec (seq, age, digest) VALUES (1, ?1, ?2)";
    all.execute(row, params![sealed, record_digest]).map_err(making)?;
    all.execute("INSERT INTO head (n, age) VALUES (0, ?1)", [&sealed_head]).map_err(making)?;
    all.commit().map_err(making)?;
    conn.close().map_err(|(_, error)| making(error))?;
    sync(rough)
}

/// The payload of record 1: a key for the index, drawn from `rng`.
pub(crate) fn index_key(rng: &mut dyn CryptoRng) -> Zeroizing<String> {
    let mut key = Zeroizing::new([0_u8; 32]);
    rng.fill_bytes(&mut *key);
    let key = Zeroizing::new(hex::encode(&*key));
    Zeroizing::new(format!(r#"{{"key":"{}"}}"#, *key))
}

/// Writes what a vault is called and the two ways into it.
pub(crate) fn insert_slots(
    conn: &Connection,
    id: Id,
    identity: &Identity,
    passphrase: &Passphrase,
    recovery: &RecoveryKey,
    work: WorkFactor,
) -> Result<(), VaultError> {
    let content = slot_content(identity);
    let slots = [
        seal::with_passphrase(passphrase, work, &content)?,
        seal::seal(&recovery.identity().to_public(), &content)?,
    ];
    let write = || -> rusqlite::Result<()> {
        let meta = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
        conn.execute(meta, params!["format", file::FORMAT.to_string()])?;
        conn.execute(meta, params!["vault", id.to_string()])?;
        for (n, slot) in (0_i64..).zip(&slots) {
            let row = "INSERT INTO slot (n, age, digest) VALUES (?1, ?2, ?3)";
            conn.execute(row, params![n, slot, digest(slot)])?;
        }
        Ok(())
    };
    write().map_err(|error| VaultError::vault_sql("making the vault", error))
}

/// Makes a finished file durable.
pub(crate) fn sync(rough: &Path) -> Result<(), VaultError> {
    let written = fs::OpenOptions::new().write(true).open(rough);
    written
        .and_then(|file| file.sync_all())
        .map_err(|error| VaultError::file("making the vault", error))
}
