//! The one vault this program has open, or not: locked, confirming a new one, or unlocked.
//!
//! Locking (`locking`) fails closed: it stops long work, waits for nobody's leave, drops the journal
//! (which wipes the keys and closes the files) and only then says so. Work that began before a lock never
//! ends after it: every lock begins a new epoch, and whoever comes back with an old one is turned away.
//! It comes by the page's key, by rest and by sleep (`watch`), and when the system says so (`system`).

mod backup;
mod confirm;
mod copy;
mod files;
mod find;
mod keys;
mod letter;
mod locking;
mod printing;
mod system;
mod tend;
mod watch;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use journal::Journal;
use share::ShareError;
use vault::{Id, Key, Moment, Vault, WorkFactor};
use zeroize::Zeroizing;

pub use locking::GRACE;
pub use system::listen;
pub use tend::tend;
pub use watch::watch;

use self::confirm::{Pending, work_factor};
use self::copy::Rehearsed;
use self::keys::Ceremony;
use crate::clipboard::SecretClipboard;
use crate::event::{ShellEvent, Task};
use crate::failure::Failure;
use crate::folders::Folders;
use crate::held::hold;
use crate::settings::SettingsFile;
use crate::wire::vault::{
    RecoveryShown, RolledBack, SecretKind, VaultPlace, VaultState, VaultStatus, name_of,
};

/// How events reach the page.
pub type Teller = Box<dyn Fn(ShellEvent) + Send + Sync>;

/// The session, shared by commands, watchers and the window.
pub struct Session {
    folders: Folders,
    settings: Mutex<SettingsFile>,
    /// What a guess at a new passphrase costs.
    work: WorkFactor,
    state: Mutex<State>,
    /// What may be said while long work holds the state.
    front: Mutex<Front>,
    /// One at a time opens: who comes back after a lock finds the file let go of by who was cancelled.
    opening: Mutex<()>,
    epoch: AtomicU64,
    cancel: AtomicBool,
    activity: Mutex<Instant>,
    clipboard: SecretClipboard,
    /// Whether the system's service for sleep, screen lock and change of user is listened to.
    hears: AtomicBool,
    /// A copy that was opened beside the vault and waits for a choice.
    rehearsed: Mutex<Option<Rehearsed>>,
    /// Why the last backup failed.
    backup_problem: Mutex<Option<Failure>>,
    /// A file that the system handed over, until the page is told.
    offered: Mutex<Option<PathBuf>>,
    teller: Teller,
}

enum State {
    Locked,
    Confirming(Arc<Pending>),
    Unlocked(Box<Open>),
}

struct Open {
    journal: Journal,
    /// The review under way. Opening one reads every item anew; deciding in it should not.
    review: Option<share::Review>,
    /// What opened the vault, and what that guess took here.
    opened_by: SecretKind,
    guess: Duration,
    /// A recovery key that is being written down.
    ceremony: Option<Ceremony>,
    /// The letter that was opened last and is not kept.
    letter: Option<share::Letter>,
    /// Whether a story was told in person since this vault was opened.
    card: bool,
}

#[derive(Clone)]
struct Front {
    state: VaultState,
    path: Option<PathBuf>,
    read_only: bool,
    rolled_back: Option<RolledBack>,
}

impl Front {
    fn locked(path: Option<PathBuf>) -> Self {
        Self { state: VaultState::Locked, path, read_only: false, rolled_back: None }
    }

    fn unlocked(path: PathBuf, vault: &Vault) -> Self {
        Self {
            state: VaultState::Unlocked,
            path: Some(path),
            read_only: vault.is_read_only(),
            rolled_back: RolledBack::of(vault),
        }
    }
}

/// Now, with this machine's offset from UTC.
pub fn now() -> Moment {
    let now = jiff::Zoned::now();
    Moment::new(now.timestamp(), now.offset())
}

impl Session {
    /// Locked, with the settings of these folders.
    pub fn new(folders: Folders, teller: Teller) -> Self {
        let settings = SettingsFile::read(&folders.config);
        let path = settings.recent().first().cloned();
        Self {
            folders,
            settings: Mutex::new(settings),
            work: work_factor(),
            state: Mutex::new(State::Locked),
            front: Mutex::new(Front::locked(path)),
            opening: Mutex::new(()),
            epoch: AtomicU64::new(0),
            cancel: AtomicBool::new(false),
            activity: Mutex::new(Instant::now()),
            clipboard: SecretClipboard::default(),
            hears: AtomicBool::new(false),
            rehearsed: Mutex::new(None),
            backup_problem: Mutex::new(None),
            offered: Mutex::new(None),
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
            rolled_back: front.rolled_back,
        }
    }

    /// Whether a vault is open.
    pub fn is_unlocked(&self) -> bool {
        hold(&self.front).state == VaultState::Unlocked
    }

    /// Whether sleep, screen lock and change of user are heard of on this machine. A long sleep is noticed
    /// all the same.
    pub fn hears_system(&self) -> bool {
        self.hears.load(Ordering::SeqCst)
    }

