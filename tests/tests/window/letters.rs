//! Letters from one vault to another, in the real window: told to a key, opened, kept, answered, and the
//! answer opened where it began. What somebody hostile wrote does nothing there.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use promises::app::App;
use promises::driver::{self, ask};
use promises::selection::Onlooker;
use share::{Letter, LetterFile, RetellingRule};
use thirtyfour::prelude::*;
use vault::{Id, Passphrase, WorkFactor, seal};

use crate::acts;
use crate::care;
use crate::keys;

const WORDS: &str = "plain copper kettle nine";
const STORY: &str = "The call I let ring";
const BODY: &str = "My father rang, and I let it ring until it stopped.";
const ME_TOO: &str = "Me too. With my mother, for a whole summer.";

/// Somebody with a machine and a vault of their own.
struct Somebody {
    home: PathBuf,
    vault: PathBuf,
}

impl Somebody {
    fn new(folder: &Path, name: &str) -> Self {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { home: folder.join("home"), vault: folder.join("mine.tellable") }
    }

    /// The program for the first time, up to an empty vault.
    async fn begins(&self) -> App {
        let app = App::open(&self.home).await;
        acts::create_vault(&app, &self.vault, WORDS).await;
        app
    }

    /// The program again, with the same vault.
    async fn again(&self) -> App {
        let app = App::open(&self.home).await;
        keys::unlock(&app, WORDS).await;
        app
    }
}

/// Makes the key of this vault in its window; gives the recipient that is shown.
async fn make_key(app: &App) -> String {
    app.press("Letters").await;
    app.click("key-make").await;
    app.at("key-recipient").await.text().await.expect("a recipient")
}

/// Names the file of a letter by typing where it is.
async fn open(app: &App, file: &Path) {
    app.press("Letters").await;
    app.click("letter-open").await;
    app.fill(&app.at("letter-path").await, &file.display().to_string()).await;
    app.click("letter-continue").await;
}

async fn try_words(app: &App, words: &str) {
    app.fill(&app.at("letter-passphrase").await, words).await;
    app.click("letter-continue").await;
}

async fn keep_from(app: &App, name: &str) {
    app.at("letter-new").await;
    app.fill(&app.at("letter-from").await, name).await;
    app.click("letter-keep").await;
    app.at("answer").await;
    // What was said of it stands over the foot of the window for a while.
    app.shows_no_more("is kept.").await;
}

/// From the finished plan to a sealed file.
async fn tell(app: &App, person: &str, format: &str, recipient: Option<&str>, file: &Path) {
    acts::plan_share(app, person, "So that we both know", "rule-keep-between-us").await;
    acts::keep_the_rest(app).await;
    acts::seal(app, format, recipient, file, person).await;
    app.at("done").await;
}

#[tokio::test]
async fn a_letter_goes_to_a_second_vault_and_its_answer_comes_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (ana, ben) = (Somebody::new(folder.path(), "ana"), Somebody::new(folder.path(), "ben"));
    let (there, back) = (folder.path().join("for-ben.age"), folder.path().join("for-ana.age"));

    let app = ben.begins().await;
    let to_ben = make_key(&app).await;
    assert!(to_ben.starts_with("age1"), "{to_ben}");
    app.close_by_frame().await;

    let app = ana.begins().await;
    let to_ana = make_key(&app).await;
    assert_ne!(to_ana, to_ben);
    keys::write(&app, STORY, BODY).await;
    app.press("Tell…").await;
    tell(&app, "Ben Okafor", "age-recipient", Some(&to_ben), &there).await;
    app.click("done-close").await;
    open(&app, &there).await;
    app.shows("This letter was not sealed to this vault.").await;
    app.close_by_frame().await;

    let app = ben.again().await;
    open(&app, &there).await;
    keep_from(&app, "Ana Ruiz").await;
    let asked = care::read(&app, "letter-rule").await;
    assert!(asked.contains("Ana Ruiz") && asked.contains("asks: keep it between us."), "{asked}");
    let letter = care::read(&app, "letter-text").await;
    assert!(letter.contains(STORY) && letter.contains(BODY), "{letter}");
    app.click("answer-me-too").await;
    app.fill(&app.at("answer-text").await, ME_TOO).await;
    app.click("answer-go").await;
    app.at("plan-answers").await;
    tell(&app, "Ana Ruiz", "age-recipient", Some(&to_ana), &back).await;
    app.click("done-close").await;
    app.press("Letters").await;
    app.shows("answered").await;
    app.close_by_frame().await;

    let app = ana.again().await;
    open(&app, &back).await;
    keep_from(&app, "Ben Okafor").await;
    app.shows(ME_TOO).await;
    let linked = care::read(&app, "letter-answers").await;
    assert!(linked.contains("Says “me too” to what you told"), "{linked}");
    assert!(linked.contains(STORY), "{linked}");
    app.press("See what you told").await;
    app.at("ledger-row").await;
    app.shows("The answer from Ben Okafor").await;
    app.close_by_frame().await;
    let sealed = [&there, &back].map(|file| std::fs::read(file).expect("a file"));
    for (bytes, told) in sealed.iter().zip([BODY, ME_TOO]) {
        assert!(!bytes.windows(told.len()).any(|window| window == told.as_bytes()));
    }
}

