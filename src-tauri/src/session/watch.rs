//! The idle watch: locks when nobody has been there for as long as the settings say.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use super::{Session, hold};
use crate::event::ShellEvent;

/// How long the page may take to put its draft away before the vault locks without it.
pub const GRACE: Duration = Duration::from_secs(2);
/// How often the watch looks.
const LOOK: Duration = Duration::from_secs(1);
/// How often it looks whether the page has locked.
const POLL: Duration = Duration::from_millis(20);

impl Session {
    /// Asks the page to put its draft away and lock; locks itself if it does not.
    pub fn lock_gently(&self, grace: Duration) {
        let epoch = self.epoch();
        if !self.is_unlocked() {
            return;
        }
        self.tell(ShellEvent::Locking);
        let deadline = Instant::now() + grace;
        while self.is_unlocked() && self.epoch() == epoch && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        if self.epoch() == epoch {
            self.lock();
        }
    }

    /// Whether the vault is open and nobody has been there for longer than allowed.
    fn is_left_alone(&self) -> bool {
        let minutes = u32::from(hold(&self.settings).settings().idle_minutes);
        let idle = hold(&self.activity).elapsed();
        minutes > 0 && self.is_unlocked() && idle >= minute() * minutes
    }
}

/// How long a minute of the settings lasts. In builds for tests, as many seconds as
/// `TELLABLE_IDLE_MINUTE` says.
fn minute() -> Duration {
    #[cfg(feature = "automation")]
    {
        let asked = std::env::var("TELLABLE_IDLE_MINUTE").ok();
        if let Some(seconds) = asked.and_then(|text| text.parse().ok()) {
            return Duration::from_secs(seconds);
        }
    }
    Duration::from_mins(1)
}

/// Watches until the session is gone.
pub fn watch(session: &Arc<Session>) {
    let session: Weak<Session> = Arc::downgrade(session);
    thread::spawn(move || {
        while let Some(session) = session.upgrade() {
            if session.is_left_alone() {
                session.lock_gently(GRACE);
            }
            drop(session);
            thread::sleep(LOOK);
        }
    });
}
