//! The keys of a vault, in the real window and by its keys: another passphrase, another recovery key,
//! everything sealed anew, what can be saved of a damaged vault, an older copy, a vault that moved.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use journal::{Content, Journal};
use promises::app::App;
use promises::desktop;
use promises::driver::ask;
use promises::house;
use thirtyfour::prelude::*;
use vault::{Key as Opens, Moment, Passphrase, Places, RecoveryKey, Vault};

use crate::acts;
use crate::keyboard::{focused, reach, type_and_enter};

pub const OLD: &str = "violet kettle under stairs";
pub const NEW: &str = "amber window seven geese";
/// Enough that sealing them takes as long as a person needs to stop it.
const ENTRIES: u32 = 400;

/// A home for the program, and its vault.
pub struct Place {
    home: PathBuf,
    pub vault: PathBuf,
    /// Goes with all that is in it; none when somebody else looks after it.
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let vault = folder.path().join("mine.tellable");
        Self { home: folder.path().join("home"), vault, _folder: Some(folder) }
    }

    /// A vault below a home that somebody else looks after.
    pub fn at(home: &Path, vault: PathBuf) -> Self {
        Self { home: home.to_owned(), vault, _folder: None }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.vault.with_file_name(name)
    }

    /// Puts entries into the vault, as a program on this machine does. The window must be locked.
    pub fn fill(&self, entries: impl IntoIterator<Item = Content>) -> Vec<u64> {
        let places =
            Places { index_dir: self.home.join("cache/index"), state_dir: self.home.join("state") };
        let vault = Vault::open(&self.vault, &passphrase(OLD), &places).expect("it opens");
        let mut journal = Journal::open(vault, "desk").expect("a journal");
        while !journal.catch_up(1_000).expect("the index").finished {}
        let mut records = Vec::new();
        for (number, content) in (0..).zip(entries) {
            journal
                .save(house::id(b'e', number), &content, now(), &mut rand::rng())
                .expect("saved");
            records.push(journal.vault().last_seq());
        }
        journal.lock().expect("locked");
        records
    }
}

fn now() -> Moment {
    let now = jiff::Zoned::now();
    Moment::new(now.timestamp(), now.offset())
}

pub fn told(title: &str, body: &str) -> Content {
    Content { title: title.to_owned(), ..house::content(body) }
}

fn passphrase(text: &str) -> Opens {
    Opens::Passphrase(Passphrase::from(text.to_owned()))
}

/// The records of a file that a key opens, or why it does not.
fn records(path: &Path, key: &Opens) -> Result<u64, &'static str> {
    Vault::inspect(path, key).map(|vault| vault.last_seq()).map_err(|error| error.code())
}

pub async fn enter(app: &App) {
    app.type_keys(Key::Enter + "").await;
}

pub async fn lock(app: &App) {
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    focused(app, "[data-testid=secret]").await;
}

pub async fn unlock(app: &App, secret: &str) {
    try_secret(app, secret).await;
    app.at("new-entry").await;
}

/// Types into the lock screen what may be wrong.
pub async fn try_secret(app: &App, secret: &str) {
    focused(app, "[data-testid=secret]").await;
    app.chord(&[Key::Control], 'a').await;
    type_and_enter(app, secret).await;
}

/// In the settings, with Tab, to an act of the keys.
pub async fn act(app: &App, test_name: &str) {
    app.chord(&[Key::Control], ',').await;
    app.at("settings").await;
    app.at(test_name).await;
    reach(app, &named(test_name)).await;
    enter(app).await;
}

fn named(test_name: &str) -> String {
    format!("[data-testid={test_name}]")
}

/// Types into a field that Tab reaches.
pub async fn type_into(app: &App, test_name: &str, text: &str) {
    reach(app, &named(test_name)).await;
    app.chord(&[Key::Control], 'a').await;
    app.type_keys(text).await;
}

