//! `tell backup`, `tell restore`, `tell merge`: copies of a vault. Restoring and merging say first what they
//! would do, and do it only with `--yes`.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use vault::{Vault, VaultError};

use crate::args;
use crate::command::rehearsal::Rehearsal;
use crate::open::{self, Progress, now};
use crate::output::{self, counted, one_line};
use crate::places::places;
use crate::secret;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct BackedUp {
    vault: String,
    path: String,
    bytes: u64,
    records: u64,
    /// Older backups whose time was over.
    removed: Vec<String>,
}

pub fn backup(args: &args::Backup) -> Result<ExitCode, Trouble> {
    let vault = open::vault(&args.open)?;
    let now = now();
    let copy = copy_of(&vault, &args.folder)?;
    let file = copy.place(&args.folder, now)?;
    let removed =
        if args.rotate { vault::thin(&args.folder, vault.id(), now)? } else { Vec::new() };
    vault.lock()?;
    let done = BackedUp {
        vault: args.open.vault.display().to_string(),
        path: file.path.display().to_string(),
        bytes: file.bytes,
        records: file.records,
        removed: removed.iter().map(|path| path.display().to_string()).collect(),
    };
    if args.json {
        output::json(&done)?;
    } else {
        output::text(|out| {
            writeln!(out, "{}: {}", one_line(&done.path), counted(done.records, "record"))?;
            done.removed.iter().try_for_each(|path| writeln!(out, "  removed {}", one_line(path)))
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A copy in `folder`, looked through, that has no name yet.
fn copy_of(vault: &Vault, folder: &Path) -> Result<vault::Copy, Trouble> {
    let rough = vault::rough_in(folder, vault.id(), &mut rand::rng());
    let mut said = Progress::new("copied");
    let copy = vault.copy_to(&rough, &mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    let mut said = Progress::new("looked at");
    copy.verify(&mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    Ok(copy)
}

#[derive(Serialize)]
struct Restored {
    #[serde(flatten)]
    rehearsal: Rehearsal,
    /// Why what stands at the target could not be compared.
    not_compared: Option<&'static str>,
    done: bool,
    /// Where the file that stood there is now.
    set_aside: Option<String>,
}

pub fn restore(args: &args::Restore) -> Result<ExitCode, Trouble> {
    let key = secret::key(&args.open)?;
    let copy = inspect(&args.open.vault, &key)?;
    let target = args.target.display().to_string();
    let stands = args.target.exists();
    if stands && vault::id_of(&args.target).is_ok_and(|id| id != copy.id()) {
        return Err(VaultError::OtherVault.into());
    }
    let places = places(args.open.index_dir.as_deref());
    let opened = if stands { Some(Vault::open(&args.target, &key, &places)) } else { None };
    let (rehearsal, copy, not_compared) = match opened {
        Some(Ok(vault)) => {
            let mut journal = open::journal_in(vault)?;
            let rehearsal = Rehearsal::beside(&mut journal, &copy)?;
            journal.lock()?;
            (rehearsal, copy, None)
        }
        Some(Err(error @ VaultError::InUse { .. })) => return Err(error.into()),
        // What does not open is why one restores. It is set aside whatever it is.
        Some(Err(error)) => {
            let (rehearsal, copy) = Rehearsal::alone(copy, &target)?;
            (rehearsal, copy, Some(error.code()))
        }
        None => {
            let (rehearsal, copy) = Rehearsal::alone(copy, &target)?;
            (rehearsal, copy, None)
        }
    };
    let mut done = Restored { rehearsal, not_compared, done: false, set_aside: None };
    if args.yes {
        let folder = match args.target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let now = now();
        let aside = copy_of(&copy, folder)?.put_in_place(&args.target, now)?;
        done.set_aside = aside.map(|path| path.display().to_string());
        done.done = true;
        // An older state that was asked for is no surprise.
        let mut vault = Vault::open(&args.target, &key, &places)?;
        if stands && vault.rolled_back().is_some() {
            vault.accept_copy(now)?;
        }
        vault.lock()?;
    }
    if args.json {
        output::json(&done)?;
    } else {
        print_restored(&done, &target, stands)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_restored(done: &Restored, target: &str, stands: bool) -> Result<(), Trouble> {
    output::text(|out| {
        done.rehearsal.print(out)?;
        let target = one_line(target);
        if let Some(code) = done.not_compared {
            writeln!(out, "{target}\n  could not be opened and compared [{code}]")?;
        }
        match (&done.set_aside, done.done, stands) {
            (Some(aside), ..) => {
                writeln!(out, "Restored: {target}\nWhat stood there is now {}", one_line(aside))
            }
            (None, true, _) => writeln!(out, "Restored: {target}"),
            (None, false, true) if done.rehearsal.faults() > 0 => {
                writeln!(out, "Nothing was changed. A damaged copy is not put in place of a vault.")
            }
            (None, false, true) => writeln!(
                out,
                "Nothing was changed. With --yes the copy takes the place of {target}, which is set aside."
            ),
            (None, false, false) => {
                writeln!(out, "Nothing was changed. With --yes the copy is put at {target}.")
            }
        }
    })
}

#[derive(Serialize)]
struct MergedOut {
    #[serde(flatten)]
    rehearsal: Rehearsal,
    done: bool,
    merged: Option<Report>,
}

#[derive(Serialize)]
struct Report {
    records: u64,
    entries_new: u64,
    /// Entries with two versions that wait to be joined.
    both_changed: Vec<BothOut>,
    drafts: u64,
    drafts_beside: u64,
    purged: u64,
    unreadable: u64,
}

#[derive(Serialize)]
struct BothOut {
    id: String,
    title: String,
}

pub fn merge(args: &args::Merge) -> Result<ExitCode, Trouble> {
    let key = secret::key(&args.open)?;
    let other = secret::copy_key(&args.secret)?;
    let mut journal = open::journal_in(open::vault_with(&args.open, &key)?)?;
    let copy = inspect(&args.copy, other.as_ref().unwrap_or(&key))?;
    let mut done =
        MergedOut { rehearsal: Rehearsal::beside(&mut journal, &copy)?, done: false, merged: None };
    if args.yes {
        let mut said = Progress::new("merged");
        let report = journal.merge(&copy, now(), &mut |done, total| {
            said.say(done, total);
            ControlFlow::Continue(())
        })?;
        drop(said);
        let both = report.both_changed.into_iter();
        done.done = true;
        done.merged = Some(Report {
            records: report.records,
            entries_new: report.entries_new,
            both_changed: both
                .map(|entry| BothOut { id: entry.id.to_string(), title: entry.title })
                .collect(),
            drafts: report.drafts,
            drafts_beside: report.drafts_beside,
            purged: report.purged,
            unreadable: report.unreadable,
        });
    }
    journal.lock()?;
    if args.json {
        output::json(&done)?;
    } else {
        print_merged(&done)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_merged(done: &MergedOut) -> Result<(), Trouble> {
    output::text(|out| {
        done.rehearsal.print(out)?;
        let Some(merged) = &done.merged else {
            return writeln!(
                out,
                "Nothing was changed. With --yes the vault takes in what the copy has."
            );
        };
        let records = counted(merged.records, "record");
        writeln!(
            out,
            "Merged: {records} came, {} new.",
            match merged.entries_new {
                1 => "1 entry is".to_owned(),
                many => format!("{many} entries are"),
            }
        )?;
        let drafts = merged.drafts + merged.drafts_beside;
        if drafts > 0 {
            writeln!(out, "  {} came along", counted(drafts, "draft"))?;
        }
        if merged.purged > 0 {
            let purged = counted(merged.purged, "record");
            writeln!(out, "  {purged} were removed for good in the copy, and now here too")?;
        }
        if merged.unreadable > 0 {
            let lost = counted(merged.unreadable, "record");
            writeln!(out, "  {lost} could not be read in the copy and did not come")?;
        }
        for entry in &merged.both_changed {
            let title = if entry.title.is_empty() { "(untitled)" } else { &entry.title };
            writeln!(out, "  both versions are kept: {} {}", &entry.id[..8], one_line(title))?;
        }
        Ok(())
    })
}

fn inspect(path: &Path, key: &vault::Key) -> Result<Vault, Trouble> {
    if !path.exists() {
        return Err(Trouble::VaultNotFound(path.display().to_string()));
    }
    Ok(Vault::inspect(path, key)?)
}
