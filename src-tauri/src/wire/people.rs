//! A person's page as the page sees it.

use journal::Journal;
use serde::Serialize;
use specta::Type;
use vault::Id;

use super::after::Noted;
use super::entry::Person;
use super::letter::{LetterSummary, letters_from};
use super::look::Summary;
use super::share::LedgerRow;
use crate::failure::Failure;

/// A person with what they know, what they told, and where they are named.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonPage {
    person: Person,
    knows: Vec<LedgerRow>,
    told_you: Vec<LetterSummary>,
    entries: Vec<Summary>,
}

impl PersonPage {
    /// Everything about one person.
    pub fn of(journal: &mut Journal, person: Id) -> Result<Self, Failure> {
        let noted = Noted::of(journal)?;
        let told = share::ledger(journal)?.into_iter().filter(|row| row.person == person);
        let entries = journal.entries_of(person)?;
        Ok(Self {
            person: journal.person(person)?.into(),
            knows: noted.rows(told.filter(|row| row.state != share::LedgerState::Failed)),
            told_you: letters_from(journal, person, &noted)?,
            entries: entries.into_iter().map(Summary::from).collect(),
        })
    }
}
