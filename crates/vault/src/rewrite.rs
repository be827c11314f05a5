//! Writing all of a vault anew: beside it, under a new identity, one record in memory at a time.
//!
//! Two acts are made of it. *Sealing everything anew* takes the old file's place, and refuses when
//! anything is damaged; then nobody who once had a key opens what stands there now. *Saving what can
//! be saved* makes a second, sound vault of a damaged one, and names what could not come along.
//! Records keep their numbers, and what was purged stays purged. Either way the new file is read
//! back whole before it gets a name.

use std::ops::ControlFlow;
use std::path::Path;

use age::x25519::Identity;
use rand::CryptoRng;

use crate::copying::Copying;
use crate::create::{index_key, insert_slots, make_at, sync};
use crate::envelope::New;
use crate::head::Head;
use crate::inspect::Way;
use crate::keys::{Key, Passphrase, RecoveryKey, WorkFactor};
use crate::lockfile::Lock;
use crate::losses::{Losses, Progress, Rewritten};
use crate::ready::Sealer;
use crate::state::{self, Remembered, Saw};
use crate::{Id, Moment, Vault, VaultError, file};

/// What is to open a vault that is written anew.
#[derive(Debug)]
pub struct NewKeys {
    /// What the owner remembers.
    pub passphrase: Passphrase,
    /// What the owner writes down.
    pub recovery: RecoveryKey,
    /// What a guess at the passphrase costs; never lower than it was.
    pub work: WorkFactor,
}

impl Vault {
    /// Writes everything that can be read into a new vault at `to`: the same vault by id, with the
    /// same records at the same places, under a new identity and new keys. This vault is not
    /// changed. Works on damaged and read-only vaults; with [`Losses::Refuse`] only on whole ones.
    ///
    /// 200 µs a record for short entries. `progress` counts every record twice, written and read
    /// back, and may break off (`cancelled`). Never overwrites; on any failure nothing is left.
    ///
    /// What was saved of a damaged vault is from then on the copy that counts on this machine.
    pub fn rewrite(
        &self,
        to: &Path,
        keys: &NewKeys,
        losses: Losses,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Rewritten, VaultError> {
        keys.passphrase.check()?;
        let made =
            make_at(to, self.id, |rough| self.write_anew(rough, keys, losses, at, rng, progress))?;
        if self.damaged.get() && self.rolled_back().is_none() {
            // Its digests are others: it would be taken for a copy that went another way.
            let saw = Saw::of(&made.head, at);
            let kept = Remembered { path: state::name_path(to), saw, next: None };
            // The memory is a convenience: where it cannot be kept, the new vault asks once.
            let _ = state::write(&self.places.state_dir, self.id, &kept);
        }
        Ok(made.report)
    }

    /// Writes everything into `rough` and reads it back.
    pub(crate) fn write_anew(
        &self,
        rough: &Path,
        keys: &NewKeys,
        losses: Losses,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: Progress<'_>,
    ) -> Result<Made, VaultError> {
        if losses == Losses::Refuse
            && let Some(fault) = self.faults.borrow().first()
        {
            return Err(VaultError::Damaged { what: fault.wrong.as_str() });
        }
        let total = match losses {
            Losses::Refuse => self.head.seq,
            // Record 1 is made anew whatever there was.
            Losses::Name => self.last_that_opens().max(1),
        };
        let conn = file::make(rough)?;
        let writing = |error| VaultError::vault_sql("writing the new vault", error);
        // The file is thrown away when anything fails, and made durable at the end.
        conn.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))
            .and_then(|()| conn.execute_batch("PRAGMA synchronous = OFF; BEGIN"))
            .map_err(writing)?;
        let identity = Identity::generate();
        let was = self.work_factor().and_then(|log_n| WorkFactor::new(log_n).ok());
        let work = was.map_or(keys.work, |was| was.max(keys.work));
        insert_slots(&conn, self.id, &identity, &keys.passphrase, &keys.recovery, work)?;
        let sealer = Sealer::start(identity.to_public());
        let mut copying = Copying::new(self, &conn, sealer, losses);
        let (key, id, lost_id) = (index_key(rng), Id::generate(rng), Id::generate(rng));
        let own = |kind, id, payload| New { kind, id, at, device: "", payload };
        let total = copying.records(total, &own("index-key", id, key.as_bytes()), progress)?;
        copying.settle_blanks()?;
        copying.drafts()?;
        if let Some(lost) = copying.lost(at) {
            copying.write_record(total + 1, &own("lost", lost_id, &lost))?;
        }
        let head = copying.finish()?;
        let report = copying.report;
        conn.execute_batch("COMMIT").map_err(writing)?;
        conn.close().map_err(|(_, error)| writing(error))?;
        sync(rough)?;
        let made = Made { identity, head, report };
        self.read_back(rough, keys, &made, total, progress)?;
        Ok(made)
    }

    /// Opens the new file by both keys and checks all of it.
    fn read_back(
        &self,
        rough: &Path,
        keys: &NewKeys,
        made: &Made,
        total: u64,
        progress: Progress<'_>,
    ) -> Result<(), VaultError> {
        let differs = || VaultError::Io {
            what: "reading the new vault back",
            source: "it is not what was written".into(),
        };
        let unlocked = |key: &Key| {
            let lock = Lock::Reader { file: None };
            let vault = Self::look_into(rough, Way::Key(key), lock).map_err(|_| differs())?;
            let fits = vault.id == self.id && vault.head == made.head;
            let fits = fits && vault.identity.to_public() == made.identity.to_public();
            if fits { Ok(vault) } else { Err(differs()) }
        };
        unlocked(&Key::Passphrase(keys.passphrase.again()))?;
        let vault = unlocked(&Key::Recovery(keys.recovery.again()))?;
        let whole = made.report.kept + u64::from(!made.report.lost.is_empty());
        let report = vault.check(&mut |done, _| progress(total + done.min(total), total * 2))?;
        if report.cancelled {
            return Err(VaultError::Cancelled);
        }
        if report.is_sound() && report.whole == whole && report.drafts == made.report.drafts {
            return Ok(());
        }
        Err(differs())
    }

    /// The last record there is: the head's, or one beyond it that opens as what it says it is,
    /// where the head is an older one or none.
    fn last_that_opens(&self) -> u64 {
        let last = i64::try_from(self.head.seq).unwrap_or(i64::MAX);
        let beyond = self.conn.prepare("SELECT seq FROM rec WHERE seq > ?1 ORDER BY seq DESC");
        let Ok(mut beyond) = beyond else { return self.head.seq };
        let Ok(mut rows) = beyond.query([last]) else { return self.head.seq };
        while let Ok(Some(row)) = rows.next() {
            let seq = row.get::<_, i64>(0).ok().and_then(|seq| u64::try_from(seq).ok());
            if let Some(seq) = seq
                && matches!(self.read_row(seq), Ok(Some(_)))
            {
                return seq;
            }
        }
        self.head.seq
    }
}

/// A new file that was written and read back.
pub(crate) struct Made {
    pub identity: Identity,
    pub head: Head,
    pub report: Rewritten,
}
