//! What goes on quietly after unlocking: the index is caught up, drafts that a crash left behind become
//! revisions and half-made packages are settled, then the chain is audited, all in small steps between which everybody else has their turn.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use journal::Journal;
use vault::Audit;

use super::{Session, State, hold, now};
use crate::event::{ShellEvent, Task};

/// Records indexed in one step, a few milliseconds.
const INDEXED: usize = 64;
/// Records audited in one step, a few milliseconds.
const AUDITED: usize = 1_000;
/// Between steps: whoever waits for the journal gets it.
const BREATH: Duration = Duration::from_millis(2);

pub(super) enum Step {
    More,
    Finished,
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
                Step::Finished => return,
            }
        }
    });
}

impl Session {
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
            _ => Step::Finished,
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
            _ => Step::Finished,
        }
    }

    /// Something stopped the tending. When it is damage, the vault itself refuses to be written from
    /// here on, and the page is told.
    fn stopped_at(&self, journal: &Journal) -> Step {
        let vault = journal.vault();
        hold(&self.front).read_only = vault.is_read_only();
        if !vault.faults().is_empty() {
            self.tell(ShellEvent::Damaged);
        }
        Step::Finished
    }
}

/// Drafts become revisions. One that cannot stays a draft, and nothing is lost.
pub(super) fn settle(journal: &mut Journal) {
    if journal.behind() == 0 {
        let _ = journal.settle_drafts(now(), &mut rand::rng());
    }
}
