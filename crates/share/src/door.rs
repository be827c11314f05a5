//! The one door (R1): everything that leaves goes through [`send`].

use std::path::{Path, PathBuf};

use journal::Journal;
use unicode_normalization::UnicodeNormalization;
use vault::{Id, Moment, WorkFactor, seal};
use zeroize::Zeroizing;

use crate::ledger::{LedgerRow, LedgerState, Rows, Underway};
use crate::outside;
use crate::package::Digest;
use crate::review::told;
use crate::stored::{State, Stored};
use crate::words::{PASSPHRASE_BITS, as_passphrase, generate_passphrase};
use crate::{Format, Package, PageTemplate, ShareError};

/// scrypt work factor for the generated passphrases: 77 bits need no more than a phone can bear
/// (docs/decisions/0036).
const WORK: u8 = 15;

/// A package that has left.
pub struct Sealed {
    /// Its row in the ledger; the first, when several are told.
    pub ledger: Id,
    /// Where it stands.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// The passphrase, for formats that have one. It is kept nowhere: this is the only time.
    pub passphrase: Option<Zeroizing<String>>,
    /// How many guesses that passphrase takes at most, as a power of two.
    pub passphrase_bits: Option<u32>,
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
/// person told as typed by the author (of several: all names with ", " between them), `page` the
/// template of a sealed page. A cue card makes no file (`format-unfit`). In this order:
///
/// 1. what was approved and typed is compared (`not-approved`, `name-mismatch`), and the vault is
///    asked whether all that was reviewed still stands (`review-stale`, R7);
/// 2. the target is looked at: its name (`removed-text-found`), `target-exists`, `folder-not-found`;
/// 3. the package is sealed, in memory;
/// 4. the ledger has it, durably (R6), with a row for each person told; only then
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
    if matches!(package.format, Format::CueCard { .. }) {
        return Err(ShareError::FormatUnfit);
    }
    let people = confirm(journal, &package, approved, typed_name)?;
    let name = target.file_name().ok_or(ShareError::TargetInvalid)?.to_string_lossy().into_owned();
    package.scan_name(&name)?;
    outside::check(target)?;

    let (bytes, passphrase) = seal_up(&package, page, rng)?;
    let underway = outside::underway(target, &bytes, journal.device(), rng)?;
    let part = underway.part.clone();
    let file = File { name, bytes: bytes.len() as u64, underway };
    let mut rows = rows(&package, &people, Some(&file), at, rng);
    rows.keep(journal, at)?;

    if let Err(error) = outside::write(target, &part, &bytes) {
        rows.change(|row| row.failed(error.code()));
        // The write is what failed; if the ledger cannot be written either, it still says "writing"
        // and is settled at the next opening.
        let _ = rows.keep(journal, at);
        return Err(error);
    }
    rows.change(LedgerRow::written);
    if let Err(error) = rows.keep(journal, at) {
        outside::take_back(target);
        return Err(error);
    }
    // The story is told whatever becomes of this note.
    let _ = note_told(journal, package.completed.share, at);
    Ok(Sealed {
        ledger: rows.0[0].id,
        path: target.to_owned(),
        bytes: file.bytes,
        passphrase_bits: passphrase.as_ref().map(|_| PASSPHRASE_BITS),
        passphrase,
    })
}

/// Notes that a story was told in person from a cue card. Nothing is written outside.
///
/// Asks for the same as [`send`], in the same order; every other format is `format-unfit`.
#[expect(clippy::needless_pass_by_value, reason = "a package that was told is no more")]
pub fn tell_in_person(
    journal: &mut Journal,
    package: Package,
    approved: Digest,
    typed_name: &str,
    at: Moment,
    rng: &mut dyn rand::Rng,
) -> Result<LedgerRow, ShareError> {
    if !matches!(package.format, Format::CueCard { .. }) {
        return Err(ShareError::FormatUnfit);
    }
    let people = confirm(journal, &package, approved, typed_name)?;
    let rows = rows(&package, &people, None, at, rng);
    rows.keep(journal, at)?;
    let _ = note_told(journal, package.completed.share, at);
    Ok(rows.0[0].clone())
}

/// Everybody told, with their names, when all that was approved and typed holds.
fn confirm(
    journal: &Journal,
    package: &Package,
    approved: Digest,
    typed_name: &str,
) -> Result<Vec<(Id, String)>, ShareError> {
    if approved != package.digest {
        return Err(ShareError::NotApproved);
    }
    let mut people = vec![(package.completed.person, package.completed.person_name.clone())];
    for other in package.others() {
        people.push((other, told(journal, other)?.name));
    }
    let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
    if !is_same_name(typed_name, &names.join(", ")) {
        return Err(ShareError::NameMismatch);
    }
    package.completed.check_fresh(journal)?;
    Ok(people)
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
    let plain = package.plain.as_slice();
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
            let recipients: Vec<_> =
                package.recipients.iter().map(|(_, one)| one.clone()).collect();
            (seal::to_recipients(&recipients, plain)?, None)
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
        Format::Markdown | Format::Text | Format::Html | Format::Pdf => (plain.to_vec(), None),
        Format::CueCard { .. } => return Err(ShareError::FormatUnfit),
    };
    Ok((Zeroizing::new(bytes), passphrase))
}

/// The file that is to be.
struct File {
    name: String,
    bytes: u64,
    underway: Underway,
}

/// A row for each of `people`, as it stands before anything is written.
fn rows(
    package: &Package,
    people: &[(Id, String)],
    file: Option<&File>,
    at: Moment,
    rng: &mut dyn rand::Rng,
) -> Rows {
    let completed = &package.completed;
    let mut all = Rows(Vec::with_capacity(people.len()));
    for (person, name) in people {
        let id = Id::generate(rng);
        all.0.push(LedgerRow {
            id,
            // Named after its first row, as earlier programs did.
            package: all.0.first().map_or(id, |first| first.id),
            share: completed.share,
            entry: completed.entry,
            entry_title: completed.entry_title.clone(),
            person: *person,
            person_name: name.clone(),
            at,
            format: package.format.kind(),
            rule: completed.plan.rule,
            purpose: completed.plan.purpose.clone(),
            counts: package.counts(),
            state: if file.is_some() { LedgerState::Writing } else { LedgerState::Told },
            file_name: file.map(|file| file.name.clone()).unwrap_or_default(),
            bytes: file.map_or(0, |file| file.bytes),
            digest: package.digest.to_string(),
            letter: Some(completed.letter),
            answers: completed.plan.answers,
            failure: None,
            underway: file.map(|file| file.underway.clone()),
        });
    }
    all
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
