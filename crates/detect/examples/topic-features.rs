//! What the model of the topics is given, for `training/train.py`: a JSON array of blocks a line in,
//! an array of objects (feature to amount) a line out.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let blocks: Vec<String> = serde_json::from_str(&line?)?;
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let features: Vec<BTreeMap<String, f32>> = detect::training::features(&blocks)
            .into_iter()
            .map(|f| f.into_iter().collect())
            .collect();
        serde_json::to_writer(&mut out, &features)?;
        writeln!(out)?;
    }
    out.flush()
}
