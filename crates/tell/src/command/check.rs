//! `tell check`: opens every record of a vault and says what is not whole, and whose it was. Removes nothing.

use std::ops::ControlFlow;
use std::process::ExitCode;

use journal::{Flaw, IndexState};
use serde::Serialize;

use crate::args;
use crate::command::NOT_WHOLE;
use crate::open::{self, Progress};
use crate::output::{self, counted, one_line};
use crate::trouble::Trouble;

#[derive(Serialize)]
struct Checked {
    vault: String,
    id: String,
    /// Records there should be, and how many of them were opened and are what was written.
    records: u64,
    opened: u64,
    purged: u64,
    drafts: u64,
    entries: u64,
    attachments: u64,
    index: &'static str,
    whole: bool,
    faults: Vec<FaultOut>,
}

#[derive(Serialize)]
struct FaultOut {
    /// The record, or null when it is the head or the chain that does not fit.
    seq: Option<u64>,
    what: &'static str,
    kind: Option<String>,
    entry: Option<String>,
    title: Option<String>,
    file: Option<String>,
    at: Option<String>,
    other_whole: bool,
    #[serde(skip)]
    said: String,
}

impl FaultOut {
    fn of(flaw: &Flaw) -> Self {
        Self {
            seq: flaw.record,
            what: flaw.wrong,
            kind: flaw.kind.clone(),
            entry: flaw.entry.map(|id| id.to_string()),
            title: flaw.title.clone(),
            file: flaw.file.clone(),
            at: flaw.at.map(|at| at.to_string()),
            other_whole: flaw.other_whole,
            said: in_words(flaw),
        }
    }
}

pub fn run(args: &args::Check) -> Result<ExitCode, Trouble> {
    let mut journal = open::journal_as_is(&args.open)?;
    let mut said = Progress::new("checked");
    let report = journal.check(&mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    drop(said);
    let checked = Checked {
        vault: args.open.vault.display().to_string(),
        id: journal.vault().id().to_string(),
        records: report.records,
        opened: report.whole,
        purged: report.purged,
        drafts: report.drafts,
        entries: report.entries,
        attachments: report.attachments,
        index: match report.index {
            Some(IndexState::MadeAnew) => "made-anew",
            _ => "sound",
        },
        whole: report.is_sound(),
        faults: report.faults.iter().map(FaultOut::of).collect(),
    };
    journal.lock()?;
    if args.json {
        output::json(&checked)?;
    } else {
        print(&checked)?;
    }
    Ok(if checked.whole { ExitCode::SUCCESS } else { ExitCode::from(NOT_WHOLE) })
}

fn print(checked: &Checked) -> Result<(), Trouble> {
    output::text(|out| {
        let records = counted(checked.records, "record");
        if checked.index == "made-anew" {
            writeln!(
                out,
                "The search index said something else than the records and was made anew."
            )?;
        }
        if checked.whole {
            return writeln!(out, "Whole: {records}, each one in its place.");
        }
        let faults = counted(checked.faults.len() as u64, "fault");
        writeln!(out, "Not whole: {faults}; {} of {records} opened.", checked.opened)?;
        for fault in &checked.faults {
            writeln!(out, "  {}", fault.said)?;
        }
        writeln!(
            out,
            "Nothing was removed. Copy this file somewhere safe, and look for an older copy of it."
        )?;
        writeln!(out, "What is whole can still be read: tell list, show, search and export.")
    })
}

/// What is wrong, for somebody who does not know the format.
pub fn in_words(flaw: &Flaw) -> String {
    let said = match flaw.wrong {
        "truncated" => "the end of the file is missing",
        "file" => "a part of the file cannot be read",
        "meta" => "the label with the format and the name of the vault is missing or wrong",
        "passphrase-slot" => {
            "the place that the passphrase opens was changed; the recovery key may open it"
        }
        "recovery-slot" => {
            "the place that the recovery key opens was changed; the passphrase may open it"
        }
        "head" => "the seal that says how many records there are is missing or does not open",
        "chain" => "the records are not those that were written, in that order",
        "count" => "the number of records is not the one that was written",
        "missing" => "is missing",
        "unexpected" => "stands there, though it was never acknowledged",
        "changed" => "is not the one that was written",
        "unopened" => "cannot be opened with the key of this vault",
        "foreign" => "belongs to another vault",
        "misplaced" => "belongs to another place in this vault",
        "malformed" => "opens, but does not hold what a record holds",
        "not-understood" => "opens, but does not hold what a record of its kind holds",
        "newer" => "was written by a newer program",
        "vanished" => "is empty, though nobody removed it",
        "draft" => "a draft cannot be opened",
        wrong => wrong,
    };
    let said = match flaw.record {
        Some(seq) => format!("record {seq} {said}"),
        None if flaw.wrong == "unexpected" => format!("a record {said}"),
        None if flaw.file.is_some() => format!("a part of a file {said}"),
        None => said.to_owned(),
    };
    match whose(flaw) {
        Some(whose) => format!("{said}: {whose}"),
        None => said,
    }
}

/// What was in it, as far as it is known.
fn whose(flaw: &Flaw) -> Option<String> {
    flaw.entry?;
    let title = match flaw.title.as_deref().map(one_line).filter(|title| !title.is_empty()) {
        Some(title) => format!("“{title}”"),
        None => "an entry without a title".to_owned(),
    };
    let day = flaw.at.map(|at| format!(", {}", at.date())).unwrap_or_default();
    Some(match &flaw.file {
        Some(file) => format!("the file {} of {title}{day}", one_line(file)),
        None if flaw.other_whole => format!("{title}{day}; another version of it is whole"),
        None => format!("{title}{day}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_said_as_a_sentence() {
        let said = |record, wrong| in_words(&Flaw { record, wrong, ..Flaw::default() });
        assert_eq!(said(Some(3), "changed"), "record 3 is not the one that was written");
        assert_eq!(said(None, "truncated"), "the end of the file is missing");
        assert!(said(None, "unexpected").starts_with("a record stands there"));
        let named = Flaw {
            record: Some(9),
            wrong: "changed",
            entry: Some(vault::Id::from_bytes([1; 16])),
            title: Some("The exam".to_owned()),
            at: "2026-11-22T14:28:33+01:00".parse().ok(),
            other_whole: true,
            ..Flaw::default()
        };
        let words = "“The exam”, 2026-11-22; another version of it is whole";
        assert!(in_words(&named).ends_with(words), "{}", in_words(&named));
        let file = Flaw { file: Some("a.jpg".to_owned()), other_whole: false, ..named };
        assert!(in_words(&file).ends_with("the file a.jpg of “The exam”, 2026-11-22"));
    }
}
