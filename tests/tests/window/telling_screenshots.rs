//! The screens of telling with photos, of letters, of people and what comes after, and of the circle, for
//! docs/screenshots.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};
use jiff::civil::date;
use promises::driver;
use promises::stock;
use share::{After, Letter, RetellingRule};
use thirtyfour::prelude::*;
use vault::{Id, Moment, Places, seal};

use crate::acts;
use crate::care::{self, PASSPHRASE};
use crate::keyboard::type_and_enter;
use crate::screenshots::Walk;

const ANA: &str = "Ana Ferreira";
const BEN: &str = "Ben Okafor";
const STORY: &str = "The number I moved";
const CARD: &str = "The bridge made of spaghetti";
const LETTER: &str = "I read your letter on the train and missed my stop.\n\nTwelve years ago I sent a \
    contract to the wrong address. I knew within the hour, and I waited three days until somebody \
    else found it. Nobody ever learned that I had known.\n\n> One can say a thing on the second day, \
    too.\n\nI do not know why I tell you this now. Perhaps because you did not wait.";

#[tokio::test]
#[ignore = "run by cargo xtask screenshots"]
async fn screenshots_of_telling() {
    let walk = Walk::begin().await;
    let vault = walk.home.join("Ana.tellable");
    acts::create_vault(&walk.app, &vault, PASSPHRASE).await;
    acts::import(&walk.app, &walk.story()).await;
    letters(&walk).await;
    told_to_two(&walk).await;
    told_in_person(&walk).await;
    afterwards(&walk, &vault).await;
    circle(&walk).await;
    walk.app.close().await;
    std::fs::remove_dir_all(&walk.home).ok();
}

/// Light, dark, and in a narrow window.
async fn all(walk: &Walk, name: &str) {
    walk.both(name).await;
    walk.narrow(true).await;
    walk.light(&format!("{name}-narrow")).await;
    walk.narrow(false).await;
}

/// The same, where a part of a long screen is what it is about.
async fn all_at(walk: &Walk, name: &str, test_name: &str) {
    let scroll = format!(
        "document.querySelector('[data-testid={test_name}]').scrollIntoView({{ block: 'center' }}); \
         return true"
    );
    let shown = async || driver::ask(&walk.app.window, &scroll).await;
    shown().await;
    walk.both(name).await;
    walk.narrow(true).await;
    shown().await;
    walk.light(&format!("{name}-narrow")).await;
    walk.narrow(false).await;
}

async fn circle(walk: &Walk) {
    let app = &walk.app;
    app.chord(&[Key::Control], 'k').await;
    app.at("palette").await;
    type_and_enter(app, "Guide a circle").await;
    app.at("circle").await;
    let fields = app.window.find_all(By::Css("[data-testid=circle-name]")).await.expect("fields");
    for (field, name) in fields.iter().zip(["Ana", "Ben", "Leyla", "Piet"]) {
        app.fill(field, name).await;
    }
    all(walk, "circle").await;
    app.click("circle-open").await;
    app.click("circle-agree").await;
    app.at("circle-prompt").await;
    all(walk, "circle-turn").await;
    app.click("circle-leave").await;
    app.at("new-entry").await;
}

async fn letters(walk: &Walk) {
    let app = &walk.app;
    app.press("Letters").await;
    app.click("key-make").await;
    let recipient = app.at("key-recipient").await.text().await.expect("a recipient");
    app.click("key-show-code").await;
    app.at("key-code").await;
    all(walk, "letters-key").await;
    app.click("key-show-code").await;
    let second = ("The contract", LETTER, RetellingRule::KeepBetweenUs);
    let first = ("A yes too many", "I said yes before I had read it.", RetellingRule::MayRetell);
    for (n, (title, body, rule)) in [first, second].into_iter().enumerate() {
        let file = walk.home.join("From a friend.age");
        std::fs::write(&file, letter(&recipient, n, title, body, rule)).expect("written");
        app.press("Letters").await;
        app.click("letter-open").await;
        app.fill(&app.at("letter-path").await, &file.display().to_string()).await;
        app.click("letter-continue").await;
        app.at("letter-new").await;
        app.fill(&app.at("letter-from").await, [ANA, BEN][n]).await;
        if n == 1 {
            all(walk, "letter-new").await;
        }
        app.click("letter-keep").await;
        app.at("answer").await;
        app.shows_no_more("is kept.").await;
    }
    app.at("letter-back").await;
    all(walk, "letter").await;
    app.click("letter-back").await;
    app.at("letter-list").await;
    all(walk, "letters").await;
}

