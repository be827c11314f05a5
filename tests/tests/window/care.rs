//! What keeps a vault well, in the real window and by its keys: backups, the check, restoring, and a
//! second copy that went another way.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use journal::{Content, Journal};
use promises::app::App;
use promises::driver::ask;
use promises::house;
use thirtyfour::prelude::*;
use vault::{Id, Key as Opens, Moment, Passphrase, Places, Vault};

use crate::acts;
use crate::keyboard::{focused, reach, type_and_enter};

pub const PASSPHRASE: &str = "copper ladder eleven plums";
/// How long what the program does by itself may take.
const BY_ITSELF: Duration = Duration::from_secs(20);

/// A home for the program, its vault, and a stick.
pub struct Place {
    home: PathBuf,
    pub vault: PathBuf,
    pub stick: PathBuf,
    root: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (home, vault) = (folder.path().join("home"), folder.path().join("mine.tellable"));
        Self { _folder: Some(folder), ..Self::at(home.parent().expect("a folder"), &home, vault) }
    }

    /// Beside a program that keeps its things in `home`.
    pub fn at(root: &Path, home: &Path, vault: PathBuf) -> Self {
        let stick = root.join("stick");
        fs::create_dir(&stick).expect("a folder");
        Self { home: home.to_owned(), vault, stick, root: root.to_owned(), _folder: None }
    }

    /// Where the program keeps what is disposable.
    pub fn places(&self) -> Places {
        Places { index_dir: self.home.join("cache/index"), state_dir: self.home.join("state") }
    }

    /// A journal at this path, as a program on this machine sees it. The window must be locked.
    pub fn journal(&self, path: &Path) -> Journal {
        open(path, &self.places(), "desk")
    }

    /// A copy of the vault as the program on another machine sees it.
    pub fn journal_elsewhere(&self, path: &Path) -> Journal {
        let there = self.root.join("elsewhere");
        let places = Places { index_dir: there.join("index"), state_dir: there.join("state") };
        open(path, &places, &house::id(b'd', 1).to_string())
    }
}

pub fn open(path: &Path, places: &Places, device: &str) -> Journal {
    let key = Opens::Passphrase(Passphrase::from(PASSPHRASE.to_owned()));
    let vault = Vault::open(path, &key, places).expect("it opens");
    let mut journal = Journal::open(vault, device).expect("a journal");
    while !journal.catch_up(1_000).expect("the index").finished {}
    journal
}

fn now() -> Moment {
    let now = jiff::Zoned::now();
    Moment::new(now.timestamp(), now.offset())
}

pub fn told(title: &str, body: &str) -> Content {
    Content { title: title.to_owned(), ..house::content(body) }
}

/// Saves an entry; gives the record that holds it.
pub fn save(journal: &mut Journal, id: Id, content: &Content) -> u64 {
    journal.save(id, content, now(), &mut rand::rng()).expect("saved");
    journal.vault().last_seq()
}

/// The titles of everything in a vault, as the journal lists them.
fn titles(journal: &Journal) -> Vec<String> {
    let all = journal.timeline(journal::Order::Written, 0, 100).expect("a timeline");
    let mut titles: Vec<_> = all.items.into_iter().map(|one| one.title).collect();
    titles.sort();
    titles
}

