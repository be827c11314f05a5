//! Text in, findings out: what in a story points at somebody or can be used against them.
//!
//! Pure: no files, no clock, no network, no vault. It misses things, and docs/detector.md says how often.
//!
//! ```
//! use detect::{FindingKind, Knowledge, KnownPerson};
//!
//! let knowledge = Knowledge {
//!     people: vec![KnownPerson { name: "Maria Okafor".into(), ..KnownPerson::default() }],
//!     author: vec!["Jo Park".into()],
//!     ..Knowledge::default()
//! };
//! let text = "On 14 March 2019 my boss called. Maria’s number is +44 20 7946 0958, and I had $300 left.";
//! let found: Vec<_> = detect::find(text, &knowledge)
//!     .into_iter()
//!     .map(|finding| (finding.kind.as_str(), &text[finding.span]))
//!     .collect();
//! assert_eq!(
//!     found,
//!     [
//!         ("date", "14 March 2019"),
//!         ("relation", "my boss"),
//!         ("person", "Maria"),
//!         ("phone", "+44 20 7946 0958"),
//!         ("money", "$300"),
//!     ]
//! );
//! ```

pub mod block;
mod cjk;
mod clean;
mod cue;
mod exact;
mod finding;
mod hash;
mod hit;
mod knowledge;
mod known;
mod language;
mod name;
mod relation;
mod table;
#[cfg(feature = "tagging")]
pub mod tagging;
mod token;
mod topic;
mod words;

pub use finding::{Finding, FindingKind, Severity, Topic, Topics};
pub use knowledge::{Knowledge, KnownPerson};

/// Everything in `text` that points at somebody or can be used against them.
///
/// Findings are sorted, never overlap, and lie on character boundaries. What `knowledge` names is
/// found whatever its case, its accents, look-alike letters or invisible characters inside it. Misses
/// are possible. Takes time in proportion to the length of the text.
pub fn find(text: &str, knowledge: &Knowledge) -> Vec<Finding> {
    let clean = clean::Clean::new(text);
    let tokens = token::Tokens::new(&clean.text);
    let mut accepted = before_names(&clean, &tokens, knowledge);
    let mut names = Vec::new();
    name::find(&tokens, language::guess(&tokens), &accepted, &mut names);
    accepted.take(names);
    accepted.findings(&clean)
}

/// All that is found before names are looked for.
fn before_names(
    clean: &clean::Clean<'_>,
    tokens: &token::Tokens<'_>,
    knowledge: &Knowledge,
) -> hit::Accepted {
    let mut accepted = hit::Accepted::default();
    let mut hits = Vec::new();
    exact::find(tokens, &mut hits);
    known::find(&clean.text, knowledge, &mut hits);
    cjk::find(&clean.text, &mut hits);
    relation::find(tokens, &mut hits);
    accepted.take(hits);
    accepted
}

/// The blocks of `text` that reveal something, and what: one for each block that has any topic, in
/// reading order.
pub fn topics(text: &str) -> Vec<Topics> {
    topic::topics(text)
}

/// What each of `blocks` reveals, each in the light of the others: one answer for each, with a span
/// over the whole block. For callers that hold the blocks of one text apart (a title may be the first
/// of them): a passing hint is understood only beside the rest.
pub fn topics_of(blocks: &[&str]) -> Vec<Option<Topics>> {
    topic::topics_of(blocks)
}

/// For `training/train.py`, by way of an example program; no part of the API.
#[doc(hidden)]
pub mod training {
    pub use crate::topic::features;
}
