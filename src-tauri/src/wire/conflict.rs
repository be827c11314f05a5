//! Two versions of one entry as the page sees them.

use serde::Serialize;
use specta::Type;

use super::entry::Content;

/// A part of two versions of a text.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MergePiece {
    /// Stands in both.
    Same {
        /// The text.
        text: String,
    },
    /// Changed here only.
    Here {
        /// What stands here.
        text: String,
        /// What stood.
        base: String,
    },
    /// Changed there only.
    There {
        /// What stands there.
        text: String,
        /// What stood.
        base: String,
    },
    /// Changed on both sides.
    Both {
        /// What stands here.
        here: String,
        /// What stands there.
        there: String,
        /// What stood.
        base: String,
    },
}

impl From<journal::MergePiece> for MergePiece {
    fn from(piece: journal::MergePiece) -> Self {
        match piece {
            journal::MergePiece::Same { text } => Self::Same { text },
            journal::MergePiece::Here { text, base } => Self::Here { text, base },
            journal::MergePiece::There { text, base } => Self::There { text, base },
            journal::MergePiece::Both { here, there, base } => Self::Both { here, there, base },
        }
    }
}

/// One of two versions.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConflictSide {
    /// The revision.
    pub revision: String,
    /// When it was saved.
    pub at: String,
    /// The machine that saved it.
    pub device: String,
    /// Whether that is this one.
    pub this_device: bool,
    /// What it says.
    pub content: Content,
}

impl From<journal::ConflictSide> for ConflictSide {
    fn from(side: journal::ConflictSide) -> Self {
        Self {
            revision: side.revision.to_string(),
            at: side.at.to_string(),
            device: side.device,
            this_device: side.this_device,
            content: side.content.into(),
        }
    }
}

/// An entry with more than one head.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Conflict {
    /// The entry.
    pub entry: String,
    /// What it said where the two ways parted.
    pub base: Option<Content>,
    /// The version of this machine.
    pub here: ConflictSide,
    /// The other.
    pub there: ConflictSide,
    /// The two texts beside each other.
    pub pieces: Vec<MergePiece>,
    /// How many heads there are.
    pub heads: u64,
}

impl From<journal::Conflict> for Conflict {
    fn from(conflict: journal::Conflict) -> Self {
        Self {
            entry: conflict.entry.to_string(),
            base: conflict.base.map(Content::from),
            here: conflict.here.into(),
            there: conflict.there.into(),
            pieces: conflict.pieces.into_iter().map(MergePiece::from).collect(),
            heads: conflict.heads,
        }
    }
}
