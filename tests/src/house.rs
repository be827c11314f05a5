//! A folder with a journal in it, and what can be seen of it from outside: the state that a test of
//! durability compares with what was acknowledged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use journal::{Content, Journal};
use rand::SeedableRng;
use rand::rngs::StdRng;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

/// The name of the vault's file.
pub const VAULT: &str = "mine.tellable";
/// The kind of record that is written past the journal.
pub const NOTE: &str = "torture-note";

/// A journal as the program keeps it, in two folders: `house` is what a failing disk may touch,
/// `source` what the outside world holds (papers, files to import, a second copy).
#[derive(Debug, Clone)]
pub struct House {
    root: PathBuf,
}

/// Everything that can be told of a house after it was opened: what an act changes, and no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Text and number of revisions of each entry.
    pub entries: BTreeMap<Id, (Text, usize)>,
    /// What is being typed.
    pub drafts: BTreeMap<Id, Text>,
    /// Records written past the journal.
    pub notes: BTreeSet<u32>,
    /// Files of entries, by name: length and digest of each, which is there whole.
    pub attached: BTreeMap<String, Print>,
    /// The newest backup.
    pub backup: Option<u32>,
    /// Vaults made beside.
    pub made: BTreeSet<u32>,
    /// The passphrase that opens, by number.
    pub passphrase: u32,
    /// The recovery key that opens, by number.
    pub recovery: u32,
}

/// A text, of which a failed test shows the first line and the length.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} of {}", self.0.lines().next().unwrap_or_default(), self.0.len())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Length and digest of bytes.
pub type Print = (usize, u64);

/// The print of these bytes.
pub fn print(bytes: &[u8]) -> Print {
    let mut digest = std::hash::DefaultHasher::new();
    std::hash::Hasher::write(&mut digest, bytes);
    (bytes.len(), std::hash::Hasher::finish(&digest))
}

/// The `n`-th instant of a test.
pub fn moment(n: u32) -> Moment {
    let noon: Moment = "2026-11-22T12:00:00+01:00".parse().expect("an instant");
    let later = noon.timestamp() + jiff::SignedDuration::from_hours(i64::from(n));
    Moment::new(later, noon.offset())
}

