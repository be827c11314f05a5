//! What a block reveals: a lexicon with weights, figures of speech that count for nothing, and the
//! rest of the text as context.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::block;
use crate::clean::fold_into;
use crate::token::is_ideograph;
use crate::{Topic, Topics};

/// Enough to say it.
const ENOUGH: u32 = 2;

/// What a phrase of the lexicon says.
#[derive(Clone, Copy)]
struct Sign {
    /// None for a figure of speech.
    topic: Option<usize>,
    weight: u32,
    stem: bool,
}

struct Lexicon {
    search: AhoCorasick,
    /// Every meaning of a phrase; the same one can speak for several topics.
    signs: Vec<Vec<Sign>>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut phrases: Vec<&str> = Vec::new();
        let mut signs: Vec<Vec<Sign>> = Vec::new();
        let mut places = std::collections::HashMap::new();
        let lines = include_str!("../data/topics.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let Some((head, list)) = line.split_once(": ") else { continue };
            let Some((name, weight)) = head.split_once(' ') else { continue };
            let topic = Topic::ALL.iter().position(|topic| topic.as_str() == name);
            let weight = weight.parse().unwrap_or(0);
            for phrase in list.split('|') {
                let (phrase, stem) = match phrase.strip_suffix('*') {
                    Some(stem) => (stem, true),
                    None => (phrase, false),
                };
                let at = *places.entry(phrase).or_insert_with(|| {
                    phrases.push(phrase);
                    signs.push(Vec::new());
                    phrases.len() - 1
                });
                signs[at].push(Sign { topic, weight, stem });
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&phrases)
            .expect("a small set of phrases");
        Lexicon { search, signs }
    })
}

/// What each block says of each topic.
struct Scores {
    span: Range<usize>,
    points: [u32; Topic::ALL.len()],
}

/// The blocks of `text` that reveal something, and what.
pub fn topics(text: &str) -> Vec<Topics> {
    let scores: Vec<Scores> = block::split(text)
        .into_iter()
        .filter(|block| !matches!(block.kind, block::BlockKind::Rule | block::BlockKind::Code))
        .map(|block| Scores { points: score(&text[block.span.clone()]), span: block.span })
        .collect();
    // A topic the text plainly deals with elsewhere needs less here.
    let mut themes = [0u32; Topic::ALL.len()];
    for block in &scores {
        for (theme, points) in themes.iter_mut().zip(block.points) {
            *theme += u32::from(points >= ENOUGH);
        }
    }
    scores
        .into_iter()
        .filter_map(|block| {
            let found: Vec<Topic> = Topic::ALL
                .into_iter()
                .enumerate()
                .filter(|(i, _)| {
                    let needed = if themes[*i] >= 3 { ENOUGH - 1 } else { ENOUGH };
                    block.points[*i] >= needed
                })
                .map(|(_, topic)| topic)
                .collect();
            (!found.is_empty()).then(|| Topics {
                reason: reason(&found),
                topics: found,
                span: block.span,
            })
        })
        .collect()
}

fn score(block: &str) -> [u32; Topic::ALL.len()] {
    let lexicon = lexicon();
    let mut folded = String::with_capacity(block.len());
    // Marks of emphasis would hide a phrase.
    for piece in block.split(['*', '_', '\u{200b}', '\u{ad}']) {
        fold_into(piece, &mut folded);
    }
    let mut points = [0u32; Topic::ALL.len()];
    let mut said: Vec<(Range<usize>, usize, u32)> = Vec::new();
    let mut figures: Vec<Range<usize>> = Vec::new();
    for m in lexicon.search.find_overlapping_iter(&folded) {
        let (open, closed) = edges(&folded, &m.range());
        for sign in &lexicon.signs[m.pattern().as_usize()] {
            if !open || !closed && !sign.stem {
                continue;
            }
            match sign.topic {
                None => figures.push(m.range()),
                Some(topic) => said.push((m.range(), topic, sign.weight)),
            }
        }
    }
    figures.sort_by_key(|figure| figure.start);
    said.sort_by_key(|(span, topic, weight)| (*topic, std::cmp::Reverse(*weight), span.start));
    let mut last: Option<(usize, &str)> = None;
    for (span, topic, weight) in &said {
        // The same word again says nothing more.
        let word = &folded[span.clone()];
        if last == Some((*topic, word)) || covered(&figures, span) {
            continue;
        }
        last = Some((*topic, word));
        points[*topic] += weight;
    }
    if names_a_sum(block) {
        points[Topic::Finances as usize] += ENOUGH;
    }
    points
}

fn covered(figures: &[Range<usize>], span: &Range<usize>) -> bool {
    let near = figures.partition_point(|figure| figure.start <= span.start);
    figures[near.saturating_sub(4)..near].iter().any(|figure| figure.end >= span.end)
}

/// Whether a phrase begins and ends where a word does; scripts without spaces have no such edges.
fn edges(text: &str, span: &Range<usize>) -> (bool, bool) {
    let word = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let inside = &text[span.clone()];
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].chars().next();
    let open = !inside.starts_with(word) || !before.is_some_and(|c| word(c) || c == '-');
    let closed = !inside.ends_with(word) || !behind.is_some_and(word);
    (open, closed)
}

fn names_a_sum(block: &str) -> bool {
    const SIGNS: [char; 8] = ['$', '€', '£', '¥', '₹', '₦', '₩', '₽'];
    block.char_indices().any(|(at, c)| {
        SIGNS.contains(&c)
            && (block[at + c.len_utf8()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
                || block[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    })
}

fn reason(topics: &[Topic]) -> String {
    let words: Vec<&str> = topics.iter().map(|topic| in_words(*topic)).collect();
    let list = match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    format!("This may tell of {list}.")
}

fn in_words(topic: Topic) -> &'static str {
    match topic {
        Topic::Health => "somebody's health",
        Topic::MentalHealth => "distress of the mind",
        Topic::Sexuality => "whom somebody loves",
        Topic::Faith => "somebody's faith",
        Topic::Politics => "political views",
        Topic::Ethnicity => "origin or skin",
        Topic::Legal => "a matter of law",
        Topic::Substance => "alcohol, drugs or gambling",
        Topic::Violence => "violence",
        Topic::SelfHarm => "a wish to die",
        Topic::Finances => "money trouble or pay",
        Topic::FamilyConflict => "a rift in a family",
        Topic::Grief => "a death",
        Topic::WorkConflict => "a conflict at work",
        Topic::Confidence => "something told in confidence",
        Topic::WorkSecret => "something a firm has not made public",
        Topic::Harsh => "contempt for somebody",
    }
}
