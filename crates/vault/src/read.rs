//! Reading records. What is read is checked: its digest, its seal, and that it is the record of
//! this vault and this place. One damaged record never hides the others.

use rusqlite::types::ValueRef;
use zeroize::Zeroizing;

use crate::envelope::{self, Header, Record};
use crate::head::{Digest32, digest};
use crate::{Id, Vault, VaultError, Wrong, seal};

const ROW: &str = "SELECT age, digest FROM rec WHERE seq = ?1";

impl Vault {
    /// The record `seq`, checked.
    pub fn read(&self, seq: u64) -> Result<Record, VaultError> {
        self.read_or_purged(seq)?.ok_or(VaultError::RecordPurged { seq })
    }

    /// The digest kept for the record `seq`, of the bytes it was sealed as; a purged record keeps it.
    /// Where another copy of the vault has the same at this number, both are the same up to there,
    /// purges aside.
    pub fn digest(&self, seq: u64) -> Result<[u8; 32], VaultError> {
        if seq == 0 || seq > self.head.seq {
            return Err(VaultError::RecordNotFound { seq });
        }
        self.kept_digest(seq)
    }

    /// As `digest`, in the row `seq`, whether or not the head reaches so far.
    pub(crate) fn kept_digest(&self, seq: u64) -> Result<Digest32, VaultError> {
        self.look(seq, |found| match found {
            Found::Missing => Err(Wrong::Missing),
            Found::Purged { kept } | Found::Sealed { kept, .. } => {
                kept.try_into().map_err(|_| Wrong::Changed)
            }
        })?
        .map_err(|wrong| VaultError::RecordDamaged { seq, wrong })
    }

    /// All records after `after` in the order they were made, one in memory at a time.
    ///
    /// A purged record comes as `None`; a damaged one as an error, after which the next follows.
    pub fn records(&self, after: u64) -> Records<'_> {
        Records { vault: self, first: after.saturating_add(1), last: self.head.seq, back: false }
    }

    /// All records before `before`, newest first; `u64::MAX` for all there are.
    pub fn records_back(&self, before: u64) -> Records<'_> {
        let last = self.head.seq.min(before.saturating_sub(1));
        Records { vault: self, first: 1, last, back: true }
    }

    /// The draft `id`, if there is one.
    pub fn draft(&self, id: Id) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let reading = |error| VaultError::vault_sql("reading a draft", error);
        let mut find =
            self.conn.prepare_cached("SELECT age FROM draft WHERE id = ?1").map_err(reading)?;
        let mut rows = find.query([id.as_bytes()]).map_err(reading)?;
        let Some(row) = rows.next().map_err(reading)? else { return Ok(None) };
        let sealed = row.get_ref(0).ok().and_then(|age| age.as_blob().ok());
        let plain = sealed.and_then(|sealed| seal::open(&self.identity, sealed).ok());
        plain
            .and_then(|plain| envelope::unpack_draft(plain, self.id, id).ok())
            .map(Some)
            .ok_or(VaultError::DraftDamaged)
    }

    /// The names of all drafts, oldest first.
    pub fn drafts(&self) -> Result<Vec<Id>, VaultError> {
        let reading = |error| VaultError::vault_sql("reading the drafts", error);
        let mut list =
            self.conn.prepare_cached("SELECT id FROM draft ORDER BY rowid").map_err(reading)?;
        let ids = list.query_map([], |row| row.get::<_, [u8; 16]>(0)).map_err(reading)?;
        // A name that is not one is for `check` to report.
        Ok(ids.flatten().map(Id::from_bytes).collect())
    }

    pub(crate) fn read_or_purged(&self, seq: u64) -> Result<Option<Record>, VaultError> {
        if seq == 0 || seq > self.head.seq {
            return Err(VaultError::RecordNotFound { seq });
        }
        self.read_row(seq)
    }

    /// The record in the row `seq`, whether or not the head reaches so far.
    pub(crate) fn read_row(&self, seq: u64) -> Result<Option<Record>, VaultError> {
        self.look(seq, |found| match found {
            Found::Missing => Err(Wrong::Missing),
            Found::Purged { .. } => Ok(None),
            Found::Sealed { age, kept } => {
                if digest(age)[..] != *kept {
                    return Err(Wrong::Changed);
                }
                let plain = seal::open(&self.identity, age).map_err(|_| Wrong::Unopened)?;
                envelope::unpack(plain, self.id, seq).map(Some)
            }
        })?
        .map_err(|wrong| VaultError::RecordDamaged { seq, wrong })
    }

    /// The record in sealed bytes that were found somewhere, if they are one of this vault.
    pub(crate) fn open_found(&self, age: &[u8]) -> Option<Record> {
        let plain = seal::open(&self.identity, age).ok()?;
        let line = plain.split(|&byte| byte == b'\n').next()?;
        let Header { seq, .. } = serde_json::from_slice(line).ok()?;
        envelope::unpack(plain, self.id, seq).ok()
    }

    /// Shows the row `seq` to `eye` without copying it.
    pub(crate) fn look<T>(
        &self,
        seq: u64,
        eye: impl FnOnce(Found<'_>) -> Result<T, Wrong>,
    ) -> Result<Result<T, Wrong>, VaultError> {
        let reading =
            |error: rusqlite::Error| match VaultError::vault_sql("reading a record", error) {
                VaultError::Damaged { .. } => Ok(Err(Wrong::File)),
                error => Err(error),
            };
        let Ok(row) = i64::try_from(seq) else { return Ok(eye(Found::Missing)) };
        let mut find = match self.conn.prepare_cached(ROW) {
            Ok(find) => find,
            Err(error) => return reading(error),
        };
        let mut rows = match find.query([row]) {
            Ok(rows) => rows,
            Err(error) => return reading(error),
        };
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(eye(Found::Missing)),
            Err(error) => return reading(error),
        };
        let (age, kept) = match (row.get_ref(0), row.get_ref(1)) {
            (Ok(age), Ok(kept)) => (age, kept),
            (Err(error), _) | (_, Err(error)) => return reading(error),
        };
        let ValueRef::Blob(kept) = kept else { return Ok(Err(Wrong::Changed)) };
        Ok(match age {
            ValueRef::Null => eye(Found::Purged { kept }),
            ValueRef::Blob(age) => eye(Found::Sealed { age, kept }),
            _ => Err(Wrong::Changed),
        })
    }
}

/// A row of `rec` as it stands in the file.
pub(crate) enum Found<'a> {
    Missing,
    Purged { kept: &'a [u8] },
    Sealed { age: &'a [u8], kept: &'a [u8] },
}

/// The records of a vault, one after the other. See [`Vault::records`].
#[derive(Debug)]
pub struct Records<'a> {
    vault: &'a Vault,
    first: u64,
    last: u64,
    back: bool,
}

impl Iterator for Records<'_> {
    type Item = Result<(u64, Option<Record>), VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.first > self.last {
            return None;
        }
        let seq = if self.back { self.last } else { self.first };
        if self.back {
            self.last -= 1;
        } else {
            self.first += 1;
        }
        Some(self.vault.read_or_purged(seq).map(|record| (seq, record)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.last.saturating_add(1).saturating_sub(self.first)).ok();
        (left.unwrap_or(usize::MAX), left)
    }
}
