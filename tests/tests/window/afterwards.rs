//! What comes before and after a telling, in the real window: trust that did not hold, the day to ask, people
//! who stay because an entry names them, one's own names, and a share that sleeps.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use journal::Journal;
use promises::app::App;
use promises::driver::{self, ask};
use share::After;
use thirtyfour::prelude::*;
use vault::{Moment, Places};

use crate::acts;
use crate::care;
use crate::keys;

const PERSON: &str = "Ben Okafor";
const STORY: &str = "The key I lent him";
const BODY: &str = "I lent him the key to the archive, and told nobody that I had.";

struct Desk {
    home: PathBuf,
    vault: PathBuf,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (home, vault) = (folder.path().join("home"), folder.path().join("mine.tellable"));
        Self { home, vault, _folder: folder }
    }

    async fn begins(&self) -> App {
        let app = App::open(&self.home).await;
        acts::create_vault(&app, &self.vault, care::PASSPHRASE).await;
        keys::write(&app, STORY, BODY).await;
        app
    }

    /// The journal of the locked window.
    fn journal(&self) -> Journal {
        let (index_dir, state_dir) = (self.home.join("cache/index"), self.home.join("state"));
        care::open(&self.vault, &Places { index_dir, state_dir }, "desk")
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.vault.with_file_name(name)
    }
}

fn now() -> (Moment, Date) {
    let now = jiff::Zoned::now();
    (Moment::new(now.timestamp(), now.offset()), now.date())
}

/// Tells the story that is open, as an age file with words of its own.
async fn tell(app: &App, file: &Path) {
    app.press("Tell…").await;
    acts::plan_share(app, PERSON, "So that he knows", "rule-keep-between-us").await;
    acts::keep_the_rest(app).await;
    acts::seal(app, "age-passphrase", None, file, PERSON).await;
    app.at("done").await;
    app.click("done-close").await;
    app.at("new-entry").await;
}

/// Chooses one of a few by the words beside it.
async fn choose(app: &App, words: &str) {
    let label = By::XPath(format!("//label[normalize-space()='{words}']"));
    driver::find(&app.window, label).await.click().await.expect("it can be chosen");
}

async fn back_to(app: &App, story: &str) {
    app.press("Timeline").await;
    acts::open_row(app, story).await;
    let open =
        format!("return document.querySelector('[data-testid=title]')?.value === \"{story}\"");
    app.until("it is open", &open).await;
}

#[tokio::test]
async fn trust_that_did_not_hold_is_said_before_the_next_telling() {
    let desk = Desk::new();
    let app = desk.begins().await;
    tell(&app, &desk.beside("for-ben.age")).await;
    app.press("Told").await;
    app.click("ledger-open").await;
    choose(&app, "It did not hold").await;
    app.at("after-broken").await;
    app.fill(&app.at("after-words").await, "The team knew by noon.").await;
    app.click("after-save").await;
    app.shows("trust did not hold").await;
    keys::lock(&app).await;
    keys::unlock(&app, care::PASSPHRASE).await;

    back_to(&app, STORY).await;
    app.press("Tell…").await;
    let person = app.at("plan-person").await;
    app.fill(&person, "Leyla Demir").await;
    app.shows("Leyla Demir will be added to your people.").await;
    let known = "return document.querySelector('[data-testid=before-broken]') !== null";
    assert_eq!(ask(&app.window, known).await, false, "it is about somebody else");
    app.fill(&person, PERSON).await;
    let said = care::read(&app, "before-broken").await;
    assert!(said.contains("Once, trust did not hold") && said.contains(STORY), "{said}");
    assert!(said.contains("The team knew by noon."), "{said}");
    assert!(said.contains("not to stop you"), "{said}");
    app.at("rule-keep-between-us").await.click().await.expect("a rule");
    app.click("plan-begin").await;
    app.at("review").await;
    app.close().await;
}

#[tokio::test]
async fn a_day_to_ask_is_said_at_unlock_inside_the_window_and_waved_away() {
    let desk = Desk::new();
    let app = desk.begins().await;
    tell(&app, &desk.beside("for-ben.age")).await;
    keys::lock(&app).await;
    let (at, today) = now();
    let mut journal = desk.journal();
    let row = share::ledger(&journal).expect("a ledger").remove(0).id;
    let after = After { follow_up: Some(today), ..After::default() };
    share::note_after(&mut journal, row, after, at).expect("noted");
    journal.lock().expect("locked");

    assert!(!app.text().await.contains(PERSON), "a locked window says nothing");
    keys::unlock(&app, care::PASSPHRASE).await;
    let due = care::read(&app, "follow-ups").await;
    assert!(due.contains(STORY) && due.contains(PERSON), "{due}");
    let title = ask(&app.window, "return document.title").await;
    assert!(!title.to_string().contains("Ben"), "{title}");
    let asked = "return document.querySelectorAll('[data-testid=follow-ups]').length";
    for place in ["Settings", "People", "Letters"] {
        app.press(place).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(ask(&app.window, asked).await, 0, "{place}");
    }
    keys::lock(&app).await;
    assert!(!app.window.source().await.expect("a source").contains(PERSON));
    keys::unlock(&app, care::PASSPHRASE).await;
    app.click("follow-up-wave").await;
    app.shows_no_more("How did it go?").await;
    keys::lock(&app).await;
    let journal = desk.journal();
    let after = share::afters(&journal).expect("notes").remove(&row).expect("a note");
    assert!(after.followed, "{after:?}");
    journal.lock().expect("locked");
    keys::unlock(&app, care::PASSPHRASE).await;
    app.shows(STORY).await;
    assert_eq!(ask(&app.window, asked).await, 0, "it does not come back");
    app.close().await;
}

