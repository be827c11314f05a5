//! The commands: arguments in, one question to a library, a wire shape out. `shell.ts` lists them.

pub mod care;
pub mod clipboard;
pub mod dialog;
pub mod entry;
pub mod file;
pub mod keys;
pub mod letter;
pub mod look;
pub mod people;
pub mod settings;
pub mod share;
pub mod telling;
pub mod transfer;
pub mod vault;

use std::sync::Arc;

/// What every command gets.
pub type Session<'a> = tauri::State<'a, Arc<crate::session::Session>>;
