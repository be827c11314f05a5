//! Opening and locking a vault. Opening costs the same whatever the number of records:
//! a slot, the head and the number of the last record are looked at; `audit` does the rest.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use rusqlite::Connection;

use crate::head::Head;
use crate::keys::Key;
use crate::lockfile::{self, Lock};
use crate::mark::Memory;
use crate::opening::{connect, read_head, read_meta, unlock};
use crate::ready::Sealer;
use crate::{Fault, Id, Moment, VaultError, file};

/// Where things stand that are not the vault itself, and that can be lost.
#[derive(Debug, Clone)]
pub struct Places {
    /// Folder of the indexes, one file a vault, named by the vault's id.
    pub index_dir: PathBuf,
    /// Folder of what this machine remembers of vaults, one file a vault, named by the vault's id;
    /// empty when nothing is to be remembered.
    pub state_dir: PathBuf,
}

/// An open vault. Dropping it locks it.
pub struct Vault {
    // Fields are dropped in this order: the file is closed before the lock goes.
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) places: Places,
    pub(crate) id: Id,
    pub(crate) identity: Identity,
    pub(crate) sealer: Sealer,
    pub(crate) head: Head,
    pub(crate) read_only: bool,
    pub(crate) damaged: Cell<bool>,
    pub(crate) faults: RefCell<Vec<Fault>>,
    /// A write failed; what the file holds is looked at before the next one.
    pub(crate) unsure: bool,
    /// Counts purges, so that a running audit knows when the live count moved.
    pub(crate) purges: u64,
    pub(crate) memory: Memory,
    /// The time of the newest record written since opening.
    pub(crate) wrote_at: Cell<Option<Moment>>,
    pub(crate) _lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens the vault at `path`: for writing if it can be written, is sound and nobody else has
    /// it open; for reading if not. `vault-in-use` when another process writes it.
    ///
    /// Costs one scrypt computation with a passphrase, and about a millisecond besides.
    pub fn open(path: &Path, key: &Key, places: &Places) -> Result<Self, VaultError> {
        if !path.exists() {
            return Err(VaultError::NotFound { name: file::name_of(path) });
        }
        // No lock file is made beside a file that is no vault. Where one stands, look only after
        // taking it: closing a file drops all POSIX locks this process has on it.
        if !lockfile::lock_path(path).exists() {
            file::sniff(path)?;
        }
        let lock = lockfile::take(path)?;
        let writes = matches!(lock, Lock::Writer { .. });
        let mut faults: Vec<Fault> = file::sniff(path)?.into_iter().collect();
        let read_only = !writes || !file::is_writable(path)?;
        let conn = connect(path, read_only, &mut faults)?;

        let stored_id = read_meta(&conn, path, &mut faults)?;
        let identity = unlock(&conn, key, &mut faults)?;
        let (id, head) = read_head(&conn, &identity, stored_id, &mut faults);
        let to = identity.to_public();
        let may_write = !read_only && faults.is_empty();
        let sealer = if may_write { Sealer::start(to) } else { Sealer::idle(to) };
        let vault = Self {
            conn,
            path: path.to_owned(),
            places: places.clone(),
            id,
            identity,
            sealer,
            head,
            read_only,
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
        vault.recall();
        if writes {
            // Left from sealing everything anew, when that was killed.
            let target = std::fs::canonicalize(path);
            file::remove_rough(&file::rough(target.as_deref().unwrap_or(path), vault.id));
        }
        Ok(vault)
    }

    /// The random name of the vault, the same wherever its file goes.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Where the vault's file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be written: the place is read-only, or the vault is damaged or rolled
    /// back.
    pub fn is_read_only(&self) -> bool {
        self.read_only || self.damaged.get() || self.rolled_back().is_some()
    }

    /// What was found not to fit so far, at opening and by audits; empty for a sound vault.
    pub fn faults(&self) -> Vec<Fault> {
        self.faults.borrow().clone()
    }

    /// The number of the last record.
    pub fn last_seq(&self) -> u64 {
        self.head.seq
    }

    /// The work factor of the passphrase slot, if it can be read.
    pub fn work_factor(&self) -> Option<u8> {
        let slot: Vec<u8> =
            self.conn.query_row("SELECT age FROM slot WHERE n = 0", [], |row| row.get(0)).ok()?;
        // The stanza `-> scrypt SALT LOG_N` of the age specification.
        let line = slot.split(|&byte| byte == b'\n').nth(1)?;
        std::str::from_utf8(line).ok()?.strip_prefix("-> scrypt ")?.split(' ').nth(1)?.parse().ok()
    }

    /// Writes everything into the one file, closes it and forgets the keys.
    ///
    /// On failure the vault is closed all the same; nothing acknowledged is lost.
    pub fn lock(self) -> Result<(), VaultError> {
        self.remember_by_last_record();
        if self.is_read_only() {
            return Ok(());
        }
        self.checkpoint()
    }

    /// Moves the write-ahead log into the file and empties it.
    pub(crate) fn checkpoint(&self) -> Result<(), VaultError> {
        self.conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| VaultError::vault_sql("writing the log back", error))
    }

    /// Remembers what does not fit; from then on the vault is only read.
    pub(crate) fn note(&self, fault: Fault) {
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
        if !self.damaged.replace(true) {
            file::stop_writing(&self.conn);
        }
    }

    /// Refuses by name when nothing may be written.
    pub(crate) fn writable(&self) -> Result<(), VaultError> {
        if let Some(fault) = self.faults.borrow().first() {
            return Err(VaultError::Damaged { what: fault.wrong.as_str() });
        }
        if self.read_only {
            return Err(VaultError::ReadOnly);
        }
        if self.rolled_back().is_some() { Err(VaultError::RolledBack) } else { Ok(()) }
    }

    /// After a failed write: takes the state that the file has.
    pub(crate) fn settle(&mut self) -> Result<(), VaultError> {
        if self.unsure {
            let mut faults = Vec::new();
            let (_, head) = read_head(&self.conn, &self.identity, Some(self.id), &mut faults);
            if let Some(&fault) = faults.first() {
                self.note(fault);
                return self.writable();
            }
            self.head = head;
            self.unsure = false;
        }
        Ok(())
    }
}
