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
    /// Lock when the system sleeps, locks its screen or changes user.
    pub lock_with_system: bool,
    /// Keep the window out of pictures of the screen, where the system can.
    pub protect_window: bool,
}

/// What this machine can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    protects_window: bool,
    hears_system: bool,
}

impl Machine {
    /// Whether a window can be kept out of pictures of the screen, and whether sleep, screen lock and
    /// change of user are heard of.
    pub fn new(protects_window: bool, hears_system: bool) -> Self {
        Self { protects_window, hears_system }
    }
}
