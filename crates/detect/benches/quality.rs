//! How much the detectors find and how often they are wrong, on the labelled sets in ../shared/corpora.
//!
//! Prints one JSON object a line. The sets are split in halves by a hash of the story or template:
//! rules may be written looking at the "seen" half only. `DETECT_SHOW=person,date` prints the misses
//! and false alarms of the seen half to standard error.

#![expect(clippy::cast_precision_loss, reason = "counts of a bench are small")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use detect::{Knowledge, block};
use serde_json::{Value, json};

type Span = (String, Range<usize>);

struct Sample {
    id: String,
    text: String,
    spans: Vec<Span>,
    blocks: Vec<(Range<usize>, BTreeSet<String>)>,
    quiet: bool,
    language: String,
    /// Addresses and the like cover what the other set labels apart.
    story: bool,
}

#[derive(Default, Clone)]
struct Tally {
    wanted: usize,
    hit: usize,
    given: usize,
    right: usize,
}

fn main() {
    let corpora = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let stories = stories(&corpora.join("stories/dev.jsonl"));
    let sentences = sentences(&corpora.join("pii/presidio-synth-dev.jsonl"));
    for (set, samples) in [("stories", &stories), ("presidio", &sentences)] {
        for (part, seen) in [("all", None), ("seen", Some(true)), ("held", Some(false))] {
            let chosen: Vec<&Sample> =
                samples.iter().filter(|s| seen.is_none_or(|seen| is_seen(&s.id) == seen)).collect();
            spans(set, part, &chosen, part == "seen");
            if set == "stories" {
                topics(part, &chosen, part == "seen");
            }
        }
    }
    for language in ["en", "de", "es", "fr", "pt", "nl", "ja", "zh"] {
        let chosen: Vec<&Sample> =
            stories.iter().filter(|s| s.language.starts_with(language)).collect();
        let tally = tally(&chosen, false);
        if let Some(person) = tally.get("person") {
            print(
                &format!("person recall (stories, {language})"),
                ratio(person.hit, person.wanted),
                "ratio",
            );
        }
    }
    let quiet: Vec<&Sample> = stories.iter().filter(|s| s.quiet).collect();
    for sample in &quiet {
        let found = detect::find(&sample.text, &Knowledge::default());
        let spans = found
            .iter()
            .filter(|f| !sample.spans.iter().any(|(_, span)| overlaps(span, &f.span)))
            .count();
        for finding in &found {
            show(&sample.id, "quiet", finding.kind.as_str(), &sample.text[finding.span.clone()]);
        }
        let topics: usize = detect::topics(&sample.text).iter().map(|t| t.topics.len()).sum();
        print(&format!("false alarms ({})", sample.id), (spans + topics) as f64, "count");
    }
    if !cfg!(debug_assertions) {
        speed(&corpora);
    }
}

fn print(metric: &str, value: f64, unit: &str) {
    let value = (value * 1000.0).round() / 1000.0;
    println!(
        "{}",
        json!({"bench": "detect-quality", "metric": metric, "value": value, "unit": unit, "peer": null, "ratio": null})
    );
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn is_seen(id: &str) -> bool {
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash >> 20).is_multiple_of(2)
}

fn show(id: &str, what: &str, kind: &str, text: &str) {
    let wanted = std::env::var("DETECT_SHOW").unwrap_or_default();
    if wanted.split(',').any(|one| one == kind || one == what || one == "all") {
        eprintln!("{id:>10} {what:>6} {kind:<13} {text:?}");
    }
}

fn context(text: &str, span: &Range<usize>) -> String {
    let start = text.floor_char_boundary(span.start.saturating_sub(40));
    let end = text.ceil_char_boundary((span.end + 30).min(text.len()));
    format!("{}⟦{}⟧{}", &text[start..span.start], &text[span.clone()], &text[span.end..end])
}

