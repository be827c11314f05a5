//! Choices of comfort.

use super::Session;
use crate::failure::Failure;
use crate::wire::settings::Settings;

/// The choices as they are.
#[tauri::command]
#[specta::specta]
pub async fn read_settings(session: Session<'_>) -> Result<Settings, Failure> {
    Ok(session.settings().settings())
}

/// Keeps new choices.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(session: Session<'_>, settings: Settings) -> Result<(), Failure> {
    session.settings().change(settings).map_err(|_| Failure::of("settings-not-kept"))
}
