//! The app under `strace`: which files it and its children wrote to, and what sockets they opened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::trace::{self, Call};

/// Beside the calls that change a disk, those that open one, or a way out.
const MORE: &str = "open,creat,openat2,execve,socket,connect,bind,sendto,sendmsg,sendmmsg";

/// Sockets of the internet, and the addresses that were asked for with them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Internet {
    /// How many were made.
    pub sockets: usize,
    /// Where somebody wanted to listen, `host:port`.
    pub listened: Vec<String>,
    /// Whom somebody wanted to reach, by a connection or without one.
    pub called: Vec<String>,
}

/// A script that starts the app under `strace`, and the trace it leaves.
pub struct Watch {
    script: PathBuf,
    trace: PathBuf,
}

/// What was seen.
pub struct Seen {
    calls: Vec<Call>,
}

impl Watch {
    /// Puts both into this folder.
    pub fn new(folder: &Path, app: &Path) -> Self {
        let (script, trace) = (folder.join("watched-app"), folder.join("trace"));
        // -D: the app stays the child of whoever started it; the tracer stands aside.
        let text = format!(
            "#!/bin/sh\nexec strace -D -f --seccomp-bpf -y -xx -s 1000000000 -e signal=none \
             -e trace={},{MORE} -o '{}' '{}' \"$@\"\n",
            trace::CALLS,
            trace.display(),
            app.display()
        );
        fs::write(&script, text).expect("the script is written");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).expect("a script runs");
        Self { script, trace }
    }

    /// What to start in place of the app.
    pub fn script(&self) -> &Path {
        &self.script
    }

    /// Where the trace is written.
    pub fn trace(&self) -> &Path {
        &self.trace
    }

    /// Waits until the last of the app's processes has ended, and reads what they did.
    pub async fn seen(&self) -> Seen {
        let begun = Instant::now();
        let (mut size, mut still) = (0, 0);
        while still < 10 {
            let now = fs::metadata(&self.trace).expect("a trace").len();
            still = if now == size { still + 1 } else { 0 };
            size = now;
            assert!(begun.elapsed() < Duration::from_mins(1), "the app's processes do not end");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let text = fs::read_to_string(&self.trace).expect("strace writes text");
        Seen { calls: trace::read(&text) }
    }
}

impl Seen {
    /// Every program that was started.
    pub fn programs(&self) -> Vec<PathBuf> {
        let started = self.calls.iter().filter(|call| call.name == "execve" && call.result == 0);
        started.filter_map(|call| call.path(0)).collect()
    }

    /// Every file that was opened to be written to, made, or given another name.
    pub fn written(&self) -> BTreeSet<PathBuf> {
        let mut files = BTreeSet::new();
        for call in self.calls.iter().filter(|call| call.result >= 0) {
            let opened = call.args.iter().any(|arg| {
                ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE"].iter().any(|flag| arg.contains(flag))
            });
            match call.name.as_str() {
                "openat" | "openat2" if opened => files.extend(call.path(1)),
                "open" if opened => files.extend(call.path(0)),
                "creat" => files.extend(call.path(0)),
                "rename" | "link" => files.extend(call.path(1)),
                "renameat" | "renameat2" | "linkat" => files.extend(call.path(3)),
                _ => {}
            }
        }
        files
    }

    /// Everything that was written to files by calls, also to those that are gone since; memory that
    /// has a name and the ends of sockets and pipes are no files.
    pub fn bytes_written(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        for call in self.calls.iter().filter(|call| call.result >= 0) {
            if !["write", "pwrite64", "writev", "pwritev", "pwritev2"].contains(&call.name.as_str())
            {
                continue;
            }
            let Some(path) = call.path_of_file(0).filter(|path| is_file(path)) else { continue };
            let bytes = files.entry(path).or_default();
            call.args[1..].iter().for_each(|argument| bytes.extend(strings(argument)));
        }
        files
    }

    /// The sockets of the internet.
    pub fn internet(&self) -> Internet {
        let mut internet = Internet::default();
        for call in &self.calls {
            let kinds = ["AF_INET", "AF_INET6", "AF_PACKET", "AF_NETLINK"];
            let family = call.args.iter().find_map(|arg| {
                kinds.into_iter().find(|kind| arg == kind || arg.ends_with(&format!("={kind}")))
            });
            match (call.name.as_str(), family) {
                // The kernel's own tables, which no wire leads to.
                (_, None | Some("AF_NETLINK")) => {}
                ("socket", _) => internet.sockets += 1,
                ("bind", _) => internet.listened.push(address(call)),
                _ => internet.called.push(address(call)),
            }
        }
        internet
    }

    /// How many calls were seen.
    pub fn calls(&self) -> usize {
        self.calls.len()
    }
}

fn is_file(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.starts_with('/')
        && !["/memfd:", "/dev/", "/proc/", "/sys/"].iter().any(|kind| name.starts_with(kind))
        || name.starts_with("/dev/shm/")
}

/// `host:port` of a call that names one.
fn address(call: &Call) -> String {
    let port = call.args.iter().find_map(|arg| arg.split_once("_port=htons(")?.1.split(')').next());
    let host =
        call.args.iter().skip_while(|arg| !arg.contains("inet_")).find(|arg| arg.contains('"'));
    let host = host.map(|arg| strings(arg)).unwrap_or_default();
    format!("{}:{}", String::from_utf8_lossy(&host), port.unwrap_or_default())
}

/// The bytes of every string in an argument: one in `write`, more in a list of `writev`.
fn strings(argument: &str) -> Vec<u8> {
    let quoted = argument.split('"').skip(1).step_by(2);
    quoted
        .flat_map(|text| text.split("\\x").filter_map(|hex| u8::from_str_radix(hex, 16).ok()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_of_a_list_is_read() {
        assert_eq!(strings(r#"[{iov_base="\x41\x00""#), b"A\0");
        assert_eq!(strings(r#""\x42"..."#), b"B");
        assert_eq!(strings("iov_len=2}"), b"");
    }

    #[test]
    fn files_and_ways_out_are_told_apart_from_the_rest() {
        let trace = r#"7  openat(AT_FDCWD<\x2f>, "\x61", O_RDWR|O_CREAT, 0600) = 4<\x2f\x61>
7  openat(AT_FDCWD<\x2f>, "\x62", O_RDONLY) = 5<\x2f\x62>
7  pwrite64(4<\x2f\x61>(deleted), "\x41", 1, 0) = 1
7  write(6<\x70\x69\x70\x65>, "\x42", 1) = 1
7  socket(AF_UNIX, SOCK_STREAM, 0) = 8
7  socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 9
7  connect(9<\x54>, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("\x31\x2e\x32")}, 16) = -1 E (x)
7  bind(9<\x54>, {sa_family=AF_INET6, sin6_port=htons(8), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "\x3a\x3a\x31", &sin6_addr), sin6_scope_id=0}, 28) = 0"#;
        let calls = trace::read(trace);
        let seen = Seen { calls };
        assert_eq!(seen.written(), BTreeSet::from([PathBuf::from("/a")]));
        assert_eq!(seen.bytes_written(), BTreeMap::from([("/a".into(), b"A".to_vec())]));
        let (listened, called) = (vec!["::1:8".to_owned()], vec!["1.2:9".to_owned()]);
        assert_eq!(seen.internet(), Internet { sockets: 1, listened, called });
    }
}
