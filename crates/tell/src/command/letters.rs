//! `tell identity`, `tell open-letter`, `tell letters`: letters from other people. Telling one is not done
//! here: an answer needs a review, and a review wants eyes.

use std::process::ExitCode;

use journal::Journal;
use letters::{Letter, LettersError, Needs};
use serde::Serialize;
use vault::Id;

use crate::args;
use crate::letter::{LetterOut, WholeOut};
use crate::open::{self, now};
use crate::output;
use crate::secret;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct IdentityOut {
    vault: String,
    recipient: Option<String>,
    made: Option<String>,
}

pub fn identity(args: &args::Identity) -> Result<ExitCode, Trouble> {
    let mut journal = open::journal(&args.open)?;
    let identity = if args.new {
        Some(letters::make_identity(&mut journal, now(), &mut rand::rng())?)
    } else {
        letters::identity(&journal)?
    };
    journal.lock()?;
    let shown = IdentityOut {
        vault: args.open.vault.display().to_string(),
        recipient: identity.as_ref().map(|identity| identity.recipient.clone()),
        made: identity.as_ref().map(|identity| identity.made.to_string()),
    };
    if args.json {
        output::json(&shown)?;
    } else {
        output::text(|out| match &shown.recipient {
            Some(recipient) => writeln!(out, "{recipient}"),
            None => writeln!(out, "No share identity yet; tell identity --new makes one."),
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn open_letter(args: &args::OpenLetter) -> Result<ExitCode, Trouble> {
    let shown = args.file.display().to_string();
    let bytes = letters::read_file(&args.file).map_err(|error| match error {
        LettersError::Unreadable(source) => Trouble::io(shown)(source),
        other => other.into(),
    })?;
    // Told before a vault is opened: a file that is no letter needs no passphrase.
    let sort = letters::look_at(&bytes)?;
    let mut journal = open::journal(&args.open)?;
    let passphrase = match sort.needs() {
        Some(Needs::Passphrase) => Some(secret::letter_passphrase(&args.secret)?),
        _ => None,
    };
    let passphrase = passphrase.as_ref().map(|words| words.as_str());
    let letter = letters::open(&journal, &bytes, passphrase)?;
    let kept = match &args.keep_from {
        Some(name) => Some(keep(&mut journal, &letter, name)?),
        None => None,
    };
    journal.lock()?;
    print(&letter, kept.as_ref(), args.json)
}

fn keep(journal: &mut Journal, letter: &Letter, name: &str) -> Result<letters::Kept, Trouble> {
    let person = journal.person_named(name, now(), &mut rand::rng())?;
    Ok(letters::keep(journal, letter, person.id, now(), &mut rand::rng())?)
}

fn print(letter: &Letter, kept: Option<&letters::Kept>, json: bool) -> Result<ExitCode, Trouble> {
    let whole = WholeOut::new(letter, kept);
    if json {
        output::json(&whole)?;
    } else {
        output::text(|out| whole.print(out))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn list(args: &args::Letters) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    if let Some(prefix) = &args.letter {
        let id = chosen(&journal, prefix)?;
        let (kept, letter) = letters::read(&journal, id)?;
        journal.lock()?;
        return print(&letter, Some(&kept), args.json);
    }
    let all: Vec<LetterOut> = letters::letters(&journal)?.iter().map(LetterOut::new).collect();
    journal.lock()?;
    if args.json {
        output::json(&all)?;
    } else {
        output::text(|out| {
            if all.is_empty() {
                return writeln!(out, "No letters.");
            }
            all.iter().try_for_each(|letter| letter.print(out))
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The one letter whose id begins so.
fn chosen(journal: &Journal, prefix: &str) -> Result<Id, Trouble> {
    let prefix = prefix.to_lowercase();
    let all = letters::letters(journal)?;
    let fitting: Vec<Id> =
        all.iter().map(|kept| kept.id).filter(|id| id.to_string().starts_with(&prefix)).collect();
    match fitting[..] {
        [] => Err(LettersError::NotFound.into()),
        [one] => Ok(one),
        _ => Err(Trouble::LetterAmbiguous(prefix, fitting.len())),
    }
}
