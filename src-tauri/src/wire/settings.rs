//! Choices of comfort.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// The other way round.
    Dark,
}

/// What the settings page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Minutes without a key or a movement before the vault locks; 0 is never.
    pub idle_minutes: u16,
    /// Size of prose in CSS pixels, 16 to 22.
    pub text_size: u8,
}
