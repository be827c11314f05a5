//! The one vault this program has open, or not: locked, confirming a new one, or unlocked.
//!
//! Locking fails closed: it stops long work, waits for nobody's leave, drops the journal (which wipes
//! the keys and closes the files) and only then says so. Work that began before a lock never ends
//! after it: every lock begins a new epoch, and whoever comes back with an old one is turned away.

mod confirm;
mod tend;
mod watch;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use journal::Journal;
use share::ShareError;
use vault::{Id, Key, Moment, Vault};

pub use tend::tend;
pub use watch::{GRACE, watch};

use self::confirm::Pending;
use crate::event::{ShellEvent, Task};
use crate::failure::Failure;
use crate::folders::Folders;
use crate::settings::SettingsFile;
use crate::wire::vault::{RecoveryShown, VaultPlace, VaultState, VaultStatus, name_of};

/// How events reach the page.
pub type Teller = Box<dyn Fn(ShellEvent) + Send + Sync>;

/// The session, shared by commands, watchers and the window.
pub struct Session {
    folders: Folders,
    settings: Mutex<SettingsFile>,
    state: Mutex<State>,
    /// What may be said while long work holds the state.
    front: Mutex<Front>,
    epoch: AtomicU64,
    cancel: AtomicBool,
    activity: Mutex<Instant>,
    teller: Teller,
}

enum State {
    Locked,
    Confirming(Pending),
    Unlocked(Box<Open>),
}

struct Open {
    journal: Journal,
    /// The review under way. Opening one reads every item anew; deciding in it should not.
    review: Option<share::Review>,
}

#[derive(Clone)]
struct Front {
    state: VaultState,
    path: Option<PathBuf>,
    read_only: bool,
}

/// Now, with this machine's offset from UTC.
pub fn now() -> Moment {
    let now = jiff::Zoned::now();
    Moment::new(now.timestamp(), now.offset())
}

