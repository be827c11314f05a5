//! The one door (R1): everything that leaves goes through [`send`].

use std::path::{Path, PathBuf};

use journal::Journal;
use unicode_normalization::UnicodeNormalization;
use vault::{Id, Moment, WorkFactor, seal};
use zeroize::Zeroizing;

use crate::ledger::{LedgerRow, LedgerState};
use crate::outside;
use crate::package::Digest;
use crate::stored::{State, Stored};
use crate::words::{as_passphrase, generate_passphrase};
use crate::{Format, Package, PageTemplate, ShareError};

/// scrypt work factor for the generated passphrases: 77 bits need no more than a phone can bear
/// (docs/decisions/0036).
const WORK: u8 = 15;

/// A package that has left.
pub struct Sealed {
    /// Its row in the ledger.
    pub ledger: Id,
    /// Where it stands.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// The passphrase, for formats that have one. It is kept nowhere: this is the only time.
    pub passphrase: Option<Zeroizing<String>>,
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealed")
            .field("ledger", &self.ledger)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// Lets a package out: seals it and writes it to `target`.
///
/// `approved` is the digest of the package that a person looked at, `typed_name` the name of the
/// person told as typed by the author, `page` the template of a sealed page. In this order:
///
/// 1. what was approved and typed is compared (`not-approved`, `name-mismatch`), and the vault is
///    asked whether all that was reviewed still stands (`review-stale`, R7);
/// 2. the target is looked at: its name (`removed-text-found`), `target-exists`, `folder-not-found`;
/// 3. the package is sealed, in memory;
/// 4. the ledger has it, durably (R6); only then
/// 5. the file is made, never over another, and read back (R3);
/// 6. the ledger says what came of it. After a failure no file remains.
#[expect(clippy::too_many_arguments, reason = "each is a different thing the door asks for")]
#[expect(clippy::needless_pass_by_value, reason = "a package that has left is no more")]
pub fn send(
    journal: &mut Journal,
    package: Package,
    approved: Digest,
    typed_name: &str,
    target: &Path,
    page: Option<&PageTemplate>,
    at: Moment,
    rng: &mut dyn rand::Rng,
) -> Result<Sealed, ShareError> {
    if approved != package.digest {
        return Err(ShareError::NotApproved);
    }
    if !is_same_name(typed_name, &package.completed.person_name) {
        return Err(ShareError::NameMismatch);
    }
    package.completed.check_fresh(journal)?;
    let name = target.file_name().ok_or(ShareError::TargetInvalid)?.to_string_lossy().into_owned();
    package.scan_name(&name)?;
    outside::check(target)?;

    let (bytes, passphrase) = seal_up(&package, page, rng)?;
    let underway = outside::underway(target, &bytes, journal.device(), rng)?;
    let part = underway.part.clone();
    let mut row = row(&package, Id::generate(rng), name, bytes.len() as u64, at);
    row.underway = Some(underway);
    row.keep(journal, at)?;

    if let Err(error) = outside::write(target, &part, &bytes) {
        row.failed(error.code());
        // The write is what failed; if the ledger cannot be written either, it still says "writing"
        // and is settled at the next opening.
        let _ = row.keep(journal, at);
        return Err(error);
    }
    row.written();
    if let Err(error) = row.keep(journal, at) {
        outside::take_back(target);
        return Err(error);
    }
    // The story is told whatever becomes of this note.
    let _ = note_told(journal, package.completed.share, at);
    Ok(Sealed { ledger: row.id, path: target.to_owned(), bytes: row.bytes, passphrase })
}

/// Case, Unicode form and white space at the ends do not matter.
fn is_same_name(typed: &str, name: &str) -> bool {
    let plain =
        |text: &str| text.trim().nfc().flat_map(char::to_lowercase).nfc().collect::<String>();
    !typed.trim().is_empty() && plain(typed) == plain(name)
}

type SealedUp = (Zeroizing<Vec<u8>>, Option<Zeroizing<String>>);

/// The bytes of the file, and the passphrase they open with.
fn seal_up(
    package: &Package,
    page: Option<&PageTemplate>,
    rng: &mut dyn rand::Rng,
) -> Result<SealedUp, ShareError> {
    let plain = package.plain.as_bytes();
    let mut with_passphrase = || -> Result<(Vec<u8>, Zeroizing<String>), ShareError> {
        let passphrase = generate_passphrase(rng);
        let work = WorkFactor::new(WORK)?;
        let sealed = seal::with_passphrase(&as_passphrase(&passphrase), work, plain)?;
        // Opened once as its reader will: what does not open to what was approved does not leave.
        let opened = seal::open_with_passphrase(&as_passphrase(&passphrase), &sealed)?;
        if opened.as_slice() != plain {
            return Err(ShareError::WrittenDiffers);
        }
        Ok((sealed, passphrase))
    };
    let (bytes, passphrase) = match &package.format {
        Format::AgeRecipient { .. } => {
            let recipient = package.recipient.clone().ok_or(ShareError::RecipientInvalid)?;
            (seal::to_recipients(&[recipient], plain)?, None)
        }
        Format::AgePassphrase => {
            let (sealed, passphrase) = with_passphrase()?;
            (sealed, Some(passphrase))
        }
        Format::SealedPage => {
            let page = page.ok_or(ShareError::PageTemplateMissing)?;
            let (sealed, passphrase) = with_passphrase()?;
            let bytes = page.fill(&sealed);
            // Beside the letter, sealed, the page says nothing but what the template says.
            let letter = crate::page::base64(&sealed);
            if page.letter_of(&bytes) != Some(letter.as_bytes()) {
                return Err(ShareError::PageTemplateInvalid);
            }
            (bytes, Some(passphrase))
        }
        Format::Markdown => (plain.to_vec(), None),
    };
    Ok((Zeroizing::new(bytes), passphrase))
}

fn row(package: &Package, id: Id, file_name: String, bytes: u64, at: Moment) -> LedgerRow {
    let completed = &package.completed;
    LedgerRow {
        id,
        share: completed.share,
        entry: completed.entry,
        entry_title: completed.entry_title.clone(),
        person: completed.person,
        person_name: completed.person_name.clone(),
        at,
        format: package.format.kind(),
        rule: completed.plan.rule,
        purpose: completed.plan.purpose.clone(),
        counts: completed.counts,
        state: LedgerState::Writing,
        file_name,
        bytes,
        digest: package.digest.to_string(),
        letter: Some(completed.letter),
        answers: completed.plan.answers,
        failure: None,
        underway: None,
    }
}

/// The share is told; its review can still be opened and told again.
pub(crate) fn note_told(journal: &mut Journal, share: Id, at: Moment) -> Result<(), ShareError> {
    let mut stored = Stored::load(journal, share)?;
    stored.state = State::Told;
    stored.changed = at;
    stored.save(journal, share, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        assert!(is_same_name(" ana MARÍA ", "Ana Mari\u{301}a"));
        assert!(!is_same_name("Ana Maria", "Ana María"));
        assert!(!is_same_name("  ", "  "));
        assert!(!is_same_name("", "Ana"));
    }
}
