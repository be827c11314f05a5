//! The screens of telling in the engine that shows them, looked at by axe: names, roles, order, contrast.

use std::path::Path;
use std::time::Duration;

use promises::app::App;
use promises::driver::{self, ask};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{acts, boat};

/// The rules of axe, as `ui` has it for its own tests.
fn rules() -> String {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    let file = ui.join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).expect("npm ci in ui brings axe")
}

/// Asks axe about the page as it stands, and gives every rule that is broken and where.
const LOOK: &str = "const [done] = arguments; \
    axe.run(document, { resultTypes: ['violations'] }).then( \
      ({ violations }) => done(violations.map(({ id, nodes }) => \
        id + ': ' + nodes.map((one) => one.html.slice(0, 160) + ' ' + \
          (one.any[0]?.message ?? one.all[0]?.message ?? one.none[0]?.message ?? '')).join(' | '))), \
      (error) => done(['axe: ' + error]))";
const STILL: &str = "return document.getAnimations().every((one) => one.playState !== 'running')";

/// What is wrong with the screens, in light and in dark.
struct Looked {
    wrong: Vec<String>,
}

impl Looked {
    async fn at(&mut self, app: &App, screen: &str) {
        for theme in ["light", "dark", "light"] {
            // As the settings do it; they are not at hand on every screen.
            let set = format!("document.documentElement.dataset.theme = '{theme}'; return true");
            ask(&app.window, &set).await;
            // Colours take a moment, and on a busy machine they begin late.
            tokio::time::sleep(Duration::from_millis(400)).await;
            app.until("it stands still", STILL).await;
            let answer = app.window.execute_async(LOOK, vec![]).await.expect("axe answers");
            let found = answer.json().as_array().expect("what is wrong").clone();
            let found = found.iter().filter_map(Value::as_str);
            self.wrong.extend(found.map(|one| format!("{screen}, {theme}: {one}")));
        }
    }
}

#[tokio::test]
async fn axe_finds_nothing_on_the_screens_of_telling_in_light_and_dark() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let photo = boat::photo(folder.path());
    let app = boat::begun(folder.path(), Some(&photo)).await;
    app.window.set_script_timeout(Duration::from_mins(2)).await.expect("axe takes its time");
    app.window.execute(rules(), vec![]).await.expect("axe can be read");
    assert_eq!(ask(&app.window, "return typeof axe.run").await, json!("function"));
    let mut looked = Looked { wrong: Vec::new() };
    assert_axe_sees(&app).await;

    looked.at(&app, "review").await;
    photo_in_sight(&app).await;
    looked.at(&app, "review at the photo").await;
    app.type_keys("2").await;
    app.at("brush-surface").await;
    looked.at(&app, "brush").await;
    app.type_keys(Key::Escape + "").await;
    app.until("no dialog", "return document.querySelector('dialog[open]') === null").await;
    app.click("step-plan").await;
    app.at("before-questions").await;
    looked.at(&app, "plan").await;
    app.click("plan-begin").await;
    app.at("review").await;
    acts::decide(&app, "that it was sound", "1").await;
    app.at("desk-finding").await;
    looked.at(&app, "review at a name").await;
    acts::keep_the_rest_by_keys(&app).await;

    app.click("review-preview").await;
    app.at("preview-counts").await;
    looked.at(&app, "preview").await;
    app.click("format-pdf").await;
    app.at("pages").await;
    looked.at(&app, "preview of pages").await;
    app.click("format-cue-card").await;
    for _ in 0..3 {
        let sentence = By::Css("[data-testid=cue-sentence]:enabled");
        driver::find(&app.window, sentence).await.click().await.expect("a sentence is picked");
    }
    app.shows("3 lines").await;
    looked.at(&app, "preview of a card").await;
    app.click("preview-go").await;
    app.at("seal").await;
    looked.at(&app, "seal").await;
    app.fill(&app.at("seal-name").await, "Ben Okafor").await;
    app.click("seal-act").await;
    app.at("card").await;
    looked.at(&app, "card").await;
    app.click("done-close").await;
    app.at("new-entry").await;
    circle(&app, &mut looked).await;
    assert!(looked.wrong.is_empty(), "{}", looked.wrong.join("\n"));
    app.close().await;
}

/// What is wrong is found: a picture without words, and words that can hardly be seen.
async fn assert_axe_sees(app: &App) {
    let plant = "const plant = document.createElement('p'); plant.id = 'plant'; \
        plant.textContent = 'hardly to be seen'; plant.style.cssText = 'color:#ccc;background:#fff'; \
        plant.append(document.createElement('img')); \
        document.querySelector('[data-testid=review]').prepend(plant); return true";
    ask(&app.window, plant).await;
    let mut planted = Looked { wrong: Vec::new() };
    planted.at(app, "planted").await;
    for rule in ["image-alt", "color-contrast"] {
        for theme in ["light", "dark"] {
            let said = format!("planted, {theme}: {rule}:");
            assert!(
                planted.wrong.iter().any(|one| one.starts_with(&said)),
                "{said} {:?}",
                planted.wrong
            );
        }
    }
    ask(&app.window, "document.getElementById('plant').remove(); return true").await;
}

async fn photo_in_sight(app: &App) {
    let css = By::Css("[data-testid=review-item][data-kind=photo]");
    acts::stand_at(app, &driver::find(&app.window, css).await).await;
    let shown =
        "return document.querySelector('[data-testid=review-photo] img')?.complete ?? false";
    app.until("the photo is drawn", shown).await;
}

async fn circle(app: &App, looked: &mut Looked) {
    app.chord(&[Key::Control], 'k').await;
    app.type_keys("circle").await;
    app.type_keys(Key::Enter + "").await;
    app.at("circle-open").await;
    looked.at(app, "circle").await;
    app.click("circle-open").await;
    app.until(
        "it is opened",
        "return document.querySelector('[data-testid=circle-open]') === null",
    )
    .await;
    looked.at(app, "circle, opened").await;
}
