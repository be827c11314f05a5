//! What goes on quietly after unlocking: the index is caught up, drafts that a crash left behind become
//! revisions and half-made packages are settled, then the chain is audited, all in small steps between which everybody else
//! has their turn. At the end, and only of a vault that was found sound, a backup is made.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use journal::{Journal, JournalError};
use vault::{Audit, Id};

use super::{Session, State, now};
use crate::event::{ShellEvent, Task};
use crate::failure::Failure;
use crate::held::hold;

/// Records indexed in one step, a few milliseconds.
const INDEXED: usize = 64;
/// Records audited in one step, a few milliseconds.
const AUDITED: usize = 1_000;
/// Between steps: whoever waits for the journal gets it.
const BREATH: Duration = Duration::from_millis(2);

pub(super) enum Step {
    More,
    /// Everything was looked at and fits.
    Sound,
    /// Locked meanwhile, or stopped by what was found.
    Over,
}

/// Tends to the vault that is open now, until it is locked.
pub fn tend(session: &Arc<Session>) {
    let epoch = session.epoch();
    let session: Weak<Session> = Arc::downgrade(session);
    thread::spawn(move || {
        let mut audit = None;
        while let Some(session) = session.upgrade() {
            match session.tend_once(epoch, &mut audit) {
                Step::More => thread::sleep(BREATH),
                Step::Sound => return session.back_up_if_changed(epoch),
                Step::Over => return,
            }
        }
    });
}

impl Session {
    /// An entry as it stands. While the index is being made anew it may not have come to it yet:
    /// then it is caught up that far first, in the same small steps.
    pub async fn entry(self: &Arc<Self>, id: Id) -> Result<journal::Entry, Failure> {
        loop {
            let found = self.ask(move |journal| match journal.entry(id) {
                Err(JournalError::EntryNotFound) if journal.behind() > 0 => {
                    journal.catch_up(INDEXED)?;
                    Ok(None)
                }
                found => Ok(Some(found?)),
            });
            if let Some(entry) = found.await? {
                return Ok(entry);
            }
        }
    }

    pub(super) fn tend_once(&self, epoch: u64, audit: &mut Option<Audit>) -> Step {
        let mut state = hold(&self.state);
        match &mut *state {
            State::Unlocked(open) if self.epoch() == epoch => {
                let journal = &mut open.journal;
                if journal.behind() > 0 {
                    self.catch_up(journal)
                } else if audit.is_none() {
                    settle(journal);
                    // What a crash left of a share; what cannot be settled now waits for the next time.
                    let _ = share::settle_ledger(journal, now());
                    *audit = Some(journal.vault().audit());
                    Step::More
                } else {
                    self.audit(journal, audit)
                }
            }
            _ => Step::Over,
        }
    }

    fn catch_up(&self, journal: &mut Journal) -> Step {
        match journal.catch_up(INDEXED) {
            Ok(progress) => {
                let (done, total) = (progress.done, progress.total);
                self.tell(ShellEvent::progress(Task::Index, done, total));
                Step::More
            }
            Err(_) => self.stopped_at(journal),
        }
    }

    fn audit(&self, journal: &Journal, audit: &mut Option<Audit>) -> Step {
        match audit.as_mut().map(|audit| audit.step(journal.vault(), AUDITED)) {
            Some(Ok(step)) if !step.finished => Step::More,
            Some(Err(_)) => self.stopped_at(journal),
            _ if journal.vault().rolled_back().is_some() => self.stopped_at(journal),
            _ => Step::Sound,
        }
    }

    /// Something stopped the tending. When it is damage or another history, the vault itself refuses to
    /// be written from here on, and the page is told.
    fn stopped_at(&self, journal: &Journal) -> Step {
        let vault = journal.vault();
        self.look_again(vault);
        if !vault.faults().is_empty() {
            self.tell(ShellEvent::Damaged);
        } else if vault.rolled_back().is_some() {
            self.tell(ShellEvent::RolledBack);
        }
        Step::Over
    }
}

/// Drafts become revisions. One that cannot stays a draft, and nothing is lost.
pub(super) fn settle(journal: &mut Journal) {
    if journal.behind() == 0 {
        let _ = journal.settle_drafts(now(), &mut rand::rng());
    }
}
