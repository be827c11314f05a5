//! What a person does in the window, as single acts.

use std::path::Path;
use std::time::Duration;

use promises::app::App;
use thirtyfour::prelude::*;

/// Makes a vault through all its steps; gives the recovery key that was shown.
pub async fn create_vault(app: &App, path: &Path, passphrase: &str) -> String {
    app.at("create-passphrase").await;
    let secrets = app.window.find_all(By::Css("form input[type=password]")).await.expect("fields");
    assert_eq!(secrets.len(), 2, "a passphrase and its repetition");
    for secret in &secrets {
        app.fill(secret, passphrase).await;
    }
    app.fill(&app.at("create-path").await, &path.display().to_string()).await;
    app.press("Continue").await;
    app.at("create-key").await;
    let shown =
        app.window.find_all(By::Css("[data-testid=recovery-key] code")).await.expect("groups");
    let mut groups = Vec::new();
    for group in shown {
        groups.push(group.text().await.expect("a group has a text"));
    }
    app.press("I have written it down").await;
    app.at("create-check").await;
    let asked = app.window.find_all(By::Css("[data-testid^=group-]")).await.expect("asked groups");
    assert!(!asked.is_empty(), "some groups are asked for");
    for field in asked {
        let name = field.attr("data-testid").await.expect("a name").unwrap_or_default();
        let number: usize = name.trim_start_matches("group-").parse().expect("a group's number");
        app.fill(&field, &groups[number]).await;
    }
    app.press("Make the vault").await;
    app.at("new-entry").await;
    groups.concat()
}

/// Types a passphrase into the lock screen.
pub async fn unlock(app: &App, passphrase: &str) {
    app.fill(&app.at("secret").await, passphrase).await;
    app.press("Unlock").await;
}

/// Brings a folder of Markdown in and waits for the report.
pub async fn import(app: &App, folder: &Path) -> String {
    app.press("Settings").await;
    app.at("import").await.click().await.expect("import can be asked for");
    app.fill(&app.at("work-folder").await, &folder.display().to_string()).await;
    app.at("work-start").await.click().await.expect("import can be started");
    let report = app.at_length("report").await.text().await.expect("the report is text");
    app.press("Done").await;
    report
}

/// Searches everything, and waits until the count of what is found is there.
pub async fn search(app: &App, words: &str) -> String {
    app.fill(&app.at("search").await, words).await;
    app.shows("found").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    app.at("found").await.text().await.expect("a count")
}

/// Opens the first row of the list at the side whose text has these words. A list that is drawn anew under
/// the press loses it: a person presses again, and so does this.
pub async fn open_row(app: &App, words: &str) {
    let path = format!("//*[@data-testid='row'][contains(normalize-space(), \"{words}\")]");
    let opened = format!(
        "return [...document.querySelectorAll('[data-testid=row][aria-current=true]')]
            .some((row) => row.textContent.replace(/\\s+/g, ' ').includes({words:?}))"
    );
    for _ in 0..3 {
        let row = promises::driver::find(&app.window, By::XPath(path.clone())).await;
        row.click().await.expect("a row can be pressed");
        for _ in 0..20 {
            if promises::driver::ask(&app.window, &opened).await == true {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// Makes the plan of a share: whom it is for, why, and under which rule.
pub async fn plan_share(app: &App, person: &str, purpose: &str, rule: &str) {
    app.at("share-view").await;
    app.fill(&app.at("plan-person").await, person).await;
    app.fill(&app.at("plan-purpose").await, purpose).await;
    app.at(rule).await.click().await.expect("a rule is chosen");
    app.at("plan-begin").await.click().await.expect("the review begins");
    app.at("review").await;
}

/// The item of the review whose text has these words.
pub async fn item(app: &App, words: &str) -> WebElement {
    let path = format!("//li[@data-testid='review-item'][contains(., \"{words}\")]");
    promises::driver::find(&app.window, By::XPath(path)).await
}

/// Stands at an item and presses a key of the review.
pub async fn decide(app: &App, words: &str, key: &str) {
    let row = item(app, words).await;
    stand_at(app, &row).await;
    app.type_keys(key).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
}

/// Goes to a row of the review with the keys of the review.
pub async fn stand_at(app: &App, row: &WebElement) {
    let there = "const [row] = arguments, rows = [...row.parentElement.children]; \
                 const at = rows.findIndex((r) => r.querySelector('[aria-current=true]')); \
                 const self = row.querySelector(':scope > .leaves[aria-current=true]') !== null; \
                 return self ? 0 : rows.indexOf(row) > at ? 1 : -1";
    for _ in 0..400 {
        let row = row.to_json().expect("an element");
        let step = app.window.execute(there, vec![row]).await.expect("the page answers");
        match step.json().as_i64() {
            Some(0) => return,
            Some(1) => app.type_keys("j").await,
            _ => app.type_keys("k").await,
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("the row is never reached");
}

/// How many decisions are made, and of how many.
pub async fn progress(app: &App) -> String {
    app.at("review-progress").await.text().await.expect("progress is said")
}

/// Keeps what is still undecided, item by item and place by place, until everything is decided.
pub async fn keep_the_rest(app: &App) {
    for _ in 0..400 {
        let open =
            app.window.find_all(By::Css("[data-testid=review-item][data-decided=false]")).await;
        let Some(row) = open.expect("rows").into_iter().next() else { return };
        if row.attr("data-decision").await.expect("a decision").as_deref() == Some("undecided") {
            stand_at(app, &row).await;
            app.type_keys("1").await;
        } else if let Ok(rest) = app.window.find(By::Css("[data-testid=keep-remaining]")).await {
            rest.click().await.expect("the rest can be kept");
        } else {
            // At the last open place, its own keys decide; from its item the rest can be kept.
            stand_at(app, &row).await;
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    panic!("the review never ends: {}", progress(app).await);
}

/// The same with the keys alone.
pub async fn keep_the_rest_by_keys(app: &App) {
    for _ in 0..400 {
        let open =
            app.window.find_all(By::Css("[data-testid=review-item][data-decided=false]")).await;
        let Some(row) = open.expect("rows").into_iter().next() else { return };
        if row.attr("data-decision").await.expect("a decision").as_deref() == Some("undecided") {
            stand_at(app, &row).await;
            app.type_keys("1").await;
        } else {
            app.chord(&[Key::Shift], '1').await;
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    panic!("the review never ends: {}", progress(app).await);
}

/// From the finished review to the file: format, preview, place, name.
pub async fn seal(app: &App, format: &str, recipient: Option<&str>, path: &Path, person: &str) {
    app.at("review-preview").await.click().await.expect("everything is decided");
    app.at("preview").await;
    app.at(&format!("format-{format}")).await.click().await.expect("a format is chosen");
    if let Some(recipient) = recipient {
        app.fill(&app.at("preview-recipient").await, recipient).await;
    }
    app.at("preview-counts").await;
    let go = app.at("preview-go").await;
    go.wait_until().enabled().await.expect("the package is ready");
    go.click().await.expect("on to seal");
    app.at("seal").await;
    app.fill(&app.at("seal-path").await, &path.display().to_string()).await;
    app.fill(&app.at("seal-name").await, person).await;
    let act = app.at("seal-act").await;
    act.wait_until().enabled().await.expect("the name is right");
    act.click().await.expect("sealed");
}
