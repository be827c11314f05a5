//! The index over the records: what is listed and searched without decrypting everything.
//!
//! It is made from records alone, in any order, and may vanish at any time. Its mark says which records
//! it has seen; it never holds more than the vault does.

mod arrived;
mod covered;
mod digest;
mod forget;
mod mark;
mod newest;
mod schema;
mod write;

use vault::{Id, Moment, SealedDatabase, Value, Vault, VaultError};

use crate::{
    JournalError, Summary,
    graph::{Graph, Node},
};
pub(crate) use arrived::Arrived;
use covered::Covered;
pub(crate) use digest::{digest_of, hex};
pub(crate) use mark::{day_start, kind_mark, person_mark, tag_mark};
pub(crate) use newest::{Rank, apart, joined};
pub(crate) use write::covers;

/// Pages held decrypted, in KiB: the lists of a few common words at 100,000 entries.
const CACHE: &str = "PRAGMA cache_size = -16384";

/// The catalogue and the full-text index.
pub(crate) struct Index {
    pub(crate) db: SealedDatabase,
    covered: Covered,
}

/// Where the current revision of an entry stands.
pub(crate) struct Standing {
    pub revision: Id,
    pub seq: u64,
}

impl Index {
    /// Opens the vault's index; one that belongs to another history of the vault is emptied.
    pub fn open(vault: &Vault) -> Result<Self, JournalError> {
        let db = vault.index()?;
        match Self::with(db, vault) {
            Ok(index) => Ok(index),
            // A damaged index is thrown away: nothing is in it that is not in the vault.
            Err(_) => Self::with(vault.index_anew()?, vault),
        }
    }

    fn with(db: SealedDatabase, vault: &Vault) -> Result<Self, JournalError> {
        db.execute_batch(CACHE)?;
        schema::ensure(&db)?;
        let covered = Covered::from_text(&read_meta(&db, "covered")?);
        let mut index = Self { db, covered };
        let top = index.covered.top();
        if top > 0
            && (top > vault.last_seq() || read_meta(&index.db, "top")? != name_of(vault, top))
        {
            schema::remake(&index.db)?;
            index.covered = Covered::default();
        }
        Ok(index)
    }

    /// Empties it; where even that fails, throws it away and begins a new one.
    pub fn make_anew(&mut self, vault: &Vault) -> Result<(), JournalError> {
        if schema::remake(&self.db).is_err() {
            // While this one holds the file, another is given in memory: it stands in for the moment.
            *self = Self::with(vault.index()?, vault)?;
            *self = Self::with(vault.index_anew()?, vault)?;
            schema::remake(&self.db)?;
        }
        self.covered = Covered::default();
        Ok(())
    }

    /// How many of the vault's records it has not seen.
    pub fn behind(&self, last_seq: u64) -> u64 {
        self.covered.missing(last_seq)
    }

    /// The highest range of records it has not seen.
    pub fn gap(&self, last_seq: u64) -> Option<(u64, u64)> {
        self.covered.highest_gap(last_seq)
    }

    /// The records it has seen.
    pub fn covered(&self) -> &Covered {
        &self.covered
    }

