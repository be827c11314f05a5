//! The real session under the same steps, on real files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use journal::{Content, Journal, Order, Query};
use share::{Decision, Plan, RetellingRule, Setting};
use vault::{Id, Key, Passphrase, RecoveryKey, WorkFactor};

use super::reference::{Model, PASSPHRASES, SLOTS, Secret, State, Step};
use crate::event::Task;
use crate::failure::Failure;
use crate::folders::Folders;
use crate::session::tend::Step as Tended;
use crate::session::{self, Session, now};
use crate::wire::vault::{RecoveryShown, VaultState};

/// Stands in every title and text: nothing of it may be read in a file.
const PLANTED: &str = "quillwort";

pub struct Real {
    /// The folders of all machines so far, the present one last.
    homes: Vec<tempfile::TempDir>,
    session: Arc<Session>,
    slots: Vec<Id>,
    shares: Vec<Id>,
    shown: Option<RecoveryShown>,
    recovery: Option<String>,
    files: tempfile::TempDir,
    imported: u16,
    backups: u32,
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn session_below(home: &Path) -> Arc<Session> {
    let mut session = Session::new(Folders::below(home), Box::new(|_| {}));
    session.work = WorkFactor::new(1).expect("the lowest");
    Arc::new(session)
}

fn content(text: u16) -> Content {
    let title = format!("{PLANTED} {text}");
    Content { title, body: format!("Only the {PLANTED} know word{text}x."), ..Content::default() }
}

fn words(n: u8) -> String {
    format!("{PLANTED} passphrase {n}")
}

impl Real {
    pub fn new() -> Self {
        let home = folder();
        let session = session_below(home.path());
        let slots = (0..SLOTS).map(|_| session::new_id()).collect();
        Self {
            homes: vec![home],
            session,
            slots,
            shares: Vec::new(),
            shown: None,
            recovery: None,
            files: folder(),
            imported: 0,
            backups: 0,
        }
    }

    fn home(&self) -> &Path {
        self.homes.last().expect("at least one").path()
    }

    fn path(&self) -> PathBuf {
        self.home().join("data").join("mine.tellable")
    }

    fn slot(&self, slot: u8) -> Id {
        self.slots[usize::from(slot)]
    }

    fn key(&self, secret: Secret) -> Key {
        match (secret, &self.recovery) {
            (Secret::Passphrase(n), _) => Key::Passphrase(Passphrase::from(words(n))),
            (Secret::Recovery, Some(key)) => Key::Recovery(RecoveryKey::parse(key).expect("shown")),
            // Before there is a vault, any other is as good.
            (Secret::Recovery, None) | (Secret::AnotherRecovery, _) => {
                Key::Recovery(RecoveryKey::generate())
            }
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Journal) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        tauri::async_runtime::block_on(self.session.ask(ask))
    }

    /// What follows every unlocking, to its end.
    fn tend(&self) {
        let (epoch, mut audit) = (self.session.epoch(), None);
        while matches!(self.session.tend_once(epoch, &mut audit), Tended::More) {}
    }

    fn unlock(&self, secret: Secret) -> Result<(), Failure> {
        self.session.unlock(&self.path(), &self.key(secret))?;
        self.tend();
        Ok(())
    }

    pub fn take(&mut self, step: &Step) -> Result<(), Failure> {
        match *step {
            Step::Begin => {
                self.shown = Some(self.session.begin(self.path(), words(0))?);
                Ok(())
            }
            Step::Finish { right } => self.finish(right),
            Step::Abandon => {
                self.session.abandon();
                Ok(())
            }
            Step::Unlock(secret) => self.unlock(secret),
            Step::LockDuringUnlock { secret, after_micros } => {
                let (session, path, key) =
                    (Arc::clone(&self.session), self.path(), self.key(secret));
                let unlocking = thread::spawn(move || session.unlock(&path, &key));
                thread::sleep(Duration::from_micros(after_micros));
                self.session.lock();
                let answer = unlocking.join().expect("nothing panics");
                // It may begin after the lock: then the vault is open, as by a person who came later.
                self.session.lock();
                answer
            }
            Step::Lock => {
                self.session.lock();
                Ok(())
            }
            Step::LockGently => {
                self.session.lock_gently(Duration::ZERO);
                Ok(())
            }
            Step::Panic => {
                self.ask(|_| -> Result<(), Failure> { std::panic::resume_unwind(Box::new(())) })
            }
            Step::Crash => {
                self.crash();
                Ok(())
            }
            _ => self.write(step),
        }
    }

