//! Files of entries.

use std::path::PathBuf;

use super::Session;
use crate::failure::Failure;
use crate::session::{now, off_thread};
use crate::wire::entry::parse_id;
use crate::wire::file::{Attachment, Picture};

/// The files of an entry, in the order in which they were added.
#[tauri::command]
#[specta::specta]
pub async fn list_attachments(
    session: Session<'_>,
    entry: String,
) -> Result<Vec<Attachment>, Failure> {
    let entry = parse_id(&entry)?;
    let files = session.ask(move |journal| Ok(journal.attachments(entry)?)).await?;
    Ok(files.into_iter().map(Attachment::from).collect())
}

/// Adds files of this machine to an entry.
#[tauri::command]
#[specta::specta]
pub async fn attach_files(
    session: Session<'_>,
    entry: String,
    paths: Vec<PathBuf>,
) -> Result<Vec<Attachment>, Failure> {
    let paths = paths.iter().map(|path| session.folders().resolve(path)).collect();
    let files = session.attach(parse_id(&entry)?, paths).await?;
    Ok(files.into_iter().map(Attachment::from).collect())
}

/// Takes a file away for good.
#[tauri::command]
#[specta::specta]
pub async fn detach_file(session: Session<'_>, attachment: String) -> Result<(), Failure> {
    let attachment = parse_id(&attachment)?;
    session.ask(move |journal| Ok(journal.detach(attachment, now())?)).await
}

/// A picture of an entry, rebuilt from its pixels, no side longer than `edge`.
#[tauri::command]
#[specta::specta]
pub async fn read_picture(
    session: Session<'_>,
    attachment: String,
    edge: u32,
) -> Result<Picture, Failure> {
    let bytes = session.read_file(parse_id(&attachment)?).await?;
    off_thread(move || Picture::of(&bytes, edge)).await
}
