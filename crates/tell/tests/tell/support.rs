//! A temporary home, and the real program in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "four words and a comma,";

/// A folder with a passphrase file; programs run with it as their home.
pub struct Home {
    folder: TempDir,
}

/// What a run of `tell` gave.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Self { folder };
        home.write("passphrase", &format!("{PASSPHRASE}\nsecond line\n"));
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        path
    }

    /// Runs `tell` with these arguments and this standard input.
    pub fn tell(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tell"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("TELLABLE_HOME", self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tell runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("tell ends");
        writer.join().expect("written");
        Ran::of(&output)
    }

    /// A command on the vault `a`, opened by the passphrase file.
    pub fn on_vault(&self, command: &str, arguments: &[&str], input: &[u8]) -> Ran {
        let mut all = vec![command, "a.tellable", "--passphrase-file", "passphrase"];
        all.extend(arguments);
        self.tell(&all, input)
    }

    /// Makes the vault `a`, as cheap as can be, and gives its recovery key.
    pub fn new_vault(&self) -> String {
        let made = self.on_vault("new", &["--work-factor", "1", "--json"], b"");
        assert_eq!(made.status, 0, "{}", made.err);
        made.json()["recovery_key"].as_str().expect("a key").to_owned()
    }

    /// Adds an entry and gives its id.
    pub fn add(&self, arguments: &[&str], text: &str) -> String {
        let added = self.on_vault("add", &[&["--json"], arguments].concat(), text.as_bytes());
        assert_eq!(added.status, 0, "{}", added.err);
        added.json()["id"].as_str().expect("an id").to_owned()
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.out, self.err))
    }

    /// It failed with this status, and said this code on standard error and nothing else.
    pub fn failed(&self, status: i32, code: &str) {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        assert!(self.err.trim_end().ends_with(&format!("[{code}]")), "{}", self.err);
        assert!(self.err.starts_with("tell: ") && self.out.is_empty(), "{}", self.out);
    }
}

/// Everything below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
