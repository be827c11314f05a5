//! Writing: entries, drafts, revisions.

use journal::Edtf;

use super::Session;
use crate::failure::Failure;
use crate::session::{new_id, now};
use crate::wire::entry::{Content, Entry, Happened, Revision, parse_id};

/// An entry to write in; nothing is kept until something is written.
#[tauri::command]
#[specta::specta]
pub async fn new_entry(session: Session<'_>) -> Result<Entry, Failure> {
    session.ask(|_| Ok(Entry::new(new_id(), now()))).await
}

/// The entry as it stands, its draft first.
#[tauri::command]
#[specta::specta]
pub async fn read_entry(session: Session<'_>, id: String) -> Result<Entry, Failure> {
    let id = parse_id(&id)?;
    Ok(session.entry(id).await?.into())
}

/// Keeps what is being written, without a revision.
#[tauri::command]
#[specta::specta]
pub async fn keep_draft(session: Session<'_>, id: String, content: Content) -> Result<(), Failure> {
    let (id, content) = (parse_id(&id)?, content.try_into()?);
    session.ask(move |journal| Ok(journal.keep_draft(id, &content, now())?)).await
}

/// Makes a revision of what was written.
#[tauri::command]
#[specta::specta]
pub async fn save_entry(
    session: Session<'_>,
    id: String,
    content: Content,
) -> Result<Entry, Failure> {
    let (id, content) = (parse_id(&id)?, content.try_into()?);
    session
        .ask(move |journal| Ok(journal.save_shown(id, &content, now(), &mut rand::rng())?.into()))
        .await
}

/// Puts an entry in the trash.
#[tauri::command]
#[specta::specta]
pub async fn delete_entry(session: Session<'_>, id: String) -> Result<(), Failure> {
    let id = parse_id(&id)?;
    session.ask(move |journal| Ok(journal.delete(id, now())?)).await
}

/// Takes an entry out of the trash.
#[tauri::command]
#[specta::specta]
pub async fn undelete_entry(session: Session<'_>, id: String) -> Result<(), Failure> {
    let id = parse_id(&id)?;
    session.ask(move |journal| Ok(journal.undelete(id, now())?)).await
}

/// What a date in plain words means.
#[tauri::command]
#[specta::specta]
pub async fn read_happened(text: String) -> Result<Option<Happened>, Failure> {
    let date = Edtf::parse(text.trim()).ok().or_else(|| journal::understand(&text));
    Ok(date.map(Happened::from))
}

/// An entry's revisions, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_history(session: Session<'_>, id: String) -> Result<Vec<Revision>, Failure> {
    let id = parse_id(&id)?;
    let read = move |journal: &mut journal::Journal| Ok(journal.history(id)?);
    Ok(session.ask(read).await?.into_iter().map(Revision::from).collect())
}

/// An entry as one of its revisions had it.
#[tauri::command]
#[specta::specta]
pub async fn read_revision(session: Session<'_>, id: String) -> Result<Entry, Failure> {
    let id = parse_id(&id)?;
    session.ask(move |journal| Ok(journal.revision(id)?.into())).await
}

/// Makes an old revision the newest.
#[tauri::command]
#[specta::specta]
pub async fn restore_revision(
    session: Session<'_>,
    entry: String,
    revision: String,
) -> Result<Entry, Failure> {
    let (entry, revision) = (parse_id(&entry)?, parse_id(&revision)?);
    session
        .ask(move |journal| Ok(journal.restore(entry, revision, now(), &mut rand::rng())?.into()))
        .await
}
