//! Keys and rescue from the command line: what opens afterwards, what no longer does, and what is lost is named.

use std::fs;

use serde_json::Value;

use crate::support::{Home, Ran};

impl Home {
    /// Runs a command with the passphrase file `new` as the new passphrase, as cheap as can be.
    fn with_new(&self, command: &str, arguments: &[&str]) -> Ran {
        self.write("new", "another passphrase\n");
        let new = ["--new-passphrase-file", "new", "--work-factor", "1"];
        self.on_vault(command, &[arguments, &new[..]].concat(), b"")
    }

    fn titles(&self, vault: &str, secret: &[&str]) -> Vec<String> {
        let listed = self.tell(&[&["list", vault, "--json"], secret].concat(), b"");
        assert_eq!(listed.status, 0, "{}", listed.err);
        let rows = listed.json();
        rows.as_array()
            .expect("rows")
            .iter()
            .map(|row| row["title"].as_str().expect("a title").to_owned())
            .collect()
    }
}

const OLD: [&str; 2] = ["--passphrase-file", "passphrase"];
const NEW: [&str; 2] = ["--passphrase-file", "new"];
const KEY: [&str; 2] = ["--recovery-key-file", "key"];

#[test]
fn a_new_passphrase_opens_and_the_old_one_does_not() {
    let home = Home::new();
    let recovery = home.new_vault();
    home.add(&["--title", "One"], "text");
    let changed = home.with_new("passphrase", &["--json"]);
    assert_eq!((changed.status, &changed.json()["work_factor"]), (0, &Value::from(1)));
    assert_eq!(home.titles("a.tellable", &NEW), ["One"]);
    home.on_vault("list", &[], b"").failed(3, "wrong-passphrase");
    home.write("key", &recovery);
    assert_eq!(home.titles("a.tellable", &KEY), ["One"]);
    // Who forgot it sets a new one by the recovery key.
    home.write("third", "a third one");
    let by_key = home.tell(
        &[
            &["passphrase", "a.tellable", "--new-passphrase-file", "third", "--work-factor", "1"],
            &KEY[..],
        ]
        .concat(),
        b"",
    );
    assert_eq!(by_key.status, 0, "{}", by_key.err);
    assert!(by_key.out.contains("tell reseal"));
    assert_eq!(home.titles("a.tellable", &["--passphrase-file", "third"]), ["One"]);
}

#[test]
fn a_wrong_or_empty_passphrase_changes_nothing() {
    let home = Home::new();
    home.new_vault();
    home.write("wrong", "wrong");
    home.write("new", "another passphrase\n");
    let before = fs::read(home.path("a.tellable")).expect("the file");
    let wrong = ["--passphrase-file", "wrong", "--new-passphrase-file", "new"];
    for command in ["passphrase", "reseal"] {
        home.tell(&[&[command, "a.tellable"], &wrong[..]].concat(), b"")
            .failed(3, "wrong-passphrase");
    }
    home.write("new", "\n");
    let empty = ["--new-passphrase-file", "new"];
    home.on_vault("passphrase", &empty, b"").failed(2, "passphrase-empty");
    home.on_vault("reseal", &empty, b"").failed(2, "passphrase-empty");
    // No terminal to ask at.
    home.on_vault("passphrase", &[], b"").failed(2, "no-terminal");
    let slots = |bytes: &[u8]| bytes[16_384..].to_vec();
    assert_eq!(slots(&fs::read(home.path("a.tellable")).expect("the file")), slots(&before));
}

#[test]
fn a_new_recovery_key_is_shown_as_line_and_words_and_both_open() {
    let home = Home::new();
    let old = home.new_vault();
    let made = home.on_vault("recovery-key", &["--json"], b"").json();
    let (line, words) =
        (made["recovery_key"].as_str().expect("a line"), made["words"].as_str().expect("words"));
    assert_eq!(words.split(' ').count(), 24);
    home.write("key", &old);
    home.tell(&[&["list", "a.tellable"], &KEY[..]].concat(), b"").failed(3, "wrong-recovery-key");
    let lines = words.split(' ').collect::<Vec<_>>();
    let paper = lines.chunks(6).map(|six| six.join(" ")).collect::<Vec<_>>().join("\n");
    for form in
        [line.to_owned(), words.to_owned(), format!("# my paper\n\n{}\n", paper.to_uppercase())]
    {
        home.write("key", &form);
        assert!(home.titles("a.tellable", &KEY).is_empty());
    }
    let shown = home.on_vault("recovery-key", &[], b"");
    assert!(
        shown.out.contains("    AGE-SECRET-KEY-1") && shown.out.contains("     1. "),
        "{}",
        shown.out
    );
}

