//! What stands in a block: phrases of two lexicons, figures of speech that count for nothing, words.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::Topic;
use crate::clean::fold_into;
use crate::token::is_ideograph;

/// Letters of a word that stand for its relatives.
const STEM: usize = 6;
/// How much a word counts beside a phrase of the lexicons.
const WORD: f32 = 0.4;
/// How much a block next door counts, and all the others together.
const NEAR: f32 = 0.2;
const FAR: f32 = 0.5;
/// Fewer words than this are a turn of talk or a heading.
const SHORT: usize = 8;

/// What a phrase says.
#[derive(Clone, Copy)]
struct Sign {
    /// Place in the list of names; none for a figure of speech.
    what: Option<usize>,
    weight: f32,
    stem: bool,
}

/// The lexicons: first the topics by their own names, then what words are about.
pub struct Signs {
    search: AhoCorasick,
    /// Every meaning of a phrase.
    meanings: Vec<Vec<Sign>>,
    names: Vec<&'static str>,
}

/// What was read in one block.
pub struct Evidence {
    /// For each name how much of it there is, capped.
    amounts: Vec<f32>,
    words: BTreeSet<String>,
    length: usize,
    /// A phrase that leaves no doubt about a wish to die.
    grave: bool,
}

impl Evidence {
    /// Whether a topic is said outright; only self-harm is never left to the weighing.
    pub fn says(&self, topic: Topic) -> bool {
        topic == Topic::SelfHarm && self.grave
    }
}

/// One thing the model weighs.
pub enum Feature<'a> {
    Own(usize),
    Strong(usize),
    Before(usize),
    Behind(usize),
    Others(usize),
    Word(&'a str),
    Stem(&'a str),
    Length,
    Short,
}

impl Feature<'_> {
    /// Whether it is of the block itself.
    pub const fn is_own(&self) -> bool {
        !matches!(self, Self::Before(_) | Self::Behind(_) | Self::Others(_))
    }

    /// The name in the file of weights.
    pub fn name(&self) -> String {
        let names = &signs().names;
        match self {
            Self::Own(i) => format!("={}", names[*i]),
            Self::Strong(i) => format!("!{}", names[*i]),
            Self::Before(i) => format!("<{}", names[*i]),
            Self::Behind(i) => format!(">{}", names[*i]),
            Self::Others(i) => format!("~{}", names[*i]),
            Self::Word(word) => format!("w:{word}"),
            Self::Stem(stem) => format!("s:{stem}"),
            Self::Length => "length".to_owned(),
            Self::Short => "short".to_owned(),
        }
    }
}

/// The lexicons, built once.
pub fn signs() -> &'static Signs {
    static SIGNS: OnceLock<Signs> = OnceLock::new();
    SIGNS.get_or_init(|| {
        let mut names: Vec<&'static str> = Topic::ALL.map(Topic::as_str).to_vec();
        let mut phrases: Vec<&str> = Vec::new();
        let mut meanings: Vec<Vec<Sign>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut take = |what: Option<usize>, weight: f32, list: &'static str| {
            for phrase in list.split('|').filter(|phrase| !phrase.is_empty()) {
                let (phrase, stem) = match phrase.strip_suffix('*') {
                    Some(stem) => (stem, true),
                    None => (phrase, false),
                };
                let at = *places.entry(phrase).or_insert_with(|| {
                    phrases.push(phrase);
                    meanings.push(Vec::new());
                    phrases.len() - 1
                });
                meanings[at].push(Sign { what, weight, stem });
            }
        };
        for (head, list) in entries(include_str!("../../data/topics.txt")) {
            let Some((name, weight)) = head.split_once(' ') else { continue };
            let what = names.iter().position(|known| *known == name);
            take(what, weight.parse().unwrap_or_default(), list);
        }
        for (head, list) in entries(include_str!("../../data/concepts.txt")) {
            names.push(head);
            take(Some(names.len() - 1), 1.0, list);
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&phrases)
            .expect("a small set of phrases");
        Signs { search, meanings, names }
    })
}

