//! Choices of comfort.

use tauri::AppHandle;

use super::Session;
use crate::failure::Failure;
use crate::window;
use crate::wire::settings::{Machine, Settings};

/// The choices as they are.
#[tauri::command]
#[specta::specta]
pub async fn read_settings(session: Session<'_>) -> Result<Settings, Failure> {
    Ok(session.settings().settings())
}

/// Keeps new choices.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(
    app: AppHandle,
    session: Session<'_>,
    settings: Settings,
) -> Result<(), Failure> {
    window::protect(&app, settings.protect_window);
    session.settings().change(settings).map_err(|_| Failure::of("settings-not-kept"))
}

/// What this machine can do.
#[tauri::command]
#[specta::specta]
pub async fn read_machine(session: Session<'_>) -> Result<Machine, Failure> {
    Ok(Machine::new(window::protects_window(), session.hears_system()))
}
