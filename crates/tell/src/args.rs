//! What may stand on the command line. Secrets may not: other users can read a process's arguments.

mod copies;
mod files;
mod keys;
mod letters;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::copies::{Backup, CopySecret, Merge, Restore};
pub use self::files::{Attach, Files, SaveFile};
pub use self::keys::{Accept, NewPassphrase, NewRecoveryKey, NewSecret, Rescue, Reseal};
pub use self::letters::{Identity, LetterSecret, Letters, OpenLetter};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed for a reason none of the others names (disk full, input or output failed)
  2  the command line is wrong, or there is no way to ask for the passphrase
  3  the passphrase or the recovery key does not open the vault
  4  the vault is damaged, is not a vault, or is newer than this program
  5  the vault is in use by another process
  6  there is no such vault, entry, folder or file
  7  will not write there: it exists already, is not empty, or is read-only
  8  the input was refused (empty or too large entry, unknown date, not UTF-8, …)
  9  done, but some inputs were refused; the report names them

A failure is said on standard error as `tell: <sentence> [<code>]`; codes are listed in docs/failures.md.

Environment:
  TELLABLE_HOME  a folder that holds cache, configuration and data in place of the system's folders";

/// A private journal for the moments that define you, from the command line.
#[derive(Debug, Parser)]
#[command(name = "tell", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a vault, and show its recovery key once
    New(New),
    /// Open every record of a vault and report whatever is not whole
    Check(Check),
    /// Add an entry: Markdown from a file or from standard input
    Add(Add),
    /// List entries, newest first
    List(List),
    /// Find entries
    Search(Search),
    /// Show one entry
    Show(Show),
    /// Import a folder of Markdown files, all or nothing
    Import(Transfer),
    /// Export every entry as Markdown, in plain text, to a new or empty folder
    Export(Transfer),
    /// Add a file to an entry
    Attach(Attach),
    /// List the files of an entry
    Files(Files),
    /// Write a file of an entry outside the vault, in the clear
    SaveFile(SaveFile),
    /// Copy the vault into a folder, look the copy through, and give it a name with the date
    Backup(Backup),
    /// Put a copy at a path; says first what that would change, and does it with --yes
    Restore(Restore),
    /// Take in what another copy of the vault has; says first what that is, and does it with --yes
    Merge(Merge),
    /// Change the passphrase
    Passphrase(NewPassphrase),
    /// Make a new recovery key, and show it once
    RecoveryKey(NewRecoveryKey),
    /// Seal everything anew under new keys, in the vault's own place
    Reseal(Reseal),
    /// Save what can be saved of a damaged vault into a new one, and name what is lost
    Rescue(Rescue),
    /// From now on this copy counts, though a newer one was seen here
    Accept(Accept),
    /// Show the vault's share identity, to give away; --new makes one
    Identity(Identity),
    /// Open a letter from somebody else and print it
    OpenLetter(OpenLetter),
    /// List the letters that are kept, or show one
    Letters(Letters),
    /// Say what in a text could give somebody away
    Findings(Findings),
}

/// How the passphrase comes in. Without an option it is asked for on the terminal.
#[derive(Debug, Args)]
pub struct SecretArgs {
    /// Read the passphrase from the first line of an open file descriptor
    #[arg(long, value_name = "N", group = "secret")]
    pub passphrase_fd: Option<u32>,
    /// Read the passphrase from the first line of a file
    #[arg(long, value_name = "PATH", group = "secret")]
    pub passphrase_file: Option<PathBuf>,
}

/// Which vault, and how it is opened.
#[derive(Debug, Args)]
pub struct Open {
    /// The vault's file
    pub vault: PathBuf,
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Open with the recovery key in this file instead of the passphrase
    #[arg(long, value_name = "PATH", group = "secret")]
    pub recovery_key_file: Option<PathBuf>,
    /// Keep the encrypted search index in this folder
    #[arg(long, value_name = "DIR")]
    pub index_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct New {
    /// Where the vault's file shall stand
    pub vault: PathBuf,
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Cost of guessing the passphrase, as a power of two (1 to 20); below 18 is weaker than it should be
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub work_factor: Option<u8>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub open: Open,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub open: Open,
    /// The Markdown file, front matter understood; standard input when absent or `-`
    pub file: Option<PathBuf>,
    /// Title; wins over the front matter's
    #[arg(long)]
    pub title: Option<String>,
    /// What sort of moment: high-point, low-point, turning-point, struggle, failure, kindness, beginning, loss, everyday
    #[arg(long)]
    pub kind: Option<String>,
    /// When it happened: 2019-03-14, 1998~, "spring 1998", "about 2003"
    #[arg(long)]
    pub happened: Option<String>,
    /// Where it happened
    #[arg(long)]
    pub place: Option<String>,
    /// A person in it, by name; may be repeated
    #[arg(long = "person", value_name = "NAME")]
    pub people: Vec<String>,
    /// A tag; may be repeated
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Print the entry as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// When the moment took place, or when it was written down. (No help a value: it would stretch the page.)
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum By {
    Happened,
    Written,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub open: Open,
    /// The date that decides the order: of the moment, or of its writing
    #[arg(long, value_enum, default_value_t = By::Happened)]
    pub by: By,
    /// At most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u64,
    /// Print a JSON array of entries
    #[arg(long)]
    pub json: bool,
}

/// Newest first, or best match first.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SortBy {
    Date,
    Relevance,
}

#[derive(Debug, Args)]
pub struct Search {
    #[command(flatten)]
    pub open: Open,
    /// Words; "a phrase"; pref*; and kind: person: tag: place: before: after:
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Newest first, or best match first
    #[arg(long, value_enum, default_value_t = SortBy::Date)]
    pub sort: SortBy,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: u64,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u64,
    /// Print {"total": n, "hits": […]}
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    pub open: Open,
    /// The entry's id, or its first letters when they are enough
    pub entry: String,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Transfer {
    #[command(flatten)]
    pub open: Open,
    /// The folder
    pub folder: PathBuf,
    /// Print the report as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Findings {
    /// The text's file, UTF-8; standard input when absent or `-`
    pub file: Option<PathBuf>,
    /// Somebody the text may name; may be repeated
    #[arg(long = "person", value_name = "NAME")]
    pub people: Vec<String>,
    /// A name of the author; may be repeated
    #[arg(long = "author", value_name = "NAME")]
    pub author: Vec<String>,
    /// A place the text may name; may be repeated
    #[arg(long = "place", value_name = "NAME")]
    pub places: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Read one JSON object a line ({"text": …}) and print one result a line
    #[arg(long, conflicts_with = "json")]
    pub lines: bool,
}