    /// Does `work` in one transaction and marks the records `first` to `last` as seen with it.
    pub fn cover<T, E>(
        &mut self,
        first: u64,
        last: u64,
        vault: &Vault,
        work: impl FnOnce(&SealedDatabase) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<VaultError> + From<JournalError>,
    {
        let mut covered = self.covered.clone();
        covered.add(first, last);
        let rises = covered.top() > self.covered.top();
        let text = covered.to_text();
        let done = self.db.transaction(|db| {
            let done = work(db)?;
            write_meta(db, "covered", &text)?;
            if rises {
                write_meta(db, "top", &name_of(vault, last))?;
            }
            Ok::<_, E>(done)
        })?;
        self.covered = covered;
        Ok(done)
    }

    /// Does `work`, marks the records from `first` to the one it names by number and digest as seen, then does
    /// `commit`, and only then keeps all of it. What `commit` did is never undone: should the index fail to follow, it is behind.
    pub fn cover_new<W, T, E>(
        &mut self,
        first: u64,
        work: impl FnOnce(&SealedDatabase) -> Result<(u64, [u8; 32], W), E>,
        commit: impl FnOnce(W) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<VaultError> + From<JournalError>,
    {
        let mut covered = self.covered.clone();
        let mut committed = None;
        let kept = self.db.transaction(|db| {
            let (last, top, worked) = work(db)?;
            // Worth it only when most of the index is new.
            if last > first.saturating_mul(2) {
                schema::optimize(db)?;
            }
            covered.add(first, last);
            write_meta(db, "covered", &covered.to_text())?;
            if covered.top() == last {
                write_meta(db, "top", &hex(&top))?;
            }
            committed = Some(commit(worked)?);
            Ok::<_, E>(())
        });
        match (committed, kept) {
            (Some(done), Ok(())) => {
                self.covered = covered;
                Ok(done)
            }
            (Some(done), Err(_)) => Ok(done),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => unreachable!("a transaction that is kept has committed"),
        }
    }

    /// How many entries there are outside the trash.
    pub fn entries(&self) -> Result<u64, JournalError> {
        Ok(read_meta(&self.db, "entries")?.parse().unwrap_or(0))
    }

    /// The current revision of an entry that is not in the trash.
    pub fn standing(&self, entry: Id) -> Result<Option<Standing>, JournalError> {
        self.db.query_one(
            "SELECT revision, seq FROM catalogue WHERE entry = ?1",
            &[(&entry).into()],
            |row| Ok(Standing { revision: row.id(0)?, seq: row.integer(1)?.cast_unsigned() }),
        )
    }

    /// Every revision of the entry that no other follows.
    pub fn heads(&self, entry: Id) -> Result<Vec<Id>, JournalError> {
        Ok(write::heads(&self.db, entry)?.into_iter().map(|head| head.id).collect())
    }

    /// Every known revision of the entry, with what it follows.
    pub fn graph(&self, entry: Id) -> Result<Graph, JournalError> {
        let nodes = self.db.query(
            "SELECT id, at, parents FROM revision WHERE entry = ?1",
            &[(&entry).into()],
            |row| {
                let id = row.id(0)?;
                let at = row.text(1)?.parse().map_err(|_| VaultError::IndexDamaged)?;
                Ok::<_, JournalError>(Node { id, at, parents: apart(&row.blob(2)?) })
            },
        )?;
        Ok(nodes.into_iter().collect())
    }

    /// The record of a revision.
    pub fn revision_seq(&self, revision: Id) -> Result<Option<u64>, JournalError> {
        self.db.query_one("SELECT seq FROM revision WHERE id = ?1", &[(&revision).into()], |row| {
            Ok(row.integer(0)?.cast_unsigned())
        })
    }

    /// The record of a piece of a file.
    pub fn piece_seq(&self, piece: Id) -> Result<Option<u64>, JournalError> {
        self.db.query_one("SELECT seq FROM piece WHERE id = ?1", &[(&piece).into()], |row| {
            Ok(row.integer(0)?.cast_unsigned())
        })
    }

    /// The summary in a row whose first column it is.
    pub fn summary(text: &str) -> Result<Summary, JournalError> {
        serde_json::from_str(text)
            .map_err(|_| JournalError::RecordNotUnderstood { seq: 0, kind: "summary".to_owned() })
    }
}

/// What tells a record, and all before it, from those of another history: its digest, which stays when it
/// is purged. Empty when it cannot be read.
fn name_of(vault: &Vault, seq: u64) -> String {
    vault.digest(seq).map(|digest| hex(&digest)).unwrap_or_default()
}

pub(super) fn read_meta(db: &SealedDatabase, key: &str) -> Result<String, JournalError> {
    let found =
        db.query_one("SELECT value FROM meta WHERE key = ?1", &[key.into()], |row| row.text(0))?;
    Ok::<_, VaultError>(found.unwrap_or_default()).map_err(JournalError::from)
}

pub(super) fn write_meta(db: &SealedDatabase, key: &str, value: &str) -> Result<(), VaultError> {
    let put = "INSERT INTO meta (key, value) VALUES (?1, ?2)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.execute(put, &[key.into(), value.into()]).map(|_| ())
}

/// A moment as a number that orders like it.
pub(super) fn order_of(moment: Moment) -> i64 {
    moment.timestamp().as_millisecond()
}

pub(super) fn number(value: u64) -> Value<'static> {
    Value::Integer(value.cast_signed())
}
