//! The people in the user's life, and the labels on entries.

use rand::Rng;
use vault::{Id, Moment};

use crate::{
    Journal, JournalError, Person,
    payload::{PERSON, PersonPayload, to_json},
    query::Phrase,
    tokens::{fold, folded_tokens},
};

impl Journal {
    /// Everybody, by name.
    pub fn people(&self) -> Result<Vec<Person>, JournalError> {
        let known = self
            .index
            .db
            .query("SELECT record FROM person", &[], |row| person_of(&row.text(0)?))?;
        let mut people = Vec::with_capacity(known.len());
        for PersonPayload { person, removed } in known {
            if !removed || self.is_listed_with(person.id)? {
                people.push(person.into_owned());
            }
        }
        people.sort_by_cached_key(|person| (fold(&person.name), person.id));
        Ok(people)
    }

    /// One person.
    pub fn person(&self, id: Id) -> Result<Person, JournalError> {
        match self.known_person(id)? {
            Some(known) if !known.removed || self.is_listed_with(id)? => {
                Ok(known.person.into_owned())
            }
            _ => Err(JournalError::PersonNotFound),
        }
    }

    /// What stands in the newest record of a person, also of one who was removed.
    pub(crate) fn known_person(
        &self,
        id: Id,
    ) -> Result<Option<PersonPayload<'static>>, JournalError> {
        self.index.db.query_one("SELECT record FROM person WHERE id = ?1", &[(&id).into()], |row| {
            person_of(&row.text(0)?)
        })
    }

    /// Keeps what is known of a person, new or changed. The same again writes nothing.
    pub fn save_person(&mut self, person: &Person, at: Moment) -> Result<(), JournalError> {
        if person.name.trim().is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let known = self.known_person(person.id).unwrap_or_default();
        if known.is_some_and(|known| !known.removed && *known.person == *person) {
            return Ok(());
        }
        self.write(PERSON, person.id, at, &to_json(person), None).map(|_| ())
    }

    /// The person of that name or nickname, whatever its case; a new one when there is none.
    pub fn person_named(
        &mut self,
        name: &str,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Person, JournalError> {
        let name = name.trim();
        if let Some(person) = named(self.people()?, name) {
            return Ok(person);
        }
        let person = new_person(name, rng);
        self.save_person(&person, at)?;
        Ok(person)
    }

    /// Every tag of an entry outside the trash, most used first, with how many entries wear it. Tags that
    /// differ only in case or diacritics are one.
    pub fn tags(&self) -> Result<Vec<(String, u64)>, JournalError> {
        self.index.db.query(
            "SELECT max(shown), count(*) AS used FROM tagged GROUP BY tag ORDER BY used DESC, tag",
            &[],
            |row| Ok((row.text(0)?, row.integer(1)?.cast_unsigned())),
        )
    }

    /// People whose name or nickname holds these words.
    pub(crate) fn people_matching(&self, phrase: &Phrase) -> Result<Vec<Id>, JournalError> {
        let people = self.people()?;
        let matching =
            people.iter().filter(|person| names_of(person).any(|name| holds(name, phrase)));
        Ok(matching.map(|person| person.id).collect())
    }
}

/// Somebody of whom only the name is known.
pub(crate) fn new_person(name: &str, rng: &mut dyn Rng) -> Person {
    Person {
        id: Id::generate(rng),
        name: name.to_owned(),
        nicknames: Vec::new(),
        relation: None,
        led: false,
        stand_in: None,
        notes: String::new(),
        keys: Vec::new(),
    }
}

fn person_of(json: &str) -> Result<PersonPayload<'static>, JournalError> {
    serde_json::from_str(json)
        .map_err(|_| JournalError::RecordNotUnderstood { seq: 0, kind: PERSON.to_owned() })
}

fn named(people: Vec<Person>, name: &str) -> Option<Person> {
    let folded = fold(name);
    let fits = [
        people.iter().position(|person| person.name == name),
        people.iter().position(|person| fold(&person.name) == folded),
        people.iter().position(|person| person.nicknames.iter().any(|nick| fold(nick) == folded)),
    ];
    let at = fits.into_iter().flatten().next()?;
    people.into_iter().nth(at)
}

fn names_of(person: &Person) -> impl Iterator<Item = &str> {
    std::iter::once(person.name.as_str()).chain(person.nicknames.iter().map(String::as_str))
}

fn holds(name: &str, phrase: &Phrase) -> bool {
    let tokens = folded_tokens(name);
    let Some((last, first)) = phrase.tokens.split_last() else { return false };
    tokens.windows(phrase.tokens.len()).any(|window| {
        let Some((end, start)) = window.split_last() else { return false };
        start == first && (end == last || (phrase.prefix && end.starts_with(last.as_str())))
    })
}
