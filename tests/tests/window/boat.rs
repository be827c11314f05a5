//! The story of a boat and its photo, written and told by keys: what the tests of telling begin with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};
use promises::app::App;
use promises::driver::{self, ask};
use promises::stock;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::acts;
use crate::keyboard::{self, focused, reach, type_and_enter};

pub const PERSON: &str = "Ben Okafor";
pub const TITLE: &str = "The boat I did not mend";
const BODY: &[&str] = &[
    "Maria Keller lent me her boat, and I told Maria Keller that it was sound.",
    "A week later I wrote to Maria Keller that it was not.",
    "This line is only for me.",
    "I was a coward about it.",
];
pub const REWRITTEN: &str = "I was afraid to say it.";
const PHOTO: &str = "Keller boat.jpg";
pub const ALT: &str = "A red boat on a blue lake, drawn up on the shore.";
/// What may not be found anywhere in what leaves.
pub const GONE: &[&str] = &["Keller", "Maria", "only for me", "coward"];

/// The vault, the entry, its photo, and a review that has just begun.
pub async fn begun(folder: &Path, photo: Option<&Path>) -> App {
    let app = App::open(&folder.join("home")).await;
    let vault = folder.join("mine.tellable");
    acts::create_vault(&app, &vault, keyboard::PASSPHRASE).await;
    write(&app).await;
    if let Some(photo) = photo {
        attach(&app, photo).await;
    }
    plan(&app).await;
    app
}

/// A photo of a red boat, with a place, an author and a comment in its file.
pub fn photo(folder: &Path) -> PathBuf {
    let path = folder.join(PHOTO);
    let picture = RgbImage::from_fn(640, 480, |x, y| {
        if (200..440).contains(&x) && (180..300).contains(&y) {
            Rgb([200, 30, 30])
        } else {
            Rgb([30, 60, 200])
        }
    });
    picture.save(&path).expect("a picture");
    let tags = [
        "-overwrite_original",
        "-GPSLatitude=47.5",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=9.5",
        "-GPSLongitudeRef=E",
        "-Artist=Marmalade",
        "-XMP:Creator=Marmalade",
        "-IPTC:By-line=Marmalade",
        "-Comment=Taken at home",
        "-DateTimeOriginal=2019:03:02 10:00:00",
    ];
    let mut words: Vec<_> = tags.iter().map(OsStr::new).collect();
    words.push(path.as_os_str());
    stock::run("exiftool", &words);
    path
}

pub async fn write(app: &App) {
    app.chord(&[Key::Control], 'n').await;
    focused(app, "[data-testid=title]").await;
    app.type_keys(TITLE).await;
    reach(app, "[data-testid=body] [contenteditable], [data-testid=body][contenteditable]").await;
    for paragraph in BODY {
        type_and_enter(app, paragraph).await;
        app.type_keys(Key::Enter + "").await;
    }
    app.shows("Saved").await;
}

pub async fn attach(app: &App, file: &Path) {
    app.chord(&[Key::Control, Key::Shift], 'a').await;
    focused(app, "[data-testid=add-files-paths]").await;
    app.type_keys(file.display().to_string()).await;
    finish(app).await;
    app.at("file").await;
    app.shows(PHOTO).await;
}

/// Control and Enter: what is written in a box is used.
async fn finish(app: &App) {
    app.chord(&[Key::Control], Key::Enter.value()).await;
}

pub async fn plan(app: &App) {
    app.chord(&[Key::Control], 'e').await;
    focused(app, "[data-testid=plan-person]").await;
    let asked = "return document.querySelectorAll('[data-testid=before-questions] > li').length";
    assert_eq!(ask(&app.window, asked).await, json!(6), "the questions stand beside the plan");
    app.shows("Is it still raw?").await;
    app.type_keys(PERSON).await;
    reach(app, "[data-testid=plan-purpose]").await;
    app.type_keys("So that he asks me").await;
    reach(app, "[data-testid^=rule-]").await;
    app.type_keys(" ").await;
    app.type_keys(Key::Down + "").await;
    let chosen = "return document.querySelector('[data-testid=rule-retell-without-name]').checked";
    app.until("a rule is chosen", chosen).await;
    reach(app, "[data-testid=plan-begin]").await;
    app.type_keys(Key::Enter + "").await;
    app.at("review").await;
}

