//! Looking into a vault's file, a backup or a copy from elsewhere, and leaving no trace: nothing is
//! written, made beside it, remembered or kept.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use age::x25519::Identity;

use crate::keys::Key;
use crate::lockfile::{self, Lock};
use crate::mark::Memory;
use crate::opening::{read_head, read_meta, unlock};
use crate::ready::Sealer;
use crate::{Fault, Places, Vault, VaultError, file};

/// What opens the file.
#[derive(Clone, Copy)]
pub(crate) enum Way<'a> {
    Key(&'a Key),
    /// The identity is at hand: what a copy of an open vault opens with.
    Identity(&'a Identity),
}

impl Vault {
    /// Opens the vault at `path` for reading only. Neither its bytes nor its folder change; its
    /// index lives in memory.
    ///
    /// `vault-in-use` while somebody writes it. Costs one scrypt computation with a passphrase.
    pub fn inspect(path: &Path, key: &Key) -> Result<Self, VaultError> {
        // A link may lead to a vault that is open here under its own name. Its lock is asked
        // before the file is touched: closing a file drops all POSIX locks that this process has
        // on it, SQLite's too.
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !target.exists() {
            return Err(VaultError::NotFound { name: file::name_of(path) });
        }
        lockfile::look(path)?;
        let lock = lockfile::look(&target)?;
        Self::look_into(&target, Way::Key(key), lock)
    }

    pub(crate) fn look_into(path: &Path, way: Way<'_>, lock: Lock) -> Result<Self, VaultError> {
        let mut faults: Vec<Fault> = file::sniff(path)?.into_iter().collect();
        let conn = file::connect_read_only(path)?;
        let stored_id = read_meta(&conn, path, &mut faults)?;
        let identity = match way {
            Way::Key(key) => unlock(&conn, key, &mut faults)?,
            Way::Identity(identity) => identity.clone(),
        };
        let (id, head) = read_head(&conn, &identity, stored_id, &mut faults);
        let vault = Self {
            conn,
            path: path.to_owned(),
            places: Places { index_dir: PathBuf::new(), state_dir: PathBuf::new() },
            id,
            sealer: Sealer::idle(identity.to_public()),
            identity,
            head,
            read_only: true,
            damaged: Cell::new(false),
            faults: RefCell::default(),
            unsure: false,
            purges: 0,
            memory: Memory::default(),
            wrote_at: Cell::default(),
            _lock: lock,
        };
        for fault in faults {
            vault.note(fault);
        }
        Ok(vault)
    }
}
