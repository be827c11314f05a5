//! The real window, driven by what a person does: see, type, press.

use std::future::Future;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::prelude::*;

use crate::desktop;
use crate::driver::{self, DriverProcess};
#[cfg(unix)]
use crate::watch::Watch;
use crate::wreck::Wreck;

/// The app in its window, with a home of its own.
pub struct App {
    /// The web view, for what a test asks beyond these words.
    pub window: WebDriver,
    home: PathBuf,
    /// The test that opened it, for the name of its picture.
    opened: &'static Location<'static>,
    process: DriverProcess,
}

impl App {
    /// Opens the app that `cargo xtask test` built, keeping everything below `home`.
    #[track_caller]
    pub fn open(home: &Path) -> impl Future<Output = Self> {
        Self::open_with(home, &[])
    }

    /// Opens the app with more in its environment.
    #[track_caller]
    pub fn open_with(home: &Path, environment: &[(&str, &str)]) -> impl Future<Output = Self> {
        Self::start(home, environment, &built())
    }

    /// Opens the app under a tracer that keeps what it and its children do.
    #[cfg(unix)]
    #[track_caller]
    pub fn open_watched(
        home: &Path,
        environment: &[(&str, &str)],
        watch: &Watch,
    ) -> impl Future<Output = Self> {
        Self::start(home, environment, watch.script())
    }

    #[track_caller]
    fn start(
        home: &Path,
        environment: &[(&str, &str)],
        program: &Path,
    ) -> impl Future<Output = Self> + use<> {
        let opened = Location::caller();
        let program = program.to_owned();
        let process = DriverProcess::start("WebKitWebDriver", |command| {
            command
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("TELLABLE_HOME", home)
                .env("TELLABLE_WORK_FACTOR", "10")
                .envs(environment.iter().copied());
        });
        let home = home.to_owned();
        async move {
            let mut capabilities = Capabilities::new();
            let options = json!({ "binary": program, "args": [] });
            capabilities.set("webkitgtk:browserOptions", options).expect("options");
            let window = process.session(capabilities).await;
            window.set_window_rect(0, 0, 1180, 820).await.ok();
            Self { window, home, opened, process }
        }
    }

    /// The process of the program itself.
    pub fn pid(&self) -> u32 {
        self.process.window_pid().expect("the program runs")
    }

    /// The folder below which this app keeps everything.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The element with this test name.
    pub async fn at(&self, test_name: &str) -> WebElement {
        driver::find(&self.window, named_for_tests(test_name)).await
    }

    /// The element with this test name, after work that may take minutes.
    pub async fn at_length(&self, test_name: &str) -> WebElement {
        driver::find_within(&self.window, named_for_tests(test_name), driver::LONG).await
    }

    /// Presses the element with this test name.
    pub async fn click(&self, test_name: &str) {
        let element = self.at(test_name).await;
        element.wait_until().enabled().await.ok();
        element.click().await.unwrap_or_else(|error| panic!("{test_name}: {error}"));
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

    /// Presses a key while others are held: `chord(&[Key::Control], "l")`.
    pub async fn chord(&self, held: &[Key], key: char) {
        let mut chain = self.window.action_chain();
        for one in held {
            chain = chain.key_down(one.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for one in held.iter().rev() {
            chain = chain.key_up(one.clone());
        }
        chain.perform().await.expect("the window takes keys");
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
        let begun = Instant::now();
        while self.text().await.contains(unwanted) {
            assert!(begun.elapsed() < driver::PATIENCE, "the window still shows {unwanted:?}");
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// Waits until a script, a function's body, answers true.
    pub async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while driver::ask(&self.window, script).await != json!(true) {
            assert!(begun.elapsed() < driver::PATIENCE, "never so: {what}");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Closes the window and ends its driver.
    pub async fn close(self) {
        self.window.clone().quit().await.ok();
    }

    /// Closes the window as a person does, by its frame, and waits until the program has ended.
    pub async fn close_by_frame(self) {
        let pid = self.process.window_pid().expect("the program runs");
        desktop::close_until_gone(pid).await;
    }

    /// Ends the program without asking it, as a failing machine does.
    pub async fn kill(self) {
        let pid = self.process.window_pid().expect("the program runs");
        desktop::kill(pid);
        desktop::wait_until_gone(pid).await;
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Already quit: nothing is left to do.
        if self.window.clone().leak().is_err() {
            return;
        }
        let wreck = Wreck {
            driver: self.process.url.clone(),
            session: self.window.session_id().to_string(),
        };
        if std::thread::panicking() {
            let file = Path::new(self.opened.file()).file_stem().unwrap_or_default();
            wreck.report(&format!("{}-{}", file.display(), self.opened.line()));
        }
        wreck.quit();
        if let Some(pid) = self.process.window_pid() {
            desktop::kill(pid);
        }
    }
}

/// The app that `cargo xtask test` built.
pub fn built() -> PathBuf {
    std::env::var_os("TELLABLE_APP").expect("cargo xtask test names the app").into()
}

fn named_for_tests(test_name: &str) -> By {
    By::Css(format!("[data-testid=\"{test_name}\"]"))
}

/// A string as an `XPath` can hold it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
