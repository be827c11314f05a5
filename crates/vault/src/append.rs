//! Adding records. One record is sealed before its transaction begins; the record and the head
//! are one transaction and one fsync; then, and not before, it is acknowledged.

use rusqlite::params;

use crate::envelope::{self, New};
use crate::head::{Head, digest};
use crate::{Id, Vault, VaultError};

const INSERT: &str = "INSERT INTO rec (seq, age, digest) VALUES (?1, ?2, ?3)";
const SET_HEAD: &str = "UPDATE head SET age = ?1 WHERE n = 0";
const SET_DRAFT: &str = "INSERT INTO draft (id, age) VALUES (?1, ?2)
                         ON CONFLICT (id) DO UPDATE SET age = excluded.age";
const DROP_DRAFT: &str = "DELETE FROM draft WHERE id = ?1";

impl Vault {
    /// Keeps one record for ever and returns its number. When this returns, it is durable.
    pub fn append(&mut self, new: &New<'_>) -> Result<u64, VaultError> {
        self.writable()?;
        self.settle()?;
        let (sealed, head) = self.seal_next(&self.head, new)?;
        let sealed_head = self.sealer.seal(&head.pack(self.id))?;
        let mut batch = self.start()?;
        batch.insert(&sealed, head)?;
        batch.finish(&sealed_head)
    }

    /// Starts a transaction of many records, all or none of which are kept. Reading goes on
    /// through [`Batch::vault`].
    pub fn batch(&mut self) -> Result<Batch<'_>, VaultError> {
        self.writable()?;
        self.settle()?;
        self.start()
    }

    /// Overwrites the draft `id`; it stands outside the chain and leaves no history.
    pub fn keep_draft(&mut self, id: Id, payload: &[u8]) -> Result<(), VaultError> {
        self.writable()?;
        let plain = envelope::pack_draft(self.id, id, payload)?;
        let sealed = self.sealer.seal(&plain)?;
        self.conn
            .prepare_cached(SET_DRAFT)
            .and_then(|mut row| row.execute(params![id.as_bytes(), sealed]))
            .map_err(|error| VaultError::vault_sql("keeping the draft", error))?;
        Ok(())
    }

    /// Forgets the draft `id`, if there is one.
    pub fn discard_draft(&mut self, id: Id) -> Result<(), VaultError> {
        self.writable()?;
        self.conn
            .prepare_cached(DROP_DRAFT)
            .and_then(|mut row| row.execute([id.as_bytes()]))
            .map_err(|error| VaultError::vault_sql("discarding the draft", error))?;
        Ok(())
    }

    fn start(&mut self) -> Result<Batch<'_>, VaultError> {
        self.run("BEGIN IMMEDIATE")?;
        let head = self.head.clone();
        Ok(Batch { vault: self, head, open: true })
    }

    fn run(&self, statement: &str) -> Result<(), VaultError> {
        self.conn
            .prepare_cached(statement)
            .and_then(|mut statement| statement.execute([]))
            .map(|_| ())
            .map_err(|error| VaultError::vault_sql("writing", error))
    }

    pub(crate) fn seal_next(
        &self,
        head: &Head,
        new: &New<'_>,
    ) -> Result<(Sealed, Head), VaultError> {
        if !envelope::kind_is_usable(new.kind) {
            return Err(VaultError::KindInvalid { kind: new.kind.to_owned() });
        }
        self.seal_any(head, new)
    }

    /// As `seal_next`, for the vault's own kinds too.
    pub(crate) fn seal_any(
        &self,
        head: &Head,
        new: &New<'_>,
    ) -> Result<(Sealed, Head), VaultError> {
        let plain = envelope::pack(self.id, head.seq + 1, new)?;
        self.wrote_at.set(Some(new.at));
        let age = self.sealer.seal(&plain)?;
        let digest = digest(&age);
        let head = head.after(&digest);
        Ok((Sealed { age, digest }, head))
    }
}

