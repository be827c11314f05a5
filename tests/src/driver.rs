//! A `WebDriver` process of our own on a free port, gone when dropped, and waiting for what a page shows.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

/// How long a page may take to show what is waited for.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long work over thousands of entries may take.
pub const LONG: Duration = Duration::from_mins(3);

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

    /// The process id of the window that this driver started.
    pub fn window_pid(&self) -> Option<u32> {
        let children = format!("/proc/{0}/task/{0}/children", self.child.id());
        std::fs::read_to_string(children).ok()?.split_whitespace().next()?.parse().ok()
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
    find_within(driver, by, PATIENCE).await
}

/// Waits this long for an element and gives the first.
pub async fn find_within(driver: &WebDriver, by: By, patience: Duration) -> WebElement {
    let what = format!("{by:?}");
    match driver.query(by).wait(patience, Duration::from_millis(50)).first().await {
        Ok(element) => element,
        Err(error) => panic!("{what} is not there: {error}"),
    }
}

/// What a script answers. WebKit's driver now and then refuses one while the page redraws, so it is
/// asked again.
pub async fn ask(driver: &WebDriver, script: &str) -> serde_json::Value {
    let mut refused = None;
    for _ in 0..20 {
        match driver.execute(script, vec![]).await {
            Ok(answer) => return answer.json().clone(),
            Err(error) => refused = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page does not answer: {refused:?}");
}

/// All the text that the page shows.
pub async fn text(driver: &WebDriver) -> String {
    ask(driver, "return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
}

/// Waits until the page shows this text.
pub async fn shows(driver: &WebDriver, wanted: &str) {
    let begun = Instant::now();
    while !text(driver).await.contains(wanted) {
        assert!(begun.elapsed() < PATIENCE, "the page never showed {wanted:?}");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}
