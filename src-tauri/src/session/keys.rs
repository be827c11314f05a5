//! The keys of the open vault: another passphrase, another recovery key, everything sealed anew, and
//! what can be saved of a damaged vault. A new recovery key changes nothing until it is written down.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use journal::Journal;
use vault::{Key, Losses, NewKeys, Passphrase, WorkFactor};
use zeroize::Zeroizing;

use super::confirm::{free, usable};
use super::{Open, Session, State, Steps, now, tend};
use crate::event::Task;
use crate::failure::Failure;
use crate::held::hold;
use crate::paper::Paper;
use crate::wire::care::{FaultView, RewriteReport};
use crate::wire::keys::{KeyFacts, KeyOutcome, RecoverySheet};
use crate::wire::vault::{RecoveryShown, SecretKind, name_of};

/// A recovery key that is being written down, and what it is for.
pub(super) struct Ceremony {
    paper: Paper,
    purpose: Purpose,
}

enum Purpose {
    Recovery,
    Reseal { passphrase: Zeroizing<String> },
    Rescue { path: PathBuf, passphrase: Zeroizing<String> },
}

impl Open {
    fn facts(&self) -> KeyFacts {
        let work = self.work_factor();
        KeyFacts {
            work_factor: work.log_n(),
            advised: work.advised(self.guess).log_n(),
            guess_millis: u32::try_from(self.guess.as_millis()).unwrap_or(u32::MAX),
            opened_by: self.opened_by,
        }
    }

    fn work_factor(&self) -> WorkFactor {
        let log_n = self.journal.vault().work_factor();
        log_n.and_then(|log_n| WorkFactor::new(log_n).ok()).unwrap_or_default()
    }

    /// Refuses a stranger at an open vault. Who came with the recovery key has forgotten the passphrase.
    fn prove(&mut self, current: Option<String>) -> Result<(), Failure> {
        let Some(current) = current else {
            let allowed = self.opened_by == SecretKind::RecoveryKey;
            return if allowed { Ok(()) } else { Err(Failure::of("passphrase-needed")) };
        };
        let began = Instant::now();
        self.journal.vault().verify(&Key::Passphrase(Passphrase::from(current)))?;
        self.guess = began.elapsed();
        Ok(())
    }
}

impl Session {
    /// What a guess costs, and what opened the vault.
    pub async fn key_facts(self: &Arc<Self>) -> Result<KeyFacts, Failure> {
        self.work(|_, open| Ok(open.facts())).await
    }

    /// Sets another passphrase, and raises the cost of guessing where this machine affords it.
    pub async fn change_passphrase(
        self: &Arc<Self>,
        current: Option<String>,
        next: String,
    ) -> Result<KeyFacts, Failure> {
        let next = usable(next)?;
        self.work(move |session, open| {
            open.prove(current)?;
            let work = open.work_factor().advised(open.guess);
            let began = Instant::now();
            let next = Passphrase::from(next.as_str().to_owned());
            open.journal.vault_mut().set_passphrase(&next, work)?;
            open.guess = began.elapsed();
            open.opened_by = SecretKind::Passphrase;
            hold(&session.settings).note_backup(open.journal.vault().id(), None);
            Ok(open.facts())
        })
        .await
    }

    /// Draws another recovery key for the open vault.
    pub async fn begin_recovery(
        self: &Arc<Self>,
        current: Option<String>,
    ) -> Result<RecoveryShown, Failure> {
        self.work(move |_, open| {
            open.prove(current)?;
            Ok(open.begin(Purpose::Recovery))
        })
        .await
    }

    /// Draws the recovery key under which everything will be sealed anew.
    pub async fn begin_reseal(
        self: &Arc<Self>,
        current: Option<String>,
        next: String,
    ) -> Result<RecoveryShown, Failure> {
        let passphrase = usable(next)?;
        self.work(move |_, open| {
            open.prove(current)?;
            Ok(open.begin(Purpose::Reseal { passphrase }))
        })
        .await
    }

    /// Draws the recovery key of a new vault that will hold what can be saved of the open one.
    pub async fn begin_rescue(
        self: &Arc<Self>,
        path: PathBuf,
        next: String,
    ) -> Result<RecoveryShown, Failure> {
        let passphrase = usable(next)?;
        let path = free(path)?;
        self.work(move |_, open| Ok(open.begin(Purpose::Rescue { path, passphrase }))).await
    }