/// Writes an entry and waits until it is kept.
pub async fn write(app: &App, title: &str, body: &str) {
    app.chord(&[Key::Control], 'n').await;
    focused(app, "[data-testid=title]").await;
    app.type_keys(title).await;
    reach(app, "[data-testid=body]").await;
    app.type_keys(body).await;
    let saved = "return document.querySelector('[data-testid=status]')?.dataset.status === 'saved'";
    app.until("it is saved", saved).await;
}

/// What stands in several places of the window, as a person reads it.
async fn all_texts(app: &App, css: &str) -> Vec<String> {
    let texts = format!("return [...document.querySelectorAll('{css}')].map((e) => e.textContent)");
    let texts = ask(&app.window, &texts).await;
    serde_json::from_value(texts).expect("texts")
}

/// From the key that is shown to the end: the words are looked at too, wrong groups refused, right
/// ones taken. Gives the line and the words.
pub async fn write_down(app: &App) -> (String, String) {
    app.at("ceremony-key").await;
    focused(app, "[data-testid=ceremony-written]").await;
    let groups = all_texts(app, "[data-testid=recovery-key] code").await;
    reach(app, "[data-testid=ceremony-key] input[type=radio]").await;
    app.type_keys(Key::Right + "").await;
    app.at("recovery-words").await;
    let words = all_texts(app, "[data-testid=recovery-words] code").await;
    assert_eq!(words.len(), 24);
    reach(app, "[data-testid=ceremony-written]").await;
    enter(app).await;

    app.at("ceremony-check").await;
    let asked = asked(app).await;
    for group in &asked {
        type_into(app, &format!("group-{group}"), "QQQQQQ").await;
    }
    enter(app).await;
    app.shows("These are not those groups. Nothing was changed.").await;
    for group in &asked {
        type_into(app, &format!("group-{group}"), &groups[*group].to_lowercase()).await;
    }
    enter(app).await;
    (groups.concat(), words.join(" "))
}

async fn asked(app: &App) -> Vec<usize> {
    let fields = app.window.find_all(By::Css("[data-testid^=group-]")).await.expect("fields");
    let mut asked = Vec::new();
    for field in fields {
        let name = field.attr("data-testid").await.expect("a field").expect("a name");
        asked.push(name.trim_start_matches("group-").parse().expect("a group's number"));
    }
    asked
}

/// The work factor that the settings name.
async fn cost(app: &App) -> u8 {
    app.chord(&[Key::Control], ',').await;
    let said = app.at("keys").await.text().await.expect("a text");
    let (_, rest) = said.split_once("costs 2^").unwrap_or_else(|| panic!("no cost: {said}"));
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[tokio::test]
async fn the_passphrase_is_changed_by_who_knows_it_and_the_old_one_opens_no_more() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    write(&app, "Kept", "The keys change, the words stay.").await;
    assert_eq!(cost(&app).await, 10);

    act(&app, "change-passphrase").await;
    focused(&app, "[data-testid=current]").await;
    app.type_keys("violet kettle over stairs").await;
    type_into(&app, "next", NEW).await;
    app.at("strength").await;
    type_into(&app, "again", "amber window seven goose").await;
    enter(&app).await;
    app.shows("These two are not the same yet.").await;
    type_into(&app, "again", NEW).await;
    enter(&app).await;
    app.shows("That passphrase does not open this vault.").await;
    // What was wrong has the focus and is chosen: typing goes over it.
    focused(&app, "[data-testid=current]").await;
    type_and_enter(&app, OLD).await;
    app.at("passphrase-changed").await;
    enter(&app).await;
    focused(&app, "[data-testid=change-passphrase]").await;
    assert!(cost(&app).await > 10, "this machine affords more than a test does");

    lock(&app).await;
    try_secret(&app, OLD).await;
    app.shows("That passphrase does not open this vault.").await;
    unlock(&app, NEW).await;
    app.shows("Kept").await;
    app.close().await;
}

