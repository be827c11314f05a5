//! The audit: are all records there, in order, and the bytes that were written? It decrypts
//! nothing and goes in steps, so that it can run beside other work after every unlock.

use crate::head::{Digest32, Head, digest};
use crate::read::Found;
use crate::{Fault, Vault, VaultError, Wrong};

/// An audit under way. Begin with [`Vault::audit`], go on with [`step`](Audit::step).
#[derive(Debug, Clone)]
pub struct Audit {
    walked: Head,
    aim: Head,
    purges: u64,
    resealed: u64,
    finished: bool,
}

/// How far an audit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Records looked at.
    pub done: u64,
    /// Records there were when the audit began.
    pub total: u64,
    /// Whether the end was reached and everything fits.
    pub finished: bool,
}

impl Vault {
    /// Begins an audit of all records there are now.
    pub fn audit(&self) -> Audit {
        let walked = Head { live: 0, ..Head::start(self.id) };
        let (purges, resealed) = (self.purges, self.memory.resealed());
        Audit { walked, aim: self.head.clone(), purges, resealed, finished: false }
    }
}

impl Audit {
    /// Looks at the next `records` records: 5 µs each for short entries.
    ///
    /// `vault-damaged` when something does not fit; the vault then names it in
    /// [`faults`](Vault::faults) and takes no more records. What is whole stays readable.
    pub fn step(&mut self, vault: &Vault, records: usize) -> Result<Step, VaultError> {
        if self.resealed != vault.memory.resealed() {
            *self = vault.audit();
        }
        for _ in 0..records {
            if self.walked.seq >= self.aim.seq {
                break;
            }
            let seq = self.walked.seq + 1;
            let kept = match row(vault, seq)? {
                Ok((kept, live)) => {
                    let live = self.walked.live + u64::from(live);
                    self.walked = Head { live, ..self.walked.after(&kept) };
                    vault.passed(&self.walked);
                    continue;
                }
                Err(wrong) => Fault { seq: Some(seq), wrong },
            };
            return Err(stop(vault, kept));
        }
        if self.walked.seq >= self.aim.seq && !self.finished {
            if self.walked.chain != self.aim.chain {
                return Err(stop(vault, Wrong::Chain.into()));
            }
            // A purge during the audit moves the count; the next audit has it.
            if self.walked.live != self.aim.live && self.purges == vault.purges {
                return Err(stop(vault, Wrong::Count.into()));
            }
            self.finished = true;
        }
        Ok(Step { done: self.walked.seq, total: self.aim.seq, finished: self.finished })
    }
}

fn stop(vault: &Vault, fault: Fault) -> VaultError {
    vault.note(fault);
    VaultError::Damaged { what: fault.wrong.as_str() }
}

/// The digest kept for the record `seq`, after comparing it with the bytes, and whether there
/// still are bytes.
pub(crate) fn row(vault: &Vault, seq: u64) -> Result<Result<(Digest32, bool), Wrong>, VaultError> {
    vault.look(seq, |found| match found {
        Found::Missing => Err(Wrong::Missing),
        Found::Purged { kept } => Ok((kept.try_into().map_err(|_| Wrong::Changed)?, false)),
        Found::Sealed { age, kept } => {
            let digest = digest(age);
            if digest[..] == *kept { Ok((digest, true)) } else { Err(Wrong::Changed) }
        }
    })
}