/// What a part of the page says, in one line.
pub async fn read(app: &App, test_name: &str) -> String {
    app.at(test_name).await;
    let text = format!("return document.querySelector('[data-testid={test_name}]').innerText");
    let text = ask(&app.window, &text).await;
    text.as_str().expect("a text").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub async fn enter(app: &App) {
    app.type_keys(Key::Enter + "").await;
}

pub async fn lock(app: &App) {
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    // The page blanks first; the file is free when the shell says that it is locked.
    focused(app, "[data-testid=secret]").await;
}

pub async fn unlock(app: &App) {
    focused(app, "[data-testid=secret]").await;
    type_and_enter(app, PASSPHRASE).await;
    app.at("new-entry").await;
}

/// To the settings, and with Tab to one of their parts.
pub async fn setting(app: &App, test_name: &str) {
    app.chord(&[Key::Control], ',').await;
    app.at("settings").await;
    app.at(test_name).await;
    reach(app, &named(test_name)).await;
}

fn named(test_name: &str) -> String {
    format!("[data-testid={test_name}]")
}

/// Writes an entry by keyboard and waits until it is kept.
async fn write(app: &App, title: &str, body: &str) {
    app.chord(&[Key::Control], 'n').await;
    focused(app, "[data-testid=title]").await;
    app.type_keys(title).await;
    reach(app, "[data-testid=body]").await;
    app.type_keys(body).await;
    saved(app).await;
}

pub async fn saved(app: &App) {
    let saved = "return document.querySelector('[data-testid=status]')?.dataset.status === 'saved'";
    app.until("it is saved", saved).await;
}

/// How many backups the settings list.
async fn listed(app: &App) -> u64 {
    let rows = "return document.querySelectorAll('[data-testid=backups] tbody tr').length";
    ask(&app.window, rows).await.as_u64().expect("a count")
}

/// The backups on the stick; what is being made has another name.
fn on_stick(place: &Place) -> Vec<PathBuf> {
    let names = house::names(&place.stick);
    let whole = names.into_iter().filter(|name| !name.starts_with('.'));
    whole
        .map(|name| place.stick.join(name))
        .filter(|path| path.extension().is_some_and(|end| end == "tellable"))
        .collect()
}

/// Names the folder for backups, by typing it.
pub async fn choose_folder(app: &App, folder: &Path) {
    setting(app, "backup-folder").await;
    type_and_enter(app, &folder.display().to_string()).await;
    app.at("back-up").await;
}

pub async fn back_up(app: &App) {
    setting(app, "back-up").await;
    enter(app).await;
    app.shows("Everything is backed up.").await;
}

#[tokio::test]
async fn a_backup_is_made_when_asked_and_by_itself_after_unlocking() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, PASSPHRASE).await;
    write(&app, "The first evening", "It rained.").await;

    setting(&app, "backup-folder").await;
    type_and_enter(&app, &place.stick.join("nowhere").display().to_string()).await;
    app.shows("There is no such folder.").await;
    assert!(listed(&app).await == 0 && on_stick(&place).is_empty());
    app.chord(&[Key::Control], 'a').await;
    type_and_enter(&app, &place.stick.display().to_string()).await;
    app.shows("There is no backup yet.").await;
    back_up(&app).await;
    assert_eq!((listed(&app).await, on_stick(&place).len()), (1, 1));
    let first = on_stick(&place).remove(0);
    assert_eq!(titles(&place.journal_elsewhere(&first)), ["The first evening"]);

    // Nothing changed, so nothing is made.
    lock(&app).await;
    unlock(&app).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(on_stick(&place), std::slice::from_ref(&first));

    write(&app, "The second evening", "It rained on.").await;
    lock(&app).await;
    unlock(&app).await;
    let begun = Instant::now();
    // Two of one day are one once it is thinned out; the newest stays.
    let newer = loop {
        let newer = on_stick(&place).into_iter().find(|path| *path != first);
        if let Some(newer) = newer {
            break newer;
        }
        assert!(begun.elapsed() < BY_ITSELF, "no backup is made by itself");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    setting(&app, "back-up").await;
    app.shows("Everything is backed up.").await;
    assert!(listed(&app).await >= 1);
    let both = ["The first evening", "The second evening"];
    assert_eq!(titles(&place.journal_elsewhere(&newer)), both);
    app.close().await;
}

#[tokio::test]
async fn a_folder_that_is_gone_is_said_and_no_backup_is_lost_by_it() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, PASSPHRASE).await;
    choose_folder(&app, &place.stick).await;
    back_up(&app).await;

    let away = place.root.join("drawer");
    fs::rename(&place.stick, &away).expect("the stick is pulled");
    write(&app, "While it was away", "Nobody saw it.").await;
    lock(&app).await;
    unlock(&app).await;
    app.chord(&[Key::Control], ',').await;
    let problem = read(&app, "backup-problem").await;
    assert!(problem.contains("The last backup was not made."), "{problem}");
    assert!(problem.contains("connect it"), "{problem}");

    fs::rename(&away, &place.stick).expect("the stick is back");
    reach(&app, "[data-testid=backup-problem] button").await;
    enter(&app).await;
    app.shows("Everything is backed up.").await;
    app.shows_no_more("The last backup was not made.").await;
    app.close().await;
}

