//! Questions an import asks: what does an entry say, and is it here already?

use sha2::{Digest, Sha256};
use vault::{Id, Moment, SealedDatabase, VaultError};

use super::Index;
use crate::{Content, JournalError, import::Hashed};

/// A digest of what an entry says.
pub(crate) fn digest_of(content: &Content, written: Moment, extra: Option<&str>) -> String {
    let mut hash = Sha256::new();
    serde_json::to_writer(Hashed(&mut hash), &(content, written, extra))
        .expect("plain shapes have JSON");
    hex(&hash.finalize())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

impl Index {
    /// The entry that a file was imported as, if it is not in the trash.
    pub fn imported_as(db: &SealedDatabase, source: &str) -> Result<Option<Id>, JournalError> {
        let found = db.query_one(
            "SELECT entry FROM source JOIN catalogue USING (entry) WHERE source.digest = ?1
             ORDER BY entry LIMIT 1",
            &[source.into()],
            |row| row.id(0),
        );
        Ok(found?)
    }

    /// The digest of an entry that is not in the trash.
    pub fn listed_digest(db: &SealedDatabase, entry: Id) -> Result<Option<String>, JournalError> {
        let sql = "SELECT digest FROM catalogue WHERE entry = ?1";
        Ok(db.query_one(sql, &[(&entry).into()], |row| row.text(0))?)
    }

    /// Whether any revision of this entry is known.
    pub fn is_known(db: &SealedDatabase, entry: Id) -> Result<bool, JournalError> {
        let sql = "SELECT 1 FROM revision WHERE entry = ?1 LIMIT 1";
        let found = db.query_one(sql, &[(&entry).into()], |row| row.integer(0));
        Ok::<_, VaultError>(found?.is_some()).map_err(JournalError::from)
    }
}
