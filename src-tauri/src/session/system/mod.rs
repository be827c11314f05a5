//! What the system says of itself: it goes to sleep, locks its screen, changes user. On Linux this comes
//! over D-Bus; where there is no bus, and on other systems, a long sleep is still noticed by `watch`.

#[cfg(target_os = "linux")]
mod logind;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(all(test, target_os = "linux"))]
mod tests;

use std::sync::Arc;

use super::Session;

/// Listens until the session is gone.
#[cfg(target_os = "linux")]
pub fn listen(session: &Arc<Session>) {
    use zbus::blocking::Connection;
    keep_listening(session, Connection::system, logind::hear);
    keep_listening(session, Connection::session, screen::hear);
}

/// Listens until the session is gone.
#[cfg(not(target_os = "linux"))]
pub fn listen(_session: &Arc<Session>) {}

#[cfg(target_os = "linux")]
type Hear = fn(&zbus::blocking::Connection, &std::sync::Weak<Session>) -> zbus::Result<()>;

/// A bus that is not there, or goes away, is asked for again once in a while.
#[cfg(target_os = "linux")]
fn keep_listening(
    session: &Arc<Session>,
    connect: fn() -> zbus::Result<zbus::blocking::Connection>,
    hear: Hear,
) {
    const AGAIN: std::time::Duration = std::time::Duration::from_secs(30);
    let session = Arc::downgrade(session);
    std::thread::spawn(move || {
        while session.strong_count() > 0 {
            // Why there is none is of no use to anybody; `hears_system` says that it is so.
            let _ = connect().and_then(|bus| hear(&bus, &session));
            std::thread::sleep(AGAIN);
        }
    });
}
