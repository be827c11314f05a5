//! What the design promises (R1 to R8), tried on random entries with random decisions and by going
//! round the door.
//!
//! `SHARE_CASES=10000 cargo test --release -p share --test promises` tries ten thousand entries.

mod bytes;
mod choices;
#[path = "../it/desk.rs"]
#[allow(dead_code, reason = "the other tests use the rest of it")]
mod desk;
mod entries;
mod evasions;
mod fold;
mod promises;
