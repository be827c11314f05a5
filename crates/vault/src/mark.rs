//! Rollback: is the file older than what this machine saw of it last, or did it go another way?
//! A head that was put back together with all its records fits in itself; only a memory kept
//! elsewhere can tell. Opening looks in constant time, the audit compares the rest on its way.

use std::cell::{OnceCell, RefCell};

use crate::head::Head;
use crate::ready::Sealer;
use crate::state::{self, Remembered, Saw};
use crate::{Id, Moment, Vault, VaultError, Wrong, file};

/// How far a vault goes: enough to tell later whether it still is the same one, and no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The vault.
    pub vault: Id,
    /// Number of its last record.
    pub seq: u64,
    /// The chain of digests up to there.
    pub chain: [u8; 32],
}

/// What this machine had seen of a vault before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Number of the last record there was.
    pub seq: u64,
    /// When that was.
    pub at: Moment,
}

/// What an open vault knows of its own past.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// What the file in the state folder holds.
    kept: RefCell<Option<Remembered>>,
    /// States that this vault must have gone through, and no audit has come so far yet.
    pending: RefCell<Vec<Saw>>,
    rolled_back: OnceCell<Seen>,
    /// Counts re-seals, after which an audit under way begins anew.
    resealed: u64,
}

impl Memory {
    pub fn rolled_back(&self) -> Option<&Seen> {
        self.rolled_back.get()
    }

    pub fn resealed(&self) -> u64 {
        self.resealed
    }

    pub fn holds_something(&self) -> bool {
        self.kept.borrow().is_some()
    }

    /// The records were sealed anew: their digests are others.
    pub fn went_another_way(&mut self) {
        self.pending.borrow_mut().clear();
        self.resealed += 1;
    }
}

impl Vault {
    /// How far this vault goes now.
    pub fn mark(&self) -> Mark {
        Mark { vault: self.id, seq: self.head.seq, chain: self.head.chain }
    }

    /// Keeps in the state folder how far the vault goes, so that an older copy put in its place is
    /// noticed. Costs nothing when nothing changed. [`lock`](Vault::lock) does it too.
    ///
    /// A vault that is damaged or rolled back, or was written elsewhere and has not been audited
    /// since, leaves the memory as it is.
    pub fn remember(&self, at: Moment) -> Result<(), VaultError> {
        let settled = self.memory.pending.borrow().is_empty() && self.rolled_back().is_none();
        if self.damaged.get() || !settled {
            return Ok(());
        }
        let path = state::name_path(&self.path);
        let known = self.memory.kept.borrow().as_ref().is_some_and(|kept| {
            kept.next.is_none() && kept.saw.is(&self.head) && kept.path == path
        });
        if known { Ok(()) } else { self.keep(Saw::of(&self.head, at), None) }
    }

    /// What this machine had seen before, when the file is older than that or went another way.
    /// Until [`accept_copy`](Vault::accept_copy) the vault is only read.
    ///
    /// Known at opening when the file is shorter; when it is longer, an audit or a check finds out.
    pub fn rolled_back(&self) -> Option<&Seen> {
        self.memory.rolled_back()
    }

    /// From now on this copy is the one that counts, and it can be written again.
    pub fn accept_copy(&mut self, at: Moment) -> Result<(), VaultError> {
        if self.damaged.get() {
            return self.writable();
        }
        self.keep(Saw::of(&self.head, at), None)?;
        self.memory.pending.borrow_mut().clear();
        if self.memory.rolled_back.take().is_some() && !self.read_only {
            file::go_on_writing(&self.conn);
            self.sealer = Sealer::start(self.identity.to_public());
        }
        Ok(())
    }

    /// As `remember`, with the time of the newest record for the time.
    pub(crate) fn remember_by_last_record(&self) {
        let at = self.wrote_at.get().or_else(|| Some(self.read(self.head.seq).ok()?.header.at));
        if let Some(at) = at {
            // The memory is a convenience: where it cannot be kept, nothing is remembered.
            let _ = self.remember(at);
        }
    }

    /// Compares the vault with what is remembered of it, as far as its end tells.
    pub(crate) fn recall(&self) {
        let head_opens = !self.faults.borrow().contains(&Wrong::Head.into());
        let Some(kept) = state::read(&self.places.state_dir, self.id).filter(|_| head_opens) else {
            return;
        };
        let all: Vec<Saw> = [kept.next, Some(kept.saw)].into_iter().flatten().collect();
        let agrees = all.iter().find(|saw| saw.is(&self.head)).copied();
        self.memory.kept.replace(Some(kept.clone()));
        if let Some(saw) = agrees {
            if kept.next.is_some() {
                // A re-seal was broken off before or after the exchange: now it is known which.
                let _ = self.keep(saw, None);
            }
            return;
        }
        let earlier: Vec<Saw> = all.into_iter().filter(|saw| saw.seq < self.head.seq).collect();
        if earlier.is_empty() {
            self.roll_back(&kept.saw);
        }
        self.memory.pending.replace(earlier);
    }

    /// An audit came past `walked`: was that seen here before?
    pub(crate) fn passed(&self, walked: &Head) {
        let mut pending = self.memory.pending.borrow_mut();
        let Some(n) = pending.iter().position(|saw| saw.seq == walked.seq) else { return };
        if pending[n].chain == walked.chain {
            pending.clear();
            return;
        }
        let saw = pending.swap_remove(n);
        if pending.is_empty() {
            self.roll_back(&saw);
        }
    }

    fn roll_back(&self, saw: &Saw) {
        let seen = Seen { seq: saw.seq, at: saw.at };
        if self.memory.rolled_back.set(seen).is_ok() {
            file::stop_writing(&self.conn);
        }
    }

    /// Writes the memory: `next` when another state may stand there in a moment.
    pub(crate) fn keep(&self, saw: Saw, next: Option<Saw>) -> Result<(), VaultError> {
        let kept = Remembered { path: state::name_path(&self.path), saw, next };
        state::write(&self.places.state_dir, self.id, &kept)?;
        self.memory.kept.replace(Some(kept));
        Ok(())
    }
}