#[tokio::test]
async fn a_new_recovery_key_opens_by_its_words_and_sets_another_passphrase() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    let first = acts::create_vault(&app, &place.vault, OLD).await;
    write(&app, "Kept", "The keys change, the words stay.").await;

    act(&app, "new-recovery").await;
    focused(&app, "[data-testid=current]").await;
    type_and_enter(&app, "violet kettle over stairs").await;
    app.shows("That passphrase does not open this vault.").await;
    focused(&app, "[data-testid=current]").await;
    type_and_enter(&app, OLD).await;
    let (line, words) = write_down(&app).await;
    app.shows("The new recovery key opens this vault from now on.").await;
    enter(&app).await;
    focused(&app, "[data-testid=new-recovery]").await;

    lock(&app).await;
    reach(&app, "[data-testid=unlock] .acts button:not([type=submit])").await;
    enter(&app).await;
    app.shows("or the 24 words").await;
    try_secret(&app, &first).await;
    app.shows("That recovery key does not open this vault.").await;
    unlock(&app, &words).await;
    app.at("recovery-offer").await;
    reach(&app, "[data-testid=recovery-offer] button").await;
    enter(&app).await;
    // Who has the key need not know the passphrase.
    focused(&app, "[data-testid=next]").await;
    assert!(all_texts(&app, "[data-testid=current]").await.is_empty());
    app.type_keys(NEW).await;
    type_into(&app, "again", NEW).await;
    enter(&app).await;
    app.at("passphrase-changed").await;
    enter(&app).await;
    app.until(
        "nothing is offered any more",
        "return !document.querySelector('[data-testid=recovery-offer]')",
    )
    .await;

    lock(&app).await;
    try_secret(&app, OLD).await;
    app.shows("That passphrase does not open this vault.").await;
    unlock(&app, NEW).await;
    app.shows("Kept").await;
    lock(&app).await;
    let line = Opens::Recovery(RecoveryKey::parse(&line).expect("a key"));
    assert!(records(&place.vault, &line).is_ok(), "the line is the same key as the words");
    app.close().await;
}

#[tokio::test]
async fn everything_is_sealed_anew_or_nothing_and_an_old_copy_keeps_its_old_keys() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    lock(&app).await;
    place
        .fill((0..ENTRIES).map(|number| told(&format!("Evening {number:04}"), "It rained again.")));
    let before = place.beside("older.tellable");
    fs::copy(&place.vault, &before).expect("a copy");
    unlock(&app, OLD).await;
    let factor = cost(&app).await;

    reseal(&app).await;
    app.at("ceremony-working").await;
    reach(&app, "[data-testid=ceremony-working] button").await;
    enter(&app).await;
    app.shows("Stopped. Everything is as it was.").await;
    enter(&app).await;
    focused(&app, "[data-testid=reseal]").await;
    lock(&app).await;
    assert_eq!(records(&place.vault, &passphrase(NEW)), Err("wrong-passphrase"));
    unlock(&app, OLD).await;

    reseal(&app).await;
    let working = app.at("ceremony-working").await.text().await.expect("a text");
    assert!(working.contains("Sealing every record anew") && working.contains(" of "), "{working}");
    app.at_length("ceremony-outcome").await;
    app.shows("sealed anew. The new file was checked").await;
    enter(&app).await;
    focused(&app, "[data-testid=reseal]").await;
    assert!(cost(&app).await >= factor, "a guess never gets cheaper");
    app.press("Timeline").await;
    // Told on one day, they stand in any order.
    acts::open_row(&app, "Evening 0").await;
    app.until(
        "the entries are there",
        "return document.body.innerText.includes('It rained again.')",
    )
    .await;
    write(&app, "Afterwards", "Under the new keys.").await;

    lock(&app).await;
    try_secret(&app, OLD).await;
    app.shows("That passphrase does not open this vault.").await;
    unlock(&app, NEW).await;
    app.shows("Afterwards").await;
    lock(&app).await;
    assert_eq!(records(&place.vault, &passphrase(OLD)), Err("wrong-passphrase"));
    assert!(records(&before, &passphrase(OLD)).is_ok_and(|count| count >= u64::from(ENTRIES)));
    assert_eq!(records(&before, &passphrase(NEW)), Err("wrong-passphrase"));
    let left = house::names(place.vault.parent().expect("a folder"));
    assert_eq!(left, ["home", "mine.tellable", "mine.tellable.lock", "older.tellable"]);
    app.close().await;
}

