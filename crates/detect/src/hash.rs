//! A quick hash for the compiled-in tables and the tagger's features.
//!
//! The tables are fixed, so nobody who writes a text chooses what is in them.

use std::hash::{BuildHasherDefault, Hasher};

/// A map with the quick hash.
pub type Map<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set with the quick hash.
pub type Set<K> = std::collections::HashSet<K, BuildHasherDefault<Quick>>;

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// Eight bytes at a time, multiplied and folded.
#[derive(Default, Clone, Copy)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let word = chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
            self.0 = mix(self.0, word);
        }
        let word =
            chunks.remainder().iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        self.0 = mix(self.0, word ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Two numbers into one.
pub fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(26) ^ b).wrapping_mul(PRIME);
    mixed ^ mixed >> 29
}

/// The hash of a word.
pub fn word(word: &str) -> u64 {
    let mut hash = Quick::default();
    hash.write(word.as_bytes());
    hash.finish()
}
