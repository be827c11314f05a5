//! `tell import` and `tell export`: a whole journal in, a whole journal out.

use std::ops::ControlFlow;
use std::process::ExitCode;

use serde::Serialize;

use crate::args::Transfer;
use crate::command::SOME_REFUSED;
use crate::open::{self, Progress, now};
use crate::output::{self, counted, one_line};
use crate::trouble::Trouble;

#[expect(clippy::struct_field_names, reason = "the names are those of the document")]
/// `found` = `imported` + `skipped` + the number of `failed`.
#[derive(Serialize)]
struct Imported {
    found: u64,
    imported: u64,
    skipped: u64,
    failed: Vec<FailedOut>,
    cancelled: bool,
}

#[derive(Serialize)]
struct FailedOut {
    name: String,
    code: String,
}

#[derive(Serialize)]
struct Exported {
    entries: u64,
    files: u64,
    folder: String,
}

pub fn import(args: &Transfer) -> Result<ExitCode, Trouble> {
    if !args.folder.is_dir() {
        return Err(Trouble::FolderNotFound(args.folder.display().to_string()));
    }
    let mut journal = open::journal(&args.open)?;
    let mut said = Progress::new("imported");
    let report =
        journal.import_folder(&args.folder, now(), &mut rand::rng(), &mut |done, total| {
            said.say(done, total);
            ControlFlow::Continue(())
        })?;
    drop(said);
    journal.lock()?;
    let failed = report.failed.iter();
    let report = Imported {
        found: report.found,
        imported: report.imported,
        skipped: report.skipped,
        failed: failed
            .map(|(name, code)| FailedOut { name: name.clone(), code: (*code).to_string() })
            .collect(),
        cancelled: report.cancelled,
    };
    if args.json {
        output::json(&report)?;
    } else {
        print(&report)?;
    }
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) })
}

fn print(report: &Imported) -> Result<(), Trouble> {
    output::text(|out| {
        let Imported { found, imported, skipped, failed, .. } = report;
        writeln!(
            out,
            "{}: {imported} imported, {skipped} there already, {} refused.",
            counted(*found, "file"),
            failed.len()
        )?;
        for failure in failed {
            writeln!(out, "  {} [{}]", one_line(&failure.name), failure.code)?;
        }
        Ok(())
    })
}

pub fn export(args: &Transfer) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let mut said = Progress::new("exported");
    let report = journal.export_folder(&args.folder, &mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    drop(said);
    journal.lock()?;
    let folder = args.folder.display().to_string();
    let report = Exported { entries: report.entries, files: report.files, folder };
    if args.json {
        output::json(&report)?;
    } else {
        output::text(|out| {
            let entries = match report.entries {
                1 => "1 entry is".to_owned(),
                many => format!("{many} entries are"),
            };
            let folder = &report.folder;
            writeln!(out, "{entries} in {folder}, in plain text that anybody can read.")
        })?;
    }
    Ok(ExitCode::SUCCESS)
}
