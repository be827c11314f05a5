//! Building the app: the user interface first, then the program around it.

use std::path::PathBuf;

use crate::step::{self, Failed};

/// Builds the user interface and the app around it; with `automation` one that obeys a WebDriver.
pub fn app(release: bool, automation: bool) -> Result<PathBuf, Failed> {
    step::run("build the user interface", &mut step::npm(&["run", "build"]))?;
    let features = if automation { "custom-protocol,automation" } else { "custom-protocol" };
    let mut cargo = step::cargo(&["build", "--package", "tellable", "--features", features]);
    step::run("build the app", cargo.args(release.then_some("--release")))?;
    let folder = step::target_dir().join(if release { "release" } else { "debug" });
    Ok(folder.join(if cfg!(windows) { "tellable.exe" } else { "tellable" }))
}
