//! What leaves: formats, the preview, the sealed package, the ledger.

use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::ZeroizeOnDrop;

use super::{RetellingRule, small};
use crate::wire::after::After;

/// In what form a package leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Format {
    /// An age file that one key opens.
    AgeRecipient {
        /// `age1…`
        recipient: String,
    },
    /// An age file that a passphrase opens.
    AgePassphrase,
    /// A page that a passphrase opens in any browser.
    SealedPage,
    /// Plain text that anybody can read.
    Markdown,
}

impl From<Format> for share::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::AgeRecipient { recipient } => {
                Self::AgeRecipient { recipient: recipient.trim().to_owned() }
            }
            Format::AgePassphrase => Self::AgePassphrase,
            Format::SealedPage => Self::SealedPage,
            Format::Markdown => Self::Markdown,
        }
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
}

impl From<share::Counts> for Counts {
    fn from(counts: share::Counts) -> Self {
        Self {
            kept: small(counts.kept),
            rewritten: small(counts.rewritten),
            left_out: small(counts.left_out),
            generalised: small(counts.generalised),
            redacted: small(counts.redacted),
        }
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
}

impl From<share::Package> for Preview {
    fn from(package: share::Package) -> Self {
        let stay = |stay: &share::Stay| Stay { what: stay.what.clone(), text: stay.text.clone() };
        Self {
            text: package.text().to_owned(),
            digest: package.digest().to_string(),
            stays: package.stays().iter().map(stay).collect(),
            counts: package.counts().into(),
            suggested_name: package.suggested_name().to_owned(),
        }
    }
}

/// A package that has left. Wiped when dropped, and never printed: its passphrase is shown once.
#[derive(Serialize, Type, ZeroizeOnDrop)]
pub struct Sealed {
    ledger: String,
    path: String,
    bytes: u64,
    passphrase: Option<String>,
}

impl From<share::Sealed> for Sealed {
    fn from(sealed: share::Sealed) -> Self {
        Self {
            ledger: sealed.ledger.to_string(),
            path: sealed.path.display().to_string(),
            bytes: sealed.bytes,
            passphrase: sealed.passphrase.map(|words| words.to_string()),
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
        /// Plain text.
        Markdown,
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
