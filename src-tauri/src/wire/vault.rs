//! Vaults, passphrases and recovery keys as the page sees them.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{Key, Passphrase, RecoveryKey, Vault, VaultError};
use zeroize::ZeroizeOnDrop;
use zxcvbn::feedback::Feedback;

/// A vault this program has opened before.
#[derive(Clone, Debug, Serialize, Type)]
pub struct VaultPlace {
    path: String,
    name: String,
    exists: bool,
}

impl VaultPlace {
    /// Of a path.
    pub fn new(path: &Path) -> Self {
        Self { path: path.display().to_string(), name: name_of(path), exists: path.exists() }
    }
}

/// A file's whole name, for a person to read.
pub fn file_name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A vault's name is its file's, without the ending.
pub fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a vault is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum VaultState {
    /// None is.
    Locked,
    /// A new one waits for its recovery key to be confirmed.
    Confirming,
    /// One is.
    Unlocked,
}

/// Everything the first screen needs to know.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VaultStatus {
    /// Whether a vault is open.
    pub state: VaultState,
    /// The open vault, or the one last open.
    pub path: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Nothing can be written: the file is, or it is damaged.
    pub read_only: bool,
    /// Vaults opened here before.
    pub recent: Vec<VaultPlace>,
    /// Where a first vault goes if the person chooses nothing.
    pub default_path: String,
    /// The open vault is older than it was last seen here, and held for reading.
    pub rolled_back: Option<RolledBack>,
}

/// What this machine last saw of a vault whose file is now older, or went another way.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RolledBack {
    /// When.
    pub seen_at: String,
    /// Records there were then.
    pub seen_records: u64,
    /// Records there are.
    pub here_records: u64,
}

impl RolledBack {
    /// Of an open vault; none when it is as it was last seen, or newer.
    pub fn of(vault: &Vault) -> Option<Self> {
        vault.rolled_back().map(|seen| Self {
            seen_at: seen.at.to_string(),
            seen_records: seen.seq,
            here_records: vault.last_seq(),
        })
    }
}

/// Guessing cost of a passphrase.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    score: u8,
    guesses_log10: f64,
    warning: Option<String>,
    suggestions: Vec<String>,
}

impl Strength {
    /// Measured by zxcvbn.
    pub fn of(passphrase: &str) -> Self {
        let measured = zxcvbn::zxcvbn(passphrase, &["tellable"]);
        let feedback = measured.feedback();
        let suggestions = feedback.map(Feedback::suggestions).unwrap_or_default();
        Self {
            score: u8::from(measured.score()),
            guesses_log10: measured.guesses_log10().max(0.0),
            warning: feedback.and_then(Feedback::warning).map(|warning| warning.to_string()),
            suggestions: suggestions.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The recovery key, once. Wiped when dropped, and never printed.
#[derive(Clone, Serialize, Type, ZeroizeOnDrop)]
pub struct RecoveryShown {
    /// The whole key.
    pub key: String,
    /// The same in pieces that can be copied by hand.
    pub groups: Vec<String>,
    /// Which of them are asked for, from 0.
    pub asked: Vec<u32>,
}

impl fmt::Debug for RecoveryShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryShown").finish_non_exhaustive()
    }
}

/// Which of its two secrets opens a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// What the person remembers.
    Passphrase,
    /// What the person wrote down.
    RecoveryKey,
}

/// A secret on its only way: inward.
#[derive(Deserialize, Type)]
pub struct Secret {
    /// Which of the two.
    pub kind: SecretKind,
    text: String,
}

impl Secret {
    /// As the vault takes it.
    pub fn into_key(self) -> Result<Key, VaultError> {
        match self.kind {
            SecretKind::Passphrase => Ok(Key::Passphrase(Passphrase::from(self.text))),
            SecretKind::RecoveryKey => {
                let text = zeroize::Zeroizing::new(self.text);
                RecoveryKey::parse(&text).map(Key::Recovery)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_scores_low_and_says_why() {
        let weak = Strength::of("password");
        assert_eq!(weak.score, 0);
        assert!(weak.warning.is_some());
        let strong = Strength::of("correct mule battery lantern soup");
        assert!(strong.score == 4 && strong.guesses_log10 > weak.guesses_log10);
    }

    #[test]
    fn no_secret_is_printed() {
        let key = RecoveryKey::generate();
        let text = key.expose().to_owned();
        let shown = RecoveryShown { key: text.clone(), groups: vec![text.clone()], asked: vec![1] };
        let secret = Secret { kind: SecretKind::RecoveryKey, text: text.to_lowercase() };
        let taken = secret.into_key().expect("a key");
        let words = Passphrase::from("never seen".to_owned());
        let refused = RecoveryKey::parse(&text[..text.len() - 1]).map(drop);
        let printed = format!("{shown:?} {key:?} {taken:?} {words:?} {refused:?}");
        assert!(!printed.contains(&text[16..30]) && !printed.contains("never seen"), "{printed}");
    }

    #[test]
    fn an_empty_passphrase_is_measured_too() {
        assert_eq!(Strength::of("").score, 0);
    }
}
