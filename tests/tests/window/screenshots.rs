//! Every screen, light and dark and narrow, for docs/screenshots. Run by `cargo xtask screenshots`.
//!
//! A small invented vault (`tests/data/story`) is walked through as a person would, below a folder with
//! a neutral name, for some screens show whole paths.

use std::path::{Path, PathBuf};
use std::time::Duration;

use promises::app::App;
use promises::letter_page::LetterPage;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::acts;

const PASSPHRASE: &str = "lantern orchard seven quiet boats";
const PERSON: &str = "Ana Ferreira";
const STORY: &str = "The number I moved";
/// Lets a colour or a sheet arrive before the picture.
const STILL: Duration = Duration::from_millis(450);

/// The app, and where its pictures go.
pub struct Walk {
    pub app: App,
    pub home: PathBuf,
    pictures: PathBuf,
}

#[tokio::test]
#[ignore = "run by cargo xtask screenshots"]
async fn screenshots() {
    let walk = Walk::begin().await;
    walk.create().await;
    walk.lock_and_unlock().await;
    walk.import().await;
    walk.write_and_find().await;
    walk.look_around().await;
    let (package, passphrase) = walk.tell().await;
    walk.app.close().await;
    letter(&package, &passphrase, &walk.pictures).await;
    std::fs::remove_dir_all(&walk.home).ok();
}

impl Walk {
    /// The app on an empty machine.
    pub async fn begin() -> Self {
        let pictures = std::env::var_os("TELLABLE_SCREENSHOTS").expect("a folder for the pictures");
        let home = std::env::temp_dir().join("ana");
        std::fs::remove_dir_all(&home).ok();
        std::fs::create_dir_all(&home).expect("a folder");
        std::fs::create_dir_all(&pictures).expect("a folder for the pictures");
        let app = App::open(&home).await;
        Self { app, home, pictures: pictures.into() }
    }

    async fn create(&self) {
        let app = &self.app;
        app.at("create-passphrase").await;
        let secrets = app.window.find_all(By::Css("form input[type=password]")).await;
        for secret in secrets.expect("fields") {
            app.fill(&secret, PASSPHRASE).await;
        }
        app.at("strength").await;
        self.both("create-passphrase").await;
        app.press("Continue").await;
        app.at("create-key").await;
        let shown = app.window.find_all(By::Css("[data-testid=recovery-key] code")).await;
        let mut groups = Vec::new();
        for group in shown.expect("groups") {
            groups.push(group.text().await.expect("a group has a text"));
        }
        self.both("create-key").await;
        app.press("I have written it down").await;
        app.at("create-check").await;
        let asked = app.window.find_all(By::Css("[data-testid^=group-]")).await;
        for field in asked.expect("asked groups") {
            let name = field.attr("data-testid").await.expect("a name").unwrap_or_default();
            let number: usize = name.trim_start_matches("group-").parse().expect("a number");
            app.fill(&field, &groups[number]).await;
        }
        self.both("create-check").await;
        app.press("Make the vault").await;
        app.at("new-entry").await;
        self.both("empty").await;
    }

    async fn lock_and_unlock(&self) {
        let app = &self.app;
        app.click("lock").await;
        app.at("unlock").await;
        self.both("unlock").await;
        acts::unlock(app, "lantern orchard eight quiet boats").await;
        app.shows("does not open").await;
        self.both("unlock-wrong").await;
        acts::unlock(app, PASSPHRASE).await;
        app.at("new-entry").await;
    }

    /// The invented story as a folder of notes.
    pub fn story(&self) -> PathBuf {
        let folder = self.home.join("notes");
        std::fs::create_dir_all(&folder).expect("a folder");
        let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/story");
        for file in std::fs::read_dir(story).expect("the story") {
            let file = file.expect("a file");
            std::fs::copy(file.path(), folder.join(file.file_name())).expect("copied");
        }
        folder
    }

    async fn import(&self) {
        let app = &self.app;
        let folder = self.story();
        // What a folder of notes has too, and what the report names.
        std::fs::write(folder.join("2009 scan.md"), [0x52, 0xE9, 0x0A]).expect("written");
        app.press("Settings").await;
        app.click("import").await;
        app.fill(&app.at("work-folder").await, &folder.display().to_string()).await;
        app.click("work-start").await;
        app.at_length("report").await;
        self.both("import-report").await;
        app.press("Done").await;
    }

