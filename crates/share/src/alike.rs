//! All the names of a share, and which of them are the same, found without asking each about each.

use std::collections::HashMap;

use detect::FindingKind;

use crate::fold;
use crate::names::{Name, fits, is_of_people};

/// All the names of a share, each once, found by how their words begin.
pub(crate) struct Alike<'a> {
    names: Vec<(&'a Name, usize)>,
    places: HashMap<&'a Name, usize>,
    /// By kind and the first two characters of a word: every form of a word begins as the word does.
    near: HashMap<(FindingKind, [char; 2]), Vec<usize>>,
}

impl<'a> Alike<'a> {
    pub(crate) fn of(all: impl Iterator<Item = &'a Name>) -> Self {
        let mut alike = Self { names: Vec::new(), places: HashMap::new(), near: HashMap::new() };
        for name in all {
            if let Some(&known) = alike.places.get(name) {
                alike.names[known].1 += 1;
                continue;
            }
            let place = alike.names.len();
            alike.places.insert(name, place);
            alike.names.push((name, 1));
            for word in name.words.split_whitespace() {
                let near = alike.near.entry((name.sort(), beginning(word))).or_default();
                if near.last() != Some(&place) {
                    near.push(place);
                }
            }
        }
        alike
    }

    /// Names that have a word which begins like one of `name`'s.
    pub(crate) fn near(&self, name: &Name) -> impl Iterator<Item = &'a Name> {
        let kind = name.sort();
        let lists = name
            .words
            .split_whitespace()
            .filter_map(move |word| self.near.get(&(kind, beginning(word))));
        lists.flatten().filter_map(|&place| self.names.get(place).map(|&(name, _)| name))
    }

    /// Every name of the share that is the same as `name`, and how often each stands there.
    pub(crate) fn same_as(&self, name: &Name) -> Vec<(&'a Name, usize)> {
        let mut places: Vec<usize> = if name.person.is_some() {
            // Nicknames begin as they like.
            (0..self.names.len()).collect()
        } else {
            let kind = name.sort();
            let words = name.words.split_whitespace();
            words
                .filter_map(|word| self.near.get(&(kind, beginning(word))))
                .flatten()
                .copied()
                .collect()
        };
        places.sort_unstable();
        places.dedup();
        let found = places.into_iter().filter_map(|place| self.names.get(place).copied());
        found.filter(|(other, _)| name.same(other, self)).collect()
    }
}

impl Name {
    /// Whether `other` is the same name among all the names of a share.
    ///
    /// A part ("Maria") is the same as the whole ("Maria Souza") as long as no other name has that
    /// part; parts that two names share are the same only as themselves. So is a declined form. What is
    /// taken for a person in one sentence and for a place or a firm in another is one name all the same.
    pub(crate) fn same(&self, other: &Self, all: &Alike<'_>) -> bool {
        if self.sort() != other.sort() || self.words.trim().is_empty() {
            return false;
        }
        if self.words == other.words {
            return true;
        }
        if self.kind != other.kind || !is_of_people(self.kind) || self.shared || other.shared {
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

fn beginning(word: &str) -> [char; 2] {
    let mut chars = word.chars();
    [chars.next().unwrap_or(' '), chars.next().unwrap_or(' ')]
}

#[cfg(test)]
mod tests {
    use journal::Person;
    use vault::Id;

    use super::*;
    use crate::names::Roll;

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
    fn a_name_is_one_name_whatever_it_is_taken_for() {
        let roll = Roll::default();
        let of = |kind, text| Name::of(kind, text, false, &roll);
        let person = of(FindingKind::Person, "Maria Keller");
        let place = of(FindingKind::Place, "Maria Keller");
        let firm = of(FindingKind::Organisation, "Keller");
        let alike = Alike::of([&person, &place, &firm].into_iter());
        assert!(person.same(&place, &alike) && place.same(&person, &alike));
        assert_eq!(alike.same_as(&person).len(), 2);
        assert!(!person.same(&firm, &alike), "a part is the same only among people");
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
