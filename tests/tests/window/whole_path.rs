//! The whole path once: an empty machine, a vault, the diary of Samuel Pepys, a new entry, a lock,
//! and one story told to one colleague twice, as an age file and as a sealed page.

use std::path::Path;

use promises::app::App;
use promises::letter_page::LetterPage;
use promises::{corpus, stock};
use thirtyfour::prelude::*;

use crate::acts;

const PASSPHRASE: &str = "lantern orchard seven quiet boats";
/// A day of three blocks: the fast for the fire, a table of sums, a talk in confidence.
const DAY: &str = "10th (Fast-day for the fire)";
const LEFT_OUT: &str = "He and I did bemoan our public condition";
const ALSO_LEFT_OUT: &str = "the Duke of Albemarle is under a cloud";
const REWRITTEN: &str = "Two million that nobody could account for.";
const KEPT: &str = "he knew the Prince too well to anger him";

#[tokio::test]
async fn one_writes_in_private_and_tells_one_story() {
    assert!(corpus::pepys_file().exists(), "the diary stands beside the checkout");
    let home = tempfile::tempdir().expect("a temporary folder");
    let diary = home.path().join("diary");
    let written = corpus::write_folder(&corpus::days(), &diary).expect("the diary is written");
    assert_eq!(written, 3413);
    let vault = home.path().join("mine.tellable");
    let app = App::open(&home.path().join("home")).await;

    acts::create_vault(&app, &vault, PASSPHRASE).await;
    import_the_diary(&app, &diary).await;
    find_the_plague(&app).await;
    write_an_entry(&app).await;
    lock_and_unlock(&app).await;
    tell_to_a_key(&app, home.path()).await;
    tell_as_a_page(&app, home.path()).await;
    app.close().await;
}

async fn import_the_diary(app: &App, diary: &Path) {
    let report = acts::import(app, diary).await;
    assert!(report.contains("3,413 entries brought in"), "{report}");
    for (name, count) in
        [("found", "3,413"), ("imported", "3,413"), ("skipped", "0"), ("failed", "0")]
    {
        assert!(report.contains(count), "{name}: {report}");
    }
}

async fn find_the_plague(app: &App) {
    let found = acts::search(app, "plague").await;
    let count: usize = found.split(' ').next().unwrap_or_default().parse().unwrap_or_default();
    assert!(count >= 100, "Pepys wrote of the plague on many days: {found}");
    app.window
        .find(By::Css("[data-testid=row]"))
        .await
        .expect("a row")
        .click()
        .await
        .expect("opens");
    let body = app.at("body").await.text().await.expect("the page has a text");
    assert!(body.to_lowercase().contains("plague"), "the page is the one that was found");
}

async fn write_an_entry(app: &App) {
    app.at("new-entry").await.click().await.expect("a new entry opens");
    app.fill(&app.at("title").await, "The plan I never said aloud").await;
    let body = app.at("body").await;
    body.click().await.expect("the page takes the focus");
    body.send_keys("I told nobody that I had already decided to leave.")
        .await
        .expect("one can type");
    app.shows("Saved").await;
    let found = acts::search(app, "\"already decided\"").await;
    assert!(found.starts_with('1'), "what was saved is found: {found}");
}

async fn lock_and_unlock(app: &App) {
    app.at("lock").await.click().await.expect("the vault is locked");
    app.at("unlock").await;
    assert!(!app.text().await.contains("already decided"), "nothing is left on the page");
    assert!(!app.window.source().await.expect("a source").contains("already decided"));
    acts::unlock(app, "not the passphrase").await;
    app.shows("does not open").await;
    acts::unlock(app, PASSPHRASE).await;
    app.at("new-entry").await;
}

/// From the list to the finished review: a paragraph left out, a name generalised everywhere, an
/// item rewritten, and everything else kept.
async fn review_the_day(app: &App, person: &str) {
    acts::search(app, "\"sum\" bemoan Garraway").await;
    acts::open_row(app, "Garraway").await;
    app.press("Tell…").await;
    acts::plan_share(app, person, "So that she knows why I am careful", "rule-keep-between-us")
        .await;
    assert!(acts::progress(app).await.starts_with("0 of"), "everything starts undecided");

    acts::decide(app, LEFT_OUT, "3").await;
    acts::decide(app, "Royal Ayde", "2").await;
    app.fill(&app.at("rewrite-text").await, REWRITTEN).await;
    app.at("rewrite-save").await.click().await.expect("the words are used");
    acts::decide(app, DAY, "1").await;
    generalise_everywhere(app, "Batten").await;
    acts::keep_the_rest(app).await;
}

async fn generalise_everywhere(app: &App, name: &str) {
    let path = format!("//button[contains(@class,'finding')][contains(., '{name}')]");
    let finding = promises::driver::find(&app.window, By::XPath(path)).await;
    finding.click().await.expect("the name can be chosen");
    app.fill(&app.at("stand-in").await, "a colleague").await;
    app.at("decide-2").await.click().await.expect("the name is generalised");
    app.at("everywhere").await.click().await.expect("it is done everywhere");
    app.shows("told as “a colleague”").await;
}

async fn tell_to_a_key(app: &App, folder: &Path) {
    let (key, recipient) = stock::age_key(folder);
    review_the_day(app, "Ana Ruiz").await;
    let package = folder.join("for-ana.age");
    acts::seal(app, "age-recipient", Some(&recipient), &package, "Ana Ruiz").await;
    app.at("done").await;
    let letter = String::from_utf8(stock::age_open(&key, &package)).expect("a letter is text");
    assert_is_what_was_chosen(&letter);
    assert!(letter.starts_with("{\"tellable\":\"letter\""), "it says what it is");
    app.at("done-close").await.click().await.expect("back to the journal");
    app.press("Told").await;
    app.at("ledger-row").await;
    app.shows("Ana Ruiz").await;
    app.shows("for-ana.age").await;
}

async fn tell_as_a_page(app: &App, folder: &Path) {
    app.press("Timeline").await;
    review_the_day(app, "Ben Okafor").await;
    let package = folder.join("for-ben.html");
    acts::seal(app, "sealed-page", None, &package, "Ben Okafor").await;
    let passphrase = app.at("done-passphrase").await.text().await.expect("a passphrase is shown");
    assert_eq!(passphrase.split('-').count(), 7, "{passphrase}");

    let page = LetterPage::open(&package).await;
    let before = page.source().await;
    for secret in [KEPT, LEFT_OUT, REWRITTEN, "Batten", "Prince", "Fast-day"] {
        assert!(!before.contains(secret), "{secret:?} can be read before the passphrase");
    }
    page.unlock("these-seven-words-are-not-the-ones").await;
    page.shows("That is not the passphrase of this letter.").await;
    assert!(!page.source().await.contains(KEPT));
    page.unlock(&passphrase).await;
    page.shows(KEPT).await;
    let after = promises::driver::text(&page.browser).await;
    assert_is_what_was_chosen(&after);
    page.close().await;
}

fn assert_is_what_was_chosen(letter: &str) {
    assert!(letter.contains(KEPT), "what was kept is there: {letter}");
    assert!(letter.contains(REWRITTEN), "what was rewritten is there");
    assert!(letter.contains("a colleague"), "the stand-in is there");
    for gone in [LEFT_OUT, ALSO_LEFT_OUT, "Batten", "BATTEN", "Royal Ayde", "2,450,000"] {
        assert!(!letter.contains(gone), "{gone:?} left: {letter}");
    }
}
