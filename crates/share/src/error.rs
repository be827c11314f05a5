//! The ways in which telling can fail, each with a code that other rooms switch on.

use std::io;

use journal::JournalError;
use photo::PhotoError;
use vault::VaultError;

use crate::LetterError;

/// Why a share could not do what was asked. Messages never hold anything of an entry.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// The journal or the vault below could not.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// No open share has this id.
    #[error("no such share")]
    ShareNotFound,
    /// The review has no item of this id (any more).
    #[error("no such item in this review")]
    ItemNotFound,
    /// The item has no finding of this id (any more).
    #[error("no such finding in this item")]
    FindingNotFound,
    /// The person told is not in the vault's list.
    #[error("no such person")]
    PersonNotFound,
    /// The ledger has no such row, or nothing was told by it.
    #[error("no such row in the ledger")]
    RowNotFound,
    /// Something still waits for a decision.
    #[error("review is unfinished: {decided} of {total} items decided")]
    ReviewUnfinished {
        /// Items in which nothing waits.
        decided: usize,
        /// Items in all.
        total: usize,
    },
    /// Everything was left out.
    #[error("nothing was kept")]
    NothingKept,
    /// What was reviewed is no longer what is there.
    #[error("review is stale: {what} changed")]
    ReviewStale {
        /// What changed: the entry, the person, the plan, the review.
        what: &'static str,
    },
    /// Something removed would have left all the same.
    #[error("removed text found in {} of the package", .0.first().map_or("a part", |at| at.place.as_str()))]
    RemovedTextFound(
        /// Where; never empty, and never what.
        Vec<FoundAt>,
    ),
    /// The digest is not that of this package.
    #[error("package is not the one that was approved")]
    NotApproved,
    /// The typed name is not that of the person told.
    #[error("typed name is not the name of the person told")]
    NameMismatch,
    /// The recipient is not an age recipient.
    #[error("recipient is not valid")]
    RecipientInvalid,
    /// A cue card has three to seven short lines.
    #[error("cue card is not valid")]
    CueCardInvalid,
    /// A cue card makes no file, and nothing else is told in person.
    #[error("format does not go this way")]
    FormatUnfit,
    /// A PDF would have empty boxes in place of some letters.
    #[error("no font for {}", .0.join(", "))]
    LettersNotSet(
        /// The scripts, as Unicode calls them.
        Vec<String>,
    ),
    /// The PDF could not be made, or not be read back.
    #[error("PDF could not be made")]
    PdfNotMade,
    /// Something stands at the target already.
    #[error("target exists")]
    TargetExists,
    /// The target has no file name, or one that cannot be used.
    #[error("target has no usable file name")]
    TargetInvalid,
    /// The folder of the target is not there.
    #[error("folder not found")]
    FolderNotFound,
    /// The folder of the target cannot be written to.
    #[error("folder is read-only")]
    FolderReadOnly,
    /// No room for the package.
    #[error("disk is full")]
    DiskFull,
    /// A letter over its limits.
    #[error("letter is too large")]
    LetterTooLarge,
    /// A file among the entry's files that the vault no longer has whole.
    #[error("file is not whole")]
    FileNotWhole,
    /// A picture that cannot be rebuilt.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// Of this item only some decisions make sense.
    #[error("decision does not fit the item")]
    DecisionUnfit,
    /// More strokes over a picture than are kept.
    #[error("too many strokes")]
    StrokesTooMany,
    /// The files that would leave have more bytes than a package may.
    #[error("package is too large")]
    PackageTooLarge,
    /// The page does not hold the marker exactly once.
    #[error("page template is not valid")]
    PageTemplateInvalid,
    /// A sealed page was asked for without a template.
    #[error("page template is missing")]
    PageTemplateMissing,
    /// What was read back is not what was written.
    #[error("written file differs from what was approved")]
    WrittenDiffers,
    /// The program was ended while it wrote, and the file does not stand where it was to stand.
    /// Only ledger rows say so.
    #[error("ended while writing")]
    Interrupted,
    /// A stored review or ledger row does not have its shape.
    #[error("stored share is not understood")]
    StoredNotUnderstood,
    /// A later version wrote this share.
    #[error("share format {found} is newer than this program")]
    StoredNewer {
        /// The version it says it is.
        found: u32,
    },
    /// The file system, while doing `what`.
    #[error("{what} failed")]
    Io {
        /// What was being done.
        what: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
}

/// A place in a package where something removed was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAt {
    /// The item, as in [`crate::Item::id`]; `None` for the file name.
    pub item: Option<String>,
    /// In words: "paragraph 3", "a link of paragraph 3", "the title", "the file name".
    pub place: String,
}

impl ShareError {
    /// The codes that this crate adds to those of the journal and the vault.
    pub const CODES: [&'static str; 34] = [
        "share-not-found",
        "item-not-found",
        "finding-not-found",
        "person-not-found",
        "row-not-found",
        "review-unfinished",
        "nothing-kept",
        "review-stale",
        "removed-text-found",
        "not-approved",
        "name-mismatch",
        "recipient-invalid",
        "cue-card-invalid",
        "format-unfit",
        "letters-not-set",
        "pdf-not-made",
        "target-exists",
        "target-invalid",
        "folder-not-found",
        "folder-read-only",
        "disk-full",
        "letter-too-large",
        "photo-format-unknown",
        "photo-damaged",
        "photo-too-large",
        "decision-unfit",
        "strokes-too-many",
        "package-too-large",
        "page-template-invalid",
        "page-template-missing",
        "written-differs",
        "interrupted",
        "share-newer",
        "io",
    ];

