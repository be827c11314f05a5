//! The circle, in the real window and by its keys: four people, one round, and nothing of it kept.

use promises::app::App;
use promises::driver::ask;
use thirtyfour::prelude::*;

use crate::acts;
use crate::care::{self, enter};
use crate::keyboard::{focused, reach, type_and_enter};
use crate::keys;

const NAMES: [&str; 4] = ["Ana", "Ben", "Chen", "Dora"];

/// What the screen of this step is headed; the focus comes to it by itself.
async fn heading(app: &App, wanted: &str) {
    let there = format!(
        "const head = document.querySelector('[data-testid=circle] h1'); \
         return head?.textContent === '{wanted}' && document.activeElement === head"
    );
    app.until(wanted, &there).await;
}

async fn press(app: &App, test_name: &str) {
    reach(app, &format!("[data-testid={test_name}]")).await;
    enter(app).await;
}

#[tokio::test]
async fn a_round_of_the_circle_goes_by_keys_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (home, vault) = (folder.path().join("home"), folder.path().join("mine.tellable"));
    let app = App::open(&home).await;
    acts::create_vault(&app, &vault, care::PASSPHRASE).await;
    keys::write(&app, "Before the circle", "Nerves.").await;

    app.chord(&[Key::Control], 'k').await;
    app.at("palette").await;
    type_and_enter(&app, "Guide a circle").await;
    heading(&app, "Circle").await;
    for name in NAMES {
        app.type_keys(Key::Tab + "").await;
        focused(&app, "[data-testid=circle-name]").await;
        app.type_keys(name).await;
    }
    // Three rounds are offered; the second list has their number.
    app.type_keys(Key::Tab + "").await;
    app.type_keys(Key::Tab + "").await;
    focused(&app, "select").await;
    app.type_keys("One").await;
    app.shows("About 34 minutes in all.").await;
    press(&app, "circle-draw").await;
    let order = "return [...document.querySelectorAll('[data-testid=circle-order] li')]\
                 .map((one) => one.innerText.trim())";
    let order = ask(&app.window, order).await;
    let order: Vec<_> =
        order.as_array().expect("an order").iter().filter_map(|one| one.as_str()).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, NAMES, "everybody has a turn");
    press(&app, "circle-open").await;
    heading(&app, "Before the first story").await;
    app.shows("What is told here stays here").await;
    press(&app, "circle-agree").await;

    for (turn, name) in order.iter().enumerate() {
        heading(&app, &format!("{name} tells")).await;
        app.shows("Round 1 of 1").await;
        if turn == 1 {
            press(&app, "circle-pass").await;
            continue;
        }
        press(&app, "circle-time").await;
        app.shows("Pause").await;
        press(&app, "circle-next").await;
        heading(&app, "What stayed with you?").await;
        press(&app, "circle-next").await;
    }
    heading(&app, "The closing round").await;
    press(&app, "circle-next").await;
    heading(&app, "Thank each other, and go slowly.").await;
    reach(&app, "[data-testid=circle] .acts button").await;
    enter(&app).await;
    app.at("new-entry").await;
    for name in ["Chen", "Dora"] {
        assert!(!app.window.source().await.expect("a source").contains(name), "{name}");
    }

    keys::lock(&app).await;
    let places =
        vault::Places { index_dir: home.join("cache/index"), state_dir: home.join("state") };
    let journal = care::open(&vault, &places, "desk");
    assert!(journal.people().expect("people").is_empty());
    let entries = journal.timeline(journal::Order::Written, 0, 10).expect("a timeline");
    assert_eq!(entries.items.len(), 1);
    app.close().await;
}
