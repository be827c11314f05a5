//! Entries and people as the page sees them: ids and dates are texts.

use journal::{Edtf, JournalError};
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{Id, Moment};

use crate::failure::Failure;

/// What sort of defining moment an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Joy, pride or peace that stands out.
    HighPoint,
    /// Despair, shame or fear that stands out.
    LowPoint,
    /// After it something was no longer as before.
    TurningPoint,
    /// A long fight with something.
    Struggle,
    /// Something tried that did not come off.
    Failure,
    /// Good done or received.
    Kindness,
    /// The first of something.
    Beginning,
    /// Somebody or something gone.
    Loss,
    /// A day like many.
    Everyday,
}

/// Each kind beside the journal's own.
const KINDS: [(Kind, journal::Kind); 9] = [
    (Kind::HighPoint, journal::Kind::HighPoint),
    (Kind::LowPoint, journal::Kind::LowPoint),
    (Kind::TurningPoint, journal::Kind::TurningPoint),
    (Kind::Struggle, journal::Kind::Struggle),
    (Kind::Failure, journal::Kind::Failure),
    (Kind::Kindness, journal::Kind::Kindness),
    (Kind::Beginning, journal::Kind::Beginning),
    (Kind::Loss, journal::Kind::Loss),
    (Kind::Everyday, journal::Kind::Everyday),
];

impl From<journal::Kind> for Kind {
    fn from(kind: journal::Kind) -> Self {
        let pair = KINDS.iter().find(|(_, inner)| *inner == kind);
        pair.expect("every kind of the journal has its wire kind").0
    }
}

impl From<Kind> for journal::Kind {
    fn from(kind: Kind) -> Self {
        let pair = KINDS.iter().find(|(outer, _)| *outer == kind);
        pair.expect("every wire kind has its kind in the journal").1
    }
}

/// How a moment felt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Feeling {
    /// From -3 to +3.
    pub valence: i8,
    /// The person's own words.
    pub words: Vec<String>,
}

impl From<journal::Feeling> for Feeling {
    fn from(feeling: journal::Feeling) -> Self {
        Self { valence: feeling.valence, words: feeling.words }
    }
}

impl From<Feeling> for journal::Feeling {
    fn from(feeling: Feeling) -> Self {
        Self { valence: feeling.valence.clamp(-3, 3), words: feeling.words }
    }
}

/// What a person writes of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Content {
    /// May be empty.
    pub title: String,
    /// `CommonMark`.
    pub body: String,
    /// What sort of moment it is.
    pub kind: Option<Kind>,
    /// EDTF.
    pub happened: Option<String>,
    /// In the person's words.
    pub place: Option<String>,
    /// Ids.
    pub people: Vec<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// How it felt.
    pub feeling: Option<Feeling>,
}

impl From<journal::Content> for Content {
    fn from(content: journal::Content) -> Self {
        Self {
            kind: content.kind.map(Kind::from),
            happened: content.happened.map(|date| date.to_string()),
            people: content.people.iter().map(Id::to_string).collect(),
            feeling: content.feeling.map(Feeling::from),
            title: content.title,
            body: content.body,
            place: content.place,
            tags: content.tags,
        }
    }
}

impl TryFrom<Content> for journal::Content {
    type Error = Failure;

    fn try_from(content: Content) -> Result<Self, Failure> {
        let happened = content.happened.filter(|text| !text.trim().is_empty());
        let happened = happened
            .map(|text| Edtf::parse(text.trim()).map_err(|_| JournalError::HappenedNotUnderstood));
        Ok(Self {
            kind: content.kind.map(journal::Kind::from),
            happened: happened.transpose()?,
            people: content.people.iter().map(|id| parse_id(id)).collect::<Result<_, _>>()?,
            feeling: content.feeling.map(journal::Feeling::from),
            title: content.title,
            body: content.body,
            place: content.place.filter(|place| !place.trim().is_empty()),
            tags: content.tags,
        })
    }
}

/// An id from the page.
pub fn parse_id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| Failure::of("id-not-understood"))
}

/// One entry as it stands.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Entry {
    id: String,
    revision: Option<String>,
    written: String,
    changed: String,
    content: Content,
    draft: bool,
    heads: u64,
}

impl Entry {
    /// An entry that nothing is kept of yet.
    pub fn new(id: Id, at: Moment) -> Self {
        Self {
            id: id.to_string(),
            revision: None,
            written: at.to_string(),
            changed: at.to_string(),
            content: journal::Content::default().into(),
            draft: true,
            heads: 0,
        }
    }
}

impl From<journal::Entry> for Entry {
    fn from(entry: journal::Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            revision: entry.revision.map(|id| id.to_string()),
            written: entry.written.to_string(),
            changed: entry.changed.to_string(),
            content: entry.content.into(),
            draft: entry.draft,
            heads: entry.heads.len() as u64,
        }
    }
}

/// One saved state of an entry.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Revision {
    id: String,
    at: String,
    words: u32,
    current: bool,
    title: String,
}

impl From<journal::Revision> for Revision {
    fn from(revision: journal::Revision) -> Self {
        Self {
            id: revision.id.to_string(),
            at: revision.at.to_string(),
            words: revision.words,
            current: revision.current,
            title: revision.title,
        }
    }
}

/// A date that was understood.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Happened {
    edtf: String,
    shown: String,
}

impl From<Edtf> for Happened {
    fn from(date: Edtf) -> Self {
        Self { edtf: date.to_string(), shown: date.in_words() }
    }
}

/// Somebody in the user's life.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    id: String,
    name: String,
    nicknames: Vec<String>,
    relation: Option<String>,
    led: bool,
    stand_in: Option<String>,
    notes: String,
    keys: Vec<String>,
}

impl From<journal::Person> for Person {
    fn from(person: journal::Person) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name,
            nicknames: person.nicknames,
            relation: person.relation,
            led: person.led,
            stand_in: person.stand_in,
            notes: person.notes,
            keys: person.keys,
        }
    }
}

impl Person {
    /// As the journal keeps it; an empty id makes somebody new.
    pub fn into_person(self, rng: &mut dyn rand::Rng) -> Result<journal::Person, Failure> {
        let id = if self.id.is_empty() { Id::generate(rng) } else { parse_id(&self.id)? };
        Ok(journal::Person {
            id,
            name: self.name,
            nicknames: self.nicknames,
            relation: self.relation,
            led: self.led,
            stand_in: self.stand_in,
            notes: self.notes,
            keys: self.keys,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_crosses_under_its_own_name() {
        for kind in journal::Kind::ALL {
            let wire = Kind::from(kind);
            assert_eq!(serde_json::to_value(wire).expect("a text"), kind.as_str());
            assert_eq!(journal::Kind::from(wire), kind);
        }
    }

    #[test]
    fn a_date_that_is_not_edtf_is_refused_by_name() {
        let mut content = Content::from(journal::Content::default());
        content.happened = Some("some day".to_owned());
        let refused = journal::Content::try_from(content).expect_err("not a date");
        assert_eq!(refused.code, "happened-not-understood");
    }
}
