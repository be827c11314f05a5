//! Everything that can go wrong, with the code and the exit status a script can rely on.

use std::io;

use journal::JournalError;
use letters::LettersError;
use vault::VaultError;

/// A failure of one command. Its text is one sentence, its code is documented in docs/tell.md.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Letters(#[from] LettersError),
    #[error(
        "there is no terminal to ask for the passphrase; use --passphrase-fd or --passphrase-file"
    )]
    NoTerminal,
    #[error("the passphrase is empty")]
    PassphraseEmpty,
    #[error("the two passphrases differ")]
    PassphrasesDiffer,
    #[error("no recovery key stands in {0}")]
    NoRecoveryKey(String),
    #[error("{0} does not exist")]
    FileNotFound(String),
    #[error("{0} does not exist")]
    VaultNotFound(String),
    #[error("{0} is not a folder")]
    FolderNotFound(String),
    #[error("{0} is not UTF-8 text")]
    NotUtf8(String),
    #[error("{0:?} is not a kind of moment")]
    KindUnknown(String),
    #[error("{0:?} is not a date this program understands")]
    HappenedUnknown(String),
    #[error("no entry has an id that begins with {0:?}")]
    EntryUnknown(String),
    #[error("{1} entries have an id that begins with {0:?}; give more of it")]
    EntryAmbiguous(String, usize),
    #[error("{1} files of the entry fit {0:?}; give the beginning of an id")]
    FileAmbiguous(String, usize),
    #[error("{1} letters have an id that begins with {0:?}; give more of it")]
    LetterAmbiguous(String, usize),
    #[error("{0} already exists")]
    Exists(String),
    #[error("{what} could not be read or written: {source}")]
    Io { what: String, source: io::Error },
    /// Whoever read our output has closed it: nothing to say.
    #[error("the output was closed")]
    Closed,
}

impl Trouble {
    /// The closed set of names; see docs/tell.md.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Journal(error) => error.code(),
            Self::Vault(error) => error.code(),
            Self::Letters(error) => error.code(),
            Self::NoTerminal => "no-terminal",
            Self::PassphraseEmpty => "passphrase-empty",
            Self::PassphrasesDiffer => "passphrases-differ",
            Self::NoRecoveryKey(_) => "no-recovery-key",
            Self::FileNotFound(_) => "file-not-found",
            Self::VaultNotFound(_) => "vault-not-found",
            Self::FolderNotFound(_) => "folder-not-found",
            Self::NotUtf8(_) => "not-utf-8",
            Self::KindUnknown(_) => "kind-unknown",
            Self::HappenedUnknown(_) => "happened-not-understood",
            Self::EntryUnknown(_) => "entry-not-found",
            Self::EntryAmbiguous(..) => "entry-ambiguous",
            Self::FileAmbiguous(..) => "file-ambiguous",
            Self::LetterAmbiguous(..) => "letter-ambiguous",
            Self::Exists(_) => "already-exists",
            Self::Io { .. } => "io",
            Self::Closed => "output-closed",
        }
    }

    /// The exit status that goes with the code, as `tell --help` lists them.
    pub fn exit(&self) -> u8 {
        exit_of(self.code())
    }

    /// Wraps an error of a named file or stream.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| match source.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            io::ErrorKind::NotFound => Self::FileNotFound(what),
            _ => Self::Io { what, source },
        }
    }
}

/// Exit status of a code; unknown codes are 1.
pub fn exit_of(code: &str) -> u8 {
    match code {
        "no-terminal"
        | "passphrase-empty"
        | "passphrase-invalid"
        | "passphrases-differ"
        | "work-factor-invalid"
        | "letter-needs-passphrase" => 2,
        "wrong-passphrase"
        | "wrong-recovery-key"
        | "recovery-key-invalid"
        | "no-recovery-key"
        | "seal-unopened"
        | "letter-for-another" => 3,
        "vault-damaged"
        | "record-damaged"
        | "draft-damaged"
        | "not-a-vault"
        | "vault-format-newer"
        | "other-vault"
        | "backup-unsound"
        | "work-factor-too-high"
        | "not-a-letter"
        | "letter-newer"
        | "letter-damaged"
        | "letter-work-too-high" => 4,
        "vault-in-use" => 5,
        "vault-not-found"
        | "entry-not-found"
        | "revision-not-found"
        | "folder-not-found"
        | "person-not-found"
        | "file-not-found"
        | "attachment-not-found"
        | "letter-not-found" => 6,
        "already-exists" | "vault-read-only" | "vault-rolled-back" | "folder-read-only"
        | "folder-not-empty" | "person-in-use" | "letter-known" => 7,
        "entry-empty"
        | "entry-too-large"
        | "record-too-large"
        | "name-empty"
        | "happened-not-understood"
        | "not-utf-8"
        | "front-matter-not-yaml"
        | "kind-unknown"
        | "entry-ambiguous"
        | "letter-ambiguous"
        | "letter-file-too-large"
        | "file-ambiguous" => 8,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of this program alone, as docs/failures.md has them.
    const CODES: [&str; 10] = [
        "no-terminal",
        "passphrase-empty",
        "passphrases-differ",
        "no-recovery-key",
        "file-not-found",
        "kind-unknown",
        "entry-ambiguous",
        "file-ambiguous",
        "letter-ambiguous",
        "line-not-understood",
    ];

    /// Code and exit status of each row under a heading of docs/failures.md.
    fn rows<'a>(page: &'a str, heading: &str) -> Vec<(&'a str, u8)> {
        let (_, rest) = page.split_once(&format!("\n## {heading}\n")).expect("the heading");
        let section = rest.split("\n## ").next().unwrap_or_default();
        let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        cells
            .filter_map(|(code, rest)| {
                Some((code, rest.trim_end_matches([' ', '|']).rsplit(' ').next()?.parse().ok()?))
            })
            .collect()
    }

    #[test]
    fn every_code_has_the_exit_status_that_is_written_down() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/failures.md");
        let page = std::fs::read_to_string(page).expect("the page");
        let ours: Vec<_> = rows(&page, "tell").into_iter().map(|(code, _)| code).collect();
        assert_eq!(ours, CODES);
        let headings = ["vault", "journal", "letters", "tell"];
        let listed = headings.map(|heading| rows(&page, heading)).concat();
        let libraries = VaultError::CODES.iter().chain(&JournalError::CODES);
        for code in libraries.chain(&LettersError::CODES) {
            assert!(listed.iter().any(|(listed, _)| listed == code), "{code}");
        }
        for (code, exit) in listed {
            // These two are said of single inputs, in a report.
            if !["line-not-understood", "unreadable"].contains(&code) {
                assert_eq!(exit_of(code), exit, "{code}");
            }
        }
    }
}
