//! A sealed page in a real Chromium that has no network.

use std::path::Path;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::driver::{self, DriverProcess};
use crate::wreck::Wreck;

/// A browser that shows one file.
pub struct LetterPage {
    /// The browser, for what a test asks of the page.
    pub browser: WebDriver,
    process: DriverProcess,
    _profile: tempfile::TempDir,
}

impl LetterPage {
    /// Opens the file in a headless Chromium whose every host name resolves to nothing.
    pub async fn open(file: &Path) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let process = DriverProcess::start("chromedriver", |_| {});
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-quic",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=127.0.0.1:9",
            "--window-size=900,900",
        ];
        let data = format!("--user-data-dir={}", profile.path().display());
        arguments.push(&data);
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "chrome").expect("a name");
        capabilities.set("goog:chromeOptions", json!({ "args": arguments })).expect("options");
        let browser = process.session(capabilities).await;
        browser.goto(&format!("file://{}", file.display())).await.expect("the file opens");
        Self { browser, process, _profile: profile }
    }

    /// Types the passphrase and asks for the letter.
    pub async fn unlock(&self, passphrase: &str) {
        let field = driver::find(&self.browser, By::Css("#passphrase")).await;
        field.clear().await.expect("the field is a field");
        field.send_keys(passphrase).await.expect("one can type");
        field.send_keys(Key::Enter + "").await.expect("one can press Enter");
    }

    /// Waits until the page shows this text.
    pub async fn shows(&self, wanted: &str) {
        driver::shows(&self.browser, wanted).await;
    }

    /// All that the page holds now, markup included.
    pub async fn source(&self) -> String {
        self.browser.source().await.expect("the page has a source")
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.browser.clone().quit().await.ok();
    }
}

impl Drop for LetterPage {
    fn drop(&mut self) {
        if self.browser.clone().leak().is_err() {
            return;
        }
        let session = self.browser.session_id().to_string();
        let wreck = Wreck { driver: self.process.url.clone(), session };
        if std::thread::panicking() {
            wreck.report("letter-page");
        }
        wreck.quit();
    }
}