fn entries(sheet: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    sheet.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

impl Signs {
    /// Every name, topics first.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Reads one block.
    pub fn read(&self, block: &str) -> Evidence {
        let mut folded = String::with_capacity(block.len());
        // Marks of emphasis would hide a phrase.
        for piece in block.split(['*', '_', '\u{200b}', '\u{ad}']) {
            fold_into(piece, &mut folded);
        }
        let mut said: Vec<(Range<usize>, usize, usize, f32)> = Vec::new();
        let mut figures: Vec<Range<usize>> = Vec::new();
        for m in self.search.find_overlapping_iter(&folded) {
            let (open, closed) = edges(&folded, &m.range());
            let phrase = m.pattern().as_usize();
            for sign in &self.meanings[phrase] {
                if !open || !closed && !sign.stem {
                    continue;
                }
                match sign.what {
                    None => figures.push(m.range()),
                    Some(what) => said.push((m.range(), what, phrase, sign.weight)),
                }
            }
        }
        figures.sort_by_key(|figure| figure.start);
        let mut amounts = vec![0.0f32; self.names.len()];
        let mut known: HashSet<(usize, usize)> = HashSet::new();
        let mut grave = false;
        for (span, what, phrase, weight) in said {
            // The same phrase again says nothing more.
            if !covered(&figures, &span) && known.insert((what, phrase)) {
                amounts[what] += weight;
                grave |= what == Topic::SelfHarm as usize && weight >= 2.0;
            }
        }
        if names_a_sum(block)
            && let Some(sum) = self.names.iter().position(|name| *name == "sum")
        {
            amounts[sum] += 1.0;
        }
        for (what, amount) in amounts.iter_mut().enumerate() {
            let topic = what < Topic::ALL.len();
            *amount = if topic { amount.min(4.0) / 2.0 } else { amount.min(3.0) / 1.5 };
        }
        let (words, length) = words(&folded);
        Evidence { amounts, words, length, grave }
    }
}

/// What all blocks hold together.
pub fn totals(blocks: &[Evidence]) -> Vec<f32> {
    let mut totals = vec![0.0; signs().names.len()];
    for block in blocks {
        for (total, amount) in totals.iter_mut().zip(&block.amounts) {
            *total += amount;
        }
    }
    totals
}

/// Shows `take` everything that speaks about the block at `at`, with how much of it there is.
pub fn visit(
    blocks: &[Evidence],
    totals: &[f32],
    at: usize,
    take: &mut dyn FnMut(Feature<'_>, f32),
) {
    let block = &blocks[at];
    let others = u16::try_from(blocks.len() - 1).unwrap_or(u16::MAX).max(4);
    let share = 2.0 / f32::from(others);
    for (what, total) in totals.iter().enumerate() {
        let amount = block.amounts[what];
        if amount > 0.0 {
            take(Feature::Own(what), amount);
            if what < Topic::ALL.len() && amount >= 1.0 {
                take(Feature::Strong(what), 1.0);
            }
        }
        let far = (total - amount) * share;
        if far > 0.001 {
            take(Feature::Others(what), far.min(1.5) * FAR);
        }
        let next_door = |i: Option<usize>| i.and_then(|i| blocks.get(i)).map(|b| b.amounts[what]);
        if let Some(near) = next_door(at.checked_sub(1)).filter(|near| *near > 0.0) {
            take(Feature::Before(what), near * NEAR);
        }
        if let Some(near) = next_door(Some(at + 1)).filter(|near| *near > 0.0) {
            take(Feature::Behind(what), near * NEAR);
        }
    }
    let mut stems: BTreeSet<&str> = BTreeSet::new();
    for word in &block.words {
        take(Feature::Word(word), WORD);
        if let Some((end, _)) = word.char_indices().nth(STEM) {
            stems.insert(&word[..end]);
        }
    }
    for stem in stems {
        take(Feature::Stem(stem), WORD);
    }
    take(Feature::Length, f32::from(u16::try_from(block.length.min(60)).unwrap_or(60)) / 60.0);
    if block.length < SHORT {
        take(Feature::Short, 1.0);
    }
}

/// The different words, numbers all alike, and how many words there are in all. Where words are not
/// parted by spaces, characters and pairs of them.
fn words(folded: &str) -> (BTreeSet<String>, usize) {
    let mut words = BTreeSet::new();
    let mut length = 0;
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        if is_ideograph(first) {
            let end = rest.find(|c| !is_ideograph(c)).unwrap_or(rest.len());
            let run: Vec<char> = rest[..end].chars().collect();
            words.extend(run.iter().map(char::to_string));
            words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            length += run.len().div_ceil(2);
            rest = &rest[end..];
        } else if first.is_alphanumeric() {
            let inside = |c: char| (c.is_alphanumeric() && !is_ideograph(c)) || c == '\'';
            let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            let word = rest[..end].trim_end_matches('\'');
            let number = first.is_ascii_digit();
            // A word longer than any language has says nothing.
            if word.len() <= 64 {
                words.insert(if number { "#".to_owned() } else { word.to_owned() });
            }
            length += 1;
            rest = &rest[end..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    (words, length)
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
