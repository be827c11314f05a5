//! An older copy in the vault's place, or one that went another way, is noticed against what this
//! machine remembers.

use std::fs;
use std::path::PathBuf;

use vault::{Id, Passphrase, Vault};

use crate::support::{House, add, audit, check, code, house_with, noon, texts, weak};

fn state_file(house: &House, id: Id) -> PathBuf {
    house.folder.path().join("state").join(format!("{id}.json"))
}

fn add_and_lock(house: &House, text: &str) {
    let mut vault = house.open();
    add(&mut vault, text).unwrap();
    vault.lock().unwrap();
}

/// Every way to write is refused by name, and everything is still read.
fn is_held(vault: &mut Vault, left: &[&str]) {
    assert!(vault.rolled_back().is_some() && vault.is_read_only());
    assert_eq!(code(add(vault, "more")), "vault-rolled-back");
    assert_eq!(code(vault.batch().map(drop)), "vault-rolled-back");
    assert_eq!(code(vault.keep_draft(Id::from_bytes([1; 16]), b"x")), "vault-rolled-back");
    assert_eq!(code(vault.purge(&[2], noon())), "vault-rolled-back");
    let new = Passphrase::from("other".to_owned());
    assert_eq!(code(vault.set_passphrase(&new, weak())), "vault-rolled-back");
    assert_eq!(texts(vault), left);
    assert!(vault.faults().is_empty());
}

#[test]
fn an_older_copy_is_noticed_at_opening_and_only_read_until_it_is_accepted() {
    let house = house_with(&["one"]);
    let old = fs::read(&house.path).unwrap();
    add_and_lock(&house, "two");
    fs::write(&house.path, &old).unwrap();

    let mut vault = house.open();
    let seen = *vault.rolled_back().unwrap();
    assert_eq!((seen.seq, seen.at, vault.last_seq()), (3, noon(), 2));
    is_held(&mut vault, &["one"]);
    // Remembering does not make the memory forget.
    vault.remember(noon()).unwrap();
    vault.lock().unwrap();

    let mut vault = house.open();
    is_held(&mut vault, &["one"]);
    vault.accept_copy(noon()).unwrap();
    assert!(vault.rolled_back().is_none() && !vault.is_read_only());
    add(&mut vault, "another two").unwrap();
    vault.lock().unwrap();
    let vault = house.open();
    assert!(vault.rolled_back().is_none());
    assert_eq!(texts(&vault), ["one", "another two"]);
    assert!(check(&vault).is_sound());
}

#[test]
fn a_copy_of_the_same_length_that_went_another_way_is_noticed_at_opening() {
    let house = house_with(&["one"]);
    let old = fs::read(&house.path).unwrap();
    add_and_lock(&house, "two");
    let mine = fs::read(&house.path).unwrap();
    fs::write(&house.path, &old).unwrap();
    fs::remove_dir_all(house.folder.path().join("state")).unwrap();
    add_and_lock(&house, "not two");
    fs::write(&house.path, &mine).unwrap();
    is_held(&mut house.open(), &["one", "two"]);
}

#[test]
fn a_longer_copy_that_went_another_way_is_found_by_the_audit_and_by_the_check() {
    let house = house_with(&["one"]);
    let (old, id) = (fs::read(&house.path).unwrap(), house.open().id());
    add_and_lock(&house, "two");
    let memory = fs::read(state_file(&house, id)).unwrap();
    fs::write(&house.path, &old).unwrap();
    fs::remove_file(state_file(&house, id)).unwrap();
    add_and_lock(&house, "not two");
    add_and_lock(&house, "three");
    fs::write(state_file(&house, id), memory).unwrap();

    let mut vault = house.open();
    assert!(vault.rolled_back().is_none());
    // Before it is known, the memory is not written over.
    vault.remember(noon()).unwrap();
    audit(&vault).unwrap();
    is_held(&mut vault, &["one", "not two", "three"]);
    drop(vault);
    let vault = house.open();
    assert!(check(&vault).is_sound());
    assert!(vault.rolled_back().is_some());
}

#[test]
fn a_vault_written_on_another_machine_in_between_is_the_same_vault() {
    let house = house_with(&["one"]);
    let id = house.open().id();
    add_and_lock(&house, "two");
    let memory = fs::read(state_file(&house, id)).unwrap();
    add_and_lock(&house, "three, elsewhere");
    fs::write(state_file(&house, id), &memory).unwrap();
    let vault = house.open();
    audit(&vault).unwrap();
    assert!(vault.rolled_back().is_none());
    vault.lock().unwrap();
    assert_ne!(fs::read(state_file(&house, id)).unwrap(), memory);
}

#[test]
fn what_was_purged_since_is_no_rollback() {
    let house = house_with(&["one", "two"]);
    let mut vault = house.open();
    vault.purge(&[2], noon()).unwrap();
    vault.lock().unwrap();
    let vault = house.open();
    audit(&vault).unwrap();
    assert!(vault.rolled_back().is_none());
}

#[test]
fn a_memory_that_is_lost_or_garbled_is_no_memory() {
    let house = house_with(&["one"]);
    let (old, id) = (fs::read(&house.path).unwrap(), house.open().id());
    add_and_lock(&house, "two");
    fs::write(&house.path, &old).unwrap();
    let memory = fs::read_to_string(state_file(&house, id)).unwrap();
    let garbled = ["", "{}", "no JSON", &memory[..40], &memory.replace("\"v\":1", "\"v\":2")];
    for text in garbled {
        fs::write(state_file(&house, id), text).unwrap();
        assert!(house.open().rolled_back().is_none(), "{text}");
    }
    fs::write(state_file(&house, id), &memory).unwrap();
    assert!(house.open().rolled_back().is_some());
    fs::remove_file(state_file(&house, id)).unwrap();
    let mut vault = house.open();
    assert!(vault.rolled_back().is_none());
    add(&mut vault, "goes on").unwrap();
}

#[test]
fn a_program_that_was_killed_remembers_less_and_notices_nothing_wrong() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    drop(vault);
    let vault = house.open();
    audit(&vault).unwrap();
    assert!(vault.rolled_back().is_none());
}

#[test]
fn remembering_costs_nothing_when_nothing_changed() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let file = state_file(&house, vault.id());
    fs::remove_file(&file).unwrap();
    vault.remember(noon()).unwrap();
    assert!(!file.exists());
}

#[test]
fn the_memory_holds_a_path_a_number_a_digest_and_a_time() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let mark = vault.mark();
    assert_eq!((mark.vault, mark.seq), (vault.id(), 2));
    let text = fs::read_to_string(state_file(&house, vault.id())).unwrap();
    let chain = mark.chain.map(|byte| format!("{byte:02x}")).concat();
    let path = house.path.display();
    let at = noon();
    assert_eq!(text, format!(r#"{{"v":1,"path":"{path}","seq":2,"chain":"{chain}","at":"{at}"}}"#));
}

#[test]
fn where_a_vault_stood_last_leads_to_its_id() {
    let house = house_with(&["one"]);
    let id = house.open().id();
    let state = house.folder.path().join("state");
    assert_eq!(vault::last_at(&state, &house.path), Some(id));
    assert_eq!(vault::last_at(&state, &house.folder.path().join("other")), None);
    assert_eq!(vault::last_at(&house.folder.path().join("none"), &house.path), None);
}
