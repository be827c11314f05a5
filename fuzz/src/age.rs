//! What claims to be a recipient, a key or an age file.

use std::str::FromStr as _;

use vault::seal::{self, Recipient};
use vault::{Passphrase, RecoveryKey, VaultError};

/// A key made for this and nothing else, and a file sealed to it.
const KEY: &str = include_str!("../fixtures/key.txt");
const SEALED: &[u8] = include_bytes!("../fixtures/sealed.age");
const PLAIN: &[u8] = include_bytes!("../fixtures/plain.txt");
/// Longer files say nothing that shorter ones do not.
const LONGEST: usize = 64 << 10;
/// The most work on a passphrase that a run may spend: each step doubles it.
const WORK: u8 = 4;

/// What is taken for a recipient or a key reads back as the same; bytes that are no sealed file are
/// refused by name; and a sealed file with any bytes changed opens as it was or not at all.
pub fn age(bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    if let Some(text) = crate::text(bytes) {
        recipient(text);
        recovery_key(text);
    }
    let key = RecoveryKey::parse(KEY).expect("a key");
    refused(seal::open_with_identity(&key, bytes).map(drop));
    if work_of(bytes).is_none_or(|work| work <= WORK || work > 20) {
        let passphrase = Passphrase::from("swordfish".to_owned());
        refused(seal::open_with_passphrase(&passphrase, bytes).map(drop));
    }
    let changed = changed(bytes);
    match seal::open_with_identity(&key, &changed) {
        Ok(plain) => assert!(changed == SEALED && plain[..] == *PLAIN, "a changed file opens"),
        Err(error) => refused(Err(error)),
    }
}

fn recipient(text: &str) {
    match Recipient::from_str(text) {
        Ok(one) => {
            let again = Recipient::from_str(&one.to_string()).expect("a recipient reads back");
            assert!(again == one);
        }
        Err(error) => assert_eq!(error.code(), "recipient-invalid"),
    }
}

fn recovery_key(text: &str) {
    match RecoveryKey::parse(text) {
        Ok(key) => {
            let again = RecoveryKey::parse(key.expose()).expect("a key reads back");
            assert!(again.recipient() == key.recipient());
        }
        Err(error) => assert_eq!(error.code(), "recovery-key-invalid"),
    }
}

fn refused(opened: Result<(), VaultError>) {
    if let Err(error) = opened {
        let code = error.code();
        assert!(
            ["seal-unopened", "seal-damaged", "work-factor-too-high"].contains(&code),
            "{code} for bytes that are no file of ours"
        );
    }
}

/// The exponent in the first line that asks for work on a passphrase.
fn work_of(bytes: &[u8]) -> Option<u8> {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find(|line| line.starts_with("-> scrypt "))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// The sealed file with what the bytes say done to it: a length to cut to, then places and what to
/// turn there.
fn changed(bytes: &[u8]) -> Vec<u8> {
    let mut file = SEALED.to_vec();
    let (length, edits) = bytes.split_at_checked(2).unwrap_or((&[0xff, 0xff], &[]));
    file.truncate(usize::from(u16::from_be_bytes([length[0], length[1]])));
    for edit in edits.chunks_exact(3) {
        let at = usize::from(u16::from_be_bytes([edit[0], edit[1]]));
        if let Some(byte) = file.get_mut(at) {
            *byte ^= edit[2];
        }
    }
    file
}
