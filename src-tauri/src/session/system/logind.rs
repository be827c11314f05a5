//! logind (and elogind): sleep, with a delay until the vault is locked; the lock of this session; another
//! user in front.

use std::collections::HashMap;
use std::sync::Weak;
use std::sync::atomic::Ordering;

use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{OwnedFd, OwnedObjectPath, Value};
use zbus::{MatchRule, Message, message};

use super::super::Session;

pub(super) const NAME: &str = "org.freedesktop.login1";
pub(super) const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    /// The machine sleeps as soon as nobody delays it.
    Sleep,
    /// It is awake again.
    Wake,
    /// The screen was locked, or another user is in front.
    Lock,
}

/// Listens until the bus or the session is gone. An error: nobody answers there.
pub fn hear(bus: &Connection, session: &Weak<Session>) -> zbus::Result<()> {
    let signals = MatchRule::builder().msg_type(message::Type::Signal).sender(NAME)?.build();
    let messages = MessageIterator::for_match_rule(signals, bus, None)?;
    bus.call_method(Some(NAME), PATH, Some("org.freedesktop.DBus.Peer"), "Ping", &())?;
    let own = own_session(bus);
    // Without leave to delay it, the machine may sleep before the lock is done.
    let mut delay = delay_sleep(bus).ok();
    set_heard(session, own.is_some());
    for message in messages {
        let heard = message.ok().and_then(|message| classify(&message, own.as_ref()));
        let (Some(heard), Some(session)) = (heard, session.upgrade()) else { continue };
        match heard {
            Heard::Lock => session.lock_with_system(),
            Heard::Sleep => {
                session.lock_with_system();
                drop(delay.take());
            }
            Heard::Wake => delay = delay_sleep(bus).ok(),
        }
    }
    set_heard(session, false);
    Ok(())
}

fn set_heard(session: &Weak<Session>, heard: bool) {
    if let Some(session) = session.upgrade() {
        session.hears.store(heard, Ordering::SeqCst);
    }
}

/// The machine waits with its sleep, five seconds at most, until what this gives is closed.
fn delay_sleep(bus: &Connection) -> zbus::Result<OwnedFd> {
    let words = ("sleep", "Tellable", "locks the vault", "delay");
    bus.call_method(Some(NAME), PATH, Some(MANAGER), "Inhibit", &words)?.body().deserialize()
}

/// The session in whose window we are: named in the environment, or the one logind takes for the caller's.
fn own_session(bus: &Connection) -> Option<OwnedObjectPath> {
    let named = std::env::var("XDG_SESSION_ID").ok();
    named.into_iter().chain(["auto".to_owned()]).find_map(|id| {
        let answer = bus.call_method(Some(NAME), PATH, Some(MANAGER), "GetSession", &id).ok()?;
        answer.body().deserialize().ok()
    })
}

fn classify(message: &Message, own: Option<&OwnedObjectPath>) -> Option<Heard> {
    let header = message.header();
    let (interface, member) = (header.interface()?.as_str(), header.member()?.as_str());
    let is_own = own.is_some_and(|own| header.path().is_some_and(|path| *path == **own));
    match (interface, member) {
        (MANAGER, "PrepareForSleep") => {
            let begins: bool = message.body().deserialize().ok()?;
            Some(if begins { Heard::Sleep } else { Heard::Wake })
        }
        (SESSION, "Lock") if is_own => Some(Heard::Lock),
        (PROPERTIES, "PropertiesChanged") if is_own => {
            let body = message.body();
            let (of, changed, _): (&str, HashMap<&str, Value<'_>>, Vec<&str>) =
                body.deserialize().ok()?;
            let is = |name, wanted| changed.get(name) == Some(&Value::Bool(wanted));
            let locked = of == SESSION && (is("Active", false) || is("LockedHint", true));
            locked.then_some(Heard::Lock)
        }
        _ => None,
    }
}