/// Randomness that is the same in every run.
pub fn dice(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// The passphrase with this number.
pub fn passphrase(n: u32) -> Passphrase {
    Passphrase::from(format!("a passphrase with the number {n}"))
}

/// What a guess costs in these tests: as little as can be.
pub fn weak() -> WorkFactor {
    WorkFactor::new(1).expect("the least work")
}

/// A name that is the same in every run.
pub fn id(kind: u8, n: u32) -> Id {
    let mut bytes = [kind; 16];
    bytes[12..].copy_from_slice(&n.to_be_bytes());
    Id::from_bytes(bytes)
}

/// An entry that says this.
pub fn content(body: &str) -> Content {
    Content { body: body.to_owned(), ..Content::default() }
}

impl House {
    /// The house whose folders stand in `root`.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Makes a house with one entry and one draft in it.
    pub fn build(root: &Path) -> Self {
        let house = Self::at(root);
        for folder in [house.folder(), house.source(), house.backups()] {
            fs::create_dir_all(folder).expect("a folder");
        }
        house.write_recovery(0);
        let recovery = house.recovery(0).expect("the paper");
        let path = house.vault();
        let mut rng = rand::rng();
        Vault::create(&path, &passphrase(0), &recovery, weak(), moment(0), &mut rng).expect("made");
        let mut journal = house.journal(0).expect("opens");
        journal.save(id(b'e', 0), &content("begun"), moment(0), &mut rng).expect("saves");
        journal.keep_draft(id(b'd', 0), &content("half a"), moment(0)).expect("keeps");
        journal.lock().expect("locks");
        fs::copy(&path, house.source().join("base.tellable")).expect("a second copy");
        house
    }

    /// What a house that was just built holds.
    pub fn first_state() -> State {
        State {
            entries: BTreeMap::from([(id(b'e', 0), ("begun".into(), 1))]),
            drafts: BTreeMap::from([(id(b'd', 0), "half a".into())]),
            ..State::default()
        }
    }

    /// Where both folders stand.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a failing disk may touch.
    pub fn folder(&self) -> PathBuf {
        self.root.join("house")
    }

    /// What stands on another disk.
    pub fn source(&self) -> PathBuf {
        self.root.join("source")
    }

    /// The folder for backups.
    pub fn backups(&self) -> PathBuf {
        self.folder().join("backups")
    }

    /// The vault's file.
    pub fn vault(&self) -> PathBuf {
        self.folder().join(VAULT)
    }

    /// Where disposable things stand.
    pub fn places(&self) -> Places {
        Places { index_dir: self.folder().join("cache"), state_dir: self.folder().join("state") }
    }

    /// The recovery key with this number, as its owner wrote it down; nothing when the paper cannot
    /// be read.
    pub fn recovery(&self, n: u32) -> Option<RecoveryKey> {
        RecoveryKey::parse(&fs::read_to_string(self.paper(n)).ok()?).ok()
    }

    /// Makes the recovery key with this number and writes it down, unless that was done before.
    pub fn write_recovery(&self, n: u32) {
        let paper = self.paper(n);
        if !paper.exists() {
            // Under another name until it is whole: the writer may be killed here too.
            let rough = paper.with_extension("part");
            fs::write(&rough, RecoveryKey::generate().expose()).expect("writes the paper");
            fs::rename(rough, paper).expect("a whole paper");
        }
    }

    fn paper(&self, n: u32) -> PathBuf {
        self.source().join(format!("recovery-{n}"))
    }

    /// Opens the vault with the passphrase of this number.
    pub fn open(&self, passphrase_number: u32) -> Result<Vault, vault::VaultError> {
        let key = Key::Passphrase(passphrase(passphrase_number));
        Vault::open(&self.vault(), &key, &self.places())
    }

    /// Opens the journal with the passphrase of this number.
    pub fn journal(&self, passphrase_number: u32) -> Result<Journal, journal::JournalError> {
        Journal::open(self.open(passphrase_number)?, "desk")
    }

    /// Opens everything, checks all of it, and says what there is; `among` are the states that may
    /// be. Says what is wrong if something is.
    pub fn look(&self, among: &[State]) -> Result<State, String> {
        let passphrase = self.the_one(among.iter().map(|state| state.passphrase), |n| {
            Some((Key::Passphrase(passphrase(n)), "wrong-passphrase"))
        })?;
        let recovery = self.the_one(among.iter().map(|state| state.recovery), |n| {
            self.recovery(n).map(|key| (Key::Recovery(key), "wrong-recovery-key"))
        })?;
        let vault = self.open(passphrase).map_err(|error| format!("opening: {error:?}"))?;
        sound(&vault)?;
        let notes = notes(&vault);
        let journal = Journal::open(vault, "desk").map_err(|error| format!("journal: {error}"))?;
        // However often it was broken off, an index is never so far behind that opening leaves a part.
        if journal.behind() > 0 {
            let (behind, last) = (journal.behind(), journal.vault().last_seq());
            return Err(format!("the index lacks {behind} of {last} records"));
        }
        let (entries, drafts) = told(&journal).map_err(|error| format!("reading: {error:?}"))?;
        let attached = entries.keys().try_fold(BTreeMap::new(), |mut all, &entry| {
            all.extend(attached(&journal, entry)?);
            Ok::<_, String>(all)
        })?;
        let backup = self.backup(journal.vault().id())?;
        journal.lock().map_err(|error| format!("locking: {error:?}"))?;
        let made = self.made()?;
        Ok(State { entries, drafts, notes, attached, backup, made, passphrase, recovery })
    }

    /// Which one key of these opens; all others must be refused by name.
    fn the_one(
        &self,
        numbers: impl Iterator<Item = u32>,
        key: impl Fn(u32) -> Option<(Key, &'static str)>,
    ) -> Result<u32, String> {
        let numbers: BTreeSet<u32> = numbers.collect();
        let mut opened = Vec::new();
        for n in numbers {
            let Some((key, refusal)) = key(n) else { continue };
            match Vault::open(&self.vault(), &key, &self.places()) {
                Ok(_) => opened.push(n),
                Err(error) if error.code() == refusal => {}
                Err(error) => return Err(format!("key {n}: {error:?}")),
            }
        }
        if let [one] = opened[..] { Ok(one) } else { Err(format!("keys that open: {opened:?}")) }
    }

    /// The newest backup. Each that has a name is whole, and opens with the keys of its time.
    fn backup(&self, vault: Id) -> Result<Option<u32>, String> {
        let all = vault::backups(&self.backups(), vault).map_err(|error| format!("{error:?}"))?;
        let named = names(&self.backups());
        let named = named.iter().filter(|name| !name.starts_with('.')).count();
        if all.len() != named {
            return Err(format!("{named} names and {} backups", all.len()));
        }
        for backup in &all {
            let opened = Vault::inspect(&backup.path, &Key::Passphrase(passphrase(0)));
            let opened = opened.map_err(|error| format!("{}: {error:?}", backup.path.display()))?;
            let report = opened.check(&mut |_, _| ControlFlow::Continue(()));
            if !report.is_ok_and(|report| report.is_sound()) {
                return Err(format!("{} is not sound", backup.path.display()));
            }
        }
        let begin = moment(0).offset().to_datetime(moment(0).timestamp());
        let newest = all.iter().map(|backup| backup.at.duration_since(begin).as_hours()).max();
        Ok(newest.and_then(|hours| u32::try_from(hours).ok()))
    }

    /// The vaults that were made beside: each that has its name is whole.
    fn made(&self) -> Result<BTreeSet<u32>, String> {
        let mut made = BTreeSet::new();
        for name in names(&self.folder()) {
            let number = name.strip_prefix("new-").and_then(|n| n.strip_suffix(".tellable"));
            let Some(n) = number.and_then(|n| n.parse().ok()) else { continue };
            let path = self.folder().join(&name);
            let vault = Vault::open(&path, &Key::Passphrase(passphrase(0)), &self.places())
                .map_err(|error| format!("{name}: {error:?}"))?;
            sound(&vault)?;
            made.insert(n);
        }
        Ok(made)
    }

    /// What stands in the folders and has no business there once everything is locked.
    pub fn litter(&self) -> Vec<String> {
        let mut litter = names(&self.folder());
        let known = ["cache", "state", "backups", VAULT];
        litter.retain(|name| {
            let vault = name.strip_suffix(".lock").unwrap_or(name);
            let made = vault.starts_with("new-") && vault.ends_with(".tellable");
            !known.contains(&vault) && !made
        });
        litter.extend(names(&self.backups()).into_iter().filter(|name| name.starts_with('.')));
        let state = names(&self.places().state_dir);
        litter.extend(state.into_iter().filter(|name| name.strip_suffix(".json").is_none()));
        litter
    }
}

/// The names of everything in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether a vault is for writing, unquestioned and sound to its last record.
pub fn sound(vault: &Vault) -> Result<(), String> {
    let report = vault.check(&mut |_, _| ControlFlow::Continue(()));
    let report = report.map_err(|error| format!("checking: {error:?}"))?;
    if vault.is_read_only() || !vault.faults().is_empty() {
        let (faults, seen) = (vault.faults(), vault.rolled_back());
        return Err(format!("not whole: {faults:?}, or an older copy than {seen:?}"));
    }
    if report.is_sound() { Ok(()) } else { Err(format!("not sound: {:?}", report.faults)) }
}

fn notes(vault: &Vault) -> BTreeSet<u32> {
    vault
        .records(0)
        .filter_map(|record| record.ok()?.1)
        .filter(|record| record.header.kind == NOTE)
        .filter_map(|record| std::str::from_utf8(&record.payload).ok()?.parse().ok())
        .collect()
}

/// The files of an entry.
fn attached(journal: &Journal, entry: Id) -> Result<BTreeMap<String, Print>, String> {
    let said = |error: journal::JournalError| format!("attachments: {error:?}");
    let mut found = BTreeMap::new();
    for attachment in journal.attachments(entry).map_err(said)? {
        let mut bytes = Vec::new();
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let read = journal.read_attachment(attachment.id, &mut bytes, go_on).map_err(said)?;
        if !read.whole {
            return Err(format!("{} is not whole: {:?}", attachment.name, read.lost));
        }
        found.insert(attachment.name, print(&bytes));
    }
    Ok(found)
}

type Told = (BTreeMap<Id, (Text, usize)>, BTreeMap<Id, Text>);

/// All entries and drafts of a journal.
fn told(journal: &Journal) -> Result<Told, journal::JournalError> {
    let mut entries = BTreeMap::new();
    for summary in journal.timeline(journal::Order::Written, 0, 100_000)?.items {
        let history = journal.history(summary.id)?;
        let current = history.iter().find(|revision| revision.current).map(|revision| revision.id);
        let body = current.map(|id| journal.revision(id)).transpose()?;
        let body = body.map(|entry| entry.content.body).unwrap_or_default();
        entries.insert(summary.id, (Text(body), history.len()));
    }
    let mut drafts = BTreeMap::new();
    for id in journal.drafts()? {
        drafts.insert(id, Text(journal.entry(id)?.content.body));
    }
    Ok((entries, drafts))
}
