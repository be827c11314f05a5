//! What came of a telling, as the page sees it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::share::LedgerRow;
use crate::failure::Failure;

names! {
    /// How a telling was received.
    Received = share::Received {
        /// With warmth.
        Warmly,
        /// Without much being said.
        Quietly,
        /// So that it hurt.
        Badly,
    }
}

names! {
    /// Whether the retelling rule was kept.
    Trust = share::Trust {
        /// It was.
        Held,
        /// It was not.
        Broken,
    }
}

/// What the author notes about a telling afterwards.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct After {
    received: Option<Received>,
    words: String,
    trust: Option<Trust>,
    follow_up: Option<String>,
    followed: bool,
}

impl From<share::After> for After {
    fn from(after: share::After) -> Self {
        Self {
            received: after.received.map(Received::from),
            words: after.words,
            trust: after.trust.map(Trust::from),
            follow_up: after.follow_up.map(|day| day.to_string()),
            followed: after.followed,
        }
    }
}

impl TryFrom<After> for share::After {
    type Error = Failure;

    fn try_from(after: After) -> Result<Self, Failure> {
        Ok(Self {
            received: after.received.map(share::Received::from),
            words: after.words,
            trust: after.trust.map(share::Trust::from),
            follow_up: after.follow_up.as_deref().map(day).transpose()?,
            followed: after.followed,
        })
    }
}

/// `2026-11-22`.
pub fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| Failure::of("happened-not-understood"))
}

/// Notes about rows of the ledger, by row.
pub struct Noted(std::collections::HashMap<vault::Id, share::After>);

impl Noted {
    /// Everything that is noted.
    pub fn of(journal: &journal::Journal) -> Result<Self, share::ShareError> {
        Ok(Self(share::afters(journal)?))
    }

    /// A row with what is noted about it.
    pub fn row(&self, row: share::LedgerRow) -> LedgerRow {
        let after = self.0.get(&row.id).cloned().unwrap_or_default();
        LedgerRow::new(row, after)
    }

    /// Rows with what is noted about each.
    pub fn rows(&self, rows: impl IntoIterator<Item = share::LedgerRow>) -> Vec<LedgerRow> {
        rows.into_iter().map(|row| self.row(row)).collect()
    }
}
