//! The watch: once a second it looks whether somebody is there, whether the machine slept, and whether a
//! secret has stood on the clipboard for long enough.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::{Session, hold};

/// How often the watch looks.
const LOOK: Duration = Duration::from_secs(1);
/// A look that comes later than this by the wall clock: the machine slept in between. Shorter sleeps are
/// left to the idle time; a machine under load is not that late.
const SLEPT: Duration = Duration::from_secs(20);

impl Session {
    /// One look. `since` is when the pause before it began, by the wall clock.
    fn look(&self, since: SystemTime, now: SystemTime) {
        if slept(since, now) {
            self.lock_with_system();
        } else if self.is_left_alone() {
            self.lock_gently(super::GRACE);
        }
        self.clipboard.expire(Instant::now());
    }

    /// Whether the vault is open and nobody has been there for longer than allowed.
    fn is_left_alone(&self) -> bool {
        let minutes = u32::from(hold(&self.settings).settings().idle_minutes);
        let idle = hold(&self.activity).elapsed();
        minutes > 0 && self.is_unlocked() && idle >= minute() * minutes
    }
}

/// Whether so much time went by in a pause of a second that the machine slept, or the clock was set forward.
fn slept(since: SystemTime, now: SystemTime) -> bool {
    // A clock that was set back tells nothing.
    now.duration_since(since).is_ok_and(|gap| gap > SLEPT)
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
        let mut since = SystemTime::now();
        while let Some(session) = session.upgrade() {
            session.look(since, SystemTime::now());
            drop(session);
            since = SystemTime::now();
            thread::sleep(LOOK);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_seen_by_the_wall_clock_and_a_clock_set_back_is_none() {
        let before = SystemTime::UNIX_EPOCH + Duration::from_hours(8);
        assert!(!slept(before, before + LOOK));
        assert!(!slept(before, before + SLEPT));
        assert!(slept(before, before + SLEPT + LOOK));
        assert!(!slept(before, before - Duration::from_hours(1)));
    }
}
