//! `tell new`: makes a vault and shows its recovery key, once.

use std::process::ExitCode;

use serde::Serialize;
use vault::{RecoveryKey, Vault, WorkFactor};

use crate::args;
use crate::open::now;
use crate::output;
use crate::secret;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct Made<'a> {
    vault: String,
    recovery_key: &'a str,
}

pub fn run(args: &args::New) -> Result<ExitCode, Trouble> {
    let work = work_factor(args.work_factor)?;
    let passphrase = secret::new_passphrase(&args.secret)?;
    let recovery = RecoveryKey::generate();
    Vault::create(&args.vault, &passphrase, &recovery, work, now(), &mut rand::rng())?;
    let path = args.vault.display().to_string();
    if args.json {
        output::json(&Made { vault: path, recovery_key: recovery.expose() })?;
        return Ok(ExitCode::SUCCESS);
    }
    output::text(|out| {
        writeln!(out, "Your vault is made: {path}\n")?;
        writeln!(
            out,
            "This is its recovery key. It opens the vault when the passphrase is forgotten,"
        )?;
        writeln!(
            out,
            "and it is shown only now. Write it on paper and keep it where you keep such things."
        )?;
        writeln!(out, "\n    {}\n", recovery.expose())?;
        writeln!(
            out,
            "Without the passphrase and without this key, nobody can open the vault. We cannot either."
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

fn work_factor(asked: Option<u8>) -> Result<WorkFactor, Trouble> {
    let work = asked.map_or(Ok(WorkFactor::DEFAULT), WorkFactor::new)?;
    if work < WorkFactor::DEFAULT {
        let (asked, usual) = (work.log_n(), WorkFactor::DEFAULT.log_n());
        eprintln!(
            "tell: warning: work factor {asked} makes every guess at the passphrase {} times cheaper than the usual {usual}",
            1_u64 << (usual - asked)
        );
    }
    Ok(work)
}