#[tokio::test]
async fn a_check_says_that_all_is_well_and_which_entry_is_not() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, PASSPHRASE).await;
    lock(&app).await;
    let mut journal = place.journal(&place.vault);
    save(&mut journal, house::id(b'e', 1), &told("The quiet harbour", "Boats."));
    let broken = save(&mut journal, house::id(b'e', 2), &told("The broken lantern", "Glass."));
    save(&mut journal, house::id(b'e', 3), &told("The long road", "Dust."));
    let records = journal.vault().last_seq();
    journal.lock().expect("locked");

    unlock(&app).await;
    setting(&app, "check").await;
    enter(&app).await;
    let report = read(&app, "check-report").await;
    assert!(report.contains(&format!("All {records} records opened")), "{report}");
    assert!(report.contains("Entries 3") && report.contains("Fits the records"), "{report}");
    enter(&app).await;
    focused(&app, "[data-testid=check]").await;
    lock(&app).await;

    damage(&place.vault, broken);
    unlock(&app).await;
    app.at("damaged").await;
    setting(&app, "check").await;
    enter(&app).await;
    let report = read(&app, "check-report").await;
    assert!(report.contains(&format!("{} of {records} records opened", records - 1)), "{report}");
    assert!(report.contains("“The broken lantern”"), "{report}");
    assert!(report.contains("No other version of this entry is whole."), "{report}");
    assert!(!report.contains("The quiet harbour"), "{report}");
    app.at("check-rescue").await;
    app.at("check-restore").await;
    enter(&app).await;
    app.press("Timeline").await;
    acts::open_row(&app, "The quiet harbour").await;
    app.until("what is whole is read", "return document.body.innerText.includes('Boats.')").await;
    app.close().await;
}

/// Turns one byte of a record over.
pub fn damage(vault: &Path, seq: u64) {
    let file = rusqlite::Connection::open(vault).expect("the file");
    let seq = i64::try_from(seq).expect("a number");
    let mut age: Vec<u8> =
        file.query_row("SELECT age FROM rec WHERE seq = ?1", [seq], |row| row.get(0)).expect("it");
    let middle = age.len() / 2;
    age[middle] ^= 1;
    let changed = file.execute("UPDATE rec SET age = ?1 WHERE seq = ?2", (age, seq));
    assert_eq!(changed.expect("written"), 1);
}

#[tokio::test]
async fn a_backup_is_shown_first_and_then_stands_in_the_place_of_the_vault() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, PASSPHRASE).await;
    write(&app, "Before", "It is in the backup.").await;
    choose_folder(&app, &place.stick).await;
    back_up(&app).await;
    write(&app, "After", "It is not in the backup.").await;

    setting(&app, "restore").await;
    enter(&app).await;
    focused(&app, "[data-testid=backup-row]").await;
    reach(&app, "[data-testid=copy-secret]").await;
    type_and_enter(&app, "not this one at all").await;
    app.shows("does not open").await;
    focused(&app, "[data-testid=copy-secret]").await;
    app.chord(&[Key::Control], 'a').await;
    type_and_enter(&app, PASSPHRASE).await;
    let shown = read(&app, "rehearsal").await;
    assert!(shown.contains("Last changed on"), "{shown}");
    assert!(shown.contains("Only here 1") && shown.contains("After"), "{shown}");
    assert!(shown.contains("Entries 1 2"), "{shown}");
    assert!(!shown.contains("Before"), "{shown}");
    assert!(!shown.contains("People"), "a count of what differs stands for one of all: {shown}");
    assert!(app.text().await.contains("1 entry that you wrote or changed here since is not in it"));

    reach(&app, "[data-testid=how-replace]").await;
    app.type_keys(" ").await;
    reach(&app, "[data-testid=copy-act]").await;
    enter(&app).await;
    let said = read(&app, "restored").await;
    assert!(!said.contains("After"), "the window still shows the vault: {said}");
    let aside = read(&app, "set-aside").await;
    let aside: PathBuf = aside.replace('\n', "").into();
    assert!(aside.is_file(), "{} is not there", aside.display());
    assert_eq!(titles(&place.journal_elsewhere(&aside)), ["After", "Before"]);

    reach(&app, "[data-testid=restored-done]").await;
    enter(&app).await;
    unlock(&app).await;
    app.shows("Before").await;
    assert!(!app.text().await.contains("After"));
    // It is the copy that counts: it can be written.
    write(&app, "A new beginning", "From here on.").await;
    lock(&app).await;
    assert_eq!(titles(&place.journal(&place.vault)), ["A new beginning", "Before"]);
    app.close().await;
}

