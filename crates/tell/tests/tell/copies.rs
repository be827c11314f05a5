//! Copies of a vault from the command line: backed up, restored after a look, merged after a look.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Home, PASSPHRASE, Ran};

/// Makes a backup of the vault `a` and gives its path.
fn backup(home: &Home) -> PathBuf {
    fs::create_dir_all(home.path("backups")).expect("made");
    let done = home.on_vault("backup", &["backups", "--json"], b"");
    assert_eq!(done.status, 0, "{}", done.err);
    let path = done.json()["path"].as_str().expect("a path").to_owned();
    home.path(&path)
}

fn restore(home: &Home, copy: &Path, to: &str, more: &[&str]) -> Ran {
    let copy = copy.to_str().expect("text");
    let words = ["restore", copy, to, "--passphrase-file", "passphrase"];
    home.tell(&[&words, more].concat(), b"")
}

fn titles(home: &Home, vault: &str) -> Vec<String> {
    let listed = home.tell(&["list", vault, "--passphrase-file", "passphrase", "--json"], b"");
    assert_eq!(listed.status, 0, "{}", listed.err);
    let listed = listed.json();
    let mut titles: Vec<String> = listed
        .as_array()
        .expect("an array")
        .iter()
        .map(|entry| entry["title"].as_str().expect("a title").to_owned())
        .collect();
    titles.sort();
    titles
}

#[test]
fn a_backup_is_a_vault_with_a_date_in_its_name() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "Kept"], "Words.");
    let path = backup(&home);
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("a 20") && name.ends_with(".tellable"), "{name}");
    assert_eq!(titles(&home, path.to_str().expect("text")), ["Kept"]);
    home.on_vault("backup", &["nowhere"], b"").failed(6, "folder-not-found");
}

