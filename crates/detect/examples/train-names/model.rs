//! Multinomial logistic regression over hashed marks, by `AdaGrad`; marks are dropped at random, so that no single word
//! is relied on.

use std::ops::Range;

use detect::FindingKind;
use detect::tagging::{self, LABELS, ROWS};

use crate::labelled::Sample;
use crate::rng::Rng;

const EPOCHS: u32 = 14;
/// From which epoch on the weights are averaged: one pass more or less should not matter.
const SETTLED: u32 = 6;
const RATE: f32 = 0.15;
/// Of a thousand marks, how many are left out each time.
const DROPPED: u64 = 250;
const DECAY: f32 = 2e-5;
/// What one unit of the stored weights is worth.
pub const UNIT: f32 = 1.0 / 32.0;

struct Example {
    rows: Vec<u32>,
    label: usize,
    weight: f32,
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The candidates of the samples. What the candidate before was is mostly told rightly.
fn examples(samples: &[&Sample], rng: &mut Rng) -> Vec<Example> {
    let mut examples = Vec::new();
    for sample in samples {
        tagging::candidates(&sample.text, |span, marks| {
            let gold = sample.spans.iter().find(|(_, other)| overlaps(&span, other));
            let label = tagging::label(gold.map(|(kind, _)| *kind));
            if label == 0 && is_town(sample, &span) {
                return (tagging::label(Some(FindingKind::Place)), true);
            }
            let rows = marks.iter().map(|&mark| tagging::row(mark) as u32).collect();
            examples.push(Example { rows, label, weight: sample.weight });
            let told = if rng.below(12) == 0 { rng.below(LABELS as u64) as usize } else { label };
            (told, true)
        });
    }
    examples
}

/// Whether a span is the rest of a line in an address: its town or country, of which nothing is learnt.
fn is_town(sample: &Sample, span: &Range<usize>) -> bool {
    let head = sample.text[..span.start].trim_end_matches([' ', '>', '?']);
    let opens = head.ends_with(['\n', ',']);
    opens && sample.addresses.iter().any(|address| overlaps(address, span))
}

/// Weights as the crate holds them: `ROWS` rows of `LABELS` signed bytes.
pub fn train(samples: &[&Sample]) -> Vec<u8> {
    let mut rng = Rng(0x5eed);
    let mut examples = examples(samples, &mut rng);
    let mut weights = vec![[0f32; LABELS]; ROWS];
    let mut sums = vec![[0f32; LABELS]; ROWS];
    let mut squares = vec![[1e-3f32; LABELS]; ROWS];
    for epoch in 0..EPOCHS {
        rng.shuffle(&mut examples);
        let rate = RATE / (1.0 + epoch as f32 * 0.3);
        for example in &examples {
            let kept: Vec<usize> = example
                .rows
                .iter()
                .filter(|_| rng.below(1000) >= DROPPED)
                .map(|&row| row as usize)
                .collect();
            let mut scores = [0f32; LABELS];
            for &row in &kept {
                for label in 0..LABELS {
                    scores[label] += weights[row][label];
                }
            }
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let powers = scores.map(|score| (score - top).exp());
            let sum: f32 = powers.iter().sum();
            for label in 0..LABELS {
                let wanted = if label == example.label { 1.0 } else { 0.0 };
                let slope = (powers[label] / sum - wanted) * example.weight;
                for &row in &kept {
                    let slope = slope + DECAY * weights[row][label];
                    squares[row][label] += slope * slope;
                    weights[row][label] -= rate * slope / squares[row][label].sqrt();
                }
            }
        }
        if epoch >= SETTLED {
            for (sum, weight) in sums.iter_mut().flatten().zip(weights.iter().flatten()) {
                *sum += weight / (EPOCHS - SETTLED) as f32;
            }
        }
    }
    // All marks count when it is used, so each a little less than in training.
    let keep = 1.0 - DROPPED as f32 / 1000.0;
    sums.iter()
        .flatten()
        .map(|weight| ((weight * keep / UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
        .collect()
}