/// Asks for it, to the last press before the work.
async fn reseal(app: &App) {
    act(app, "reseal").await;
    focused(app, "[data-testid=current]").await;
    app.type_keys(OLD).await;
    type_into(app, "next", NEW).await;
    type_into(app, "again", NEW).await;
    enter(app).await;
    write_down(app).await;
}

#[tokio::test]
async fn what_is_whole_is_saved_of_a_damaged_vault_and_what_is_lost_is_named() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    lock(&app).await;
    let seqs = place.fill([
        told("The quiet harbour", "Boats."),
        told("The broken lantern", "Glass."),
        told("The long road", "Dust."),
    ]);
    damage(&place.vault, seqs[1]);
    let damaged = fs::read(&place.vault).expect("the file");

    unlock(&app, OLD).await;
    let banner = app.at("damaged").await.text().await.expect("a text");
    assert!(banner.contains("This vault is damaged. Nothing was changed or deleted."), "{banner}");
    reach(&app, "[data-testid=damaged] button").await;
    enter(&app).await;
    focused(&app, "[data-testid=rescue-path]").await;
    app.type_keys(place.vault.display().to_string()).await;
    type_into(&app, "next", NEW).await;
    type_into(&app, "again", NEW).await;
    enter(&app).await;
    app.shows("already").await;
    let saved = place.beside("saved.tellable");
    type_into(&app, "rescue-path", &saved.display().to_string()).await;
    enter(&app).await;
    let (line, _) = write_down(&app).await;
    app.at("ceremony-outcome").await;
    let lost = app.at("lost").await.text().await.expect("a list");
    assert!(lost.contains("1 part could not be read"), "{lost}");
    assert!(lost.contains("“The broken lantern”"), "{lost}");
    assert!(!lost.contains("The quiet harbour") && !lost.contains("The long road"), "{lost}");
    let open = named("open-saved");
    reach(&app, &open).await;
    enter(&app).await;

    app.at("unlock").await;
    assert!(fs::read(&place.vault).expect("the file") == damaged, "the damaged file was changed");
    unlock(&app, NEW).await;
    app.shows("The quiet harbour").await;
    app.shows("The long road").await;
    assert!(!app.text().await.contains("This vault is damaged"));
    write(&app, "Afterwards", "It can be written.").await;
    lock(&app).await;
    let line = Opens::Recovery(RecoveryKey::parse(&line).expect("a key"));
    assert!(records(&saved, &line).is_ok());
    app.close().await;
    assert!(fs::read(&place.vault).expect("the file") == damaged, "the damaged file was changed");
}

/// Turns one byte of a record over.
pub fn damage(vault: &Path, seq: u64) {
    let file = rusqlite::Connection::open(vault).expect("the file");
    let seq = i64::try_from(seq).expect("a number");
    let sealed = "SELECT age FROM rec WHERE seq = ?1";
    let mut age: Vec<u8> = file.query_row(sealed, [seq], |row| row.get(0)).expect("a record");
    let middle = age.len() / 2;
    age[middle] ^= 1;
    let changed = file.execute("UPDATE rec SET age = ?1 WHERE seq = ?2", (age, seq));
    assert_eq!(changed.expect("written"), 1);
}

