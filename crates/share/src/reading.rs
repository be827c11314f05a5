//! What the detectors say about the text of one item, with names for what they found.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, PatternID};
use detect::{FindingKind, Knowledge, KnownPerson, Severity, Topics};
use journal::Person;
use sha2::{Digest as _, Sha256};
use unicode_normalization::char::is_combining_mark;

use crate::fold;
use crate::forms::bends_names;
use crate::item::{ItemKind, Source, name_of};
use crate::names::{Name, Roll, contains, fits};
use crate::scan::stands_alone;

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
    /// Whether it is in a language that bends names.
    bends: bool,
    pub topics: Vec<Topics>,
}

/// What was removed from a share, to be pointed out wherever else it stands.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    list: Vec<(FindingKind, String)>,
    /// Finds each of the list, the first of them being the longest.
    search: Option<AhoCorasick>,
    /// The names of people among them.
    names: Vec<String>,
}

impl Gone {
    pub(crate) fn of(mut list: Vec<(FindingKind, String)>) -> Self {
        // The longest first, so that a whole name is found before its parts.
        list.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then_with(|| one.cmp(other)));
        list.dedup();
        let texts = list.iter().map(|(_, text)| text);
        let search = if list.is_empty() { None } else { AhoCorasick::new(texts).ok() };
        let people = list.iter().filter(|(kind, _)| *kind == FindingKind::Person);
        let mut names: Vec<String> = people.map(|(_, text)| fold::words(text)).collect();
        names.sort_unstable();
        names.dedup();
        Self { list, search, names }
    }

    /// Where each of the list stands in `text`, in the order of the list.
    fn standing<'a>(&'a self, text: &'a str) -> Vec<(FindingKind, Range<usize>)> {
        let Some(search) = &self.search else { return Vec::new() };
        let mut hits: Vec<_> =
            search.find_overlapping_iter(text).map(|hit| (hit.pattern(), hit.range())).collect();
        hits.sort_by_key(|(pattern, range)| (*pattern, range.start));
        hits.retain(|(_, range)| stands_alone(text, range));
        let kind_of = |pattern: PatternID| self.list.get(pattern.as_usize()).map(|(kind, _)| *kind);
        hits.into_iter().filter_map(|(n, range)| Some((kind_of(n)?, range))).collect()
    }

    /// Whether `word` is a declined form of a name of the list.
    fn is_bent(&self, word: &str, bends: bool) -> bool {
        let words = fold::words(word);
        !self.names.iter().any(|name| contains(name, &words))
            && self.names.iter().any(|name| fits(&words, name, bends))
    }
}

/// What each item of a share reveals, by its id: a passing hint is understood only beside the rest.
pub(crate) fn topics_of(sources: &[Source]) -> HashMap<String, Topics> {
    let told: Vec<&Source> = sources.iter().filter(|source| has_topics(source)).collect();
    let texts: Vec<&str> = told.iter().map(|source| source.own_text()).collect();
    let found = detect::topics_of(&texts).into_iter().zip(told);
    found.filter_map(|(topics, source)| Some((source.id.clone(), topics?))).collect()
}

/// Whether an item says something at length.
pub(crate) fn has_topics(source: &Source) -> bool {
    matches!(source.kind, ItemKind::Block | ItemKind::Title)
}

impl Reading {
    pub(crate) fn of(
        text: String,
        topics: Vec<Topics>,
        knowledge: &Knowledge,
        roll: &Roll,
    ) -> Self {
        let found = detect::find(&text, knowledge);
        let bends = bends_names(&text);
        let mut reading = Self { text, findings: Vec::new(), detected: 0, bends, topics };
        let mut seen = Seen::default();
        for finding in found {
            // The span is used to cut; what does not fit the text is no finding.
            let span = finding.span;
            if reading.text.get(span.clone()).is_none_or(str::is_empty)
                || reading.findings.last().is_some_and(|last| span.start < last.span.end)
            {
                continue;
            }
            reading.add(finding.kind, span, finding.reason, finding.severity, roll, &mut seen);
        }
        for span in reading.capitalised() {
            if roll.is_bent(&reading.text[span.clone()], bends) {
                let why = "It may be a form of the name of somebody in your list of people.";
                let severity = FindingKind::Person.severity();
                reading.add(FindingKind::Person, span, why.to_owned(), severity, roll, &mut seen);
            }
        }
        reading.detected = reading.findings.len();
        reading
    }

    /// Points out what was removed elsewhere in the share and stands here unnoticed by the
    /// detectors; without it such a word could only be met as a stop at the very end.
    pub(crate) fn look_for(&mut self, gone: &Gone, roll: &Roll) {
        self.findings.truncate(self.detected);
        let mut hits: Vec<(FindingKind, Range<usize>, &str)> = Vec::new();
        for (kind, span) in gone.standing(&self.text) {
            hits.push((kind, span, "You removed these words elsewhere in this share."));
        }
        if !gone.names.is_empty() {
            let bent = |span: &Range<usize>| gone.is_bent(&self.text[span.clone()], self.bends);
            let why = "It may be a form of a name that you removed elsewhere in this share.";
            let spans = self.capitalised().into_iter().filter(bent);
            hits.extend(spans.map(|span| (FindingKind::Person, span, why)));
        }
        if hits.is_empty() {
            return;
        }
        let mut seen = Seen::default();
        for found in &self.findings {
            id(found.kind, &self.text[found.span.clone()], &mut seen);
        }
        for (kind, span, why) in hits {
            if !self.is_taken(&span) {
                self.add(kind, span, why.to_owned(), Severity::Caution, roll, &mut seen);
            }
        }
    }

    fn add(
        &mut self,
        kind: FindingKind,
        span: Range<usize>,
        reason: String,
        severity: Severity,
        roll: &Roll,
        seen: &mut Seen,
    ) {
        let words = &self.text[span.clone()];
        let (id, name) = (id(kind, words, seen), Name::of(kind, words, self.bends, roll));
        self.findings.push(Found { id, kind, span, name, reason, severity });
    }

    fn is_taken(&self, span: &Range<usize>) -> bool {
        self.findings.iter().any(|found| found.span.start < span.end && span.start < found.span.end)
    }

    /// Words with a capital in which nothing was found.
    fn capitalised(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let mut start = None;
        let ends = std::iter::once((self.text.len(), ' '));
        for (at, c) in self.text.char_indices().chain(ends) {
            match (start, c.is_alphanumeric() || is_combining_mark(c)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    let span = from..at;
                    if self.text[from..].starts_with(char::is_uppercase) && !self.is_taken(&span) {
                        spans.push(span);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        spans
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

/// How often the same finding came already.
type Seen = HashMap<[u8; 4], u32>;

fn id(kind: FindingKind, words: &str, seen: &mut Seen) -> String {
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
