//! Names of people, organisations and places: runs of capitals, weighed by the tables and by what stands around them.
//!
//! Two passes. The first decides each run by itself. The second takes what the first was sure of and
//! finds the same names where they stand without help (at the start of a sentence, say).

use std::ops::Range;

use crate::FindingKind::{self, Organisation, Person};
use crate::hash::Map;
use crate::hit::{Accepted, GUESS, Hit};
use crate::language::Language;
use crate::token::Tokens;

mod context;
mod features;
mod judge;
mod marks;
mod reader;
pub mod tagger;

use marks::{Last, Marks};
use reader::{Reader, Run, Verdict, is_cased};

/// Decides what a candidate is, by its span and marks: a label of [`tagger`], and whether that is sure.
pub type Decide<'d> = dyn FnMut(Range<usize>, &[u32]) -> (usize, bool) + 'd;

/// Finds names outside of what has been `taken` already.
pub fn find(tokens: &Tokens<'_>, language: Language, taken: &Accepted, hits: &mut Vec<Hit>) {
    find_by(tokens, language, taken, hits, &mut |_, marks| {
        let (label, lead) = tagger::decide(marks);
        (label, lead >= tagger::SURE)
    });
}

/// As [`find`], with another to decide.
pub fn find_by(
    tokens: &Tokens<'_>,
    language: Language,
    taken: &Accepted,
    hits: &mut Vec<Hit>,
    decide: &mut Decide<'_>,
) {
    let reader = Reader { tokens, language, cased: is_cased(tokens) };
    let mut seen: Map<&str, FindingKind> = Map::default();
    let mut left: Vec<usize> = Vec::new();
    let mut marks = Marks::default();
    let mut last = Last { end: 0, label: 0 };
    let mut i = 0;
    while i < tokens.len() {
        let run = reader.run(i);
        if run.is_empty() {
            i += 1;
            continue;
        }
        i = run.end;
        let pieces = reader.split(run.clone());
        left.extend(run.filter(|at| !pieces.iter().any(|piece| piece.contains(at))));
        for run in pieces {
            let span = reader.span(&run);
            if !taken.is_free(&span) {
                left.extend(run);
                continue;
            }
            let mut verdict = reader.judge(run.clone());
            reader.mark(&run, verdict.as_ref(), last, &mut marks);
            let (label, sure) = decide(span, &marks.list);
            last = Last { end: run.end, label };
            verdict = if reader.is_firm_of_three(&run) {
                Some(Verdict {
                    kind: Organisation,
                    run: run.clone(),
                    sure: false,
                    reason: LIKE_FIRM,
                })
            } else {
                weigh(run.clone(), verdict, tagger::kind(label), sure)
            };
            match verdict {
                Some(verdict) => {
                    if verdict.sure && verdict.kind == Person {
                        for at in verdict.run.clone() {
                            if reader.distinctive(at) {
                                seen.insert(tokens.fold(at), Person);
                            }
                        }
                    } else if verdict.sure && verdict.run.len() == 1 {
                        seen.entry(tokens.fold(verdict.run.start)).or_insert(verdict.kind);
                    }
                    hits.push(Hit::new(
                        verdict.kind,
                        reader.span(&verdict.run),
                        GUESS,
                        verdict.reason,
                    ));
                }
                None => left.extend(run),
            }
        }
    }
    // "img/stan-1997.jpg": a file called after somebody.
    left.extend(
        (1..tokens.len())
            .filter(|&at| !tokens.all()[at].capital && tokens.gap(at - 1).ends_with(['/', '\\'])),
    );
    for at in left {
        if let Some(&kind) = seen.get(tokens.fold(at))
            && (tokens.all()[at].capital
                || !reader.cased
                || tokens.gap(at.saturating_sub(1)).ends_with(['/', '\\']))
        {
            let reason = if kind == Person {
                "A name that stands elsewhere in this text."
            } else {
                "Named elsewhere in this text."
            };
            hits.push(Hit::new(kind, reader.span(&(at..at + 1)), GUESS + 2, reason));
        }
    }
}

/// What the tagger says, with the reason of the rules where they say the same.
fn weigh(
    run: Run,
    rules: Option<Verdict>,
    kind: Option<FindingKind>,
    sure: bool,
) -> Option<Verdict> {
    let kind = kind?;
    match rules {
        Some(verdict) if verdict.kind == kind => {
            Some(Verdict { sure: verdict.sure && sure, ..verdict })
        }
        _ => {
            let reason = match kind {
                FindingKind::Organisation => LIKE_FIRM,
                FindingKind::Place => LIKE_SPOT,
                _ => LIKE_NAME,
            };
            Some(Verdict { kind, run, sure, reason })
        }
    }
}

const LIKE_NAME: &str = "Stands where a name stands, and is not yours.";
const LIKE_FIRM: &str = "Stands where a firm, a school or another body is named.";
const LIKE_SPOT: &str = "Stands where a place is named.";