#[tokio::test]
async fn an_older_copy_is_noticed_and_written_only_when_it_is_said_to_count() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    write(&app, "Before", "It is in the copy.").await;
    lock(&app).await;
    let older = place.beside("older.copy");
    fs::copy(&place.vault, &older).expect("a copy");
    let in_copy = records(&older, &passphrase(OLD)).expect("it opens");
    unlock(&app, OLD).await;
    write(&app, "After", "It is not in the copy.").await;
    lock(&app).await;
    let seen = records(&place.vault, &passphrase(OLD)).expect("it opens");
    assert!(seen > in_copy);
    fs::copy(&older, &place.vault).expect("the older file is put back");

    try_secret(&app, OLD).await;
    app.shows("This is not the copy you last had here").await;
    let notice = app.text().await;
    assert!(notice.contains(&format!("had {seen} records on this machine")), "{notice}");
    assert!(notice.contains(&format!("The file that stands here now has {in_copy}.")), "{notice}");
    // Enter does what changes nothing.
    focused(&app, "[data-testid=older-read]").await;
    enter(&app).await;
    app.at("older-banner").await;
    app.press("Timeline").await;
    acts::open_row(&app, "Before").await;
    app.until("it can be read", "return document.body.innerText.includes('It is in the copy.')")
        .await;
    app.chord(&[Key::Control], 'n').await;
    app.type_keys("Written nevertheless").await;
    lock(&app).await;
    assert_eq!(records(&place.vault, &passphrase(OLD)), Ok(in_copy));

    try_secret(&app, OLD).await;
    app.at("older-copy").await;
    reach(&app, "[data-testid=older-use]").await;
    enter(&app).await;
    app.shows("From now on this copy counts").await;
    reach(&app, "[data-testid=older-confirm]").await;
    enter(&app).await;
    app.shows("This copy counts from now on.").await;
    assert!(all_texts(&app, "[data-testid=older-banner]").await.is_empty());
    write(&app, "A new beginning", "From here on.").await;
    lock(&app).await;
    unlock(&app, OLD).await;
    app.shows("A new beginning").await;
    assert!(all_texts(&app, "[data-testid=older-copy]").await.is_empty());
    app.close().await;
}

#[tokio::test]
async fn a_vault_that_moved_is_found_from_the_lock_screen() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    write(&app, "Kept", "It moves with the file.").await;
    lock(&app).await;
    let there = place.beside("Papers/2026");
    fs::create_dir_all(&there).expect("a folder");
    // Another vault lies in the way; it is not taken for this one.
    let other = place.beside("Papers/mine.tellable");
    let moved = there.join("journal.tellable");
    fs::rename(&place.vault, &moved).expect("it is moved");
    fs::write(&other, b"SQLite format 3\0 and nothing more").expect("another file");

    try_secret(&app, OLD).await;
    app.at("open-there").await;
    let said = app.at("moved").await.text().await.expect("a text");
    assert!(said.contains("It is not at its old place."), "{said}");
    reach(&app, "[data-testid=open-there]").await;
    enter(&app).await;
    unlock(&app, OLD).await;
    app.shows("Kept").await;
    lock(&app).await;
    fs::rename(&moved, place.beside("out-of-reach")).expect("it is gone");
    try_secret(&app, OLD).await;
    app.shows("It is not at its place, and was not found nearby.").await;
    app.close().await;
}

#[tokio::test]
async fn the_sheet_is_handed_to_the_print_dialog_and_closing_it_changes_nothing() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, OLD).await;
    act(&app, "new-recovery").await;
    focused(&app, "[data-testid=current]").await;
    type_and_enter(&app, OLD).await;
    focused(&app, "[data-testid=ceremony-written]").await;
    reach(&app, "[data-testid=sheet-preview]").await;
    enter(&app).await;
    app.shows("Recovery key of the vault “mine”").await;
    app.type_keys(Key::Enter + "").await;
    let begun = Instant::now();
    while desktop::close_dialogs(app.pid()) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "no print dialog opens");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    while desktop::close_dialogs(app.pid()) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the print dialog does not close");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    app.shows("Recovery key of the vault “mine”").await;
    app.type_keys(Key::Escape + "").await;
    reach(&app, "[data-testid=ceremony-written]").await;
    app.close().await;
}