#[test]
fn sealed_anew_no_old_key_opens_it_and_the_old_file_put_back_is_noticed() {
    let home = Home::new();
    let old_key = home.new_vault();
    home.add(&["--title", "One"], "text");
    home.add(&["--title", "Two"], "text");
    let old = fs::read(home.path("a.tellable")).expect("the file");
    let sealed = home.with_new("reseal", &["--json"]);
    assert_eq!(sealed.status, 0, "{}", sealed.err);
    let sealed = sealed.json();
    assert_eq!(
        (&sealed["records"], &sealed["lost"]),
        (&Value::from(3), &Value::from(Vec::<Value>::new()))
    );
    assert_eq!(home.titles("a.tellable", &NEW).len(), 2);
    home.on_vault("list", &[], b"").failed(3, "wrong-passphrase");
    home.write("key", &old_key);
    home.tell(&[&["list", "a.tellable"], &KEY[..]].concat(), b"").failed(3, "wrong-recovery-key");
    home.write("key", sealed["recovery_key"].as_str().expect("a key"));
    assert_eq!(home.titles("a.tellable", &KEY).len(), 2);

    fs::write(home.path("a.tellable"), &old).expect("put back");
    assert_eq!(home.titles("a.tellable", &OLD).len(), 2);
    home.on_vault("add", &["--title", "Three"], b"text").failed(7, "vault-rolled-back");
    let accepted = home.on_vault("accept", &["--json"], b"").json();
    assert_eq!(
        (&accepted["records"], &accepted["seen_records"]),
        (&Value::from(3), &Value::from(3))
    );
    home.add(&["--title", "Three"], "text");
    assert!(home.on_vault("accept", &[], b"").out.starts_with("This copy is the one"));
}

#[test]
fn of_a_damaged_vault_what_is_whole_is_saved_and_what_is_lost_is_named() {
    let home = Home::new();
    home.new_vault();
    for title in ["One", "Two", "Three"] {
        home.add(&["--title", title], &format!("{title} ").repeat(4_000));
    }
    // Zeros over the second half of the pages, but the last: some record, and no slot.
    let mut bytes = fs::read(home.path("a.tellable")).expect("the file");
    let page = 16_384;
    let at = bytes.len() - 2 * page;
    bytes[at..at + page].fill(0);
    fs::write(home.path("a.tellable"), &bytes).expect("damaged");

    home.with_new("reseal", &[]).failed(4, "record-damaged");
    let saved = home.with_new("rescue", &["saved.tellable", "--json"]);
    assert_eq!(saved.status, 9, "{} {}", saved.out, saved.err);
    let saved = saved.json();
    let lost = saved["lost"].as_array().expect("a list");
    assert_eq!(lost.len() as u64 + saved["records"].as_u64().expect("a count"), 4);
    assert!(!lost.is_empty());
    assert_eq!(fs::read(home.path("a.tellable")).expect("the file"), bytes);
    assert_eq!(home.titles("saved.tellable", &NEW).len(), 3 - lost.len());
    let checked = home.tell(&[&["check", "saved.tellable", "--json"], &NEW[..]].concat(), b"");
    assert_eq!((checked.status, &checked.json()["whole"]), (0, &Value::from(true)));
    let more =
        home.tell(&[&["add", "saved.tellable", "--title", "On"], &NEW[..]].concat(), b"more");
    assert_eq!(more.status, 0, "it can be written at once: {}", more.err);

    home.with_new("rescue", &["saved.tellable"]).failed(7, "already-exists");
    let said = home.with_new("rescue", &["again.tellable"]);
    assert!(
        said.out.contains("  lost: record ") && said.out.contains("stays as it was"),
        "{}",
        said.out
    );
}

#[test]
fn a_whole_vault_is_saved_whole() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "One"], "text");
    let saved = home.with_new("rescue", &["saved.tellable"]);
    assert_eq!(saved.status, 0, "{}", saved.err);
    assert!(saved.out.starts_with("2 records saved in saved.tellable."));
}
