//! How many of the marked names are found by some weights, and how much of what is found is right.

use std::collections::BTreeMap;
use std::ops::Range;

use detect::FindingKind::{self, Organisation, Person, Place};
use detect::tagging;

use crate::labelled::Sample;

/// Wanted, found, given, right: by set and kind.
#[derive(Default)]
pub struct Figures(BTreeMap<(String, &'static str), [u32; 4]>);

impl Figures {
    pub fn add(&mut self, other: &Self) {
        for (key, counts) in &other.0 {
            let sum = self.0.entry(key.clone()).or_default();
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }

    pub fn print(&self, title: &str) {
        println!("{title}");
        for ((set, kind), [wanted, found, given, right]) in &self.0 {
            let ratio = |part: &u32, whole: &u32| f64::from(*part) / f64::from((*whole).max(1));
            println!(
                "  {set:<12} {kind:<13} recall {:.3} of {wanted:<4} precision {:.3} of {given}",
                ratio(found, wanted),
                ratio(right, given)
            );
        }
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

pub fn figures(weights: &[u8], samples: &[&Sample]) -> Figures {
    let mut figures = Figures::default();
    for sample in samples {
        let found: Vec<(FindingKind, Range<usize>)> =
            tagging::candidates(&sample.text, |_, marks| {
                let (label, lead) = tagging::decide_with(weights, marks);
                (label, lead >= tagging::SURE)
            });
        let mut sets = vec![sample.set.to_owned()];
        if sample.set == "stories" {
            sets.push(format!("stories {}", &sample.language[..2]));
        }
        for set in sets {
            for kind in [Person, Organisation, Place] {
                let counts = figures.0.entry((set.clone(), kind.as_str())).or_default();
                for (_, span) in sample.spans.iter().filter(|(k, _)| *k == kind) {
                    counts[0] += 1;
                    let hit = found.iter().any(|(k, other)| *k == kind && overlaps(span, other));
                    counts[1] += u32::from(hit);
                    if !hit && std::env::var_os("SHOW").is_some() && set == sample.set {
                        show("MISS", kind, sample, span);
                    }
                }
                for (_, span) in found.iter().filter(|(k, _)| *k == kind) {
                    counts[2] += 1;
                    let right =
                        sample.spans.iter().any(|(k, other)| *k == kind && overlaps(span, other));
                    counts[3] += u32::from(right);
                    if !right && std::env::var_os("SHOW").is_some() && set == sample.set {
                        show("FALSE", kind, sample, span);
                    }
                }
            }
        }
    }
    figures
}

fn show(what: &str, kind: FindingKind, sample: &Sample, span: &Range<usize>) {
    let text = &sample.text;
    let from = text.floor_char_boundary(span.start.saturating_sub(40));
    let to = text.ceil_char_boundary((span.end + 30).min(text.len()));
    let half =
        if (crate::labelled::hash(&sample.id) >> 20).is_multiple_of(2) { "seen" } else { "held" };
    eprintln!(
        "{what} {} {half} {} {:?} ⟦{}⟧ {:?}",
        kind.as_str(),
        sample.set,
        &text[from..span.start],
        &text[span.clone()],
        &text[span.end..to]
    );
}

pub fn report(title: &str, weights: &[u8], samples: &[&Sample]) {
    figures(weights, samples).print(title);
}
