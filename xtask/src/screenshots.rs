//! Pictures of the real window: of a whole display, and of every screen for docs/screenshots.

use std::path::Path;
use std::process::Command;

use crate::display::{self, Unseen};
use crate::run;
use crate::setup::{self, For};
use crate::step::{self, Outcome};

/// Takes a picture of everything on a virtual display.
pub fn of_display(display: &Unseen, picture: &Path) -> Outcome {
    let mut import = Command::new("import");
    display.point(&mut import);
    step::run("take a picture", import.args(["-window", "root"]).arg(picture))
}

/// Walks through the app as a person does and keeps a picture of every screen, light and dark.
pub fn screenshots() -> Outcome {
    setup::ready(For::Testing)?;
    let app = run::build(false, true)?;
    let display = display::unseen()?;
    let mut walk = step::cargo(&["test", "--package", "promises", "--features", "window"]);
    display.point(&mut walk);
    walk.args(["--test", "window", "--", "--test-threads=1", "--ignored", "screenshots"])
        .env("TELLABLE_APP", app)
        .env("TELLABLE_SCREENSHOTS", step::root().join("docs/screenshots"));
    step::run("every screen", &mut walk)
}
