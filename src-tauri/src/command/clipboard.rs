//! Secrets on the clipboard.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::Session;
use crate::failure::Failure;
use crate::session::off_thread;

/// Puts a secret on the clipboard, for half a minute.
#[tauri::command]
#[specta::specta]
pub async fn copy_secret(session: Session<'_>, text: String) -> Result<(), Failure> {
    let (session, text) = (Arc::clone(&session), Zeroizing::new(text));
    off_thread(move || session.copy_secret(text)).await
}
