//! People: everybody in the vault's list, and the author.

use super::Session;
use crate::failure::Failure;
use crate::session::now;
use crate::wire::entry::{Person, parse_id};
use crate::wire::people::PersonPage;

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
            Ok(journal.person(person.id)?.into())
        })
        .await
}

/// A person with what they know, what they told, and where they are named.
#[tauri::command]
#[specta::specta]
pub async fn read_person_page(session: Session<'_>, person: String) -> Result<PersonPage, Failure> {
    let person = parse_id(&person)?;
    session.ask(move |journal| PersonPage::of(journal, person)).await
}

/// Takes a person out of the list.
#[tauri::command]
#[specta::specta]
pub async fn remove_person(session: Session<'_>, person: String) -> Result<(), Failure> {
    let person = parse_id(&person)?;
    session.ask(move |journal| Ok(journal.remove_person(person, now())?)).await
}

/// What the author is called.
#[tauri::command]
#[specta::specta]
pub async fn read_author(session: Session<'_>) -> Result<Vec<String>, Failure> {
    session.ask(|journal| Ok(journal.author()?)).await
}

/// Keeps what the author is called.
#[tauri::command]
#[specta::specta]
pub async fn save_author(session: Session<'_>, names: Vec<String>) -> Result<(), Failure> {
    session.ask(move |journal| Ok(journal.set_author(&names, now())?)).await
}
