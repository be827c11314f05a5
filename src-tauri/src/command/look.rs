//! Looking back: timeline, search, people, tags.

use super::Session;
use crate::failure::Failure;
use crate::session::now;
use crate::wire::entry::Person;
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

/// Everybody in the vault's list of people.
#[tauri::command]
#[specta::specta]
pub async fn list_people(session: Session<'_>) -> Result<Vec<Person>, Failure> {
    let people = session.ask(|journal| Ok(journal.people()?)).await?;
    Ok(people.into_iter().map(Person::from).collect())
}

/// Keeps a person; an empty id makes a new one.
#[tauri::command]
#[specta::specta]
pub async fn save_person(session: Session<'_>, person: Person) -> Result<Person, Failure> {
    let person = person.into_person(&mut rand::rng())?;
    session
        .ask(move |journal| {
            journal.save_person(&person, now())?;
            Ok(person.into())
        })
        .await
}

/// Every tag and how many entries bear it.
#[tauri::command]
#[specta::specta]
pub async fn list_tags(session: Session<'_>) -> Result<Vec<Tag>, Failure> {
    let tags = session.ask(|journal| Ok(journal.tags()?)).await?;
    Ok(tags.into_iter().map(Tag::from).collect())
}
