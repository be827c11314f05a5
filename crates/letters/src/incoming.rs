//! Files that came from somebody else: what they are, and opening them. Nothing is written, and nothing
//! that such a file says decides how much is read or spent.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use journal::Journal;
use share::{Letter, LetterError};
use vault::seal::{self, Needs};
use vault::{Passphrase, RecoveryKey, VaultError};
use zeroize::Zeroizing;

use crate::{LettersError, identity, page};

/// The longest file that is taken for a letter, in bytes (128 MiB): a package of 64 MiB in the base64 of a
/// sealed page, and room to spare.
pub const FILE_LIMIT: usize = 128 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// An age file, armored or not, that opens with a passphrase.
    AgePassphrase,
    /// An age file, armored or not, that opens with an identity it was sealed to.
    AgeRecipient,
    /// An HTML page that holds an age file that opens with a passphrase.
    SealedPage,
    /// A letter that is not sealed.
    Letter,
}

impl Sort {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AgePassphrase => "age-passphrase",
            Self::AgeRecipient => "age-recipient",
            Self::SealedPage => "sealed-page",
            Self::Letter => "letter",
        }
    }

    /// What opens it; `None` when it is open.
    pub const fn needs(self) -> Option<Needs> {
        match self {
            Self::AgePassphrase | Self::SealedPage => Some(Needs::Passphrase),
            Self::AgeRecipient => Some(Needs::Identity),
            Self::Letter => None,
        }
    }
}

/// The bytes of a file that is to be looked at; never more than [`FILE_LIMIT`].
///
/// `letter-unreadable` when it is no file or cannot be read, `letter-file-too-large`.
pub fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, LettersError> {
    // Asked by name first: to open a pipe is to wait for who writes into it.
    if !fs::metadata(path).map_err(LettersError::Unreadable)?.is_file() {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "not a file");
        return Err(LettersError::Unreadable(source));
    }
    let file = File::open(path).map_err(LettersError::Unreadable)?;
    let length = file.metadata().map_err(LettersError::Unreadable)?.len();
    let limit = FILE_LIMIT as u64;
    if length > limit {
        return Err(LetterError::TooLarge.into());
    }
    // Room for all of it at once: a buffer that grows leaves unwiped copies behind.
    let room = usize::try_from(length).unwrap_or(FILE_LIMIT) + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(limit + 1).read_to_end(&mut bytes).map_err(LettersError::Unreadable)?;
    if bytes.len() > FILE_LIMIT { Err(LetterError::TooLarge.into()) } else { Ok(bytes) }
}

/// A file, as far as it can be told without a key.
enum Inside {
    Open(Box<Letter>),
    Sealed { age: Vec<u8>, needs: Needs, page: bool },
}

/// What `bytes` are; nothing is tried that costs more than reading them.
///
/// `not-a-letter`, `letter-newer`, `letter-damaged`, `letter-file-too-large`.
pub fn look_at(bytes: &[u8]) -> Result<Sort, LettersError> {
    Ok(match inside(bytes)? {
        Inside::Open(_) => Sort::Letter,
        Inside::Sealed { needs: Needs::Identity, .. } => Sort::AgeRecipient,
        Inside::Sealed { page: true, .. } => Sort::SealedPage,
        Inside::Sealed { .. } => Sort::AgePassphrase,
    })
}

/// Opens a letter, with `passphrase` or with the vault's share identities, whichever it needs. It is not
/// kept: see [`crate::keep`].
///
/// Beside what [`look_at`] says: `letter-needs-passphrase`, `seal-unopened`,
/// `letter-for-another`, `letter-work-too-high`.
pub fn open(
    journal: &Journal,
    bytes: &[u8],
    passphrase: Option<&str>,
) -> Result<Letter, LettersError> {
    match inside(bytes)? {
        Inside::Sealed { age, needs: Needs::Identity, .. } => {
            with_identities(&identity::keys(journal)?, &age)
        }
        other => without_vault(other, passphrase),
    }
}

/// As [`open`], for whoever has no vault at hand: a letter that needs an identity is
/// `letter-for-another`.
pub fn open_without_vault(bytes: &[u8], passphrase: Option<&str>) -> Result<Letter, LettersError> {
    without_vault(inside(bytes)?, passphrase)
}

fn without_vault(inside: Inside, passphrase: Option<&str>) -> Result<Letter, LettersError> {
    match inside {
        Inside::Open(letter) => Ok(*letter),
        Inside::Sealed { needs: Needs::Identity, .. } => Err(LettersError::NotForThisVault),
        Inside::Sealed { age, .. } => {
            with_passphrase(passphrase.ok_or(LettersError::NeedsPassphrase)?, &age)
        }
    }
}

fn inside(bytes: &[u8]) -> Result<Inside, LettersError> {
    if bytes.len() > FILE_LIMIT {
        return Err(LetterError::TooLarge.into());
    }
    let (age, page) = if seal::is_age(bytes) {
        let age = seal::dearmored(bytes);
        (age.map_err(|error| LettersError::sealed(error, LettersError::NotForThisVault))?, false)
    } else {
        match Letter::parse(bytes) {
            Ok(letter) => return Ok(Inside::Open(Box::new(letter))),
            Err(LetterError::NotALetter) => (page::letter_in(bytes)?, true),
            Err(error) => return Err(error.into()),
        }
    };
    let needs = seal::needs(&age)
        .map_err(|error| LettersError::sealed(error, LettersError::NotForThisVault))?;
    Ok(Inside::Sealed { age, needs, page })
}

fn with_identities(keys: &[RecoveryKey], age: &[u8]) -> Result<Letter, LettersError> {
    let plain = seal::open_with_identities(keys, age)
        .map_err(|error| LettersError::sealed(error, LettersError::NotForThisVault))?;
    Ok(Letter::parse(&plain)?)
}

fn with_passphrase(typed: &str, age: &[u8]) -> Result<Letter, LettersError> {
    for reading in readings(typed) {
        let passphrase = Passphrase::from(reading.to_string());
        match seal::open_with_passphrase(&passphrase, age) {
            Ok(plain) => return Ok(Letter::parse(&plain)?),
            Err(VaultError::SealUnopened) => {}
            Err(error) => return Err(LettersError::sealed(error, LettersError::WrongPassphrase)),
        }
    }
    Err(LettersError::WrongPassphrase)
}

/// What somebody may have meant: as typed, and as generated words are written (small, joined one way). The
/// sealed page reads a passphrase in the same ways.
fn readings(typed: &str) -> Vec<Zeroizing<String>> {
    let exact = typed.trim();
    let lower = Zeroizing::new(exact.to_lowercase());
    let between =
        |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}' | '.' | ',');
    let words: Vec<&str> = lower.split(between).filter(|word| !word.is_empty()).collect();
    let mut readings: Vec<Zeroizing<String>> = Vec::with_capacity(3);
    for reading in [exact.to_owned(), words.join("-"), words.join(" ")].map(Zeroizing::new) {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_words_are_understood_however_they_are_typed() {
        let words = |typed: &str| {
            readings(typed).iter().map(|reading| reading.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(words(" apple-river "), ["apple-river", "apple river"]);
        assert_eq!(words("Apple  River"), ["Apple  River", "apple-river", "apple river"]);
        assert_eq!(
            words("apple\u{2014}river."),
            ["apple\u{2014}river.", "apple-river", "apple river"]
        );
        assert_eq!(words(" \t"), Vec::<String>::new());
    }
}
