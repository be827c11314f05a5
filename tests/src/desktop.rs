//! What a desktop does to a program: close its window by the frame, end its process.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// Asks the window of this process to close, as the button in its frame does.
fn close_window(pid: u32) {
    let (connection, screen) = x11rb::connect(None).expect("a display");
    let root = connection.setup().roots[screen].root;
    let protocols = atom(&connection, "WM_PROTOCOLS");
    let delete = atom(&connection, "WM_DELETE_WINDOW");
    // None: it is closing already.
    let Some(window) = find(&connection, root, pid, protocols) else { return };
    let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
    connection.send_event(false, window, EventMask::NO_EVENT, message).expect("sent");
    // A round trip: the display has it before this connection goes.
    connection.get_input_focus().expect("asked").reply().expect("the display listens");
}

/// Asks the windows that stand over another one of this process, as a dialog of the toolkit does, to
/// close; gives how many there are.
pub fn close_dialogs(pid: u32) -> usize {
    let (connection, screen) = x11rb::connect(None).expect("a display");
    let root = connection.setup().roots[screen].root;
    let (protocols, owner) = (atom(&connection, "WM_PROTOCOLS"), atom(&connection, "_NET_WM_PID"));
    let delete = atom(&connection, "WM_DELETE_WINDOW");
    let mut below = vec![root];
    let mut dialogs = 0;
    while let Some(window) = below.pop() {
        let tree = connection.query_tree(window).ok().and_then(|tree| tree.reply().ok());
        below.extend(tree.map(|tree| tree.children).unwrap_or_default());
        let over = property(&connection, window, AtomEnum::WM_TRANSIENT_FOR.into());
        let seen = connection.get_window_attributes(window).ok().and_then(|it| it.reply().ok());
        let seen = seen.is_some_and(|it| it.map_state == MapState::VIEWABLE);
        if property(&connection, window, owner) == [pid] && !over.is_empty() && seen {
            dialogs += 1;
            let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            connection.send_event(false, window, EventMask::NO_EVENT, message).expect("sent");
        }
    }
    connection.get_input_focus().expect("asked").reply().expect("the display listens");
    dialogs
}

/// Closes the window of a process by its frame and waits until the process has ended. A press that
/// falls into a grab of the toolkit is lost, and a person presses again.
pub async fn close_until_gone(pid: u32) {
    for _ in 0..3 {
        close_window(pid);
        let begun = Instant::now();
        while lives(pid) && begun.elapsed() < Duration::from_secs(6) {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        if !lives(pid) {
            return;
        }
    }
    panic!("the program does not end");
}

/// Ends a process at once.
pub fn kill(pid: u32) {
    Command::new("kill").arg("-9").arg(pid.to_string()).stderr(Stdio::null()).status().ok();
}

/// Ends a process by a signal as a fault of its own would: "ABRT", "SEGV". A program that looks at the
/// first one for a reason of its own meets it again, for a real fault repeats itself.
pub async fn strike(pid: u32, signal: &str) {
    for _ in 0..20 {
        let signal = format!("-{signal}");
        Command::new("kill").arg(signal).arg(pid.to_string()).stderr(Stdio::null()).status().ok();
        tokio::time::sleep(Duration::from_millis(500)).await;
        if !lives(pid) {
            return;
        }
    }
    panic!("{signal} does not end the program");
}

/// The processes that this one started, and theirs, with the names of their programs.
pub fn children(pid: u32) -> Vec<(u32, String)> {
    let file = |pid: u32, name: &str| {
        std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default()
    };
    let mut all = Vec::new();
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let started = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in started.split_whitespace().filter_map(|child| child.parse().ok()) {
            all.push((child, file(child, "comm").trim().to_owned()));
            all.extend(children(child));
        }
    }
    all
}

/// Waits until a process has ended.
pub async fn wait_until_gone(pid: u32) {
    let begun = Instant::now();
    while lives(pid) {
        assert!(begun.elapsed() < Duration::from_secs(10), "the program does not end");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// A zombie has ended; only its parent has not looked yet.
fn lives(pid: u32) -> bool {
    let stat = PathBuf::from(format!("/proc/{pid}/stat"));
    std::fs::read_to_string(stat)
        .is_ok_and(|stat| !stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z")))
}

fn atom(connection: &RustConnection, name: &str) -> u32 {
    let cookie = connection.intern_atom(false, name.as_bytes()).expect("asked");
    cookie.reply().expect("an atom").atom
}

/// The window of a process that listens to its frame, below this one.
fn find(connection: &RustConnection, below: Window, pid: u32, protocols: u32) -> Option<Window> {
    let of_pid = atom(connection, "_NET_WM_PID");
    let children = connection.query_tree(below).ok()?.reply().ok()?.children;
    for child in children {
        let owner = property(connection, child, of_pid);
        if owner.first() == Some(&pid) && !property(connection, child, protocols).is_empty() {
            let mapped = connection.get_window_attributes(child).ok()?.reply().ok()?;
            if mapped.map_state != MapState::UNMAPPED {
                return Some(child);
            }
        }
        if let Some(found) = find(connection, child, pid, protocols) {
            return Some(found);
        }
    }
    None
}

fn property(connection: &RustConnection, window: Window, name: u32) -> Vec<u32> {
    connection
        .get_property(false, window, name, AtomEnum::ANY, 0, 16)
        .ok()
        .and_then(|cookie| cookie.reply().ok())
        .and_then(|reply| reply.value32().map(Iterator::collect))
        .unwrap_or_default()
}