#[test]
fn a_restore_says_first_what_it_would_do_and_sets_the_old_file_aside() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "Before"], "Words.");
    let copy = backup(&home);
    home.add(&["--title", "After"], "Words.");
    let before = fs::read(home.path("a.tellable")).expect("the vault");

    let looked = restore(&home, &copy, "a.tellable", &["--json"]);
    assert_eq!(looked.status, 0, "{}", looked.err);
    let looked = looked.json();
    assert_eq!((&looked["done"], &looked["set_aside"]), (&false.into(), &().into()));
    assert_eq!((&looked["entries_there"], &looked["entries_here"]), (&1.into(), &2.into()));
    assert_eq!(looked["different"][0]["kind"], "only-here");
    assert_eq!(looked["different"][0]["title"], "After");
    let said = restore(&home, &copy, "a.tellable", &[]).out;
    assert!(said.contains("only in the vault") && said.contains("Nothing was changed."), "{said}");
    assert_eq!(fs::read(home.path("a.tellable")).expect("the vault"), before);

    let done = restore(&home, &copy, "a.tellable", &["--yes", "--json"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let aside = done.json()["set_aside"].as_str().expect("a path").to_owned();
    assert_eq!(titles(&home, "a.tellable"), ["Before"]);
    // The older state was asked for: it takes new entries at once.
    home.add(&["--title", "Again"], "Words.");
    assert_eq!(titles(&home, "a.tellable"), ["Again", "Before"]);
    assert_eq!(titles(&home, &aside), ["After", "Before"]);
}

#[test]
fn a_copy_is_restored_where_nothing_stands_and_where_something_is_broken() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "Kept"], "Words.");
    let copy = backup(&home);
    let looked = restore(&home, &copy, "b.tellable", &["--json"]).json();
    assert_eq!((&looked["entries_here"], &looked["entries_there"]), (&().into(), &1.into()));
    assert!(!home.path("b.tellable").exists());
    assert_eq!(restore(&home, &copy, "b.tellable", &["--yes"]).status, 0);
    assert_eq!(titles(&home, "b.tellable"), ["Kept"]);

    // The day one restores for: the vault is rubbish. It is kept all the same.
    home.write("a.tellable", &"rubbish ".repeat(4_000));
    let looked = restore(&home, &copy, "a.tellable", &["--json"]).json();
    assert_eq!((&looked["not_compared"], &looked["done"]), (&"not-a-vault".into(), &false.into()));
    let done = restore(&home, &copy, "a.tellable", &["--yes", "--json"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let aside = done.json()["set_aside"].as_str().expect("a path").to_owned();
    assert!(fs::read_to_string(home.path(&aside)).expect("kept").starts_with("rubbish"));
    assert_eq!(titles(&home, "a.tellable"), ["Kept"]);
}

#[test]
fn what_must_not_be_restored_is_refused_by_name() {
    let home = Home::new();
    home.new_vault();
    home.add(&[], "Words.");
    let copy = backup(&home);
    let words = ["new", "other.tellable", "--passphrase-file", "passphrase", "--work-factor", "1"];
    assert_eq!(home.tell(&words, b"").status, 0);
    let other = fs::read(home.path("other.tellable")).expect("the vault");
    restore(&home, &copy, "other.tellable", &["--yes"]).failed(4, "other-vault");
    assert_eq!(fs::read(home.path("other.tellable")).expect("the vault"), other);
    restore(&home, &home.path("nowhere"), "b.tellable", &[]).failed(6, "vault-not-found");

    // A damaged copy takes no vault's place.
    let mut bytes = fs::read(&copy).expect("the copy");
    let mark = b"age-encryption.org/v1";
    let at = bytes.windows(mark.len()).rposition(|window| window == mark).expect("a record") + 300;
    bytes[at] ^= 1;
    fs::write(&copy, bytes).expect("written");
    let looked = restore(&home, &copy, "a.tellable", &["--json"]).json();
    assert!(looked["faults"].as_u64() >= Some(1), "{looked}");
    let before = fs::read(home.path("a.tellable")).expect("the vault");
    restore(&home, &copy, "a.tellable", &["--yes"]).failed(4, "vault-damaged");
    assert_eq!(fs::read(home.path("a.tellable")).expect("the vault"), before);
}

#[test]
fn a_merge_says_first_what_it_would_do_and_keeps_both_versions() {
    let home = Home::new();
    let recovery = home.new_vault();
    home.add(&["--title", "Common"], "Words.");
    fs::copy(home.path("a.tellable"), home.path("stick.tellable")).expect("copied");
    home.add(&["--title", "Laptop"], "Words.");
    // The stick is another machine, with a home of its own.
    let stick = Home::new();
    fs::copy(home.path("stick.tellable"), stick.path("a.tellable")).expect("copied");
    stick.add(&["--title", "Stick"], "Words.");
    fs::copy(stick.path("a.tellable"), home.path("stick.tellable")).expect("copied");

    let merge = |more: &[&str]| home.on_vault("merge", &[&["stick.tellable"], more].concat(), b"");
    let looked = merge(&["--json"]).json();
    assert_eq!((&looked["done"], &looked["merged"]), (&false.into(), &().into()));
    assert_eq!((&looked["only_here"], &looked["only_there"]), (&1.into(), &1.into()));
    assert_eq!(titles(&home, "a.tellable"), ["Common", "Laptop"]);
    assert!(merge(&[]).out.contains("Nothing was changed."));

    home.write("key", &recovery);
    let done = merge(&["--yes", "--json", "--copy-recovery-key-file", "key"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let merged = &done.json()["merged"];
    assert_eq!((&merged["records"], &merged["entries_new"]), (&1.into(), &1.into()));
    assert_eq!(titles(&home, "a.tellable"), ["Common", "Laptop", "Stick"]);
    let again = merge(&["--yes", "--json"]).json();
    assert_eq!(again["merged"]["records"], 0);
    assert!(merge(&[]).out.contains("only in the vault"), "the stick has not merged yet");

    home.write("wrong", "another passphrase");
    merge(&["--copy-passphrase-file", "wrong"]).failed(3, "wrong-passphrase");
    home.on_vault("merge", &["nowhere"], b"").failed(6, "vault-not-found");
    let held = home.path("stick.tellable");
    let key = vault::Key::Passphrase(vault::Passphrase::from(PASSPHRASE.to_owned()));
    let places = vault::Places { index_dir: home.path("i"), state_dir: home.path("s") };
    let held = vault::Vault::open(&held, &key, &places).expect("free");
    merge(&[]).failed(5, "vault-in-use");
    held.lock().expect("closed");
}
