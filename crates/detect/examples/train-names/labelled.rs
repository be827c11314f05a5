//! Texts with the names in them marked.

use std::ops::Range;
use std::path::Path;

use detect::FindingKind::{self, Organisation, Person, Place};
use serde_json::Value;

/// A text, its names, and how much it counts.
pub struct Sample {
    /// The template or story it came from.
    pub id: String,
    pub set: &'static str,
    pub language: String,
    pub text: String,
    pub spans: Vec<(FindingKind, Range<usize>)>,
    /// Whole addresses: the town in them is a place, though it is not marked as one.
    pub addresses: Vec<Range<usize>>,
    pub weight: f32,
}

/// The halves that may be trained on, in data/train.
pub fn halves(folder: &Path) -> Vec<Sample> {
    let mut samples = lines(&folder.join("presidio.jsonl"), sentence);
    samples.extend(lines(&folder.join("stories.jsonl"), story));
    weigh(&mut samples);
    samples
}

/// Both halves of both sets, for measuring.
pub fn corpora(folder: &Path) -> Vec<Sample> {
    let mut samples = lines(&folder.join("pii/presidio-synth-dev.jsonl"), sentence);
    samples.extend(lines(&folder.join("stories/dev.jsonl"), story));
    weigh(&mut samples);
    samples
}

/// Many sentences of one template count little more than one.
fn weigh(samples: &mut [Sample]) {
    let mut counts = std::collections::HashMap::new();
    for sample in &*samples {
        *counts.entry(sample.id.clone()).or_insert(0u16) += 1;
    }
    for sample in samples {
        let count = f32::from(counts[&sample.id]);
        sample.weight = if sample.set == "stories" { 2.0 } else { 2.0 / count.sqrt() };
    }
}

/// Prose without a name: a paragraph a line.
pub fn plain(path: &Path) -> Vec<Sample> {
    let text = std::fs::read_to_string(path).expect("data/train/plain.txt is there");
    text.lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| Sample {
            id: String::new(),
            set: "plain",
            language: "en".into(),
            text: line.to_owned(),
            spans: Vec::new(),
            addresses: Vec::new(),
            weight: 0.5,
        })
        .collect()
}

fn lines(path: &Path, read: fn(&Value) -> Sample) -> Vec<Sample> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|_| panic!("no {}", path.display()));
    text.lines()
        .map(|line| read(&serde_json::from_str(line).expect("a JSON object a line")))
        .collect()
}

/// FNV-1a, as in benches/quality.rs.
pub fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn kind(name: &str) -> Option<FindingKind> {
    match name {
        "person" | "self" | "PERSON" => Some(Person),
        "organisation" | "ORGANIZATION" => Some(Organisation),
        "place" | "GPE" => Some(Place),
        _ => None,
    }
}

fn story(row: &Value) -> Sample {
    let spans = row["spans"].as_array().into_iter().flatten();
    Sample {
        id: string(&row["id"]),
        set: "stories",
        language: string(&row["lang"]),
        text: string(&row["markdown"]),
        spans: spans
            .filter_map(|s| {
                Some((kind(&string(&s["kind"]))?, number(&s["start"])..number(&s["end"])))
            })
            .collect(),
        addresses: Vec::new(),
        weight: 1.0,
    }
}

fn sentence(row: &Value) -> Sample {
    let text = string(&row["text"]);
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(i, _)| i);
    let (mut template, mut at) = (String::new(), 0);
    let (mut spans, mut addresses) = (Vec::new(), Vec::new());
    for span in row["spans"].as_array().into_iter().flatten() {
        let (start, end) = (byte(number(&span["start"])), byte(number(&span["end"])));
        if start >= at {
            template.push_str(&text[at..start]);
            template.push_str(&string(&span["kind"]));
            at = end;
        }
        let name = string(&span["kind"]);
        if let Some(kind) = kind(&name) {
            spans.push((kind, start..end));
        } else if name == "STREET_ADDRESS" {
            addresses.push(start..end);
        }
    }
    template.push_str(&text[at..]);
    Sample {
        id: template,
        set: "presidio",
        language: "en".into(),
        text,
        spans,
        addresses,
        weight: 1.0,
    }
}
