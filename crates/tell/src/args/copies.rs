//! Arguments of the commands on copies of a vault.

use std::path::PathBuf;

use clap::Args;

use super::Open;

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    pub open: Open,
    /// The folder for the copy
    pub folder: PathBuf,
    /// Then remove older backups of this vault there but the newest of 7 days, 8 weeks and 12 months
    #[arg(long)]
    pub rotate: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// The copy is what is opened; it is not changed.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    pub open: Open,
    /// Where the copy shall stand; a vault that stands there is set aside under another name
    pub target: PathBuf,
    /// Do it
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// How another copy is opened, where it is not the key of the vault that opens it.
#[expect(clippy::struct_field_names, reason = "the names are those of the options")]
#[derive(Debug, Args)]
pub struct CopySecret {
    /// Read the copy's passphrase from the first line of an open file descriptor
    #[arg(long, value_name = "N", group = "copy-secret")]
    pub copy_passphrase_fd: Option<u32>,
    /// Read the copy's passphrase from the first line of a file
    #[arg(long, value_name = "PATH", group = "copy-secret")]
    pub copy_passphrase_file: Option<PathBuf>,
    /// Open the copy with the recovery key in this file
    #[arg(long, value_name = "PATH", group = "copy-secret")]
    pub copy_recovery_key_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Merge {
    #[command(flatten)]
    pub open: Open,
    /// The other copy; it is not changed
    pub copy: PathBuf,
    #[command(flatten)]
    pub secret: CopySecret,
    /// Do it
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
