//! All the names of a share, and which of them are the same, found without asking each about each.

use std::collections::HashMap;

use detect::FindingKind;

use crate::names::Name;

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
                let near = alike.near.entry((name.kind, beginning(word))).or_default();
                if near.last() != Some(&place) {
                    near.push(place);
                }
            }
        }
        alike
    }

    /// Names that have a word which begins like one of `name`'s.
    pub(crate) fn near(&self, name: &Name) -> impl Iterator<Item = &'a Name> {
        let kind = name.kind;
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
            let kind = name.kind;
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

fn beginning(word: &str) -> [char; 2] {
    let mut chars = word.chars();
    [chars.next().unwrap_or(' '), chars.next().unwrap_or(' ')]
}
