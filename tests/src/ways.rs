//! The write paths, each an endless row of acts: what the `n`-th act of a way does, and what it makes
//! of a state. One module does the acts in the writer, the same tells the test what to expect.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use journal::Journal;
use vault::{Key, New, NewKeys, Places, Vault};

use crate::house::{House, NOTE, State, Text, content, dice, id, moment, passphrase, print, weak};

/// A write path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Entries saved, one revision each time.
    Save,
    /// Drafts kept, forgotten, and made into revisions.
    Draft,
    /// Folders imported, five files each.
    Import,
    /// Records written and purged.
    Purge,
    /// New vaults made beside the old one.
    Create,
    /// Files added to an entry, in one piece and in two, and taken away again.
    Attach,
    /// Backups made, and now and then thinned out.
    Backup,
    /// Second copies merged that have an entry more and, every other time, an entry changed.
    Merge,
    /// The passphrase changed.
    Passphrase,
    /// The recovery key changed.
    Recovery,
    /// Everything sealed anew, with other keys.
    Reseal,
}

/// What the writer says, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// An act begins.
    Try(u32),
    /// An act is acknowledged.
    Done(u32),
    /// An act was refused, with this code.
    Failed(u32, String),
    /// Opening or locking was refused, with this code.
    Shut(String),
    /// Everything is closed.
    Locked,
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Try(n) => write!(f, "try {n}"),
            Self::Done(n) => write!(f, "done {n}"),
            Self::Failed(n, code) => write!(f, "failed {n} {code}"),
            Self::Shut(code) => write!(f, "shut {code}"),
            Self::Locked => f.write_str("locked"),
        }
    }
}

impl Said {
    /// The line read back; `None` for half a line.
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        Some(match words[..] {
            ["try", n] => Self::Try(n.parse().ok()?),
            ["done", n] => Self::Done(n.parse().ok()?),
            ["failed", n, code] => Self::Failed(n.parse().ok()?, code.to_owned()),
            ["shut", code] => Self::Shut(code.to_owned()),
            ["locked"] => Self::Locked,
            _ => return None,
        })
    }
}

/// The states that may be after the writer said this: what was acknowledged is in all of them, what
/// failed or was under way is there wholly or not at all.
pub fn may_be(way: Way, first: &[State], said: &[Said]) -> Vec<State> {
    let mut states = first.to_vec();
    let mut under_way = None;
    let after = |states: &[State], n| -> Vec<State> {
        states.iter().map(|state| way.after(state, n)).collect()
    };
    for word in said {
        match word {
            Said::Try(n) => under_way = Some(*n),
            Said::Done(n) => {
                states = after(&states, *n);
                under_way = None;
            }
            Said::Failed(n, _) => {
                states.extend(after(&states, *n));
                under_way = None;
            }
            Said::Shut(_) | Said::Locked => {}
        }
    }
    if let Some(n) = under_way {
        states.extend(after(&states, n));
    }
    states.sort();
    states.dedup();
    states
}

/// A failure is a code.
type Done = Result<(), &'static str>;

/// What is said when the writer itself cannot read what stands in the world outside.
const NO_PAPER: &str = "io";

enum Open {
    Nothing,
    Vault(Box<Vault>),
    Journal(Box<Journal>),
}

