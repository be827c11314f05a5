//! The screens of the keys, for docs/screenshots: the settings, the ceremony with its sheet, an older
//! copy, what was saved of a damaged vault, a vault that moved.

use std::time::Duration;

use promises::driver::ask;
use thirtyfour::prelude::*;

use crate::acts;
use crate::keyboard::{focused, reach, type_and_enter};
use crate::keys::{
    NEW, OLD, Place, act, damage, enter, lock, told, try_secret, type_into, unlock, write,
};
use crate::screenshots::Walk;

#[tokio::test]
#[ignore = "run by cargo xtask screenshots"]
async fn screenshots_of_keys() {
    let walk = Walk::begin().await;
    let app = &walk.app;
    let place = Place::at(&walk.home, walk.home.join("Ana.tellable"));
    acts::create_vault(app, &place.vault, OLD).await;
    acts::import(app, &walk.story()).await;

    settings(&walk).await;
    passphrase(&walk).await;
    ceremony(&walk).await;
    older(&walk, &place).await;
    moved(&walk, &place).await;
    rescue(&walk, &place).await;
    std::fs::remove_dir_all(&walk.home).ok();
}

async fn settings(walk: &Walk) {
    let app = &walk.app;
    app.chord(&[Key::Control], ',').await;
    app.at("keys").await;
    let top = "document.querySelector('[data-testid=keys]').scrollIntoView({ block: 'start' }); return true";
    ask(&app.window, top).await;
    walk.both("settings-keys").await;
    narrow(walk, "settings-keys-narrow").await;
}

async fn passphrase(walk: &Walk) {
    let app = &walk.app;
    act(app, "change-passphrase").await;
    focused(app, "[data-testid=current]").await;
    app.type_keys(OLD).await;
    type_into(app, "next", NEW).await;
    app.at("strength").await;
    type_into(app, "again", NEW).await;
    walk.both("keys-passphrase").await;
    narrow(walk, "keys-passphrase-narrow").await;
    app.type_keys(Key::Escape + "").await;
}

async fn ceremony(walk: &Walk) {
    let app = &walk.app;
    act(app, "new-recovery").await;
    focused(app, "[data-testid=current]").await;
    type_and_enter(app, OLD).await;
    focused(app, "[data-testid=ceremony-written]").await;
    walk.both("keys-ceremony").await;
    reach(app, "[data-testid=ceremony-key] input[type=radio]").await;
    app.type_keys(Key::Right + "").await;
    app.at("recovery-words").await;
    walk.light("keys-ceremony-words").await;
    app.type_keys(Key::Right + "").await;
    app.at("recovery-code").await;
    walk.both("keys-ceremony-code").await;
    reach(app, "[data-testid=sheet-preview]").await;
    enter(app).await;
    app.at("recovery-sheet").await;
    walk.both("keys-sheet").await;
    narrow(walk, "keys-sheet-narrow").await;
    app.type_keys(Key::Escape + "").await;
    reach(app, "[data-testid=ceremony-written]").await;
    enter(app).await;
    app.at("ceremony-check").await;
    for field in app.window.find_all(By::Css("[data-testid^=group-]")).await.expect("fields") {
        app.fill(&field, "QQQQQQ").await;
    }
    enter(app).await;
    app.shows("These are not those groups.").await;
    walk.both("keys-check").await;
    narrow(walk, "keys-check-narrow").await;
    app.type_keys(Key::Escape + "").await;
}

async fn older(walk: &Walk, place: &Place) {
    let app = &walk.app;
    lock(app).await;
    let older = walk.home.join("older.copy");
    std::fs::copy(&place.vault, &older).expect("a copy");
    unlock(app, OLD).await;
    write(app, "What is missing", "It was written after the copy.").await;
    lock(app).await;
    std::fs::copy(&older, &place.vault).expect("put back");
    try_secret(app, OLD).await;
    focused(app, "[data-testid=older-read]").await;
    walk.both("older-copy").await;
    narrow(walk, "older-copy-narrow").await;
    enter(app).await;
    app.at("older-banner").await;
    walk.both("older-copy-banner").await;
    reach(app, "[data-testid=older-banner] button").await;
    enter(app).await;
    reach(app, "[data-testid=older-use]").await;
    enter(app).await;
    reach(app, "[data-testid=older-confirm]").await;
    enter(app).await;
    app.shows("This copy counts from now on.").await;
}

async fn moved(walk: &Walk, place: &Place) {
    let app = &walk.app;
    lock(app).await;
    let folder = walk.home.join("Papers");
    std::fs::create_dir_all(&folder).expect("a folder");
    let there = folder.join("Ana.tellable");
    std::fs::rename(&place.vault, &there).expect("moved");
    try_secret(app, OLD).await;
    app.at("open-there").await;
    walk.both("unlock-moved").await;
    std::fs::rename(&there, &place.vault).expect("moved back");
}

async fn rescue(walk: &Walk, place: &Place) {
    let app = &walk.app;
    unlock(app, OLD).await;
    lock(app).await;
    let seqs = place.fill([told("A letter from Porto", "It was not for me.")]);
    damage(&place.vault, seqs[0]);
    unlock(app, OLD).await;
    app.at("damaged").await;
    walk.both("damaged").await;
    reach(app, "[data-testid=damaged] button").await;
    enter(app).await;
    focused(app, "[data-testid=rescue-path]").await;
    app.type_keys(walk.home.join("Ana saved.tellable").display().to_string()).await;
    type_into(app, "next", NEW).await;
    type_into(app, "again", NEW).await;
    walk.both("rescue-begin").await;
    enter(app).await;
    crate::keys::write_down(app).await;
    app.at_length("lost").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    walk.both("rescue-outcome").await;
    narrow(walk, "rescue-outcome-narrow").await;
}

async fn narrow(walk: &Walk, name: &str) {
    walk.narrow(true).await;
    walk.light(name).await;
    walk.narrow(false).await;
}
