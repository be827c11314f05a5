//! How well names are found: held to the labelled sets, and to sentences nothing was trained on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use detect::FindingKind::{self, Organisation, Person, Place};
use detect::Knowledge;
use serde_json::Value;

/// A text, its names, and what its half goes by: the story or the template.
struct Sample {
    id: String,
    text: String,
    spans: Vec<(FindingKind, Range<usize>)>,
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/train").join(name)
}

fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name)
}

fn read(path: &Path) -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("no {}: left out", path.display());
        return Vec::new();
    };
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

fn kind(name: &str) -> Option<FindingKind> {
    match name {
        "person" | "self" | "PERSON" => Some(Person),
        "organisation" | "ORGANIZATION" => Some(Organisation),
        "place" | "GPE" => Some(Place),
        _ => None,
    }
}

fn sample(row: &Value) -> Sample {
    let story = row["markdown"].is_string();
    let text = row[if story { "markdown" } else { "text" }].as_str().expect("a text").to_owned();
    let at = |value: &Value| {
        let at = usize::try_from(value.as_u64().expect("a number")).expect("it fits");
        if story { at } else { text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte) }
    };
    let (mut template, mut end_before, mut spans) = (String::new(), 0, Vec::new());
    for span in row["spans"].as_array().expect("spans") {
        let (start, end) = (at(&span["start"]), at(&span["end"]));
        let name = span["kind"].as_str().expect("a kind");
        if start >= end_before {
            template.push_str(&text[end_before..start]);
            template.push_str(name);
            end_before = end;
        }
        spans.extend(kind(name).map(|kind| (kind, start..end)));
    }
    template.push_str(&text[end_before..]);
    let id = row["id"].as_str().map_or(template, str::to_owned);
    Sample { id, text, spans }
}

/// The half that nothing was trained on, by the same hash as in benches/quality.rs.
fn is_held(sample: &Sample) -> bool {
    let hash = sample
        .id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    !(hash >> 20).is_multiple_of(2)
}

/// Of each kind, how many of a hundred are found, and how many of a hundred findings are right.
fn figures(samples: &[Sample]) -> BTreeMap<&'static str, (usize, usize)> {
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut counts: BTreeMap<&'static str, [usize; 4]> = BTreeMap::new();
    for sample in samples {
        let found = detect::find(&sample.text, &Knowledge::default());
        for (kind, span) in &sample.spans {
            let hit = found.iter().any(|f| f.kind == *kind && overlaps(&f.span, span));
            let counts = counts.entry(kind.as_str()).or_default();
            counts[0] += 1;
            counts[1] += usize::from(hit);
        }
        for finding in found {
            if [Person, Organisation, Place].contains(&finding.kind) {
                let right = sample
                    .spans
                    .iter()
                    .any(|(k, s)| *k == finding.kind && overlaps(s, &finding.span));
                let counts = counts.entry(finding.kind.as_str()).or_default();
                counts[2] += 1;
                counts[3] += usize::from(right);
            }
        }
    }
    counts
        .into_iter()
        .map(|(kind, [wanted, hit, given, right])| {
            (kind, (hit * 100 / wanted.max(1), right * 100 / given.max(1)))
        })
        .collect()
}

fn holds(samples: &[Sample], bars: [(&str, usize, usize); 3]) {
    if samples.is_empty() {
        return;
    }
    let figures = figures(samples);
    for (kind, recall, precision) in bars {
        let (found, right) = figures[kind];
        assert!(found >= recall, "{kind}: {found} of a hundred found, {figures:?}");
        assert!(right >= precision, "{kind}: {right} of a hundred right, {figures:?}");
    }
}

#[test]
fn names_of_the_half_trained_on_are_found() {
    let sentences: Vec<Sample> = read(&data("presidio.jsonl")).iter().map(sample).collect();
    assert!(sentences.len() > 300 && !sentences.iter().any(is_held));
    holds(&sentences, [("person", 95, 95), ("organisation", 95, 85), ("place", 90, 60)]);
    let stories: Vec<Sample> = read(&data("stories.jsonl")).iter().map(sample).collect();
    assert!(stories.len() > 20 && !stories.iter().any(is_held));
    holds(&stories, [("person", 95, 95), ("organisation", 88, 95), ("place", 92, 95)]);
}

