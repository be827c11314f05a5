//! What the detectors say about the text of one item, with names for what they found.

use std::collections::HashMap;
use std::ops::Range;

use detect::{FindingKind, Knowledge, KnownPerson, Severity, Topics};
use journal::Person;
use sha2::{Digest as _, Sha256};

use crate::item::{ItemKind, Source, name_of};
use crate::names::Name;
use crate::scan::standing;

/// A finding in the text that would leave.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The same for the same finding of the same text.
    pub id: String,
    pub kind: FindingKind,
    pub span: Range<usize>,
    pub name: Name,
    pub reason: String,
    pub severity: Severity,
}

/// One item's text as the detectors read it.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The item's own text, or its rewriting.
    pub text: String,
    /// First those of the detectors, then those that the share itself knows of.
    pub findings: Vec<Found>,
    detected: usize,
    pub topics: Vec<Topics>,
}

impl Reading {
    pub(crate) fn of(
        text: String,
        source: &Source,
        knowledge: &Knowledge,
        people: &[Person],
    ) -> Self {
        let mut seen: HashMap<[u8; 4], u32> = HashMap::new();
        let mut findings: Vec<Found> = Vec::new();
        for finding in detect::find(&text, knowledge) {
            // The span is used to cut; what does not fit the text is no finding.
            let Some(words) = text.get(finding.span.clone()).filter(|words| !words.is_empty())
            else {
                continue;
            };
            if findings.last().is_some_and(|last| finding.span.start < last.span.end) {
                continue;
            }
            findings.push(Found {
                id: id(finding.kind, words, &mut seen),
                kind: finding.kind,
                name: Name::of(finding.kind, words, people),
                reason: finding.reason,
                severity: finding.severity,
                span: finding.span,
            });
        }
        let topics = if source.kind == ItemKind::Block || source.kind == ItemKind::Title {
            detect::topics(&text)
        } else {
            Vec::new()
        };
        Self { text, detected: findings.len(), findings, topics }
    }

    /// Points out what was removed elsewhere in the share and stands here unnoticed by the
    /// detectors; without it such a word could only be met as a stop at the very end.
    pub(crate) fn look_for(&mut self, gone: &[(FindingKind, String)], people: &[Person]) {
        self.findings.truncate(self.detected);
        let mut seen: HashMap<[u8; 4], u32> = HashMap::new();
        for found in &self.findings {
            id(found.kind, &self.text[found.span.clone()], &mut seen);
        }
        for (kind, words) in gone {
            for at in standing(&self.text, words) {
                let span = at..at + words.len();
                let taken =
                    |found: &Found| found.span.start < span.end && span.start < found.span.end;
                if self.findings.iter().any(taken) {
                    continue;
                }
                self.findings.push(Found {
                    id: id(*kind, words, &mut seen),
                    kind: *kind,
                    name: Name::of(*kind, words, people),
                    reason: "You removed these words elsewhere in this share.".to_owned(),
                    severity: Severity::Caution,
                    span,
                });
            }
        }
    }

    /// The findings that are the detectors' own.
    pub(crate) fn detected(&self) -> &[Found] {
        &self.findings[..self.detected]
    }

    pub(crate) fn finding(&self, id: &str) -> Option<&Found> {
        self.findings.iter().find(|found| found.id == id)
    }

    /// The words of a finding.
    pub(crate) fn words(&self, found: &Found) -> &str {
        &self.text[found.span.clone()]
    }

    /// Whether `found` is all there is: then the decision on the item is the decision on it.
    pub(crate) fn is_whole(&self, found: &Found) -> bool {
        self.words(found).trim() == self.text.trim()
    }
}

fn id(kind: FindingKind, words: &str, seen: &mut HashMap<[u8; 4], u32>) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_str());
    hash.update([0]);
    hash.update(words);
    let mut name = [0; 4];
    name.copy_from_slice(&hash.finalize()[..4]);
    let nth = seen.entry(name).and_modify(|n| *n += 1).or_insert(0);
    name_of(&name, *nth)
}

/// What the journal knows that a detector can use.
pub(crate) fn knowledge(
    people: &[Person],
    author: Vec<String>,
    places: Vec<String>,
    tags: Vec<String>,
) -> Knowledge {
    let people = people
        .iter()
        .map(|person| KnownPerson {
            name: person.name.clone(),
            nicknames: person.nicknames.clone(),
            relation: person.relation.clone(),
        })
        .collect();
    Knowledge { people, author, places, tags }
}
