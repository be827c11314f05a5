//! The index: a disposable SQLCipher database for whoever needs SQL, so that nobody else names
//! SQLite. Its random key is sealed in the vault's first record; losing the index loses nothing.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{Vault, VaultError, file, hex};

#[derive(Deserialize)]
struct IndexKey<'a> {
    key: &'a str,
}

impl Vault {
    /// Opens the index of this vault, or makes an empty one: where there was none, where it
    /// cannot be read, and in memory where the folder cannot be written or somebody else has it.
    pub fn index(&self) -> Result<SealedDatabase, VaultError> {
        if self.places.index_dir.as_os_str().is_empty() {
            return SealedDatabase::in_memory();
        }
        let Some(key) = self.index_key() else { return SealedDatabase::in_memory() };
        let path = self.index_path();
        let _ = fs::create_dir_all(&self.places.index_dir);
        match SealedDatabase::open(&path, &key) {
            Ok(index) => Ok(index),
            Err(Refused::Unreadable) => {
                remove(&path);
                SealedDatabase::open(&path, &key).or_else(|_| SealedDatabase::in_memory())
            }
            Err(Refused::Elsewhere) => SealedDatabase::in_memory(),
        }
    }

    /// Throws the index away and makes an empty one; for when it turns out to be damaged.
    /// The old one must have been dropped.
    pub fn index_anew(&self) -> Result<SealedDatabase, VaultError> {
        if !self.places.index_dir.as_os_str().is_empty() {
            remove(&self.index_path());
        }
        self.index()
    }

    /// Removes the index with a key that is no more.
    pub(crate) fn drop_index(&self) {
        if !self.places.index_dir.as_os_str().is_empty() {
            remove(&self.index_path());
        }
    }

    fn index_path(&self) -> PathBuf {
        self.places.index_dir.join(format!("{}.db", self.id))
    }

    /// The key in record 1; none when that record is damaged.
    fn index_key(&self) -> Option<Zeroizing<String>> {
        let record = self.read(1).ok().filter(|record| record.header.kind == "index-key")?;
        let IndexKey { key } = serde_json::from_slice(&record.payload).ok()?;
        hex::decode::<32>(key.as_bytes()).map(Zeroizing::new)?;
        Some(Zeroizing::new(key.to_owned()))
    }
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(file::beside(path, suffix));
    }
}

enum Refused {
    /// Garbled, or of another key.
    Unreadable,
    /// The place is not ours to write now.
    Elsewhere,
}

/// An encrypted SQLite database (with FTS5) that may be thrown away at any time.
///
/// Statements are prepared once and kept.
pub struct SealedDatabase {
    conn: Connection,
    temporary: bool,
    /// How many transactions are open inside each other.
    depth: Cell<u32>,
}

impl std::fmt::Debug for SealedDatabase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedDatabase").field("temporary", &self.temporary).finish_non_exhaustive()
    }
}

/// A value for a statement's placeholder.
#[derive(Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A fractional number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// Shows only what sort of value it is.
impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Null => "Null",
            Self::Integer(_) => "Integer(…)",
            Self::Real(_) => "Real(…)",
            Self::Text(_) => "Text(…)",
            Self::Blob(_) => "Blob(…)",
        })
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Blob(value)
    }
}

impl<'a> From<&'a crate::Id> for Value<'a> {
    fn from(value: &'a crate::Id) -> Self {
        Self::Blob(value.as_bytes())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(value),
            Self::Real(value) => ValueRef::Real(value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

/// One row of an answer. Columns count from 0; a column of another type is `index-failed`.
pub struct Row<'a>(&'a rusqlite::Row<'a>);

impl Row<'_> {
    /// A whole number.
    pub fn integer(&self, column: usize) -> Result<i64, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// A whole number, or nothing.
    pub fn integer_or_null(&self, column: usize) -> Result<Option<i64>, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// A fractional number.
    pub fn real(&self, column: usize) -> Result<f64, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<String, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// Text, or nothing.
    pub fn text_or_null(&self, column: usize) -> Result<Option<String>, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// Bytes.
    pub fn blob(&self, column: usize) -> Result<Vec<u8>, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// Bytes, or nothing.
    pub fn blob_or_null(&self, column: usize) -> Result<Option<Vec<u8>>, VaultError> {
        self.0.get(column).map_err(VaultError::index_sql)
    }

    /// An id, kept as its 16 bytes.
    pub fn id(&self, column: usize) -> Result<crate::Id, VaultError> {
        self.0.get(column).map(crate::Id::from_bytes).map_err(VaultError::index_sql)
    }

    /// An id or nothing.
    pub fn id_or_null(&self, column: usize) -> Result<Option<crate::Id>, VaultError> {
        let bytes: Option<[u8; 16]> = self.0.get(column).map_err(VaultError::index_sql)?;
        Ok(bytes.map(crate::Id::from_bytes))
    }

    /// Whether there is nothing in the column.
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get_ref(column), Ok(ValueRef::Null))
    }
}

