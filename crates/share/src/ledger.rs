//! The ledger: what left, to whom, when, and under which retelling rule.

use std::path::PathBuf;

use journal::Journal;
use serde::{Deserialize, Serialize};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::{Answers, Counts, FormatKind, RetellingRule, ShareError};

/// The kind of document under which rows are kept.
const KIND: &str = "ledger";

/// How far a package came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerState {
    /// Noted before the first byte was written. If it stays so, the program was ended in between:
    /// [`crate::settle_ledger`] finds out what became of it.
    Writing,
    /// Written, read back and found the same.
    Written,
    /// Not written; nothing remained.
    Failed,
    /// Told in person, from a cue card; nothing was to be written.
    Told,
}

impl LedgerState {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Written => "written",
            Self::Failed => "failed",
            Self::Told => "told",
        }
    }
}

/// One person told by one package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The row's own id.
    pub id: Id,
    /// The package; the same in the row of everybody told by it.
    #[serde(default = "unnamed")]
    pub package: Id,
    /// The share it came of.
    pub share: Id,
    /// The entry that was told.
    pub entry: Id,
    /// Its title at that time.
    pub entry_title: String,
    /// The person told.
    pub person: Id,
    /// Their name at that time.
    pub person_name: String,
    /// When.
    pub at: Moment,
    /// In what form.
    pub format: FormatKind,
    /// Under which rule.
    pub rule: RetellingRule,
    /// To what end, in the author's words.
    pub purpose: String,
    /// What was decided, counted.
    pub counts: Counts,
    /// How far it came.
    pub state: LedgerState,
    /// The name of the file. Its folder is noted while it is written, and not after.
    pub file_name: String,
    /// The size of the file.
    pub bytes: u64,
    /// The digest that was approved, in hexadecimal.
    pub digest: String,
    /// The letter's own id, by which an answer to it names it; `None` in rows of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Id>,
    /// What it answers, when it answers a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    /// The code of the failure, if it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// While it is written: what finds the file, and what was left of it, after a crash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) underway: Option<Underway>,
}

/// Where a file is being made, known before its first byte is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Underway {
    /// The whole path of the file to be.
    pub target: PathBuf,
    /// The name it has beside the target until it is whole.
    pub part: String,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// The machine that makes it, as it names itself in records; empty in rows of earlier programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device: String,
}

impl Underway {
    /// Whether this machine can tell what became of the file by looking.
    pub(crate) fn is_on(&self, device: &str) -> bool {
        self.device.is_empty() || self.device == device
    }
}

impl LedgerRow {
    /// The file stands where it was to stand.
    pub(crate) fn written(&mut self) {
        self.state = LedgerState::Written;
        self.underway = None;
    }

    /// Nothing was made, or it is gone again.
    pub(crate) fn failed(&mut self, code: &str) {
        self.state = LedgerState::Failed;
        self.failure = Some(code.to_owned());
        self.underway = None;
    }
}

/// The rows of one package, one for each person told by it. They are kept as one document, so that
/// they are durable together and change together.
#[derive(Debug, Clone)]
pub(crate) struct Rows(pub Vec<LedgerRow>);

impl Rows {
    /// Keeps them; durable when this returns.
    pub fn keep(&self, journal: &mut Journal, at: Moment) -> Result<(), ShareError> {
        let json = match self.0.as_slice() {
            // As earlier programs kept it.
            [one] => serde_json::to_vec(one),
            several => serde_json::to_vec(several),
        };
        let json = Zeroizing::new(json.map_err(|_| ShareError::StoredNotUnderstood)?);
        let package = self.0.first().ok_or(ShareError::StoredNotUnderstood)?.package;
        Ok(journal.put_document(KIND, package, &json, at)?)
    }

    pub fn change(&mut self, change: impl Fn(&mut LedgerRow)) {
        self.0.iter_mut().for_each(change);
    }

    fn parse(package: Id, json: &[u8]) -> Result<Self, ShareError> {
        let rows = if json.starts_with(b"[") {
            serde_json::from_slice(json)
        } else {
            serde_json::from_slice(json).map(|one| vec![one])
        };
        let mut rows = Self(rows.map_err(|_| ShareError::StoredNotUnderstood)?);
        rows.change(|row| row.package = package);
        Ok(rows)
    }
}

/// Rows of earlier programs have the name of their document.
fn unnamed() -> Id {
    Id::from_bytes([0; 16])
}

/// The rows of every package, in no order.
pub(crate) fn packages(journal: &Journal) -> Result<Vec<Rows>, ShareError> {
    let documents = journal.documents(KIND)?.into_iter();
    documents.map(|(package, json)| Rows::parse(package, &json)).collect()
}

/// Everybody told, or who was to be told, the newest first; those told by one package in the order
/// in which they were named.
pub fn ledger(journal: &Journal) -> Result<Vec<LedgerRow>, ShareError> {
    let mut rows: Vec<LedgerRow> =
        packages(journal)?.into_iter().rev().flat_map(|package| package.0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    Ok(rows)
}
