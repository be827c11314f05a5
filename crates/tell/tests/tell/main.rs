//! The command line, run for real: the built program in a temporary home.

mod copies;
mod files;
mod findings;
mod journal;
mod keys;
mod letters;
mod support;
mod usage;
mod vault;
