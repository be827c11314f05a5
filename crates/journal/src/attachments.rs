//! Files of entries. A file is cut into pieces, one record each; the record that names them all comes last,
//! and with all of them in one transaction: a file is there whole or not at all. See docs/decisions/0065.

use std::{
    io::{ErrorKind, Read, Write},
    ops::ControlFlow,
};

use rand::Rng;
use sha2::{Digest, Sha256};
use vault::{Id, Moment, New, VaultError};
use zeroize::Zeroizing;

use crate::{
    Journal, JournalError,
    index::{Arrived, Index, hex},
    payload::{ATTACHMENT, AttachmentPayload, PIECE, to_json},
};

/// The bytes of a file that one record holds (4 MiB); the last piece of a file may have fewer.
pub const PIECE_BYTES: usize = 4 * 1024 * 1024;

/// A file that belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its own id.
    pub id: Id,
    /// The entry it belongs to.
    pub entry: Id,
    /// The file's name, as it was given.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// SHA-256 of the whole, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// When it was added.
    pub added: Moment,
}

/// A part of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostPiece {
    /// Where it begins, in bytes.
    pub offset: u64,
    /// How long it is.
    pub bytes: u64,
    /// The record it stood in, where that is known.
    pub record: Option<u64>,
    /// Why, as a code of failures: `record-damaged`, `record-purged`, `record-not-found`.
    pub code: &'static str,
}

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// How many bytes were written, those of lost pieces (zeros) counted.
    pub bytes: u64,
    /// Pieces that could not be read, in order.
    pub lost: Vec<LostPiece>,
    /// Whether these are, by SHA-256, the bytes that were added.
    pub whole: bool,
}

impl Journal {
    /// Adds a file to an entry, durable when this returns. A few pieces are in memory at any time, however
    /// long it is. `progress` gets the bytes read so far and may break off: `cancelled`, and nothing of the file
    /// was kept, as after any other failure.
    ///
    /// `entry-not-found` when there is no such entry, not even a draft; `name-empty`; a failure of `from` is
    /// `io`.
    pub fn attach(
        &mut self,
        entry: Id,
        name: &str,
        from: &mut dyn Read,
        at: Moment,
        rng: &mut dyn Rng,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Attachment, JournalError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        if self.index.standing(entry)?.is_none() && self.vault.draft(entry)?.is_none() {
            return Err(JournalError::EntryNotFound);
        }
        let device = self.device().to_owned();
        let first = self.vault.last_seq() + 1;
        let mut batch = self.vault.batch()?;
        self.index.cover_new(
            first,
            |db| {
                let mut append = |kind: &str, id: Id, payload: &[u8]| {
                    let new = New { kind, id, at, device: &device, payload };
                    let seq = batch.append(&new)?;
                    let arrived = Arrived { seq, kind, id, at, payload };
                    Index::take(db, &arrived, &|seq| Err(VaultError::RecordNotFound { seq }))?;
                    Ok::<_, JournalError>(seq)
                };
                let mut payload = AttachmentPayload {
                    entry,
                    name: name.to_owned(),
                    bytes: 0,
                    sha256: String::new(),
                    added: at,
                    piece_bytes: PIECE_BYTES as u64,
                    pieces: Vec::new(),
                };
                let mut whole = Sha256::new();
                let mut piece = Zeroizing::new(vec![0; PIECE_BYTES]);
                loop {
                    let read = fill(from, &mut piece)?;
                    if read > 0 {
                        let id = Id::generate(rng);
                        append(PIECE, id, &piece[..read])?;
                        whole.update(&piece[..read]);
                        payload.pieces.push(id);
                        payload.bytes += read as u64;
                    }
                    if progress(payload.bytes).is_break() {
                        return Err(VaultError::Cancelled.into());
                    }
                    if read < piece.len() {
                        break;
                    }
                }
                payload.sha256 = hex(&whole.finalize());
                let id = Id::generate(rng);
                let seq = append(ATTACHMENT, id, &to_json(&payload))?;
                let top = batch.last_digest()?;
                Ok((seq, top, (batch, attachment_of(id, payload))))
            },
            |(batch, attachment)| {
                batch.commit()?;
                Ok(attachment)
            },
        )
    }

    /// The files of an entry, in the order in which they were added.
    pub fn attachments(&self, entry: Id) -> Result<Vec<Attachment>, JournalError> {
        let mut found = self.index.db.query(
            "SELECT id, record, seq FROM attachment WHERE entry = ?1 AND record <> ''",
            &[(&entry).into()],
            |row| {
                let payload = understood(&row.text(1)?, row.integer(2)?.cast_unsigned())?;
                Ok::<_, JournalError>(attachment_of(row.id(0)?, payload))
            },
        )?;
        found.sort_by_key(|attachment| (attachment.added, attachment.id));
        Ok(found)
    }

