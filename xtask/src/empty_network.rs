//! A network namespace in which there is nothing but the loopback device, for what must not need more.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::step;

/// Brings the loopback up, over which a test talks to its window, and then does what it was told.
const INSIDE: &str = "ip link set lo up && exec \"$@\"";

/// How a namespace is made here: as root, or as anybody with a user namespace of their own.
fn unshare() -> Option<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [&["--net"], &["--net", "--map-root-user"]];
    WAYS.into_iter().find(|way| {
        let mut probe = Command::new("unshare");
        probe.args(*way).args(["sh", "-c", INSIDE, "sh", "true"]);
        probe.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    })
}

/// The same command in an empty network, or as it is where nobody may make one.
pub fn confine(command: &Command) -> Command {
    let Some(way) = unshare() else {
        eprintln!(
            "this system lets nobody make an empty network (unshare --net), so these tests run in the \
             one that is there; they still ask for no address outside this machine"
        );
        return copy(command, command.get_program(), &[]);
    };
    let mut inside: Vec<&OsStr> = way.iter().map(OsStr::new).collect();
    inside.extend(["sh", "-c", INSIDE, "sh"].map(OsStr::new));
    inside.push(command.get_program());
    let mut confined = copy(command, "unshare".as_ref(), &inside);
    confined.env("TELLABLE_EMPTY_NETWORK", "1");
    confined
}

fn copy(command: &Command, program: &OsStr, before: &[&OsStr]) -> Command {
    let mut other = step::command(program);
    other.args(before).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
    other
}
