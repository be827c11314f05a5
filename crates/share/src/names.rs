//! When two findings are about the same name: the name itself, its parts, its possessive, its
//! declined forms, its nicknames.

use detect::FindingKind;
use journal::Person;
use serde::{Deserialize, Serialize};
use vault::Id;

use crate::alike::Alike;
use crate::fold;
use crate::forms::is_form;

/// What a finding names, made comparable.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Name {
    pub kind: FindingKind,
    /// Folded words, with a space at both ends; possessive and forms of address taken off.
    pub words: String,
    /// The person of the vault it is, if it can only be one.
    pub person: Option<Id>,
    /// Several people of the vault are called so: it is the same only as itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// It stands in a text that bends names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bends: bool,
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
    /// What `text` names, in a text that [bends names](crate::forms::bends_names) or does not.
    pub(crate) fn of(kind: FindingKind, text: &str, bends: bool, roll: &Roll) -> Self {
        if !is_of_people(kind) {
            let words = fold::words(strip_possessive(text));
            return Self { kind, words, person: None, shared: false, bends: false };
        }
        let words = name_words(text);
        let whom = match kind {
            FindingKind::Person => roll.whom(&words, bends),
            _ => Whom::Nobody,
        };
        let person = if let Whom::One(person) = whom { Some(person) } else { None };
        Self { kind, words, person, shared: whom == Whom::Several, bends }
    }

    /// Whether `other` is the same name among all the names of a share.
    ///
    /// A part ("Maria") is the same as the whole ("Maria Souza") as long as no other name has that
    /// part; parts that two names share are the same only as themselves. So is a declined form.
    pub(crate) fn same(&self, other: &Self, all: &Alike<'_>) -> bool {
        if self.kind != other.kind || self.words.trim().is_empty() {
            return false;
        }
        if self.words == other.words {
            return true;
        }
        if !is_of_people(self.kind) || self.shared || other.shared {
            return false;
        }
        match (self.person, other.person) {
            (Some(one), Some(two)) => return one == two,
            (None, None) => {}
            // A known person's name is resolved wherever it stands; what was not is another.
            _ => return false,
        }
        let (few, many) = if fold::count(&self.words) <= fold::count(&other.words) {
            (self, other)
        } else {
            (other, self)
        };
        let alone = |part: &Self, whole: &Self| {
            part.fits(whole)
                && all
                    .near(part)
                    .all(|name| !part.fits(name) || name.fits(whole) || whole.fits(name))
        };
        let equal = fold::count(&few.words) == fold::count(&many.words);
        alone(few, many) || (equal && alone(many, few))
    }

    /// Whether each word of this name is a word of `whole`, or a form of one.
    fn fits(&self, whole: &Self) -> bool {
        let bends = self.bends || whole.bends;
        fits(&self.words, &whole.words, bends)
    }
}

pub(crate) const fn is_of_people(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::Person | FindingKind::SelfName)
}

/// Whether each word of `part` is a word of `whole`, or a form of one, both folded.
pub(crate) fn fits(part: &str, whole: &str, bends: bool) -> bool {
    let mut words = part.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            whole.split_whitespace().any(|known| known == word || is_form(known, word, bends))
        })
}

/// Whether each word of `part` is a word of `whole`, both folded.
pub(crate) fn contains(whole: &str, part: &str) -> bool {
    let mut words = part.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| whole.split_whitespace().any(|one| one == word))
}

/// The folded words of a name alone: no possessive in any language, no elided article before it, no
/// form of address.
fn name_words(text: &str) -> String {
    let folded = fold::words(strip_elision(strip_suffix(strip_possessive(text))));
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

/// `Ali'ye` and `Mike'owi`: an ending after an apostrophe, as Turkish and Polish write it.
fn strip_suffix(text: &str) -> &str {
    let Some(at) = text.rfind(['\'', '’']) else { return text };
    let (name, ending) = (&text[..at], text[at..].trim_start_matches(['\'', '’']));
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    let bends = (1..=5).contains(&ending.chars().count())
        && ending.chars().all(char::is_lowercase)
        && last.chars().count() > 2;
    if bends { name } else { text }
}

/// `d'Anna` and `dell'Anna`.
fn strip_elision(text: &str) -> &str {
    let Some((before, name)) = text.split_once(['\'', '’']) else { return text };
    let elided = ["d", "l", "qu", "dell", "all", "dall", "nell", "sull"].contains(&before);
    if elided && name.starts_with(char::is_uppercase) { name } else { text }
}

/// Whom a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    Nobody,
    One(Id),
    Several,
}

/// The people of the vault by their names, made comparable once.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    names: Vec<(Id, String)>,
}

impl Roll {
    pub(crate) fn of(people: &[Person]) -> Self {
        let names = people.iter().flat_map(|person| {
            std::iter::once(&person.name)
                .chain(&person.nicknames)
                .map(|name| (person.id, name_words(name)))
                .filter(|(_, words)| !words.trim().is_empty())
        });
        Self { names: names.collect() }
    }