#[tokio::test]
async fn a_sealed_page_from_one_vault_is_opened_with_its_words_in_another() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (ana, ben) = (Somebody::new(folder.path(), "ana"), Somebody::new(folder.path(), "ben"));
    let page = folder.path().join("for-ben.html");
    let app = ana.begins().await;
    keys::write(&app, STORY, BODY).await;
    app.press("Tell…").await;
    tell(&app, "Ben Okafor", "sealed-page", None, &page).await;
    let words = app.at("done-passphrase").await.text().await.expect("a passphrase");
    app.close_by_frame().await;

    let app = ben.begins().await;
    open(&app, &page).await;
    try_words(&app, "these-seven-words-are-not-the-ones").await;
    app.shows("That is not the passphrase of this letter.").await;
    app.shows("try as often as you like").await;
    assert!(!app.text().await.contains(BODY));
    try_words(&app, &words).await;
    app.at("letter-new").await;
    app.shows(BODY).await;
    app.click("letter-let-go").await;
    app.at("letters-empty").await;

    open(&app, &page).await;
    // As somebody types who has them from a slip of paper.
    try_words(&app, &words.replace('-', " ")).await;
    keep_from(&app, "Ana Ruiz").await;
    std::fs::remove_file(&page).expect("the file goes");
    keys::lock(&app).await;
    assert!(!app.window.source().await.expect("a source").contains(BODY));
    keys::unlock(&app, WORDS).await;
    app.press("Letters").await;
    app.click("letter-row").await;
    app.shows(BODY).await;
    app.close().await;
}

#[tokio::test]
async fn the_key_to_give_away_is_shown_copied_and_drawn() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ana = Somebody::new(folder.path(), "ana");
    let app = ana.begins().await;
    let shown = make_key(&app).await;
    app.click("key-copy").await;
    app.shows("Copied.").await;
    let held = Onlooker::new().holds("UTF8_STRING").map(String::from_utf8);
    assert_eq!(held, Some(Ok(shown.clone())));
    app.click("key-show-code").await;
    app.at("key-code").await;
    let modules = "return document.querySelector('[data-testid=key-code] path').getAttribute('d')";
    assert!(ask(&app.window, modules).await.as_str().expect("a path").len() > 500);

    app.click("key-another").await;
    app.click("key-another-act").await;
    app.shows_no_more(&shown).await;
    let newer = app.at("key-recipient").await.text().await.expect("a recipient");
    assert!(newer.starts_with("age1") && newer != shown);

    // A letter to the older one still opens.
    let file = folder.path().join("late.age");
    let plain = hostile("It came late.", Vec::new());
    let sealed = seal::to_recipients(&[shown.parse().expect("a recipient")], &plain);
    std::fs::write(&file, sealed.expect("sealed")).expect("written");
    open(&app, &file).await;
    app.shows("It came late.").await;
    app.close().await;
}

/// A letter as somebody with other aims could write it.
fn hostile(body: &str, attachments: Vec<LetterFile>) -> Vec<u8> {
    let letter = Letter {
        id: Id::from_bytes([7; 16]),
        at: date(2026, 11, 22),
        rule: RetellingRule::MayRetell,
        title: Some("<img src=x onerror=\"window.hit=1\">".into()),
        happened: None,
        place: Some("<b>nowhere</b>".into()),
        kind: None,
        people: vec!["<script>window.hit=1</script>".into()],
        tags: vec![],
        feeling: None,
        body: body.into(),
        answers: None,
        attachments,
    };
    letter.encode().expect("it is well formed")
}

fn sealed(folder: &Path, name: &str, plain: &[u8]) -> PathBuf {
    let words = Passphrase::from(WORDS.to_owned());
    let work = WorkFactor::new(10).expect("a work factor");
    let file = folder.join(name);
    let bytes = seal::with_passphrase(&words, work, plain).expect("sealed");
    std::fs::write(&file, bytes).expect("written");
    file
}

