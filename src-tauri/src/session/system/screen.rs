//! The screen savers of the desktops, on the bus of the session: a locked or blanked screen.

use std::sync::Weak;

use zbus::blocking::{Connection, MessageIterator};
use zbus::{MatchRule, Message, message};

use super::super::Session;

/// Interfaces whose `ActiveChanged` says that the screen is covered.
const SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

/// Listens until the bus or the session is gone. Whoever else sends such a signal only locks the vault.
pub fn hear(bus: &Connection, session: &Weak<Session>) -> zbus::Result<()> {
    let signals =
        MatchRule::builder().msg_type(message::Type::Signal).member("ActiveChanged")?.build();
    for message in MessageIterator::for_match_rule(signals, bus, None)? {
        let Some(session) = session.upgrade() else { break };
        if message.is_ok_and(|message| covers(&message)) {
            session.lock_with_system();
        }
    }
    Ok(())
}

fn covers(message: &Message) -> bool {
    let header = message.header();
    let saver = header.interface().is_some_and(|name| SAVERS.contains(&name.as_str()));
    saver && message.body().deserialize().unwrap_or(false)
}