    /// The stable name of this failure; one of the journal keeps the journal's own.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Journal(error) => error.code(),
            Self::ShareNotFound => "share-not-found",
            Self::ItemNotFound => "item-not-found",
            Self::FindingNotFound => "finding-not-found",
            Self::PersonNotFound => "person-not-found",
            Self::RowNotFound => "row-not-found",
            Self::ReviewUnfinished { .. } => "review-unfinished",
            Self::NothingKept => "nothing-kept",
            Self::ReviewStale { .. } => "review-stale",
            Self::RemovedTextFound(_) => "removed-text-found",
            Self::NotApproved => "not-approved",
            Self::NameMismatch => "name-mismatch",
            Self::RecipientInvalid => "recipient-invalid",
            Self::CueCardInvalid => "cue-card-invalid",
            Self::FormatUnfit => "format-unfit",
            Self::LettersNotSet(_) => "letters-not-set",
            Self::PdfNotMade => "pdf-not-made",
            Self::TargetExists => "target-exists",
            Self::TargetInvalid => "target-invalid",
            Self::FolderNotFound => "folder-not-found",
            Self::FolderReadOnly => "folder-read-only",
            Self::DiskFull => "disk-full",
            Self::LetterTooLarge => "letter-too-large",
            Self::Photo(error) => error.code(),
            Self::DecisionUnfit => "decision-unfit",
            Self::StrokesTooMany => "strokes-too-many",
            Self::PackageTooLarge => "package-too-large",
            Self::PageTemplateInvalid => "page-template-invalid",
            Self::PageTemplateMissing => "page-template-missing",
            Self::WrittenDiffers => "written-differs",
            Self::Interrupted => "interrupted",
            Self::StoredNotUnderstood | Self::FileNotWhole => "record-damaged",
            Self::StoredNewer { .. } => "share-newer",
            Self::Io { .. } => "io",
        }
    }

    /// A failure of the file system at the target while doing `what`.
    pub(crate) fn file(what: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::FolderReadOnly
            }
            io::ErrorKind::AlreadyExists => Self::TargetExists,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::FolderNotFound,
            io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => Self::TargetInvalid,
            _ => Self::Io { what, source },
        }
    }
}

impl From<VaultError> for ShareError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::RecipientInvalid => Self::RecipientInvalid,
            other => Self::Journal(JournalError::Vault(other)),
        }
    }
}

impl From<typeset::TypesetError> for ShareError {
    fn from(error: typeset::TypesetError) -> Self {
        match error {
            typeset::TypesetError::LettersNotSet(scripts) => Self::LettersNotSet(scripts),
            _ => Self::PdfNotMade,
        }
    }
}

impl From<LetterError> for ShareError {
    fn from(_: LetterError) -> Self {
        Self::LetterTooLarge
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_a_closed_set() {
        let io = || io::Error::other("x");
        let all = [
            ShareError::ShareNotFound,
            ShareError::ItemNotFound,
            ShareError::FindingNotFound,
            ShareError::PersonNotFound,
            ShareError::RowNotFound,
            ShareError::ReviewUnfinished { decided: 1, total: 2 },
            ShareError::NothingKept,
            ShareError::ReviewStale { what: "the entry" },
            ShareError::RemovedTextFound(vec![]),
            ShareError::NotApproved,
            ShareError::NameMismatch,
            ShareError::RecipientInvalid,
            ShareError::CueCardInvalid,
            ShareError::FormatUnfit,
            ShareError::LettersNotSet(vec![]),
            ShareError::PdfNotMade,
            ShareError::TargetExists,
            ShareError::TargetInvalid,
            ShareError::FolderNotFound,
            ShareError::FolderReadOnly,
            ShareError::DiskFull,
            ShareError::LetterTooLarge,
            ShareError::Photo(PhotoError::FormatUnknown { format: "heic" }),
            ShareError::Photo(PhotoError::Damaged),
            ShareError::Photo(PhotoError::TooLarge),
            ShareError::DecisionUnfit,
            ShareError::StrokesTooMany,
            ShareError::PackageTooLarge,
            ShareError::PageTemplateInvalid,
            ShareError::PageTemplateMissing,
            ShareError::WrittenDiffers,
            ShareError::Interrupted,
            ShareError::StoredNewer { found: 9 },
            ShareError::Io { what: "x", source: io() },
        ];
        let codes: Vec<_> = all.iter().map(ShareError::code).collect();
        assert_eq!(codes, ShareError::CODES);
        assert_eq!(ShareError::StoredNotUnderstood.code(), "record-damaged");
        assert_eq!(ShareError::from(VaultError::RecipientInvalid).code(), "recipient-invalid");
        let full = ShareError::file("writing", io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code(), "disk-full");
    }
}
