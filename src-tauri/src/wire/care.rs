//! Backups, copies and checks as the page sees them.

use std::path::Path;

use journal::Flaw;
use serde::Serialize;
use specta::Type;
use vault::{Fault, Vault, VaultError};

use super::look::Summary;
use super::vault::file_name_of;
use crate::failure::Failure;

/// What was wrong with a part of the vault, and whose it was where that can be told.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// The code of what is wrong.
    pub wrong: String,
    /// The record's number.
    pub record: Option<u64>,
    /// The entry's id.
    pub entry: Option<String>,
    /// The entry's title.
    pub title: Option<String>,
    /// When the record, or what is known of its entry, was made.
    pub at: Option<String>,
    /// Whether another revision of the entry is whole.
    pub other_whole: bool,
}

impl From<Flaw> for FaultView {
    fn from(flaw: Flaw) -> Self {
        Self {
            wrong: flaw.wrong.to_owned(),
            record: flaw.record,
            entry: flaw.entry.map(|id| id.to_string()),
            title: flaw.title,
            at: flaw.at.map(|at| at.to_string()),
            other_whole: flaw.other_whole,
        }
    }
}

impl From<Fault> for FaultView {
    fn from(fault: Fault) -> Self {
        Self::from(Flaw { wrong: fault.wrong.as_str(), record: fault.seq, ..Flaw::default() })
    }
}

/// What was written into a new file.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RewriteReport {
    /// The new file.
    pub path: String,
    /// Records taken along.
    pub records: u64,
    /// Records whose content was deleted on purpose before.
    pub purged: u64,
    /// Drafts taken along.
    pub drafts: u64,
    /// What could not be taken along.
    pub lost: Vec<FaultView>,
    /// Drafts that could not.
    pub lost_drafts: u64,
}

impl RewriteReport {
    /// Of what became of each record, and what is known of the lost ones.
    pub fn new(path: &Path, done: &vault::Rewritten, lost: Vec<FaultView>) -> Self {
        Self {
            path: path.display().to_string(),
            records: done.kept,
            purged: done.purged,
            drafts: done.drafts,
            lost,
            lost_drafts: done.lost_drafts,
        }
    }
}

/// A backup that stands in its folder.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BackupFile {
    /// Where.
    pub path: String,
    /// Its file name.
    pub name: String,
    /// When it was made.
    pub at: String,
    /// Its size.
    pub bytes: u64,
}

impl From<vault::BackupFile> for BackupFile {
    fn from(file: vault::BackupFile) -> Self {
        Self {
            name: file_name_of(&file.path),
            path: file.path.display().to_string(),
            at: file.at.to_string(),
            bytes: file.bytes,
        }
    }
}

/// What is known of the open vault's backups.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupFacts {
    /// Where they go; none: no automatic backup.
    pub folder: Option<String>,
    /// The newest first.
    pub files: Vec<BackupFile>,
    /// Why the last one failed.
    pub problem: Option<Failure>,
    /// Whether something was written since the newest.
    pub changed_since: bool,
}

/// How an entry differs between two copies.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Only the open vault has it.
    OnlyHere,
    /// Only the copy has it.
    OnlyThere,
    /// The open vault went on with it.
    NewerHere,
    /// The copy went on with it.
    NewerThere,
    /// Both did.
    BothChanged,
}

/// One entry that differs.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DifferentEntry {
    /// How.
    pub kind: DifferenceKind,
    /// Its title.
    pub title: String,
    /// When it took place.
    pub happened: Option<String>,
    /// When it was last changed.
    pub changed: String,
}

/// A copy beside the open vault.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    /// The copy's file name.
    pub name: String,
    /// When its last record was made.
    pub at: Option<String>,
    /// Entries in the copy.
    pub entries_there: u64,
    /// Entries in the open vault, if one is open.
    pub entries_here: Option<u64>,
    /// Records in the copy.
    pub records_there: u64,
    /// Records in the open vault.
    pub records_here: Option<u64>,
    /// People in the copy; beside an open vault those of whom it alone says something.
    pub people: u64,
    /// Drafts in the copy; beside an open vault those that it alone has.
    pub drafts: u64,
    /// The first of the entries that differ.
    pub different: Vec<DifferentEntry>,
    /// How many differ.
    pub different_total: u64,
    /// The copy's own faults.
    pub faults: u64,
    /// Whether it is a copy of the open vault.
    pub same_vault: bool,
}

/// Entries that differ and are named one by one; the others are counted.
const NAMED: usize = 200;

