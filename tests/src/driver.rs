//! A `WebDriver` process of our own on a free port, gone when dropped, and waiting for what a page shows.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use thirtyfour::prelude::*;

/// How long a page may take to show what is waited for.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The process that speaks `WebDriver` for a web view or browser.
pub struct DriverProcess {
    child: Child,
    /// Where it listens.
    pub url: String,
}

impl DriverProcess {
    /// Starts `program` with `--port=N`; `prepare` sets the environment that the window inherits.
    pub fn start(program: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let port = free_port();
        let mut command = Command::new(program);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        prepare(&mut command);
        let child = command.spawn().unwrap_or_else(|error| panic!("{program}: {error}"));
        Self { child, url: format!("http://127.0.0.1:{port}") }
    }

    /// Opens a session, waiting for the process to listen.
    pub async fn session(&self, capabilities: Capabilities) -> WebDriver {
        let mut last = None;
        for _ in 0..100 {
            match WebDriver::new(&self.url, capabilities.clone()).await {
                Ok(driver) => return driver,
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no session: {last:?}");
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}

/// Waits for an element and gives the first.
pub async fn find(driver: &WebDriver, by: By) -> WebElement {
    let what = format!("{by:?}");
    match driver.query(by).wait(PATIENCE, Duration::from_millis(50)).first().await {
        Ok(element) => element,
        Err(error) => {
            panic!("{what} is not there: {error}\n--- the page says ---\n{}", text(driver).await)
        }
    }
}

/// All the text that the page shows. WebKit's driver now and then refuses a script while the page
/// redraws, so it is asked again.
pub async fn text(driver: &WebDriver) -> String {
    let mut refused = None;
    for _ in 0..20 {
        match driver.execute("return document.body.innerText", vec![]).await {
            Ok(answer) => return answer.json().as_str().unwrap_or_default().to_owned(),
            Err(error) => refused = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page does not answer: {refused:?}");
}

/// Waits until the page shows this text.
pub async fn shows(driver: &WebDriver, wanted: &str) {
    for _ in 0..PATIENCE.as_millis() / 100 {
        if text(driver).await.contains(wanted) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page never showed {wanted:?}; it says\n{}", text(driver).await);
}
