//! Telling in every way it can leave, in the real window: a photo that loses everything but its pixels
//! and a part of these, pages to print, and a card that leaves nothing behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use promises::app::App;
use promises::driver::{self, ask};
use promises::letter_page::LetterPage;
use promises::stock;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::support::base64_decode;
use vault::{Passphrase, seal};

use crate::boat::{self, ALT, GONE, PERSON, REWRITTEN, TITLE};
use crate::keyboard::{self, reach, type_and_enter};

/// What the file of the photo says besides its pixels.
const PLANTED: &[&str] = &["Marmalade", "Taken at home"];

#[tokio::test]
async fn a_story_with_a_photo_is_told_with_the_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let photo = boat::photo(folder.path());
    let before = stock::exif(&photo);
    assert!(before.contains("GPSLatitude") && before.contains("Marmalade"), "{before}");

    let app = App::open(&folder.path().join("home")).await;
    keyboard::create(&app, &folder.path().join("mine.tellable")).await;
    boat::write(&app).await;
    boat::attach(&app, &photo).await;
    boat::plan(&app).await;
    boat::decide(&app).await;
    let page = folder.path().join("for-ben.html");
    let passphrase = boat::seal(&app, &page).await;

    read_in_a_browser(&page, &passphrase).await;
    let (letter, picture) = opened(&page, &passphrase);
    for gone in GONE.iter().chain(PLANTED) {
        assert!(!letter.contains(gone), "{gone}: {letter}");
        assert!(!holds(&picture, gone), "{gone} is in the picture");
    }
    assert!(letter.contains("that it was sound") && letter.contains(REWRITTEN), "{letter}");
    let file = folder.path().join("left.jpg");
    fs::write(&file, &picture).expect("a file");
    assert_is_only_a_picture(&file);

    reach(&app, "[data-testid=done-close]").await;
    app.type_keys(Key::Enter + "").await;
    app.at("new-entry").await;
    told_by_keys(&app).await;
    let row = app.at("ledger-row").await.text().await.expect("a row");
    for said in [PERSON, TITLE, "Sealed page", "for-ben.html"] {
        assert!(row.contains(said), "{said}: {row}");
    }
    app.close().await;
}

#[tokio::test]
async fn pages_to_print_hold_what_was_kept_and_nothing_about_their_making() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let photo = boat::photo(folder.path());
    let app = boat::begun(folder.path(), Some(&photo)).await;
    boat::decide(&app).await;
    app.click("review-preview").await;
    app.at("preview-counts").await;
    app.click("format-pdf").await;
    let shown = "const pages = [...document.querySelectorAll('[data-testid=pages] img')]; \
                 return pages.length > 0 && pages.every((one) => one.complete && one.naturalWidth > 300)";
    app.until("the pages are shown", shown).await;
    let go = app.at("preview-go").await;
    assert!(!go.is_enabled().await.expect("a button"), "a plain file needs its own yes");
    app.click("preview-plain-agreed").await;
    app.click("preview-go").await;
    let pdf = folder.path().join("for-ben.pdf");
    app.fill(&app.at("seal-path").await, &pdf.display().to_string()).await;
    app.fill(&app.at("seal-name").await, PERSON).await;
    app.click("seal-act").await;
    app.at("done").await;

    let text = stock::pdf_text(&pdf);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for kept in [TITLE, "that it was sound", REWRITTEN, "You may retell this, without my name."] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let said = stock::exif(&pdf);
    for gone in GONE {
        assert!(!text.contains(gone) && !said.contains(gone), "{gone}: {text} {said}");
    }
    let fields: Value = serde_json::from_str(&said).expect("exiftool writes JSON");
    for (name, value) in fields[0].as_object().expect("fields") {
        let field = name.rsplit(':').next().unwrap_or_default();
        let of_file = name.starts_with("File:") || name.starts_with("ExifTool:");
        let about =
            ["Author", "Title", "Subject", "Keywords", "Creator", "CreateDate", "ModifyDate"];
        assert!(!about.contains(&field), "{name} says {value}");
        assert!(of_file || !field.contains("Date"), "{name} says {value}");
    }
    assert!(fields[0]["PDF:PageCount"].as_u64() >= Some(1), "{said}");
    app.close().await;
}

#[tokio::test]
async fn what_is_told_in_person_leaves_no_file_and_is_known_to_the_ledger() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = boat::begun(folder.path(), None).await;
    boat::decide(&app).await;
    app.click("review-preview").await;
    app.at("preview-counts").await;
    app.click("format-cue-card").await;
    assert_eq!(print(&app, "cue-card").await, "nothing-to-print", "before anything is chosen");
    for _ in 0..3 {
        let sentence = By::Css("[data-testid=cue-sentence]:enabled");
        driver::find(&app.window, sentence).await.click().await.expect("a sentence is picked");
    }
    app.shows("3 lines").await;
    assert_eq!(print(&app, "cue-card").await, "nothing-to-print", "before it is told");
    let before = files(folder.path());
    app.click("preview-go").await;
    assert!(app.window.find(By::Css("[data-testid=seal-path]")).await.is_err(), "no file is named");
    assert_eq!(print(&app, "cue-card").await, "nothing-to-print", "before the name is typed");
    app.fill(&app.at("seal-name").await, PERSON).await;
    app.click("seal-act").await;
    app.at("card").await;
    let lines = "return [...document.querySelectorAll('[data-testid=card-lines] li')].length";
    assert_eq!(ask(&app.window, lines).await, json!(3));
    let card = app.at("card-lines").await.text().await.expect("lines");
    for gone in GONE {
        assert!(!card.contains(gone), "{gone}: {card}");
    }

    app.click("done-close").await;
    app.press("Told").await;
    let row = app.at("ledger-row").await;
    assert_eq!(row.attr("data-state").await.expect("a row").as_deref(), Some("told"));
    let row = row.text().await.expect("a row");
    assert!(row.contains(PERSON) && row.contains("In person"), "{row}");
    assert_eq!(files(folder.path()), before, "no file came");
    app.close().await;
}

