//! The tables of the index. Another version of them is not migrated: it is made anew from the records.

use vault::SealedDatabase;

use crate::JournalError;

/// Raised with every change below, or in what is written into the tables.
pub(super) const VERSION: i64 = 4;

const TABLES: &str = r"
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revision (
    id BLOB PRIMARY KEY, entry BLOB NOT NULL, seq INTEGER NOT NULL,
    at TEXT NOT NULL, words INTEGER NOT NULL, title TEXT NOT NULL, parents BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX revision_entry ON revision (entry, seq);
-- Revisions that another one follows: all others are heads.
CREATE TABLE followed (revision BLOB PRIMARY KEY) WITHOUT ROWID;
-- Entries with more than one head.
CREATE TABLE forked (entry BLOB PRIMARY KEY) WITHOUT ROWID;
-- Where the newest counts, `at` (microseconds) and then `digest` (of the payload) say which one that is.
-- Of the trash all states are kept: they are few, and say what another copy that lacks some of them shows.
CREATE TABLE trash (
    entry BLOB NOT NULL, at INTEGER NOT NULL, digest BLOB NOT NULL, seq INTEGER NOT NULL,
    heads BLOB NOT NULL, PRIMARY KEY (entry, at, digest)) WITHOUT ROWID;
-- One row for each entry that is not in the trash. The order of `place` is the order of `happened`.
CREATE TABLE catalogue (
    place INTEGER PRIMARY KEY, entry BLOB NOT NULL UNIQUE, revision BLOB NOT NULL,
    seq INTEGER NOT NULL, written INTEGER NOT NULL, digest TEXT NOT NULL,
    summary TEXT NOT NULL);
CREATE INDEX catalogue_written ON catalogue (written, place);
-- The same places without the weight of the rows, for jumping far down a list.
CREATE TABLE ordering (place INTEGER PRIMARY KEY);
CREATE TABLE tagged (
    tag TEXT NOT NULL, place INTEGER NOT NULL, shown TEXT NOT NULL,
    PRIMARY KEY (tag, place)) WITHOUT ROWID;
CREATE TABLE person (
    id BLOB PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, digest BLOB NOT NULL,
    record TEXT NOT NULL) WITHOUT ROWID;
-- `alone` until a second state of the document is seen.
CREATE TABLE document (
    kind TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
    digest BLOB NOT NULL, live INTEGER NOT NULL, alone INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (kind, id)) WITHOUT ROWID;
-- A file that belongs to an entry; `record` is empty once it was taken away.
CREATE TABLE attachment (
    id BLOB PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, digest BLOB NOT NULL,
    entry BLOB NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX attachment_entry ON attachment (entry);
CREATE TABLE piece (id BLOB PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    digest TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (digest, entry)) WITHOUT ROWID;
-- The first column is the cheapest to store, hence the body. The text arrives segmented and folded (tokens.rs); rowid is the catalogue's place.
CREATE VIRTUAL TABLE words USING fts5(
    body, title, place, marks,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3 4');
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 5.0, 2.0, 0.0)');
-- Larger first segments and wider merges: an import writes less. The memory is only taken while writing much.
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216), ('automerge', 8);
INSERT INTO meta (key, value) VALUES ('entries', '0'), ('covered', ''), ('top', '');
";

const NAMES: [&str; 14] = [
    "words",
    "meta",
    "revision",
    "followed",
    "forked",
    "trash",
    "catalogue",
    "ordering",
    "tagged",
    "person",
    "document",
    "attachment",
    "piece",
    "source",
];

/// Makes the tables when they are missing or of another version.
pub(super) fn ensure(db: &SealedDatabase) -> Result<(), JournalError> {
    let version = db.query_one("PRAGMA user_version", &[], |row| row.integer(0))?;
    if version == Some(VERSION) { Ok(()) } else { remake(db) }
}

/// Makes one segment of the full-text index, which is what reading is fastest in. Writes all of it anew.
pub(super) fn optimize(db: &SealedDatabase) -> Result<(), JournalError> {
    Ok(db.execute_batch("INSERT INTO words (words) VALUES ('optimize')")?)
}

/// Empties the index.
pub(super) fn remake(db: &SealedDatabase) -> Result<(), JournalError> {
    db.transaction(|db| {
        for name in NAMES {
            db.execute_batch(&format!("DROP TABLE IF EXISTS {name}"))?;
        }
        db.execute_batch(TABLES)?;
        db.execute_batch(&format!("PRAGMA user_version = {VERSION}"))
    })
    .map_err(|error: vault::VaultError| error.into())
}
