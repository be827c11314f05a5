//! The telling as the page sees it: decisions as tagged unions, offsets in UTF-16 code units.

mod package;
mod plan;
mod review;

pub use package::{Format, LedgerRow, Preview, Sealed};
pub use plan::{AnswerKind, Plan, RetellingRule};
pub use review::{Decision, FindingDecision, Review, ShareSummary};

/// A count the page shows.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
