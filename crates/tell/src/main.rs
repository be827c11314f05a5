//! `tell`, the command line of Tellable: the journal for people who live in a terminal, and for tests.
//!
//! It makes, checks, fills, reads and searches vaults and reads texts for findings. It opens letters
//! from others. It does not share: a story leaves only through a review, and a review wants eyes (docs/tell.md).

mod args;
mod command;
mod entry;
mod letter;
mod open;
mod output;
mod places;
mod secret;
mod trouble;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::trouble::Trouble;

fn main() -> ExitCode {
    match command::run(Arguments::parse()) {
        Ok(code) => code,
        Err(Trouble::Closed) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("tell: {trouble} [{}]", trouble.code());
            ExitCode::from(trouble.exit())
        }
    }
}
