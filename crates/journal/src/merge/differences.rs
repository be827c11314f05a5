//! What another copy of the vault has and this one has not, and the other way round: shown before
//! anything is restored or merged.

use std::ops::ControlFlow;

use vault::{Id, Moment, Vault};

use super::{
    drafts,
    survey::{Sides, Survey, Told},
};
use crate::{Edtf, Journal, JournalError, save::entry_of};

/// In which way an entry differs between two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// The other copy does not have it.
    OnlyHere,
    /// This copy does not have it.
    OnlyThere,
    /// What stands here follows what stands there; or it was deleted or brought back here since.
    NewerHere,
    /// What stands there follows what stands here; or it was deleted or brought back there since.
    NewerThere,
    /// Changed on both sides: a merge would keep both versions.
    BothChanged,
}

impl DifferenceKind {
    /// The name in kebab-case: `only-there`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnlyHere => "only-here",
            Self::OnlyThere => "only-there",
            Self::NewerHere => "newer-here",
            Self::NewerThere => "newer-there",
            Self::BothChanged => "both-changed",
        }
    }
}

/// An entry that is not the same in both copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferentEntry {
    /// The entry.
    pub entry: Id,
    /// In which way it differs.
    pub kind: DifferenceKind,
    /// The title of the later version.
    pub title: String,
    /// When it took place, by that version.
    pub happened: Option<Edtf>,
    /// When that version was saved.
    pub changed: Moment,
}

/// Two copies of a vault beside each other. Nothing is changed by looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// Entries that differ, the latest change first.
    pub entries: Vec<DifferentEntry>,
    /// Entries outside the trash in this copy.
    pub entries_here: u64,
    /// Entries outside the trash in the other.
    pub entries_there: u64,
    /// Records of this copy, the purged counted.
    pub records_here: u64,
    /// Records of the other, the purged counted.
    pub records_there: u64,
    /// Records that stand here only.
    pub only_here: u64,
    /// Records that stand there only; what a merge would bring.
    pub only_there: u64,
    /// Records here that were purged there; a merge would purge them here too.
    pub purged_there: u64,
    /// People of whom something is said there only.
    pub people: u64,
    /// Files of entries that were added or taken away there only.
    pub attachments: u64,
    /// Reviews, ledger rows and other rooms' documents of which a state stands there only.
    pub documents: u64,
    /// Drafts there that say what nothing here says.
    pub drafts: u64,
    /// Records and drafts of the other copy that cannot be read and so cannot come.
    pub unreadable: u64,
    /// When the newest record of the other copy was made, if it can be read.
    pub last_there: Option<Moment>,
}

impl Journal {
    /// Holds this journal beside another copy of its vault. The index catches up first. `progress` gets steps
    /// done and in all, and may break off (`cancelled`).
    ///
    /// `other-vault` when the other is no copy of this one.
    pub fn differences(
        &mut self,
        other: &Vault,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Differences, JournalError> {
        if other.id() != self.vault.id() {
            return Err(vault::VaultError::OtherVault.into());
        }
        if self.catch_up_all(progress)?.is_break() {
            return Err(vault::VaultError::Cancelled.into());
        }
        let survey = Survey::of(self, other, progress)?;
        let mut entries = Vec::new();
        let (mut ours, mut theirs) = (0, 0);
        for (entry, sides) in &survey.entries {
            ours += u64::from(sides.is_listed_here());
            theirs += u64::from(sides.is_listed_there());
            entries.extend(self.difference(*entry, sides)?);
        }
        entries.sort_by_key(|different| std::cmp::Reverse((different.changed, different.entry)));
        let drafts = drafts::weigh(self, other, &survey)?;
        let entries_here = self.index.entries()?;
        let comparison = &survey.comparison;
        let count = |list: &[u64]| list.len() as u64;
        Ok(Differences {
            entries,
            entries_here,
            entries_there: (entries_here + theirs).saturating_sub(ours),
            records_here: self.vault.last_seq(),
            records_there: other.last_seq(),
            only_here: count(&comparison.only_here),
            only_there: count(&comparison.only_there),
            purged_there: count(&comparison.purged_there),
            people: survey.people.len() as u64,
            attachments: survey.attachments.len() as u64,
            documents: survey.documents.len() as u64,
            drafts: drafts.coming(),
            unreadable: comparison.unreadable.len() as u64 + drafts.unreadable,
            last_there: last_at(other),
        })
    }

    fn difference(&self, entry: Id, sides: &Sides) -> Result<Option<DifferentEntry>, JournalError> {
        let (here, there, both) = (sides.heads_here(), sides.heads_there(), sides.heads());
        let (kind, shown) = match (here.last(), there.last()) {
            (Some(head), None) => (DifferenceKind::OnlyHere, *head),
            (None, Some(head)) => (DifferenceKind::OnlyThere, *head),
            (None, None) => return Ok(None),
            (Some(ours), Some(theirs)) => {
                if here == there {
                    match (sides.trash_is_newer(true), sides.trash_is_newer(false)) {
                        (true, _) => (DifferenceKind::NewerHere, *ours),
                        (_, true) => (DifferenceKind::NewerThere, *theirs),
                        _ => return Ok(None),
                    }
                } else if both == here {
                    (DifferenceKind::NewerHere, *ours)
                } else if both == there {
                    (DifferenceKind::NewerThere, *theirs)
                } else {
                    (DifferenceKind::BothChanged, *both.last().unwrap_or(ours))
                }
            }
        };
        let Told { title, happened, at, .. } = match sides.told(shown) {
            Some(told) => told.clone(),
            None => self.told(shown)?,
        };
        Ok(Some(DifferentEntry { entry, kind, title, happened, changed: at }))
    }

    fn told(&self, revision: Id) -> Result<Told, JournalError> {
        let seq = self.index.revision_seq(revision)?.ok_or(JournalError::RevisionNotFound)?;
        let entry = entry_of(&self.read_record(seq)?)?;
        let (title, happened) = (entry.content.title, entry.content.happened);
        Ok(Told { seq, title, happened, at: entry.changed })
    }
}

/// When the newest record that can be read was made.
fn last_at(vault: &Vault) -> Option<Moment> {
    /// Far enough past purges and damage.
    const BACK: usize = 100;
    let mut records = vault.records_back(u64::MAX).take(BACK);
    records.find_map(|found| found.ok().and_then(|(_, record)| Some(record?.header.at)))
}
