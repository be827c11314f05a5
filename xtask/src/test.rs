//! `cargo xtask test`: every test there is, cheapest first.

use crate::setup::{self, For};
use crate::step::{self, Outcome};
use crate::{build, display, empty_network};

type Part = fn() -> Outcome;

/// The parts in their order; each can be asked for by name.
const PARTS: &[(&str, Part)] =
    &[("format", format), ("ui", ui), ("lint", lint), ("rust", rust), ("window", window)];

/// Runs all parts, or those that are named.
pub fn test(words: &[String]) -> Outcome {
    setup::ready(For::Testing)?;
    for (name, part) in PARTS {
        if words.is_empty() || words.iter().any(|word| word == name) {
            part()?;
        }
    }
    Ok(())
}

fn format() -> Outcome {
    step::run("rustfmt", &mut step::cargo(&["fmt", "--all", "--check"]))?;
    step::run("prettier", &mut step::npm(&["run", "--silent", "format:check"]))
}

fn ui() -> Outcome {
    for script in ["lint", "check", "test", "build", "test:browsers"] {
        step::run(&format!("ui: {script}"), &mut step::npm(&["run", "--silent", script]))?;
    }
    Ok(())
}

fn lint() -> Outcome {
    let words =
        ["clippy", "--workspace", "--all-targets", "--features", "tellable/custom-protocol"];
    step::run("clippy", step::cargo(&words).args(["--", "-D", "warnings"]))
}

fn rust() -> Outcome {
    let words = ["test", "--workspace", "--features", "tellable/custom-protocol"];
    step::run("unit and promise tests", &mut step::cargo(&words))
}

/// In a network namespace of its own, built before: nothing the window does needs a network.
fn window() -> Outcome {
    let app = build::app(false, true)?;
    let words = ["test", "--package", "promises", "--features", "window", "--test", "window"];
    step::run("build the window tests", step::cargo(&words).arg("--no-run"))?;
    let display = display::unseen()?;
    let mut tests = step::cargo(&words);
    display.point(&mut tests);
    tests.args(["--offline", "--", "--test-threads=1"]).env("TELLABLE_APP", app);
    step::run("the real window, without a network", &mut empty_network::confine(&tests))
}

/// Writes the TypeScript bindings anew; the test that compares them runs in every `test`.
pub fn write_bindings() -> Outcome {
    let words =
        ["test", "--package", "tellable", "--lib", "--features", "custom-protocol", "bindings"];
    step::run("write the bindings", step::cargo(&words).env("TELLABLE_WRITE_BINDINGS", "1"))
}
