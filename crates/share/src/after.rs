//! What came of a telling: how it was received, whether trust held, when to ask again.
//!
//! Kept beside the row of the ledger and never in it: a note written later cannot rewrite what left.
//! See docs/decisions/0076.

use std::collections::HashMap;

use jiff::civil::Date;
use journal::Journal;
use serde::{Deserialize, Serialize};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::decision::clean;
use crate::{LedgerRow, LedgerState, ShareError, ledger};

/// The kind of document under which notes are kept; each has the id of its row.
const KIND: &str = "after";

/// How a telling was received, as its author felt it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Received {
    /// With warmth.
    Warmly,
    /// Without much being said.
    Quietly,
    /// So that it hurt.
    Badly,
}

impl Received {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Warmly, Self::Quietly, Self::Badly];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warmly => "warmly",
            Self::Quietly => "quietly",
            Self::Badly => "badly",
        }
    }
}

/// Whether the retelling rule was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It was.
    Held,
    /// It was not. The questions before the next telling say so.
    Broken,
}

impl Trust {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Held, Self::Broken];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Broken => "broken",
        }
    }
}

/// What the author notes about a telling afterwards. Nothing has to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct After {
    /// How it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// In the author's words; Markdown is not meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Whether trust held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<Trust>,
    /// The day on which to ask how it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Date>,
    /// Whether the question of that day was answered or waved away.
    #[serde(default)]
    pub followed: bool,
}

impl After {
    /// Whether the day to ask has come and nothing was answered yet.
    pub fn asks(&self, today: Date) -> bool {
        !self.followed && self.follow_up.is_some_and(|day| day <= today)
    }
}

/// Keeps what is noted about a row of the ledger, durable when this returns, in place of what was
/// noted before; gives the row, which stays as it was. A note that says nothing is taken away. Of two
/// copies of a vault the later note counts.
///
/// Fails with `row-not-found` when there is no such row, or when its package never left.
pub fn note_after(
    journal: &mut Journal,
    row: Id,
    mut after: After,
    at: Moment,
) -> Result<LedgerRow, ShareError> {
    let told = ledger(journal)?.into_iter().find(|told| told.id == row);
    let told = told.ok_or(ShareError::RowNotFound)?;
    if told.state == LedgerState::Failed {
        return Err(ShareError::RowNotFound);
    }
    after.words = clean(after.words.trim());
    if load(journal, row)? == after {
        return Ok(told);
    }
    if after == After::default() {
        journal.remove_document(KIND, row, at)?;
    } else {
        let json = serde_json::to_vec(&after).map_err(|_| ShareError::StoredNotUnderstood)?;
        journal.put_document(KIND, row, &Zeroizing::new(json), at)?;
    }
    Ok(told)
}

/// Everything that is noted about rows of the ledger, by their ids.
pub fn afters(journal: &Journal) -> Result<HashMap<Id, After>, ShareError> {
    journal.documents(KIND)?.into_iter().map(|(row, json)| Ok((row, parse(&json)?))).collect()
}

/// Tellings whose day to ask has come, the one that waits longest first.
pub fn follow_ups(journal: &Journal, today: Date) -> Result<Vec<(LedgerRow, After)>, ShareError> {
    let mut asking = afters(journal)?;
    asking.retain(|_, after| after.asks(today));
    if asking.is_empty() {
        return Ok(Vec::new());
    }
    let mut list: Vec<(LedgerRow, After)> = ledger(journal)?
        .into_iter()
        .filter(|row| row.state != LedgerState::Failed)
        .filter_map(|row| asking.remove(&row.id).map(|after| (row, after)))
        .collect();
    list.sort_by_key(|(row, after)| (after.follow_up, row.at, row.id));
    Ok(list)
}

fn load(journal: &Journal, row: Id) -> Result<After, ShareError> {
    journal.document(KIND, row)?.map_or_else(|| Ok(After::default()), |json| parse(&json))
}

fn parse(json: &[u8]) -> Result<After, ShareError> {
    serde_json::from_slice(json).map_err(|_| ShareError::StoredNotUnderstood)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_one_name_on_every_boundary() {
        for received in Received::ALL {
            assert_eq!(serde_json::to_value(received).expect("json"), received.as_str());
        }
        for trust in Trust::ALL {
            assert_eq!(serde_json::to_value(trust).expect("json"), trust.as_str());
        }
    }

    #[test]
    fn a_day_asks_from_then_on_until_it_is_answered() {
        let day = jiff::civil::date(2026, 12, 1);
        let mut after = After { follow_up: Some(day), ..After::default() };
        assert!(!after.asks(jiff::civil::date(2026, 11, 30)));
        assert!(after.asks(day) && after.asks(jiff::civil::date(2027, 1, 1)));
        after.followed = true;
        assert!(!after.asks(day));
        assert!(!After::default().asks(day));
    }
}
