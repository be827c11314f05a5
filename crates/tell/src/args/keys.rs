//! The command lines of what changes keys and writes a vault anew.

use std::path::PathBuf;

use clap::Args;

use super::Open;

/// How the new passphrase comes in. Without an option it is asked for on the terminal, twice.
#[derive(Debug, Args)]
pub struct NewSecret {
    /// Read the new passphrase from the first line of an open file descriptor
    #[arg(long, value_name = "N", group = "new-secret")]
    pub new_passphrase_fd: Option<u32>,
    /// Read the new passphrase from the first line of a file
    #[arg(long, value_name = "PATH", group = "new-secret")]
    pub new_passphrase_file: Option<PathBuf>,
    /// Cost of guessing the new passphrase, as a power of two (1 to 20); never lower than it was
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub work_factor: Option<u8>,
}

#[derive(Debug, Args)]
pub struct NewPassphrase {
    #[command(flatten)]
    pub open: Open,
    #[command(flatten)]
    pub new: NewSecret,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct NewRecoveryKey {
    #[command(flatten)]
    pub open: Open,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Reseal {
    #[command(flatten)]
    pub open: Open,
    #[command(flatten)]
    pub new: NewSecret,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Rescue {
    #[command(flatten)]
    pub open: Open,
    /// Where the new vault shall stand; nothing is written over
    pub to: PathBuf,
    #[command(flatten)]
    pub new: NewSecret,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Accept {
    #[command(flatten)]
    pub open: Open,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
