//! Backups of the open vault: copied while it is held, which is quick; compared with what they should
//! be while everybody else goes on; thinned out only after that.

use std::path::PathBuf;
use std::sync::Arc;

use vault::Id;

use super::{Session, now, off_thread};
use crate::event::{ShellEvent, Task};
use crate::failure::Failure;
use crate::held::hold;
use crate::wire::care::{BackupFacts, BackupFile};
use crate::wire::vault::file_name_of;

impl Session {
    /// What is known of the open vault's backups.
    pub async fn backups(self: &Arc<Self>) -> Result<BackupFacts, Failure> {
        let (id, last) =
            self.ask(|journal| Ok((journal.vault().id(), journal.vault().last_seq()))).await?;
        let session = Arc::clone(self);
        off_thread(move || Ok(session.backup_facts(id, last))).await
    }

    /// Chooses where backups of the open vault go, or that there are none.
    pub async fn set_backup_folder(
        self: &Arc<Self>,
        folder: Option<PathBuf>,
    ) -> Result<BackupFacts, Failure> {
        if let Some(folder) = &folder
            && !folder.is_dir()
        {
            let name = file_name_of(folder);
            return Err(vault::VaultError::FolderNotFound { name }.into());
        }
        let id = self.ask(|journal| Ok(journal.vault().id())).await?;
        hold(&self.settings)
            .set_backup_folder(id, folder)
            .map_err(|_| Failure::of("settings-not-kept"))?;
        *hold(&self.backup_problem) = None;
        self.backups().await
    }

    /// Makes a backup now.
    pub async fn back_up(self: &Arc<Self>) -> Result<BackupFacts, Failure> {
        let session = Arc::clone(self);
        let epoch = self.begin_work();
        off_thread(move || session.back_up_here(epoch)).await?;
        self.backups().await
    }

    /// Makes a backup when there is a folder for it and something changed since the last one.
    pub(super) fn back_up_if_changed(self: &Arc<Self>, epoch: u64) {
        let wanted = self.work_here(|open| {
            let vault = open.journal.vault();
            let backup = hold(&self.settings).backup(vault.id());
            Ok(backup.folder.is_some() && backup.seq != Some(vault.last_seq()))
        });
        if wanted == Ok(true) {
            let _ = self.back_up_here(epoch);
            self.tell(ShellEvent::BackedUp);
        }
    }

    fn back_up_here(&self, epoch: u64) -> Result<(), Failure> {
        let done = self.copy_out(epoch);
        *hold(&self.backup_problem) = done.as_ref().err().cloned();
        done
    }

    fn copy_out(&self, epoch: u64) -> Result<(), Failure> {
        let mut steps = |done, total| self.step(Task::Backup, epoch, done, total);
        let (id, folder, seq, copy) = self.work_here(|open| {
            let vault = open.journal.vault();
            let folder = hold(&self.settings).backup(vault.id()).folder;
            let folder = folder.ok_or(Failure::of("no-backup-folder"))?;
            let rough = vault::rough_in(&folder, vault.id(), &mut rand::rng());
            let copy = vault.copy_to(&rough, &mut steps)?;
            Ok((vault.id(), folder, vault.last_seq(), copy))
        })?;
        copy.verify(&mut steps)?;
        copy.place(&folder, now())?;
        hold(&self.settings).note_backup(id, Some(seq));
        // What stays too long does no harm.
        let _ = vault::thin(&folder, id, now());
        Ok(())
    }

    fn backup_facts(&self, id: Id, last_seq: u64) -> BackupFacts {
        let backup = hold(&self.settings).backup(id);
        let files = match &backup.folder {
            Some(folder) => vault::backups(folder, id).unwrap_or_default(),
            None => Vec::new(),
        };
        BackupFacts {
            folder: backup.folder.map(|folder| folder.display().to_string()),
            files: files.into_iter().map(BackupFile::from).collect(),
            problem: hold(&self.backup_problem).clone(),
            changed_since: backup.seq != Some(last_seq),
        }
    }
}