fn letter(recipient: &str, n: usize, title: &str, body: &str, rule: RetellingRule) -> Vec<u8> {
    let letter = Letter {
        id: Id::from_bytes([u8::try_from(n).expect("few"); 16]),
        at: date(2026, 11, 20),
        rule,
        title: Some(title.to_owned()),
        happened: Some("in autumn 2014".to_owned()),
        place: None,
        kind: None,
        people: vec!["a colleague".to_owned()],
        tags: vec![],
        feeling: None,
        body: body.to_owned(),
        answers: None,
        attachments: vec![],
    };
    let plain = letter.encode().expect("a letter");
    seal::to_recipients(&[recipient.parse().expect("a recipient")], &plain).expect("sealed")
}

async fn open(walk: &Walk, title: &str) {
    walk.app.press("Timeline").await;
    acts::open_row(&walk.app, title).await;
    let open =
        format!("return document.querySelector('[data-testid=title]')?.value === \"{title}\"");
    walk.app.until("it is open", &open).await;
}

/// The review with a photo, the brush, pages to read, and a file for two.
async fn told_to_two(walk: &Walk) {
    let app = &walk.app;
    open(walk, STORY).await;
    app.click("add-files").await;
    let photo = footbridge(&walk.home);
    app.fill(&app.at("add-files-paths").await, &photo.display().to_string()).await;
    app.click("add-files-start").await;
    app.at("file").await;
    app.press("Tell…").await;
    let purpose = "So that she knows she can tell me when something goes wrong.";
    acts::plan_share(app, ANA, purpose, "rule-keep-between-us").await;
    let photo = driver::find(&app.window, By::Css("[data-kind=photo]")).await;
    acts::stand_at(app, &photo).await;
    app.until(
        "it is drawn",
        "return document.querySelector('[data-testid=review-photo] img')?.complete === true",
    )
    .await;
    all(walk, "review-photo").await;
    app.type_keys("2").await;
    app.at("brush-surface").await;
    // Over the faces.
    app.type_keys(Key::Up + "").await;
    for _ in 0..2 {
        app.type_keys(Key::Left + " ").await;
    }
    all(walk, "photo-brush").await;
    app.chord(&[Key::Control], Key::Enter.value()).await;
    app.until(
        "the brush is put away",
        "return document.querySelector('[data-testid=brush]') === null",
    )
    .await;
    keep_all(walk).await;

    app.click("review-preview").await;
    app.at("preview-counts").await;
    app.click("format-pdf").await;
    let pages = "return document.querySelector('[data-testid=pages] img')?.complete === true";
    app.until("the pages are drawn", pages).await;
    all(walk, "preview-pdf").await;
    app.click("format-age-recipient").await;
    let (_, recipient) = stock::age_key(&walk.home);
    app.fill(&app.at("preview-recipient").await, &recipient).await;
    app.click("other-add").await;
    app.fill(&app.at("other-name").await, BEN).await;
    app.fill(&app.at("other-key").await, &recipient_of_another(&walk.home)).await;
    app.until("it is made", "return !document.querySelector('[data-testid=preview-go]').disabled")
        .await;
    all_at(walk, "several-people", "other-add").await;
    app.click("preview-go").await;
    app.fill(&app.at("seal-path").await, &walk.home.join("For two.age").display().to_string())
        .await;
    app.fill(&app.at("seal-name").await, &format!("{ANA}, {BEN}")).await;
    app.click("seal-act").await;
    app.at("done").await;
    app.click("done-close").await;
    app.at("new-entry").await;
}

fn recipient_of_another(folder: &Path) -> String {
    let folder = folder.join("another");
    std::fs::create_dir_all(&folder).expect("a folder");
    stock::age_key(&folder).1
}

async fn keep_all(walk: &Walk) {
    let app = &walk.app;
    for _ in 0..100 {
        if app.at("review-preview").await.is_enabled().await.expect("a button") {
            return;
        }
        app.type_keys("n").await;
        app.type_keys("1").await;
        tokio::time::sleep(std::time::Duration::from_millis(120)).await;
    }
    panic!("the review never ends: {}", acts::progress(app).await);
}

/// A card for telling it in person.
async fn told_in_person(walk: &Walk) {
    let app = &walk.app;
    open(walk, CARD).await;
    app.press("Tell…").await;
    acts::plan_share(app, ANA, "So that she knows where it began.", "rule-may-retell").await;
    keep_all(walk).await;
    app.click("review-preview").await;
    app.at("preview-counts").await;
    app.click("format-cue-card").await;
    let sentences = app.window.find_all(By::Css("[data-testid=cue-sentence]")).await;
    let mut picked = 0;
    for sentence in sentences.expect("sentences") {
        let short = sentence.text().await.expect("a sentence").chars().count() <= 120;
        if short && picked < 4 {
            sentence.click().await.expect("it is picked");
            picked += 1;
        }
    }
    all_at(walk, "cue-card-lines", "cue-count").await;
    app.click("preview-go").await;
    app.fill(&app.at("seal-name").await, ANA).await;
    app.click("seal-act").await;
    app.at("card-lines").await;
    all(walk, "cue-card").await;
    app.click("done-close").await;
    app.at("new-entry").await;
}

