//! Any changed byte is noticed or harmless: never a panic, never a wrong text. A sample here;
//! `TELLABLE_ALL_FLIPS=1` takes every byte.

use proptest::prelude::*;

use crate::support::{House, check, house_with, texts};

const TEXTS: [&str; 3] = ["one", "two", "three"];

/// Looks at a vault with one byte changed.
fn look(house: &House, whole: &[u8], at: usize, flip: u8) {
    let mut bytes = whole.to_vec();
    bytes[at] ^= flip;
    std::fs::write(&house.path, &bytes).unwrap();
    for suffix in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(house.folder.path().join(format!("mine.tellable{suffix}")));
    }
    match house.try_open() {
        Ok(vault) => {
            let report = check(&vault);
            let read = texts(&vault);
            if report.is_sound() {
                assert_eq!(read, TEXTS, "byte {at} ^ {flip:#x} went unnoticed");
            }
            assert!(read.iter().all(|text| TEXTS.contains(&&**text)), "byte {at} ^ {flip:#x}");
        }
        Err(error) => {
            let named = ["vault-damaged", "not-a-vault", "vault-format-newer"];
            assert!(named.contains(&error.code()), "byte {at} ^ {flip:#x}: {error:?}");
        }
    }
}

#[test]
fn the_structure_of_the_file_flipped_bit_by_bit() {
    let house = house_with(&TEXTS);
    let whole = std::fs::read(&house.path).unwrap();
    // The header, and the head of every page, where SQLite keeps its own numbers.
    for at in (0..100).chain((0..whole.len()).step_by(16_384).flat_map(|page| page..page + 16)) {
        look(&house, &whole, at, 1 << (at % 8));
    }
    if std::env::var_os("TELLABLE_ALL_FLIPS").is_some() {
        for at in 0..whole.len() {
            look(&house, &whole, at, 1 << (at % 8));
        }
    }
}

#[test]
fn a_flip_anywhere_is_noticed_or_harmless() {
    let house = house_with(&TEXTS);
    let whole = std::fs::read(&house.path).unwrap();
    // Most of a small file is empty pages: take the bytes that mean something.
    let used: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] != 0).collect();
    let runner_config =
        ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() };
    proptest!(runner_config, |(pick in 0..used.len(), flip in 1_u8..)| {
        look(&house, &whole, used[pick], flip);
    });
}
