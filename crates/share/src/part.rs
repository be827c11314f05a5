//! A file of a package while it is made.

use crate::LetterFile;

/// Whether a part is a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Rebuilt from its pixels.
    Photo,
    /// As it is in the vault.
    File,
}

impl PartKind {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::File => "file",
        }
    }
}

/// A file that leaves, with its bytes.
pub(crate) struct PartLeaving {
    pub item: String,
    pub place: String,
    pub kind: PartKind,
    pub file: LetterFile,
    pub metadata_removed: usize,
    pub is_text: bool,
}