    /// The folders this program uses.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The settings file.
    pub fn settings(&self) -> MutexGuard<'_, SettingsFile> {
        hold(&self.settings)
    }

    /// Puts a secret on the clipboard; it goes after half a minute, and with a lock.
    pub fn copy_secret(&self, text: Zeroizing<String>) -> Result<(), Failure> {
        self.clipboard.copy(text, Instant::now())
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
        let shown = pending.paper().shown();
        *state = State::Confirming(Arc::new(pending));
        hold(&self.front).state = VaultState::Confirming;
        Ok(shown)
    }

    /// Makes and opens the vault if the asked groups are right. Long: derives the key twice, while the
    /// state stays free. A lock or a change of mind in between wins: the vault is then made and locked.
    pub fn finish(&self, answers: &[String]) -> Result<(), Failure> {
        let epoch = self.epoch();
        let pending = match &*hold(&self.state) {
            State::Confirming(pending) => Arc::clone(pending),
            _ => return Err(Failure::of("not-confirming")),
        };
        pending.paper().confirm(answers)?;
        let _turn = hold(&self.opening);
        let path = pending.path().to_path_buf();
        let key = pending.create(self.work, now(), &mut rand::rng())?;
        let opened = self.open_vault(&path, &key)?;
        let mut state = hold(&self.state);
        let waits = matches!(&*state, State::Confirming(still) if Arc::ptr_eq(still, &pending));
        if epoch != self.epoch() || !waits {
            hold(&self.settings).remember(&path);
            return Err(Failure::of("unlock-cancelled"));
        }
        self.install(&mut state, opened, &path);
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
        let _turn = hold(&self.opening);
        // A lock that is still closing the file is waited for.
        drop(hold(&self.state));
        let opened = self.open_vault(path, key)?;
        let mut state = hold(&self.state);
        if epoch != self.epoch() || matches!(*state, State::Unlocked(_)) {
            return Err(Failure::of("unlock-cancelled"));
        }
        self.install(&mut state, opened, path);
        Ok(())
    }

    fn open_vault(&self, path: &Path, key: &Key) -> Result<Open, Failure> {
        let began = Instant::now();
        let vault = Vault::open(path, key, &self.folders.places())?;
        let guess = began.elapsed();
        let opened_by = match key {
            Key::Passphrase(_) => SecretKind::Passphrase,
            Key::Recovery(_) => SecretKind::RecoveryKey,
        };
        let device = hold(&self.settings).device().to_owned();
        let journal = Journal::open(vault, &device)?;
        Ok(Open {
            journal,
            review: None,
            opened_by,
            guess,
            ceremony: None,
            letter: None,
            card: false,
        })
    }

    fn install(&self, state: &mut State, opened: Open, path: &Path) {
        let front = Front::unlocked(path.to_path_buf(), opened.journal.vault());
        *state = State::Unlocked(Box::new(opened));
        hold(&self.settings).remember(path);
        *hold(&self.front) = front;
        *hold(&self.backup_problem) = None;
        self.note_activity();
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

    /// Does something with a review: the one at hand, or this one opened anew. One with which it failed is
    /// not kept at hand: what is in the vault counts.
    pub async fn with_review<T: Send + 'static>(
        self: &Arc<Self>,
        share: Id,
        act: impl FnOnce(&mut share::Review, &mut Journal) -> Result<T, ShareError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(move |_, held| {
            let mut review = match held.review.take().filter(|review| review.id() == share) {
                Some(review) => review,
                None => share::Review::open(&mut held.journal, share, now())?,
            };
            let done = act(&mut review, &mut held.journal)?;
            held.review = Some(review);
            Ok(done)
        })
        .await
    }

    /// Long work: told of its progress to the page, stopped by `cancel_work` and by a lock.
    pub async fn long<T: Send + 'static>(
        self: &Arc<Self>,
        task: Task,
        ask: impl FnOnce(&mut Journal, &mut Steps<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let epoch = self.begin_work();
        self.work(move |session, open| {
            let mut steps = |done, total| session.step(task, epoch, done, total);
            ask(&mut open.journal, &mut steps)
        })
        .await
    }

    /// Long work begins; it ends with the lock after the one this names, or when it is cancelled.
    fn begin_work(&self) -> u64 {
        self.cancel.store(false, Ordering::SeqCst);
        self.epoch()
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
        off_thread(move || session.work_here(|open| ask(&session, open))).await
    }

    /// The same for who is off the window's thread already.
    fn work_here<T>(
        &self,
        ask: impl FnOnce(&mut Open) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &mut *hold(&self.state) {
            State::Unlocked(open) => ask(open),
            _ => Err(Failure::of("locked")),
        }
    }

    /// The page is told of what the vault found out about itself.
    fn look_again(&self, vault: &Vault) {
        let mut front = hold(&self.front);
        front.read_only = vault.is_read_only();
        front.rolled_back = RolledBack::of(vault);
    }

    /// Takes an older or other copy as the one that counts.
    pub async fn accept_copy(self: &Arc<Self>) -> Result<(), Failure> {
        self.work(|session, open| {
            open.journal.vault_mut().accept_copy(now())?;
            session.look_again(open.journal.vault());
            Ok(())
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
mod care_tests;
#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
