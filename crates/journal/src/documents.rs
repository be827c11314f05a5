//! Small JSON documents of other rooms (a review, a ledger row): the newest of each kind and id counts.

use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::{Journal, JournalError, payload::KINDS};

/// A document's id and its JSON.
pub type Document = (Id, Zeroizing<Vec<u8>>);

impl Journal {
    /// Keeps a document, durable when this returns. Its older states stay in the vault as records. Where the
    /// clock stands before the newest of them, the record is dated just after that one, since the newest by
    /// date counts.
    ///
    /// An empty one means that it is gone, as [`Journal::remove_document`] does.
    pub fn put_document(
        &mut self,
        kind: &str,
        id: Id,
        json: &[u8],
        at: Moment,
    ) -> Result<(), JournalError> {
        if KINDS.contains(&kind) || vault::OWN_KINDS.contains(&kind) {
            return Err(JournalError::KindReserved(kind.to_owned()));
        }
        self.write(kind, id, at, json, None).map(|_| ())
    }

    /// Takes a document out of the lists.
    pub fn remove_document(&mut self, kind: &str, id: Id, at: Moment) -> Result<(), JournalError> {
        if self.document(kind, id)?.is_some() {
            self.put_document(kind, id, b"", at)
        } else {
            Ok(())
        }
    }

    /// The newest state of a document.
    pub fn document(&self, kind: &str, id: Id) -> Result<Option<Zeroizing<Vec<u8>>>, JournalError> {
        let seq = self.index.db.query_one(
            "SELECT seq FROM document WHERE kind = ?1 AND id = ?2 AND live = 1",
            &[kind.into(), (&id).into()],
            |row| row.integer(0),
        )?;
        seq.map(|seq: i64| Ok(self.read_record(seq.cast_unsigned())?.payload)).transpose()
    }

    /// All documents of a kind, in the order of the times of their newest states, of equals by id.
    pub fn documents(&self, kind: &str) -> Result<Vec<Document>, JournalError> {
        let found = self.index.db.query(
            "SELECT id, seq FROM document WHERE kind = ?1 AND live = 1 ORDER BY at, id",
            &[kind.into()],
            |row| Ok::<_, vault::VaultError>((row.id(0)?, row.integer(1)?.cast_unsigned())),
        )?;
        found.into_iter().map(|(id, seq)| Ok((id, self.read_record(seq)?.payload))).collect()
    }
}
