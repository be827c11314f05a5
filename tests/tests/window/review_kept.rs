//! A review can be left and taken up again, is undecided again only where the entry changed, and
//! what cannot leave says so and loses nothing.

use std::path::Path;

use promises::app::App;
use promises::stock;
use thirtyfour::prelude::*;

use crate::acts;

const PASSPHRASE: &str = "ribbon quarry twelve herons";
const FIRST: &str = "I said yes to the project before I had read it.";
const SECOND: &str = "By the end of the week I could not sleep.";
const THIRD: &str = "Then somebody asked me how I was.";

#[tokio::test]
async fn a_review_is_taken_up_where_it_was_left() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(&home.path().join("home")).await;
    acts::create_vault(&app, &home.path().join("mine.tellable"), PASSPHRASE).await;
    write(&app).await;

    app.press("Tell…").await;
    acts::plan_share(&app, "Ben Okafor", "So that he asks again", "rule-keep-between-us").await;
    acts::decide(&app, FIRST, "1").await;
    acts::decide(&app, SECOND, "3").await;
    assert_eq!(acts::progress(&app).await, "2 of 4 decided");
    app.click("share-close").await;
    app.chord(&[Key::Control], 'l').await;
    acts::unlock(&app, PASSPHRASE).await;
    app.at("new-entry").await;
    resume(&app).await;
    assert_eq!(acts::progress(&app).await, "2 of 4 decided");
    assert_eq!(decision(&app, FIRST).await, "keep");
    assert_eq!(decision(&app, SECOND).await, "leave-out");
    assert_eq!(decision(&app, THIRD).await, "undecided");

    change_the_first(&app).await;
    resume(&app).await;
    app.shows("has changed since you decided").await;
    assert_eq!(decision(&app, "read it. Twice.").await, "undecided");
    assert_eq!(decision(&app, SECOND).await, "leave-out");
    assert_eq!(acts::progress(&app).await, "1 of 4 decided");

    acts::keep_the_rest(&app).await;
    refuse_a_wrong_recipient(&app, home.path()).await;
    refuse_to_overwrite(&app, home.path()).await;
    app.close().await;
}

async fn write(app: &App) {
    app.click("new-entry").await;
    app.fill(&app.at("title").await, "A yes too many").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    for paragraph in [FIRST, SECOND, THIRD] {
        app.type_keys(paragraph).await;
        app.type_keys(Key::Enter + "").await;
        app.type_keys(Key::Enter + "").await;
    }
}

async fn resume(app: &App) {
    app.press("Told").await;
    app.click("ledger-resume").await;
    app.at("review").await;
}

async fn decision(app: &App, words: &str) -> String {
    let row = acts::item(app, words).await;
    row.attr("data-decision").await.expect("a row").expect("a decision")
}

/// Puts a word behind the first paragraph, in the entry itself.
async fn change_the_first(app: &App) {
    app.click("share-close").await;
    app.click("row").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    app.window
        .action_chain()
        .key_down(Key::Control)
        .key_down(Key::Home)
        .key_up(Key::Home)
        .key_up(Key::Control)
        .key_down(Key::End)
        .key_up(Key::End)
        .perform()
        .await
        .expect("the end of the first line");
    app.type_keys(" Twice.").await;
    app.shows("Saved").await;
}

async fn refuse_a_wrong_recipient(app: &App, folder: &Path) {
    app.click("review-preview").await;
    app.click("format-age-recipient").await;
    let (_, recipient) = stock::age_key(folder);
    let field = app.at("preview-recipient").await;
    let mut typo = recipient.clone();
    let last = typo.pop().expect("a letter");
    typo.push(if last == 'q' { 'p' } else { 'q' });
    app.fill(&field, &typo).await;
    app.shows("That is not a complete age recipient.").await;
    let go = app.at("preview-go").await;
    assert!(!go.is_enabled().await.expect("a button"), "nothing goes on to a wrong key");
    app.fill(&field, &recipient).await;
    app.shows_no_more("That is not a complete age recipient.").await;
    app.click("preview-go").await;
}

async fn refuse_to_overwrite(app: &App, folder: &Path) {
    let taken = folder.join("already-there.age");
    std::fs::write(&taken, "my other letter").expect("a file");
    app.fill(&app.at("seal-path").await, &taken.display().to_string()).await;
    let name = app.at("seal-name").await;
    app.fill(&name, "Bea Okafor").await;
    app.shows("That is not “Ben Okafor” yet.").await;
    assert!(!app.at("seal-act").await.is_enabled().await.expect("a button"));
    app.fill(&name, "Ben Okafor").await;
    app.click("seal-act").await;
    app.shows("It was not touched, and nothing left. Choose another name.").await;
    assert_eq!(std::fs::read(&taken).expect("still there"), b"my other letter");

    let free = folder.join("another-name.age");
    app.fill(&app.at("seal-path").await, &free.display().to_string()).await;
    app.click("seal-act").await;
    app.at("done").await;
    let letter = stock::age_open(&folder.join("colleague.key"), &free);
    let letter = String::from_utf8(letter).expect("text");
    assert!(letter.contains("read it. Twice.") && letter.contains(THIRD), "{letter}");
    assert!(!letter.contains("could not sleep"), "{letter}");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .filter(|name| name.contains("age"))
        .collect();
    names.sort();
    assert_eq!(names, ["already-there.age", "another-name.age"], "no partial file is left");
}
