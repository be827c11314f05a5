//! Everything that can go wrong, with the code and the exit status a script can rely on.

use std::io;

use journal::JournalError;
use vault::VaultError;

/// A failure of one command. Its text is one sentence, its code is documented in docs/tell.md.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    FrontMatter(#[from] journal::NotYaml),
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
            Self::FrontMatter(error) => error.code(),
            Self::NoTerminal => "no-terminal",
            Self::PassphraseEmpty => "passphrase-empty",
            Self::PassphrasesDiffer => "passphrases-differ",
            Self::NoRecoveryKey(_) => "no-recovery-key",
            Self::FileNotFound(_) => "file-not-found",
            Self::NotUtf8(_) => "not-utf-8",
            Self::KindUnknown(_) => "kind-unknown",
            Self::HappenedUnknown(_) => "happened-not-understood",
            Self::EntryUnknown(_) => "entry-not-found",
            Self::EntryAmbiguous(..) => "entry-ambiguous",
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
        | "work-factor-invalid" => 2,
        "wrong-passphrase" | "wrong-recovery-key" | "recovery-key-invalid" | "no-recovery-key" => 3,
        "vault-damaged"
        | "record-damaged"
        | "draft-damaged"
        | "not-a-vault"
        | "vault-format-newer"
        | "work-factor-too-high" => 4,
        "vault-in-use" => 5,
        "vault-not-found" | "entry-not-found" | "revision-not-found" | "folder-not-found"
        | "person-not-found" | "file-not-found" => 6,
        "already-exists" | "vault-read-only" | "folder-read-only" | "folder-not-empty" => 7,
        "entry-empty"
        | "entry-too-large"
        | "record-too-large"
        | "name-empty"
        | "happened-not-understood"
        | "not-utf-8"
        | "front-matter-not-yaml"
        | "kind-unknown"
        | "entry-ambiguous" => 8,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_vault_has_its_exit_status() {
        let plain = [
            "disk-full",
            "record-not-found",
            "record-purged",
            "kind-invalid",
            "record-kept",
            "recipient-invalid",
            "seal-unopened",
            "seal-damaged",
            "index-damaged",
            "index-failed",
            "io",
        ];
        for code in VaultError::CODES {
            assert_eq!(exit_of(code) == 1, plain.contains(&code), "{code}");
        }
    }
}
