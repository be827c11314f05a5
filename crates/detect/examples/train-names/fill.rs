//! Templates of our own, filled with names of the tables and with made-up ones.

use std::fs::read_to_string;
use std::path::Path;

use detect::FindingKind::{Organisation, Person, Place};

use crate::firm;
use crate::labelled::Sample;
use crate::lexicon::{Lexicon, title};
use crate::rng::Rng;

pub fn filled(data: &Path, fills: u64) -> Vec<Sample> {
    let list = |name: &str| -> Vec<String> {
        let text = read_to_string(data.join(name)).expect("the tables are in data/");
        text.lines().map(str::to_owned).collect()
    };
    let english: std::collections::HashSet<String> = list("words-en.txt").into_iter().collect();
    let mut given = list("given.txt");
    given.extend(list("both.txt"));
    let mut surname = list("surname.txt");
    surname.extend(list("both.txt"));
    // The lists of all the world hold ordinary words too; few people are called by one.
    let mut rng = Rng(0xf111);
    given.retain(|name| !english.contains(name) || rng.chance(15));
    surname.retain(|name| !english.contains(name) || rng.chance(25));
    let words =
        english.iter().filter(|w| w.len() > 2 && w.len() < 11 && w.is_ascii() && !w.contains('\''));
    let mut words: Vec<String> = words.cloned().collect();
    words.sort();
    let lexicon = Lexicon {
        given,
        surname,
        great: list("place-great.txt"),
        place: list("place.txt"),
        plain: words.iter().filter(|w| w.len() < 7 && !w.ends_with('s')).cloned().collect(),
        foreign: list("words-other.txt").into_iter().filter(|w| w.len() > 3).collect(),
        words,
    };
    let templates = read_to_string(data.join("train/templates.txt")).expect("templates are there");
    let mut samples = Vec::new();
    for line in templates.lines().filter(|line| !line.starts_with('#')) {
        let Some((language, template)) = line.split_once(' ') else { continue };
        let template = template.replace("\\n", "\n");
        let slots = template.contains('[');
        for _ in 0..if slots { fills } else { 1 } {
            let mut sample = fill(language, &template, &lexicon, &mut rng);
            sample.weight = if slots { 0.35 } else { 2.0 };
            if language == "en" && rng.chance(12) {
                let low = sample.text.to_lowercase();
                if low.len() == sample.text.len() {
                    sample.text = low;
                }
            }
            samples.push(sample);
        }
    }
    samples
}

fn fill(language: &str, template: &str, lexicon: &Lexicon, rng: &mut Rng) -> Sample {
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), template);
    while let Some(at) = rest.find('[') {
        text.push_str(&rest[..at]);
        let slot = rest.as_bytes()[at + 1];
        rest = &rest[at + 3..];
        let (kind, name) = match slot {
            b'g' => (Person, given(lexicon, rng)),
            b's' => (Person, surname(lexicon, rng)),
            b'f' => (Person, full(lexicon, rng)),
            b'n' => {
                let name = match rng.below(3) {
                    0 => given(lexicon, rng),
                    1 => surname(lexicon, rng),
                    _ => full(lexicon, rng),
                };
                (Person, name)
            }
            b'k' => (
                Person,
                if rng.chance(60) { title(rng.pick(&lexicon.plain)) } else { given(lexicon, rng) },
            ),
            b'w' => {
                // Nobody's name: an ordinary word of the language, or two in one.
                let (a, b) = (rng.pick(&lexicon.foreign), rng.pick(&lexicon.foreign));
                text.push_str(&title(&if rng.chance(60) {
                    format!("{a}{b}")
                } else {
                    a.to_owned()
                }));
                continue;
            }
            b'o' => (Organisation, firm::named(language, lexicon, rng)),
            _ => (Place, place(slot == b'c', lexicon, rng)),
        };
        let start = text.len();
        text.push_str(&name);
        spans.push((kind, start..text.len()));
    }
    text.push_str(rest);
    // A language is told by its small words; one sentence has few.
    let ballast = match language {
        "de" => "\n\nich und nicht mit der das",
        "es" => "\n\nlos las con una pero muy",
        "fr" => "\n\nles des une pas dans pour",
        "pt" => "\n\num uma não eu com os",
        "nl" => "\n\nhet een ik niet mijn dat",
        _ => "",
    };
    text.push_str(ballast);
    Sample {
        id: template.to_owned(),
        set: "own",
        language: language.to_owned(),
        text,
        spans,
        addresses: Vec::new(),
        weight: 1.0,
    }
}

/// A name no table has: the head of one and the tail of another.
fn made_up(list: &[String], rng: &mut Rng) -> String {
    let (a, b) = (rng.pick(list).to_owned(), rng.pick(list).to_owned());
    let head = a.len().div_ceil(2).max(2).min(a.len());
    let tail = b.len() / 2;
    match (a.get(..head), b.get(tail..)) {
        (Some(a), Some(b)) => format!("{a}{b}").replace(['-', '\'', ' '], ""),
        _ => a,
    }
}

fn given(lexicon: &Lexicon, rng: &mut Rng) -> String {
    if rng.chance(15) {
        title(&made_up(&lexicon.given, rng))
    } else {
        title(rng.pick(&lexicon.given))
    }
}

fn surname(lexicon: &Lexicon, rng: &mut Rng) -> String {
    let name = if rng.chance(30) {
        title(&made_up(&lexicon.surname, rng))
    } else {
        title(rng.pick(&lexicon.surname))
    };
    match rng.below(40) {
        0 => format!("{} {name}", rng.one("van von de der al del da")),
        1 => format!("{name}-{}", title(rng.pick(&lexicon.surname))),
        _ => name,
    }
}

fn full(lexicon: &Lexicon, rng: &mut Rng) -> String {
    let (given, surname) = (given(lexicon, rng), surname(lexicon, rng));
    match rng.below(12) {
        0 => format!(
            "{given} {}. {surname}",
            title(rng.one("a b c d e f g h j k l m n o p r s t w"))
        ),
        1 => {
            format!("{given} {} {surname}", title(rng.one("a b c d e f g h j k l m n o p r s t w")))
        }
        2 => format!("{given} {} {surname}", title(rng.pick(&lexicon.given))),
        _ => format!("{given} {surname}"),
    }
}

fn place(country: bool, lexicon: &Lexicon, rng: &mut Rng) -> String {
    if rng.chance(if country { 8 } else { 2 }) {
        return rng.one("UK USA US UAE UK USA").to_owned();
    }
    let name = match rng.below(20) {
        _ if country => title(rng.pick(&lexicon.great)),
        0..=5 => title(rng.pick(&lexicon.great)),
        6..=14 => title(rng.pick(&lexicon.place)),
        _ => title(&made_up(&lexicon.place, rng)),
    };
    if rng.chance(7) { name.to_uppercase() } else { name }
}
