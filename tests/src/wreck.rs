//! What a test that fails leaves behind: a picture of the window, what it said, and no process.
//!
//! `thirtyfour` would quit the session while its own runtime stands still, and wait two minutes for
//! the answer. Here the driver is asked over a plain connection, with little patience.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(4);

/// A session of a driver, to be asked its last questions.
pub struct Wreck {
    /// Where the driver listens, as `http://host:port`.
    pub driver: String,
    /// The session's id.
    pub session: String,
}

impl Wreck {
    /// Saves the picture under this name below the target folder, and says what the window showed.
    pub fn report(&self, name: &str) {
        let text = self.ask(
            "POST",
            "/execute/sync",
            &json!({ "script": "return document.body.innerText", "args": [] }),
        );
        let text = text.as_ref().and_then(Value::as_str).unwrap_or("(it does not answer)");
        eprintln!("--- the window said ---\n{text}\n---");
        let picture = self.ask("GET", "/screenshot", &Value::Null);
        let picture = picture.as_ref().and_then(Value::as_str);
        let Some(bytes) = picture.and_then(|text| thirtyfour::support::base64_decode(text).ok())
        else {
            return;
        };
        let folder = pictures();
        let file = folder.join(format!("{name}.png"));
        if fs::create_dir_all(&folder).and_then(|()| fs::write(&file, bytes)).is_ok() {
            eprintln!("the window looked like this: {}", file.display());
        }
    }

    /// Ends the session, and with it the window.
    pub fn quit(&self) {
        self.ask("DELETE", "", &Value::Null);
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let host = self.driver.strip_prefix("http://")?;
        let mut stream = TcpStream::connect(host).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let session = &self.session;
        let length = body.len();
        write!(
            stream,
            "{method} /session/{session}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .ok()?;
        let mut answer = Vec::new();
        // A driver that keeps the connection is cut off by the timeout; what came is read all the same.
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (_, body) = answer.split_once("\r\n\r\n")?;
        serde_json::from_str::<Value>(body).ok()?.get("value").cloned()
    }
}

/// `target/window-failures`, beside the profile in which this test was built.
fn pictures() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(3).map_or_else(std::env::temp_dir, |target| target.join("window-failures"))
}
