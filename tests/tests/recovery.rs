//! docs/recovery.md keeps its word: its commands, and no others, with the stock `sqlite3` and
//! `age`, get the text of an entry out of a vault, by passphrase and by recovery key.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use vault::{Id, Key, Moment, New, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

const PASSPHRASE: &str = "más vale tarde que nunca";
const BODY: &str = "I had said yes to everything.\n\nIt isn't \"brave\" to say so — 我失败了。\n";

/// The shell blocks that stand under a heading that begins with `heading`.
fn blocks(page: &str, heading: &str) -> String {
    let (mut here, mut inside, mut found) = (false, false, String::new());
    for line in page.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            _ if inside && here => found = found + line + "\n",
            _ if !inside && line.starts_with('#') => {
                here = line.trim_start_matches('#').trim_start().starts_with(heading);
            }
            _ => {}
        }
    }
    assert!(!found.is_empty(), "docs/recovery.md has commands under {heading}");
    found
}

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/recovery.md");
    fs::read_to_string(page).expect("the page is there")
}

struct House {
    folder: TempDir,
    vault: PathBuf,
    recovery: RecoveryKey,
}

/// A vault with one entry in two states, and a draft.
fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = folder.path().join("my journal.tellable");
    let recovery = RecoveryKey::generate();
    let work = WorkFactor::new(4).expect("a low work factor");
    let passphrase = || Passphrase::from(PASSPHRASE.to_owned());
    let mut rng = rand::rng();
    Vault::create(&vault, &passphrase(), &recovery, work, noon(), &mut rng).expect("creates");
    let (index_dir, state_dir) = (folder.path().join("cache"), folder.path().join("state"));
    let places = Places { index_dir, state_dir };
    let mut open = Vault::open(&vault, &Key::Passphrase(passphrase()), &places).expect("opens");
    let entry = Id::generate(&mut rng);
    for body in ["A first state.", BODY] {
        let payload = serde_json::json!({
            "entry": entry, "parents": [], "written": noon(),
            "content": { "title": "The year I failed", "body": body },
        });
        let id = Id::generate(&mut rng);
        let payload = payload.to_string();
        let new =
            New { kind: "revision", id, at: noon(), device: "desk", payload: payload.as_bytes() };
        open.append(&new).expect("appends");
    }
    open.keep_draft(entry, br#"{"content":{"body":"half a sentence"}}"#).expect("keeps");
    open.lock().expect("locks");
    House { folder, vault, recovery }
}

fn noon() -> Moment {
    "2026-11-22T12:00:00+01:00".parse().expect("an instant")
}

impl House {
    /// An empty folder with the page's commands in it: `way` is the heading of the way in.
    fn work(&self, way: &str) -> PathBuf {
        let work = self.folder.path().join("work");
        fs::create_dir(&work).expect("an empty folder");
        let page = page();
        let mut script = "set -e\n".to_owned();
        for heading in ["1.", way, "3.", "4.", "5."] {
            script += &blocks(&page, heading);
        }
        fs::write(work.join("commands.sh"), script).expect("writes the commands");
        work
    }

    fn check(&self, work: &Path, said: &str) {
        // A terminal ends its lines in carriage return and line feed.
        let said = said.replace('\r', "");
        assert!(said.contains("# The year I failed\n\n"), "{said}");
        assert!(said.contains(BODY) && said.contains("A first state."), "{said}");
        assert!(said.contains("half a sentence"), "{said}");
        assert!(!said.contains("does not open"), "{said}");
        let identity = fs::read_to_string(work.join("identity.txt")).expect("the vault's key");
        assert!(identity.starts_with("AGE-SECRET-KEY-1"));
        let content = fs::read(work.join("opened/3.content")).expect("the content of record 3");
        let content: serde_json::Value = serde_json::from_slice(&content).expect("exactly JSON");
        assert_eq!(content["content"]["body"], BODY);
        assert!(fs::metadata(&self.vault).is_ok());
    }
}

#[test]
fn the_page_opens_a_vault_by_recovery_key() {
    let house = house();
    let work = house.work("By recovery key");
    fs::write(work.join("recovery.txt"), house.recovery.expose()).expect("writes the key");
    let Output { status, stdout, stderr } = Command::new("sh")
        .arg("commands.sh")
        .current_dir(&work)
        .env("VAULT", &house.vault)
        .output()
        .expect("a shell");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    house.check(&work, &String::from_utf8_lossy(&stdout));
}

#[test]
fn the_page_opens_a_vault_by_the_24_words() {
    let house = house();
    let work = house.work("By the 24 words");
    let words = house.recovery.words();
    fs::write(work.join("words.txt"), words.replace(' ', "\n").to_uppercase()).expect("writes");
    let english = bip39::Language::English.word_list().join("\n");
    fs::write(work.join("english.txt"), english).expect("writes the list");
    let run = || {
        let mut shell = Command::new("sh");
        shell.arg("commands.sh").current_dir(&work).env("VAULT", &house.vault);
        shell.output().expect("a shell")
    };
    let Output { status, stdout, stderr } = run();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let line = fs::read_to_string(work.join("recovery.txt")).expect("the line");
    assert_eq!(line.trim_end(), house.recovery.expose());
    house.check(&work, &String::from_utf8_lossy(&stdout));
    // Two words exchanged are noticed, but for one time in 256.
    let mut wrong: Vec<&str> = words.split(' ').collect();
    let other = wrong.iter().position(|word| *word != wrong[0]).expect("words differ");
    wrong.swap(0, other);
    let fails = RecoveryKey::parse(&wrong.join(" ")).is_err();
    fs::write(work.join("words.txt"), wrong.join(" ")).expect("writes");
    assert_eq!(String::from_utf8_lossy(&run().stderr).contains("a word is mistaken"), fails);
}

#[test]
fn the_page_opens_a_vault_by_passphrase() {
    let house = house();
    let work = house.work("By passphrase");
    // `age` asks on the terminal: `script` (util-linux) is one. What is typed waits for the question.
    let mut script = Command::new("script")
        .args(["-qec", "sh commands.sh", "/dev/null"])
        .current_dir(&work)
        .env("VAULT", &house.vault)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script is installed");
    let mut keyboard = script.stdin.take().expect("a keyboard");
    let mut screen = script.stdout.take().expect("a screen");
    let (mut said, mut part, mut typed) = (Vec::new(), [0; 4096], false);
    loop {
        let length = screen.read(&mut part).expect("reads the screen");
        if length == 0 {
            break;
        }
        said.extend_from_slice(&part[..length]);
        if !typed && String::from_utf8_lossy(&said).contains("passphrase") {
            writeln!(keyboard, "{PASSPHRASE}").expect("types");
            typed = true;
        }
    }
    let said = String::from_utf8_lossy(&said);
    assert!(script.wait().expect("ends").success(), "{said}");
    house.check(&work, &said);
}
