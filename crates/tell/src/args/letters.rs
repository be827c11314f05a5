//! Arguments of the commands on letters from other people.

use std::path::PathBuf;

use clap::Args;

use super::Open;

#[derive(Debug, Args)]
pub struct Identity {
    #[command(flatten)]
    pub open: Open,
    /// Make one, the first or another; letters to earlier ones still open
    #[arg(long)]
    pub new: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct OpenLetter {
    #[command(flatten)]
    pub open: Open,
    /// The letter's file: .age, sealed page, or a letter that is not sealed
    pub file: PathBuf,
    /// Keep it in the vault, as told by this person
    #[arg(long, value_name = "NAME")]
    pub keep_from: Option<String>,
    #[command(flatten)]
    pub secret: LetterSecret,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// How the letter's own passphrase comes in. Without an option it is asked for, if the letter needs one.
#[derive(Debug, Args)]
pub struct LetterSecret {
    /// Read the letter's passphrase from the first line of an open file descriptor
    #[arg(long, value_name = "N", group = "letter_secret")]
    pub letter_passphrase_fd: Option<u32>,
    /// Read the letter's passphrase from the first line of a file
    #[arg(long, value_name = "PATH", group = "letter_secret")]
    pub letter_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Letters {
    #[command(flatten)]
    pub open: Open,
    /// Show this one: its id, or its first letters when they are enough
    pub letter: Option<String>,
    /// Print a JSON array, or one object
    #[arg(long)]
    pub json: bool,
}
