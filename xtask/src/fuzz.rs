//! `cargo xtask fuzz`: every fuzz target for some time, from the inputs that are kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{self, Failed, Outcome};

/// How long a target runs when nobody says, in seconds.
const SECONDS: u64 = 60;
/// The most that is kept of each target's inputs, in bytes.
const KEPT: usize = 40_000;

/// Runs all targets, or those named, each for so many seconds; `--keep` then keeps the smallest set of
/// inputs that reaches as much code.
pub fn fuzz(words: &[String]) -> Outcome {
    let seconds = words.iter().find_map(|word| word.parse().ok()).unwrap_or(SECONDS);
    let keep = words.iter().any(|word| word == "--keep");
    let named: Vec<&String> =
        words.iter().filter(|word| *word != "--keep" && word.parse::<u64>().is_err()).collect();
    let all = targets()?;
    if let Some(unknown) = named.iter().find(|word| !all.contains(word)) {
        return Err(Failed::new(format!("{unknown} is no target; there are {}", all.join(", "))));
    }
    if !step::has("cargo-fuzz") {
        step::run("install cargo-fuzz", &mut step::cargo(&["install", "--locked", "cargo-fuzz"]))?;
    }
    let work = work();
    step::run("unpack the kept inputs", corpus(&["unpack"]).arg(&work))?;
    for target in all.iter().filter(|target| named.is_empty() || named.contains(target)) {
        let found = work.join("found").join("");
        fs::create_dir_all(&found).map_err(|error| Failed::new(error.to_string()))?;
        let mut run = cargo_fuzz(target, &work.join(target));
        run.arg("--").arg(format!("-max_total_time={seconds}")).args([
            "-print_final_stats=1",
            "-rss_limit_mb=3000",
            "-timeout=30",
        ]);
        run.arg(format!("-artifact_prefix={}{target}-", found.display()));
        step::run(&format!("fuzz {target} for {seconds} s"), &mut run)?;
        if keep {
            thin_out(target, &work)?;
        }
    }
    if keep {
        let thin = work.join("thin");
        step::run("keep the inputs", corpus(&["pack"]).arg(thin).arg(KEPT.to_string()))?;
    }
    Ok(())
}

/// Leaves the fewest inputs that reach as much code, in a folder beside.
fn thin_out(target: &str, work: &Path) -> Outcome {
    let thin = work.join("thin").join(target);
    fs::remove_dir_all(&thin).ok();
    fs::create_dir_all(&thin).map_err(|error| Failed::new(error.to_string()))?;
    let mut merge = cargo_fuzz(target, &thin);
    merge.arg(work.join(target)).args(["--", "-set_cover_merge=1", "-use_counters=0"]);
    step::run(&format!("thin out {target}"), &mut merge)
}

/// The targets, by their files.
fn targets() -> Result<Vec<String>, Failed> {
    let files = fs::read_dir(folder().join("targets")).map_err(|e| Failed::new(e.to_string()))?;
    let mut names: Vec<String> = files
        .flatten()
        .filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Sanitizers need what only nightly compilers allow, unless a stable one is told to.
fn cargo_fuzz(target: &str, inputs: &Path) -> Command {
    let mut fuzz = step::cargo(&["fuzz", "run", "--features", "targets", "--fuzz-dir"]);
    fuzz.arg(folder()).arg(target).arg(inputs);
    fuzz.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", step::target_dir().join("fuzz"));
    fuzz
}

/// The program that unpacks and packs inputs.
fn corpus(words: &[&str]) -> Command {
    let mut corpus = step::cargo(&["run", "--quiet", "--bin", "corpus", "--manifest-path"]);
    corpus.arg(folder().join("Cargo.toml")).arg("--").args(words);
    corpus.env("CARGO_TARGET_DIR", step::target_dir().join("fuzz"));
    corpus
}

fn folder() -> PathBuf {
    step::root().join("fuzz")
}

/// Where inputs are worked on and what was found is left: outside the checkout.
fn work() -> PathBuf {
    step::target_dir().join("fuzz-inputs")
}
