//! The shapes that cross to the page, apart from the domain's own types so that each can change
//! alone. `ui/src/ipc/shell.ts` is the other side; a generated file and a type check hold them equal.

pub mod care;
pub mod conflict;
pub mod entry;
pub mod keys;
pub mod look;
pub mod settings;
pub mod share;
pub mod vault;
