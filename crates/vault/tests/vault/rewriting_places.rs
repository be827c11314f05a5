//! Writing all of a vault anew where there is no room, or where the names cannot be exchanged.

use std::ops::ControlFlow;
use std::path::Path;

use vault::{Losses, NewKeys, Passphrase, RecoveryKey};

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