impl Rehearsal {
    /// A copy of the open vault beside it.
    pub fn beside(copy: &Vault, found: journal::Differences) -> Self {
        Self {
            name: file_name_of(copy.path()),
            at: found.last_there.map(|at| at.to_string()),
            entries_there: found.entries_there,
            entries_here: Some(found.entries_here),
            records_there: found.records_there,
            records_here: Some(found.records_here),
            people: found.people,
            drafts: found.drafts,
            different_total: found.entries.len() as u64,
            different: found.entries.into_iter().take(NAMED).map(DifferentEntry::from).collect(),
            faults: copy.faults().len() as u64 + found.unreadable,
            same_vault: true,
        }
    }

    /// A copy alone: no vault is open, or another one.
    pub fn alone(copy: &Vault, entries: u64, people: u64) -> Result<Self, VaultError> {
        let mut newest = copy.records_back(u64::MAX);
        let at = newest.find_map(|found| Some(found.ok()?.1?.header.at.to_string()));
        Ok(Self {
            name: file_name_of(copy.path()),
            at,
            entries_there: entries,
            entries_here: None,
            records_there: copy.last_seq(),
            records_here: None,
            people,
            drafts: copy.drafts()?.len() as u64,
            different: Vec::new(),
            different_total: 0,
            faults: copy.faults().len() as u64,
            same_vault: false,
        })
    }
}

impl From<journal::DifferentEntry> for DifferentEntry {
    fn from(different: journal::DifferentEntry) -> Self {
        Self {
            kind: match different.kind {
                journal::DifferenceKind::OnlyHere => DifferenceKind::OnlyHere,
                journal::DifferenceKind::OnlyThere => DifferenceKind::OnlyThere,
                journal::DifferenceKind::NewerHere => DifferenceKind::NewerHere,
                journal::DifferenceKind::NewerThere => DifferenceKind::NewerThere,
                journal::DifferenceKind::BothChanged => DifferenceKind::BothChanged,
            },
            title: different.title,
            happened: different.happened.map(|date| date.to_string()),
            changed: different.changed.to_string(),
        }
    }
}

impl From<journal::MergeReport> for MergeReport {
    fn from(report: journal::MergeReport) -> Self {
        Self {
            records: report.records,
            entries_new: report.entries_new,
            both_changed: report.both_changed.into_iter().map(Summary::from).collect(),
            purged: report.purged,
            unreadable: report.unreadable,
        }
    }
}

/// What a restore did.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Where the copy stands now.
    pub path: String,
    /// Where the file stands that was there before.
    pub set_aside: Option<String>,
}

/// What came in from a copy.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeReport {
    /// Records that came.
    pub records: u64,
    /// Entries that were not here before.
    pub entries_new: u64,
    /// Entries that were changed on both sides.
    pub both_changed: Vec<Summary>,
    /// Records deleted here too, because they were deleted there on purpose.
    pub purged: u64,
    /// Records of the copy that could not be read.
    pub unreadable: u64,
}

/// Whether the search index fitted the records.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum IndexState {
    /// It did.
    Sound,
    /// It did not and was made anew.
    MadeAnew,
}

/// What a check of everything found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CheckReport {
    /// Records there should be.
    pub records: u64,
    /// Records that were opened and are what was written.
    pub whole: u64,
    /// Records deleted on purpose.
    pub purged: u64,
    /// Drafts that were opened.
    pub drafts: u64,
    /// Entries.
    pub entries: u64,
    /// Attachments.
    pub attachments: u64,
    /// The search index; none when the check was stopped before it came to it.
    pub index: Option<IndexState>,
    /// All that does not fit.
    pub faults: Vec<FaultView>,
    /// Whether everything was looked at and nothing is wrong.
    pub sound: bool,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

impl From<journal::CheckReport> for CheckReport {
    fn from(report: journal::CheckReport) -> Self {
        let sound = report.is_sound();
        Self {
            records: report.records,
            whole: report.whole,
            purged: report.purged,
            drafts: report.drafts,
            entries: report.entries,
            attachments: report.attachments,
            index: report.index.map(|index| match index {
                journal::IndexState::Sound => IndexState::Sound,
                journal::IndexState::MadeAnew => IndexState::MadeAnew,
            }),
            faults: report.faults.into_iter().map(FaultView::from).collect(),
            sound,
            cancelled: report.cancelled,
        }
    }
}

/// What becomes of a rehearsed copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum RestoreHow {
    /// It takes the place of the open vault, whose file is set aside.
    Replace,
    /// It is written to a place where nothing stands.
    Beside,
}
