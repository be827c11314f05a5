//! The whole check of a journal: every record opened, the heads of entries and the files of entries worked
//! out anew from the records, and the index held beside them.

mod compare;
mod name;
mod truth;

use std::{collections::HashSet, ops::ControlFlow};

use vault::{Id, Moment};

use crate::{Journal, JournalError};
use truth::Truth;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// Records that should be there.
    pub records: u64,
    /// Records that were opened and are what was written.
    pub whole: u64,
    /// Records purged on purpose.
    pub purged: u64,
    /// Drafts that were opened.
    pub drafts: u64,
    /// Entries outside the trash.
    pub entries: u64,
    /// Files of entries that are whole.
    pub attachments: u64,
    /// How the index was found; `None` when the check was stopped before it came to it.
    pub index: Option<IndexState>,
    /// All that does not fit, records in order.
    pub faults: Vec<Flaw>,
    /// Whether the check was stopped before its end.
    pub cancelled: bool,
}

/// How a check found the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// It says what the records say.
    Sound,
    /// It did not, and was made again from the records. Nothing was lost by that.
    MadeAnew,
}

/// One thing that does not fit, and whose it is as far as that can be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flaw {
    /// What is wrong: [`vault::Wrong`] by its short name, or `not-understood` for a record that opens and is
    /// not what its kind should be.
    pub wrong: &'static str,
    /// The record, if it is one.
    pub record: Option<u64>,
    /// The kind of the record, where that is known from the index or the record.
    pub kind: Option<String>,
    /// The entry it belongs to.
    pub entry: Option<Id>,
    /// The entry's title, that of the damaged revision where it is known.
    pub title: Option<String>,
    /// The name of the file, if it is a part of one.
    pub file: Option<String>,
    /// When that revision, file or deletion was kept.
    pub at: Option<Moment>,
    /// Whether another revision of the same entry is whole.
    pub other_whole: bool,
}

impl CheckReport {
    /// Whether everything was looked at and nothing in the vault is wrong. An index that was made anew takes
    /// nothing from that.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && !self.cancelled
    }
}

impl Journal {
    /// Opens everything once. `progress` gets records done and in all, a second time when the index is made
    /// anew, and may break off. A vault with faults takes no more records afterwards; nothing is removed.
    pub fn check(
        &mut self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<CheckReport, JournalError> {
        let mut truth = Truth::default();
        let found = self.vault.check_each(progress, &mut |record| truth.take(record))?;
        let damaged: HashSet<u64> = found.faults.iter().filter_map(|fault| fault.seq).collect();
        let mut report = CheckReport {
            records: found.total,
            whole: found.whole,
            purged: found.purged,
            drafts: found.drafts,
            entries: self.index.entries().unwrap_or(0),
            attachments: 0,
            index: None,
            // Before the index is made anew: it may remember titles that no record tells any more.
            faults: name::flaws(&self.index, &truth, &found.faults),
            cancelled: found.cancelled,
        };
        if report.cancelled {
            return Ok(report);
        }
        let (whole, flaws) = truth.attachments(&self.index, &damaged);
        report.attachments = whole;
        report.faults.extend(flaws);
        report.faults.extend(truth.not_understood());
        report.faults.sort_by_key(|flaw| (flaw.record.is_none(), flaw.record));

        if self.catch_up_all(progress)?.is_break() {
            report.cancelled = true;
            return Ok(report);
        }
        // An index that refuses to answer is as wrong as one that answers wrongly.
        if compare::fits(&self.index, &truth, &damaged).unwrap_or(false) {
            report.index = Some(IndexState::Sound);
        } else {
            self.index.make_anew(&self.vault)?;
            report.index = Some(IndexState::MadeAnew);
            report.cancelled = self.catch_up_all(progress)?.is_break();
        }
        report.entries = self.index.entries()?;
        Ok(report)
    }

    /// Indexes everything there is; what is left when it is broken off waits for the next time.
    pub(crate) fn catch_up_all(
        &mut self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, JournalError> {
        const AT_A_TIME: usize = 2_000;
        while self.behind() > 0 {
            let step = self.catch_up(AT_A_TIME)?;
            if progress(step.done, step.total).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
