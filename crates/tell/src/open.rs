//! Opening a vault as a journal, and the small things every command asks of it.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};

use jiff::Zoned;
use journal::{Journal, Order};
use vault::{Id, Key, Moment, Vault};

use crate::args;
use crate::places::places;
use crate::secret;
use crate::trouble::Trouble;

/// Named in the records this program writes.
pub const DEVICE: &str = "tell";
/// Records indexed between two progress lines.
const STEP: usize = 500;
/// Entries asked for at a time while walking the timeline.
pub const PAGE: u64 = 500;

/// The vault itself, nothing indexed.
pub fn vault(open: &args::Open) -> Result<Vault, Trouble> {
    if !open.vault.exists() {
        return Err(Trouble::VaultNotFound(open.vault.display().to_string()));
    }
    vault_with(open, &secret::key(open)?)
}

/// The vault, by a key that is at hand.
pub fn vault_with(open: &args::Open, key: &Key) -> Result<Vault, Trouble> {
    if !open.vault.exists() {
        return Err(Trouble::VaultNotFound(open.vault.display().to_string()));
    }
    Ok(Vault::open(&open.vault, key, &places(open.index_dir.as_deref()))?)
}

/// The journal with its index caught up.
pub fn journal(open: &args::Open) -> Result<Journal, Trouble> {
    journal_in(vault(open)?)
}

/// The journal in an open vault, with its index caught up.
pub fn journal_in(vault: Vault) -> Result<Journal, Trouble> {
    let mut journal = Journal::open(vault, DEVICE)?;
    catch_up(&mut journal)?;
    Ok(journal)
}

/// The journal with its index as it was found.
pub fn journal_as_is(open: &args::Open) -> Result<Journal, Trouble> {
    Ok(Journal::open(vault(open)?, DEVICE)?)
}

/// Indexes everything there is.
pub fn catch_up(journal: &mut Journal) -> Result<(), Trouble> {
    let mut said = Progress::new("indexed");
    loop {
        let progress = journal.catch_up(STEP)?;
        if progress.finished {
            return Ok(());
        }
        said.say(progress.done, progress.total);
    }
}

/// Now, with this machine's offset.
pub fn now() -> Moment {
    let now = Zoned::now();
    Moment::new(now.timestamp(), now.offset())
}

/// Names by id, for printing.
pub fn names(journal: &Journal) -> Result<HashMap<Id, String>, Trouble> {
    Ok(journal.people()?.into_iter().map(|person| (person.id, person.name.clone())).collect())
}

/// The one entry whose id begins with `prefix`.
pub fn entry_id(journal: &Journal, prefix: &str) -> Result<Id, Trouble> {
    if let Ok(id) = prefix.parse() {
        return Ok(id);
    }
    let prefix = prefix.to_lowercase();
    let mut matching = Vec::new();
    let mut offset = 0;
    loop {
        let page = journal.timeline(Order::Written, offset, PAGE)?;
        if page.items.is_empty() {
            break;
        }
        offset += PAGE;
        let ids = page.items.iter().map(|summary| summary.id);
        matching.extend(ids.filter(|id| id.to_string().starts_with(&prefix)));
    }
    match matching.as_slice() {
        [] => Err(Trouble::EntryUnknown(prefix)),
        [one] => Ok(*one),
        many => Err(Trouble::EntryAmbiguous(prefix, many.len())),
    }
}

/// A line on standard error that is written over, and only where somebody looks.
pub struct Progress {
    verb: &'static str,
    shown: bool,
}

impl Progress {
    /// `verb` as in "imported 20 of 300".
    pub fn new(verb: &'static str) -> Self {
        Self { verb, shown: false }
    }

    /// Says how far the work is.
    pub fn say(&mut self, done: u64, total: u64) {
        let mut err = std::io::stderr();
        if err.is_terminal() && (done.is_multiple_of(50) || done == total) {
            self.shown = true;
            let _ = write!(err, "\r\u{1b}[2K{} {done} of {total}", self.verb);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            eprint!("\r\u{1b}[2K");
        }
    }
}