#[test]
fn names_of_the_half_held_back_are_found() {
    let held = |name: &str| -> Vec<Sample> {
        read(&shared(name)).iter().map(sample).filter(is_held).collect()
    };
    let sentences = held("pii/presidio-synth-dev.jsonl");
    holds(&sentences, [("person", 92, 85), ("organisation", 88, 70), ("place", 88, 55)]);
    holds(
        &held("stories/dev.jsonl"),
        [("person", 92, 85), ("organisation", 70, 90), ("place", 75, 85)],
    );
}

fn names(text: &str) -> Vec<(&'static str, &str)> {
    detect::find(text, &Knowledge::default())
        .into_iter()
        .filter(|f| [Person, Organisation, Place].contains(&f.kind))
        .map(|f| (f.kind.as_str(), &text[f.span]))
        .collect()
}

#[test]
fn what_stands_around_a_name_tells_what_it_names() {
    assert_eq!(
        names("I spent four years at Brightmoor as a bookkeeper."),
        [("organisation", "Brightmoor")]
    );
    assert_eq!(
        names("After supper Brightmoor kissed me, and I let her."),
        [("person", "Brightmoor")]
    );
    assert_eq!(
        names("We took the last ferry from Skarnvik to Oldenhaven."),
        [("place", "Skarnvik"), ("place", "Oldenhaven")]
    );
}

#[test]
fn three_names_in_a_row_can_be_one_firm() {
    let found = names("Hollis, Brandt and Okafor is a small bakery that never paid us.");
    assert!(found.iter().all(|(kind, _)| *kind == "organisation"), "{found:?}");
    assert!(!found.is_empty());
    let found = names("Ruth, Colette and Dinesh were late again.");
    assert_eq!(found, [("person", "Ruth"), ("person", "Colette"), ("person", "Dinesh")]);
}

#[test]
fn a_text_without_capitals_still_names_people() {
    let found = names("my name is tomasz wrobelski and i live with my aunt");
    assert_eq!(found, [("person", "tomasz wrobelski")]);
}

#[test]
fn a_file_called_after_somebody_found_is_found() {
    let text =
        "Stanislav built it. Stanislav never said why.\n\n![The wall](img/stanislav-1997.jpg)";
    assert_eq!(names(text).last(), Some(&("person", "stanislav")));
}

#[test]
fn sentences_that_name_nobody_are_left_alone() {
    for text in [
        "Porridge first. Then the long walk. Then nothing, gloriously.",
        "On Wednesday I repotted the fern. On Thursday it thanked me by dying.",
        "The printer wants Magenta. I want Lunch. Neither of us will yield.",
        "Am Sonntag habe ich den Schrank gestrichen. Die Farbe tropfte auf den Teppich.",
        "Hoy hice lentejas. Nadie se quejó. Mañana, arroz.",
    ] {
        assert_eq!(names(text), [], "{text}");
    }
}

#[test]
fn people_are_found_in_six_languages() {
    for (text, wanted) in [
        ("Lunch with Tamsin, who is leaving Gareth for good.", vec!["Tamsin", "Gareth"]),
        (
            "Gestern hat Wiebke angerufen, und ich habe Herrn Stratmann belogen.",
            vec!["Wiebke", "Stratmann"],
        ),
        ("Ayer vino Leocadia con su hermano Fermín y no dijeron nada.", vec!["Leocadia", "Fermín"]),
        ("Hier soir, Solène est partie sans dire adieu à Thibault.", vec!["Solène", "Thibault"]),
        ("Ontem a Jacira contou tudo ao irmão dela, o Raimundo.", vec!["Jacira", "Raimundo"]),
        ("Gisteren heeft Marijke het aan haar broer Joost verteld.", vec!["Marijke", "Joost"]),
    ] {
        let found = names(text);
        for name in wanted {
            assert!(found.contains(&("person", name)), "{name} in {text}: {found:?}");
        }
    }
}

#[test]
fn every_name_comes_with_a_reason_in_words() {
    let text = "Mr Okonjo left Fernwick Ltd for Lisbon; I stayed with Grushenka at Bellhouse.";
    for finding in detect::find(text, &Knowledge::default()) {
        assert!(
            finding.reason.ends_with('.') && finding.reason.contains(' '),
            "{}",
            finding.reason
        );
    }
}
