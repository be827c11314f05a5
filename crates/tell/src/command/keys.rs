//! `tell passphrase`, `recovery-key` and `reseal`: other keys, from changing one slot to sealing everything
//! anew; `tell rescue`: what can be saved of a damaged vault; `tell accept`: an older copy counts from now on.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use journal::{Flaw, Journal};
use serde::Serialize;
use vault::{Key, Losses, NewKeys, RecoveryKey, Rewritten, Vault, WorkFactor};

use crate::args::{self, NewSecret, SecretArgs};
use crate::command::{SOME_REFUSED, check};
use crate::open::{self, DEVICE, Progress, now};
use crate::output::{self, counted};
use crate::places::places;
use crate::secret;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct Changed {
    vault: String,
    work_factor: Option<u8>,
}

pub fn passphrase(args: &args::NewPassphrase) -> Result<ExitCode, Trouble> {
    let mut vault = open::vault(&args.open)?;
    let (new, work) = new_passphrase(&args.new)?;
    vault.set_passphrase(&new, work)?;
    let changed =
        Changed { vault: args.open.vault.display().to_string(), work_factor: vault.work_factor() };
    vault.lock()?;
    if args.json {
        output::json(&changed)?;
    } else {
        output::text(|out| {
            writeln!(
                out,
                "The vault opens with the new passphrase, and with its recovery key as before."
            )?;
            writeln!(
                out,
                "A copy of the file from before still opens with the old one. If somebody knows the"
            )?;
            writeln!(out, "old one and may have such a copy, seal everything anew: tell reseal.")
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Made<'a> {
    vault: String,
    recovery_key: &'a str,
    words: &'a str,
}

pub fn recovery_key(args: &args::NewRecoveryKey) -> Result<ExitCode, Trouble> {
    let mut vault = open::vault(&args.open)?;
    let recovery = RecoveryKey::generate();
    vault.set_recovery(&recovery)?;
    vault.lock()?;
    let words = recovery.words();
    if args.json {
        let vault = args.open.vault.display().to_string();
        output::json(&Made { vault, recovery_key: recovery.expose(), words: &words })?;
    } else {
        output::text(|out| {
            writeln!(
                out,
                "The old recovery key opens the vault no longer. The passphrase stays as it is."
            )?;
            show(out, &recovery)
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Anew<'a> {
    vault: String,
    recovery_key: &'a str,
    words: &'a str,
    records: u64,
    purged: u64,
    lost_before: u64,
    drafts: u64,
    lost_drafts: u64,
    lost: Vec<LostOut>,
}

#[derive(Serialize)]
struct LostOut {
    seq: u64,
    what: &'static str,
    entry: Option<String>,
    title: Option<String>,
    #[serde(skip)]
    said: String,
}

pub fn reseal(args: &args::Reseal) -> Result<ExitCode, Trouble> {
    let mut vault = open::vault(&args.open)?;
    let keys = new_keys(&args.new)?;
    let mut said = Progress::new("sealed and read back");
    let report = vault.reseal(&keys, now(), &mut rand::rng(), &mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    })?;
    drop(said);
    vault.lock()?;
    if args.json {
        output::json(&anew(
            &args.open.vault,
            &keys.recovery,
            &keys.recovery.words(),
            &report,
            vec![],
        ))?;
    } else {
        output::text(|out| {
            let records = counted(report.kept, "record");
            writeln!(out, "{records} sealed anew. No old key opens what stands here from now on.")?;
            show(out, &keys.recovery)
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn rescue(args: &args::Rescue) -> Result<ExitCode, Trouble> {
    if !args.open.vault.exists() {
        return Err(Trouble::VaultNotFound(args.open.vault.display().to_string()));
    }
    // The damaged file is only looked into: not one byte of it changes.
    let vault = Vault::inspect(&args.open.vault, &secret::key(&args.open)?)?;
    let keys = new_keys(&args.new)?;
    let mut journal = Journal::open(vault, DEVICE)?;
    let mut said = Progress::new("looked at");
    let flaws = journal
        .check(&mut |done, total| {
            said.say(done, total);
            ControlFlow::Continue(())
        })?
        .faults;
    drop(said);
    let mut said = Progress::new("saved and read back");
    let report = journal.vault().rewrite(
        &args.to,
        &keys,
        Losses::Name,
        now(),
        &mut rand::rng(),
        &mut |done, total| {
            said.say(done, total);
            ControlFlow::Continue(())
        },
    )?;
    drop(said);
    if !journal.vault().faults().is_empty() {
        // On a machine that knew the damaged vault, what was saved of it counts from now on.
        let key = Key::Recovery(RecoveryKey::parse(keys.recovery.expose())?);
        let mut rescued = Vault::open(&args.to, &key, &places(args.open.index_dir.as_deref()))?;
        rescued.accept_copy(now())?;
        rescued.lock()?;
    }
    let lost = report.lost.iter().map(|fault| lost(fault, &flaws)).collect();
    let words = keys.recovery.words();
    let saved = anew(&args.to, &keys.recovery, &words, &report, lost);
    if args.json {
        output::json(&saved)?;
    } else {
        output::text(|out| {
            writeln!(out, "{} saved in {}.", counted(report.kept, "record"), saved.vault)?;
            for lost in &saved.lost {
                writeln!(out, "  lost: {}", lost.said)?;
            }
            if report.lost_drafts > 0 {
                writeln!(out, "  lost: {}", counted(report.lost_drafts, "draft"))?;
            }
            writeln!(
                out,
                "The damaged vault stays as it was. Keep it: an older copy may have what is lost here."
            )?;
            show(out, &keys.recovery)
        })?;
    }
    let all = saved.lost.is_empty() && report.lost_drafts == 0;
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) })
}

#[derive(Serialize)]
struct Accepted {
    vault: String,
    records: u64,
    seen_records: Option<u64>,
    seen_at: Option<String>,
}

pub fn accept(args: &args::Accept) -> Result<ExitCode, Trouble> {
    let mut vault = open::vault(&args.open)?;
    // A longer copy that went another way is known only after all of it was walked.
    let mut audit = vault.audit();
    while !audit.step(&vault, 10_000)?.finished {}
    let seen = vault.rolled_back().copied();
    let accepted = Accepted {
        vault: args.open.vault.display().to_string(),
        records: vault.last_seq(),
        seen_records: seen.map(|seen| seen.seq),
        seen_at: seen.map(|seen| seen.at.to_string()),
    };
    if seen.is_some() {
        vault.accept_copy(now())?;
    }
    vault.lock()?;
    if args.json {
        output::json(&accepted)?;
    } else {
        let here = counted(accepted.records, "record");
        output::text(|out| match (&accepted.seen_records, &accepted.seen_at) {
            (Some(seen), Some(at)) => writeln!(
                out,
                "This copy counts from now on, with {here}. The one seen here before had {seen}, as of {at}."
            ),
            _ => writeln!(
                out,
                "This copy is the one that was last seen here, or follows from it: {here}."
            ),
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

fn new_keys(args: &NewSecret) -> Result<NewKeys, Trouble> {
    let (passphrase, work) = new_passphrase(args)?;
    Ok(NewKeys { passphrase, recovery: RecoveryKey::generate(), work })
}

fn new_passphrase(args: &NewSecret) -> Result<(vault::Passphrase, WorkFactor), Trouble> {
    let work = args.work_factor.map_or(Ok(WorkFactor::DEFAULT), WorkFactor::new)?;
    let (passphrase_fd, passphrase_file) =
        (args.new_passphrase_fd, args.new_passphrase_file.clone());
    let new = secret::new_passphrase(&SecretArgs { passphrase_fd, passphrase_file })?;
    Ok((new, work))
}

fn anew<'a>(
    vault: &Path,
    recovery: &'a RecoveryKey,
    words: &'a str,
    report: &Rewritten,
    lost: Vec<LostOut>,
) -> Anew<'a> {
    Anew {
        vault: vault.display().to_string(),
        recovery_key: recovery.expose(),
        words,
        records: report.kept,
        purged: report.purged,
        lost_before: report.lost_before,
        drafts: report.drafts,
        lost_drafts: report.lost_drafts,
        lost,
    }
}

/// A record that was lost, and whose it was where the check could tell.
fn lost(fault: &vault::Fault, flaws: &[Flaw]) -> LostOut {
    let plain = Flaw { record: fault.seq, wrong: fault.wrong.as_str(), ..Flaw::default() };
    let flaw = flaws.iter().find(|flaw| flaw.record == fault.seq).unwrap_or(&plain);
    LostOut {
        seq: fault.seq.unwrap_or_default(),
        what: fault.wrong.as_str(),
        entry: flaw.entry.map(|id| id.to_string()),
        title: flaw.title.clone(),
        said: check::in_words(flaw),
    }
}

/// The new recovery key, in both of its forms.
fn show(out: &mut dyn std::io::Write, recovery: &RecoveryKey) -> std::io::Result<()> {
    writeln!(
        out,
        "\nThis is the recovery key, shown only now. Write it on paper: the line, or the words, or both."
    )?;
    writeln!(out, "\n    {}\n", recovery.expose())?;
    let words = recovery.words();
    for (n, six) in words.split(' ').collect::<Vec<_>>().chunks(6).enumerate() {
        writeln!(out, "    {:>2}. {}", n * 6 + 1, six.join(" "))?;
    }
    writeln!(out)
}
