//! Backups, checks, and a copy beside the vault.

use std::path::PathBuf;

use super::Session;
use crate::event::Task;
use crate::failure::Failure;
use crate::wire::care::{BackupFacts, CheckReport, MergeReport, Rehearsal, RestoreHow, Restored};
use crate::wire::conflict::Conflict;
use crate::wire::entry::parse_id;
use crate::wire::look::Summary;
use crate::wire::vault::Secret;

/// What is known of the open vault's backups.
#[tauri::command]
#[specta::specta]
pub async fn read_backups(session: Session<'_>) -> Result<BackupFacts, Failure> {
    session.backups().await
}

/// Chooses where backups go, or that there are none.
#[tauri::command]
#[specta::specta]
pub async fn set_backup_folder(
    session: Session<'_>,
    folder: Option<PathBuf>,
) -> Result<BackupFacts, Failure> {
    let folder = folder.map(|folder| session.folders().resolve(&folder));
    session.set_backup_folder(folder).await
}

/// Makes a backup.
#[tauri::command]
#[specta::specta]
pub async fn back_up_now(session: Session<'_>) -> Result<BackupFacts, Failure> {
    session.back_up().await
}

/// Opens a copy for reading and compares it with what is open.
#[tauri::command]
#[specta::specta]
pub async fn rehearse(
    session: Session<'_>,
    path: PathBuf,
    secret: Secret,
) -> Result<Rehearsal, Failure> {
    let path = session.folders().resolve(&path);
    session.rehearse(path, secret.into_key()?).await
}

/// Puts the rehearsed copy in the place of the open vault, or beside it.
#[tauri::command]
#[specta::specta]
pub async fn restore(
    session: Session<'_>,
    how: RestoreHow,
    path: Option<PathBuf>,
) -> Result<Restored, Failure> {
    let path = path.map(|path| session.folders().resolve(&path));
    session.restore(how, path).await
}

/// Brings in what the rehearsed copy has.
#[tauri::command]
#[specta::specta]
pub async fn merge_copy(session: Session<'_>) -> Result<MergeReport, Failure> {
    session.merge_copy().await
}

/// Lets go of the rehearsed copy.
#[tauri::command]
#[specta::specta]
pub async fn abandon_rehearsal(session: Session<'_>) -> Result<(), Failure> {
    session.abandon_rehearsal();
    Ok(())
}

/// Opens and compares everything.
#[tauri::command]
#[specta::specta]
pub async fn check_vault(session: Session<'_>) -> Result<CheckReport, Failure> {
    session.long(Task::Check, |journal, steps| Ok(journal.check(steps)?.into())).await
}

/// Entries that were changed on two sides and not joined yet.
#[tauri::command]
#[specta::specta]
pub async fn list_conflicts(session: Session<'_>) -> Result<Vec<Summary>, Failure> {
    session.ask(|journal| Ok(journal.conflicts()?.into_iter().map(Summary::from).collect())).await
}

/// The two versions of an entry beside each other.
#[tauri::command]
#[specta::specta]
pub async fn read_conflict(session: Session<'_>, entry: String) -> Result<Conflict, Failure> {
    let entry = parse_id(&entry)?;
    session.ask(move |journal| Ok(journal.conflict(entry)?.into())).await
}
