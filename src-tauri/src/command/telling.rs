//! Before and after a telling: what is known beforehand, sleeping on it, what came of it.

use super::Session;
use crate::failure::Failure;
use crate::session::now;
use crate::wire::after::{After, Noted, day};
use crate::wire::before::Before;
use crate::wire::entry::parse_id;
use crate::wire::letter::letters_from;
use crate::wire::share::{LedgerRow, Review};

/// Facts for the questions before a review.
#[tauri::command]
#[specta::specta]
pub async fn read_before(
    session: Session<'_>,
    entry: String,
    person: String,
) -> Result<Before, Failure> {
    let (entry, person) = (parse_id(&entry)?, parse_id(&person)?);
    session
        .ask(move |journal| {
            let before = share::before(journal, entry, person, now().date())?;
            let noted = Noted::of(journal)?;
            Ok(Before::new(before, letters_from(journal, person, &noted)?, &noted))
        })
        .await
}

/// Lays a share aside until a day.
#[tauri::command]
#[specta::specta]
pub async fn sleep_on(
    session: Session<'_>,
    share: String,
    until: Option<String>,
) -> Result<Review, Failure> {
    let (share, until) = (parse_id(&share)?, until.as_deref().map(day).transpose()?);
    session
        .with_review(share, move |review, journal| {
            review.sleep(journal, until, now())?;
            Ok(Review::from(&*review))
        })
        .await
}

/// Keeps what came of a telling.
#[tauri::command]
#[specta::specta]
pub async fn note_after(
    session: Session<'_>,
    row: String,
    after: After,
) -> Result<LedgerRow, Failure> {
    let (row, after) = (parse_id(&row)?, share::After::try_from(after)?);
    session
        .ask(move |journal| {
            let row = share::note_after(journal, row, after, now())?;
            Ok(Noted::of(journal)?.row(row))
        })
        .await
}

/// Tellings whose day to ask has come.
#[tauri::command]
#[specta::specta]
pub async fn list_follow_ups(session: Session<'_>) -> Result<Vec<LedgerRow>, Failure> {
    let due = session.ask(|journal| Ok(share::follow_ups(journal, now().date())?)).await?;
    Ok(due.into_iter().map(|(row, after)| LedgerRow::new(row, after)).collect())
}

/// Every package that left and everything told, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_ledger(session: Session<'_>) -> Result<Vec<LedgerRow>, Failure> {
    session.ask(|journal| Ok(Noted::of(journal)?.rows(share::ledger(journal)?))).await
}
