//! The system's own dialogs. They give a path and touch no file.

use std::path::PathBuf;

use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use super::Session;
use crate::failure::Failure;
use crate::session::off_thread;

/// An existing vault.
#[tauri::command]
#[specta::specta]
pub async fn choose_vault_file(
    window: WebviewWindow,
    session: Session<'_>,
) -> Result<Option<String>, Failure> {
    let dialog = dialog(&window)
        .set_title("Open a vault")
        .add_filter("Tellable vault", &["tellable"])
        .set_directory(&session.folders().data);
    ask(dialog, FileDialogBuilder::blocking_pick_file).await
}

/// Where a new vault shall stand.
#[tauri::command]
#[specta::specta]
pub async fn choose_new_vault_file(
    window: WebviewWindow,
    session: Session<'_>,
) -> Result<Option<String>, Failure> {
    let dialog = dialog(&window)
        .set_title("Where your journal is kept")
        .add_filter("Tellable vault", &["tellable"])
        .set_directory(session.folders().documents())
        .set_file_name("Journal.tellable");
    ask(dialog, FileDialogBuilder::blocking_save_file).await
}

/// A folder to take in, or to write into.
#[tauri::command]
#[specta::specta]
pub async fn choose_folder(
    window: WebviewWindow,
    session: Session<'_>,
) -> Result<Option<String>, Failure> {
    let dialog =
        dialog(&window).set_title("Choose a folder").set_directory(session.folders().documents());
    ask(dialog, FileDialogBuilder::blocking_pick_folder).await
}

/// Where a package shall stand.
#[tauri::command]
#[specta::specta]
pub async fn choose_package_file(
    window: WebviewWindow,
    session: Session<'_>,
    suggested_name: String,
) -> Result<Option<String>, Failure> {
    let dialog = dialog(&window)
        .set_title("Where the package is written")
        .set_directory(session.folders().documents())
        .set_file_name(suggested_name);
    ask(dialog, FileDialogBuilder::blocking_save_file).await
}

type Dialog = FileDialogBuilder<tauri::Wry>;

fn dialog(window: &WebviewWindow) -> Dialog {
    window.dialog().file().set_parent(window)
}

async fn ask(
    dialog: Dialog,
    show: impl FnOnce(Dialog) -> Option<FilePath> + Send + 'static,
) -> Result<Option<String>, Failure> {
    off_thread(move || {
        let chosen = show(dialog).map(FilePath::into_path).transpose();
        let chosen = chosen.map_err(|_| Failure::of("dialog-failed"))?;
        Ok(chosen.map(|path: PathBuf| path.display().to_string()))
    })
    .await
}