    /// Who it is whose name or nickname `words` are, a part of it, or a form of it. Where that is
    /// more than one person nothing further off decides.
    fn whom(&self, words: &str, bends: bool) -> Whom {
        let near = [
            self.only(|name| name == words),
            self.only(|name| contains(name, words)),
            self.only(|name| contains(words, name)),
        ];
        let found = near.into_iter().find(|whom| *whom != Whom::Nobody);
        found.unwrap_or_else(|| self.only(|name| fits(words, name, bends)))
    }

    /// Whether `word` is a declined form of a word of exactly one person's name, and no name itself.
    pub(crate) fn is_bent(&self, word: &str, bends: bool) -> bool {
        let words = fold::words(word);
        self.only(|name| contains(name, &words)) == Whom::Nobody
            && matches!(self.only(|name| fits(&words, name, bends)), Whom::One(_))
    }

    fn only(&self, is: impl Fn(&str) -> bool) -> Whom {
        let mut found = Whom::Nobody;
        for (id, name) in &self.names {
            if matches!(found, Whom::One(known) if known == *id) || !is(name) {
                continue;
            }
            if found != Whom::Nobody {
                return Whom::Several;
            }
            found = Whom::One(*id);
        }
        found
    }
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
        Name::of(FindingKind::Person, text, false, &Roll::of(people))
    }

    fn names(texts: &[&str], people: &[Person]) -> Vec<Name> {
        texts.iter().map(|text| name(text, people)).collect()
    }

    #[test]
    fn parts_possessives_and_nicknames_are_the_same_name() {
        let people = [person(1, "Maria Souza", "Mia"), person(2, "João Lima", "Jo")];
        let all = names(
            &[
                "Maria Souza",
                "Maria's",
                "Souza’s",
                "Mia",
                "Mrs Souza",
                "MARÍA",
                "Marias",
                "Maria Souzas",
                "Mias",
                "Maria’nın",
                "d’Maria",
                "dell'Maria",
            ],
            &people,
        );
        let alike = Alike::of(all.iter());
        for one in &all {
            assert!(all[0].same(one, &alike), "{}", one.words);
        }
        assert_eq!(alike.same_as(&all[0]).iter().map(|(_, count)| count).sum::<usize>(), all.len());
        assert!(!all[0].same(&name("João", &people), &alike));
    }

    #[test]
    fn a_part_that_two_names_share_is_neither() {
        let all = names(&["Ana Lima", "Rui Lima", "Lima", "Ana", "Anas", "Limas"], &[]);
        let alike = Alike::of(all.iter());
        assert!(!all[0].same(&all[2], &alike));
        assert!(all[0].same(&all[3], &alike));
        assert!(!all[0].same(&all[1], &alike));
        assert!(all[0].same(&all[4], &alike) && all[3].same(&all[4], &alike));
        assert!(!all[0].same(&all[5], &alike) && all[2].same(&all[5], &alike));
    }

    #[test]
    fn a_first_name_of_two_people_of_the_vault_asks_for_its_own_decision() {
        let people = [person(1, "Ana Lima", "Aninha"), person(2, "Ana Reis", "Nana")];
        let all = names(&["Ana Lima", "Ana", "Anas", "Ana Prado", "Aninha"], &people);
        let alike = Alike::of(all.iter());
        assert!(all[1].shared && all[2].shared);
        for other in [&all[0], &all[3], &all[4]] {
            assert!(!all[1].same(other, &alike) && !all[2].same(other, &alike), "{}", other.words);
        }
        assert!(all[0].same(&all[4], &alike));
    }

    #[test]
    fn a_form_of_one_name_is_not_another_persons_name() {
        let people = [person(1, "Jona Berg", "-"), person(2, "Peters Marie", "-")];
        let all = names(&["Jona", "Jonas", "Peter", "Peters", "Adam", "John Adams"], &people);
        let alike = Alike::of(all.iter());
        assert!(!all[0].same(&all[1], &alike));
        assert!(!all[2].same(&all[3], &alike));
        assert!(!all[4].same(&all[5], &alike));
    }

    #[test]
    fn names_bend_in_texts_that_bend_them() {
        let roll = Roll::of(&[person(1, "Anna Kowalska", "Ania")]);
        let of = |text| Name::of(FindingKind::Person, text, true, &roll);
        for text in ["Anny", "Anny Kowalskiej", "Kowalską", "Ani"] {
            assert!(of(text).person.is_some(), "{text}");
        }
        assert_eq!(of("Kowalski").person, None);
        let plain = Name::of(FindingKind::Person, "Anny", false, &roll);
        assert_eq!(plain.person, None);
    }

    #[test]
    fn other_kinds_are_the_same_only_as_themselves() {
        let place = |text| Name::of(FindingKind::Place, text, false, &Roll::default());
        let alike = Alike::of(std::iter::empty());
        assert!(place("Lisbon").same(&place("LISBON’s"), &alike));
        assert!(!place("New York").same(&place("York"), &alike));
        assert!(!place("Anna").same(&place("Annas"), &alike));
    }
}
