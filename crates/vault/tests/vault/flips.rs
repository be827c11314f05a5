//! Any changed byte is noticed or harmless: never a panic, never a wrong text. A sample here;
//! `cargo xtask torture damage` takes every byte of a file.

use proptest::prelude::*;
use vault::{Key, Places, RecoveryKey, Vault};

use crate::support::{check, house_with, texts};

const TEXTS: [&str; 3] = ["one", "two", "three"];

/// A vault whose bytes are changed, in memory where the system has a folder for that. It opens by
/// recovery key, which costs no scrypt.
struct Patient {
    folder: tempfile::TempDir,
    whole: Vec<u8>,
    key: Key,
}

fn patient() -> Patient {
    let house = house_with(&TEXTS);
    let mut vault = house.open();
    vault.keep_draft(vault.id(), b"four").unwrap();
    vault.lock().unwrap();
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let whole = std::fs::read(&house.path).unwrap();
    Patient { folder, whole, key: Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap()) }
}

impl Patient {
    /// Looks at the vault with one byte changed.
    fn look(&self, at: usize, flip: u8) {
        let mut bytes = self.whole.clone();
        bytes[at] ^= flip;
        for suffix in ["-wal", "-shm", "-journal"] {
            let beside = self.folder.path().join(format!("mine.tellable{suffix}"));
            let _ = std::fs::remove_file(beside);
        }
        let path = self.folder.path().join("mine.tellable");
        std::fs::write(&path, &bytes).unwrap();
        let nowhere = path.join("nowhere");
        let places = Places { index_dir: nowhere.clone(), state_dir: nowhere };
        match Vault::open(&path, &self.key, &places) {
            Ok(vault) => {
                let report = check(&vault);
                let read = texts(&vault);
                if report.is_sound() {
                    assert_eq!(read, TEXTS, "byte {at} ^ {flip:#x} went unnoticed");
                }
                assert!(read.iter().all(|text| TEXTS.contains(&&**text)), "byte {at} ^ {flip:#x}");
                if let Ok(Some(draft)) = vault.draft(vault.id()) {
                    assert_eq!(&draft[..], b"four", "byte {at} ^ {flip:#x}");
                }
            }
            Err(error) => {
                let named = ["vault-damaged", "not-a-vault", "vault-format-newer"];
                assert!(named.contains(&error.code()), "byte {at} ^ {flip:#x}: {error:?}");
            }
        }
    }
}

#[test]
fn the_structure_of_the_file_flipped_bit_by_bit() {
    let patient = patient();
    // The header, and the head of every page, where SQLite keeps its own numbers.
    let pages = (0..patient.whole.len()).step_by(16_384).flat_map(|page| page..page + 16);
    for at in (0..100).chain(pages) {
        patient.look(at, 1 << (at % 8));
    }
}

#[test]
fn every_byte_of_the_file_flipped_in_turn() {
    // All of them take minutes.
    let stride = if std::env::var_os("TELLABLE_TORTURE").is_some() { 1 } else { 499 };
    let flips: usize = std::thread::scope(|threads| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                threads.spawn(move || {
                    let patient = patient();
                    let places = (half * stride..patient.whole.len()).step_by(2 * stride);
                    places.inspect(|&at| patient.look(at, 1 << (at % 8))).count()
                })
            })
            .collect();
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    println!("counted: bytes flipped in a file {flips}");
}

#[test]
fn a_flip_anywhere_is_noticed_or_harmless() {
    let patient = patient();
    // Most of a small file is empty pages: take the bytes that mean something.
    let used: Vec<usize> = (0..patient.whole.len()).filter(|&at| patient.whole[at] != 0).collect();
    let runner_config =
        ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() };
    proptest!(runner_config, |(pick in 0..used.len(), flip in 1_u8..)| {
        patient.look(used[pick], flip);
    });
}
