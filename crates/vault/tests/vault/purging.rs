//! Real deletion.

use std::collections::HashSet;

use crate::support::{House, audit, check, code, house_with, noon, texts};

#[test]
fn purged_content_is_gone_from_the_file_and_the_chain_still_holds() {
    let house = house_with(&["one", "two", &"three ".repeat(20_000)]);
    let sealed = [3, 4].map(|seq| house.blob(&format!("SELECT age FROM rec WHERE seq = {seq}")));
    let mut vault = house.open();
    vault.purge(&[3, 4, 4], noon()).unwrap();
    assert_eq!(code(vault.read(3)), "record-purged");
    assert_eq!(vault.last_seq(), 5);
    assert!(vault.records(0).nth(2).unwrap().unwrap().1.is_none());
    audit(&vault).unwrap();
    let report = check(&vault);
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.whole, report.purged), (3, 2));

    no_trace(&house, &sealed);
    vault.lock().unwrap();
    no_trace(&house, &sealed);
}

/// Looks for any part of the old age files in the vault's file and its log.
fn no_trace(house: &House, sealed: &[Vec<u8>]) {
    for suffix in ["", "-wal"] {
        let file = house.folder.path().join(format!("mine.tellable{suffix}"));
        let bytes = std::fs::read(file).unwrap_or_default();
        // Every aligned part of 32 bytes of the old file, against every place in the new one;
        // the first 32 bytes are those of all age files.
        let parts: HashSet<&[u8]> =
            sealed.iter().flat_map(|old| old.chunks_exact(32).skip(1)).collect();
        assert!(!bytes.windows(32).any(|window| parts.contains(window)), "{suffix}");
    }
}

#[test]
fn purging_twice_or_nothing_changes_nothing() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    vault.purge(&[2], noon()).unwrap();
    vault.purge(&[2], noon()).unwrap();
    vault.purge(&[], noon()).unwrap();
    assert_eq!(vault.last_seq(), 3);
    drop(vault);
    let vault = house.open();
    audit(&vault).unwrap();
    assert!(texts(&vault).is_empty());
}

#[test]
fn the_vaults_own_records_cannot_be_purged() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    vault.purge(&[2], noon()).unwrap();
    for seq in [1, 3] {
        assert_eq!(code(vault.purge(&[seq], noon())), "record-kept");
    }
    assert_eq!(code(vault.purge(&[9], noon())), "record-not-found");
    audit(&vault).unwrap();
}