    /// One file.
    pub fn attachment(&self, id: Id) -> Result<Attachment, JournalError> {
        Ok(attachment_of(id, self.attached(id)?.0))
    }

    /// Writes the bytes of a file, piece by piece. One that is damaged or missing is named and stands as
    /// zeros in its place, so that the rest is where it was. `progress` gets bytes done and in all, and may
    /// break off (`cancelled`).
    ///
    /// A failure of `to` is `io` or `disk-full`.
    pub fn read_attachment(
        &self,
        id: Id,
        to: &mut dyn Write,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<ReadBack, JournalError> {
        let (payload, _) = self.attached(id)?;
        let mut whole = Sha256::new();
        let mut read = ReadBack { bytes: 0, lost: Vec::new(), whole: false };
        for (offset, bytes, piece) in payload.layout() {
            if progress(read.bytes, payload.bytes).is_break() {
                return Err(VaultError::Cancelled.into());
            }
            match self.piece(piece, bytes)? {
                Ok(piece) => {
                    whole.update(&*piece);
                    to.write_all(&piece).map_err(JournalError::Folder)?;
                }
                Err((record, code)) => {
                    read.lost.push(LostPiece { offset, bytes, record, code });
                    std::io::copy(&mut std::io::repeat(0).take(bytes), to)
                        .map_err(JournalError::Folder)?;
                }
            }
            read.bytes += bytes;
        }
        let _ = progress(read.bytes, payload.bytes);
        read.whole = read.lost.is_empty()
            && read.bytes == payload.bytes
            && hex(&whole.finalize()) == payload.sha256;
        Ok(read)
    }

    /// A piece as it was written; else its record and what is wrong with it.
    #[expect(clippy::type_complexity, reason = "a piece, or where it should be and why it is not")]
    fn piece(
        &self,
        id: Id,
        bytes: u64,
    ) -> Result<Result<Zeroizing<Vec<u8>>, (Option<u64>, &'static str)>, JournalError> {
        let Some(seq) = self.index.piece_seq(id)? else {
            return Ok(Err((None, "record-not-found")));
        };
        Ok(match self.vault.read(seq) {
            Ok(record) if record.header.id == id && record.payload.len() as u64 == bytes => {
                Ok(record.payload)
            }
            Ok(_) => Err((Some(seq), "record-damaged")),
            Err(error) => match error.code() {
                code @ ("record-damaged" | "record-purged" | "record-not-found") => {
                    Err((Some(seq), code))
                }
                _ => return Err(error.into()),
            },
        })
    }

    /// Takes a file away for good: its pieces are purged, so their room is free again and no history keeps
    /// them. Copies of the vault keep theirs until they are merged with this one.
    pub fn detach(&mut self, id: Id, at: Moment) -> Result<(), JournalError> {
        let (payload, seq) = self.attached(id)?;
        let mut purged = vec![seq];
        for piece in &payload.pieces {
            purged.extend(self.index.piece_seq(*piece)?);
        }
        self.write(ATTACHMENT, id, at, b"", None)?;
        self.vault.purge(&purged, at)?;
        // With the record of the purge itself, so that the pieces are not looked for among all rows.
        let last = self.vault.last_seq();
        self.index.cover(last, last, &self.vault, |db| {
            for piece in &payload.pieces {
                db.execute("DELETE FROM piece WHERE id = ?1", &[piece.into()])?;
            }
            Ok(())
        })
    }

    fn attached(&self, id: Id) -> Result<(AttachmentPayload, u64), JournalError> {
        let found = self.index.db.query_one(
            "SELECT record, seq FROM attachment WHERE id = ?1 AND record <> ''",
            &[(&id).into()],
            |row| {
                let seq = row.integer(1)?.cast_unsigned();
                Ok::<_, JournalError>((understood(&row.text(0)?, seq)?, seq))
            },
        )?;
        found.ok_or(JournalError::AttachmentNotFound)
    }
}

fn attachment_of(id: Id, payload: AttachmentPayload) -> Attachment {
    let AttachmentPayload { entry, name, bytes, sha256, added, .. } = payload;
    Attachment { id, entry, name, bytes, sha256, added }
}

fn understood(record: &str, seq: u64) -> Result<AttachmentPayload, JournalError> {
    serde_json::from_str(record)
        .map_err(|_| JournalError::RecordNotUnderstood { seq, kind: ATTACHMENT.to_owned() })
}

/// Reads until `buffer` is full or the file ends; gives how much it read.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, JournalError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(JournalError::Folder(error)),
        }
    }
    Ok(filled)
}