/// A record ready to be written.
pub(crate) struct Sealed {
    age: Vec<u8>,
    digest: [u8; 32],
}

/// Many records in one transaction. Dropped without [`commit`](Batch::commit), none are kept.
///
/// After a failed write nothing more can be added, and the commit is refused.
#[derive(Debug)]
pub struct Batch<'a> {
    vault: &'a mut Vault,
    head: Head,
    open: bool,
}

impl Batch<'_> {
    /// Adds a record and returns the number it will have.
    pub fn append(&mut self, new: &New<'_>) -> Result<u64, VaultError> {
        let (sealed, head) = self.vault.seal_next(&self.head, new)?;
        self.insert(&sealed, head)?;
        Ok(self.head.seq)
    }

    /// Forgets a draft in the same transaction.
    pub fn discard_draft(&mut self, id: Id) -> Result<(), VaultError> {
        self.write(DROP_DRAFT, params![id.as_bytes()])
    }

    /// The vault as it was before this batch.
    pub fn vault(&self) -> &Vault {
        self.vault
    }

    /// The number of the last record, those of this batch counted.
    pub fn last_seq(&self) -> u64 {
        self.head.seq
    }

    /// The [digest](Vault::digest) of the last record, those of this batch counted.
    pub fn last_digest(&self) -> Result<[u8; 32], VaultError> {
        self.vault.kept_digest(self.head.seq)
    }

    /// Makes all of it durable, with one fsync, and returns the number of the last record.
    pub fn commit(self) -> Result<u64, VaultError> {
        let sealed_head = self.vault.sealer.seal(&self.head.pack(self.vault.id))?;
        self.finish(&sealed_head)
    }

    /// Adds a record of the vault's own.
    pub(crate) fn append_own(&mut self, new: &New<'_>) -> Result<(), VaultError> {
        let (sealed, head) = self.vault.seal_any(&self.head, new)?;
        self.insert(&sealed, head)
    }

    /// Blanks a record's content in this transaction.
    pub(crate) fn blank(&mut self, seq: u64) -> Result<(), VaultError> {
        let row = i64::try_from(seq).map_err(|_| VaultError::RecordNotFound { seq })?;
        self.write("UPDATE rec SET age = NULL WHERE seq = ?1", params![row])?;
        self.head.live -= 1;
        Ok(())
    }

    pub(crate) fn insert(&mut self, sealed: &Sealed, head: Head) -> Result<(), VaultError> {
        let seq = i64::try_from(head.seq).expect("fewer than 2^63 records");
        self.write(INSERT, params![seq, sealed.age, sealed.digest])?;
        self.head = head;
        Ok(())
    }

    fn finish(mut self, sealed_head: &[u8]) -> Result<u64, VaultError> {
        self.write(SET_HEAD, params![sealed_head])?;
        let committed = self.vault.run("COMMIT");
        self.open = committed.is_err();
        committed?;
        self.vault.head = self.head.clone();
        Ok(self.head.seq)
    }

    fn write(&mut self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), VaultError> {
        // SQLite ends the transaction by itself when the disk is full: then nothing more may go in.
        if self.vault.conn.is_autocommit() {
            return Err(VaultError::Io { what: "writing", source: "the batch has failed".into() });
        }
        let done = self
            .vault
            .conn
            .prepare_cached(sql)
            .and_then(|mut row| row.execute(values))
            .map_err(|error| VaultError::vault_sql("writing", error));
        match done {
            Ok(1) => Ok(()),
            Ok(0) if sql == DROP_DRAFT => Ok(()),
            Ok(_) => self.fail(VaultError::Damaged { what: "a row is missing" }),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: VaultError) -> Result<(), VaultError> {
        self.undo();
        Err(error)
    }

    fn undo(&mut self) {
        if std::mem::take(&mut self.open) {
            self.vault.unsure = true;
            if !self.vault.conn.is_autocommit() {
                let _ = self.vault.run("ROLLBACK");
            }
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        self.undo();
    }
}