fn tally(samples: &[&Sample], loud: bool) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for sample in samples {
        let knowledge = Knowledge::default();
        let found = detect::find(&sample.text, &knowledge);
        for (kind, span) in &sample.spans {
            // Without knowledge of the author a name is a name.
            let same = |f: &&detect::Finding| {
                f.kind.as_str() == kind || kind == "self" && f.kind.as_str() == "person"
            };
            let hit = found.iter().filter(same).any(|f| overlaps(&f.span, span));
            let tally = tallies.entry(kind.clone()).or_default();
            tally.wanted += 1;
            tally.hit += usize::from(hit);
            if !hit && loud {
                let other =
                    found.iter().find(|f| overlaps(&f.span, span)).map_or("-", |f| f.kind.as_str());
                show(&sample.id, &format!("MISS({other})"), kind, &context(&sample.text, span));
            }
        }
        for finding in &found {
            let kind = finding.kind.as_str();
            let right = sample.spans.iter().any(|(k, span)| {
                overlaps(span, &finding.span)
                    && (k == kind
                        || kind == "person" && k == "self"
                        || !sample.story && kind == "address")
            });
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.given += 1;
            tally.right += usize::from(right);
            if !right && loud {
                show(&sample.id, "FALSE", kind, &context(&sample.text, &finding.span));
            }
        }
    }
    tallies
}

fn spans(set: &str, part: &str, samples: &[&Sample], loud: bool) {
    for (kind, tally) in tally(samples, loud) {
        if tally.wanted > 0 {
            print(
                &format!("{kind} recall ({set}, {part}, n={})", tally.wanted),
                ratio(tally.hit, tally.wanted),
                "ratio",
            );
        }
        if set == "stories" || kind == "person" {
            print(
                &format!("{kind} precision ({set}, {part}, n={})", tally.given),
                ratio(tally.right, tally.given),
                "ratio",
            );
        }
    }
}

fn topics(part: &str, samples: &[&Sample], loud: bool) {
    let mut total = Tally::default();
    let mut each: BTreeMap<String, Tally> = BTreeMap::new();
    for sample in samples {
        let found = detect::topics(&sample.text);
        for (span, wanted) in &sample.blocks {
            let given: BTreeSet<String> = found
                .iter()
                .filter(|t| overlaps(&t.span, span))
                .flat_map(|t| t.topics.iter().map(|topic| topic.as_str().to_owned()))
                .collect();
            for topic in wanted.union(&given) {
                let (want, give) = (wanted.contains(topic), given.contains(topic));
                for tally in [&mut total, each.entry(topic.clone()).or_default()] {
                    tally.wanted += usize::from(want);
                    tally.given += usize::from(give);
                    tally.hit += usize::from(want && give);
                }
                if loud && want != give {
                    let text = sample.text[span.clone()].replace('\n', " ");
                    show(&sample.id, if want { "MISS" } else { "FALSE" }, topic, &text);
                    if std::env::var("DETECT_SHOW").is_ok_and(|show| show == "topics") {
                        eprintln!(
                            "{} {} {topic}: {text}",
                            sample.id,
                            if want { "MISS" } else { "FALSE" }
                        );
                    }
                }
            }
        }
    }
    print(&format!("topic recall (stories, {part})"), ratio(total.hit, total.wanted), "ratio");
    print(&format!("topic precision (stories, {part})"), ratio(total.hit, total.given), "ratio");
    if part == "all" {
        for (topic, tally) in each {
            print(
                &format!("{topic} topic recall (n={})", tally.wanted),
                ratio(tally.hit, tally.wanted),
                "ratio",
            );
            print(
                &format!("{topic} topic precision (n={})", tally.given),
                ratio(tally.hit, tally.given),
                "ratio",
            );
        }
    }
}

