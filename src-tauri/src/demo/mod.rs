//! `--demo`: a vault of invented entries in a temporary folder that is removed at the end.

mod entries;

use std::path::{Path, PathBuf};
use std::time::Duration;

use journal::{Edtf, Feeling, Journal, Person};
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, RecoveryKey, Vault, WorkFactor};

use crate::failure::Failure;
use crate::folders::Folders;
use crate::session::{new_id, now};
use entries::{ENTRIES, Invented, PEOPLE};

/// What opens the demonstration after it was locked.
const PASSPHRASE: &str = "a walk along the river";
/// Nothing in it is anybody's secret, so it may open at once.
const WORK: u8 = 10;
/// The device its records name.
const DEVICE: &str = "demo";

/// A demonstration; dropping it removes its folder.
pub struct Demo {
    folder: Option<TempDir>,
    key: Option<(PathBuf, Key)>,
}

impl Demo {
    /// Makes the vault and writes the entries.
    pub fn make() -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("tellable-demo-").tempdir();
        let folder = folder.map_err(|_| Failure::of("folder-read-only"))?;
        let folders = Folders::below(folder.path());
        let path = folders.data.join("Demonstration.tellable");
        std::fs::create_dir_all(&folders.data).map_err(|_| Failure::of("folder-read-only"))?;
        let rng = &mut rand::rng();
        let passphrase = || Passphrase::from(PASSPHRASE.to_owned());
        let work = WorkFactor::new(WORK)?;
        Vault::create(&path, &passphrase(), &RecoveryKey::generate(), work, now(), rng)?;
        let key = Key::Passphrase(passphrase());
        let vault = Vault::open(&path, &key, &folders.places())?;
        let mut journal = Journal::open(vault, DEVICE)?;
        fill(&mut journal)?;
        journal.lock()?;
        println!("This is a demonstration. If you lock it, \"{PASSPHRASE}\" opens it again.");
        Ok(Self { folder: Some(folder), key: Some((path, key)) })
    }

    /// Settings and index of the demonstration stand in its folder too.
    pub fn folders(&self) -> Folders {
        Folders::below(self.path())
    }

    fn path(&self) -> &Path {
        self.folder.as_ref().expect("the folder stays until the drop").path()
    }

    /// The vault and what opens it, once.
    pub fn take_key(&mut self) -> Option<(PathBuf, Key)> {
        self.key.take()
    }
}

impl Drop for Demo {
    /// The web view's processes end a moment after the window and may still write; so it is tried again.
    fn drop(&mut self) {
        let Some(folder) = self.folder.take() else { return };
        let path = folder.keep();
        for _ in 0..20 {
            if std::fs::remove_dir_all(&path).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        eprintln!("tellable: {} could not be removed", path.display());
    }
}

fn fill(journal: &mut Journal) -> Result<(), Failure> {
    let people = PEOPLE.iter().map(|(name, nicknames, relation, stand_in, led)| Person {
        id: new_id(),
        name: (*name).to_owned(),
        nicknames: nicknames.iter().map(ToString::to_string).collect(),
        relation: Some((*relation).to_owned()),
        led: *led,
        stand_in: Some((*stand_in).to_owned()),
        notes: String::new(),
        keys: Vec::new(),
    });
    let people: Vec<Person> = people.collect();
    for person in &people {
        journal.save_person(person, now())?;
    }
    for entry in ENTRIES {
        let content = content(entry, &people)?;
        journal.save(new_id(), &content, days_ago(entry.days_ago), &mut rand::rng())?;
    }
    Ok(())
}

fn content(entry: &Invented, people: &[Person]) -> Result<journal::Content, Failure> {
    let id = |name: &&str| -> Option<Id> {
        people.iter().find(|person| person.name == *name).map(|person| person.id)
    };
    let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<String>>();
    let happened = entry.happened.map(Edtf::parse).transpose();
    Ok(journal::Content {
        title: entry.title.to_owned(),
        body: entry.body.to_owned(),
        kind: Some(entry.kind),
        happened: happened.map_err(|_| Failure::of("happened-not-understood"))?,
        place: entry.place.map(str::to_owned),
        people: entry.people.iter().filter_map(id).collect(),
        tags: texts(entry.tags),
        feeling: Some(Feeling { valence: entry.valence, words: texts(entry.felt) }),
    })
}

/// The same hour, some days back.
fn days_ago(days: i64) -> Moment {
    let now = now();
    let span = jiff::SignedDuration::from_hours(24 * days);
    let then = now.timestamp().checked_sub(span).unwrap_or(now.timestamp());
    Moment::new(then, now.offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_fills_a_vault_and_leaves_nothing_behind() {
        let mut demo = Demo::make().expect("made");
        let home = demo.path().to_path_buf();
        let (path, key) = demo.take_key().expect("a key");
        let places = demo.folders().places();
        let vault = Vault::open(&path, &key, &places).expect("opens");
        let journal = Journal::open(vault, DEVICE).expect("opens");
        let page = journal.timeline(journal::Order::Happened, 0, 50).expect("a page");
        assert_eq!(page.total, ENTRIES.len() as u64);
        let everybody_is_known = ENTRIES
            .iter()
            .flat_map(|entry| entry.people)
            .all(|name| PEOPLE.iter().any(|(known, ..)| known == name));
        assert!(everybody_is_known);
        journal.lock().expect("locked");
        drop(demo);
        assert!(!home.exists());
    }
}
