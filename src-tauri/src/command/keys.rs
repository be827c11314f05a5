//! The keys of the open vault.

use std::path::PathBuf;

use tauri::WebviewWindow;

use super::Session;
use crate::failure::Failure;
use crate::wire::keys::{KeyFacts, KeyOutcome, Paper, RecoverySheet};
use crate::wire::vault::RecoveryShown;

/// What a guess costs, and what opened the vault.
#[tauri::command]
#[specta::specta]
pub async fn read_keys(session: Session<'_>) -> Result<KeyFacts, Failure> {
    session.key_facts().await
}

/// Sets another passphrase.
#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(
    session: Session<'_>,
    current: Option<String>,
    next: String,
) -> Result<KeyFacts, Failure> {
    session.change_passphrase(current, next).await
}

/// Draws another recovery key.
#[tauri::command]
#[specta::specta]
pub async fn begin_recovery(
    session: Session<'_>,
    current: Option<String>,
) -> Result<RecoveryShown, Failure> {
    session.begin_recovery(current).await
}

/// Draws the recovery key under which everything will be sealed anew.
#[tauri::command]
#[specta::specta]
pub async fn begin_reseal(
    session: Session<'_>,
    current: Option<String>,
    next: String,
) -> Result<RecoveryShown, Failure> {
    session.begin_reseal(current, next).await
}

/// Draws the recovery key of a new vault for what can be saved of the open one.
#[tauri::command]
#[specta::specta]
pub async fn begin_rescue(
    session: Session<'_>,
    path: PathBuf,
    next: String,
) -> Result<RecoveryShown, Failure> {
    session.begin_rescue(session.folders().resolve(&path), next).await
}

/// Does what the recovery key was drawn for, if the asked groups are right.
#[tauri::command]
#[specta::specta]
pub async fn finish_key(session: Session<'_>, answers: Vec<String>) -> Result<KeyOutcome, Failure> {
    session.finish_key(answers).await
}

/// Forgets a recovery key that was not confirmed.
#[tauri::command]
#[specta::specta]
pub async fn abandon_key(session: Session<'_>) -> Result<(), Failure> {
    session.abandon_key().await
}

/// The sheet of the recovery key that is being shown.
#[tauri::command]
#[specta::specta]
pub async fn recovery_sheet(session: Session<'_>) -> Result<RecoverySheet, Failure> {
    session.recovery_sheet()
}

/// Opens the system's dialog that prints what stands beside the page.
#[tauri::command]
#[specta::specta]
pub async fn print_window(
    window: WebviewWindow,
    session: Session<'_>,
    paper: Paper,
) -> Result<(), Failure> {
    session.may_print(paper)?;
    window.print().map_err(|_| Failure::of("not-printed"))
}
