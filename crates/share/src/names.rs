//! When two findings are about the same name: the name itself, its parts, its possessive, its
//! nicknames.

use detect::FindingKind;
use journal::Person;
use serde::{Deserialize, Serialize};
use vault::Id;

use crate::fold;

/// What a finding names, made comparable.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Name {
    pub kind: FindingKind,
    /// Folded words, with a space at both ends; possessive and forms of address taken off.
    pub words: String,
    /// The person of the vault it is, if it can only be one.
    pub person: Option<Id>,
}

/// Forms of address that are no part of a name.
const ADDRESS: [&str; 27] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "lady",
    "lord",
    "herr",
    "frau",
    "senor",
    "senora",
    "sr",
    "sra",
    "don",
    "dona",
    "monsieur",
    "madame",
    "mme",
    "mevrouw",
    "meneer",
    "uncle",
    "aunt",
];

impl Name {
    pub(crate) fn of(kind: FindingKind, text: &str, people: &[Person]) -> Self {
        let words = match kind {
            FindingKind::Person | FindingKind::SelfName => name_words(text),
            _ => fold::words(strip_possessive(text)),
        };
        let person = (kind == FindingKind::Person).then(|| resolve(&words, people)).flatten();
        Self { kind, words, person }
    }

    /// Whether `other` is the same name among `all` the names of a share.
    ///
    /// A part ("Maria") is the same as the whole ("Maria Souza") as long as no other name has that
    /// part; parts that two names share are the same only as themselves.
    pub(crate) fn same(&self, other: &Self, all: &[Self]) -> bool {
        if self.kind != other.kind || self.words.trim().is_empty() {
            return false;
        }
        if self.words == other.words {
            return true;
        }
        if !matches!(self.kind, FindingKind::Person | FindingKind::SelfName) {
            return false;
        }
        match (self.person, other.person) {
            (Some(one), Some(two)) => return one == two,
            (None, None) => {}
            // A known person's name is resolved wherever it stands; what was not is another.
            _ => return false,
        }
        let (part, whole) =
            if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        contains(&whole.words, &part.words)
            && all.iter().all(|name| {
                name.kind != part.kind
                    || !contains(&name.words, &part.words)
                    || contains(&whole.words, &name.words)
                    || contains(&name.words, &whole.words)
            })
    }
}

/// Whether each word of `part` is a word of `whole`, both folded.
fn contains(whole: &str, part: &str) -> bool {
    let mut words = part.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| whole.contains(&format!(" {word} ")))
}

fn name_words(text: &str) -> String {
    let folded = fold::words(strip_possessive(text));
    let kept: Vec<&str> =
        folded.split_whitespace().filter(|word| !ADDRESS.contains(word)).collect();
    if kept.is_empty() { folded } else { format!(" {} ", kept.join(" ")) }
}

/// `Maria's` and `James'` without their ending.
pub(crate) fn strip_possessive(text: &str) -> &str {
    let text = text.trim();
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or_else(|| text.trim_end_matches(['\'', '’']))
}

/// The one person of the vault whose name or nickname `words` are, or are a part of.
fn resolve(words: &str, people: &[Person]) -> Option<Id> {
    let names = |person: &Person| -> Vec<String> {
        std::iter::once(&person.name)
            .chain(&person.nicknames)
            .map(|name| name_words(name))
            .collect()
    };
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut found = people.iter().filter(|person| names(person).iter().any(|name| fits(name)));
        match (found.next(), found.next()) {
            (Some(person), None) => Some(person.id),
            _ => None,
        }
    };
    only(&|name| name == words)
        .or_else(|| only(&|name| contains(name, words)))
        .or_else(|| only(&|name| contains(words, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u8, name: &str, nickname: &str) -> Person {
        Person {
            id: Id::from_bytes([n; 16]),
            name: name.into(),
            nicknames: vec![nickname.into()],
            relation: None,
            led: false,
            stand_in: None,
            notes: String::new(),
            keys: Vec::new(),
        }
    }

    fn name(text: &str, people: &[Person]) -> Name {
        Name::of(FindingKind::Person, text, people)
    }

    #[test]
    fn parts_possessives_and_nicknames_are_the_same_name() {
        let people = [person(1, "Maria Souza", "Mia"), person(2, "João Lima", "Jo")];
        let all: Vec<_> = ["Maria Souza", "Maria's", "Souza’s", "Mia", "Mrs Souza", "MARÍA"]
            .iter()
            .map(|text| name(text, &people))
            .collect();
        assert!(all.iter().all(|one| all[0].same(one, &all)));
        assert!(!all[0].same(&name("João", &people), &all));
    }

    #[test]
    fn a_part_that_two_names_share_is_neither() {
        let all: Vec<_> =
            ["Ana Lima", "Rui Lima", "Lima", "Ana"].iter().map(|text| name(text, &[])).collect();
        assert!(!all[0].same(&all[2], &all));
        assert!(all[0].same(&all[3], &all));
        assert!(!all[0].same(&all[1], &all));
    }

    #[test]
    fn other_kinds_are_the_same_only_as_themselves() {
        let place = |text| Name::of(FindingKind::Place, text, &[]);
        assert!(place("Lisbon").same(&place("LISBON’s"), &[]));
        assert!(!place("New York").same(&place("York"), &[]));
    }
}
