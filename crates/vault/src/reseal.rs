//! Sealing everything anew, in the old file's place: written beside it, checked, and then exchanged
//! in one step. Killed at any moment, the old vault stands there or the new one.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rand::CryptoRng;
use rusqlite::Connection;

use crate::losses::{Losses, Rewritten};
use crate::ready::Sealer;
use crate::rewrite::{Made, NewKeys};
use crate::state::Saw;
use crate::{Moment, Vault, VaultError, file};

/// Milliseconds before each try to open the file after the exchange.
const PAUSES: [u64; 3] = [0, 20, 200];

impl Vault {
    /// Seals everything anew, under a new identity and new keys, in the place of the old file. Who
    /// had a key and an old copy opens that copy, and nothing that stands here from now on.
    ///
    /// The new file is written beside the old one and read back whole; then it takes the old one's
    /// name in one step. On any failure, or when broken off (`cancelled`), the old vault stays open
    /// as it was. Killed at any moment, either the old vault stands there or the new one.
    ///
    /// Should the file open no more for writing once it has its name, the re-seal has succeeded and
    /// the vault is [for reading only](Vault::is_read_only) until it is opened anew; and so is the
    /// old one when that happens after a failure.
    ///
    /// `vault-damaged` or `record-damaged` when not everything is whole. The index has a new key
    /// afterwards: drop it before and open it anew.
    pub fn reseal(
        &mut self,
        keys: &NewKeys,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Rewritten, VaultError> {
        self.writable()?;
        self.settle()?;
        keys.passphrase.check()?;
        // Where a link stands, what it leads to is exchanged and not the link.
        let target = fs::canonicalize(&self.path)
            .map_err(|error| VaultError::file("finding the vault", error))?;
        let rough = file::rough(&target, self.id);
        file::remove_rough(&rough);
        let done =
            self.write_anew(&rough, keys, Losses::Refuse, at, rng, progress).and_then(|made| {
                // On its way past all records it may have found that this is not the right copy.
                self.writable()?;
                self.exchange(&rough, &target, at, &made)?;
                Ok(made.report)
            });
        if done.is_err() {
            file::remove_rough(&rough);
        }
        done
    }

    /// Puts the file `rough` in the place of this vault's, and goes on with it.
    fn exchange(
        &mut self,
        rough: &Path,
        target: &Path,
        at: Moment,
        made: &Made,
    ) -> Result<(), VaultError> {
        let taking = |error| VaultError::file("taking the old vault's place", error);
        let permissions = fs::metadata(target).map_err(taking)?.permissions();
        fs::set_permissions(rough, permissions).map_err(taking)?;
        // From here on, whichever of the two is found is the right one.
        let (old, new) = (Saw::of(&self.head, at), Saw::of(&made.head, at));
        if let Err(error) = self.keep(old, Some(new))
            && self.memory.holds_something()
        {
            return Err(error);
        }
        let mut exchanged = false;
        let done = self.swap_files(rough, target, &mut exchanged);
        if exchanged {
            self.identity = made.identity.clone();
            self.sealer = Sealer::start(self.identity.to_public());
            self.head = made.head.clone();
            self.purges += 1;
            self.memory.went_another_way();
            self.drop_index();
        }
        // A memory that cannot be kept now names both, and settles at the next opening.
        let _ = self.keep(if exchanged { new } else { old }, None);
        done
    }

    /// Closes the old file, exchanges the names, says so, and opens what stands there then.
    ///
    /// What can fail is tried before the exchange. Where only the last opening fails, the exchange is
    /// not taken back, and the vault is open for reading alone.
    fn swap_files(
        &mut self,
        rough: &Path,
        target: &Path,
        exchanged: &mut bool,
    ) -> Result<(), VaultError> {
        self.checkpoint()?;
        let (spare_old, spare_new) = (spare(target)?, spare(rough)?);
        let nothing = Connection::open_in_memory()
            .map_err(|error| VaultError::vault_sql("closing the old vault", error))?;
        // Windows exchanges no file that is open.
        let old = std::mem::replace(&mut self.conn, nothing);
        let closed = old.close().map_err(|(conn, error)| {
            drop(conn);
            VaultError::vault_sql("closing the old vault", error)
        });
        // SQLite would take an old log beside the new file for the new file's own.
        let swapped = closed.and_then(|()| {
            if file::has_wal(target) || file::beside(target, "-journal").exists() {
                return Err(VaultError::InUse { name: file::name_of(target) });
            }
            // That the log is gone must be durable before the new name is.
            file::sync_folder(target);
            fs::rename(rough, target)
                .map_err(|error| VaultError::file("taking the old vault's place", error))
        });
        *exchanged = swapped.is_ok();
        if *exchanged {
            file::sync_folder(target);
        }
        let spare = if *exchanged { spare_new } else { spare_old };
        if let Some(conn) = self.open_again() {
            self.conn = conn;
        } else {
            self.read_only = true;
            if let Some(conn) = spare.or_else(|| file::connect_read_only(&self.path).ok()) {
                self.conn = conn;
            }
        }
        swapped
    }

    /// The file for writing; tried more than once, as other programs may hold a new one for a moment.
    fn open_again(&self) -> Option<Connection> {
        PAUSES.iter().find_map(|&pause| {
            thread::sleep(Duration::from_millis(pause));
            // SQLite opens for reading what it may not write.
            let conn = file::connect(&self.path).ok();
            conn.filter(|conn| conn.is_readonly("main").is_ok_and(|only| !only))
        })
    }
}

/// The file for reading, by an opening that stays good whatever becomes of its name; none on
/// Windows, where it would keep the name from changing.
fn spare(path: &Path) -> Result<Option<Connection>, VaultError> {
    if cfg!(windows) { Ok(None) } else { file::connect_read_only(path).map(Some) }
}
