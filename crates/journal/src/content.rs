//! What a person writes in one entry: the part of a revision that is theirs.

use serde::{Deserialize, Serialize};
use vault::Id;

use crate::{Edtf, Kind};

/// The longest text of an entry, in bytes of UTF-8 (16 MiB).
pub const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// How a moment felt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feeling {
    /// From -3 (as bad as it gets) to +3 (as good as it gets).
    pub valence: i8,
    /// The person's own words for it.
    pub words: Vec<String>,
}

/// Everything a person says in an entry. Two entries with equal content say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// May be empty.
    pub title: String,
    /// `CommonMark`.
    pub body: String,
    /// What sort of moment it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// When it took place, as vaguely as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<Edtf>,
    /// Where it took place, in the person's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who was part of it, from the vault's list of people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Id>,
    /// The person's own labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How it felt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feeling: Option<Feeling>,
}

impl Content {
    /// Whether neither title nor body says anything: nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.body.trim().is_empty()
    }
}
