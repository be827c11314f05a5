//! What a purge took from the vault goes from the index too.

use std::collections::HashSet;

use vault::{SealedDatabase, VaultError};

use super::{Index, number};
use crate::JournalError;

impl Index {
    /// Drops what it holds of records that were purged. `false`, with nothing done, where what followed from
    /// one can only be told from all other records: then it is to be made anew.
    ///
    /// Looks at every row, so it is asked only when something was purged.
    pub fn forget(db: &SealedDatabase, purged: &HashSet<u64>) -> Result<bool, JournalError> {
        if purged.is_empty() {
            return Ok(true);
        }
        let held = |sql: &str| {
            let seqs =
                db.query(sql, &[], |row| Ok::<_, VaultError>(row.integer(0)?.cast_unsigned()))?;
            let held = seqs.into_iter().filter(|seq| purged.contains(seq));
            Ok::<Vec<u64>, JournalError>(held.collect())
        };
        let followed = held(
            "SELECT seq FROM revision UNION ALL SELECT seq FROM person UNION ALL SELECT seq FROM trash
             UNION ALL SELECT seq FROM document WHERE alone = 0",
        )?;
        if !followed.is_empty() {
            return Ok(false);
        }
        let alone = held(
            "SELECT seq FROM piece UNION ALL SELECT seq FROM attachment
             UNION ALL SELECT seq FROM document",
        )?;
        for seq in alone {
            for sql in [
                "DELETE FROM piece WHERE seq = ?1",
                "DELETE FROM attachment WHERE seq = ?1",
                "DELETE FROM document WHERE seq = ?1",
            ] {
                db.execute(sql, &[number(seq)])?;
            }
        }
        Ok(true)
    }
}
