//! The whole check: the file's structure, slots, head, chain, and every record and draft opened.
//! It finds all there is to find and stops at nothing.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::head::Head;
use crate::losses::Lost;
use crate::purge::Purged;
use crate::{Fault, Id, Record, Vault, VaultError, Wrong, audit};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Records that should be there.
    pub total: u64,
    /// Records that were opened and are what was written.
    pub whole: u64,
    /// Records purged on purpose.
    pub purged: u64,
    /// Records that were lost before, and that a rescue named when it made this vault.
    pub lost: u64,
    /// Drafts that were opened.
    pub drafts: u64,
    /// All that does not fit, records in order.
    pub faults: Vec<Fault>,
    /// Whether the check was stopped before its end.
    pub cancelled: bool,
}

impl Report {
    /// Whether everything was looked at and nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && !self.cancelled
    }
}

impl Vault {
    /// Opens everything: 100 µs a record for short entries. `progress` gets records done and in
    /// all, and may break off. A vault with faults takes no more records afterwards.
    pub fn check(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Report, VaultError> {
        self.check_each(progress, &mut |_| {})
    }

    /// As [`check`](Vault::check), and shows every whole record once to who knows what is in it.
    pub fn check_each(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
        each: &mut dyn FnMut(&Record),
    ) -> Result<Report, VaultError> {
        let total = self.head.seq;
        let mut report = Report {
            total,
            whole: 0,
            purged: 0,
            lost: 0,
            drafts: 0,
            faults: self.faults(),
            cancelled: false,
        };
        // These are found again below, with more said.
        report.faults.retain(|fault| fault.seq.is_none() && fault.wrong != Wrong::Chain);
        self.check_structure(&mut report);

        let mut walked = Head { live: 0, ..Head::start(self.id) };
        let mut whole_chain = true;
        let mut blank = BTreeSet::new();
        let (mut named, mut lost) = (BTreeSet::new(), BTreeSet::new());
        for seq in 1..=total {
            if progress(seq - 1, total).is_break() {
                report.cancelled = true;
                return Ok(report);
            }
            let found = match audit::row(self, seq)? {
                Ok((kept, live)) => {
                    let live = walked.live + u64::from(live);
                    walked = Head { live, ..walked.after(&kept) };
                    if whole_chain {
                        self.passed(&walked);
                    }
                    self.read_or_purged(seq)
                }
                Err(wrong) => {
                    whole_chain = false;
                    Err(VaultError::RecordDamaged { seq, wrong })
                }
            };
            match found {
                Ok(None) => {
                    blank.insert(seq);
                }
                Ok(Some(record)) => {
                    report.whole += 1;
                    each(&record);
                    named.extend(Purged::named_in(&record));
                    lost.extend(Lost::named_in(&record));
                }
                Err(VaultError::RecordDamaged { seq, wrong }) => {
                    report.faults.push(Fault { seq: Some(seq), wrong });
                }
                Err(error) => return Err(error),
            }
        }
        report.purged = blank.intersection(&named).count() as u64;
        for seq in blank.difference(&named).copied() {
            if lost.contains(&seq) {
                report.lost += 1;
            } else {
                report.faults.push(Fault { seq: Some(seq), wrong: Wrong::Vanished });
            }
        }
        self.check_strays(&mut report)?;
        let head_opens = !report.faults.contains(&Wrong::Head.into());
        if head_opens && whole_chain && walked.chain != self.head.chain {
            report.faults.push(Wrong::Chain.into());
        }
        if head_opens && whole_chain && walked.live != self.head.live {
            report.faults.push(Wrong::Count.into());
        }
        self.check_drafts(&mut report)?;
        let _ = progress(total, total);
        report.faults.sort_unstable();
        report.faults.dedup();
        for &fault in &report.faults {
            self.note(fault);
        }
        Ok(report)
    }

    /// SQLite's own check of pages and indexes.
    fn check_structure(&self, report: &mut Report) {
        let said: Result<String, _> =
            self.conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
        if said.as_deref() != Ok("ok") {
            report.faults.push(Wrong::File.into());
        }
    }

    /// Rows of `rec` that no head speaks of.
    fn check_strays(&self, report: &mut Report) -> Result<(), VaultError> {
        let last = i64::try_from(self.head.seq).unwrap_or(i64::MAX);
        let strays = self
            .conn
            .prepare_cached("SELECT seq FROM rec WHERE seq > ?1 OR seq < 1")
            .and_then(|mut list| {
                list.query_map([last], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()
            });
        match strays.map_err(|error| VaultError::vault_sql("reading the records", error)) {
            Ok(strays) => report.faults.extend(
                strays
                    .into_iter()
                    .map(|seq| Fault { seq: u64::try_from(seq).ok(), wrong: Wrong::Unexpected }),
            ),
            Err(VaultError::Damaged { .. }) => report.faults.push(Wrong::File.into()),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn check_drafts(&self, report: &mut Report) -> Result<(), VaultError> {
        let reading = |error| VaultError::vault_sql("reading the drafts", error);
        let ids = self.conn.prepare_cached("SELECT id FROM draft").and_then(|mut list| {
            list.query_map([], |row| Ok(row.get::<_, [u8; 16]>(0).ok()))?
                .collect::<Result<Vec<_>, _>>()
        });
        let ids = match ids.map_err(reading) {
            Ok(ids) => ids,
            Err(VaultError::Damaged { .. }) => vec![None],
            Err(error) => return Err(error),
        };
        for id in ids {
            match id.map(|id| self.draft(Id::from_bytes(id))) {
                Some(Ok(Some(_))) => report.drafts += 1,
                Some(Err(VaultError::DraftDamaged | VaultError::Damaged { .. }) | Ok(None))
                | None => report.faults.push(Wrong::Draft.into()),
                Some(Err(error)) => return Err(error),
            }
        }
        Ok(())
    }
}