#[tokio::test]
async fn somebody_an_entry_names_stays_and_the_window_says_why() {
    let desk = Desk::new();
    let app = desk.begins().await;
    let people = app.at("people").await;
    people.click().await.expect("the field");
    app.type_keys(PERSON).await;
    app.type_keys(Key::Enter + "").await;
    let named = "return document.querySelector('ul[aria-label=People] button') !== null";
    app.until("the entry names them", named).await;
    care::saved(&app).await;
    remove(&app).await;
    let why = care::read(&app, "person-remove-about").await;
    assert!(why.contains("1 entry names") && why.contains(PERSON), "{why}");
    assert!(why.contains("Take the name out of that entry first."), "{why}");
    let act = "return document.querySelector('[data-testid=person-remove-act]') === null";
    assert_eq!(ask(&app.window, act).await, true, "nothing offers what would fail");
    app.type_keys(Key::Escape + "").await;

    back_to(&app, STORY).await;
    app.at("people").await;
    let token = format!("//ul[@aria-label='People']//button[contains(@aria-label, '{PERSON}')]");
    driver::find(&app.window, By::XPath(token)).await.click().await.expect("the name goes");
    let gone = "return document.querySelector('ul[aria-label=People] button') === null";
    app.until("the name is out of the entry", gone).await;
    care::saved(&app).await;
    remove(&app).await;
    app.click("person-remove-act").await;
    let gone = "return !(document.querySelector('[data-testid=people-list]')?.innerText ?? '')\
                .includes('Ben Okafor')";
    app.until("they left the people", gone).await;
    app.close().await;
}

async fn remove(app: &App) {
    app.press("People").await;
    app.at("people-list").await;
    let row = format!("//*[@data-testid='people-list']//button[contains(., '{PERSON}')]");
    driver::find(&app.window, By::XPath(row)).await.click().await.expect("their page");
    app.click("person-remove").await;
}

#[tokio::test]
async fn ones_own_name_is_found_as_ones_own_in_a_review() {
    let desk = Desk::new();
    let app = desk.begins().await;
    app.press("Settings").await;
    app.fill(&app.at("author-names").await, "Rosalind Achterberg, Rosi").await;
    app.click("author-save").await;
    app.shows("Your names are kept.").await;
    keys::lock(&app).await;
    let journal = desk.journal();
    assert_eq!(journal.author().expect("names"), ["Rosalind Achterberg", "Rosi"]);
    journal.lock().expect("locked");
    keys::unlock(&app, care::PASSPHRASE).await;
    keys::write(&app, "What they call me", "They asked where Rosi was, and I hid.").await;
    app.press("Tell…").await;
    acts::plan_share(&app, PERSON, "So that he knows", "rule-keep-between-us").await;
    acts::decide(&app, "They asked where", "1").await;
    let said = care::read(&app, "desk-finding").await;
    assert!(said.contains("your own name"), "{said}");
    app.shows("Your own name.").await;
    app.close().await;
}

#[tokio::test]
async fn a_share_that_sleeps_is_listed_with_its_day_and_woken_at_a_press() {
    let desk = Desk::new();
    let app = desk.begins().await;
    app.press("Tell…").await;
    acts::plan_share(&app, PERSON, "So that he knows", "rule-keep-between-us").await;
    acts::decide(&app, BODY, "1").await;
    acts::keep_the_rest(&app).await;
    app.click("review-preview").await;
    app.click("sleep").await;
    app.click("sleep-tomorrow").await;
    app.at("new-entry").await;
    keys::lock(&app).await;
    keys::unlock(&app, care::PASSPHRASE).await;
    app.press("Told").await;
    let begun = care::read(&app, "ledger-begun").await;
    assert!(begun.contains(STORY) && begun.contains(PERSON), "{begun}");
    assert!(begun.contains("sleeps until"), "{begun}");
    app.click("ledger-resume").await;
    app.shows("You wanted to sleep on this until").await;
    app.click("wake").await;
    app.shows_no_more("You wanted to sleep on this").await;
    assert_eq!(acts::progress(&app).await.split(' ').next(), Some("2"));
    app.close().await;
}
