//! When two findings are about the same name: the name itself, its parts, its possessive, its
//! declined forms, its nicknames.

use detect::FindingKind;
use journal::Person;
use serde::{Deserialize, Serialize};
use vault::Id;

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
    /// The sort of thing that is named: the detectors take one name for a person here and a place there.
    pub(crate) const fn sort(&self) -> FindingKind {
        match self.kind {
            FindingKind::Place | FindingKind::Organisation => FindingKind::Person,
            kind => kind,
        }
    }

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
