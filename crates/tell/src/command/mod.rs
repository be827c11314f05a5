//! One file a command; each reads its arguments, asks the journal, and prints.

mod add;
mod check;
mod copies;
mod files;
mod findings;
mod keys;
mod letters;
mod list;
mod new;
mod rehearsal;
mod search;
mod show;
mod transfer;

use std::process::ExitCode;

use crate::args::{Arguments, Command};
use crate::trouble::Trouble;

/// Done, though some inputs were refused by name.
pub const SOME_REFUSED: u8 = 9;
/// The vault is not whole.
pub const NOT_WHOLE: u8 = 4;

/// Runs what the command line asks for.
pub fn run(arguments: Arguments) -> Result<ExitCode, Trouble> {
    match arguments.command {
        Command::New(args) => new::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Add(args) => add::run(&args),
        Command::List(args) => list::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Import(args) => transfer::import(&args),
        Command::Export(args) => transfer::export(&args),
        Command::Attach(args) => files::attach(&args),
        Command::Files(args) => files::list(&args),
        Command::SaveFile(args) => files::save(&args),
        Command::Backup(args) => copies::backup(&args),
        Command::Restore(args) => copies::restore(&args),
        Command::Merge(args) => copies::merge(&args),
        Command::Passphrase(args) => keys::passphrase(&args),
        Command::RecoveryKey(args) => keys::recovery_key(&args),
        Command::Reseal(args) => keys::reseal(&args),
        Command::Rescue(args) => keys::rescue(&args),
        Command::Accept(args) => keys::accept(&args),
        Command::Identity(args) => letters::identity(&args),
        Command::OpenLetter(args) => letters::open_letter(&args),
        Command::Letters(args) => letters::list(&args),
        Command::Findings(args) => findings::run(&args),
    }
}
