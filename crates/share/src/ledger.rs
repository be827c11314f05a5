//! The ledger: what left, to whom, when, and under which retelling rule.

use std::path::PathBuf;

use journal::Journal;
use serde::{Deserialize, Serialize};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::{Answers, Counts, FormatKind, RetellingRule, ShareError};

/// The kind of document under which rows are kept.
pub(crate) const KIND: &str = "ledger";

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
}

impl LedgerState {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Written => "written",
            Self::Failed => "failed",
        }
    }
}

/// One package in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The row's own id.
    pub id: Id,
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

    /// Keeps the row; durable when this returns.
    pub(crate) fn keep(&self, journal: &mut Journal, at: Moment) -> Result<(), ShareError> {
        let json = serde_json::to_vec(self).map_err(|_| ShareError::StoredNotUnderstood)?;
        Ok(journal.put_document(KIND, self.id, &Zeroizing::new(json), at)?)
    }
}

/// Every package that left or was to leave, the newest first.
pub fn ledger(journal: &Journal) -> Result<Vec<LedgerRow>, ShareError> {
    let mut rows = Vec::new();
    for (_, json) in journal.documents(KIND)? {
        let row: LedgerRow =
            serde_json::from_slice(&json).map_err(|_| ShareError::StoredNotUnderstood)?;
        rows.push(row);
    }
    rows.reverse();
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    Ok(rows)
}
