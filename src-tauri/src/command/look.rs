//! Looking back: timeline, search, tags.

use super::Session;
use crate::failure::Failure;
use crate::wire::look::{Found, Order, Page, Query, Summary, Tag};

/// Part of the timeline, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_timeline(
    session: Session<'_>,
    order: Order,
    offset: u64,
    limit: u64,
) -> Result<Page<Summary>, Failure> {
    session.ask(move |journal| Ok(journal.timeline(order.into(), offset, limit)?.into())).await
}

/// Entries that hold some words.
#[tauri::command]
#[specta::specta]
pub async fn search_entries(session: Session<'_>, query: Query) -> Result<Found, Failure> {
    let query = query.try_into()?;
    session.ask(move |journal| Ok(journal.search(&query)?.into())).await
}

/// Every tag and how many entries bear it.
#[tauri::command]
#[specta::specta]
pub async fn list_tags(session: Session<'_>) -> Result<Vec<Tag>, Failure> {
    let tags = session.ask(|journal| Ok(journal.tags()?)).await?;
    Ok(tags.into_iter().map(Tag::from).collect())
}
