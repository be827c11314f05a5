//! A display to show windows on: the one that is there, or an Xvfb of our own.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::step::{self, Failed, Outcome};

/// A virtual display that goes when this is dropped.
pub struct Unseen {
    server: Child,
    /// Its name, for the environment of what is shown on it.
    pub name: String,
}

/// Whether a person can see a window from here.
pub fn is_there() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|v| std::env::var_os(v).is_some_and(|d| !d.is_empty()))
}

/// Starts an Xvfb on a free display number, which the server itself picks and names.
pub fn unseen() -> Result<Unseen, Failed> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failed::new(format!("Xvfb did not start: {error}")))?;
    let mut number = String::new();
    let out = server.stdout.take().expect("stdout is piped");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut number)
        .map_err(|error| Failed::new(format!("Xvfb named no display: {error}")))?;
    Ok(Unseen { server, name: format!(":{}", number.trim()) })
}

impl Unseen {
    /// Points a command at this display, and keeps a session bus from being started for it.
    pub fn point(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    }
}

impl Unseen {
    /// Takes a picture of everything on this display.
    pub fn picture(&self, file: &Path) -> Outcome {
        let mut import = Command::new("import");
        self.point(&mut import);
        step::run("take a picture", import.args(["-window", "root"]).arg(file))
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
