//! The ways in which the journal can fail, each with a code that other rooms switch on.

use vault::VaultError;

/// Why the journal could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The vault below could not.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No entry has this id, or it is in the trash.
    #[error("no such entry")]
    EntryNotFound,
    /// No revision has this id.
    #[error("no such revision")]
    RevisionNotFound,
    /// The entry has no two versions that wait to be joined.
    #[error("entry has one version")]
    NoConflict,
    /// No file of an entry has this id, or it was taken away.
    #[error("no such attachment")]
    AttachmentNotFound,
    /// No person has this id.
    #[error("no such person")]
    PersonNotFound,
    /// An entry names the person.
    #[error("person is named in an entry")]
    PersonInUse,
    /// The text is longer than [`crate::BODY_LIMIT`].
    #[error("entry of {bytes} bytes is longer than {}", crate::BODY_LIMIT)]
    EntryTooLarge {
        /// How long it is.
        bytes: u64,
    },
    /// Neither title nor body says anything.
    #[error("entry has no text")]
    EntryEmpty,
    /// A name of a person or a file that is empty or only white space.
    #[error("name is empty")]
    NameEmpty,
    /// The head of a Markdown text is not YAML.
    #[error("front matter is not YAML")]
    FrontMatterNotYaml,
    /// A date that is not EDTF.
    #[error("date is not understood")]
    HappenedNotUnderstood,
    /// The folder to export into holds something already.
    #[error("folder is not empty")]
    FolderNotEmpty,
    /// The folder to import from is not there, or is no folder.
    #[error("folder not found")]
    FolderNotFound,
    /// A folder or file outside the vault could not be read or written.
    #[error("folder could not be read or written")]
    Folder(#[source] std::io::Error),
    /// A record kind that the journal or the vault keeps for itself.
    #[error("record kind {0} is reserved")]
    KindReserved(String),
    /// A record of the journal does not have the shape of its kind.
    #[error("record {seq} is not a {kind}")]
    RecordNotUnderstood {
        /// Which record.
        seq: u64,
        /// What it says it is.
        kind: String,
    },
}

impl JournalError {
    /// The codes that this crate gives beside the vault's, those of an import's report included.
    pub const CODES: [&'static str; 20] = [
        "entry-not-found",
        "revision-not-found",
        "person-not-found",
        "person-in-use",
        "no-conflict",
        "attachment-not-found",
        "entry-too-large",
        "entry-empty",
        "name-empty",
        "front-matter-not-yaml",
        "happened-not-understood",
        "folder-not-empty",
        "folder-not-found",
        "disk-full",
        "folder-read-only",
        "io",
        "kind-reserved",
        "record-damaged",
        "not-utf-8",
        "unreadable",
    ];

    /// The stable name of this failure, one of [`CODES`](Self::CODES); a vault failure keeps the vault's.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.code(),
            Self::EntryNotFound => "entry-not-found",
            Self::RevisionNotFound => "revision-not-found",
            Self::AttachmentNotFound => "attachment-not-found",
            Self::NoConflict => "no-conflict",
            Self::PersonNotFound => "person-not-found",
            Self::PersonInUse => "person-in-use",
            Self::EntryTooLarge { .. } => "entry-too-large",
            Self::EntryEmpty => "entry-empty",
            Self::NameEmpty => "name-empty",
            Self::FrontMatterNotYaml => "front-matter-not-yaml",
            Self::HappenedNotUnderstood => "happened-not-understood",
            Self::FolderNotEmpty => "folder-not-empty",
            Self::FolderNotFound => "folder-not-found",
            Self::Folder(error) => match error.kind() {
                std::io::ErrorKind::StorageFull => "disk-full",
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                    "folder-read-only"
                }
                _ => "io",
            },
            Self::KindReserved(_) => "kind-reserved",
            Self::RecordNotUnderstood { .. } => "record-damaged",
        }
    }
}
