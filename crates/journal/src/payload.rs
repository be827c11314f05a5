//! What stands in the journal's records, as JSON. See docs/decisions/0011.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::{Content, Person};

/// Kind of a record that holds one revision; its id is the revision's.
pub(crate) const REVISION: &str = "revision";
/// Kind of a record that holds a person; its id is the person's.
pub(crate) const PERSON: &str = "person";
/// Kind of a record by which an entry goes into the trash or comes back; its id is the entry's.
pub(crate) const TRASH: &str = "trash";
/// Kind of a record that makes a file of an entry whole; its id is the attachment's.
pub(crate) const ATTACHMENT: &str = "attachment";
/// Kind of a record that holds a part of a file, as it is; its id is the piece's.
pub(crate) const PIECE: &str = "piece";
/// What [`Journal::put_document`](crate::Journal::put_document) does not take.
pub(crate) const KINDS: [&str; 5] = [REVISION, PERSON, TRASH, ATTACHMENT, PIECE];

/// One saved state of an entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RevisionPayload<'a> {
    pub entry: Id,
    /// The revisions this one follows.
    pub parents: Vec<Id>,
    pub written: Moment,
    pub content: Cow<'a, Content>,
    /// Front matter without a field of its own, kept from an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Cow<'a, str>>,
    /// Digest of the file it was imported from, so that the same file is known again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The entry is in the trash as long as its heads are these; with none it is out of the trash.
/// So whatever is written after a deletion, or beside it on another copy, brings the entry back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TrashPayload {
    pub entry: Id,
    pub heads: Vec<Id>,
}

/// A file of an entry, whose bytes are the pieces' one after the other. An empty payload means that it was
/// taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttachmentPayload {
    pub entry: Id,
    pub name: String,
    pub bytes: u64,
    /// SHA-256 of the whole, in hexadecimal.
    pub sha256: String,
    pub added: Moment,
    /// How many bytes each piece has but the last, which may have fewer.
    pub piece_bytes: u64,
    pub pieces: Vec<Id>,
}

impl AttachmentPayload {
    /// Where each piece begins in the whole, how long it is, and its name.
    pub fn layout(&self) -> impl Iterator<Item = (u64, u64, Id)> {
        (0..).zip(&self.pieces).map(|(n, id)| {
            let offset = self.piece_bytes.saturating_mul(n);
            (offset, self.bytes.saturating_sub(offset).min(self.piece_bytes), *id)
        })
    }
}

/// A person as they stand in a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PersonPayload<'a> {
    #[serde(flatten)]
    pub person: Cow<'a, Person>,
    /// Taken out of the list, for as long as no entry names them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// What is typed and not yet a revision.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DraftPayload<'a> {
    pub written: Moment,
    pub content: Cow<'a, Content>,
}

/// JSON in memory that is wiped when it goes.
pub(crate) fn to_json<T: Serialize>(payload: &T) -> Zeroizing<Vec<u8>> {
    // Room for all of it at once: a buffer that grows leaves unwiped copies behind.
    let mut measure = Measure(0);
    serde_json::to_writer(&mut measure, payload).expect("plain shapes have JSON");
    let mut json = Zeroizing::new(Vec::with_capacity(measure.0));
    serde_json::to_writer(&mut *json, payload).expect("plain shapes have JSON");
    json
}

struct Measure(usize);

impl std::io::Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
