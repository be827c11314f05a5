//! The watch: once a second it looks whether somebody is there, whether the machine slept, and whether a
//! secret has stood on the clipboard for long enough; every few seconds it keeps how far the vault went.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::{Session, State, now};
use crate::held::{hold, hold_if_free};

/// How often the watch looks.
const LOOK: Duration = Duration::from_secs(1);
/// Looks from one keeping of the vault's mark to the next.
const MARKS_EVERY: u64 = 5;
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

    /// Keeps outside the vault how far it went, so that an older copy in its place is noticed. Costs
    /// nothing when nothing changed; when the vault is busy, the next time will do.
    fn keep_mark(&self) {
        if let Some(state) = hold_if_free(&self.state)
            && let State::Unlocked(open) = &*state
        {
            // The memory is a convenience: where it cannot be kept, nothing is remembered.
            let _ = open.journal.vault().remember(now());
        }
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
        for look in 1_u64.. {
            let Some(session) = session.upgrade() else { return };
            session.look(since, SystemTime::now());
            if look.is_multiple_of(MARKS_EVERY) {
                session.keep_mark();
            }
            drop(session);
            since = SystemTime::now();
            thread::sleep(LOOK);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bench, WORDS, bench, key};
    use super::*;

    /// Looks once, after a pause that took so long by the wall clock.
    fn look_after(session: &Session, pause: Duration) {
        session.look(SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + pause);
    }

    #[test]
    fn after_a_sleep_the_vault_is_locked_unless_one_chose_otherwise() {
        let Bench { session, path, .. } = &bench();
        session.unlock(path, &key(WORDS)).expect("right");
        let settings = session.settings().settings();
        let chosen = crate::wire::settings::Settings { lock_with_system: false, ..settings };
        session.settings().change(chosen).expect("kept");
        look_after(session, Duration::from_hours(8));
        assert!(session.is_unlocked());
        session.settings().change(settings).expect("kept");
        look_after(session, LOOK);
        assert!(session.is_unlocked());
        look_after(session, Duration::from_hours(8));
        assert!(!session.is_unlocked());
    }

    #[test]
    fn how_far_the_vault_went_is_kept_while_it_is_open() {
        let Bench { session, path, .. } = &bench();
        session.unlock(path, &key(WORDS)).expect("right");
        let files = || std::fs::read_dir(&session.folders().state).map_or(0, Iterator::count);
        let before = files();
        session.keep_mark();
        assert!(before == 0 && files() == 1);
    }

    #[test]
    fn a_sleep_is_seen_by_the_wall_clock_and_a_clock_set_back_is_none() {
        let before = SystemTime::UNIX_EPOCH + Duration::from_hours(8);
        assert!(!slept(before, before + LOOK));
        assert!(!slept(before, before + SLEPT));
        assert!(slept(before, before + SLEPT + LOOK));
        assert!(!slept(before, before - Duration::from_hours(1)));
    }
}
