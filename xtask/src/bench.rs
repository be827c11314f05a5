//! `cargo xtask bench`: the benchmarks that stand beside the crates, one JSON object a line.

use crate::step::{self, Outcome};

/// Package and bench target of each benchmark.
const BENCHES: &[(&str, &str)] =
    &[("vault", "vault"), ("journal", "journal"), ("detect", "quality")];

/// Runs all, or those whose package is named.
pub fn bench(words: &[String]) -> Outcome {
    for (package, target) in BENCHES {
        if words.is_empty() || words.iter().any(|word| word == package) {
            let words = ["bench", "--quiet", "--package", package, "--bench", target];
            step::run(&format!("bench {package}"), &mut step::cargo(&words))?;
        }
    }
    Ok(())
}
