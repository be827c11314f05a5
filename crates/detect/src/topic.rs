//! What a block reveals: phrases weighed by a small linear model that was trained on paragraphs
//! written for it, with the rest of the text as context.

mod signs;
mod weights;

use crate::block::{self, BlockKind};
use crate::{Topic, Topics};
use signs::{Evidence, signs};
use weights::weights;

/// The blocks of `text` that reveal something, and what.
pub fn topics(text: &str) -> Vec<Topics> {
    let blocks: Vec<block::Block> = block::split(text)
        .into_iter()
        .filter(|block| !matches!(block.kind, BlockKind::Rule | BlockKind::Code))
        .collect();
    let texts: Vec<&str> = blocks.iter().map(|block| &text[block.span.clone()]).collect();
    let found = topics_of(&texts);
    let moved = |mut topics: Topics, block: &block::Block| {
        topics.span = block.span.clone();
        topics
    };
    found.into_iter().zip(&blocks).filter_map(|(t, block)| t.map(|t| moved(t, block))).collect()
}

/// What each of `blocks` reveals, each in the light of the others.
pub fn topics_of(blocks: &[&str]) -> Vec<Option<Topics>> {
    let evidence: Vec<Evidence> = blocks.iter().map(|block| signs().read(block)).collect();
    let totals = signs::totals(&evidence);
    let start = weights().start();
    let mut whole = vec![start; evidence.len()];
    let mut alone = whole.clone();
    for at in 0..evidence.len() {
        signs::visit(&evidence, &totals, at, &mut |feature, value| {
            weights().add(&feature, value, &mut whole[at]);
            if feature.is_own() {
                weights().add(&feature, value, &mut alone[at]);
            }
        });
    }
    let enough = weights().enough(&whole);
    (0..evidence.len())
        .map(|at| {
            let said = |topic: Topic| evidence[at].says(topic);
            let found: Vec<Topic> = Topic::ALL
                .into_iter()
                .filter(|topic| whole[at][*topic as usize] >= enough || said(*topic))
                .collect();
            let plain = found.iter().any(|t| alone[at][*t as usize] >= enough || said(*t));
            (!found.is_empty()).then(|| Topics {
                reason: reason(&found, plain),
                topics: found,
                span: 0..blocks[at].len(),
            })
        })
        .collect()
}

/// What the model is given of each of `blocks`, by name. For training only.
pub fn features(blocks: &[&str]) -> Vec<Vec<(String, f32)>> {
    let evidence: Vec<Evidence> = blocks.iter().map(|block| signs().read(block)).collect();
    let totals = signs::totals(&evidence);
    (0..evidence.len())
        .map(|at| {
            let mut list = Vec::new();
            signs::visit(&evidence, &totals, at, &mut |feature, value| {
                list.push((feature.name(), value));
            });
            list
        })
        .collect()
}

fn reason(topics: &[Topic], plain: bool) -> String {
    let words: Vec<&str> = topics.iter().map(|topic| in_words(*topic)).collect();
    let list = match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    let care = if topics.contains(&Topic::SelfHarm) { " Take your time with it." } else { "" };
    if plain {
        format!("This may tell of {list}.{care}")
    } else {
        format!("Beside the rest of the story this may tell of {list}.{care}")
    }
}

fn in_words(topic: Topic) -> &'static str {
    match topic {
        Topic::Health => "somebody's health",
        Topic::MentalHealth => "distress of the mind",
        Topic::Sexuality => "whom somebody loves or who they are",
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
