//! A kept letter as the vault holds it: one small document that says what it is and names its pieces, which
//! are the letter's own bytes one after the other. See docs/decisions/0074.

use jiff::civil::Date;
use journal::{Journal, PIECE_BYTES};
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use share::{Answers, Letter, RetellingRule};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::{LettersError, line};

/// The kind of document that a kept letter is.
const KIND: &str = "letter";
/// The kind of document that says anew whose letter it is; its id is the kept letter's.
const FROM: &str = "letter-from";
/// The version written here.
const VERSION: u32 = 1;

/// Who told it: somebody of the vault's people, and what they were called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Teller {
    pub person: Id,
    pub name: String,
}

/// What is listed of a letter without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    v: u32,
    /// The letter's own id.
    pub letter: Id,
    pub received: Moment,
    pub from: Teller,
    pub at: Date,
    pub rule: RetellingRule,
    pub title: Option<String>,
    pub answers: Option<Answers>,
    bytes: u64,
    /// SHA-256 of the whole.
    pub sha256: [u8; 32],
    pub pieces: Vec<Id>,
}

impl Stored {
    /// Keeps a letter, whole or not at all, and gives what it is kept as.
    pub fn keep(
        journal: &mut Journal,
        letter: &Letter,
        from: Teller,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Id, LettersError> {
        let bytes = Zeroizing::new(letter.encode()?);
        let mut stored = Self {
            v: VERSION,
            letter: letter.id,
            received: at,
            from,
            at: letter.at,
            rule: letter.rule,
            title: letter.title.as_deref().map(line).filter(|title| !title.is_empty()),
            answers: letter.answers,
            bytes: bytes.len() as u64,
            sha256: Sha256::digest(&bytes).into(),
            pieces: Vec::new(),
        };
        let id = Id::generate(rng);
        let pieces: Vec<&[u8]> = bytes.chunks(PIECE_BYTES).collect();
        let json = |names: &[Id]| {
            names.clone_into(&mut stored.pieces);
            Zeroizing::new(serde_json::to_vec(&stored).expect("plain shapes have JSON"))
        };
        journal.put_document_with_pieces(KIND, id, &pieces, json, at, rng)?;
        Ok(id)
    }

    /// Every letter that is kept, in the order in which they came. One that a later program keeps otherwise
    /// is passed over.
    pub fn all(journal: &Journal) -> Result<Vec<(Id, Self)>, LettersError> {
        let documents = journal.documents(KIND)?.into_iter();
        let understood = documents.filter_map(|(id, json)| {
            let stored: Self = serde_json::from_slice(&json).ok()?;
            (stored.v == VERSION).then_some((id, stored))
        });
        let mut all: Vec<_> = understood.collect();
        all.sort_by_key(|(id, stored)| (stored.received, *id));
        Ok(all)
    }

    /// Its bytes read back. `record-damaged` when they are not those that were kept.
    pub fn read(&self, journal: &Journal) -> Result<Letter, LettersError> {
        let damaged =
            || journal::JournalError::RecordNotUnderstood { seq: 0, kind: KIND.to_owned() };
        let room = usize::try_from(self.bytes).map_err(|_| damaged())?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(room.min(crate::FILE_LIMIT)));
        for piece in &self.pieces {
            let piece = journal.document_piece(*piece)?;
            if bytes.len() + piece.len() > room {
                return Err(damaged().into());
            }
            bytes.extend_from_slice(&piece);
        }
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != self.sha256 {
            return Err(damaged().into());
        }
        Ok(Letter::parse(&bytes)?)
    }

    /// Takes it away for good.
    pub fn erase(&self, journal: &mut Journal, id: Id, at: Moment) -> Result<(), LettersError> {
        journal.remove_document(FROM, id, at)?;
        Ok(journal.erase_document(KIND, id, &self.pieces, at)?)
    }
}

impl Teller {
    /// Says anew whose letter it is.
    pub fn put(&self, journal: &mut Journal, id: Id, at: Moment) -> Result<(), LettersError> {
        let json = Zeroizing::new(serde_json::to_vec(self).expect("plain shapes have JSON"));
        Ok(journal.put_document(FROM, id, &json, at)?)
    }

    /// What was said anew, of every letter, in the order in which it was said.
    pub fn all(journal: &Journal) -> Result<Vec<(Id, Self)>, LettersError> {
        let documents = journal.documents(FROM)?.into_iter();
        Ok(documents
            .filter_map(|(id, json)| Some((id, serde_json::from_slice(&json).ok()?)))
            .collect())
    }
}
