//! What a vault promises, through its public interface.
#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod backup;
mod check;
mod codes;
mod damage;
mod drafts;
mod flips;
mod index;
mod keys;
mod merging;
mod opening;
#[cfg(unix)]
mod places;
mod processes;
mod purging;
mod records;
mod rewriting;
#[cfg(unix)]
mod rewriting_places;
mod rollback;
mod sealing;
mod support;
