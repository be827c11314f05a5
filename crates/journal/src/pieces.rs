//! Documents of other rooms that come with more bytes than a small document should hold: a letter that is
//! kept. The bytes stand in pieces, as files of entries do, and the document that names them comes last, in
//! one transaction with them. See docs/decisions/0074.

use rand::Rng;
use vault::{Id, Moment, New, VaultError};
use zeroize::Zeroizing;

use crate::{
    Journal, JournalError,
    index::{Arrived, Index},
    payload::{KINDS, PIECE},
};

impl Journal {
    /// Keeps a document and its pieces, all of it or nothing, durable when this returns. `json` gets the
    /// names of the pieces, in their order, and says what the document holds; it is a document like any
    /// other, and is read and listed as they are.
    ///
    /// `kind-reserved`; `record-too-large` when a piece is longer than a record can hold.
    pub fn put_document_with_pieces(
        &mut self,
        kind: &str,
        id: Id,
        pieces: &[&[u8]],
        json: impl FnOnce(&[Id]) -> Zeroizing<Vec<u8>>,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<(), JournalError> {
        if KINDS.contains(&kind) || vault::OWN_KINDS.contains(&kind) {
            return Err(JournalError::KindReserved(kind.to_owned()));
        }
        let named_at = self.index.not_before(kind, id, at)?;
        let device = self.device().to_owned();
        let first = self.vault.last_seq() + 1;
        let mut batch = self.vault.batch()?;
        self.index.cover_new(
            first,
            |db| {
                let mut append = |kind: &str, id: Id, at: Moment, payload: &[u8]| {
                    let seq = batch.append(&New { kind, id, at, device: &device, payload })?;
                    let arrived = Arrived { seq, kind, id, at, payload };
                    Index::take(db, &arrived, &|seq| Err(VaultError::RecordNotFound { seq }))?;
                    Ok::<_, JournalError>(seq)
                };
                let mut names = Vec::with_capacity(pieces.len());
                for piece in pieces {
                    let name = Id::generate(rng);
                    append(PIECE, name, at, piece)?;
                    names.push(name);
                }
                let seq = append(kind, id, named_at, &json(&names))?;
                let top = batch.last_digest()?;
                Ok((seq, top, batch))
            },
            |batch| {
                batch.commit()?;
                Ok(())
            },
        )
    }

    /// One piece of a document.
    ///
    /// `record-not-found` when there is none of this name, `record-purged` when it was erased.
    pub fn document_piece(&self, piece: Id) -> Result<Zeroizing<Vec<u8>>, JournalError> {
        let seq = self.index.piece_seq(piece)?;
        let seq = seq.ok_or(VaultError::RecordNotFound { seq: 0 })?;
        let record = self.read_record(seq)?;
        if record.header.id != piece || record.header.kind != PIECE {
            return Err(JournalError::RecordNotUnderstood { seq, kind: PIECE.to_owned() });
        }
        Ok(record.payload)
    }

    /// Takes a document away for good, and its pieces: what they held is purged, and only that there was a
    /// document stays. Copies of the vault keep theirs until they are merged with this one.
    pub fn erase_document(
        &mut self,
        kind: &str,
        id: Id,
        pieces: &[Id],
        at: Moment,
    ) -> Result<(), JournalError> {
        let standing = self.index.db.query_one(
            "SELECT seq FROM document WHERE kind = ?1 AND id = ?2 AND live = 1",
            &[kind.into(), (&id).into()],
            |row| Ok::<_, VaultError>(row.integer(0)?.cast_unsigned()),
        )?;
        let Some(standing) = standing else { return Ok(()) };
        let mut purged = vec![standing];
        for piece in pieces {
            purged.extend(self.index.piece_seq(*piece)?);
        }
        self.put_document(kind, id, b"", at)?;
        self.vault.purge(&purged, at)?;
        // With the record of the purge itself, so that the pieces are not looked for among all rows.
        let last = self.vault.last_seq();
        self.index.cover(last, last, &self.vault, |db| {
            for piece in pieces {
                db.execute("DELETE FROM piece WHERE id = ?1", &[piece.into()])?;
            }
            Ok::<_, JournalError>(())
        })
    }
}