#[tokio::test]
async fn from_the_locked_window_a_backup_becomes_a_new_file() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    acts::create_vault(&app, &place.vault, PASSPHRASE).await;
    write(&app, "Kept on the stick", "Every word of it.").await;
    lock(&app).await;
    let copy = place.stick.join("a copy.tellable");
    fs::copy(&place.vault, &copy).expect("copied");
    fs::remove_file(&place.vault).expect("the machine lost it");

    reach(&app, "[data-testid=restore-first]").await;
    enter(&app).await;
    focused(&app, "[data-testid=copy-path]").await;
    app.type_keys(copy.display().to_string()).await;
    reach(&app, "[data-testid=copy-secret]").await;
    type_and_enter(&app, PASSPHRASE).await;
    let shown = read(&app, "rehearsal").await;
    assert!(shown.contains("a copy.tellable") && shown.contains("Last changed on"), "{shown}");
    assert!(!shown.contains("Kept on the stick"), "{shown}");

    // A file that is there is never written over.
    reach(&app, "[data-testid=copy-target]").await;
    type_and_enter(&app, &copy.display().to_string()).await;
    app.at("copy-act").await;
    app.until("it is refused", "return document.querySelector('[role=alert]') !== null").await;
    let target = place.root.join("again.tellable");
    reach(&app, "[data-testid=copy-target]").await;
    app.chord(&[Key::Control], 'a').await;
    type_and_enter(&app, &target.display().to_string()).await;
    app.at("restored").await;
    reach(&app, "[data-testid=restored-done]").await;
    enter(&app).await;
    unlock(&app).await;
    app.shows("Kept on the stick").await;
    lock(&app).await;
    assert_eq!(titles(&place.journal(&target)), ["Kept on the stick"]);
    app.close().await;
}

const ENTRY: u8 = b'e';
const BASE: &str = "Morning came late.\n\nThe kettle sang.\n\nWe said goodbye.";
const THERE: &str =
    "Morning came late, with fog.\n\nThe kettle sang twice.\n\nWe said goodbye at the gate.";

/// An entry changed here in the window and on a stick by another machine; the window is unlocked.
async fn two_ways(place: &Place, app: &App) {
    acts::create_vault(app, &place.vault, PASSPHRASE).await;
    lock(app).await;
    let mut journal = place.journal(&place.vault);
    save(&mut journal, house::id(ENTRY, 1), &told("Leaving", BASE));
    journal.lock().expect("locked");
    let copy = place.stick.join("mine.tellable");
    fs::copy(&place.vault, &copy).expect("copied");
    let mut there = place.journal_elsewhere(&copy);
    save(&mut there, house::id(ENTRY, 1), &told("Leaving the house", THERE));
    save(&mut there, house::id(ENTRY, 2), &told("Only on the stick", "Sand."));
    there.lock().expect("locked");

    unlock(app).await;
    acts::open_row(app, "Leaving").await;
    app.until("it is open", "return document.body.innerText.includes('We said goodbye.')").await;
    let title = app.at("title").await;
    title.click().await.expect("the title");
    type_over(app, "Leaving home").await;
    reach(app, "[data-testid=body]").await;
    app.chord(&[Key::Control], Key::Home.value()).await;
    app.type_keys("That day ").await;
    app.chord(&[Key::Control], Key::End.value()).await;
    app.type_keys(" Nobody wept.").await;
    saved(app).await;
}

async fn type_over(app: &App, text: &str) {
    app.chord(&[Key::Control], 'a').await;
    app.type_keys(text).await;
}

/// From the settings to the copy on the stick, looked at.
pub async fn look_at_stick(place: &Place, app: &App) -> String {
    setting(app, "merge").await;
    enter(app).await;
    focused(app, "[data-testid=copy-path]").await;
    app.type_keys(place.stick.join("mine.tellable").display().to_string()).await;
    reach(app, "[data-testid=copy-secret]").await;
    type_and_enter(app, PASSPHRASE).await;
    read(app, "rehearsal").await
}

