//! A copy beside the vault: opened for reading, compared, and then put in its place, written beside it
//! or brought into it. Nothing happens that was not shown before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use journal::{Journal, Order};
use vault::{Id, Key, Vault, VaultError};

use super::confirm::free;
use super::{Session, State, Steps, now, off_thread};
use crate::event::Task;
use crate::failure::Failure;
use crate::held::hold;
use crate::wire::care::{MergeReport, Rehearsal, RestoreHow, Restored};
use crate::wire::vault::VaultState;

/// A copy that was shown and waits for a choice.
pub(super) struct Rehearsed {
    copy: Vault,
    /// Opens the copy once more where it will stand, to see that it does.
    key: Key,
}

impl Session {
    /// Opens a copy for reading and compares it with the open vault, or with nothing.
    pub async fn rehearse(self: &Arc<Self>, path: PathBuf, key: Key) -> Result<Rehearsal, Failure> {
        self.abandon_rehearsal();
        let session = Arc::clone(self);
        let epoch = self.begin_work();
        off_thread(move || {
            let mut steps = |done, total| session.step(Task::Compare, epoch, done, total);
            let copy = Vault::inspect(&path, &key)?;
            let beside = match &mut *hold(&session.state) {
                State::Unlocked(open) if open.journal.vault().id() == copy.id() => {
                    Some(open.journal.differences(&copy, &mut steps)?)
                }
                _ => None,
            };
            let (shown, copy) = match beside {
                Some(found) => (Rehearsal::beside(&copy, found), copy),
                None => alone(copy, &mut steps)?,
            };
            // A lock that came in between wants nothing left open.
            if epoch == session.epoch() {
                *hold(&session.rehearsed) = Some(Rehearsed { copy, key });
            }
            Ok(shown)
        })
        .await
    }

    /// Lets go of the copy.
    pub fn abandon_rehearsal(&self) {
        *hold(&self.rehearsed) = None;
    }

    /// Puts the copy in the place of the open vault, which is locked and set aside, or beside it.
    pub async fn restore(
        self: &Arc<Self>,
        how: RestoreHow,
        path: Option<PathBuf>,
    ) -> Result<Restored, Failure> {
        let session = Arc::clone(self);
        let epoch = self.begin_work();
        off_thread(move || {
            let mut steps = |done, total| session.step(Task::Rewrite, epoch, done, total);
            let nothing = || Failure::of("nothing-rehearsed");
            let mut held = hold(&session.rehearsed);
            let path = match (how, path) {
                (RestoreHow::Beside, Some(path)) => free(path)?,
                _ => session.path_of(&held.as_ref().ok_or_else(nothing)?.copy)?,
            };
            let Rehearsed { copy, key } = held.take().ok_or_else(nothing)?;
            drop(held);
            let made = copy.copy_to(&rough_beside(&path, copy.id()), &mut steps)?;
            made.verify(&mut steps)?;
            drop(copy);
            if how == RestoreHow::Replace {
                session.lock();
            }
            // Nobody unlocks what is being put there.
            let _turn = hold(&session.opening);
            let set_aside = made.put_in_place(&path, now())?;
            session.adopt(&path, &key)?;
            let shown = |path: PathBuf| path.display().to_string();
            Ok(Restored { path: shown(path), set_aside: set_aside.map(shown) })
        })
        .await
    }

    /// Brings in what the copy has and the open vault has not.
    pub async fn merge_copy(self: &Arc<Self>) -> Result<MergeReport, Failure> {
        let Rehearsed { copy, .. } =
            hold(&self.rehearsed).take().ok_or(Failure::of("nothing-rehearsed"))?;
        self.long(Task::Merge, move |journal, steps| Ok(journal.merge(&copy, now(), steps)?.into()))
            .await
    }

    /// Where the vault stands that this is a copy of, when it is the open one.
    fn path_of(&self, copy: &Vault) -> Result<PathBuf, Failure> {
        self.work_here(|open| {
            let vault = open.journal.vault();
            if vault.id() == copy.id() {
                Ok(vault.path().to_path_buf())
            } else {
                Err(VaultError::OtherVault.into())
            }
        })
    }

    /// Opens what was put in place once, so that it is known to open, and counts from now on.
    fn adopt(&self, path: &Path, key: &Key) -> Result<(), Failure> {
        let mut vault = Vault::open(path, key, &self.folders.places())?;
        vault.accept_copy(now())?;
        vault.lock()?;
        hold(&self.settings).remember(path);
        let mut front = hold(&self.front);
        if front.state == VaultState::Locked {
            front.path = Some(path.to_path_buf());
        }
        Ok(())
    }
}

/// A copy with nothing to compare it with.
fn alone(copy: Vault, steps: &mut Steps<'_>) -> Result<(Rehearsal, Vault), Failure> {
    /// Records between two looks at whether to go on.
    const AT_ONCE: usize = 256;
    let mut journal = Journal::open(copy, "")?;
    loop {
        let caught = journal.catch_up(AT_ONCE)?;
        if steps(caught.done, caught.total).is_break() {
            return Err(VaultError::Cancelled.into());
        }
        if caught.finished {
            break;
        }
    }
    let entries = journal.timeline(Order::Written, 0, 0)?.total;
    let people = journal.people()?.len() as u64;
    let copy = journal.into_vault();
    Ok((Rehearsal::alone(&copy, entries, people)?, copy))
}

/// A name for a copy that is being made, in the folder where it will stand.
fn rough_beside(path: &Path, vault: Id) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new("."));
    vault::rough_in(folder, vault, &mut rand::rng())
}
