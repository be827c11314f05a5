//! Pictures of every screen for docs/screenshots, taken by a test of the real window.

use crate::setup::{self, For};
use crate::step::{self, Outcome};
use crate::{build, display};

/// Walks through the app as a person does and keeps a picture of every screen, light and dark.
pub fn screenshots() -> Outcome {
    setup::ready(For::Testing)?;
    let app = build::app(false, true)?;
    let display = display::unseen()?;
    let mut walk = step::cargo(&["test", "--package", "promises", "--features", "window"]);
    display.point(&mut walk);
    walk.args(["--test", "window", "--", "--test-threads=1", "--ignored", "screenshots"])
        .env("TELLABLE_APP", app)
        .env("TELLABLE_SCREENSHOTS", step::root().join("docs/screenshots"));
    step::run("every screen", &mut walk)
}
