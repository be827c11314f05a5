//! Drafts: overwritten in place, outside the chain, gone with the record that replaces them.

use vault::{Id, New};

use crate::support::{audit, check, code, house, noon, wrongs};

#[test]
fn a_draft_is_overwritten_and_leaves_no_record() {
    let house = house();
    let mut vault = house.open();
    let (one, two) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    vault.keep_draft(one, b"I").unwrap();
    vault.keep_draft(two, b"Once").unwrap();
    vault.keep_draft(one, b"I failed").unwrap();
    vault.lock().unwrap();

    let mut vault = house.open();
    assert_eq!(vault.drafts().unwrap(), [one, two]);
    assert_eq!(&vault.draft(one).unwrap().unwrap()[..], b"I failed");
    assert_eq!(vault.last_seq(), 1);
    assert_eq!(check(&vault).drafts, 2);
    vault.discard_draft(one).unwrap();
    vault.discard_draft(one).unwrap();
    assert!(vault.draft(one).unwrap().is_none());
    audit(&vault).unwrap();
}

#[test]
fn a_save_takes_its_draft_along_in_one_transaction() {
    let house = house();
    let mut vault = house.open();
    let id = Id::from_bytes([1; 16]);
    vault.keep_draft(id, b"I failed").unwrap();
    let new = New { kind: "note", id, at: noon(), device: "desk", payload: b"I failed" };
    let mut batch = vault.batch().unwrap();
    batch.append(&new).unwrap();
    batch.discard_draft(id).unwrap();
    drop(batch);
    assert!(vault.draft(id).unwrap().is_some(), "a batch that is dropped keeps the draft");

    let mut batch = vault.batch().unwrap();
    batch.append(&new).unwrap();
    batch.discard_draft(id).unwrap();
    batch.commit().unwrap();
    assert_eq!((vault.draft(id).unwrap().is_none(), vault.last_seq()), (true, 2));
}

#[test]
fn a_swapped_or_changed_draft_is_noticed() {
    let house = house();
    let mut vault = house.open();
    let (one, two) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    vault.keep_draft(one, b"one").unwrap();
    vault.keep_draft(two, b"two").unwrap();
    vault.lock().unwrap();
    house.tamper("UPDATE draft SET age = (SELECT age FROM draft WHERE id = x'01010101010101010101010101010101') WHERE id = x'02020202020202020202020202020202'");
    let vault = house.open();
    assert_eq!(&vault.draft(one).unwrap().unwrap()[..], b"one");
    assert_eq!(code(vault.draft(two)), "draft-damaged");
    assert_eq!(wrongs(&check(&vault)), ["draft"]);
}
