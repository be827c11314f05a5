//! Making, opening and locking vaults.

use std::path::PathBuf;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Session;
use crate::failure::Failure;
use crate::session::{off_thread, tend};
use crate::wire::vault::{RecoveryShown, Secret, Strength, VaultStatus};

/// Where things stand.
#[tauri::command]
#[specta::specta]
pub async fn vault_status(session: Session<'_>) -> Result<VaultStatus, Failure> {
    Ok(session.status())
}

/// How hard a passphrase is to guess.
#[tauri::command]
#[specta::specta]
pub async fn measure_passphrase(passphrase: String) -> Result<Strength, Failure> {
    let passphrase = Zeroizing::new(passphrase);
    off_thread(move || Ok(Strength::of(&passphrase))).await
}

/// Draws a recovery key for a new vault; nothing is on disk yet.
#[tauri::command]
#[specta::specta]
pub async fn begin_vault(
    session: Session<'_>,
    path: PathBuf,
    passphrase: String,
) -> Result<RecoveryShown, Failure> {
    session.begin(session.folders().resolve(&path), passphrase)
}

/// Makes and opens the new vault, if the groups of its recovery key are right.
#[tauri::command]
#[specta::specta]
pub async fn finish_vault(
    session: Session<'_>,
    answers: Vec<String>,
) -> Result<VaultStatus, Failure> {
    let (session, answers) = (Arc::clone(&session), Zeroizing::new(answers));
    off_thread(move || {
        session.finish(&answers)?;
        tend(&session);
        session.tell_offered();
        Ok(session.status())
    })
    .await
}

/// Forgets a new vault that was not finished.
#[tauri::command]
#[specta::specta]
pub async fn abandon_vault(session: Session<'_>) -> Result<(), Failure> {
    session.abandon();
    Ok(())
}

/// Opens a vault.
#[tauri::command]
#[specta::specta]
pub async fn unlock_vault(
    session: Session<'_>,
    path: PathBuf,
    secret: Secret,
) -> Result<VaultStatus, Failure> {
    let session = Arc::clone(&session);
    off_thread(move || {
        let path = session.folders().resolve(&path);
        session.unlock(&path, &secret.into_key()?)?;
        tend(&session);
        session.tell_offered();
        Ok(session.status())
    })
    .await
}

/// Where a vault that moved is now.
#[tauri::command]
#[specta::specta]
pub async fn find_vault(session: Session<'_>, path: PathBuf) -> Result<Option<String>, Failure> {
    let session = Arc::clone(&session);
    off_thread(move || {
        let found = session.find_vault(&session.folders().resolve(&path));
        Ok(found.map(|path| path.display().to_string()))
    })
    .await
}

/// Takes an older or other copy as the one that counts.
#[tauri::command]
#[specta::specta]
pub async fn accept_copy(session: Session<'_>) -> Result<VaultStatus, Failure> {
    session.accept_copy().await?;
    Ok(session.status())
}

/// Locks the vault: keys wiped, files closed.
#[tauri::command]
#[specta::specta]
pub async fn lock_vault(session: Session<'_>) -> Result<(), Failure> {
    let session = Arc::clone(&session);
    off_thread(move || {
        session.lock();
        Ok(())
    })
    .await
}

/// Somebody is there.
#[tauri::command]
#[specta::specta]
pub async fn note_activity(session: Session<'_>) -> Result<(), Failure> {
    session.note_activity();
    Ok(())
}
