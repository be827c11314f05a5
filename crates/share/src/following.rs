//! What follows from a decision: names decided everywhere, and what was removed in one place pointed
//! out in every other.

use std::collections::HashSet;

use detect::FindingKind;

use crate::fold;
use crate::item::ItemKind;
use crate::names::{Name, strip_possessive};
use crate::reading::Found;
use crate::scan::{Removed, Weight, is_searched_as_itself, is_searched_as_words};
use crate::{Decision, FindingDecision, Review};

impl Review {
    /// Every name found in what is not left out.
    pub(crate) fn names(&self) -> Vec<Name> {
        self.sources
            .iter()
            .filter_map(|source| self.readings.get(&source.id))
            .flat_map(|reading| reading.findings.iter().map(|found| found.name.clone()))
            .collect()
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
    pub(crate) fn settle(&mut self, index: usize) -> Vec<(String, String)> {
        let Some(source) = self.sources.get(index) else { return Vec::new() };
        let Some(reading) = self.readings.get(&source.id) else { return Vec::new() };
        let all = self.names();
        let kept = self.answer(source).is_some_and(|answer| answer.decision == Decision::Keep);
        let item = source.id.clone();
        let mut settled = Vec::new();
        for found in &reading.findings {
            if self.decision_on(&item, &found.id) != FindingDecision::Undecided {
                continue;
            }
            let mut rules = self.stored.rules.iter().rev();
            let decision = match rules.find(|rule| rule.name.same(&found.name, &all)) {
                Some(rule) => rule.decision.clone(),
                // To keep "Lisbon" as the place and then be asked about "Lisbon" is to be asked twice.
                None if kept && source.kind != ItemKind::Block && reading.is_whole(found) => {
                    FindingDecision::Keep
                }
                None => continue,
            };
            settled.push((found.id.clone(), decision));
        }
        let mut done = Vec::with_capacity(settled.len());
        for (finding, decision) in settled {
            self.decide(&item, &finding, decision);
            done.push((item.clone(), finding));
        }
        done
    }

    /// After a decision: what it removed is pointed out wherever else it stands, and what was
    /// decided everywhere is decided there too. Taking the decision back takes this back.
    pub(crate) fn follow(&mut self) {
        let known: HashSet<(String, String)> = self.findings_where(|_| true).into_iter().collect();
        self.look_again();
        for index in 0..self.sources.len() {
            let news = self.sources.get(index).and_then(|source| {
                let reading = self.readings.get(&source.id)?;
                let new = |found: &Found| !known.contains(&(source.id.clone(), found.id.clone()));
                Some(reading.findings.iter().any(new))
            });
            if news == Some(true) {
                let settled = self.settle(index);
                if let Some(step) = self.stored.undo.back_mut() {
                    let undecided =
                        settled.into_iter().map(|(i, f)| (i, f, FindingDecision::Undecided));
                    step.findings.extend(undecided);
                }
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
        // The longest first, so that a whole name is found before its parts.
        gone.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then_with(|| one.cmp(other)));
        gone.dedup();
        for reading in self.readings.values_mut() {
            reading.look_for(&gone, &self.people);
        }
    }
}