    async fn write_and_find(&self) {
        let app = &self.app;
        app.press("Timeline").await;
        self.open("الحافلة الأخيرة").await;
        self.both("page-arabic").await;
        self.open("薇薇的饺子").await;
        self.both("page-chinese").await;
        self.open(STORY).await;
        self.both("page").await;
        self.narrow(true).await;
        self.light("page-narrow").await;
        app.press("Show the side").await;
        app.at("search").await;
        self.light("timeline-narrow").await;
        app.type_keys(Key::Escape + "").await;
        self.narrow(false).await;

        acts::search(app, "chair").await;
        self.open("I gave back").await;
        self.both("search").await;
        self.add(" I keep thinking about that.").await;
        self.add(" Nine minutes, after twelve years.").await;
        app.click("history-button").await;
        app.at("revision").await;
        self.both("history").await;
        app.type_keys(Key::Escape + "").await;
        app.at("search").await.click().await.expect("the search");
        app.type_keys(Key::Escape + "").await;
    }

    async fn look_around(&self) {
        let app = &self.app;
        app.press("People").await;
        app.at("people-list").await;
        app.press("Leyla Demir").await;
        app.at("person-form").await;
        self.both("people").await;
        app.press("Timeline").await;
        self.open(STORY).await;
        app.chord(&[Key::Control], 'k').await;
        app.shows("Lock").await;
        self.both("palette").await;
        app.type_keys(Key::Escape + "").await;
        app.press("Settings").await;
        app.at("settings").await;
        for (label, name) in [("Dark", "settings-dark"), ("Light", "settings-light")] {
            let label = By::XPath(format!("//label[normalize-space()='{label}']"));
            promises::driver::find(&app.window, label).await.click().await.expect("a theme");
            self.keep(name).await;
        }
        let title = app.window.find(By::Css(".screen-title")).await.expect("a title");
        title.click().await.expect("the focus leaves the field");
        app.type_keys("?").await;
        app.at("help").await;
        self.both("help").await;
        app.type_keys(Key::Escape + "").await;
        app.press("Timeline").await;
    }

    /// Tells the story as a sealed page; gives the file and its passphrase.
    async fn tell(&self) -> (PathBuf, String) {
        let app = &self.app;
        self.open(STORY).await;
        app.press("Tell…").await;
        app.at("share-view").await;
        app.fill(&app.at("plan-person").await, PERSON).await;
        let purpose = "So that she knows she can tell me when something goes wrong.";
        app.fill(&app.at("plan-purpose").await, purpose).await;
        app.click("rule-keep-between-us").await;
        self.both("share-plan").await;
        app.click("plan-begin").await;
        app.at("review").await;
        self.review().await;

        app.click("review-preview").await;
        app.at("preview-counts").await;
        self.both("share-preview").await;
        self.narrow(true).await;
        self.light("share-preview-narrow").await;
        self.narrow(false).await;

        app.click("preview-go").await;
        app.at("seal").await;
        let package = self.home.join("For Ana.html");
        app.fill(&app.at("seal-path").await, &package.display().to_string()).await;
        app.fill(&app.at("seal-name").await, PERSON).await;
        self.both("share-seal").await;
        app.click("seal-act").await;
        let passphrase = app.at("done-passphrase").await.text().await.expect("a passphrase");
        self.both("share-done").await;
        app.type_keys(Key::Escape + "").await;
        app.at("ask-to-leave").await;
        self.both("share-leave").await;
        app.click("leave-go").await;
        app.press("Told").await;
        app.at("ledger-row").await;
        self.both("ledger").await;
        (package, passphrase)
    }

