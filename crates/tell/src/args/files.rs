//! Arguments of the commands on files of entries.

use std::path::PathBuf;

use clap::Args;

use super::Open;

#[derive(Debug, Args)]
pub struct Attach {
    #[command(flatten)]
    pub open: Open,
    /// The entry's id, or its first letters when they are enough
    pub entry: String,
    /// The file
    pub file: PathBuf,
    /// Keep it under this name
    #[arg(long)]
    pub name: Option<String>,
    /// Print the file as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Files {
    #[command(flatten)]
    pub open: Open,
    /// The entry's id, or its first letters when they are enough
    pub entry: String,
    /// Print a JSON array of files
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SaveFile {
    #[command(flatten)]
    pub open: Open,
    /// The entry's id, or its first letters when they are enough
    pub entry: String,
    /// The file's name, or the first letters of its id
    pub file: String,
    /// Where it shall stand; nothing is written over
    pub to: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
