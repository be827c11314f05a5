//! What can be wrong with a part of a vault, told apart.

/// One thing that does not fit, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The record, if it is one.
    pub seq: Option<u64>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// The ways in which a part of a vault can fail to be what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Wrong {
    /// The file is shorter than its own page count.
    Truncated,
    /// A page of the file cannot be read, or the file's structure does not hold together.
    File,
    /// The table of version and vault id is missing or says something else than the head.
    Meta,
    /// The passphrase slot was changed.
    PassphraseSlot,
    /// The recovery slot was changed.
    RecoverySlot,
    /// The head is missing or does not open.
    Head,
    /// The head does not belong to these records.
    Chain,
    /// The number of unpurged records is not the head's.
    Count,
    /// A record up to the head's last is not there.
    Missing,
    /// A record beyond the head's last.
    Unexpected,
    /// The stored bytes are not the ones whose digest was kept.
    Changed,
    /// The bytes do not open with the vault's identity.
    Unopened,
    /// The record was made for another vault.
    Foreign,
    /// The record stands at another's place.
    Misplaced,
    /// The plaintext does not have the shape of a record.
    Malformed,
    /// The record is of a newer version.
    Newer,
    /// The content is gone though no purge record names it.
    Vanished,
    /// A draft does not open or is another's.
    Draft,
}

impl Wrong {
    /// A short name that never changes its meaning.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::File => "file",
            Self::Meta => "meta",
            Self::PassphraseSlot => "passphrase-slot",
            Self::RecoverySlot => "recovery-slot",
            Self::Head => "head",
            Self::Chain => "chain",
            Self::Count => "count",
            Self::Missing => "missing",
            Self::Unexpected => "unexpected",
            Self::Changed => "changed",
            Self::Unopened => "unopened",
            Self::Foreign => "foreign",
            Self::Misplaced => "misplaced",
            Self::Malformed => "malformed",
            Self::Newer => "newer",
            Self::Vanished => "vanished",
            Self::Draft => "draft",
        }
    }
}

impl From<Wrong> for Fault {
    fn from(wrong: Wrong) -> Self {
        Self { seq: None, wrong }
    }
}
