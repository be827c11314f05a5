//! The real window, driven by what a person does: see, type, press.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::driver::{self, DriverProcess};

/// The app in its window, with a home of its own.
pub struct App {
    /// The web view, for what a test asks beyond these words.
    pub window: WebDriver,
    home: PathBuf,
    _process: DriverProcess,
}

impl App {
    /// Opens the app that `cargo xtask test` built, keeping everything below `home`.
    pub async fn open(home: &Path) -> Self {
        let binary = std::env::var("TELLABLE_APP").expect("cargo xtask test names the app");
        let process = DriverProcess::start("WebKitWebDriver", |command| {
            command
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("TELLABLE_HOME", home)
                .env("TELLABLE_WORK_FACTOR", "10");
        });
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": binary, "args": [] });
        capabilities.set("webkitgtk:browserOptions", options).expect("options");
        let window = process.session(capabilities).await;
        window.set_window_rect(0, 0, 1180, 820).await.ok();
        Self { window, home: home.to_owned(), _process: process }
    }

    /// The folder below which this app keeps everything.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The element with this test name.
    pub async fn at(&self, test_name: &str) -> WebElement {
        driver::find(&self.window, By::Css(format!("[data-testid=\"{test_name}\"]"))).await
    }

    /// The button, link or switch that a person knows by this name.
    pub async fn named(&self, name: &str) -> WebElement {
        let path = format!(
            "//*[self::button or self::a or @role='button' or @role='radio' or @role='option' or \
             @role='menuitem'][normalize-space()={0} or @aria-label={0}]",
            quoted(name)
        );
        driver::find(&self.window, By::XPath(path)).await
    }

    /// The field that a person knows by its label.
    pub async fn labelled(&self, label: &str) -> WebElement {
        let path = format!(
            "//*[@id=//label[normalize-space()={0}]/@for] | //label[contains(normalize-space(),{0})]//input | \
             //*[self::input or self::textarea or self::select][@aria-label={0}]",
            quoted(label)
        );
        driver::find(&self.window, By::XPath(path)).await
    }

    /// Presses a named button.
    pub async fn press(&self, name: &str) {
        let button = self.named(name).await;
        button.wait_until().enabled().await.ok();
        button.click().await.unwrap_or_else(|error| panic!("{name:?} cannot be pressed: {error}"));
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, field: &WebElement, text: &str) {
        field.click().await.expect("a field takes the focus");
        field.clear().await.ok();
        field.send_keys(text).await.expect("a field takes text");
    }

    /// Types where the focus is, key by key as a keyboard does.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) {
        let typed = self.window.action_chain().send_keys(keys).perform().await;
        typed.expect("the window takes keys");
    }

    /// Waits until the window shows this text.
    pub async fn shows(&self, wanted: &str) {
        driver::shows(&self.window, wanted).await;
    }

    /// All the text that the window shows now.
    pub async fn text(&self) -> String {
        driver::text(&self.window).await
    }

    /// Waits until the window no longer shows this text.
    pub async fn shows_no_more(&self, unwanted: &str) {
        for _ in 0..driver::PATIENCE.as_millis() / 100 {
            if !self.text().await.contains(unwanted) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the window still shows {unwanted:?}");
    }

    /// Closes the window.
    pub async fn close(self) {
        self.window.quit().await.ok();
    }
}

/// A string as an `XPath` can hold it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
