//! What a copy holds and how it differs: said before anything is restored or merged.

use std::io::{self, Write};
use std::ops::ControlFlow;

use journal::{DifferenceKind, Differences, DifferentEntry, Journal};
use serde::Serialize;
use vault::Vault;

use crate::open::{DEVICE, Progress, catch_up};
use crate::output::{counted, one_line};
use crate::trouble::Trouble;

/// Entries named to people; programs get all.
const SHOWN: usize = 30;

/// A copy, beside a vault or alone.
#[derive(Serialize)]
pub struct Rehearsal {
    copy: String,
    vault: String,
    /// When the newest record of the copy was made.
    at: Option<String>,
    entries_there: u64,
    /// Null where there is nothing to compare with.
    entries_here: Option<u64>,
    records_there: u64,
    records_here: Option<u64>,
    only_here: u64,
    only_there: u64,
    people: u64,
    attachments: u64,
    documents: u64,
    drafts: u64,
    unreadable: u64,
    /// What is wrong with the copy itself.
    faults: u64,
    different: Vec<DifferentOut>,
}

#[derive(Serialize)]
struct DifferentOut {
    kind: &'static str,
    id: String,
    title: String,
    happened: Option<String>,
    changed: String,
}

impl DifferentOut {
    fn of(different: DifferentEntry) -> Self {
        Self {
            kind: different.kind.as_str(),
            id: different.entry.to_string(),
            title: different.title,
            happened: different.happened.map(|date| date.to_string()),
            changed: different.changed.to_string(),
        }
    }
}

impl Rehearsal {
    /// The copy beside an open journal.
    pub fn beside(journal: &mut Journal, copy: &Vault) -> Result<Self, Trouble> {
        let faults = faults(copy)?;
        let mut said = Progress::new("compared");
        let found = journal.differences(copy, &mut |done, total| {
            said.say(done, total);
            ControlFlow::Continue(())
        })?;
        drop(said);
        let Differences { entries, .. } = found;
        Ok(Self {
            copy: copy.path().display().to_string(),
            vault: journal.vault().path().display().to_string(),
            at: found.last_there.map(|at| at.to_string()),
            entries_there: found.entries_there,
            entries_here: Some(found.entries_here),
            records_there: found.records_there,
            records_here: Some(found.records_here),
            only_here: found.only_here,
            only_there: found.only_there,
            people: found.people,
            attachments: found.attachments,
            documents: found.documents,
            drafts: found.drafts,
            unreadable: found.unreadable,
            faults,
            different: entries.into_iter().map(DifferentOut::of).collect(),
        })
    }

    /// The copy alone, with nothing at `target` to compare it with.
    pub fn alone(copy: Vault, target: &str) -> Result<(Self, Vault), Trouble> {
        let faults = faults(&copy)?;
        let mut newest = copy.records_back(u64::MAX);
        let at =
            newest.find_map(|found| found.ok().and_then(|(_, record)| Some(record?.header.at)));
        let drafts = copy.drafts()?.len() as u64;
        let mut journal = Journal::open(copy, DEVICE)?;
        catch_up(&mut journal)?;
        let entries = journal.timeline(journal::Order::Written, 0, 0)?.total;
        let people = journal.people()?.len() as u64;
        let copy = journal.into_vault();
        let records = copy.last_seq();
        let rehearsal = Self {
            copy: copy.path().display().to_string(),
            vault: target.to_owned(),
            at: at.map(|at| at.to_string()),
            entries_there: entries,
            entries_here: None,
            records_there: records,
            records_here: None,
            only_here: 0,
            only_there: records,
            people,
            attachments: 0,
            documents: 0,
            drafts,
            unreadable: 0,
            faults,
            different: Vec::new(),
        };
        Ok((rehearsal, copy))
    }

    /// How many faults the copy has.
    pub fn faults(&self) -> u64 {
        self.faults
    }

    /// A few lines for people.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let day = self.at.as_deref().unwrap_or("an unknown time");
        writeln!(out, "{}", one_line(&self.copy))?;
        writeln!(
            out,
            "  last written {day}: {}, {}",
            counted_entries(self.entries_there),
            counted(self.records_there, "record")
        )?;
        if self.faults > 0 {
            writeln!(out, "  damaged: {}; tell check says which", counted(self.faults, "fault"))?;
        }
        if let (Some(entries), Some(records)) = (self.entries_here, self.records_here) {
            writeln!(out, "{}", one_line(&self.vault))?;
            let (entries, records) = (counted_entries(entries), counted(records, "record"));
            writeln!(out, "  holds {entries}, {records}")?;
            self.print_differences(out)?;
        }
        Ok(())
    }

    fn print_differences(&self, out: &mut dyn Write) -> io::Result<()> {
        let also = [
            (self.people, "person", "people"),
            (self.attachments, "file", "files"),
            (self.documents, "review or ledger row", "reviews or ledger rows"),
            (self.drafts, "draft", "drafts"),
        ];
        let nothing = self.different.is_empty() && also.iter().all(|(count, ..)| *count == 0);
        if nothing && self.only_here == 0 {
            return writeln!(out, "They say the same.");
        }
        for different in self.different.iter().take(SHOWN) {
            let said = match different.kind {
                kind if kind == DifferenceKind::OnlyHere.as_str() => "only in the vault",
                kind if kind == DifferenceKind::OnlyThere.as_str() => "only in the copy",
                kind if kind == DifferenceKind::NewerHere.as_str() => "newer in the vault",
                kind if kind == DifferenceKind::NewerThere.as_str() => "newer in the copy",
                _ => "changed in both",
            };
            let title = if different.title.is_empty() { "(untitled)" } else { &different.title };
            let day = different.changed.split('T').next().unwrap_or_default();
            writeln!(out, "  {said:<18} {day}  {}", one_line(title))?;
        }
        if let Some(more) = self.different.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            writeln!(out, "  and {more} more; --json names all")?;
        }
        for (count, one, many) in also.into_iter().filter(|(count, ..)| *count > 0) {
            let noun = if count == 1 { one } else { many };
            writeln!(out, "  only in the copy   {count} {noun}")?;
        }
        Ok(())
    }
}

fn counted_entries(count: u64) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// Looks the copy through without opening every record.
fn faults(copy: &Vault) -> Result<u64, Trouble> {
    let mut said = Progress::new("looked at");
    let mut audit = copy.audit();
    loop {
        match audit.step(copy, 1_000) {
            Ok(step) if step.finished => break,
            Ok(step) => said.say(step.done, step.total),
            Err(vault::VaultError::Damaged { .. }) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(copy.faults().len() as u64)
}
