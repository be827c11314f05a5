//! One step of a task: a command that is named when it starts and named when it fails.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why a task stopped, in words for the terminal.
#[derive(Debug)]
pub struct Failed(String);

impl Failed {
    /// A failure with this sentence.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How every task ends.
pub type Outcome = Result<(), Failed>;

/// The top folder of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace")
}

/// The folder of the user interface.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or `target` in the checkout.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A command in the top folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// `cargo`, the one that runs this task.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words);
    command
}

/// `npm` in the folder of the user interface.
pub fn npm(words: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(ui()).args(words);
    command
}

/// Runs a command to its end.
pub fn run(name: &str, command: &mut Command) -> Outcome {
    eprintln!("\n== {name}");
    let status = command.status().map_err(|error| Failed::new(format!("{name}: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failed::new(format!("{name} failed ({status})"))) }
}

/// Whether a program answers on this machine.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file()
        })
    })
}
