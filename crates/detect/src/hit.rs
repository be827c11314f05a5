//! Candidates of the recognisers, and which of them win where they overlap.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::{Finding, FindingKind, clean::Clean};

/// A candidate: a recogniser's claim to a span of the cleaned text.
#[derive(Debug, Clone)]
pub struct Hit {
    pub kind: FindingKind,
    pub span: Range<usize>,
    /// Lower wins.
    pub rank: u8,
    pub reason: &'static str,
}

impl Hit {
    pub fn new(kind: FindingKind, span: Range<usize>, rank: u8, reason: &'static str) -> Self {
        Self { kind, span, rank, reason }
    }
}

/// Links hold names and numbers that must not be cut out of them.
pub const LINK: u8 = 0;
/// Checked by digits, format or a word that names it.
pub const CERTAIN: u8 = 10;
/// The vault's own names.
pub const KNOWN: u8 = 20;
/// By format.
pub const FORMAT: u8 = 30;
/// By words and their surroundings.
pub const GUESS: u8 = 50;

/// Accepted spans: none overlaps another.
#[derive(Default)]
pub struct Accepted {
    by_start: BTreeMap<usize, Hit>,
}

impl Accepted {
    /// Takes the hits in order of rank, then length; whoever comes late to a span loses.
    pub fn take(&mut self, mut hits: Vec<Hit>) {
        hits.sort_by_key(|hit| (hit.rank, std::cmp::Reverse(hit.span.len()), hit.span.start));
        for hit in hits {
            if !hit.span.is_empty() && self.is_free(&hit.span) {
                self.by_start.insert(hit.span.start, hit);
            }
        }
    }

    /// Whether nothing accepted overlaps `span`.
    pub fn is_free(&self, span: &Range<usize>) -> bool {
        self.by_start
            .range(..span.end)
            .next_back()
            .is_none_or(|(_, last)| last.span.end <= span.start)
    }

    /// What was accepted, in reading order, in spans of the original text.
    pub fn findings(self, clean: &Clean<'_>) -> Vec<Finding> {
        self.by_start
            .into_values()
            .map(|hit| Finding {
                kind: hit.kind,
                span: clean.original(&hit.span),
                reason: hit.reason.to_owned(),
                severity: hit.kind.severity(),
            })
            .collect()
    }
}
