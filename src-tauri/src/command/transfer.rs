//! Everything in, everything out: long work that can be stopped.

use std::path::PathBuf;

use super::Session;
use crate::event::Task;
use crate::failure::Failure;
use crate::session::now;
use crate::wire::look::{ExportReport, ImportReport};

/// Takes in a folder of Markdown files, all or nothing.
#[tauri::command]
#[specta::specta]
pub async fn import_folder(session: Session<'_>, folder: PathBuf) -> Result<ImportReport, Failure> {
    let folder = session.folders().resolve(&folder);
    session
        .long(Task::Import, move |journal, steps| {
            Ok(journal.import_folder(&folder, now(), &mut rand::rng(), steps)?.into())
        })
        .await
}

/// Writes the whole journal into a new or empty folder, in plain text. The person asked for it.
#[tauri::command]
#[specta::specta]
pub async fn export_folder(session: Session<'_>, folder: PathBuf) -> Result<ExportReport, Failure> {
    let folder = session.folders().resolve(&folder);
    let shown = folder.display().to_string();
    session
        .long(Task::Export, move |journal, steps| {
            Ok(ExportReport::new(&journal.export_folder(&folder, steps)?, shown))
        })
        .await
}

/// Stops an import or an export at its next step.
#[tauri::command]
#[specta::specta]
pub async fn cancel_work(session: Session<'_>) -> Result<(), Failure> {
    session.cancel_work();
    Ok(())
}
