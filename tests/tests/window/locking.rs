//! Locking, however it comes: by key, by rest, by the window's frame, by a dying machine.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use promises::app::App;
use promises::driver::ask;
use thirtyfour::prelude::*;

use crate::acts;

const PASSPHRASE: &str = "velvet harbour nine lanterns";
const WORDS: &str = "The marmalade ferry left without me.";

struct Place {
    home: PathBuf,
    vault: PathBuf,
    _folder: tempfile::TempDir,
}

fn place() -> Place {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = folder.path().join("home");
    let vault = folder.path().join("mine.tellable");
    Place { home, vault, _folder: folder }
}

/// A vault, and a page whose text has the focus.
async fn at_the_page(app: &App, vault: &Path) -> String {
    let key = acts::create_vault(app, vault, PASSPHRASE).await;
    app.click("new-entry").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    key
}

/// Opens the only entry there is and gives its text.
async fn the_only_text(app: &App) -> String {
    app.at("new-entry").await;
    app.click("row").await;
    app.at("body").await.text().await.expect("a text")
}

#[tokio::test]
async fn the_key_blanks_at_once_and_loses_no_letter() {
    let place = place();
    let app = App::open(&place.home).await;
    at_the_page(&app, &place.vault).await;
    app.type_keys(WORDS).await;
    let pressed = Instant::now();
    app.chord(&[Key::Control], 'l').await;
    let seen = app.text().await;
    assert!(!seen.contains("marmalade"), "still shown after {:?}: {seen}", pressed.elapsed());
    app.at("unlock").await;
    assert!(!app.window.source().await.expect("a source").contains("marmalade"));
    acts::unlock(&app, PASSPHRASE).await;
    assert_eq!(the_only_text(&app).await, WORDS);
    app.close().await;
}

#[tokio::test]
async fn a_vault_left_alone_locks_itself_and_the_page_holds_nothing() {
    let place = place();
    let app = App::open_with(&place.home, &[("TELLABLE_IDLE_MINUTE", "7")]).await;
    at_the_page(&app, &place.vault).await;
    app.press("Settings").await;
    let minute = "const s = [...document.querySelectorAll('[data-testid=settings] select')].pop(); \
                  s.value = '1'; s.dispatchEvent(new Event('change', { bubbles: true })); return true";
    ask(&app.window, minute).await;
    app.press("Timeline").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    let begun = Instant::now();
    // Whoever writes is there, however long it takes.
    while begun.elapsed() < Duration::from_secs(9) {
        app.type_keys("marmalade ").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert!(app.text().await.contains("marmalade"), "it locked while somebody wrote");
    app.at("unlock").await;
    let kept = "return JSON.stringify([document.documentElement.outerHTML, \
                [...document.querySelectorAll('input, textarea')].map((field) => field.value), \
                Object.keys(localStorage), Object.keys(sessionStorage)])";
    let page = ask(&app.window, kept).await.to_string();
    assert!(!page.contains("marmalade"), "the page still holds it");
    acts::unlock(&app, PASSPHRASE).await;
    assert!(the_only_text(&app).await.starts_with("marmalade marmalade"));
    app.close().await;
}

#[tokio::test]
async fn a_closed_window_keeps_the_last_word() {
    let place = place();
    let app = App::open(&place.home).await;
    at_the_page(&app, &place.vault).await;
    app.type_keys(WORDS).await;
    app.close_by_frame().await;
    let app = App::open(&place.home).await;
    acts::unlock(&app, PASSPHRASE).await;
    assert_eq!(the_only_text(&app).await, WORDS);
    app.close().await;
}

#[tokio::test]
async fn a_killed_program_loses_less_than_a_second() {
    let place = place();
    let app = App::open(&place.home).await;
    at_the_page(&app, &place.vault).await;
    app.type_keys(WORDS).await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    app.kill().await;
    let app = App::open(&place.home).await;
    acts::unlock(&app, PASSPHRASE).await;
    assert_eq!(the_only_text(&app).await, WORDS);
    app.close().await;
}

#[tokio::test]
async fn the_recovery_key_opens_and_another_does_not() {
    let place = place();
    let app = App::open(&place.home).await;
    let key = at_the_page(&app, &place.vault).await;
    app.type_keys(WORDS).await;
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    app.press("Use the recovery key instead").await;
    let mut typo = key.clone();
    typo.pop();
    for (wrong, sentence) in [
        (stranger(&place), "That recovery key does not open this vault."),
        (typo, "That is not a whole recovery key."),
    ] {
        acts::unlock(&app, &wrong).await;
        app.shows(sentence).await;
        assert!(!app.text().await.contains("New entry"));
    }
    acts::unlock(&app, &key).await;
    assert_eq!(the_only_text(&app).await, WORDS);
    app.close().await;
}

/// A whole and valid key of somebody else.
fn stranger(place: &Place) -> String {
    let folder = place.vault.parent().expect("a folder");
    let (file, _) = promises::stock::age_key(folder);
    let text = std::fs::read_to_string(file).expect("a key");
    text.lines().last().expect("the key stands last").to_owned()
}
