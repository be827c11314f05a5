//! Things of which the newest state counts: people, documents, the trash, attachments. Which one that is
//! depends on what the records say and never on the order in which they came, so that two copies of a vault
//! that hold the same records show the same. See docs/decisions/0063.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use vault::{Id, Moment, SealedDatabase, Value};

use super::{Arrived, Index, number};
use crate::{
    JournalError,
    payload::{ATTACHMENT, AttachmentPayload, PERSON, TRASH, TrashPayload},
};

/// A later state of the same thing is at least so much later.
const STEP: i64 = 1_000;

/// By what states of one thing are ordered: microseconds, then a digest of what the record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub at: i64,
    pub digest: [u8; 16],
}

impl Rank {
    pub fn of(at: Moment, payload: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(payload).into();
        let mut digest = [0; 16];
        digest.copy_from_slice(&hash[..16]);
        Self { at: at.timestamp().as_microsecond(), digest }
    }
}

impl Index {
    /// `at`, or a little after the newest known state of this thing where the clock stands before it.
    pub fn not_before(&self, kind: &str, id: Id, at: Moment) -> Result<Moment, JournalError> {
        let known = match kind {
            PERSON => self.known_at("SELECT at FROM person WHERE id = ?1", &[(&id).into()]),
            TRASH => self.known_at(
                "SELECT at FROM trash WHERE entry = ?1 ORDER BY at DESC LIMIT 1",
                &[(&id).into()],
            ),
            ATTACHMENT => self.known_at("SELECT at FROM attachment WHERE id = ?1", &[(&id).into()]),
            _ => self.known_at(
                "SELECT at FROM document WHERE kind = ?1 AND id = ?2",
                &[kind.into(), (&id).into()],
            ),
        }?;
        Ok(match known {
            Some(known) if at.timestamp().as_microsecond() <= known => {
                let after = Timestamp::from_microsecond(known.saturating_add(STEP));
                Moment::new(after.unwrap_or(Timestamp::MAX), at.offset())
            }
            _ => at,
        })
    }

    fn known_at(&self, sql: &str, values: &[Value<'_>]) -> Result<Option<i64>, JournalError> {
        Ok(self.db.query_one(sql, values, |row| row.integer(0))?)
    }
}

pub(super) fn take_trash(
    db: &SealedDatabase,
    arrived: &Arrived<'_>,
    payload: &TrashPayload,
) -> Result<(), JournalError> {
    let rank = Rank::of(arrived.at, arrived.payload);
    let heads = joined(&payload.heads);
    db.execute(
        "INSERT OR IGNORE INTO trash (entry, seq, at, digest, heads) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            (&payload.entry).into(),
            number(arrived.seq),
            Value::Integer(rank.at),
            Value::Blob(&rank.digest),
            Value::Blob(&heads),
        ],
    )?;
    Ok(())
}

pub(super) fn take_person(db: &SealedDatabase, arrived: &Arrived<'_>) -> Result<(), JournalError> {
    let Ok(record) = std::str::from_utf8(arrived.payload) else { return Ok(()) };
    let rank = Rank::of(arrived.at, arrived.payload);
    db.execute(
        "INSERT INTO person (id, seq, at, digest, record) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE
         SET seq = excluded.seq, at = excluded.at, digest = excluded.digest, record = excluded.record
         WHERE (excluded.at, excluded.digest) > (at, digest)",
        &[
            (&arrived.id).into(),
            number(arrived.seq),
            Value::Integer(rank.at),
            Value::Blob(&rank.digest),
            record.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn take_document(
    db: &SealedDatabase,
    arrived: &Arrived<'_>,
) -> Result<(), JournalError> {
    let rank = Rank::of(arrived.at, arrived.payload);
    let changed = db.execute(
        "INSERT INTO document (kind, id, seq, at, digest, live) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (kind, id) DO UPDATE
         SET seq = excluded.seq, at = excluded.at, digest = excluded.digest, live = excluded.live, alone = 0
         WHERE (excluded.at, excluded.digest) > (at, digest)",
        &[
            arrived.kind.into(),
            (&arrived.id).into(),
            number(arrived.seq),
            Value::Integer(rank.at),
            Value::Blob(&rank.digest),
            Value::Integer((!arrived.payload.is_empty()).into()),
        ],
    )?;
    if changed == 0 {
        let sql = "UPDATE document SET alone = 0 WHERE kind = ?1 AND id = ?2";
        db.execute(sql, &[arrived.kind.into(), (&arrived.id).into()])?;
    }
    Ok(())
}

pub(super) fn take_attachment(
    db: &SealedDatabase,
    arrived: &Arrived<'_>,
) -> Result<(), JournalError> {
    let Ok(record) = std::str::from_utf8(arrived.payload) else { return Ok(()) };
    let entry = match serde_json::from_str::<AttachmentPayload>(record) {
        Ok(payload) => payload.entry,
        Err(_) if record.is_empty() => Id::from_bytes([0; 16]),
        Err(_) => return Ok(()),
    };
    let rank = Rank::of(arrived.at, arrived.payload);
    db.execute(
        "INSERT INTO attachment (id, seq, at, digest, entry, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE
         SET seq = excluded.seq, at = excluded.at, digest = excluded.digest, entry = excluded.entry,
             record = excluded.record
         WHERE (excluded.at, excluded.digest) > (at, digest)",
        &[
            (&arrived.id).into(),
            number(arrived.seq),
            Value::Integer(rank.at),
            Value::Blob(&rank.digest),
            (&entry).into(),
            record.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn take_piece(db: &SealedDatabase, arrived: &Arrived<'_>) -> Result<(), JournalError> {
    db.execute(
        "INSERT OR IGNORE INTO piece (id, seq) VALUES (?1, ?2)",
        &[(&arrived.id).into(), number(arrived.seq)],
    )?;
    Ok(())
}

/// Ids one after the other, 16 bytes each.
pub(crate) fn joined(ids: &[Id]) -> Vec<u8> {
    ids.iter().flat_map(|id| *id.as_bytes()).collect()
}

/// The ids that [`joined`] put together.
pub(crate) fn apart(bytes: &[u8]) -> Vec<Id> {
    let (ids, _) = bytes.as_chunks::<16>();
    ids.iter().map(|id| Id::from_bytes(*id)).collect()
}
