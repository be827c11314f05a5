//! Making a vault: all of it under another name, then the name, never over anything that is there.

use std::fs;
use std::path::Path;

use age::x25519::Identity;
use rand::CryptoRng;
use rusqlite::params;
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
        let name = file::name_of(path);
        if fs::symlink_metadata(path).is_ok() {
            return Err(VaultError::AlreadyExists { name });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if !folder.unwrap_or(Path::new(".")).is_dir() {
            return Err(VaultError::FolderNotFound { name });
        }
        let id = Id::generate(rng);
        let mut rough = path.to_owned();
        rough.set_file_name(format!(".{name}.{id}.new"));
        let made = fill_new(&rough, id, passphrase, recovery, work, at, rng)
            .and_then(|()| file::place(&rough, path));
        if made.is_err() {
            for suffix in ["", "-journal"] {
                let _ = fs::remove_file(file::beside(&rough, suffix));
            }
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
    let content = slot_content(&identity);
    let slots = [
        seal::with_passphrase(passphrase, work, &content)?,
        seal::seal(&recovery.identity().to_public(), &content)?,
    ];

    let mut key = Zeroizing::new([0_u8; 32]);
    rng.fill_bytes(&mut *key);
    let key = Zeroizing::new(hex::encode(&*key));
    let payload = Zeroizing::new(format!(r#"{{"key":"{}"}}"#, *key));
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

    let write = || -> rusqlite::Result<()> {
        let all = conn.unchecked_transaction()?;
        let meta = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
        all.execute(meta, params!["format", file::FORMAT.to_string()])?;
        all.execute(meta, params!["vault", id.to_string()])?;
        for (n, slot) in (0_i64..).zip(&slots) {
            let row = "INSERT INTO slot (n, age, digest) VALUES (?1, ?2, ?3)";
            all.execute(row, params![n, slot, digest(slot)])?;
        }
        let row = "INSERT INTO rec (seq, age, digest) VALUES (1, ?1, ?2)";
        all.execute(row, params![sealed, record_digest])?;
        all.execute("INSERT INTO head (n, age) VALUES (0, ?1)", [&sealed_head])?;
        all.commit()
    };
    write().map_err(|error| VaultError::vault_sql("making the vault", error))?;
    conn.close().map_err(|(_, error)| VaultError::vault_sql("making the vault", error))?;
    let written = fs::OpenOptions::new().write(true).open(rough);
    written
        .and_then(|file| file.sync_all())
        .map_err(|error| VaultError::file("making the vault", error))
}
