//! The weights of the model of the topics: data/topic-weights.txt, made by training/train.py.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::signs::{Feature, signs};
use crate::Topic;

/// One number for each topic.
pub type Row = [f32; Topic::ALL.len()];

/// What each feature says for and against each topic.
pub struct Weights {
    own: Vec<Row>,
    strong: Vec<Row>,
    before: Vec<Row>,
    behind: Vec<Row>,
    others: Vec<Row>,
    words: HashMap<&'static str, Row>,
    stems: HashMap<&'static str, Row>,
    length: Row,
    short: Row,
    start: Row,
    enough: f32,
    sure: f32,
    calm: f32,
}

/// The weights, read once.
pub fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let names = signs().names();
        let empty = || vec![[0.0; Topic::ALL.len()]; names.len()];
        let mut weights = Weights {
            own: empty(),
            strong: empty(),
            before: empty(),
            behind: empty(),
            others: empty(),
            words: HashMap::new(),
            stems: HashMap::new(),
            length: [0.0; Topic::ALL.len()],
            short: [0.0; Topic::ALL.len()],
            start: [0.0; Topic::ALL.len()],
            enough: 0.0,
            sure: 0.0,
            calm: 0.0,
        };
        for line in include_str!("../../data/topic-weights.txt").lines() {
            let Some((name, numbers)) = line.split_once('\t') else { continue };
            let mut row: Row = [0.0; Topic::ALL.len()];
            for (slot, number) in row.iter_mut().zip(numbers.split(' ')) {
                *slot = number.parse::<f32>().unwrap_or_default() / 100.0;
            }
            let place = |rest: &str| names.iter().position(|known| *known == rest);
            match (name, name.split_at(1)) {
                ("start", _) => weights.start = row,
                ("enough", _) => {
                    [weights.enough, weights.sure, weights.calm] = [row[0], row[1], row[2]];
                }
                ("length", _) => weights.length = row,
                ("short", _) => weights.short = row,
                (_, (sort, rest)) => match sort {
                    "w" => drop(weights.words.insert(&name[2..], row)),
                    "s" => drop(weights.stems.insert(&name[2..], row)),
                    _ => {
                        let list = match sort {
                            "=" => &mut weights.own,
                            "!" => &mut weights.strong,
                            "<" => &mut weights.before,
                            ">" => &mut weights.behind,
                            _ => &mut weights.others,
                        };
                        if let Some(at) = place(rest) {
                            list[at] = row;
                        }
                    }
                },
            }
        }
        weights
    })
}

impl Weights {
    /// The score of a block that says nothing.
    pub const fn start(&self) -> Row {
        self.start
    }

    /// The score from which on a topic is found in a text with these `scores` of its blocks. In a
    /// text that reveals little as a whole, a single block has to be surer.
    pub fn enough(&self, scores: &[Row]) -> f32 {
        let greatest = |row: &Row| row.iter().copied().fold(f32::MIN, f32::max);
        let chances: f32 = scores.iter().map(|row| 1.0 / (1.0 + (-greatest(row)).exp())).sum();
        let blocks = f32::from(u16::try_from(scores.len()).unwrap_or(u16::MAX));
        if chances < self.calm * blocks { self.sure } else { self.enough }
    }

    /// Adds what a feature says.
    pub fn add(&self, feature: &Feature<'_>, value: f32, scores: &mut Row) {
        let row = match feature {
            Feature::Own(i) => &self.own[*i],
            Feature::Strong(i) => &self.strong[*i],
            Feature::Before(i) => &self.before[*i],
            Feature::Behind(i) => &self.behind[*i],
            Feature::Others(i) => &self.others[*i],
            Feature::Word(word) => match self.words.get(word) {
                Some(row) => row,
                None => return,
            },
            Feature::Stem(stem) => match self.stems.get(stem) {
                Some(row) => row,
                None => return,
            },
            Feature::Length => &self.length,
            Feature::Short => &self.short,
        };
        for (score, weight) in scores.iter_mut().zip(row) {
            *score += weight * value;
        }
    }
}