impl SealedDatabase {
    /// Whether it lives in memory only and will be empty the next time.
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }

    /// Runs one statement and returns how many rows it changed.
    pub fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, VaultError> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(values)))
            .map_err(VaultError::index_sql)
    }

    /// Runs several statements without values.
    pub fn execute_batch(&self, sql: &str) -> Result<(), VaultError> {
        self.conn.execute_batch(sql).map_err(VaultError::index_sql)
    }

    /// The rows of an answer, each made into a `T` by `make`.
    pub fn query<T, E: From<VaultError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut make: impl FnMut(&Row<'_>) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let refused = |error| E::from(VaultError::index_sql(error));
        let mut statement = self.conn.prepare_cached(sql).map_err(refused)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(refused)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(refused)? {
            all.push(make(&Row(row))?);
        }
        Ok(all)
    }

    /// The first row of an answer, if there is one.
    pub fn query_one<T, E: From<VaultError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        make: impl FnOnce(&Row<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let refused = |error| E::from(VaultError::index_sql(error));
        let mut statement = self.conn.prepare_cached(sql).map_err(refused)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(refused)?;
        match rows.next().map_err(refused)? {
            Some(row) => make(&Row(row)).map(Some),
            None => Ok(None),
        }
    }

    /// The row id of the last inserted row.
    pub fn last_insert_rowid(&self) -> i64 {
        self.conn.last_insert_rowid()
    }

    /// Does `work` as one transaction: all of it when it returns `Ok`, none when not.
    /// A transaction inside a transaction is a part that can fail alone.
    pub fn transaction<T, E: From<VaultError>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let depth = self.depth.get();
        let run = |sql: &str| self.conn.execute_batch(sql).map_err(VaultError::index_sql);
        run(&format!("SAVEPOINT part{depth}"))?;
        self.depth.set(depth + 1);
        let undo = Undo { index: self, depth };
        let done = work(self)?;
        run(&format!("RELEASE part{depth}"))?;
        std::mem::forget(undo);
        self.depth.set(depth);
        Ok(done)
    }

    fn open(path: &Path, key: &str) -> Result<Self, Refused> {
        let sort = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                Refused::Unreadable
            }
            _ => Refused::Elsewhere,
        };
        let conn = Connection::open(path).map_err(sort)?;
        let statement = Zeroizing::new(format!("PRAGMA key = \"x'{key}'\""));
        // SQLCipher tells standard error about every wrong key; we tell who asked.
        let _ = conn.execute_batch("PRAGMA cipher_log_level = NONE");
        conn.execute_batch(&statement).map_err(sort)?;
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(sort)?;
        conn.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = NORMAL;
             BEGIN IMMEDIATE; COMMIT;",
        )
        .map_err(sort)?;
        Self::with(conn, false).map_err(|_| Refused::Elsewhere)
    }

    fn in_memory() -> Result<Self, VaultError> {
        let conn = Connection::open_in_memory().map_err(VaultError::index_sql)?;
        Self::with(conn, true)
    }

    fn with(conn: Connection, temporary: bool) -> Result<Self, VaultError> {
        conn.set_prepared_statement_cache_capacity(128);
        conn.execute_batch(
            "PRAGMA temp_store = MEMORY;
             PRAGMA cell_size_check = ON;
             PRAGMA trusted_schema = OFF;",
        )
        .map_err(VaultError::index_sql)?;
        Ok(Self { conn, temporary, depth: Cell::new(0) })
    }
}

/// Takes a transaction back when its work fails or panics.
struct Undo<'a> {
    index: &'a SealedDatabase,
    depth: u32,
}

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        let depth = self.depth;
        self.index.depth.set(depth);
        let sql = format!("ROLLBACK TO part{depth}; RELEASE part{depth}");
        let _ = self.index.conn.execute_batch(&sql);
    }
}
