//! Two people with a vault each. Time and the randomness of records are fixed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use journal::{Content, Journal, Person};
use letters::{Letter, LettersError, RetellingRule};
use rand::SeedableRng;
use rand::rngs::StdRng;
use share::{Answers, Decision, Format, PageTemplate, Plan, Review, Sealed, Setting};
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor, seal};

/// Somebody with a vault.
pub struct Desk {
    pub folder: TempDir,
    pub journal: Journal,
    pub rng: StdRng,
    /// The other one, in this one's list of people.
    pub other: Person,
}

pub fn at(time: &str) -> Moment {
    format!("2026-11-22T{time}:00+01:00").parse().expect("a moment")
}

pub fn now() -> Moment {
    at("12:00")
}

pub fn words() -> Passphrase {
    Passphrase::from("correct horse battery staple".to_owned())
}

impl Desk {
    /// A new vault, whose owner knows `other`.
    pub fn new(seed: u64, other: &str) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let mut rng = StdRng::seed_from_u64(seed);
        let path = folder.path().join("a.tellable");
        let work = WorkFactor::new(1).expect("work factor");
        Vault::create(&path, &words(), &RecoveryKey::generate(), work, now(), &mut rng)
            .expect("create");
        let mut journal = unlock(folder.path());
        let other = journal.person_named(other, now(), &mut rng).expect("person");
        Self { folder, journal, rng, other }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("a.tellable")
    }

    /// Locks the vault and opens it again.
    pub fn relock(self) -> Self {
        let Self { folder, journal, rng, other } = self;
        journal.lock().expect("lock");
        let journal = unlock(folder.path());
        Self { folder, journal, rng, other }
    }

    /// The vault as it is now, on a machine of its own.
    pub fn copy(&self, seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        self.copy_to(folder.path());
        let journal = unlock(folder.path());
        let rng = StdRng::seed_from_u64(seed);
        Self { folder, journal, rng, other: self.other.clone() }
    }

    /// A copy of the vault's file, with what is still in its log.
    fn copy_to(&self, folder: &Path) -> PathBuf {
        let path = folder.join("a.tellable");
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let rough = folder.join("rough");
        let copy = self.journal.vault().copy_to(&rough, go_on).expect("copied");
        copy.verify(go_on).expect("sound");
        // The rough file goes with `copy`, which holds no name for it.
        std::fs::copy(copy.path(), &path).expect("copied");
        path
    }

    /// Takes in what the other copy has.
    pub fn merge(&mut self, other: &Self) {
        let folder = tempfile::tempdir().expect("folder");
        let copy = other.copy_to(folder.path());
        let other = Vault::inspect(&copy, &Key::Passphrase(words())).expect("it can be read");
        self.journal
            .merge(&other, at("20:00"), &mut |_, _| ControlFlow::Continue(()))
            .expect("merge");
    }

    pub fn make_identity(&mut self) -> String {
        letters::make_identity(&mut self.journal, now(), &mut self.rng).expect("identity").recipient
    }

    pub fn keep(&mut self, letter: &Letter) -> Result<letters::Kept, LettersError> {
        letters::keep(&mut self.journal, letter, self.other.id, now(), &mut self.rng)
    }

    /// Tells the other one an entry of these words, all of it kept, as an honest shell does.
    pub fn tell(
        &mut self,
        body: &str,
        format: &Format,
        answers: Option<Answers>,
    ) -> (Vec<u8>, Sealed) {
        let entry = Id::generate(&mut self.rng);
        let content = Content { title: "The demo".into(), body: body.into(), ..Content::default() };
        self.journal.save(entry, &content, now(), &mut self.rng).expect("save");
        self.tell_entry(entry, format, answers)
    }

    pub fn tell_entry(
        &mut self,
        entry: Id,
        format: &Format,
        answers: Option<Answers>,
    ) -> (Vec<u8>, Sealed) {
        let plan = Plan {
            person: self.other.id,
            purpose: String::new(),
            setting: Setting::Written,
            rule: RetellingRule::RetellWithoutName,
            answers,
        };
        let mut review =
            Review::start(&mut self.journal, entry, plan, now(), &mut self.rng).expect("start");
        for item in review.items() {
            review.decide_item(&mut self.journal, &item.id, Decision::Keep, now()).expect("keep");
            review.keep_remaining(&mut self.journal, &item.id, now()).expect("keep");
        }
        let package =
            review.complete(&self.journal).expect("complete").build(format, now()).expect("build");
        let digest = package.digest();
        let target = self.folder.path().join(format!("letter-{entry}"));
        let html = format!("<!doctype html><title>A letter</title>{}<p>x", share::MARKER);
        let page = PageTemplate::new(&html).expect("template");
        let name = self.other.name.clone();
        let sealed = share::send(
            &mut self.journal,
            package,
            digest,
            &name,
            &target,
            Some(&page),
            now(),
            &mut self.rng,
        )
        .expect("send");
        (std::fs::read(&target).expect("read"), sealed)
    }
}

fn unlock(folder: &Path) -> Journal {
    let places = Places { index_dir: folder.join("cache"), state_dir: folder.join("state") };
    let vault = Vault::open(&folder.join("a.tellable"), &Key::Passphrase(words()), &places);
    Journal::open(vault.expect("open"), "desk").expect("journal")
}

/// A letter as somebody else could have written it.
pub fn letter(body: &str) -> Letter {
    Letter {
        id: Id::from_bytes([7; 16]),
        at: jiff::civil::date(2026, 11, 22),
        rule: RetellingRule::KeepBetweenUs,
        title: Some("The day I said no".into()),
        happened: None,
        place: None,
        kind: None,
        people: vec!["a colleague".into()],
        tags: vec![],
        feeling: None,
        body: body.into(),
        answers: None,
        attachments: vec![],
    }
}

/// The letter sealed with a passphrase, at next to no cost.
pub fn sealed(letter: &Letter, passphrase: &str) -> Vec<u8> {
    let work = WorkFactor::new(1).expect("work factor");
    let passphrase = Passphrase::from(passphrase.to_owned());
    seal::with_passphrase(&passphrase, work, &letter.encode().expect("encode")).expect("seal")
}

pub fn code<T: std::fmt::Debug>(result: Result<T, LettersError>) -> &'static str {
    result.expect_err("it is refused").code()
}
