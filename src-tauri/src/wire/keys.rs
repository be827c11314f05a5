//! Keys as the page sees them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::care::RewriteReport;
use super::vault::SecretKind;

/// What a guess costs here, and what opened the vault.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyFacts {
    /// A guess costs 2 to this power of work.
    pub work_factor: u8,
    /// What this machine affords; never lower.
    pub advised: u8,
    /// What one guess took here.
    pub guess_millis: u32,
    /// What opened the vault.
    pub opened_by: SecretKind,
}

/// A recovery key to be printed or copied by hand.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoverySheet {
    /// The vault's name.
    pub vault_name: String,
    /// The day it was drawn.
    pub date: String,
    /// The whole key.
    pub key: String,
    /// The same as words, with a checksum.
    pub words: Vec<String>,
    /// The same as a QR code: an SVG path.
    pub qr: String,
    /// Units of the path on each side.
    pub qr_size: u32,
}

/// What came of a recovery key that was written down.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum KeyOutcome {
    /// It is the vault's recovery key now.
    Recovery,
    /// Everything is sealed anew.
    Reseal {
        /// What was written.
        report: RewriteReport,
    },
    /// What could be saved stands in a new file.
    Rescue {
        /// What was written, and what was lost.
        report: RewriteReport,
    },
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// Of a recovery key that is being shown.
    RecoverySheet,
    /// Of a story told in person since the vault was opened.
    CueCard,
    /// Prompts; nothing of the vault.
    CircleCards,
}
