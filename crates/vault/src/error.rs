//! Every way a vault can fail, each with a code that never changes its meaning.
//! Messages name neither a passphrase nor a key, a record's content or a folder.

use std::error::Error as StdError;
use std::io;

/// What went wrong. The user interface switches on [`code`](VaultError::code), never on the text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The passphrase does not open this vault.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery key does not open this vault.
    #[error("wrong recovery key")]
    WrongRecoveryKey,
    /// The text is not a recovery key (a mistyped character is noticed).
    #[error("not a recovery key")]
    RecoveryKeyInvalid,
    /// A passphrase must not be empty and must not hold control characters: the stock age
    /// command could not be given it.
    #[error("a passphrase must not be empty or hold control characters")]
    PassphraseInvalid,
    /// Another process has the vault open.
    #[error("vault {name} is in use")]
    InUse {
        /// File name of the vault.
        name: String,
    },
    /// There is no file at the path.
    #[error("no vault {name}")]
    NotFound {
        /// File name of the vault.
        name: String,
    },
    /// The file is something else.
    #[error("{name} is not a vault")]
    NotAVault {
        /// File name of the file.
        name: String,
    },
    /// The vault was made by a newer program.
    #[error("vault format {found} is newer than {supported}")]
    FormatNewer {
        /// Format of the file.
        found: u32,
        /// Newest format this program knows.
        supported: u32,
    },
    /// The vault does not fit together; it can be read as far as it is whole.
    #[error("vault is damaged: {what}")]
    Damaged {
        /// Which part.
        what: &'static str,
    },
    /// The file or its folder cannot be written.
    #[error("vault is open for reading only")]
    ReadOnly,
    /// The file is older than what was last seen of it here, or went another way.
    #[error("vault is not as it was last seen here")]
    RolledBack,
    /// Something stands at the path of the vault to be made.
    #[error("{name} already exists")]
    AlreadyExists {
        /// File name.
        name: String,
    },
    /// The folder of the vault to be made is not there.
    #[error("no such folder for {name}")]
    FolderNotFound {
        /// File name of the vault to be made.
        name: String,
    },
    /// The folder of the vault to be made cannot be written.
    #[error("the folder for {name} is read-only")]
    FolderReadOnly {
        /// File name of the vault to be made.
        name: String,
    },
    /// No room is left; what was acknowledged before stands.
    #[error("disk is full")]
    DiskFull,
    /// A passphrase file asks for more work than the cap; no work was spent.
    #[error("work factor is above {max}")]
    WorkFactorTooHigh {
        /// Greatest exponent of two that is accepted.
        max: u8,
    },
    /// A work factor outside the supported range.
    #[error("work factor must be 1 to {max}")]
    WorkFactorInvalid {
        /// Greatest exponent of two that is accepted.
        max: u8,
    },
    /// There never was such a record.
    #[error("no record {seq}")]
    RecordNotFound {
        /// Number of the record.
        seq: u64,
    },
    /// The record was purged on purpose; only its digest is left.
    #[error("record {seq} was purged")]
    RecordPurged {
        /// Number of the record.
        seq: u64,
    },
    /// The record is missing, or is not the one that was written.
    #[error("record {seq} is damaged: {}", wrong.as_str())]
    RecordDamaged {
        /// Number of the record.
        seq: u64,
        /// What is wrong with it.
        wrong: crate::Wrong,
    },
    /// The payload is larger than one record may be.
    #[error("a record of {length} bytes is larger than {max}")]
    RecordTooLarge {
        /// Bytes given.
        length: u64,
        /// Bytes allowed.
        max: u64,
    },
    /// The kind belongs to the vault itself, or is not a short name of `a-z`, `0-9` and `-`.
    #[error("record kind {kind:?} cannot be used")]
    KindInvalid {
        /// The kind given.
        kind: String,
    },
    /// The record keeps the vault itself together and cannot be purged.
    #[error("record {seq} cannot be purged")]
    RecordKept {
        /// Number of the record.
        seq: u64,
    },
    /// The draft is not the one that was written.
    #[error("draft is damaged")]
    DraftDamaged,
    /// The text is not an age recipient (a mistyped character is noticed).
    #[error("not an age recipient")]
    RecipientInvalid,
    /// A sealed file does not open with this key or passphrase.
    #[error("the sealed file does not open")]
    SealUnopened,
    /// A sealed file is not an age file, or was changed or cut.
    #[error("the sealed file is damaged")]
    SealDamaged,
    /// The index cannot be read any more; it can be thrown away and made anew.
    #[error("index is damaged")]
    IndexDamaged,
    /// A statement on the index was refused.
    #[error("index statement failed")]
    Index(#[source] Cause),
    /// The other file is a vault, and not a copy of this one.
    #[error("not a copy of the same vault")]
    OtherVault,
    /// A copy is not what was copied; it was given no name and is gone.
    #[error("the copy does not hold together: {what}")]
    BackupUnsound {
        /// Which part.
        what: &'static str,
    },
    /// Broken off as asked; what was there before stands.
    #[error("cancelled")]
    Cancelled,
    /// The system refused to read or write.
    #[error("{what} failed")]
    Io {
        /// What was being done.
        what: &'static str,
        /// The system's answer.
        #[source]
        source: Cause,
    },
}