impl Way {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Save,
        Self::Draft,
        Self::Import,
        Self::Purge,
        Self::Create,
        Self::Attach,
        Self::Backup,
        Self::Merge,
        Self::Passphrase,
        Self::Recovery,
        Self::Reseal,
    ];

    /// The name on the writer's command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Draft => "draft",
            Self::Import => "import",
            Self::Purge => "purge",
            Self::Create => "create",
            Self::Attach => "attach",
            Self::Backup => "backup",
            Self::Merge => "merge",
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery",
            Self::Reseal => "reseal",
        }
    }

    /// The way with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|way| way.name() == name)
    }

    /// One sitting: opens, does the acts from `first` to `last` (not counted), locks. Gives whether
    /// it came to the end; a failure ends nothing but its act. `passphrase` is the number of the
    /// passphrase that should open.
    pub fn sit(
        self,
        house: &House,
        first: u32,
        last: u32,
        passphrase: u32,
        say: &mut dyn FnMut(Said),
    ) {
        let mut open = match self.open(house, passphrase) {
            Ok(open) => open,
            Err(code) => return say(Said::Shut(code.to_owned())),
        };
        for n in first..last {
            self.prepare(house, n);
            say(Said::Try(n));
            match self.act(house, &mut open, n) {
                Ok(()) => say(Said::Done(n)),
                Err(code) => say(Said::Failed(n, code.to_owned())),
            }
        }
        let locked = match open {
            Open::Nothing => Ok(()),
            Open::Vault(vault) => vault.lock().map_err(|error| error.code()),
            Open::Journal(journal) => journal.lock().map_err(|error| error.code()),
        };
        say(locked.map_or_else(|code| Said::Shut(code.to_owned()), |()| Said::Locked));
    }

    fn open(self, house: &House, passphrase: u32) -> Result<Open, &'static str> {
        Ok(match self {
            Self::Create => Open::Nothing,
            Self::Purge | Self::Backup | Self::Passphrase | Self::Recovery | Self::Reseal => {
                Open::Vault(Box::new(house.open(passphrase).map_err(|error| error.code())?))
            }
            Self::Save | Self::Draft | Self::Import | Self::Attach | Self::Merge => {
                let journal = house.journal(passphrase).map_err(|error| error.code())?;
                Open::Journal(Box::new(journal))
            }
        })
    }

    /// What the world outside does before the `n`-th act, unless it was done: none of it counts.
    pub fn prepare(self, house: &House, n: u32) {
        if matches!(self, Self::Recovery | Self::Reseal) {
            house.write_recovery(n + 1);
        }
        if self == Self::Merge && !copy_of(house, n).exists() {
            write_copy(house, n).expect("a second copy");
        }
        let folder = house.source().join(format!("import-{n}"));
        if self == Self::Import && !folder.exists() {
            // Under another name until it is whole: the writer may be killed here too.
            let rough = house.source().join(format!("import-{n}.part"));
            fs::create_dir_all(&rough).expect("a folder to import");
            for file in 0..5 {
                let number = n * 5 + file;
                let body = text("import", number);
                let page = format!("---\nid: \"{}\"\n---\n{body}", id(b'i', number));
                fs::write(rough.join(format!("{file}.md")), page).expect("a file to import");
            }
            fs::rename(rough, folder).expect("a whole folder to import");
        }
    }

    fn act(self, house: &House, open: &mut Open, n: u32) -> Done {
        let mut rng = dice(u64::from(n));
        match (self, open) {
            (Self::Save, Open::Journal(journal)) => {
                let said = content(&text("save", n));
                journal.save(id(b'e', n % 3), &said, moment(n), &mut rng).map(drop).map_err(code)
            }
            (Self::Draft, Open::Journal(journal)) => {
                let (draft, said) = (id(b'd', n % 2), content(&text("draft", n)));
                match n % 5 {
                    3 => journal.discard_draft(draft),
                    4 => journal.save(draft, &said, moment(n), &mut rng).map(drop),
                    _ => journal.keep_draft(draft, &said, moment(n)),
                }
                .map_err(code)
            }
            (Self::Import, Open::Journal(journal)) => {
                let folder = house.source().join(format!("import-{n}"));
                let go_on = &mut |_, _| ControlFlow::Continue(());
                let report = journal.import_folder(&folder, moment(n), &mut rng, go_on);
                let report = report.map_err(code)?;
                assert!(report.failed.is_empty() && !report.cancelled, "{report:?}");
                Ok(())
            }
            (Self::Purge, Open::Vault(vault)) if n.is_multiple_of(2) => {
                let payload = n.to_string();
                let payload = payload.as_bytes();
                let new = New { kind: NOTE, id: id(b'n', n), at: moment(n), device: "", payload };
                vault.append(&new).map(drop).map_err(|error| error.code())
            }
            (Self::Purge, Open::Vault(vault)) => {
                let gone = id(b'n', n - 1);
                let found = vault.records_back(u64::MAX).flatten().find_map(|(seq, record)| {
                    record.filter(|record| record.header.id == gone).map(|_| seq)
                });
                let seqs: Vec<u64> = found.into_iter().collect();
                vault.purge(&seqs, moment(n)).map_err(|error| error.code())
            }
            (Self::Create, Open::Nothing) => {
                let path = house.folder().join(format!("new-{n}.tellable"));
                let recovery = house.recovery(0).ok_or(NO_PAPER)?;
                Vault::create(&path, &passphrase(0), &recovery, weak(), moment(n), &mut rand::rng())
                    .map_err(|error| error.code())
            }
            (Self::Attach, Open::Journal(journal)) if n % 4 == 3 => {
                let all = journal.attachments(id(b'e', 0)).map_err(code)?;
                let name = format!("file {}", n - 1);
                let gone = all.iter().find(|attachment| attachment.name == name);
                gone.map_or(Ok(()), |gone| journal.detach(gone.id, moment(n))).map_err(code)
            }
            (Self::Attach, Open::Journal(journal)) => {
                let (name, bytes) = (format!("file {n}"), file(n));
                let (mut from, at) = (&bytes[..], moment(n));
                let go_on = &mut |_| ControlFlow::Continue(());
                let added = journal.attach(id(b'e', 0), &name, &mut from, at, &mut rng, go_on);
                added.map(drop).map_err(code)
            }
            (Self::Backup, Open::Vault(vault)) => {
                back_up(vault, house, n).map_err(|error| error.code())
            }
            (Self::Merge, Open::Journal(journal)) => {
                let key = Key::Passphrase(passphrase(0));
                let other = Vault::inspect(&copy_of(house, n), &key).map_err(|e| e.code())?;
                let go_on = &mut |_, _| ControlFlow::Continue(());
                journal.merge(&other, moment(n), go_on).map(drop).map_err(code)
            }
            (Self::Passphrase, Open::Vault(vault)) => {
                vault.set_passphrase(&passphrase(n + 1), weak()).map_err(|error| error.code())
            }
            (Self::Recovery, Open::Vault(vault)) => {
                let recovery = house.recovery(n + 1).ok_or(NO_PAPER)?;
                vault.set_recovery(&recovery).map_err(|error| error.code())
            }
            (Self::Reseal, Open::Vault(vault)) => {
                let recovery = house.recovery(n + 1).ok_or(NO_PAPER)?;
                let keys = NewKeys { passphrase: passphrase(n + 1), recovery, work: weak() };
                let go_on = &mut |_, _| ControlFlow::Continue(());
                let resealed = vault.reseal(&keys, moment(n), &mut rand::rng(), go_on);
                resealed.map(drop).map_err(|error| error.code())
            }
            _ => unreachable!("a way opens what its acts need"),
        }
    }

    /// The number of the passphrase that opens after the `n`-th act.
    pub fn passphrase_after(self, passphrase: u32, n: u32) -> u32 {
        self.after(&State { passphrase, ..State::default() }, n).passphrase
    }

    /// What the `n`-th act makes of a state.
    pub fn after(self, state: &State, n: u32) -> State {
        let mut state = state.clone();
        let revise = |state: &mut State, entry, body| {
            let revisions = state.entries.get(&entry).map_or(0, |(_, revisions)| *revisions);
            state.entries.insert(entry, (Text(body), revisions + 1));
            state.drafts.remove(&entry);
        };
        match self {
            Self::Save => revise(&mut state, id(b'e', n % 3), text("save", n)),
            Self::Draft => {
                let draft = id(b'd', n % 2);
                match n % 5 {
                    3 => drop(state.drafts.remove(&draft)),
                    4 => revise(&mut state, draft, text("draft", n)),
                    _ => drop(state.drafts.insert(draft, Text(text("draft", n)))),
                }
            }
            Self::Import => {
                for number in n * 5..n * 5 + 5 {
                    revise(&mut state, id(b'i', number), text("import", number));
                }
            }
            Self::Purge if n.is_multiple_of(2) => drop(state.notes.insert(n)),
            Self::Purge => drop(state.notes.remove(&(n - 1))),
            Self::Create => drop(state.made.insert(n)),
            Self::Attach if n % 4 == 3 => drop(state.attached.remove(&format!("file {}", n - 1))),
            Self::Attach => drop(state.attached.insert(format!("file {n}"), print(&file(n)))),
            Self::Backup => state.backup = Some(n),
            Self::Merge => {
                revise(&mut state, id(b'm', n), text("merge", n));
                if n % 2 == 1 {
                    revise(&mut state, id(b'e', 0), text("merge beside", n));
                }
            }
            Self::Passphrase => state.passphrase = n + 1,
            Self::Recovery => state.recovery = n + 1,
            Self::Reseal => {
                state.passphrase = n + 1;
                state.recovery = n + 1;
            }
        }
        state
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` wants it")]
fn code(error: journal::JournalError) -> &'static str {
    error.code()
}

/// A file to add: a few bytes, some ten thousand, or more than one piece holds.
fn file(n: u32) -> Vec<u8> {
    let length = [5, 70_000, (4 << 20) + 1_000][n as usize % 4 % 3];
    (0..length).map(|at: u32| (at.wrapping_mul(n + 7) >> 3).to_le_bytes()[0]).collect()
}

/// Where the second copy for the `n`-th merge stands.
fn copy_of(house: &House, n: u32) -> PathBuf {
    house.source().join(format!("copy-{n}.tellable"))
}

/// What its owner wrote on another machine, in a copy of the house as it was built.
fn write_copy(house: &House, n: u32) -> Result<(), Box<dyn std::error::Error>> {
    // A folder of its own, begun afresh: the writer may be killed here too, and what it leaves (a log, a
    // memory of how far the copy went) belongs to no other.
    let elsewhere = house.source().join(format!("machine-{n}"));
    let _ = fs::remove_dir_all(&elsewhere);
    fs::create_dir_all(&elsewhere)?;
    let (copy, rough) = (copy_of(house, n), elsewhere.join("mine.tellable"));
    fs::copy(house.source().join("base.tellable"), &rough)?;
    let places = Places { index_dir: elsewhere.clone(), state_dir: elsewhere };
    let vault = Vault::open(&rough, &Key::Passphrase(passphrase(0)), &places)?;
    let mut journal = Journal::open(vault, "stick")?;
    let mut rng = dice(77_000 + u64::from(n));
    journal.save(id(b'm', n), &content(&text("merge", n)), moment(n), &mut rng)?;
    if n % 2 == 1 {
        let beside = content(&text("merge beside", n));
        journal.save(id(b'e', 0), &beside, moment(n), &mut rng)?;
    }
    journal.lock()?;
    fs::rename(rough, copy)?;
    Ok(())
}

/// A backup as the program makes it.
fn back_up(vault: &Vault, house: &House, n: u32) -> Result<(), vault::VaultError> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let folder = house.backups();
    let rough = vault::rough_in(&folder, vault.id(), &mut rand::rng());
    let copy = vault.copy_to(&rough, go_on)?;
    copy.verify(go_on)?;
    copy.place(&folder, moment(n))?;
    if n % 3 == 2 {
        vault::thin(&folder, vault.id(), moment(n))?;
    }
    Ok(())
}

/// A text that no other act writes, of some hundred to some thousand bytes.
fn text(way: &str, n: u32) -> String {
    let mut text = format!("What the act {n} of {way} wrote.");
    for line in 0..(n.wrapping_mul(2_654_435_761) >> 26) {
        write!(text, "\nThe line {line} of it, and then another.").expect("a string takes all");
    }
    text
}