    fn finish(&mut self, right: bool) -> Result<(), Failure> {
        let groups = self.shown.as_ref().map(|shown| {
            shown.asked.iter().map(|at| shown.groups[*at as usize].clone()).collect::<Vec<_>>()
        });
        let mut answers = groups.unwrap_or_default();
        if !right {
            answers.push("more".to_owned());
        }
        self.session.finish(&answers)?;
        self.recovery = self.shown.take().map(|shown| shown.key.clone());
        self.tend();
        Ok(())
    }

    /// The file and its log as they are now, on another machine; nobody put anything away.
    fn crash(&mut self) {
        let next = folder();
        copy_all(self.home(), next.path());
        self.session = session_below(next.path());
        self.homes.push(next);
    }

    fn write(&mut self, step: &Step) -> Result<(), Failure> {
        match *step {
            Step::Save { slot, text } => {
                let id = self.slot(slot);
                self.ask(move |journal| {
                    Ok(journal.save(id, &content(text), now(), &mut rand::rng()).map(drop)?)
                })
            }
            Step::Draft { slot, text } => {
                let id = self.slot(slot);
                self.ask(move |journal| Ok(journal.keep_draft(id, &content(text), now())?))
            }
            Step::Delete { slot } => {
                let id = self.slot(slot);
                self.ask(move |journal| Ok(journal.delete(id, now())?))
            }
            Step::Undelete { slot } => {
                let id = self.slot(slot);
                self.ask(move |journal| Ok(journal.undelete(id, now())?))
            }
            Step::Search { text } => self.search(text).map(drop),
            Step::Import { files } => self.import(files),
            Step::ImportAgain => self.import(0),
            Step::StartShare { slot } => self.start_share(slot),
            Step::Decide { share, keep } => self.decide(share, keep),
            Step::DiscardShare { share } => {
                let id = self.shares[share];
                self.ask(move |journal| Ok(share::Review::discard(journal, id, now())?))
            }
            Step::Backup => self.back_up(),
            Step::ChangePassphrase(n) => self.ask(move |journal| {
                let lowest = WorkFactor::new(1).expect("the lowest");
                Ok(journal.vault_mut().set_passphrase(&Passphrase::from(words(n)), lowest)?)
            }),
            _ => unreachable!("no writing: {step:?}"),
        }
    }

    fn search(&self, text: u16) -> Result<u64, Failure> {
        self.ask(move |journal| Ok(journal.search(&Query::words(&format!("word{text}x")))?.total))
    }

    /// So many new files, beside those of before, which are known.
    fn import(&mut self, files: u16) -> Result<(), Failure> {
        let in_folder = self.files.path().to_owned();
        let first = self.imported;
        let work = self.session.long(Task::Import, move |journal, steps| {
            for n in first..first + files {
                let Content { title, body, .. } = content(1_000 + n);
                let text = format!("# {title}\n\n{body}\n");
                fs::write(in_folder.join(format!("{n}.md")), text).expect("a file to import");
            }
            Ok(journal.import_folder(&in_folder, now(), &mut rand::rng(), steps)?)
        });
        let report = tauri::async_runtime::block_on(work)?;
        let counts = (report.found, report.imported, report.skipped);
        assert_eq!(counts, (u64::from(first + files), u64::from(files), u64::from(first)));
        self.imported += files;
        Ok(())
    }

    fn start_share(&mut self, slot: u8) -> Result<(), Failure> {
        let entry = self.slot(slot);
        let start = move |journal: &mut Journal| {
            let person = journal.person_named("Ines", now(), &mut rand::rng())?.id;
            let (setting, rule) = (Setting::OneToOne, RetellingRule::KeepBetweenUs);
            let plan = Plan { person, purpose: String::new(), setting, rule, answers: None };
            share::Review::start(journal, entry, plan, now(), &mut rand::rng())
        };
        let id =
            tauri::async_runtime::block_on(self.session.open_review(start, share::Review::id))?;
        self.shares.push(id);
        Ok(())
    }

    fn decide(&self, share: usize, keep: bool) -> Result<(), Failure> {
        let id = self.shares[share];
        let decision =
            if keep { Decision::Rewrite("Other words.".to_owned()) } else { Decision::LeaveOut };
        let change = move |review: &mut share::Review, journal: &mut Journal| {
            let item = review.items().first().expect("a title at least").id.clone();
            review.decide_item(journal, &item, decision, now())
        };
        tauri::async_runtime::block_on(self.session.with_review(id, change))
    }

