//! `cargo xtask torture`: the long forms of the tests that try to break a vault. Short forms of all of
//! them run in `cargo xtask test`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::setup::{self, For};
use crate::step::{self, Failed, Outcome};

/// The parts, each with the tests that belong to it: package, test program, names.
const PARTS: &[(&str, &[[&str; 3]])] = &[
    ("kill", &[["promises", "torture", "kill::"]]),
    ("disk", &[["promises", "torture", "disk::"]]),
    ("power", &[["promises", "torture", "power::"]]),
    ("damage", &[["promises", "torture", "damage::"], ["vault", "vault", "flips::"]]),
    ("thief", &[["promises", "torture", "thief::"]]),
];

/// Runs all parts, or those that are named, and says at the end how much was done.
pub fn torture(words: &[String]) -> Outcome {
    let (mut named, mut seed, mut times) = (Vec::new(), "1".to_owned(), "1".to_owned());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let given = |value: Option<&String>| {
            let number = value.filter(|value| value.parse::<u32>().is_ok_and(|n| n > 0));
            number.cloned().ok_or_else(|| Failed::new(format!("{word} needs a number")))
        };
        match word.as_str() {
            "--seed" => seed = given(words.next())?,
            "--times" => times = given(words.next())?,
            part if PARTS.iter().any(|(name, _)| *name == part) => named.push(part),
            other => return Err(Failed::new(format!("there is no part {other}"))),
        }
    }
    setup::ready(For::Testing)?;
    let mut counts = BTreeMap::new();
    for (part, tests) in PARTS {
        if named.is_empty() || named.contains(part) {
            for [package, test, filter] in *tests {
                let mut cargo = step::cargo(&["test", "--package", package, "--test", test]);
                cargo.args(["--", "--nocapture", filter]);
                cargo.env("TELLABLE_TORTURE", &times).env("TELLABLE_SEED", &seed);
                count(part, &mut cargo, &mut counts)?;
            }
        }
    }
    println!("\ntortured with seed {seed}:");
    for (what, number) in counts {
        println!("{number:>9}  {what}");
    }
    Ok(())
}

/// Runs tests, passes on what they say and adds up what they counted.
fn count(part: &str, command: &mut Command, counts: &mut BTreeMap<String, u64>) -> Outcome {
    eprintln!("\n== torture: {part}");
    let failed = |error: std::io::Error| Failed::new(format!("{part}: {error}"));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let said = child.stdout.take().expect("a pipe");
    for line in BufReader::new(said).lines() {
        let line = line.map_err(failed)?;
        println!("{line}");
        // The name of a test may stand before it on the same line.
        let Some((_, counted)) = line.split_once("counted: ") else { continue };
        if let Some((what, number)) = counted.rsplit_once(' ') {
            *counts.entry(what.to_owned()).or_default() += number.parse().unwrap_or(0);
        }
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(Failed::new(format!("{part} failed ({status})"))) }
}
