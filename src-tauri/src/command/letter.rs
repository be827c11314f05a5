//! Letters from other people, and the vault's own share identity.

use std::path::PathBuf;

use super::Session;
use crate::failure::Failure;
use crate::session::{now, off_thread};
use crate::wire::after::Noted;
use crate::wire::entry::parse_id;
use crate::wire::letter::{LetterSort, LetterSummary, LetterView, ShareIdentity, letters};
use crate::wire::share::AnswerKind;
use crate::wire::vault::file_name_of;

/// The vault's own age recipient, if it has one.
#[tauri::command]
#[specta::specta]
pub async fn read_identity(session: Session<'_>) -> Result<Option<ShareIdentity>, Failure> {
    let identity = session.ask(|journal| Ok(letters::identity(journal)?)).await?;
    Ok(identity.map(ShareIdentity::from))
}

/// Makes the first, or another one.
#[tauri::command]
#[specta::specta]
pub async fn make_identity(session: Session<'_>) -> Result<ShareIdentity, Failure> {
    let make = |journal: &mut journal::Journal| {
        Ok(letters::make_identity(journal, now(), &mut rand::rng())?.into())
    };
    session.ask(make).await
}

/// What a file that came in needs to be opened.
#[tauri::command]
#[specta::specta]
pub async fn look_at_letter(session: Session<'_>, path: PathBuf) -> Result<LetterSort, Failure> {
    let path = session.folders().resolve(&path);
    off_thread(move || {
        let sort = letters::look_at(&letters::read_file(&path)?)?;
        Ok(LetterSort::new(file_name_of(&path), sort))
    })
    .await
}

/// Opens a letter without keeping it.
#[tauri::command]
#[specta::specta]
pub async fn open_letter(
    session: Session<'_>,
    path: PathBuf,
    passphrase: Option<String>,
) -> Result<LetterView, Failure> {
    let path = session.folders().resolve(&path);
    session.open_letter(path, passphrase.map(zeroize::Zeroizing::new)).await
}

/// Keeps the letter that was opened last.
#[tauri::command]
#[specta::specta]
pub async fn keep_letter(session: Session<'_>, from: String) -> Result<LetterSummary, Failure> {
    session.keep_letter(parse_id(&from)?).await
}

/// Forgets the letter that was opened last.
#[tauri::command]
#[specta::specta]
pub async fn abandon_letter(session: Session<'_>) -> Result<(), Failure> {
    session.abandon_letter().await
}

/// Every kept letter, the one that came last first.
#[tauri::command]
#[specta::specta]
pub async fn list_letters(session: Session<'_>) -> Result<Vec<LetterSummary>, Failure> {
    session.ask(|journal| letters(journal)).await
}

/// A kept letter, opened.
#[tauri::command]
#[specta::specta]
pub async fn read_letter(session: Session<'_>, id: String) -> Result<LetterView, Failure> {
    let id = parse_id(&id)?;
    let (summary, letter) = session
        .ask(move |journal| {
            let (kept, letter) = letters::read(journal, id)?;
            Ok((LetterSummary::new(kept, &Noted::of(journal)?), letter))
        })
        .await?;
    off_thread(move || Ok(LetterView::new(&letter, Some(summary)))).await
}

/// Takes a letter away for good.
#[tauri::command]
#[specta::specta]
pub async fn remove_letter(session: Session<'_>, id: String) -> Result<(), Failure> {
    let id = parse_id(&id)?;
    session.ask(move |journal| Ok(letters::remove(journal, id, now())?)).await
}

/// Writes the entry that will be told as an answer.
#[tauri::command]
#[specta::specta]
pub async fn write_answer(
    session: Session<'_>,
    letter: String,
    kind: AnswerKind,
    words: String,
) -> Result<String, Failure> {
    let letter = parse_id(&letter)?;
    session
        .ask(move |journal| {
            let (at, rng) = (now(), &mut rand::rng());
            Ok(letters::answer(journal, letter, kind.into(), &words, at, rng)?.to_string())
        })
        .await
}
