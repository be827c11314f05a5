//! Merging another copy of the vault into this one, and what that would do. See docs/decisions/0064.

mod differences;
mod drafts;
mod survey;

use std::{
    collections::{BTreeSet, HashSet},
    ops::ControlFlow,
};

use vault::{Moment, Vault};

use crate::{Journal, JournalError, Summary};
pub use differences::{DifferenceKind, Differences, DifferentEntry};
use survey::Survey;

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MergeReport {
    /// Records that came.
    pub records: u64,
    /// Entries of which this copy knew nothing.
    pub entries_new: u64,
    /// Entries that now have two versions which wait to be joined.
    pub both_changed: Vec<Summary>,
    /// Drafts that came as drafts.
    pub drafts: u64,
    /// Drafts of either copy that became versions of their own.
    pub drafts_beside: u64,
    /// Records purged here because they had been purged there.
    pub purged: u64,
    /// Records and drafts of the other copy that could not be read and so did not come.
    pub unreadable: u64,
}

impl Journal {
    /// Brings in what another copy of the vault has and this one has not: all records in one transaction,
    /// then the drafts. Merging in both directions, however often, leaves both with the same entries, people
    /// and documents, and nothing that somebody wrote is lost: an entry changed on both sides keeps both
    /// versions.
    ///
    /// `progress` gets steps done and in all, and may break off (`cancelled`) until the records are kept:
    /// then nothing has changed. Nothing of `other` changes ever. `other-vault` when it is no copy of this one,
    /// `vault-damaged` when this one is damaged; damage of `other` keeps back only what is damaged.
    pub fn merge(
        &mut self,
        other: &Vault,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<MergeReport, JournalError> {
        const STEPS: u64 = 1_000;
        let mut part = |from: u64, upto: u64, done: u64, total: u64| {
            progress(from + (upto - from) * done.min(total) / total.max(1), STEPS)
        };
        if other.id() != self.vault.id() {
            return Err(vault::VaultError::OtherVault.into());
        }
        if self.catch_up_all(&mut |done, total| part(0, 100, done, total))?.is_break() {
            return Err(vault::VaultError::Cancelled.into());
        }
        let survey = Survey::of(self, other, &mut |done, total| part(100, 250, done, total))?;
        let drafts = drafts::weigh(self, other, &survey)?;
        let known: HashSet<_> = survey
            .entries
            .iter()
            .filter(|(_, sides)| !sides.heads_here().is_empty())
            .map(|(entry, _)| *entry)
            .collect();

        let merged = self.vault.merge(other, at, &mut |done, total| part(250, 600, done, total))?;
        drafts::settle(self, &drafts)?;
        // From here on everything is kept, and breaking off would only leave the lists behind.
        let _ = self.catch_up_all(&mut |done, total| {
            let _ = part(600, STEPS, done, total);
            ControlFlow::Continue(())
        })?;
        let touched: BTreeSet<_> = survey.entries.keys().copied().chain(drafts.entries()).collect();
        let mut both_changed = self.conflicts()?;
        both_changed.retain(|summary| touched.contains(&summary.id));
        let came = survey
            .entries
            .iter()
            .filter(|(entry, sides)| !known.contains(entry) && !sides.heads().is_empty());
        Ok(MergeReport {
            records: merged.added.len() as u64,
            entries_new: came.count() as u64,
            both_changed,
            drafts: drafts.carried(),
            drafts_beside: drafts.beside(),
            purged: merged.purged,
            unreadable: merged.unreadable.len() as u64 + drafts.unreadable,
        })
    }
}
