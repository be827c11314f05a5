//! The screens that keep a vault well, for docs/screenshots: backups, the check, restoring, joining.

use std::path::PathBuf;
use std::time::Duration;

use journal::{Content, Journal, Order};
use promises::driver::ask;
use promises::house;
use thirtyfour::prelude::*;
use vault::Id;

use crate::acts;
use crate::care::{
    self, PASSPHRASE, Place, back_up, bring_in, choose_folder, enter, lock, look_at_stick, setting,
};
use crate::keyboard::{focused, reach, type_and_enter};
use crate::screenshots::Walk;

const STORY: &str = "The number I moved";

#[tokio::test]
#[ignore = "run by cargo xtask screenshots"]
async fn screenshots_of_care() {
    let walk = Walk::begin().await;
    let app = &walk.app;
    let vault = walk.home.join("Ana.tellable");
    acts::create_vault(app, &vault, PASSPHRASE).await;
    let place = Place::at(&walk.home, &walk.home, vault);
    acts::import(app, &walk.story()).await;

    backups(&walk, &place).await;
    check(&walk, "check").await;
    rehearse(&walk).await;
    join(&walk, &place).await;
    lock(app).await;
    break_one(&place);
    care::unlock(app).await;
    app.at("damaged").await;
    check(&walk, "check-fault").await;
    walk.app.close().await;
    std::fs::remove_dir_all(&walk.home).ok();
}

/// The backups of some days.
async fn backups(walk: &Walk, place: &Place) {
    let app = &walk.app;
    choose_folder(app, &place.stick).await;
    back_up(app).await;
    let made = std::fs::read_dir(&place.stick).expect("the stick").flatten().map(|f| f.path());
    let made: PathBuf = made.into_iter().next().expect("a backup");
    for day in ["2026-11-21 081204", "2026-11-20 214731", "2026-11-19 220915"] {
        let older = place.stick.join(format!("Ana {day}.tellable"));
        std::fs::copy(&made, older).expect("copied");
    }
    lock(app).await;
    care::unlock(app).await;
    setting(app, "back-up").await;
    app.shows("20 November 2026").await;
    let top = "document.querySelector('[data-testid=care]').scrollIntoView({ block: 'start' }); return true";
    ask(&app.window, top).await;
    walk.both("settings-backup").await;
}

async fn check(walk: &Walk, name: &str) {
    let app = &walk.app;
    setting(app, "check").await;
    enter(app).await;
    app.at("check-report").await;
    walk.both(name).await;
    enter(app).await;
    focused(app, "[data-testid=check]").await;
}

/// What restoring would do, before it does.
async fn rehearse(walk: &Walk) {
    let app = &walk.app;
    acts::open_row(app, "薇薇的饺子").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    app.chord(&[Key::Control], Key::End.value()).await;
    app.type_keys(" 我还记得那个味道。").await;
    care::saved(app).await;
    setting(app, "restore").await;
    enter(app).await;
    reach(app, "[data-testid=copy-secret]").await;
    walk.both("restore").await;
    type_and_enter(app, PASSPHRASE).await;
    app.at("rehearsal").await;
    reach(app, "[data-testid=how-replace]").await;
    app.type_keys(" ").await;
    walk.both("restore-rehearsal").await;
}

/// The story changed on a stick and here, and made one again.
async fn join(walk: &Walk, place: &Place) {
    let app = &walk.app;
    lock(app).await;
    let copy = place.stick.join("mine.tellable");
    std::fs::copy(&place.vault, &copy).expect("copied");
    let mut there = place.journal_elsewhere(&copy);
    let (id, mut content) = named(&there, STORY);
    "The number I moved, and Leyla".clone_into(&mut content.title);
    content.place = Some("Delft, the old office".to_owned());
    content.body = content
        .body
        .replace("That is all. One column", "One column")
        .replace("Then I rang Leyla.", "Then I rang Leyla, and woke her.")
        .replace("about € 12,000", "€ 12,400");
    care::save(&mut there, id, &content);
    let new = care::told("What Leyla said later", "“You rang. That is the whole of it.”");
    care::save(&mut there, house::id(b'n', 1), &new);
    there.lock().expect("locked");

    let settings = std::fs::read(walk.home.join("config/settings.json")).expect("the settings");
    let settings: serde_json::Value = serde_json::from_slice(&settings).expect("they read");
    let device = settings["device"].as_str().expect("this device");
    let mut here = care::open(&place.vault, &place.places(), device);
    let (id, mut content) = named(&here, STORY);
    "The wrong column".clone_into(&mut content.title);
    content.body = content
        .body
        .replace("I checked it three times, hoping.", "I checked it four times, hoping.")
        .replace("She said nothing for a while.", "She said nothing for a long while.");
    care::save(&mut here, id, &content);
    here.lock().expect("locked");

    care::unlock(app).await;
    look_at_stick(place, app).await;
    walk.both("merge-rehearsal").await;
    bring_in(app).await;
    walk.both("merge-report").await;
    app.press("Done").await;
    acts::open_row(app, "The wrong column").await;
    app.at("two-versions").await;
    walk.both("two-versions").await;
    reach(app, "[data-testid=look-at-both]").await;
    enter(app).await;
    focused(app, "[data-testid=choice-title]").await;
    app.type_keys("1").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    walk.both("joining").await;
    walk.narrow(true).await;
    walk.light("joining-narrow").await;
    walk.narrow(false).await;
    app.type_keys(Key::Escape + "").await;
    app.at("two-versions").await;
}

/// One record of the vault with a byte turned over.
fn break_one(place: &Place) {
    let mut journal = place.journal(&place.vault);
    let seq = care::save(&mut journal, house::id(b'n', 2), &care::told("Nine minutes", "Late."));
    care::save(&mut journal, house::id(b'n', 3), &care::told("A quiet week", "Rain."));
    journal.lock().expect("locked");
    care::damage(&place.vault, seq);
}

fn named(journal: &Journal, title: &str) -> (Id, Content) {
    let all = journal.timeline(Order::Written, 0, 100).expect("a timeline");
    let id = all.items.into_iter().find(|one| one.title == title).expect("the story").id;
    (id, journal.entry(id).expect("it reads").content)
}
