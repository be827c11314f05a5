//! The system's own dialogs. They give a path and touch no file.

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

/// Files to add to an entry; none when dismissed.
#[tauri::command]
#[specta::specta]
pub async fn choose_files(
    window: WebviewWindow,
    session: Session<'_>,
) -> Result<Vec<String>, Failure> {
    let dialog =
        dialog(&window).set_title("Add files").set_directory(session.folders().documents());
    ask(dialog, FileDialogBuilder::blocking_pick_files).await.map(Option::unwrap_or_default)
}

/// A letter that came in.
#[tauri::command]
#[specta::specta]
pub async fn choose_letter_file(
    window: WebviewWindow,
    session: Session<'_>,
) -> Result<Option<String>, Failure> {
    let dialog = dialog(&window)
        .set_title("Open a letter")
        .add_filter("Letter", &["age", "html"])
        .set_directory(session.folders().documents());
    ask(dialog, FileDialogBuilder::blocking_pick_file).await
}

type Dialog = FileDialogBuilder<tauri::Wry>;

fn dialog(window: &WebviewWindow) -> Dialog {
    window.dialog().file().set_parent(window)
}

async fn ask<P: Paths>(
    dialog: Dialog,
    show: impl FnOnce(Dialog) -> Option<P> + Send + 'static,
) -> Result<Option<P::Shown>, Failure>
where
    P::Shown: Send + 'static,
{
    off_thread(move || show(dialog).map(P::shown).transpose()).await
}

/// What a dialog gives: one path, or several.
trait Paths {
    type Shown;
    fn shown(self) -> Result<Self::Shown, Failure>;
}

impl Paths for FilePath {
    type Shown = String;

    fn shown(self) -> Result<String, Failure> {
        let path = self.into_path().map_err(|_| Failure::of("dialog-failed"))?;
        Ok(path.display().to_string())
    }
}

impl Paths for Vec<FilePath> {
    type Shown = Vec<String>;

    fn shown(self) -> Result<Vec<String>, Failure> {
        self.into_iter().map(Paths::shown).collect()
    }
}