/// What came of it: by person, a page of theirs, the day to ask, and the questions before the next time.
async fn afterwards(walk: &Walk, vault: &Path) {
    let app = &walk.app;
    care::lock(app).await;
    let (index_dir, state_dir) = (walk.home.join("cache/index"), walk.home.join("state"));
    let mut journal = care::open(vault, &Places { index_dir, state_dir }, "desk");
    let now = jiff::Zoned::now();
    let at = Moment::new(now.timestamp(), now.offset());
    for row in share::ledger(&journal).expect("a ledger") {
        let mut after = After::default();
        if row.person_name == BEN {
            after.trust = Some(share::Trust::Broken);
            after.words.push_str("By noon the whole team knew.");
        } else if row.entry_title == STORY {
            after.received = Some(share::Received::Warmly);
            after.trust = Some(share::Trust::Held);
            after.words.push_str("She told me of her first drawing the next day.");
        } else {
            after.follow_up = Some(now.date());
        }
        share::note_after(&mut journal, row.id, after, at).expect("noted");
    }
    journal.lock().expect("locked");
    care::unlock(app).await;
    app.at("follow-ups").await;
    acts::open_row(app, CARD).await;
    all(walk, "follow-up").await;

    app.press("Told").await;
    app.at("ledger-row").await;
    let label = By::XPath("//label[normalize-space()='By person']".to_owned());
    driver::find(&app.window, label).await.click().await.expect("by person");
    let row = "//li[@data-testid='ledger-row'][contains(., 'The number')]//button";
    driver::find(&app.window, By::XPath(row.to_owned())).await.click().await.expect("it opens");
    app.at("after").await;
    all_at(walk, "told-by-person", "after-words").await;

    app.press("People").await;
    app.at("people-list").await;
    app.press(ANA).await;
    app.at("person-knows").await;
    all(walk, "person-page").await;

    open(walk, "薇薇的饺子").await;
    app.press("Tell…").await;
    app.fill(&app.at("plan-person").await, BEN).await;
    app.at("before-broken").await;
    all_at(walk, "before", "before-broken").await;
    app.click("share-close").await;
    app.at("new-entry").await;
}

/// A footbridge over a canal, with two people on it and a place in its file.
fn footbridge(folder: &Path) -> PathBuf {
    let path = folder.join("IMG_2016 Leyla and Piet.jpg");
    let bridge = |x: u32, y: u32| {
        let deck = (252..264).contains(&y);
        let rail = (204..209).contains(&y) && (40..600).contains(&x);
        let slant = (x % 80).abs_diff(40);
        let truss = (204..256).contains(&y) && (slant + 204 + 12).abs_diff(y) < 3;
        deck || rail || truss
    };
    let person = |x: u32, y: u32, at: u32, high: u32| {
        let (head, body) = (252 - high, 252 - high + 14);
        let round = x.abs_diff(at).pow(2) + y.abs_diff(head).pow(2) < 81;
        round || (y > body && y < 252 && x.abs_diff(at) < 9 + (y - body) / 9)
    };
    let picture = RgbImage::from_fn(640, 427, |x, y| {
        let shade = |from: [u32; 3], to: [u32; 3], part: u32, whole: u32| {
            let mix = |n: usize| (from[n] * (whole - part) + to[n] * part) / whole;
            Rgb([0, 1, 2].map(|n| u8::try_from(mix(n)).unwrap_or(u8::MAX)))
        };
        if person(x, y, 250, 74) || person(x, y, 292, 68) {
            Rgb([58, 52, 60])
        } else if bridge(x, y) {
            Rgb([92, 70, 62])
        } else if y < 290 {
            shade([168, 192, 206], [240, 226, 204], y, 290)
        } else {
            shade([150, 160, 158], [88, 108, 116], y - 290 + (x / 9 + y / 3) % 6, 145)
        }
    });
    picture.save(&path).expect("a picture");
    let tags = ["-overwrite_original", "-GPSLatitude=52.0", "-GPSLatitudeRef=N", "-Model=Pocket 3"];
    let path_words = path.as_os_str();
    let words: Vec<_> =
        tags.iter().map(std::ffi::OsStr::new).chain(std::iter::once(path_words)).collect();
    stock::run("exiftool", &words);
    path
}