/// A lock whose holder panicked still holds what it held; locking must go on.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Locked, with the settings of these folders.
    pub fn new(folders: Folders, teller: Teller) -> Self {
        let settings = SettingsFile::read(&folders.config);
        let path = settings.recent().first().cloned();
        Self {
            folders,
            settings: Mutex::new(settings),
            state: Mutex::new(State::Locked),
            front: Mutex::new(Front { state: VaultState::Locked, path, read_only: false }),
            epoch: AtomicU64::new(0),
            cancel: AtomicBool::new(false),
            activity: Mutex::new(Instant::now()),
            teller,
        }
    }

    /// Where things stand, without waiting for anything.
    pub fn status(&self) -> VaultStatus {
        let front = hold(&self.front).clone();
        let settings = hold(&self.settings);
        VaultStatus {
            state: front.state,
            name: front.path.as_deref().map(name_of),
            path: front.path.map(|path| path.display().to_string()),
            read_only: front.read_only,
            recent: settings.recent().iter().map(|path| VaultPlace::new(path)).collect(),
            default_path: self.folders.default_vault().display().to_string(),
        }
    }

    /// Whether a vault is open.
    pub fn is_unlocked(&self) -> bool {
        hold(&self.front).state == VaultState::Unlocked
    }

    /// The folders this program uses.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The settings file.
    pub fn settings(&self) -> MutexGuard<'_, SettingsFile> {
        hold(&self.settings)
    }

    /// Says something to the page.
    pub fn tell(&self, event: ShellEvent) {
        (self.teller)(event);
    }

    /// Holds a new vault's secrets until its recovery key is confirmed. Nothing is on disk.
    pub fn begin(&self, path: PathBuf, passphrase: String) -> Result<RecoveryShown, Failure> {
        let mut state = hold(&self.state);
        if matches!(*state, State::Unlocked(_)) {
            return Err(Failure::of("already-unlocked"));
        }
        let pending = Pending::new(path, passphrase, &mut rand::rng())?;
        let shown = pending.shown();
        *state = State::Confirming(pending);
        hold(&self.front).state = VaultState::Confirming;
        Ok(shown)
    }

    /// Makes and opens the vault if the asked groups are right. Long: derives the key twice.
    pub fn finish(&self, answers: &[String]) -> Result<(), Failure> {
        let mut state = hold(&self.state);
        let State::Confirming(pending) = &*state else { return Err(Failure::of("not-confirming")) };
        pending.confirm(answers)?;
        let path = pending.path().to_path_buf();
        let key = pending.create(now(), &mut rand::rng())?;
        let journal = self.open_journal(&path, &key)?;
        self.install(&mut state, journal, &path);
        Ok(())
    }

    /// Forgets a vault that was not confirmed.
    pub fn abandon(&self) {
        let mut state = hold(&self.state);
        if matches!(*state, State::Confirming(_)) {
            *state = State::Locked;
            hold(&self.front).state = VaultState::Locked;
        }
    }

    /// Opens a vault. Long: the state stays free meanwhile, and a lock in between wins.
    pub fn unlock(&self, path: &Path, key: &Key) -> Result<(), Failure> {
        if self.is_unlocked() {
            return Err(Failure::of("already-unlocked"));
        }
        let epoch = self.epoch();
        let journal = self.open_journal(path, key)?;
        let mut state = hold(&self.state);
        if epoch != self.epoch() || matches!(*state, State::Unlocked(_)) {
            return Err(Failure::of("unlock-cancelled"));
        }
        self.install(&mut state, journal, path);
        Ok(())
    }

    fn open_journal(&self, path: &Path, key: &Key) -> Result<Journal, Failure> {
        let places = self.folders.places();
        let vault = Vault::open(path, key, &places)?;
        let device = hold(&self.settings).device().to_owned();
        Ok(Journal::open(vault, &device)?)
    }

    fn install(&self, state: &mut State, journal: Journal, path: &Path) {
        let read_only = journal.vault().is_read_only();
        *state = State::Unlocked(Box::new(Open { journal, review: None }));
        let path = path.to_path_buf();
        hold(&self.settings).remember(&path);
        *hold(&self.front) = Front { state: VaultState::Unlocked, path: Some(path), read_only };
        self.note_activity();
    }

    /// Locks: stops work, drops the journal, says so. Safe to call at any time, from any thread.
    pub fn lock(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
        let was = std::mem::replace(&mut *hold(&self.state), State::Locked);
        {
            let mut front = hold(&self.front);
            front.state = VaultState::Locked;
            front.read_only = false;
        }
        if let State::Unlocked(open) = was {
            let Open { mut journal, review } = *open;
            drop(review);
            tend::settle(&mut journal);
            // Closed all the same when the log could not be written back; the next opening does it.
            let _ = journal.lock();
            self.tell(ShellEvent::Locked);
        }
    }

    /// Which lock we live after.
    pub fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    /// Asks long work to stop at its next step.
    pub fn cancel_work(&self) {
        self.cancel.store(true, Ordering::SeqCst);
    }

    /// A key was pressed or the pointer moved.
    pub fn note_activity(&self) {
        *hold(&self.activity) = Instant::now();
    }

    /// Asks the open journal for something, off the thread of the window.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&mut Journal) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(move |_, open| ask(&mut open.journal)).await
    }

    /// Begins or opens a review and keeps it at hand.
    pub async fn open_review<T: Send + 'static>(
        self: &Arc<Self>,
        open: impl FnOnce(&mut Journal) -> Result<share::Review, ShareError> + Send + 'static,
        show: impl FnOnce(&share::Review) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(move |_, held| {
            held.review = None;
            Ok(show(held.review.insert(open(&mut held.journal)?)))
        })
        .await
    }

    /// Changes a review: the one at hand, or this one opened anew. One that failed to change is not
    /// kept at hand: what is in the vault counts.
    pub async fn change_review<T: Send + 'static>(
        self: &Arc<Self>,
        share: Id,
        change: impl FnOnce(&mut share::Review, &mut Journal) -> Result<(), ShareError> + Send + 'static,
        show: impl FnOnce(&share::Review) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(move |_, held| {
            let mut review = match held.review.take().filter(|review| review.id() == share) {
                Some(review) => review,
                None => share::Review::open(&mut held.journal, share, now())?,
            };
            change(&mut review, &mut held.journal)?;
            Ok(show(held.review.insert(review)))
        })
        .await
    }

    /// Long work: told of its progress to the page, stopped by `cancel_work` and by a lock.
    pub async fn long<T: Send + 'static>(
        self: &Arc<Self>,
        task: Task,
        ask: impl FnOnce(&mut Journal, &mut Steps<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let epoch = self.epoch();
        self.work(move |session, open| {
            session.cancel.store(false, Ordering::SeqCst);
            let mut steps = |done, total| session.step(task, epoch, done, total);
            ask(&mut open.journal, &mut steps)
        })
        .await
    }

    fn step(&self, task: Task, epoch: u64, done: u64, total: u64) -> ControlFlow<()> {
        /// Progress is told this often; the page paints no faster.
        const EVERY: u64 = 25;
        if self.cancel.load(Ordering::SeqCst) || epoch != self.epoch() {
            return ControlFlow::Break(());
        }
        if done.is_multiple_of(EVERY) || done == total {
            self.note_activity();
            self.tell(ShellEvent::progress(task, done, total));
        }
        ControlFlow::Continue(())
    }

    async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Self, &mut Open) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let session = Arc::clone(self);
        off_thread(move || match &mut *hold(&session.state) {
            State::Unlocked(open) => ask(&session, open),
            _ => Err(Failure::of("locked")),
        })
        .await
    }
}

/// What long work calls with (done, total).
pub type Steps<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Runs something slow away from the window's thread.
pub async fn off_thread<T: Send + 'static>(
    slow: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tauri::async_runtime::spawn_blocking(slow).await.map_err(|_| Failure::of("stopped"))?
}

/// An id that nothing has yet.
pub fn new_id() -> Id {
    Id::generate(&mut rand::rng())
}

#[cfg(test)]
mod tests;