/// What the shell says when a paper is to be printed that is not there.
async fn print(app: &App, paper: &str) -> String {
    let script = format!(
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('print_window', \
         {{ paper: '{paper}' }}).then(() => done('printed'), (failure) => done(failure.code))"
    );
    let answer = app.window.execute_async(script, vec![]).await.expect("an answer");
    answer.json().as_str().expect("a word").to_owned()
}

/// Every file below a folder that is not the program's own.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut below = vec![folder.to_owned()];
    while let Some(next) = below.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                if name != "home" {
                    below.push(path);
                }
            } else if !name.to_string_lossy().starts_with("mine.tellable") {
                found.insert(path);
            }
        }
    }
    found
}

/// Nothing but what every decoder needs to show the pixels.
fn assert_is_only_a_picture(file: &Path) {
    let said = stock::exif(file);
    let fields: Value = serde_json::from_str(&said).expect("exiftool writes JSON");
    assert_eq!(fields[0]["File:MIMEType"], "image/jpeg", "{said}");
    for name in fields[0].as_object().expect("fields").keys() {
        let group = name.split(':').next().unwrap_or_default();
        let known = ["SourceFile", "ExifTool", "File", "JFIF", "Composite"].contains(&group);
        assert!(known && name != "File:Comment", "{name} is left: {said}");
        assert!(!name.contains("GPS") && !name.contains("Thumbnail"), "{name} is left");
    }
}

/// The colour of a photo's middle and of its corner, once it is shown.
const COLOURS: &str = "const img = document.querySelector('.letter-file img'); \
    if (!img || !img.complete || img.naturalWidth === 0) return null; \
    const canvas = document.createElement('canvas'); \
    canvas.width = img.naturalWidth; canvas.height = img.naturalHeight; \
    const paint = canvas.getContext('2d'); paint.drawImage(img, 0, 0); \
    const at = (x, y) => [...paint.getImageData(x, y, 1, 1).data].slice(0, 3); \
    return [at(canvas.width / 2, canvas.height / 2), at(4, 4), at(220, 200)]";

async fn read_in_a_browser(file: &Path, passphrase: &str) {
    let page = LetterPage::open(file).await;
    page.unlock(passphrase).await;
    page.shows(REWRITTEN).await;
    page.shows("You may retell this, without my name.").await;
    let text = driver::text(&page.browser).await;
    assert!(text.contains(TITLE) && text.contains("that it was sound"), "{text}");
    let source = page.source().await;
    for gone in GONE.iter().chain(PLANTED) {
        assert!(!text.contains(gone) && !source.contains(gone), "{gone}: {text}");
    }
    let photo = driver::find(&page.browser, By::Css(".letter-file img")).await;
    assert_eq!(photo.attr("alt").await.expect("a photo").as_deref(), Some(ALT));
    let mut colours = Value::Null;
    for _ in 0..100 {
        colours = ask(&page.browser, COLOURS).await;
        if !colours.is_null() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let is = |at: usize, wanted: [u64; 3]| {
        let near = |n: usize| colours[at][n].as_u64().is_some_and(|c| c.abs_diff(wanted[n]) < 12);
        assert!((0..3).all(near), "{wanted:?} at {at}: {colours}");
    };
    is(0, [128, 128, 128]);
    is(1, [30, 60, 200]);
    is(2, [200, 30, 30]);
    page.close().await;
}

/// The text of a sealed page's letter, and the bytes of its one picture, as docs/letter-format.md has it.
fn opened(page: &Path, passphrase: &str) -> (String, Vec<u8>) {
    let page = fs::read_to_string(page).expect("a page");
    let (_, rest) = page.split_once("id=\"letter\">").expect("a page holds a letter");
    let (coded, _) = rest.split_once("</script>").expect("it ends");
    let sealed = base64_decode(coded.trim()).expect("base64");
    let passphrase = Passphrase::from(passphrase.to_owned());
    let letter = seal::open_with_passphrase(&passphrase, &sealed).expect("it opens").to_vec();
    let end = letter.iter().position(|byte| *byte == b'\n').expect("a head");
    let head: Value = serde_json::from_slice(&letter[..end]).expect("the head is JSON");
    let files = head["attachments"].as_array().expect("files");
    assert_eq!(files.len(), 1, "{head}");
    assert_eq!((&files[0]["name"], &files[0]["alt"]), (&json!("photo-1.jpg"), &json!(ALT)));
    let length = |value: &Value| usize::try_from(value.as_u64().expect("a length")).expect("small");
    let begin = letter.len() - length(&files[0]["length"]);
    let text = String::from_utf8(letter[..begin].to_vec()).expect("a letter is text");
    assert_eq!(begin, end + 1 + length(&head["length"]) + 1, "{text}");
    (text, letter[begin..].to_vec())
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

async fn told_by_keys(app: &App) {
    app.chord(&[Key::Control], 'k').await;
    type_and_enter(app, "Told").await;
    app.at("ledger-row").await;
}
