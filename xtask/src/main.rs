//! The tasks of this project: `cargo xtask run`, `cargo xtask test`, and a few for its keepers.

mod bench;
mod build;
mod display;
mod empty_network;
mod fuzz;
mod run;
mod screenshots;
mod setup;
mod step;
mod test;
mod torture;

use std::process::ExitCode;

use step::Failed;

const USAGE: &str = "\
cargo xtask run [--demo] [--release]   install what is missing, build, open the app
cargo xtask test [PART …]              install what is missing, run every test (or only the parts named:
                                       format, ui, lint, rust, window)
cargo xtask torture [PART …]           the long forms of what tries to break a vault (kill, disk, power,
        [--seed N] [--times N]         damage, thief), with the counts at the end; `test` has short forms
cargo xtask fuzz [SECONDS] [TARGET …]  every fuzz target, or those named, for so many seconds (60); with --keep the
                                       inputs that reach new code are kept
cargo xtask bindings                   write ui/src/ipc/bindings.ts anew from the commands
cargo xtask screenshots                every screen, light and dark, into docs/screenshots/
cargo xtask bench [NAME …]             benchmarks, one JSON object a line";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let task = words.next();
    let rest: Vec<String> = words.collect();
    let done = match task.as_deref() {
        Some("run") => run::run(&rest),
        Some("test") => test::test(&rest),
        Some("torture") => torture::torture(&rest),
        Some("fuzz") => fuzz::fuzz(&rest),
        Some("bindings") => test::write_bindings(),
        Some("screenshots") => screenshots::screenshots(),
        Some("bench") => bench::bench(&rest),
        _ => Err(Failed::new(USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("{failed}");
            ExitCode::FAILURE
        }
    }
}
