//! `cargo xtask run`: install what is missing, build, open the app.

use std::path::Path;
use std::time::Duration;

use crate::setup::{self, For};
use crate::step::{self, Failed, Outcome};
use crate::{build, display};

/// Opens the app, or with `--demo` a temporary vault with invented entries.
pub fn run(words: &[String]) -> Outcome {
    let demo = words.iter().any(|word| word == "--demo");
    let release = words.iter().any(|word| word == "--release");
    let seen = display::is_there();
    if !seen && !demo {
        return Err(Failed::new(
            "there is no display here (DISPLAY and WAYLAND_DISPLAY are empty), so no window can open; \
             `cargo xtask run --demo` shows the app on a virtual display and takes pictures of it",
        ));
    }
    setup::ready(if seen { For::Running } else { For::RunningUnseen })?;
    let app = build::app(release, false)?;
    if seen {
        let mut command = step::command(app);
        return step::run("open Tellable", command.args(demo.then_some("--demo")));
    }
    show_unseen(&app)
}

/// The demo on a virtual display: pictures in place of a window.
fn show_unseen(app: &Path) -> Outcome {
    let display = display::unseen()?;
    // The window is ended from outside, so what the demo keeps for the while is removed here.
    let kept = step::target_dir().join("demo");
    std::fs::create_dir_all(&kept).map_err(|error| Failed::new(error.to_string()))?;
    let mut command = step::command(app);
    display.point(command.env("TMPDIR", &kept));
    eprintln!("\n== open Tellable on a virtual display (there is none here)");
    let mut window = command
        .arg("--demo")
        .spawn()
        .map_err(|error| Failed::new(format!("the app did not start: {error}")))?;
    std::thread::sleep(Duration::from_secs(6));
    let picture = step::target_dir().join("demo.png");
    let taken = display.picture(&picture);
    let ended = window.try_wait().ok().flatten();
    window.kill().ok();
    window.wait().ok();
    std::fs::remove_dir_all(&kept).ok();
    if let Some(status) = ended {
        return Err(Failed::new(format!("the app ended by itself ({status})")));
    }
    taken?;
    println!("the window opened; its picture is {}", picture.display());
    Ok(())
}
