//! The recovery key as 24 words, for paper and for reading aloud: BIP-39's English list and its
//! checksum over the 32 secret bytes themselves. Nothing is stretched or derived, so the words and
//! the `AGE-SECRET-KEY-1…` line are the same key written twice.

use bech32::{Bech32, Hrp};
use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::VaultError;

/// The human-readable part of an age identity (age specification, "The X25519 recipient type").
const PART: &str = "age-secret-key-";
const WORDS: usize = 24;

/// The 24 words of the key in `line`, which is an `AGE-SECRET-KEY-1…` line.
pub(crate) fn words_of(line: &str) -> Zeroizing<String> {
    let (_, secret) = bech32::decode(line).expect("a recovery key is a Bech32 line");
    let secret = Zeroizing::new(secret);
    let mnemonic = Mnemonic::from_entropy_in(Language::English, &secret)
        .expect("an X25519 identity has 32 bytes, and 32 bytes have 24 words");
    // No word of the list is longer than eight letters.
    let mut words = Zeroizing::new(String::with_capacity(WORDS * 9));
    for word in mnemonic.words() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The `AGE-SECRET-KEY-1…` line in `text`: the line itself or the 24 words, in any case, spaced in
/// any way. Numbers and punctuation between words are passed over.
pub(crate) fn line_of(text: &str) -> Result<Zeroizing<String>, VaultError> {
    let mut packed = Zeroizing::new(String::with_capacity(text.len()));
    packed.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()));
    if packed.starts_with("AGE-SECRET-KEY-1") {
        return Ok(packed);
    }
    let mut words = Zeroizing::new(String::with_capacity(text.len() + 1));
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &words)
        .ok()
        .filter(|mnemonic| mnemonic.word_count() == WORDS)
        .ok_or(VaultError::RecoveryKeyInvalid)?;
    let secret = Zeroizing::new(mnemonic.to_entropy());
    let line = bech32::encode::<Bech32>(Hrp::parse_unchecked(PART), &secret)
        .map_err(|_| VaultError::RecoveryKeyInvalid)?;
    let mut line = Zeroizing::new(line);
    line.make_ascii_uppercase();
    Ok(line)
}
