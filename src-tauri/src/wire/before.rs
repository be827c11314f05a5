//! What is known before a telling, as the page sees it.

use serde::Serialize;
use specta::Type;

use super::after::Noted;
use super::letter::LetterSummary;
use super::share::LedgerRow;

/// Facts for the questions before a review.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Before {
    knows: Vec<LedgerRow>,
    told_you: Vec<LetterSummary>,
    broken: Vec<LedgerRow>,
    days_since: Option<u32>,
    led: bool,
    others: Vec<String>,
    in_it: bool,
}

impl Before {
    /// Together with what that person told, and what was noted about rows of the ledger.
    pub fn new(before: share::Before, told_you: Vec<LetterSummary>, noted: &Noted) -> Self {
        Self {
            knows: noted.rows(before.knows),
            told_you,
            broken: noted.rows(before.broken),
            days_since: before.days_since,
            led: before.led,
            others: before.others,
            in_it: before.in_it,
        }
    }
}
