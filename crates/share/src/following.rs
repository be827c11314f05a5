//! What follows from a decision: names decided everywhere, and what was removed in one place pointed
//! out in every other.

use std::collections::HashSet;

use detect::FindingKind;

use crate::alike::Alike;
use crate::fold;
use crate::item::ItemKind;
use crate::names::strip_possessive;
use crate::reading::{Found, Gone};
use crate::scan::{Removed, Weight, is_searched_as_itself, is_searched_as_words};
use crate::{Decision, FindingDecision, Review};

impl Review {
    /// Every name found in what is not left out.
    pub(crate) fn names(&self) -> Alike<'_> {
        let readings = self.sources.iter().filter_map(|source| self.readings.get(&source.id));
        Alike::of(readings.flat_map(|reading| reading.findings.iter().map(|found| &found.name)))
    }

    pub(crate) fn findings_where(&self, is: impl Fn(&Found) -> bool) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for source in &self.sources {
            if let Some(reading) = self.readings.get(&source.id) {
                let fitting = reading.findings.iter().filter(|found| is(found));
                list.extend(fitting.map(|found| (source.id.clone(), found.id.clone())));
            }
        }
        list
    }

    /// What was decided before about names in this item: everywhere, or by keeping the whole item.
    fn settled(&self, index: usize, all: &Alike<'_>) -> Vec<(String, String, FindingDecision)> {
        let Some(source) = self.sources.get(index) else { return Vec::new() };
        let Some(reading) = self.readings.get(&source.id) else { return Vec::new() };
        let kept = self.answer(source).is_some_and(|answer| answer.decision == Decision::Keep);
        let mut settled = Vec::new();
        for found in &reading.findings {
            if self.decision_on(&source.id, &found.id) != FindingDecision::Undecided {
                continue;
            }
            let mut rules = self.stored.rules.iter().rev();
            let decision = match rules.find(|rule| rule.name.same(&found.name, all)) {
                Some(rule) => rule.decision.clone(),
                // To keep "Lisbon" as the place and then be asked about "Lisbon" is to be asked twice.
                None if kept && source.kind != ItemKind::Block && reading.is_whole(found) => {
                    FindingDecision::Keep
                }
                None => continue,
            };
            settled.push((source.id.clone(), found.id.clone(), decision));
        }
        settled
    }

    /// Decides in an item what was decided before.
    pub(crate) fn settle(&mut self, index: usize) {
        let settled = self.settled(index, &self.names());
        for (item, finding, decision) in settled {
            self.decide(&item, &finding, decision);
        }
    }

    /// After a decision: what it removed is pointed out wherever else it stands, and what was
    /// decided everywhere is decided there too. Taking the decision back takes this back.
    pub(crate) fn follow(&mut self) {
        let known: HashSet<(String, String)> = self.findings_where(|_| true).into_iter().collect();
        self.look_again();
        let all = self.names();
        let mut settled = Vec::new();
        for (index, source) in self.sources.iter().enumerate() {
            let Some(reading) = self.readings.get(&source.id) else { continue };
            let new = |found: &Found| !known.contains(&(source.id.clone(), found.id.clone()));
            if reading.findings.iter().any(new) {
                settled.extend(self.settled(index, &all));
            }
        }
        for (item, finding, decision) in settled {
            self.decide(&item, &finding, decision);
            if let Some(step) = self.stored.undo.back_mut() {
                step.findings.push((item, finding, FindingDecision::Undecided));
            }
        }
    }

    /// Points out what was removed somewhere in every other place where it stands.
    pub(crate) fn look_again(&mut self) {
        let mut gone: Vec<(FindingKind, String)> = Vec::new();
        let mut add = |kind: FindingKind, text: &str| {
            let text = strip_possessive(text).to_owned();
            let words = fold::words(&text);
            let removed = Removed { text, words, weight: Weight::Name(kind) };
            if is_searched_as_words(&removed) || is_searched_as_itself(&removed) {
                gone.push((kind, removed.text));
            }
        };
        for source in &self.sources {
            if let Some(reading) = self.readings.get(&source.id).filter(|_| self.leaves(source)) {
                for found in reading.detected() {
                    if self.decision_on(&source.id, &found.id).removes() {
                        add(found.kind, reading.words(found));
                    }
                }
            } else if self.answer(source).is_some_and(|a| a.decision == Decision::LeaveOut) {
                match source.kind {
                    ItemKind::Person => add(FindingKind::Person, &source.text),
                    ItemKind::Place => add(FindingKind::Place, &source.text),
                    _ => {}
                }
            }
        }
        let gone = Gone::of(gone);
        for reading in self.readings.values_mut() {
            reading.look_for(&gone, &self.roll);
        }
    }
}
