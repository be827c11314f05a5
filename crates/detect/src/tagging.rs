//! What examples/train-names needs to see of the name finder, and nothing else.

use std::ops::Range;

pub use crate::name::tagger::{LABELS, ROWS, SURE, decide_with, row};
use crate::{FindingKind, Knowledge, clean, language, name, token};

/// The number of a kind among the tagger's labels; nought for all that is no name.
pub fn label(kind: Option<FindingKind>) -> usize {
    (1..LABELS).find(|&label| kind.is_some() && name::tagger::kind(label) == kind).unwrap_or(0)
}

/// Calls `decide` with the span and the marks of every candidate of `text`, in reading order, and
/// answers with what would be found by its labels: each found name with its kind and span.
pub fn candidates(
    text: &str,
    mut decide: impl FnMut(Range<usize>, &[u32]) -> (usize, bool),
) -> Vec<(FindingKind, Range<usize>)> {
    let clean = clean::Clean::new(text);
    let tokens = token::Tokens::new(&clean.text);
    let mut accepted = crate::before_names(&clean, &tokens, &Knowledge::default());
    let mut names = Vec::new();
    name::find_by(&tokens, language::guess(&tokens), &accepted, &mut names, &mut |span, marks| {
        decide(clean.original(&span), marks)
    });
    accepted.take(names);
    accepted.findings(&clean).into_iter().map(|f| (f.kind, f.span)).collect()
}
