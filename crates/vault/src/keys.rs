//! What opens a vault: a passphrase or a recovery key, and how much work a guess costs.
//! None of these prints its content, and all wipe their memory when dropped.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use zeroize::{Zeroize, Zeroizing};

use crate::{VaultError, words};

/// A passphrase, in Unicode normalisation form C.
///
/// What a keyboard produces is form C nearly everywhere, so the stock `age` command, which does
/// not normalise, accepts the same keystrokes; a web view that hands over form D does no harm.
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Whether the stock `age` command could be given this passphrase at its prompt.
    pub(crate) fn check(&self) -> Result<(), VaultError> {
        let text = self.0.expose_secret();
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err(VaultError::PassphraseInvalid);
        }
        Ok(())
    }

    /// The same passphrase once more.
    pub(crate) fn again(&self) -> Self {
        Self(self.0.clone())
    }

    pub(crate) fn secret(&self) -> SecretString {
        self.0.clone()
    }
}

impl From<String> for Passphrase {
    fn from(mut text: String) -> Self {
        // A boxed str of the exact size: shrinking a longer buffer would leave a copy behind.
        let exact: Box<str> = if is_nfc(&text) {
            Box::from(text.as_str())
        } else {
            // Form C is never longer than three times the bytes of what it composes (UAX 15).
            let mut composed = Zeroizing::new(String::with_capacity(text.len() * 3));
            composed.extend(text.nfc());
            Box::from(composed.as_str())
        };
        text.zeroize();
        Self(SecretString::new(exact))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// A second age identity that opens the vault, kept on paper by its owner.
pub struct RecoveryKey {
    identity: age::x25519::Identity,
    text: SecretString,
}

impl RecoveryKey {
    /// A new key, from the system's randomness (drawn by the age crate).
    pub fn generate() -> Self {
        let identity = age::x25519::Identity::generate();
        let text = identity.to_string();
        Self { identity, text }
    }

    /// The key from its `AGE-SECRET-KEY-1…` line or from its 24 words, in upper or lower case;
    /// white space does not count, nor do numbers and punctuation between words.
    ///
    /// `recovery-key-invalid` for anything else; both forms have a checksum, so that a mistyped
    /// letter or a mistaken word is noticed.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let line = words::line_of(text)?;
        let identity =
            age::x25519::Identity::from_str(&line).map_err(|_| VaultError::RecoveryKeyInvalid)?;
        let text = identity.to_string();
        Ok(Self { identity, text })
    }

    /// The `AGE-SECRET-KEY-1…` line, to be written down.
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// The same key as 24 English words of the BIP-39 list, the last of which holds a checksum.
    pub fn words(&self) -> Zeroizing<String> {
        words::words_of(self.expose())
    }

    /// The same key once more.
    pub(crate) fn again(&self) -> Self {
        Self { identity: self.identity.clone(), text: self.text.clone() }
    }

    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.identity
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

/// What a guess at a passphrase costs: scrypt with `N = 2^n`, `r = 8`, `p = 1` (age specification,
/// "The scrypt recipient type").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkFactor(u8);

impl WorkFactor {
    /// 2^18: about 0.8 s and 256 MiB on a machine of 2026.
    pub const DEFAULT: Self = Self(18);
    /// The most that is ever spent on opening a file (2^20: 3.5 s and 1 GiB).
    pub const MAX: Self = Self(20);

    /// A work factor of 2^`log_n`, from 1 to 20.
    pub fn new(log_n: u8) -> Result<Self, VaultError> {
        if log_n == 0 || log_n > Self::MAX.0 {
            return Err(VaultError::WorkFactorInvalid { max: Self::MAX.0 });
        }
        Ok(Self(log_n))
    }

    /// What to use on a machine where one guess at this factor took `took`: as high as one guess
    /// stays within a second, never lower than it is, and at most [`MAX`](WorkFactor::MAX).
    #[must_use]
    pub fn advised(self, took: Duration) -> Self {
        let (mut advised, mut cost) = (self, took);
        while advised < Self::MAX && cost.saturating_mul(2) <= Duration::from_secs(1) {
            // One step doubles the work (RFC 7914, section 2: both time and memory grow with N).
            (advised, cost) = (Self(advised.0 + 1), cost * 2);
        }
        advised
    }

    /// The exponent of two.
    pub const fn log_n(self) -> u8 {
        self.0
    }
}

impl Default for WorkFactor {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// One of the two ways into a vault.
#[derive(Debug)]
pub enum Key {
    /// What the owner remembers.
    Passphrase(Passphrase),
    /// What the owner wrote down.
    Recovery(RecoveryKey),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_in_debug() {
        let key = RecoveryKey::generate();
        let secret = key.expose().to_owned();
        let shown = format!("{:?} {:?}", Passphrase::from("swordfish".to_owned()), key);
        assert!(!shown.contains("swordfish") && !shown.contains(&secret[16..]));
    }

    #[test]
    fn both_unicode_forms_are_one_passphrase() {
        let composed = Passphrase::from("caf\u{e9}".to_owned());
        let decomposed = Passphrase::from("cafe\u{301}".to_owned());
        assert_eq!(composed.0.expose_secret(), decomposed.0.expose_secret());
    }

    #[test]
    fn a_passphrase_that_cannot_be_typed_is_refused() {
        for text in ["", "two\nlines", "nul\0", "tab\t"] {
            let refused = Passphrase::from(text.to_owned()).check();
            assert_eq!(refused.map_err(|e| e.code()), Err("passphrase-invalid"));
        }
    }

    #[test]
    fn a_mistyped_recovery_key_is_noticed() {
        let key = RecoveryKey::generate();
        assert!(RecoveryKey::parse(&format!("  {}\n", key.expose())).is_ok());
        let mut typo = key.expose().to_owned();
        let last = typo.pop().expect("a key has characters");
        typo.push(if last == 'Q' { 'P' } else { 'Q' });
        let refused = RecoveryKey::parse(&typo).expect_err("a typo is no key");
        assert_eq!(refused.code(), "recovery-key-invalid");
    }
}
