//! The desktop shell: a window and a door. It opens and locks vaults, answers the page's commands by
//! asking the libraries, and hardens what surrounds them. No rule of the journal lives here.

mod bindings;
mod clipboard;
mod command;
mod demo;
mod event;
mod failure;
mod folders;
mod hardening;
mod held;
mod paper;
mod session;
mod settings;
mod start;
mod utf16;
mod window;
mod wire;

use std::process::ExitCode;

/// Runs the program until its window is closed.
pub fn run() -> ExitCode {
    if let Some(code) = hardening::harden() {
        return code;
    }
    start::start(std::env::args().skip(1))
}
