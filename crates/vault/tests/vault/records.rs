//! Appending and reading.

use vault::{Id, MAX_PAYLOAD, New};

use crate::support::{add, code, house, house_with, noon, texts};

#[test]
fn a_record_comes_back_as_it_went_in() {
    let house = house();
    let mut vault = house.open();
    let id = Id::generate(&mut rand::rng());
    let long = vec![7; 70_000];
    for payload in [&b""[..], b"x", &[0; 1024], &long, "día 日".as_bytes()] {
        let new = New { kind: "note", id, at: noon(), device: "dësk", payload };
        let seq = vault.append(&new).unwrap();
        let record = vault.read(seq).unwrap();
        assert_eq!(&record.payload[..], payload);
        let header = record.header;
        assert_eq!((header.id, header.at, header.seq), (id, noon(), seq));
        assert_eq!((&*header.kind, &*header.device), ("note", "dësk"));
        assert_eq!((header.vault, header.length), (vault.id(), payload.len() as u64));
    }
    assert_eq!(vault.last_seq(), 6);
}

#[test]
fn the_first_record_is_the_index_key() {
    let house = house();
    let vault = house.open();
    assert_eq!(vault.last_seq(), 1);
    assert_eq!(vault.read(1).unwrap().header.kind, "index-key");
    assert_eq!(code(vault.read(0)), "record-not-found");
    assert_eq!(code(vault.read(2)), "record-not-found");
    assert_eq!(code(vault.read(u64::MAX)), "record-not-found");
}

#[test]
fn records_stream_in_both_directions() {
    let house = house_with(&["one", "two", "three"]);
    let vault = house.open();
    let seqs = |records: vault::Records<'_>| records.map(|r| r.unwrap().0).collect::<Vec<_>>();
    assert_eq!(seqs(vault.records(0)), [1, 2, 3, 4]);
    assert_eq!(seqs(vault.records(2)), [3, 4]);
    assert_eq!(seqs(vault.records_back(u64::MAX)), [4, 3, 2, 1]);
    assert_eq!(seqs(vault.records_back(3)), [2, 1]);
    assert_eq!(seqs(vault.records(u64::MAX)), [0; 0]);
    assert_eq!(seqs(vault.records_back(0)), [0; 0]);
}

#[test]
fn a_batch_is_all_or_nothing() {
    let house = house();
    let mut vault = house.open();
    let id = Id::generate(&mut rand::rng());
    let new = |payload| New { kind: "note", id, at: noon(), device: "desk", payload };
    let mut batch = vault.batch().unwrap();
    batch.append(&new(b"left")).unwrap();
    drop(batch);
    assert_eq!((vault.last_seq(), texts(&vault).len()), (1, 0));

    let mut batch = vault.batch().unwrap();
    assert_eq!(batch.append(&new(b"one")).unwrap(), 2);
    assert_eq!(code(batch.append(&New { kind: "No", ..new(b"refused") })), "kind-invalid");
    assert_eq!(batch.append(&new(b"two")).unwrap(), 3);
    assert_eq!(batch.commit().unwrap(), 3);
    assert_eq!(add(&mut vault, "three").unwrap(), 4);
    drop(vault);
    assert_eq!(texts(&house.open()), ["one", "two", "three"]);
}

#[test]
fn what_cannot_be_kept_is_refused_by_name() {
    let house = house();
    let mut vault = house.open();
    let id = Id::generate(&mut rand::rng());
    let new = |kind, payload| New { kind, id, at: noon(), device: "desk", payload };
    for kind in ["index-key", "purge", "", "Note", "a_b"] {
        assert_eq!(code(vault.append(&new(kind, b""))), "kind-invalid", "{kind}");
    }
    let huge = vec![0; MAX_PAYLOAD + 1];
    assert_eq!(code(vault.append(&new("note", &huge))), "record-too-large");
    assert_eq!(vault.last_seq(), 1);
}

#[test]
fn sizes_in_the_file_fall_into_classes() {
    let house = house_with(&["a", "bb", &"c".repeat(500), &"d".repeat(800)]);
    let sizes = |table: &str| {
        let sql = format!("SELECT CAST(group_concat(length(age)) AS BLOB) FROM {table}");
        let sizes = String::from_utf8(house.blob(&sql)).unwrap();
        sizes.split(',').map(|size| size.parse::<u32>().unwrap()).collect::<Vec<_>>()
    };
    // age's header has a random stanza of at most some 190 bytes; the rest is the class.
    for size in sizes("rec") {
        assert!((1_236..1_440).contains(&size), "{size}");
    }
}

#[test]
fn a_save_is_one_fsync() {
    let house = house();
    let run = |saves: u32| {
        let trace = house.folder.path().join("trace");
        let done = std::process::Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(&trace)
            .arg(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "records::body_saves"])
            .env("TELLABLE_TEST_VAULT", &house.path)
            .env("TELLABLE_TEST_SAVES", saves.to_string())
            .output();
        let calls = std::fs::read_to_string(trace).unwrap_or_default();
        done.is_ok_and(|done| done.status.success()).then(|| calls.lines().count())
    };
    // The first opening puts the file in write-ahead mode.
    let (Some(_), Some(few), Some(many)) = (run(1), run(5), run(25)) else {
        return eprintln!("skipped: no strace here");
    };
    assert_eq!(many - few, 20);
}

#[test]
#[ignore = "run by its parent test"]
fn body_saves() {
    let path = std::env::var_os("TELLABLE_TEST_VAULT").expect("run by its parent test");
    let saves: u32 = std::env::var("TELLABLE_TEST_SAVES").unwrap().parse().unwrap();
    let mut vault = crate::support::open_at(path.as_ref(), "/nowhere".as_ref()).unwrap();
    for _ in 0..saves {
        add(&mut vault, "saved").unwrap();
    }
    vault.lock().unwrap();
}

#[test]
fn nothing_that_is_kept_is_in_debug() {
    let house = house_with(&["planted sentence"]);
    let mut vault = house.open();
    let record = vault.read(2).unwrap();
    let shown = format!("{vault:?} {record:?} {:?} {:?}", record.header, vault.index().unwrap());
    let shown = shown + &format!("{:?}", vault.batch().unwrap());
    for secret in ["planted", "desk", "AGE-SECRET-KEY", "2026"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
