//! The ways in which a letter can fail to open or be kept, each with a code that other rooms switch on.

use std::io;

use journal::JournalError;
use photo::PhotoError;
use share::{LetterError, ShareError};
use vault::VaultError;

/// Why a letter could not be opened, kept or found. Messages never hold anything of a letter.
#[derive(Debug, thiserror::Error)]
pub enum LettersError {
    /// The journal or the vault below could not.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The ledger could not be read.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The bytes are no letter, or none that this program reads.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// A picture in it cannot be shown.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// It opens with a passphrase, and none was given.
    #[error("letter needs a passphrase")]
    NeedsPassphrase,
    /// The passphrase is another.
    #[error("passphrase does not open this letter")]
    WrongPassphrase,
    /// It was sealed to somebody, and to none of this vault's share identities.
    #[error("letter is not sealed to this vault")]
    NotForThisVault,
    /// Trying a passphrase would cost more than is ever spent; nothing was.
    #[error("letter asks for more work than is spent on a passphrase")]
    WorkTooHigh,
    /// This letter is kept already.
    #[error("letter is kept already")]
    Known,
    /// No kept letter has this id.
    #[error("no such letter")]
    NotFound,
    /// The file cannot be read, or is no file.
    #[error("letter file could not be read")]
    Unreadable(#[source] io::Error),
}

impl LettersError {
    /// The codes that this crate gives beside those of the crates below.
    pub const CODES: [&'static str; 10] = [
        "not-a-letter",
        "letter-newer",
        "letter-damaged",
        "letter-file-too-large",
        "letter-needs-passphrase",
        "letter-for-another",
        "letter-work-too-high",
        "letter-known",
        "letter-not-found",
        "letter-unreadable",
    ];

    /// The stable name of this failure; one of a crate below keeps its own.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Journal(error) => error.code(),
            Self::Share(error) => error.code(),
            Self::Photo(error) => error.code(),
            // The sentence of the share's own code speaks of a letter that is to leave.
            Self::Letter(LetterError::TooLarge) => "letter-file-too-large",
            Self::Letter(error) => error.code(),
            Self::NeedsPassphrase => "letter-needs-passphrase",
            Self::WrongPassphrase => "seal-unopened",
            Self::NotForThisVault => "letter-for-another",
            Self::WorkTooHigh => "letter-work-too-high",
            Self::Known => "letter-known",
            Self::NotFound => "letter-not-found",
            Self::Unreadable(_) => "letter-unreadable",
        }
    }

    /// What was sealed does not open: `unopened` when the key is another, else by its own name.
    pub(crate) fn sealed(error: VaultError, unopened: Self) -> Self {
        match error {
            VaultError::SealUnopened => unopened,
            VaultError::SealDamaged => Self::damaged("its seal"),
            VaultError::WorkFactorTooHigh { .. } => Self::WorkTooHigh,
            other => Self::Journal(other.into()),
        }
    }

    /// It says it is a letter, and `what` is not whole.
    pub(crate) const fn damaged(what: &'static str) -> Self {
        Self::Letter(LetterError::Damaged { what })
    }
}

impl From<VaultError> for LettersError {
    fn from(error: VaultError) -> Self {
        Self::Journal(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_a_closed_set() {
        let all = [
            LettersError::Letter(LetterError::NotALetter),
            LettersError::Letter(LetterError::Newer { found: 9 }),
            LettersError::damaged("x"),
            LettersError::Letter(LetterError::TooLarge),
            LettersError::NeedsPassphrase,
            LettersError::NotForThisVault,
            LettersError::WorkTooHigh,
            LettersError::Known,
            LettersError::NotFound,
            LettersError::Unreadable(io::Error::other("x")),
        ];
        let codes: Vec<_> = all.iter().map(LettersError::code).collect();
        assert_eq!(codes, LettersError::CODES);
        assert_eq!(LettersError::WrongPassphrase.code(), "seal-unopened");
        assert_eq!(LettersError::from(VaultError::SealDamaged).code(), "seal-damaged");
    }
}
