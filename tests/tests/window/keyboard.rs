//! Everything from an empty machine to a told story, without once touching a mouse.

use std::path::Path;

use promises::app::App;
use promises::driver::ask;
use thirtyfour::prelude::*;
use vault::{Passphrase, seal};

use crate::acts;

pub const PASSPHRASE: &str = "saddle marble twenty owls";
const BODY: &[&str] = &[
    "Maria Keller told me to stay, and I believed Maria Keller.",
    "Years later I wrote to Maria Keller.",
    "This line is only for me.",
    "I was a coward about it.",
];

#[tokio::test]
async fn a_story_is_written_and_told_with_the_keyboard_alone() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(&home.path().join("home")).await;
    create(&app, &home.path().join("mine.tellable")).await;
    write(&app).await;
    find(&app).await;
    let package = home.path().join("for-ben.age");
    let passphrase = tell(&app, &package).await;
    let letter = seal::open_with_passphrase(
        &Passphrase::from(passphrase),
        &std::fs::read(&package).expect("the package is there"),
    );
    let letter = letter.expect("it opens").to_vec();
    let letter = String::from_utf8(letter).expect("a letter is text");
    assert!(letter.contains("told me to stay") && letter.contains("I was afraid."), "{letter}");
    for gone in ["Keller", "Maria", "only for me", "coward"] {
        assert!(!letter.contains(gone), "{gone}: {letter}");
    }

    app.chord(&[Key::Control], 'k').await;
    type_and_enter(&app, "Told").await;
    app.at("ledger-row").await;
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    focused(&app, "[data-testid=secret]").await;
    type_and_enter(&app, PASSPHRASE).await;
    app.at("new-entry").await;
    app.shows("The spring I stayed").await;
    app.close().await;
}

pub async fn create(app: &App, vault: &Path) {
    app.at("create-passphrase").await;
    focused(app, "input[type=password]").await;
    app.type_keys(PASSPHRASE).await;
    app.type_keys(Key::Tab + "").await;
    reach(app, "input[type=password]").await;
    app.type_keys(PASSPHRASE).await;
    reach(app, "[data-testid=create-path]").await;
    app.chord(&[Key::Control], 'a').await;
    type_and_enter(app, &vault.display().to_string()).await;

    app.at("create-key").await;
    let key = "return [...document.querySelectorAll('[data-testid=recovery-key] code')].map((c) => c.textContent)";
    let groups = ask(&app.window, key).await;
    focused(app, "button[type=submit]").await;
    app.type_keys(Key::Enter + "").await;

    app.at("create-check").await;
    let asked = app.window.find_all(By::Css("[data-testid^=group-]")).await.expect("fields");
    for field in asked {
        let name = field.attr("data-testid").await.expect("a field").expect("a name");
        let number: usize = name.trim_start_matches("group-").parse().expect("a number");
        reach(app, &format!("[data-testid={name}]")).await;
        app.type_keys(groups[number].as_str().expect("a group")).await;
    }
    app.type_keys(Key::Enter + "").await;
    app.at("new-entry").await;
}

async fn write(app: &App) {
    app.chord(&[Key::Control], 'n').await;
    focused(app, "[data-testid=title]").await;
    app.type_keys("The spring I stayed").await;
    reach(app, "[data-testid=happened]").await;
    app.type_keys("spring 1998").await;
    reach(app, "[data-testid=tags]").await;
    type_and_enter(app, "beginnings").await;
    reach(app, "[data-testid=body] [contenteditable], [data-testid=body][contenteditable]").await;
    for paragraph in BODY {
        type_and_enter(app, paragraph).await;
        app.type_keys(Key::Enter + "").await;
    }
    app.shows("Saved").await;
}

async fn find(app: &App) {
    app.chord(&[Key::Control], 'n').await;
    app.chord(&[Key::Control, Key::Shift], 'f').await;
    focused(app, "[data-testid=search]").await;
    app.type_keys("tag:beginnings coward").await;
    app.shows("1 found").await;
    app.type_keys(Key::Down + "").await;
    focused(app, "[data-testid=row]").await;
    app.type_keys(Key::Enter + "").await;
    let title =
        "return document.querySelector('[data-testid=title]')?.value === 'The spring I stayed'";
    app.until("the entry that was found is open", title).await;
    let happened = "return document.querySelector('[data-testid=happened]').value.toLowerCase().includes('spring')";
    app.until("it knows when it happened", happened).await;
}

