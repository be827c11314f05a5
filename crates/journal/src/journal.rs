//! The journal: a vault whose records are entries, people and documents, with an index over them.

use std::{collections::HashSet, ops::ControlFlow};

use rand::CryptoRng;
use vault::{Id, Moment, New, NewKeys, Record, Rewritten, Vault, VaultError};

use crate::{
    JournalError, Progress,
    index::{Arrived, Index},
    payload::REVISION,
};

/// So many records are indexed at once when opening; more waits for [`Journal::catch_up`].
const AT_ONCE: usize = 256;

/// An open journal. It holds the vault's lock until it is dropped or [locked](Journal::lock).
pub struct Journal {
    pub(crate) vault: Vault,
    pub(crate) index: Index,
    device: String,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("vault", &self.vault.id()).finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens the journal in a vault. `device` names this machine in every record it writes.
    ///
    /// Never waits for a large index to be made: see [`Journal::behind`].
    pub fn open(vault: Vault, device: &str) -> Result<Self, JournalError> {
        let index = Index::open(&vault)?;
        let mut journal = Self { vault, index, device: device.to_owned() };
        journal.catch_up_if_little()?;
        Ok(journal)
    }

    fn catch_up_if_little(&mut self) -> Result<(), JournalError> {
        if self.behind() <= AT_ONCE as u64 {
            self.catch_up(AT_ONCE)?;
        }
        Ok(())
    }

    /// The vault below.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The vault below, for its keys and for taking an older copy as the one that counts. Records that
    /// are appended past the journal are indexed like those of another machine: later.
    pub fn vault_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// The vault alone, still open; the index is closed.
    pub fn into_vault(self) -> Vault {
        self.vault
    }

    /// Seals everything anew, as [`Vault::reseal`] says, and makes the index anew under its new key;
    /// a large one waits for [`catch_up`](Journal::catch_up).
    pub fn reseal(
        &mut self,
        keys: &NewKeys,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Rewritten, JournalError> {
        let done = self.vault.reseal(keys, at, rng, progress)?;
        // What is done is done: an index that cannot follow does so later.
        if let Ok(index) = Index::open(&self.vault) {
            self.index = index;
            let _ = self.catch_up_if_little();
        }
        Ok(done)
    }

    /// Closes everything and wipes the keys.
    pub fn lock(self) -> Result<(), JournalError> {
        let Self { vault, index, .. } = self;
        drop(index);
        Ok(vault.lock()?)
    }

    /// How many records the index has not seen. Until it is 0, older entries may be missing from lists and
    /// searches, and older documents and people too; writing is possible all the same.
    pub fn behind(&self) -> u64 {
        self.index.behind(self.vault.last_seq())
    }

    /// Indexes up to `budget` records, newest first. Call until it is finished.
    pub fn catch_up(&mut self, budget: usize) -> Result<Progress, JournalError> {
        let mut left = budget as u64;
        let last_seq = self.vault.last_seq();
        while left > 0
            && let Some((low, high)) = self.index.gap(last_seq)
        {
            let first = low.max((high + 1).saturating_sub(left));
            left -= high - first + 1;
            let vault = &self.vault;
            let seen = self.index.covered().clone();
            let taken = self.index.cover(first, high, vault, |db| {
                let mut purged = HashSet::new();
                for found in vault.records_back(high + 1).take(count_of(first, high)) {
                    match found {
                        Ok((_, Some(record))) => {
                            let gone = record.purges().into_iter();
                            purged.extend(gone.filter(|&seq| seen.contains(seq)));
                            let taken =
                                Index::take(db, &Arrived::of(&record), &|seq| vault.read(seq));
                            match taken {
                                Err(JournalError::Vault(error)) => passed_over(error)?,
                                other => other?,
                            }
                        }
                        Ok((_, None)) => {}
                        Err(error) => passed_over(error)?,
                    }
                }
                if Index::forget(db, &purged)? { Ok(()) } else { Err(Stop::Outdated) }
            });
            match taken {
                Ok(()) => {}
                Err(Stop::Outdated) => self.index.make_anew(&self.vault)?,
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        let behind = self.index.behind(last_seq);
        Ok(Progress { done: last_seq - behind, total: last_seq, finished: behind == 0 })
    }

    /// Writes one record, forgetting a draft with it, and indexes it.
    ///
    /// Once the record is durable this succeeds: an index that could not follow catches up later.
    pub(crate) fn write(
        &mut self,
        kind: &str,
        id: Id,
        at: Moment,
        payload: &[u8],
        draft: Option<Id>,
    ) -> Result<u64, JournalError> {
        // Of revisions the graph says which is the newest, of all else the date.
        let at = if kind == REVISION { at } else { self.index.not_before(kind, id, at)? };
        let new = New { kind, id, at, device: &self.device, payload };
        let seq = match draft {
            None => self.vault.append(&new)?,
            Some(draft) => {
                let mut batch = self.vault.batch()?;
                let seq = batch.append(&new)?;
                batch.discard_draft(draft)?;
                batch.commit()?;
                seq
            }
        };
        let vault = &self.vault;
        let arrived = Arrived { seq, kind, id, at, payload };
        // The mark stays behind when this fails, and the next opening repairs it.
        let _ = self
            .index
            .cover(seq, seq, vault, |db| Index::take(db, &arrived, &|seq| vault.read(seq)));
        Ok(seq)
    }

    /// How this machine is named in the records it writes.
    pub fn device(&self) -> &str {
        &self.device
    }

    /// A record and what its JSON holds.
    pub(crate) fn read_record(&self, seq: u64) -> Result<Record, JournalError> {
        Ok(self.vault.read(seq)?)
    }
}

/// Why records were not taken in.
enum Stop {
    /// What follows from a record that was purged is in the index.
    Outdated,
    Failed(JournalError),
}

impl From<VaultError> for Stop {
    fn from(error: VaultError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self::Failed(error)
    }
}

fn count_of(first: u64, last: u64) -> usize {
    usize::try_from(last - first + 1).unwrap_or(usize::MAX)
}

/// One damaged or purged record never hides the others; a disk that fails does stop the work.
fn passed_over(error: VaultError) -> Result<(), JournalError> {
    match error.code() {
        "record-damaged" | "record-purged" | "record-not-found" => Ok(()),
        _ => Err(error.into()),
    }
}
