//! Text in, findings out.

pub mod block;
mod finding;
mod knowledge;

pub use finding::{Finding, FindingKind, Severity, Topic, Topics};
pub use knowledge::{Knowledge, KnownPerson};

/// Everything in `text` that points at somebody or can be used against them.
///
/// Findings are sorted, never overlap, and lie on character boundaries. Misses are possible.
pub fn find(_text: &str, _knowledge: &Knowledge) -> Vec<Finding> {
    Vec::new()
}

/// The blocks of `text` that reveal something, and what.
pub fn topics(_text: &str) -> Vec<Topics> {
    Vec::new()
}
