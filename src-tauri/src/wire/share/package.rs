//! What leaves: formats, the preview, the sealed package, the ledger.

use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::ZeroizeOnDrop;

use super::{RetellingRule, small};
use crate::failure::Failure;
use crate::wire::after::After;
use crate::wire::entry::parse_id;
use crate::wire::file::Picture;

/// In what form a package leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Format {
    /// An age file that one key opens, or one key of each who is told.
    AgeRecipient {
        /// `age1…`
        recipient: String,
        /// Who is told the same.
        others: Vec<Other>,
    },
    /// An age file that a passphrase opens.
    AgePassphrase,
    /// A page that a passphrase opens in any browser.
    SealedPage,
    /// Markdown that anybody can read.
    Markdown,
    /// Text that anybody can read.
    Text,
    /// A page that anybody can read.
    Html,
    /// Pages that anybody can read or print.
    Pdf,
    /// A card to tell from.
    CueCard {
        /// What stands on it.
        lines: Vec<String>,
    },
}

/// Somebody else who is told the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Other {
    person: String,
    recipient: String,
}

impl TryFrom<Format> for share::Format {
    type Error = Failure;

    fn try_from(format: Format) -> Result<Self, Failure> {
        Ok(match format {
            Format::AgeRecipient { recipient, others } => {
                let other = |other: Other| {
                    Ok((parse_id(&other.person)?, other.recipient.trim().to_owned()))
                };
                Self::AgeRecipient {
                    recipient: recipient.trim().to_owned(),
                    others: others.into_iter().map(other).collect::<Result<_, Failure>>()?,
                }
            }
            Format::AgePassphrase => Self::AgePassphrase,
            Format::SealedPage => Self::SealedPage,
            Format::Markdown => Self::Markdown,
            Format::Text => Self::Text,
            Format::Html => Self::Html,
            Format::Pdf => Self::Pdf,
            Format::CueCard { lines } => Self::CueCard { lines },
        })
    }
}

/// Something that stays.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Stay {
    what: String,
    text: String,
}

/// How much was decided how.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    kept: u32,
    rewritten: u32,
    left_out: u32,
    generalised: u32,
    redacted: u32,
    photos: u32,
    files: u32,
    cleaned: u32,
}

impl From<share::Counts> for Counts {
    fn from(counts: share::Counts) -> Self {
        Self {
            kept: small(counts.kept),
            rewritten: small(counts.rewritten),
            left_out: small(counts.left_out),
            generalised: small(counts.generalised),
            redacted: small(counts.redacted),
            photos: small(counts.photos),
            files: small(counts.files),
            cleaned: small(counts.cleaned),
        }
    }
}

names! {
    /// What sort of file leaves.
    PartKind = share::PartKind {
        /// A picture, rebuilt from its pixels.
        Photo,
        /// Anything else, as it is.
        File,
    }
}

/// A file inside a package, as it leaves.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackagePart {
    name: String,
    kind: PartKind,
    bytes: u64,
    alt: Option<String>,
    picture: Option<Picture>,
    metadata_removed: u32,
}

impl TryFrom<share::PackagePart<'_>> for PackagePart {
    type Error = Failure;

    fn try_from(part: share::PackagePart<'_>) -> Result<Self, Failure> {
        let is_photo = part.kind == share::PartKind::Photo;
        Ok(Self {
            name: part.name.to_owned(),
            kind: part.kind.into(),
            bytes: part.bytes.len() as u64,
            alt: part.alt.map(str::to_owned),
            picture: is_photo.then(|| Picture::of(part.bytes, EDGE)).transpose()?,
            metadata_removed: small(part.metadata_removed),
        })
    }
}

/// A package before it leaves: made from its own bytes.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    text: String,
    digest: String,
    stays: Vec<Stay>,
    counts: Counts,
    suggested_name: String,
    parts: Vec<PackagePart>,
    pages: Vec<Picture>,
}

/// How wide a page of a PDF is drawn, in pixels.
const PAGE_WIDTH: u32 = 1000;
/// The longest side of a photo on the screen.
const EDGE: u32 = 1600;

impl TryFrom<share::Package> for Preview {
    type Error = Failure;

    fn try_from(package: share::Package) -> Result<Self, Failure> {
        let stay = |stay: &share::Stay| Stay { what: stay.what.clone(), text: stay.text.clone() };
        let parts = package.parts();
        Ok(Self {
            text: package.text().to_owned(),
            digest: package.digest().to_string(),
            stays: package.stays().iter().map(stay).collect(),
            counts: package.counts().into(),
            suggested_name: package.suggested_name().to_owned(),
            parts: parts.into_iter().map(PackagePart::try_from).collect::<Result<_, Failure>>()?,
            pages: package.pages(PAGE_WIDTH)?.into_iter().map(Picture::from).collect(),
        })
    }
}

/// A package that has left. Wiped when dropped, and never printed: its passphrase is shown once.
#[derive(Serialize, Type, ZeroizeOnDrop)]
#[serde(rename_all = "camelCase")]
pub struct Sealed {
    ledger: String,
    path: String,
    bytes: u64,
    passphrase: Option<String>,
    passphrase_bits: Option<u32>,
}

impl From<share::Sealed> for Sealed {
    fn from(sealed: share::Sealed) -> Self {
        Self {
            ledger: sealed.ledger.to_string(),
            path: sealed.path.display().to_string(),
            bytes: sealed.bytes,
            passphrase: sealed.passphrase.map(|words| words.to_string()),
            passphrase_bits: sealed.passphrase_bits,
        }
    }
}

names! {
    /// A format's name.
    FormatKind = share::FormatKind {
        /// An age file that one key opens.
        AgeRecipient,
        /// An age file that a passphrase opens.
        AgePassphrase,
        /// A page that a passphrase opens.
        SealedPage,
        /// Markdown.
        Markdown,
        /// Plain text.
        Text,
        /// A page.
        Html,
        /// Pages.
        Pdf,
        /// Told in person.
        CueCard,
    }
}

names! {
    /// How far a package came.
    LedgerState = share::LedgerState {
        /// The row is kept, the file is not there yet.
        Writing,
        /// The file is there and was read back.
        Written,
        /// No file is there.
        Failed,
        /// In person; no file was ever there.
        Told,
    }
}

/// One package in the ledger.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerRow {
    id: String,
    entry: String,
    entry_title: String,
    person: String,
    person_name: String,
    at: String,
    format: FormatKind,
    rule: RetellingRule,
    purpose: String,
    counts: Counts,
    state: LedgerState,
    file_name: String,
    after: After,
}

impl LedgerRow {
    /// With what is noted about it.
    pub fn new(row: share::LedgerRow, after: share::After) -> Self {
        Self {
            id: row.id.to_string(),
            entry: row.entry.to_string(),
            entry_title: row.entry_title,
            person: row.person.to_string(),
            person_name: row.person_name,
            at: row.at.to_string(),
            format: row.format.into(),
            rule: row.rule.into(),
            purpose: row.purpose,
            counts: row.counts.into(),
            state: row.state.into(),
            file_name: row.file_name,
            after: after.into(),
        }
    }
}