pub async fn bring_in(app: &App) -> String {
    reach(app, "[data-testid=copy-act]").await;
    enter(app).await;
    read(app, "merge-report").await
}

#[tokio::test]
async fn two_copies_that_went_different_ways_are_joined_with_the_keys() {
    let place = Place::new();
    let app = App::open(&place.home).await;
    two_ways(&place, &app).await;
    let shown = look_at_stick(&place, &app).await;
    assert!(shown.contains("Only in the copy 1") && shown.contains("Only on the stick"), "{shown}");
    assert!(shown.contains("Changed in both 1"), "{shown}");
    let report = bring_in(&app).await;
    assert!(report.contains("2 records came in."), "{report}");
    assert!(report.contains("Changed in both 1"), "{report}");

    app.press("Timeline").await;
    app.shows("Only on the stick").await;
    acts::open_row(&app, "Leaving").await;
    let banner = read(&app, "two-versions").await;
    assert!(banner.contains("You see one of two versions"), "{banner}");
    reach(&app, "[data-testid=look-at-both]").await;
    enter(&app).await;
    focused(&app, "[data-testid=choice-title]").await;
    let here = read(&app, "side-here").await;
    assert!(here.contains("this device"), "{here}");
    let there = read(&app, "side-there").await;
    assert!(there.contains("There: another device, "), "{there}");
    join_by_keys(&app).await;

    saved_as_one(&app).await;
    app.chord(&[Key::Control, Key::Shift], 'h').await;
    app.at("revision").await;
    let revisions = app.window.find_all(By::Css("[data-testid=revision]")).await.expect("history");
    assert!(revisions.len() >= 4, "{} versions", revisions.len());
    app.type_keys(Key::Escape + "").await;

    look_at_stick(&place, &app).await;
    let again = bring_in(&app).await;
    assert!(again.contains("Nothing was changed."), "{again}");
    assert!(!app.text().await.contains("Changed on two devices"));
    lock(&app).await;
    app.close().await;

    let journal = place.journal(&place.vault);
    assert!(journal.conflicts().expect("a list").is_empty());
    let one = journal.entry(house::id(ENTRY, 1)).expect("the entry");
    assert_eq!(one.content.title, "Leaving the house");
    let body = "That day Morning came late.\n\nMorning came late, with fog.\n\nThe kettle sang twice.\
                \n\nWe said goodbye. Nobody wept.";
    assert_eq!(one.content.body, body);
    let bodies: Vec<_> = journal
        .history(house::id(ENTRY, 1))
        .expect("a history")
        .iter()
        .map(|version| journal.revision(version.id).expect("a version").content.body)
        .collect();
    let here = "That day Morning came late.\n\nThe kettle sang.\n\nWe said goodbye. Nobody wept.";
    for version in [BASE, here, THERE, body] {
        assert!(bodies.iter().any(|one| one == version), "{version:?} is not in {bodies:#?}");
    }
    assert_eq!(titles(&journal), ["Leaving the house", "Only on the stick"]);
}

/// The title from there; the beginning from here, taken back, and then both; the end from here.
async fn join_by_keys(app: &App) {
    app.type_keys("2").await;
    progress(app, "1 of 3 chosen").await;
    app.type_keys("1").await;
    progress(app, "2 of 3 chosen").await;
    app.type_keys("u").await;
    progress(app, "1 of 3 chosen").await;
    app.type_keys("3").await;
    progress(app, "2 of 3 chosen").await;
    assert!(!app.at("joining-save").await.is_enabled().await.expect("a button"));
    app.type_keys("1").await;
    progress(app, "3 of 3 chosen").await;
    let result = read(app, "joining-result").await;
    assert!(result.contains("Leaving the house") && result.contains("twice"), "{result}");
    app.chord(&[Key::Control], Key::Enter.value()).await;
}

async fn progress(app: &App, wanted: &str) {
    let there = format!(
        "return document.querySelector('[data-testid=joining-progress]').textContent === '{wanted}'"
    );
    app.until(wanted, &there).await;
}

async fn saved_as_one(app: &App) {
    let there = "return document.querySelector('[data-testid=title]')?.value === 'Leaving the house' \
                 && document.querySelector('[data-testid=two-versions]') === null";
    app.until("the two are one", there).await;
}
