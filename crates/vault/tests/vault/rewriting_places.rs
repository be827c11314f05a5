//! Writing all of a vault anew where there is no room, or where the names cannot be exchanged.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use vault::{Key, Losses, NewKeys, Passphrase, Places, RecoveryKey, Vault, VaultError};

use crate::places::{as_nobody, given_folder, nobodys_vault, on_a_small_disk, set_mode};
use crate::support::{add, check, code, create, noon, open_at, texts, weak};

fn new_keys() -> NewKeys {
    let passphrase = Passphrase::from("another horse".to_owned());
    NewKeys { passphrase, recovery: RecoveryKey::generate(), work: weak() }
}

fn names(folder: &Path) -> Vec<String> {
    let all = std::fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<_> = all.map(|file| file.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_disk_too_full_for_a_second_file_leaves_the_old_vault_and_nothing_else() {
    on_a_small_disk("rewriting_places::body_has_no_room_for_two");
}

#[test]
#[ignore = "run by its parent test"]
fn body_has_no_room_for_two() {
    let folder = given_folder();
    let (path, nowhere) = (folder.join("mine.tellable"), Path::new("/nowhere"));
    create(&path).unwrap();
    let mut vault = open_at(&path, nowhere).unwrap();
    let kept: Vec<String> = (0..6).map(|n| format!("{n} ").repeat(40_000)).collect();
    for text in &kept {
        add(&mut vault, text).unwrap();
        // The log would take the room that the vault has left.
        vault.lock().unwrap();
        vault = open_at(&path, nowhere).unwrap();
    }
    let mut on = |_, _| ControlFlow::Continue(());
    let rng = &mut rand::rng();
    assert_eq!(code(vault.reseal(&new_keys(), noon(), rng, &mut on)), "disk-full");
    assert_eq!(texts(&vault), kept);
    let to = folder.join("saved.tellable");
    let saved = vault.rewrite(&to, &new_keys(), Losses::Name, noon(), rng, &mut on);
    assert_eq!(code(saved), "disk-full");
    add(&mut vault, "one more").unwrap();
    vault.lock().unwrap();
    assert_eq!(names(&folder), ["mine.tellable", "mine.tellable.lock"]);
    let vault = open_at(&path, nowhere).unwrap();
    assert!(check(&vault).is_sound());
    assert_eq!(texts(&vault).len(), 7);
}

#[test]
fn when_the_names_cannot_be_exchanged_the_old_vault_goes_on() {
    let folder = nobodys_vault();
    as_nobody("rewriting_places::body_cannot_exchange", &folder);
}

#[test]
#[ignore = "run by its parent test"]
fn body_cannot_exchange() {
    let folder = given_folder();
    let (path, nowhere) = (folder.join("mine.tellable"), Path::new("/nowhere"));
    let mut vault = open_at(&path, nowhere).unwrap();
    // The folder is closed when all is written and read back.
    let mut close = |done, total| {
        if done == total {
            set_mode(&folder, 0o555);
        }
        ControlFlow::Continue(())
    };
    let refused = vault.reseal(&new_keys(), noon(), &mut rand::rng(), &mut close);
    assert_eq!(code(refused), "io");
    assert_eq!(texts(&vault), ["one"]);
    set_mode(&folder, 0o755);
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    // What could not be removed goes at the next opening.
    let rough = |name: &String| name.starts_with(".mine");
    assert!(names(&folder).iter().any(rough));
    let vault = open_at(&path, nowhere).unwrap();
    assert!(!names(&folder).iter().any(rough));
    assert!(check(&vault).is_sound());
    assert_eq!(texts(&vault), ["one", "two"]);
}

/// In a vault of nobody's, everything is sealed anew, and the old file has another mode in the moment
/// before the new one, which takes that mode over, takes its place.
fn sealed_anew_with_mode(mode: u32) -> (&'static str, Vault, PathBuf) {
    let path = given_folder().join("mine.tellable");
    let mut vault = open_at(&path, Path::new("/nowhere")).unwrap();
    let mut change = |done, total| {
        if done == total {
            set_mode(&path, mode);
        }
        ControlFlow::Continue(())
    };
    let done = code(vault.reseal(&new_keys(), noon(), &mut rand::rng(), &mut change));
    (done, vault, path)
}

fn open_new(path: &Path) -> Result<Vault, VaultError> {
    let places = Places { index_dir: "/nowhere".into(), state_dir: PathBuf::new() };
    Vault::open(path, &Key::Passphrase(new_keys().passphrase), &places)
}

#[test]
fn a_new_file_that_cannot_be_opened_does_not_take_the_old_ones_place() {
    as_nobody("rewriting_places::body_cannot_open_the_new", &nobodys_vault());
}

#[test]
#[ignore = "run by its parent test"]
fn body_cannot_open_the_new() {
    let (done, mut vault, path) = sealed_anew_with_mode(0o000);
    assert_eq!(done, "io");
    assert!(!vault.is_read_only());
    add(&mut vault, "two").unwrap();
    set_mode(&path, 0o600);
    vault.lock().unwrap();
    assert_eq!(code(open_new(&path)), "wrong-passphrase");
    let vault = open_at(&path, Path::new("/nowhere")).unwrap();
    assert!(check(&vault).is_sound());
    assert_eq!(texts(&vault), ["one", "two"]);
}

#[test]
fn a_new_file_that_cannot_be_written_is_sealed_anew_and_open_for_reading() {
    as_nobody("rewriting_places::body_cannot_write_the_new", &nobodys_vault());
}

#[test]
#[ignore = "run by its parent test"]
fn body_cannot_write_the_new() {
    let (done, mut vault, path) = sealed_anew_with_mode(0o400);
    assert_eq!(done, "ok");
    assert!(vault.is_read_only() && vault.faults().is_empty());
    assert_eq!(texts(&vault), ["one"]);
    assert_eq!(code(add(&mut vault, "two")), "vault-read-only");
    vault.lock().unwrap();
    set_mode(&path, 0o600);
    assert_eq!(code(open_at(&path, Path::new("/nowhere"))), "wrong-passphrase");
    let mut vault = open_new(&path).unwrap();
    assert!(check(&vault).is_sound());
    add(&mut vault, "two").unwrap();
    assert_eq!(texts(&vault), ["one", "two"]);
}
