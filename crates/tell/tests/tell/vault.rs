//! Vaults from the command line: made once, opened by either key, and every refusal has its name.

use std::fs;

use crate::support::{Home, PASSPHRASE};

#[test]
fn a_new_vault_opens_by_passphrase_and_by_recovery_key() {
    let home = Home::new();
    let recovery = home.new_vault();
    assert!(recovery.starts_with("AGE-SECRET-KEY-1"));
    let checked = home.on_vault("check", &["--json"], b"").json();
    assert_eq!(checked["whole"], true);
    home.write("key", &format!("# kept in the drawer\n\n{recovery}\n"));
    let by_key = home.tell(&["check", "a.tellable", "--recovery-key-file", "key"], b"");
    assert_eq!(by_key.status, 0, "{}", by_key.err);
    assert!(by_key.out.starts_with("Whole: "));
}

#[test]
fn a_cheap_vault_is_made_with_a_warning_and_the_key_is_told_calmly() {
    let home = Home::new();
    let made = home.on_vault("new", &["--work-factor", "2"], b"");
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("65536 times cheaper"), "{}", made.err);
    assert!(made.out.contains("    AGE-SECRET-KEY-1"), "{}", made.out);
    let again = home.on_vault("new", &["--work-factor", "20"], b"");
    again.failed(7, "already-exists");
}

#[test]
fn a_wrong_key_opens_nothing() {
    let home = Home::new();
    home.new_vault();
    home.write("wrong", "another passphrase");
    home.tell(&["list", "a.tellable", "--passphrase-file", "wrong"], b"")
        .failed(3, "wrong-passphrase");
    let mut other = home.tell(
        &["new", "b.tellable", "--passphrase-file", "wrong", "--work-factor", "1", "--json"],
        b"",
    );
    other.err.clear();
    home.write("key", other.json()["recovery_key"].as_str().expect("a key"));
    home.tell(&["list", "a.tellable", "--recovery-key-file", "key"], b"")
        .failed(3, "wrong-recovery-key");
    home.write("key", "AGE-SECRET-KEY-1NONSENSE");
    home.tell(&["list", "a.tellable", "--recovery-key-file", "key"], b"")
        .failed(3, "recovery-key-invalid");
    home.write("key", "\n# nothing\n");
    home.tell(&["list", "a.tellable", "--recovery-key-file", "key"], b"")
        .failed(3, "no-recovery-key");
}

#[test]
fn what_is_not_a_vault_is_said_to_be_none() {
    let home = Home::new();
    home.write("a.tellable", "a shopping list, rather longer than a header of a database would be");
    home.on_vault("check", &[], b"").failed(4, "not-a-vault");
    fs::remove_file(home.path("a.tellable")).expect("removed");
    home.on_vault("check", &[], b"").failed(6, "vault-not-found");
}

#[test]
fn damage_is_found_and_told_apart_from_a_wrong_key() {
    let home = Home::new();
    home.new_vault();
    for text in ["One.", "Two.", "Three."] {
        home.add(&[], text);
    }
    let path = home.path("a.tellable");
    let mut bytes = fs::read(&path).expect("the vault");
    // The second half of the last record's page: an age file begins with its version line.
    let mark = b"age-encryption.org/v1";
    let at = bytes.windows(mark.len()).rposition(|window| window == mark).expect("a record") + 300;
    bytes[at] ^= 1;
    fs::write(&path, bytes).expect("written");
    let checked = home.on_vault("check", &["--json"], b"");
    assert_eq!(checked.status, 4, "{}{}", checked.out, checked.err);
    let said = home.on_vault("check", &[], b"").out;
    let mut lines = said.lines();
    assert!(lines.next().is_some_and(|line| line.starts_with("Not whole: 1 fault; ")), "{said}");
    assert!(lines.next().is_some_and(|line| line.split_whitespace().count() > 3), "{said}");
    // What is whole is still there.
    let listed = home.on_vault("list", &["--json"], b"").json();
    assert!(listed.as_array().expect("an array").len() >= 2);
}

#[test]
fn passphrases_come_from_files_and_descriptors_and_nowhere_else() {
    let home = Home::new();
    home.write("empty", "\n");
    home.tell(&["new", "b", "--passphrase-file", "empty"], b"").failed(2, "passphrase-empty");
    home.tell(&["new", "b", "--passphrase-file", "nowhere"], b"").failed(6, "file-not-found");
    let argument = home.tell(&["new", "b", "--passphrase", "x"], b"");
    assert_eq!((argument.status, argument.out.as_str()), (2, ""));
    assert!(!home.path("b").exists());
    if cfg!(unix) {
        home.new_vault();
        let line = format!("{PASSPHRASE}\r\n");
        let ran = home.tell(&["check", "a.tellable", "--passphrase-fd", "0"], line.as_bytes());
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

#[test]
fn the_index_stands_where_it_is_told_to_and_may_be_lost() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "Kept"], "Words.");
    let listed = home.on_vault("list", &["--index-dir", "elsewhere", "--json"], b"").json();
    assert_eq!(listed[0]["title"], "Kept");
    assert!(!crate::support::files(&home.path("elsewhere")).is_empty());
    fs::remove_dir_all(home.path("cache")).expect("thrown away");
    assert_eq!(home.on_vault("list", &["--json"], b"").json()[0]["title"], "Kept");
}

#[test]
fn a_vault_that_is_open_elsewhere_is_in_use() {
    let home = Home::new();
    home.new_vault();
    let key = vault::Key::Passphrase(vault::Passphrase::from(PASSPHRASE.to_owned()));
    let places =
        vault::Places { index_dir: home.path("other-index"), state_dir: home.path("other-state") };
    let held = vault::Vault::open(&home.path("a.tellable"), &key, &places).expect("free");
    home.on_vault("list", &[], b"").failed(5, "vault-in-use");
    held.lock().expect("closed");
    assert_eq!(home.on_vault("list", &[], b"").status, 0);
}