async fn tell(app: &App, package: &Path) -> String {
    app.chord(&[Key::Control], 'e').await;
    focused(app, "[data-testid=plan-person]").await;
    app.type_keys("Ben Okafor").await;
    reach(app, "[data-testid=plan-purpose]").await;
    app.type_keys("So that he knows").await;
    reach(app, "[data-testid^=rule-]").await;
    app.type_keys(" ").await;
    app.type_keys(Key::Down + "").await;
    app.until(
        "a rule is chosen",
        "return document.querySelector('[data-testid=rule-retell-without-name]').checked",
    )
    .await;
    reach(app, "[data-testid=plan-begin]").await;
    app.type_keys(Key::Enter + "").await;
    app.at("review").await;
    review(app).await;

    app.type_keys(Key::Enter + "").await;
    app.at("preview-counts").await;
    reach(app, "[data-testid^=format-]").await;
    app.type_keys(Key::Down + "").await;
    app.type_keys(Key::Down + "").await;
    app.until(
        "the format is chosen",
        "return document.querySelector('[data-testid=format-age-passphrase]').checked",
    )
    .await;
    app.until(
        "the package is ready",
        "return !document.querySelector('[data-testid=preview-go]').disabled",
    )
    .await;
    reach(app, "[data-testid=preview-go]").await;
    app.type_keys(Key::Enter + "").await;

    focused(app, "[data-testid=seal-path]").await;
    app.type_keys(package.display().to_string()).await;
    reach(app, "[data-testid=seal-name]").await;
    type_and_enter(app, "Ben Okafor").await;
    let passphrase = app.at("done-passphrase").await.text().await.expect("a passphrase");
    reach(app, "[data-testid=done-close]").await;
    app.type_keys(Key::Enter + "").await;
    app.at("new-entry").await;
    passphrase
}

/// Every key of the review once: keep, take back, leave out, rewrite, generalise everywhere, the rest.
async fn review(app: &App) {
    let decided = |name: &'static str| async move {
        acts::item(app, name).await.attr("data-decision").await.expect("a row").unwrap_or_default()
    };
    acts::decide(app, BODY[2], "1").await;
    assert_eq!(decided(BODY[2]).await, "keep");
    app.type_keys("u").await;
    app.until(
        "the decision is taken back",
        "return document.querySelectorAll('[data-decision=keep]').length === 0",
    )
    .await;
    acts::decide(app, BODY[2], "3").await;
    assert_eq!(decided(BODY[2]).await, "leave-out");

    acts::decide(app, BODY[3], "2").await;
    focused(app, "[data-testid=rewrite-text]").await;
    app.chord(&[Key::Control], 'a').await;
    app.type_keys("I was afraid.").await;
    app.window
        .action_chain()
        .key_down(Key::Control)
        .key_down(Key::Enter)
        .key_up(Key::Enter)
        .key_up(Key::Control)
        .perform()
        .await
        .expect("the words are used");
    app.until(
        "it is rewritten",
        "return document.querySelectorAll('[data-decision=rewrite]').length === 1",
    )
    .await;

    acts::decide(app, "told me to stay", "1").await;
    app.at("desk-finding").await;
    app.type_keys("2").await;
    app.at("everywhere").await;
    app.type_keys("a").await;
    acts::keep_the_rest_by_keys(app).await;
}

/// Types, and presses Enter.
pub async fn type_and_enter(app: &App, text: &str) {
    app.type_keys(text).await;
    app.type_keys(Key::Enter + "").await;
}

/// Waits until the focus has come to an element by itself.
pub async fn focused(app: &App, css: &str) {
    let there = format!("return document.activeElement?.matches('{css}') ?? false");
    app.until(&format!("the focus is at {css}"), &there).await;
}

/// Presses Tab until the focus is there. What Tab never reaches is not there for a keyboard.
pub async fn reach(app: &App, css: &str) {
    let there = format!("return document.activeElement?.matches('{css}') ?? false");
    let mut passed = Vec::new();
    for _ in 0..60 {
        if ask(&app.window, &there).await == true {
            return;
        }
        let name = "const e = document.activeElement; return (e.dataset.testid ?? e.ariaLabel ?? e.textContent).slice(0, 30)";
        passed.push(ask(&app.window, name).await.to_string());
        app.type_keys(Key::Tab + "").await;
    }
    panic!("Tab never reaches {css}; it passed {passed:?}");
}