/// A PNG that says it is this wide and high, and has no pixels.
fn vast_picture(side: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let square = [side.to_be_bytes(), side.to_be_bytes()].concat();
    let header = [square.as_slice(), &[8, 6, 0, 0, 0]].concat();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", vec![]), (b"IEND", vec![])] {
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(&data);
        png.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
        png.extend([kind.as_slice(), &data, &sum.sum().to_be_bytes()].concat());
    }
    png
}

const MARKUP: &str = "<script>window.hit = 1</script>\n\n\
    <img src=\"x\" onerror=\"window.hit = 1\"> <svg onload=\"window.hit = 1\"></svg>\n\n\
    <iframe src=\"https://example.org/frame\"></iframe> <a href=\"javascript:window.hit=1\">raw</a>\n\n\
    [press me](javascript:window.hit=1) [or me](data:text/html,<script>window.hit=1</script>)\n\n\
    [and out](https://example.org/out) ![far](https://example.org/far.png)\n\n\
    <form action=\"https://example.org/take\"><input name=\"secret\" autofocus></form>\n\n\
    <style>body { display: none }</style>\n\nThe last line can be read.";

#[tokio::test]
async fn a_hostile_letter_stays_words_on_paper() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ana = Somebody::new(folder.path(), "ana");
    let app = ana.begins().await;
    let picture = |name: &str, side| LetterFile {
        name: name.into(),
        media_type: "image/png".into(),
        alt: Some("<img src=x onerror=\"window.hit=1\">".into()),
        bytes: vast_picture(side),
    };
    let pictures = vec![picture("vast.png", 60_000), picture("vaster.png", u32::MAX >> 1)];
    let file = sealed(folder.path(), "markup.age", &hostile(MARKUP, pictures));
    open(&app, &file).await;
    try_words(&app, WORDS).await;
    app.at("letter-new").await;
    app.shows("The last line can be read.").await;
    app.shows("<script>window.hit").await;
    assert_is_inert(&app).await;
    let unshown = app.text().await.matches("could not be made anew").count();
    assert_eq!(unshown, 2, "pictures of such a size are named and not shown");
    press_everything(&app).await;
    assert_is_inert(&app).await;
    keep_from(&app, "<script>window.hit=1</script>").await;
    assert_is_inert(&app).await;

    let mut deep = hostile(&("> ".repeat(5_000) + "at the bottom"), Vec::new());
    // Another letter, by its name.
    let at = name_of(&deep);
    deep[at] = b'1';
    let file = sealed(folder.path(), "deep.age", &deep);
    open(&app, &file).await;
    try_words(&app, WORDS).await;
    app.at("letter-new").await;
    app.shows("at the bottom").await;
    let depth = "let most = 0; for (const one of document.querySelectorAll('[data-testid=letter-text] *')) \
                 { let deep = 0; for (let up = one; up !== null; up = up.parentElement) deep += 1; \
                 most = Math.max(most, deep); } return most";
    let depth = ask(&app.window, depth).await.as_u64().expect("a depth");
    assert!(depth < 200, "{depth} elements deep");
    app.click("letter-let-go").await;

    // The window answers as before.
    app.press("Timeline").await;
    keys::write(&app, "Afterwards", "Nothing happened.").await;
    assert!(acts::search(&app, "happened").await.starts_with('1'));
    keys::lock(&app).await;
    keys::unlock(&app, WORDS).await;
    app.close().await;
}

/// Where in a letter its own name begins.
fn name_of(letter: &[u8]) -> usize {
    let name = b"\"id\":\"";
    letter.windows(name.len()).position(|window| window == name).expect("an id") + name.len()
}

/// Nothing of the letter became more than text.
async fn assert_is_inert(app: &App) {
    let active = "return [...document.querySelectorAll(':is([data-testid=letter-text], \
                  [data-testid=letter-files]) :is(script, img, iframe, object, embed, svg, style, form, \
                  input, a, [onerror], [onload])')].map((one) => one.outerHTML)";
    assert_eq!(ask(&app.window, active).await, serde_json::json!([]));
    assert_eq!(ask(&app.window, "return window.hit ?? null").await, serde_json::Value::Null);
    let here = app.window.current_url().await.expect("an address");
    assert_ne!(here.host_str(), Some("example.org"), "{here}");
    assert_eq!(app.window.windows().await.expect("windows").len(), 1);
}

/// Presses whatever of the letter looks as if it led anywhere.
async fn press_everything(app: &App) {
    for words in ["press me", "or me", "and out"] {
        let path = format!("//*[@data-testid='letter-text']//*[contains(text(), '{words}')]");
        driver::find(&app.window, By::XPath(path)).await.click().await.expect("it can be pressed");
    }
}