/// The row of the photo, of its name, or of its words.
async fn of_kind(app: &App, kind: &str) -> WebElement {
    let css = format!("[data-testid=review-item][data-kind={kind}]");
    driver::find(&app.window, By::Css(css)).await
}

async fn decision_is(app: &App, kind: &str, decision: &str) {
    let css = format!("[data-kind={kind}][data-decision={decision}]");
    let there = format!("return document.querySelector('{css}') !== null");
    app.until(&format!("{kind} is {decision}"), &there).await;
}

/// A line left out, one in other words, the photo covered in its middle, its name left out and its
/// words written, a name said otherwise everywhere, and the rest kept.
pub async fn decide(app: &App) {
    acts::decide(app, BODY[2], "3").await;
    rewrite(app).await;
    if ask(&app.window, "return document.querySelector('[data-kind=photo]') !== null").await == true
    {
        cover(app).await;
        name_and_words(app).await;
    }
    acts::decide(app, "that it was sound", "1").await;
    app.at("desk-finding").await;
    app.type_keys("2").await;
    app.at("everywhere").await;
    app.type_keys("a").await;
    let applied = app.at("review-applied").await.text().await.expect("it is said");
    let count: usize = applied.split(' ').find_map(|word| word.parse().ok()).unwrap_or_default();
    assert!(count >= 3, "every place of the name: {applied}");
    acts::keep_the_rest_by_keys(app).await;
}

async fn rewrite(app: &App) {
    acts::decide(app, BODY[3], "2").await;
    focused(app, "[data-testid=rewrite-text]").await;
    app.chord(&[Key::Control], 'a').await;
    app.type_keys(REWRITTEN).await;
    let row = acts::item(app, BODY[3]).await.text().await.expect("a row");
    assert!(row.contains("The original stays:"), "the original stands beside it: {row}");
    finish(app).await;
    decision_is(app, "block", "rewrite").await;
    let row = acts::item(app, BODY[3]).await.text().await.expect("a row");
    assert!(row.contains(REWRITTEN), "and goes on standing there: {row}");
}

/// Covers the middle of the photo with the keys of the brush, and keeps the photo.
async fn cover(app: &App) {
    acts::stand_at(app, &of_kind(app, "photo").await).await;
    app.type_keys("2").await;
    app.at("brush-surface").await;
    focused(app, "[data-testid=brush-surface]").await;
    for key in ["+", "+", " ", "u", " "] {
        app.type_keys(key).await;
    }
    app.type_keys(Key::Right + "").await;
    app.type_keys(" ").await;
    app.shows("2 strokes").await;
    finish(app).await;
    app.until("the brush is put down", "return document.querySelector('dialog[open]') === null")
        .await;
    app.shows("2 strokes of the brush").await;
    let row = of_kind(app, "photo").await;
    let said = row.text().await.expect("a row");
    assert!(said.contains("Where it was taken"), "what its file says is shown: {said}");
    if row.attr("data-decision").await.expect("a row").as_deref() != Some("keep") {
        acts::stand_at(app, &row).await;
        app.type_keys("1").await;
    }
    decision_is(app, "photo", "keep").await;
}

async fn name_and_words(app: &App) {
    acts::stand_at(app, &of_kind(app, "file-name").await).await;
    app.type_keys("3").await;
    decision_is(app, "file-name", "leave-out").await;
    acts::stand_at(app, &of_kind(app, "alt-text").await).await;
    app.type_keys("2").await;
    focused(app, "[data-testid=rewrite-text]").await;
    app.type_keys(ALT).await;
    finish(app).await;
    decision_is(app, "alt-text", "rewrite").await;
}

/// From the finished review to the sealed page; gives its passphrase.
pub async fn seal(app: &App, path: &Path) -> String {
    app.type_keys(Key::Enter + "").await;
    app.at("preview-counts").await;
    let part = app.at("part").await.text().await.expect("the photo is named");
    assert!(
        part.contains("photo-1.jpg") && part.contains(ALT) && part.contains("removed"),
        "{part}"
    );
    let ready = "return !document.querySelector('[data-testid=preview-go]').disabled";
    app.until("the package is ready", ready).await;
    reach(app, "[data-testid=preview-go]").await;
    app.type_keys(Key::Enter + "").await;
    focused(app, "[data-testid=seal-path]").await;
    app.type_keys(path.display().to_string()).await;
    reach(app, "[data-testid=seal-name]").await;
    type_and_enter(app, PERSON).await;
    app.at("done-passphrase").await.text().await.expect("a passphrase")
}