/// The cause beneath a [`VaultError`].
pub type Cause = Box<dyn StdError + Send + Sync>;

impl VaultError {
    /// All codes, in the order of the documentation.
    pub const CODES: [&'static str; 33] = [
        "wrong-passphrase",
        "wrong-recovery-key",
        "recovery-key-invalid",
        "passphrase-invalid",
        "vault-in-use",
        "vault-not-found",
        "not-a-vault",
        "vault-format-newer",
        "vault-damaged",
        "vault-read-only",
        "vault-rolled-back",
        "other-vault",
        "backup-unsound",
        "already-exists",
        "folder-not-found",
        "folder-read-only",
        "disk-full",
        "work-factor-too-high",
        "work-factor-invalid",
        "record-not-found",
        "record-purged",
        "record-damaged",
        "record-too-large",
        "kind-invalid",
        "record-kept",
        "draft-damaged",
        "recipient-invalid",
        "seal-unopened",
        "seal-damaged",
        "index-damaged",
        "index-failed",
        "cancelled",
        "io",
    ];

    /// The stable name of this failure, one of [`CODES`](VaultError::CODES).
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongRecoveryKey => "wrong-recovery-key",
            Self::RecoveryKeyInvalid => "recovery-key-invalid",
            Self::PassphraseInvalid => "passphrase-invalid",
            Self::InUse { .. } => "vault-in-use",
            Self::NotFound { .. } => "vault-not-found",
            Self::NotAVault { .. } => "not-a-vault",
            Self::FormatNewer { .. } => "vault-format-newer",
            Self::Damaged { .. } => "vault-damaged",
            Self::ReadOnly => "vault-read-only",
            Self::RolledBack => "vault-rolled-back",
            Self::AlreadyExists { .. } => "already-exists",
            Self::FolderNotFound { .. } => "folder-not-found",
            Self::FolderReadOnly { .. } => "folder-read-only",
            Self::DiskFull => "disk-full",
            Self::WorkFactorTooHigh { .. } => "work-factor-too-high",
            Self::WorkFactorInvalid { .. } => "work-factor-invalid",
            Self::RecordNotFound { .. } => "record-not-found",
            Self::RecordPurged { .. } => "record-purged",
            Self::RecordDamaged { .. } => "record-damaged",
            Self::RecordTooLarge { .. } => "record-too-large",
            Self::KindInvalid { .. } => "kind-invalid",
            Self::RecordKept { .. } => "record-kept",
            Self::DraftDamaged => "draft-damaged",
            Self::RecipientInvalid => "recipient-invalid",
            Self::SealUnopened => "seal-unopened",
            Self::SealDamaged => "seal-damaged",
            Self::IndexDamaged => "index-damaged",
            Self::Index(_) => "index-failed",
            Self::OtherVault => "other-vault",
            Self::BackupUnsound { .. } => "backup-unsound",
            Self::Cancelled => "cancelled",
            Self::Io { .. } => "io",
        }
    }

    /// A failure of the file system while doing `what`.
    pub(crate) fn file(what: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io { what, source: source.into() },
        }
    }

    /// A failure of SQLite on the vault's own file while doing `what`.
    pub(crate) fn vault_sql(what: &'static str, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::ReadOnly) => Self::ReadOnly,
            // Our statements are fixed and right: where they do not fit, it is the file's tables
            // (`Unknown` is SQLite's plain error), the types in them, or a row that stands twice.
            Some(
                Code::DatabaseCorrupt
                | Code::NotADatabase
                | Code::Unknown
                | Code::ConstraintViolation
                | Code::TypeMismatch,
            )
            | None => Self::Damaged { what },
            // SQLITE_IOERR_SHORT_READ: the file ends before the page does.
            Some(Code::SystemIoFailure)
                if error.sqlite_error().is_some_and(|&error| is_short_read(error)) =>
            {
                Self::Damaged { what }
            }
            _ => Self::Io { what, source: error.into() },
        }
    }

    /// A failure of SQLite on the index.
    pub(crate) fn index_sql(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::IndexDamaged,
            _ => Self::Index(error.into()),
        }
    }
}

fn is_short_read(error: rusqlite::ffi::Error) -> bool {
    error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ
}

/// Whether the system refused because the place may not be written.
pub(crate) fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
