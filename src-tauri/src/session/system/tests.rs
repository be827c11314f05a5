//! A bus of our own, on which somebody says what logind and the screen savers say.

use std::io::{BufRead, BufReader, PipeReader, Read, pipe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, Value};

use super::super::tests::{Bench, WORDS, bench, key};
use super::{Hear, logind, screen};
use crate::event::ShellEvent;

const OWN: &str = "/org/freedesktop/login1/session/_32";

/// A `dbus-daemon` that ends with its test.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let words = ["--session", "--nofork", "--print-address=1", "--address=unix:tmpdir=/tmp"];
        let mut daemon = Command::new("dbus-daemon")
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("cargo xtask test installs dbus-daemon");
        let mut address = String::new();
        let out = daemon.stdout.take().expect("stdout is piped");
        BufReader::new(out).read_line(&mut address).expect("it names its address");
        Self { daemon, address: address.trim().to_owned() }
    }

    fn connect(&self) -> Builder<'static> {
        Builder::address(self.address.as_str()).expect("an address")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

/// What an open vault's session does with what `hear` hears.
fn listening(bus: &Bus, hear: Hear) -> Bench {
    let bench = bench();
    bench.session.unlock(&bench.path, &key(WORDS)).expect("right");
    let (connection, session) =
        (bus.connect().build().expect("a bus"), Arc::downgrade(&bench.session));
    thread::spawn(move || hear(&connection, &session));
    bench
}

fn soon(what: &str, mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(10), "never so: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn heard_locking(events: &Receiver<ShellEvent>) -> bool {
    events
        .recv_timeout(Duration::from_secs(10))
        .is_ok_and(|event| matches!(event, ShellEvent::Locking))
}

/// logind's manager, as far as it is asked: it keeps the other ends of the delays that it gave.
#[derive(Default)]
struct Manager(Arc<Mutex<Vec<PipeReader>>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[expect(clippy::unused_self, reason = "a method on the bus has an object")]
    fn get_session(&self, id: &str) -> OwnedObjectPath {
        assert!(!id.is_empty());
        OwnedObjectPath::try_from(OWN).expect("a path")
    }

    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, who, mode), ("sleep", "Tellable", "delay"));
        assert!(!why.is_empty());
        let (reader, writer) = pipe().expect("a pipe");
        self.0.lock().expect("nobody panics").push(reader);
        OwnedFd::from(std::os::fd::OwnedFd::from(writer))
    }
}

/// Somebody who answers as logind, and the delays that were asked of them.
fn logind_on(bus: &Bus) -> (Connection, Arc<Mutex<Vec<PipeReader>>>) {
    let manager = Manager::default();
    let delays = Arc::clone(&manager.0);
    let connection = bus
        .connect()
        .serve_at(logind::PATH, manager)
        .and_then(|builder| builder.name(logind::NAME))
        .and_then(Builder::build)
        .expect("a bus");
    (connection, delays)
}

fn properties(system: &Connection, path: &str, name: &str, value: bool) {
    let changed = std::collections::HashMap::from([(name, Value::Bool(value))]);
    let body = ("org.freedesktop.login1.Session", changed, Vec::<&str>::new());
    let interface = "org.freedesktop.DBus.Properties";
    system.emit_signal(None::<&str>, path, interface, "PropertiesChanged", &body).expect("sent");
}

#[test]
fn the_machine_sleeps_only_when_the_vault_is_locked() {
    let bus = Bus::start();
    let (system, delays) = logind_on(&bus);
    let Bench { session, events, .. } = &listening(&bus, logind::hear);
    soon("it hears", || session.hears_system());
    let sleeps = |begins: bool| {
        let manager = "org.freedesktop.login1.Manager";
        system.emit_signal(None::<&str>, logind::PATH, manager, "PrepareForSleep", &begins)
    };
    sleeps(true).expect("sent");
    assert!(heard_locking(events), "the page is asked for its draft first");
    let mut delay = delays.lock().expect("nobody panics").pop().expect("a delay was asked for");
    // Ends when the delay is given back.
    delay.read_to_end(&mut Vec::new()).expect("read");
    assert!(matches!(*super::super::hold(&session.state), super::super::State::Locked));
    sleeps(false).expect("sent");
    soon("the next sleep is delayed too", || delays.lock().expect("nobody panics").len() == 1);
}

#[test]
fn a_locked_session_and_another_user_in_front_lock_the_vault() {
    type Say = fn(&Connection);
    let ways: [Say; 3] = [
        |system| {
            let session = "org.freedesktop.login1.Session";
            system.emit_signal(None::<&str>, OWN, session, "Lock", &()).expect("sent");
        },
        |system| properties(system, OWN, "Active", false),
        |system| properties(system, OWN, "LockedHint", true),
    ];
    for say in ways {
        let bus = Bus::start();
        let (system, _delays) = logind_on(&bus);
        let Bench { session, events, .. } = &listening(&bus, logind::hear);
        soon("it hears", || session.hears_system());
        properties(&system, "/org/freedesktop/login1/session/_39", "Active", false);
        properties(&system, OWN, "Active", true);
        assert!(
            events.recv_timeout(Duration::from_millis(200)).is_err(),
            "not ours, or not a lock"
        );
        say(&system);
        assert!(heard_locking(events));
        soon("it is locked", || !session.is_unlocked());
    }
}

#[test]
fn a_covered_screen_locks_the_vault_and_an_uncovered_one_does_not() {
    for name in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver"] {
        let bus = Bus::start();
        let desktop = bus.connect().build().expect("a bus");
        let Bench { session, events, .. } = &listening(&bus, screen::hear);
        let says = |interface: &str, covered: bool| {
            desktop.emit_signal(None::<&str>, "/S", interface, "ActiveChanged", &covered)
        };
        // Until the listening has begun, nobody hears; what is no lock may be said at any time.
        for _ in 0..5 {
            says(name, false).expect("sent");
            says("org.example.Other", true).expect("sent");
            thread::sleep(Duration::from_millis(20));
        }
        assert!(session.is_unlocked() && events.try_recv().is_err());
        soon("it is locked", || {
            says(name, true).expect("sent");
            !session.is_unlocked()
        });
    }
}

#[test]
fn who_wants_no_such_lock_has_none() {
    let bus = Bus::start();
    let (system, delays) = logind_on(&bus);
    let Bench { session, events, .. } = &listening(&bus, logind::hear);
    soon("it hears", || session.hears_system());
    let wanted = crate::wire::settings::Settings {
        lock_with_system: false,
        ..session.settings().settings()
    };
    session.settings().change(wanted).expect("kept");
    let manager = "org.freedesktop.login1.Manager";
    system
        .emit_signal(None::<&str>, logind::PATH, manager, "PrepareForSleep", &true)
        .expect("sent");
    let mut delay = delays.lock().expect("nobody panics").pop().expect("a delay was asked for");
    delay.read_to_end(&mut Vec::new()).expect("the machine is not held up");
    assert!(session.is_unlocked() && events.try_recv().is_err());
}

#[test]
fn a_bus_without_logind_is_not_heard_and_no_harm() {
    let bus = Bus::start();
    let Bench { session, .. } = &bench();
    let connection = bus.connect().build().expect("a bus");
    assert!(logind::hear(&connection, &Arc::downgrade(session)).is_err());
    assert!(!session.hears_system());
}
