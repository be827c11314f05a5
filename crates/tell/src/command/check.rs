//! `tell check`: opens every record of a vault and says what is not whole. Changes nothing.

use std::ops::ControlFlow;
use std::process::ExitCode;

use serde::Serialize;

use crate::args;
use crate::command::NOT_WHOLE;
use crate::open::{self, Progress};
use crate::output;
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
            .map(|fault| FaultOut { seq: fault.seq, what: fault.wrong.as_str() })
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
        if checked.whole {
            return writeln!(out, "Whole: {} records, each one in its place.", checked.records);
        }
        writeln!(
            out,
            "Not whole: {} faults in {} records.",
            checked.faults.len(),
            checked.records
        )?;
        for fault in &checked.faults {
            match fault.seq {
                Some(seq) => writeln!(out, "  record {seq}: {}", fault.what)?,
                None => writeln!(out, "  {}", fault.what)?,
            }
        }
        writeln!(out, "Nothing was changed. Keep this file, and look for an older copy of it.")
    })
}