fn lines(path: &PathBuf) -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("no {}: left out", path.display());
        return Vec::new();
    };
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn stories(path: &PathBuf) -> Vec<Sample> {
    let span = |value: &Value| number(&value["start"])..number(&value["end"]);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    lines(path)
        .iter()
        .map(|row| {
            let text = string(&row["markdown"]);
            let blocks: Vec<_> = list(&row["blocks"])
                .iter()
                .map(|b| (span(b), list(&b["topics"]).iter().map(string).collect()))
                .collect();
            let ours = block::split(&text);
            let labelled: Vec<Range<usize>> =
                blocks.iter().map(|(span, _): &(Range<usize>, _)| span.clone()).collect();
            if ours.iter().map(|b| b.span.clone()).ne(labelled.iter().cloned()) {
                eprintln!("{}: blocks differ from the labelled ones", row["id"]);
            }
            Sample {
                id: string(&row["id"]),
                spans: list(&row["spans"]).iter().map(|s| (string(&s["kind"]), span(s))).collect(),
                blocks,
                quiet: row["quiet"] == json!(true),
                language: string(&row["lang"]),
                text,
                story: true,
            }
        })
        .collect()
}

/// The kinds of the other set that have one of ours.
fn kind(name: &str, text: &str) -> Option<&'static str> {
    Some(match name {
        "PERSON" => "person",
        "GPE" => "place",
        "STREET_ADDRESS" => "address",
        "ORGANIZATION" => "organisation",
        "PHONE_NUMBER" => "phone",
        "EMAIL_ADDRESS" => "email",
        "DOMAIN_NAME" | "URL" => "url",
        "IP_ADDRESS" => "ip",
        "AGE" => "age",
        "CREDIT_CARD" | "IBAN_CODE" | "US_SSN" | "US_DRIVER_LICENSE" | "US_BANK_NUMBER"
        | "PASSPORT" => "account",
        // A bare year or weekday is no date for us.
        "DATE_TIME" if text.len() > 7 && text.chars().any(|c| c.is_ascii_digit()) => "date",
        _ => return None,
    })
}

fn sentences(path: &PathBuf) -> Vec<Sample> {
    lines(path)
        .iter()
        .map(|row| {
            let text = string(&row["text"]);
            let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(i, _)| i);
            let labelled = row["spans"].as_array().cloned().unwrap_or_default();
            let mut template = String::new();
            let mut at = 0;
            let mut spans = Vec::new();
            for span in &labelled {
                let (start, end) = (byte(number(&span["start"])), byte(number(&span["end"])));
                if start >= at {
                    template.push_str(&text[at..start]);
                    template.push_str(&string(&span["kind"]));
                    at = end;
                }
                if let Some(kind) = kind(&string(&span["kind"]), &text[start..end]) {
                    spans.push((kind.to_owned(), start..end));
                }
            }
            template.push_str(&text[at..]);
            Sample {
                id: template,
                text,
                spans,
                blocks: Vec::new(),
                quiet: false,
                language: "en".into(),
                story: false,
            }
        })
        .collect()
}

fn speed(corpora: &std::path::Path) {
    let text: String = lines(&corpora.join("pepys-diary.jsonl"))
        .iter()
        .map(|row| string(&row["markdown"]) + "\n\n")
        .collect();
    if text.is_empty() {
        return;
    }
    let knowledge = Knowledge::default();
    detect::find("warm", &knowledge);
    detect::topics("warm");
    let megabytes = text.len() as f64 / 1e6;
    let (found, seconds) = timed(|| detect::find(&text, &knowledge).len());
    print("find speed (Pepys)", megabytes / seconds, "MB/s");
    print("findings per 1000 words (Pepys)", found as f64 / 1180.0, "count");
    let (_, seconds) = timed(|| detect::topics(&text).len());
    print("topics speed (Pepys)", megabytes / seconds, "MB/s");
}

/// What `work` gives and how many seconds it had a processor for; seconds on the clock where the system does not say.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let on_processor = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        stat.split(' ').next()?.parse::<u64>().ok()
    };
    let (before, start) = (on_processor(), Instant::now());
    let result = work();
    let seconds = match (before, on_processor()) {
        (Some(before), Some(after)) if after > before => (after - before) as f64 / 1e9,
        _ => start.elapsed().as_secs_f64(),
    };
    (result, seconds)
}
