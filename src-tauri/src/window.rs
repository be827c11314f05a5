//! The one window: where it may go (nowhere), what it may open (nothing), and how it closes.

use std::sync::Arc;
use std::thread;

use tauri::webview::{Color, NewWindowResponse};
use tauri::{
    App, AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::session::{GRACE, Session};

const LABEL: &str = "main";
/// `--paper` of the look, light: no white flash before the first paint.
const PAPER: Color = Color(0xff, 0xfc, 0xf0, 0xff);

/// The discard port of this machine, where nothing listens.
#[cfg(target_os = "linux")]
const NOBODY: &str = "http://127.0.0.1:9";

type Builder<'a> = WebviewWindowBuilder<'a, tauri::Wry, App>;

/// Opens the window.
pub fn open(app: &App, session: &Arc<Session>) -> tauri::Result<()> {
    let window =
        walled(WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into())))
            .title("Tellable")
            .inner_size(1100.0, 760.0)
            .min_inner_size(480.0, 560.0)
            .background_color(PAPER)
            .content_protected(session.settings().settings().protect_window)
            .data_directory(session.folders().webview.clone())
            .incognito(!cfg!(feature = "automation"))
            .devtools(cfg!(debug_assertions))
            .on_navigation(is_own)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .build()?;
    on_close(&window, session);
    Ok(())
}

/// The policy of the page and `on_navigation` refuse every request, but WebKitGTK opens a connection to a
/// link's host before anybody is asked. Behind a proxy that is not there, it reaches nobody and asks no
/// name server.
#[cfg(target_os = "linux")]
fn walled(window: Builder<'_>) -> Builder<'_> {
    window.proxy_url(Url::parse(NOBODY).expect("a constant is a URL"))
}

#[cfg(not(target_os = "linux"))]
fn walled(window: Builder<'_>) -> Builder<'_> {
    window
}

/// Brings the window to the front.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether this system keeps a window out of pictures and recordings of the screen when asked.
pub fn protects_window() -> bool {
    cfg!(any(windows, target_os = "macos"))
}

/// Keeps the window out of pictures of the screen, or lets it in: for some screen readers and for who
/// wants to show it. Where the system cannot, nothing happens.
pub fn protect(app: &AppHandle, protected: bool) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.set_content_protected(protected);
    }
}

/// The page's own origin; the development server only where there is one.
fn is_own(url: &Url) -> bool {
    let development = cfg!(all(debug_assertions, not(feature = "custom-protocol")));
    match (url.scheme(), url.host_str(), url.port()) {
        ("tauri", Some("localhost"), None) | ("http" | "https", Some("tauri.localhost"), None) => {
            true
        }
        ("http", Some("localhost"), Some(5173)) => development,
        _ => false,
    }
}

/// A closing window first lets the page put its draft away, then locks, then goes.
fn on_close(window: &WebviewWindow, session: &Arc<Session>) {
    let (closing, session) = (window.clone(), Arc::clone(session));
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else { return };
        if session.is_unlocked() {
            api.prevent_close();
            let (window, session) = (closing.clone(), Arc::clone(&session));
            thread::spawn(move || {
                session.lock_gently(GRACE);
                let _ = window.destroy();
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_at_home() {
        let own = |url: &str| is_own(&url.parse().expect("a url"));
        assert!(own("tauri://localhost/index.html") && own("http://tauri.localhost/"));
        for other in [
            "https://example.org/",
            "http://tauri.localhost:81/",
            "http://tauri.localhost.example.org/",
            "tauri://other/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "javascript:alert(1)",
        ] {
            assert!(!own(other), "{other}");
        }
    }
}
