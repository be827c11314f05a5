//! A vault, a journal and an author to test with. Time and randomness are fixed.

use std::path::{Path, PathBuf};
use std::process::Command;

use journal::{Content, Edtf, Journal, Person};
use rand::SeedableRng;
use rand::rngs::StdRng;
use share::{
    Completed, Decision, FindingDecision, Format, Item, ItemKind, PageTemplate, Plan,
    RetellingRule, Review, Sealed, Setting, ShareError,
};
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

/// Everything a test needs; the folder goes with it.
pub struct Desk {
    pub folder: TempDir,
    pub journal: Journal,
    pub rng: StdRng,
    pub ana: Person,
    pub maria: Person,
}

pub fn at(time: &str) -> Moment {
    format!("2026-11-22T{time}:00+01:00").parse().expect("a moment")
}

pub fn now() -> Moment {
    at("12:00")
}

pub fn passphrase() -> Passphrase {
    Passphrase::from("correct horse battery staple".to_owned())
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let mut rng = StdRng::seed_from_u64(1);
        let work = WorkFactor::new(1).expect("work factor");
        let path = folder.path().join("a.tellable");
        Vault::create(&path, &passphrase(), &RecoveryKey::generate(), work, now(), &mut rng)
            .expect("create");
        let mut journal = unlock(folder.path());
        let ana = person(&mut rng, "Ana Lima");
        let mut maria = person(&mut rng, "Maria Souza");
        maria.nicknames = vec!["Mia".into()];
        maria.relation = Some("colleague".into());
        for person in [&ana, &maria] {
            journal.save_person(person, now()).expect("person");
        }
        Self { folder, journal, rng, ana, maria }
    }

    /// Locks the vault and opens it again.
    pub fn relock(self) -> Self {
        let Self { folder, journal, rng, ana, maria } = self;
        journal.lock().expect("lock");
        let journal = unlock(folder.path());
        Self { folder, journal, rng, ana, maria }
    }

    /// The same with the vault moved to /mnt, where from now on nothing can be written.
    pub fn read_only(self) -> Self {
        let Self { folder, journal, rng, ana, maria } = self;
        journal.lock().expect("lock");
        std::fs::copy(folder.path().join("a.tellable"), "/mnt/a.tellable").expect("copy");
        let remount = Command::new("mount").args(["-o", "remount,ro", "/mnt"]).status();
        assert!(remount.expect("mount").success());
        let journal = unlock(Path::new("/mnt"));
        Self { folder, journal, rng, ana, maria }
    }

    pub fn write(&mut self, content: &Content) -> Id {
        let id = Id::generate(&mut self.rng);
        self.journal.save(id, content, now(), &mut self.rng).expect("save");
        id
    }

    pub fn rewrite(&mut self, entry: Id, change: impl FnOnce(&mut Content)) {
        let mut content = self.journal.entry(entry).expect("entry").content;
        change(&mut content);
        self.journal.save(entry, &content, at("13:00"), &mut self.rng).expect("save");
    }

    pub fn plan(&self) -> Plan {
        Plan {
            person: self.ana.id,
            purpose: "so that she knows she is not alone".into(),
            setting: Setting::OneToOne,
            rule: RetellingRule::KeepBetweenUs,
            answers: None,
        }
    }

    pub fn start(&mut self, content: &Content) -> Review {
        let entry = self.write(content);
        let plan = self.plan();
        Review::start(&mut self.journal, entry, plan, now(), &mut self.rng).expect("start")
    }

    /// A review of an entry with only a body.
    pub fn start_body(&mut self, body: &str) -> Review {
        self.start(&Content { body: body.into(), ..Content::default() })
    }

    pub fn decide(&mut self, review: &mut Review, text: &str, decision: Decision) {
        let id = item(review, text).id;
        review.decide_item(&mut self.journal, &id, decision, now()).expect("decide");
    }

    /// Decides the first undecided finding of these words, wherever it stands.
    pub fn decide_finding(
        &mut self,
        review: &mut Review,
        words: &str,
        decision: FindingDecision,
        everywhere: bool,
    ) {
        let (item, finding) = review
            .items()
            .into_iter()
            .find_map(|item| {
                let found = item.findings.iter().find(|found| {
                    found.text == words && found.decision == FindingDecision::Undecided
                })?;
                Some((item.id.clone(), found.id.clone()))
            })
            .unwrap_or_else(|| panic!("no finding “{words}” waits"));
        review
            .decide_finding(&mut self.journal, &item, &finding, decision, everywhere, now())
            .expect("decide");
    }

    /// Keeps every item that is undecided, and every finding.
    pub fn keep_rest(&mut self, review: &mut Review) {
        for item in review.items() {
            if item.decision == Decision::Undecided {
                review
                    .decide_item(&mut self.journal, &item.id, Decision::Keep, now())
                    .expect("keep");
            }
            review.keep_remaining(&mut self.journal, &item.id, now()).expect("keep");
        }
    }

    pub fn complete(&self, review: &Review) -> Completed {
        review.complete(&self.journal).expect("complete")
    }

    pub fn target(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    /// Completes, builds, approves and sends, as an honest shell does.
    pub fn send(
        &mut self,
        review: &Review,
        format: &Format,
        target: &Path,
    ) -> Result<Sealed, ShareError> {
        std::fs::create_dir_all(self.folder.path().join("out")).expect("folder");
        let package = review.complete(&self.journal)?.build(format, now())?;
        let digest = package.digest();
        let page = page();
        share::send(
            &mut self.journal,
            package,
            digest,
            "ana lima",
            target,
            Some(&page),
            now(),
            &mut self.rng,
        )
    }

    /// What a plain package of this review says.
    pub fn markdown(&self, review: &Review) -> Result<String, ShareError> {
        let package = review.complete(&self.journal)?.build(&Format::Markdown, now())?;
        Ok(package.text().to_owned())
    }

    /// What a letter of this review says.
    pub fn letter(&self, review: &Review) -> Result<String, ShareError> {
        let package = review.complete(&self.journal)?.build(&Format::AgePassphrase, now())?;
        Ok(package.text().to_owned())
    }

    /// Every file in the folder that packages go to.
    pub fn outside(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.folder.path().join("out")) else { return vec![] };
        files.map(|file| file.expect("file").file_name().to_string_lossy().into_owned()).collect()
    }
}

