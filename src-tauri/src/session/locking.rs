//! Locking. It fails closed: whatever panics, is poisoned or cannot be written on the way, at its end
//! no key is held and no journal is open.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::{Front, Open, Session, State, tend};
use crate::event::ShellEvent;
use crate::held::hold;

/// How long the page may take to put its draft away before the vault locks without it.
pub const GRACE: Duration = Duration::from_secs(2);
/// How often is looked whether the page has locked.
const POLL: Duration = Duration::from_millis(20);

impl Session {
    /// Locks: stops work, drops the journal, forgets a recovery key that is being shown, says so. Safe
    /// to call at any time, from any thread; when it returns, the vault is closed.
    pub fn lock(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
        self.front_locked();
        let was_open = {
            // Held until everything is closed: whoever unlocks meanwhile waits, and finds the file free.
            let mut state = hold(&self.state);
            self.front_locked();
            match std::mem::replace(&mut *state, State::Locked) {
                State::Unlocked(open) => {
                    close(*open);
                    true
                }
                State::Confirming(_) | State::Locked => false,
            }
        };
        if was_open {
            self.tell(ShellEvent::Locked);
        }
        self.abandon_rehearsal();
        self.clipboard.clear();
    }

    /// Asks the page to put its draft away and lock; locks itself if it does not. When nothing is open,
    /// an unlock under way and a recovery key on the screen are dropped at once.
    pub fn lock_gently(&self, grace: Duration) {
        if !self.is_unlocked() {
            self.lock();
            return;
        }
        let epoch = self.epoch();
        self.tell(ShellEvent::Locking);
        let deadline = Instant::now() + grace;
        while self.epoch() == epoch && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        if self.epoch() == epoch {
            self.lock();
        } else {
            // The page's own lock may still be closing the file.
            drop(hold(&self.state));
        }
    }

    /// The system sleeps, locks its screen or changes user: locks, unless the person chose otherwise.
    pub fn lock_with_system(&self) {
        if self.settings().settings().lock_with_system {
            self.lock_gently(GRACE);
        }
    }

    fn front_locked(&self) {
        let mut front = hold(&self.front);
        *front = Front::locked(front.path.take());
    }
}

/// Puts drafts into revisions and the log into the file, and closes both. Neither may hold the lock up:
/// what cannot be done now, the next opening does.
fn close(open: Open) {
    let Open { mut journal, .. } = open;
    let _ = catch_unwind(AssertUnwindSafe(|| tend::settle(&mut journal)));
    let _ = catch_unwind(AssertUnwindSafe(|| journal.lock()));
}