    /// A name said otherwise everywhere, a paragraph left out, one in other words, the rest kept.
    async fn review(&self) {
        let app = &self.app;
        acts::decide(app, STORY, "1").await;
        acts::decide(app, "on the sofa", "1").await;
        let path = "//button[contains(@class,'finding')][contains(., 'Leyla')]";
        promises::driver::find(&app.window, By::XPath(path)).await.click().await.expect("a name");
        app.fill(&app.at("stand-in").await, "a senior engineer").await;
        app.click("decide-2").await;
        if let Ok(everywhere) = app.window.find(By::Css("[data-testid=everywhere]")).await {
            everywhere.click().await.expect("done everywhere");
        }
        acts::decide(app, "I have never been as frightened", "2").await;
        let words = "I was frightened on the way to that meeting. I said it in two sentences, and \
                     one of the others put down his coffee and said that it had happened to him too.";
        app.fill(&app.at("rewrite-text").await, words).await;
        app.click("rewrite-save").await;
        acts::decide(app, "She said nothing for a while", "3").await;
        acts::decide(app, "Leyla Demir", "3").await;
        acts::decide(app, "Piet Vermeulen", "3").await;
        acts::decide(app, "I put the wind load", "1").await;
        self.both("share-review").await;
        self.narrow(true).await;
        self.light("share-review-narrow").await;
        self.narrow(false).await;
        for _ in 0..100 {
            if app.at("review-preview").await.is_enabled().await.expect("a button") {
                return;
            }
            app.type_keys("n").await;
            app.type_keys("1").await;
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
        panic!("the review never ends: {}", acts::progress(app).await);
    }

    /// Opens an entry of the list, once the list has it.
    async fn open(&self, words: &str) {
        acts::open_row(&self.app, words).await;
        tokio::time::sleep(STILL).await;
    }

    /// Writes at the end of the page and waits until it is a version of its own.
    async fn add(&self, words: &str) {
        let body = self.app.at("body").await;
        body.click().await.expect("the page takes the focus");
        self.app.chord(&[Key::Control], Key::End.value()).await;
        self.app.type_keys(words).await;
        let saved = "return document.querySelector('[data-testid=status]').dataset.status";
        tokio::time::sleep(Duration::from_millis(300)).await;
        for _ in 0..200 {
            let status = self.app.window.execute(saved, vec![]).await.expect("it answers");
            if status.json() == "saved" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("never saved");
    }

    pub async fn narrow(&self, narrow: bool) {
        let width = if narrow { 480 } else { 1180 };
        self.app.window.set_window_rect(0, 0, width, 820).await.expect("another width");
        tokio::time::sleep(STILL).await;
    }

    pub async fn both(&self, name: &str) {
        for theme in ["light", "dark"] {
            self.theme(theme).await;
            self.keep(&format!("{name}-{theme}")).await;
        }
        self.theme("light").await;
    }

    pub async fn light(&self, name: &str) {
        self.theme("light").await;
        self.keep(name).await;
    }

    /// As the settings do it; they are not at hand on every screen.
    async fn theme(&self, theme: &str) {
        let set = "document.documentElement.dataset.theme = arguments[0]";
        self.app.window.execute(set, vec![json!(theme)]).await.expect("a theme");
    }

    async fn keep(&self, name: &str) {
        tokio::time::sleep(STILL).await;
        // On a busy machine a dialog may still be on its way in.
        let still = "return document.getAnimations().every((one) => one.playState !== 'running')";
        for _ in 0..100 {
            let asked = self.app.window.execute(still, Vec::new()).await.expect("an answer");
            if asked.json() == &json!(true) {
                break;
            }
            tokio::time::sleep(STILL).await;
        }
        let file = self.pictures.join(format!("{name}.png"));
        self.app.window.screenshot(&file).await.expect("a picture");
    }
}

/// The sealed page in a browser: locked, refused, open.
async fn letter(package: &Path, passphrase: &str, pictures: &Path) {
    let page = LetterPage::open(package).await;
    keep_page(&page, pictures, "sealed-page-locked").await;
    page.unlock("these-seven-words-are-not-the-ones").await;
    page.shows("passphrase").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    keep_page(&page, pictures, "sealed-page-wrong").await;
    page.unlock(passphrase).await;
    page.shows(STORY).await;
    keep_page(&page, pictures, "sealed-page-open").await;
    page.close().await;
}

async fn keep_page(page: &LetterPage, pictures: &Path, name: &str) {
    for theme in ["light", "dark"] {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        let set = page.browser.cdp().send_raw("Emulation.setEmulatedMedia", media).await;
        set.expect("a theme");
        tokio::time::sleep(STILL).await;
        let file = pictures.join(format!("{name}-{theme}.png"));
        page.browser.screenshot(&file).await.expect("a picture");
    }
}