pub fn unlock(folder: &Path) -> Journal {
    let places = Places { index_dir: folder.join("cache"), state_dir: folder.join("state") };
    let key = Key::Passphrase(passphrase());
    let vault = Vault::open(&folder.join("a.tellable"), &key, &places).expect("open");
    Journal::open(vault, "desk").expect("journal")
}

fn person(rng: &mut StdRng, name: &str) -> Person {
    Person {
        id: Id::generate(rng),
        name: name.into(),
        nicknames: vec![],
        relation: None,
        led: false,
        stand_in: None,
        notes: String::new(),
        keys: Vec::new(),
    }
}

/// The item whose text begins so.
pub fn item(review: &Review, text: &str) -> Item {
    review
        .items()
        .into_iter()
        .find(|item| item.text.starts_with(text))
        .unwrap_or_else(|| panic!("no item begins with “{text}”"))
}

pub fn kinds(review: &Review) -> Vec<ItemKind> {
    review.items().into_iter().map(|item| item.kind).collect()
}

pub fn generalise(words: &str) -> FindingDecision {
    FindingDecision::Generalise(words.into())
}

pub fn page() -> PageTemplate {
    let html = format!("<!doctype html><title>A sealed letter</title>{}<p>x", share::MARKER);
    PageTemplate::new(&html).expect("template")
}

pub fn code<T: std::fmt::Debug>(result: Result<T, ShareError>) -> &'static str {
    result.expect_err("it should have failed").code()
}

/// An entry with one of everything.
pub fn story(desk: &Desk) -> Content {
    Content {
        title: "The demo in Lisbon".into(),
        body: "# Before\n\nMaria told me on 14 March 2019 that the demo had failed.\n\n\
               I was ashamed for weeks.\n\n- I owed $48,300.\n- Nobody knew.\n\n\
               Maria's answer was: me too."
            .into(),
        happened: Some(Edtf::parse("2019-03-14").expect("date")),
        place: Some("Lisbon".into()),
        people: vec![desk.maria.id],
        tags: vec!["shame".into()],
        feeling: Some(journal::Feeling { valence: -2, words: vec!["ashamed".into()] }),
        ..Content::default()
    }
}
