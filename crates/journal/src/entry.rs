//! The shapes in which entries, revisions and people are handed out.

use serde::{Deserialize, Serialize};
use vault::{Id, Moment};

use crate::{Content, Edtf, Feeling, Kind};

/// One entry as it stands: its current revision, or the draft on top of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry's own id, the same through all revisions.
    pub id: Id,
    /// The revision shown; `None` when only a draft exists.
    pub revision: Option<Id>,
    /// When the entry was first written.
    pub written: Moment,
    /// When the revision shown was saved.
    pub changed: Moment,
    /// What it says.
    pub content: Content,
    /// Whether `content` is a draft that has not become a revision yet.
    pub draft: bool,
    /// Every revision that no other follows; more than one after two copies went different ways.
    pub heads: Vec<Id>,
    /// Front matter an import found and had no field for: YAML, given back by the export.
    pub extra: Option<String>,
}

/// One saved state in the history of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The revision's own id.
    pub id: Id,
    /// When it was saved.
    pub at: Moment,
    /// How many words its text has.
    pub words: u32,
    /// Whether it is the one shown.
    pub current: bool,
    /// Its title.
    pub title: String,
}

/// What a list shows of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The entry.
    pub id: Id,
    /// May be empty.
    pub title: String,
    /// The first words of the text, without Markdown marks.
    pub excerpt: String,
    /// What sort of moment it is.
    pub kind: Option<Kind>,
    /// When it took place.
    pub happened: Option<Edtf>,
    /// When the entry was first written.
    pub written: Moment,
    /// Where it took place.
    pub place: Option<String>,
    /// Who was part of it.
    pub people: Vec<Id>,
    /// Its labels.
    pub tags: Vec<String>,
    /// How it felt.
    pub feeling: Option<Feeling>,
    /// How many words the text has.
    pub words: u32,
}

/// By what a timeline is ordered; always newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By when it happened; an entry that does not say counts by the day it was written.
    #[default]
    Happened,
    /// By when it was written.
    Written,
}

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// How long the whole list is.
    pub total: u64,
    /// The part asked for.
    pub items: Vec<T>,
}

/// Somebody in the user's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person's id in this vault.
    pub id: Id,
    /// As the user calls them.
    pub name: String,
    /// Other names the user uses.
    #[serde(default)]
    pub nicknames: Vec<String>,
    /// What they are to the user: "sister", "colleague".
    #[serde(default)]
    pub relation: Option<String>,
    /// Whether the user leads them at work: telling downwards weighs differently.
    #[serde(default)]
    pub led: bool,
    /// What stands for this person in a share: "a colleague".
    #[serde(default)]
    pub stand_in: Option<String>,
    /// Anything else.
    #[serde(default)]
    pub notes: String,
    /// Recipients that what is told them can be sealed to, as they gave them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

/// How far a longer piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Units done so far.
    pub done: u64,
    /// Units in all.
    pub total: u64,
    /// Whether nothing is left to do.
    pub finished: bool,
}
