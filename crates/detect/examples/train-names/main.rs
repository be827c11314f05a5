//! Trains the tagger of names: `cargo run --release -p detect --features tagging --example train-names`.
//!
//! Reads data/train, writes data/tagger.bin; the same data gives the same bytes. With `--folds` it writes nothing and
//! says instead how well texts are read that were not trained on: the labelled sets of ../shared/corpora in five parts
//! by template or story, each read by a model of the other four.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "indices, counts and weights are small"
)]

mod fill;
mod firm;
mod labelled;
mod lexicon;
mod measure;
mod model;
mod rng;

use std::path::PathBuf;

use labelled::Sample;

/// How often each template of our own is filled.
const FILLS: u64 = 14;

fn main() {
    let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let data = crate_folder.join("data");
    let mut own = fill::filled(&data, FILLS);
    own.extend(labelled::plain(&data.join("train/plain.txt")));
    let mode = std::env::args().nth(1);
    if let Some(mode) = mode {
        let corpora = crate_folder.join("../../../shared/corpora");
        let labelled = labelled::corpora(&corpora);
        if mode == "--folds" {
            folds(&own, &labelled);
        } else {
            let weights = model::train(&own.iter().collect::<Vec<_>>());
            measure::report("own templates only", &weights, &labelled.iter().collect::<Vec<_>>());
        }
        return;
    }
    let labelled = labelled::halves(&data.join("train"));
    let samples: Vec<&Sample> = own.iter().chain(&labelled).collect();
    let weights = model::train(&samples);
    std::fs::write(data.join("tagger.bin"), &weights).expect("data/ can be written");
    println!("{} samples, {} bytes", samples.len(), weights.len());
}

fn folds(own: &[Sample], labelled: &[Sample]) {
    const FOLDS: u64 = 5;
    let mut total = measure::Figures::default();
    for fold in 0..FOLDS {
        let part = |sample: &&Sample| (labelled::hash(&sample.id) >> 33) % FOLDS == fold;
        let train: Vec<&Sample> = own.iter().chain(labelled.iter().filter(|s| !part(s))).collect();
        let test: Vec<&Sample> = labelled.iter().filter(part).collect();
        let weights = model::train(&train);
        total.add(&measure::figures(&weights, &test));
    }
    total.print("five parts");
}
