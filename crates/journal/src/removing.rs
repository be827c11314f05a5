//! Taking a person out of the list. See docs/decisions/0076.

use std::borrow::Cow;

use vault::{Id, Moment};

use crate::{
    Journal, JournalError,
    index::person_mark,
    payload::{PERSON, PersonPayload, to_json},
};

impl Journal {
    /// Takes a person out of the list. Rows and letters of other rooms keep the name they wrote down.
    ///
    /// `person-in-use` when an entry outside the trash names them, in any of its heads or in its draft;
    /// `person-not-found`. Whatever names them later, or on another copy of the vault, brings them back.
    pub fn remove_person(&mut self, id: Id, at: Moment) -> Result<(), JournalError> {
        let person = self.person(id)?;
        if self.is_listed_with(id)? || self.is_drafted_with(id)? || self.is_forked_with(id)? {
            return Err(JournalError::PersonInUse);
        }
        let payload = PersonPayload { person: Cow::Owned(person), removed: true };
        self.write(PERSON, id, at, &to_json(&payload), None).map(|_| ())
    }

    /// Whether an entry outside the trash names this person, as it is listed.
    pub(crate) fn is_listed_with(&self, person: Id) -> Result<bool, JournalError> {
        let mark = format!("\"{}\"", person_mark(person));
        let found = self.index.db.query_one(
            "SELECT 1 FROM words WHERE words MATCH ?1 LIMIT 1",
            &[mark.as_str().into()],
            |row| row.integer(0),
        )?;
        Ok(found.is_some())
    }

    fn is_drafted_with(&self, person: Id) -> Result<bool, JournalError> {
        for entry in self.drafts()? {
            if self.entry(entry)?.content.people.contains(&person) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a head that is not the one shown names them.
    fn is_forked_with(&self, person: Id) -> Result<bool, JournalError> {
        let forked: Vec<Id> =
            self.index.db.query("SELECT entry FROM forked", &[], |row| row.id(0))?;
        for entry in forked {
            for head in self.index.heads(entry)? {
                if self.revision(head)?.content.people.contains(&person) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