    /// A copy that opens by itself and says what the vault says.
    fn back_up(&mut self) -> Result<(), Failure> {
        self.backups += 1;
        let kept_in = self.files.path().join(format!("copies {}", self.backups));
        let copy = self.ask(move |journal| {
            fs::create_dir_all(&kept_in).expect("a folder for backups");
            let rough = vault::rough_in(&kept_in, journal.vault().id(), &mut rand::rng());
            let copy =
                journal.vault().copy_to(&rough, &mut |_, _| std::ops::ControlFlow::Continue(()))?;
            copy.verify(&mut |_, _| std::ops::ControlFlow::Continue(()))?;
            Ok(copy.place(&kept_in, now())?.path)
        })?;
        let other = folder();
        let (key, beside) = (self.key(Secret::Recovery), Folders::below(other.path()).places());
        let journal = Journal::open(vault::Vault::open(&copy, &key, &beside)?, "other")?;
        let there = said_by(&journal, &self.slots);
        let slots = self.slots.clone();
        assert_eq!(self.ask(move |journal| Ok(said_by(journal, &slots)))?, there);
        Ok(())
    }

    /// Whether what can be seen and read is what the model holds.
    pub fn agrees_with(&self, model: &Model) {
        let state = self.session.status().state;
        let expected = match model.state {
            State::Locked => VaultState::Locked,
            State::Confirming => VaultState::Confirming,
            State::Open => VaultState::Unlocked,
        };
        assert_eq!(state, expected);
        assert_eq!(self.path().exists(), model.made);
        if model.is_open() { self.shows(model) } else { self.shows_nothing() }
    }

    fn shows(&self, model: &Model) {
        let slots = self.slots.clone();
        let (total, said) = self
            .ask(move |journal| {
                assert!(!journal.vault().is_read_only() && journal.vault().rolled_back().is_none());
                let total = journal.timeline(Order::Written, 0, 1)?.total;
                Ok((total, said_by(journal, &slots)))
            })
            .expect("it is open");
        assert_eq!(total, model.standing() as u64);
        let expected = (0..SLOTS).map(|slot| model.entry(slot).shown().map(content));
        assert_eq!(said, expected.collect::<Vec<_>>());
        for text in (0..3).chain(model.imported.last().copied()) {
            assert_eq!(self.search(text).expect("open"), model.found(text) as u64, "word{text}x");
        }
        let mut listed: Vec<(Id, usize)> = self
            .ask(|journal| Ok(share::open_shares(journal)?))
            .expect("open")
            .into_iter()
            .map(|share| (share.id, share.progress.decided))
            .collect();
        for (share, id) in model.shares.iter().zip(&self.shares) {
            let found = listed.iter().position(|(listed, _)| listed == id);
            assert_eq!(found.is_some(), share.open);
            let decided = found.map(|at| listed.swap_remove(at).1);
            if let (Some(decided), Some(expected)) = (decided, share.decided) {
                assert_eq!(decided > 0, expected);
            }
        }
        assert_eq!(listed, []);
    }

    /// Nobody gets an answer, and no file holds a planted word.
    fn shows_nothing(&self) {
        let asked = self.ask(|journal| Ok(journal.timeline(Order::Written, 0, 1)?.total));
        assert_eq!(asked, Err(Failure::of("locked")));
        let mut files = Vec::new();
        list_all(self.home(), &mut files);
        for file in files {
            let bytes = fs::read(&file).expect("a file");
            let found = bytes.windows(PLANTED.len()).any(|part| part == PLANTED.as_bytes());
            assert!(!found, "{} holds it", file.display());
        }
    }

    /// At the end: of all secrets there ever were, only those of the model open.
    pub fn opens_with_what_the_model_says(&mut self, model: &Model) {
        self.session.lock();
        let passphrases = (0..PASSPHRASES).map(Secret::Passphrase);
        for secret in passphrases.chain([Secret::Recovery, Secret::AnotherRecovery]) {
            let answer = self.unlock(secret).map_err(|failure| failure.code);
            assert_eq!(answer, model.opens(secret).map_err(str::to_owned), "{secret:?}");
            self.session.lock();
        }
    }
}

/// What each entry says, read as the page reads it.
fn said_by(journal: &Journal, slots: &[Id]) -> Vec<Option<Content>> {
    slots.iter().map(|id| journal.entry(*id).ok().map(|entry| entry.content)).collect()
}

fn list_all(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { list_all(&path, files) } else { files.push(path) }
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        // What only processes share is no part of what a disk has after a crash.
        if path.is_dir() {
            copy_all(&path, &copy);
        } else if !path.to_string_lossy().ends_with("-shm") {
            fs::copy(&path, &copy).expect("copied");
        }
    }
}
