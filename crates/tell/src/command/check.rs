//! `tell check`: opens every record of a vault and says what is not whole. Changes nothing.

use std::ops::ControlFlow;
use std::process::ExitCode;

use serde::Serialize;
use vault::{Fault, Wrong};

use crate::args;
use crate::command::NOT_WHOLE;
use crate::open::{self, Progress};
use crate::output::{self, counted};
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
    whole: bool,
    faults: Vec<FaultOut>,
}

#[derive(Serialize)]
struct FaultOut {
    /// The record, or null when it is the head or the chain that does not fit.
    seq: Option<u64>,
    what: &'static str,
    #[serde(skip)]
    said: String,
}

pub fn run(args: &args::Check) -> Result<ExitCode, Trouble> {
    let vault = open::vault(&args.open)?;
    let mut said = Progress::new("checked");
    let report = vault.check(&mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    drop(said);
    let checked = Checked {
        vault: args.open.vault.display().to_string(),
        id: vault.id().to_string(),
        records: report.total,
        opened: report.whole,
        purged: report.purged,
        drafts: report.drafts,
        whole: report.is_sound(),
        faults: report
            .faults
            .iter()
            .map(|fault| FaultOut {
                seq: fault.seq,
                what: fault.wrong.as_str(),
                said: in_words(*fault),
            })
            .collect(),
    };
    vault.lock()?;
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
            "Nothing was changed. Copy this file somewhere safe, and look for an older copy of it."
        )?;
        writeln!(out, "What is whole can still be read: tell list, show, search and export.")
    })
}

/// What is wrong, for somebody who does not know the format.
fn in_words(fault: Fault) -> String {
    let said = match fault.wrong {
        Wrong::Truncated => "the end of the file is missing",
        Wrong::File => "a part of the file cannot be read",
        Wrong::Meta => "the label with the format and the name of the vault is missing or wrong",
        Wrong::PassphraseSlot => {
            "the place that the passphrase opens was changed; the recovery key may open it"
        }
        Wrong::RecoverySlot => {
            "the place that the recovery key opens was changed; the passphrase may open it"
        }
        Wrong::Head => "the seal that says how many records there are is missing or does not open",
        Wrong::Chain => "the records are not those that were written, in that order",
        Wrong::Count => "the number of records is not the one that was written",
        Wrong::Missing => "is missing",
        Wrong::Unexpected => "stands there, though it was never acknowledged",
        Wrong::Changed => "is not the one that was written",
        Wrong::Unopened => "cannot be opened with the key of this vault",
        Wrong::Foreign => "belongs to another vault",
        Wrong::Misplaced => "belongs to another place in this vault",
        Wrong::Malformed => "opens, but does not hold what a record holds",
        Wrong::Newer => "was written by a newer program",
        Wrong::Vanished => "is empty, though nobody removed it",
        Wrong::Draft => "a draft cannot be opened",
        _ => fault.wrong.as_str(),
    };
    match fault.seq {
        Some(seq) => format!("record {seq} {said}"),
        None if fault.wrong == Wrong::Unexpected => format!("a record {said}"),
        None => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_said_as_a_sentence() {
        let said = |seq, wrong| in_words(Fault { seq, wrong });
        assert_eq!(said(Some(3), Wrong::Changed), "record 3 is not the one that was written");
        assert_eq!(said(None, Wrong::Truncated), "the end of the file is missing");
        assert!(said(None, Wrong::Unexpected).starts_with("a record stands there"));
    }
}