    /// Forgets a recovery key that was not confirmed.
    pub async fn abandon_key(self: &Arc<Self>) -> Result<(), Failure> {
        self.work(|_, open| {
            open.ceremony = None;
            Ok(())
        })
        .await
    }

    /// The sheet of the recovery key that is being shown, of a new vault or of the open one.
    pub fn recovery_sheet(&self) -> Result<RecoverySheet, Failure> {
        match &*hold(&self.state) {
            State::Confirming(pending) => Ok(pending.paper().sheet(name_of(pending.path()), now())),
            State::Unlocked(open) => {
                let ceremony = open.ceremony.as_ref().ok_or(Failure::of("not-confirming"))?;
                let path = match &ceremony.purpose {
                    Purpose::Rescue { path, .. } => path,
                    _ => open.journal.vault().path(),
                };
                Ok(ceremony.paper.sheet(name_of(path), now()))
            }
            State::Locked => Err(Failure::of("locked")),
        }
    }

    /// Does what the recovery key was drawn for, if the asked groups are right.
    pub async fn finish_key(self: &Arc<Self>, answers: Vec<String>) -> Result<KeyOutcome, Failure> {
        let ceremony = self
            .work(move |_, open| {
                let shown = open.ceremony.as_ref().ok_or(Failure::of("not-confirming"))?;
                shown.paper.confirm(&answers)?;
                open.ceremony.take().ok_or(Failure::of("not-confirming"))
            })
            .await?;
        let Ceremony { paper, purpose } = ceremony;
        match purpose {
            Purpose::Recovery => {
                self.work(move |session, open| {
                    open.journal.vault_mut().set_recovery(paper.recovery())?;
                    hold(&session.settings).note_backup(open.journal.vault().id(), None);
                    Ok(KeyOutcome::Recovery)
                })
                .await
            }
            Purpose::Rescue { path, passphrase } => {
                let work = self.work;
                let report = self
                    .long(Task::Rewrite, move |journal, steps| {
                        rescue(journal, &path, &new_keys(&passphrase, paper, work), steps)
                    })
                    .await?;
                Ok(KeyOutcome::Rescue { report })
            }
            Purpose::Reseal { passphrase } => {
                let epoch = self.begin_work();
                let done = self
                    .work(move |session, open| {
                        let mut steps =
                            |done, total| session.step(Task::Rewrite, epoch, done, total);
                        let report =
                            open.reseal(&new_keys(&passphrase, paper, session.work), &mut steps)?;
                        hold(&session.settings).note_backup(open.journal.vault().id(), None);
                        Ok(KeyOutcome::Reseal { report })
                    })
                    .await;
                // A large index is made anew, and a backup under the new keys is due.
                tend(self);
                done
            }
        }
    }
}

impl Open {
    fn begin(&mut self, purpose: Purpose) -> RecoveryShown {
        let ceremony =
            self.ceremony.insert(Ceremony { paper: Paper::draw(&mut rand::rng()), purpose });
        ceremony.paper.shown()
    }

    fn reseal(&mut self, keys: &NewKeys, steps: &mut Steps<'_>) -> Result<RewriteReport, Failure> {
        let done = self.journal.reseal(keys, now(), &mut rand::rng(), steps)?;
        self.review = None;
        self.opened_by = SecretKind::Passphrase;
        Ok(RewriteReport::new(self.journal.vault().path(), &done, Vec::new()))
    }
}

fn new_keys(passphrase: &Zeroizing<String>, paper: Paper, work: WorkFactor) -> NewKeys {
    let passphrase = Passphrase::from(passphrase.as_str().to_owned());
    NewKeys { passphrase, recovery: paper.into_recovery(), work }
}

/// Saves what can be saved of a damaged vault, and says of what was lost whose it was.
fn rescue(
    journal: &mut Journal,
    path: &Path,
    keys: &NewKeys,
    steps: &mut Steps<'_>,
) -> Result<RewriteReport, Failure> {
    let mut known = journal.check(steps)?.faults;
    let done = journal.vault().rewrite(path, keys, Losses::Name, now(), &mut rand::rng(), steps)?;
    let lost = done.lost.iter().map(|fault| {
        let at = known.iter().position(|flaw| flaw.record == fault.seq);
        match at {
            Some(at) => FaultView::from(known.swap_remove(at)),
            None => FaultView::from(*fault),
        }
    });
    Ok(RewriteReport::new(path, &done, lost.collect()))
}
