//! The trained half of the name finder: a log-linear model over the marks of a candidate.
//!
//! Its weights are made by `cargo run --release -p detect --features tagging --example train-names`.

use crate::FindingKind;

/// How many rows the weights have: a power of two.
pub const ROWS: usize = 1 << 18;
/// Nobody, person, organisation, place.
pub const LABELS: usize = 4;
/// A lead from which on a label is taken for sure, in the weights' unit.
pub const SURE: i32 = 30;

/// A head start for names: missing one costs more than a false alarm.
const LEAN: [i32; LABELS] = [0, 8, 8, 8];

static WEIGHTS: &[u8] = include_bytes!("../../data/tagger.bin");

/// The kind a label stands for.
pub fn kind(label: usize) -> Option<FindingKind> {
    match label {
        1 => Some(FindingKind::Person),
        2 => Some(FindingKind::Organisation),
        3 => Some(FindingKind::Place),
        _ => None,
    }
}

/// The row of a mark.
pub fn row(mark: u32) -> usize {
    mark as usize & (ROWS - 1)
}

/// The likeliest label for these marks, and how far ahead of the next it is, in the weights' unit.
pub fn decide(marks: &[u32]) -> (usize, i32) {
    decide_with(WEIGHTS, marks)
}

/// As [`decide`], by other weights: `ROWS` rows of `LABELS` signed bytes.
pub fn decide_with(weights: &[u8], marks: &[u32]) -> (usize, i32) {
    let mut scores = LEAN;
    for &mark in marks {
        let at = row(mark) * LABELS;
        if let Some(weights) = weights.get(at..at + LABELS) {
            for (score, &weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(weight.cast_signed());
            }
        }
    }
    let mut best = 0;
    for label in 1..LABELS {
        if scores[label] > scores[best] {
            best = label;
        }
    }
    let next = (0..LABELS).filter(|&l| l != best).map(|l| scores[l]).max().unwrap_or(0);
    (best, scores[best] - next)
}
