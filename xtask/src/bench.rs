//! `cargo xtask bench`: the benchmarks that stand beside the crates, one JSON object a line.

use std::process::Stdio;

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
            if *package == "detect" {
                presidio()?;
            }
        }
    }
    Ok(())
}

/// The detector's peer on the same sets, where the `python3` of this shell has it.
fn presidio() -> Outcome {
    let has = step::command("python3")
        .args(["-c", "import presidio_analyzer"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has {
        eprintln!(
            "no Presidio here: crates/detect/benches/presidio/compare.py says how to have it"
        );
        return Ok(());
    }
    let script = "crates/detect/benches/presidio/compare.py";
    step::run("bench presidio", step::command("python3").arg(script))
}
