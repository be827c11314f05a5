//! What the index is given of a record.

use vault::{Id, Moment, Record};

/// A record that arrives at the index.
pub(crate) struct Arrived<'a> {
    pub seq: u64,
    pub kind: &'a str,
    pub id: Id,
    pub at: Moment,
    pub payload: &'a [u8],
}

impl<'a> Arrived<'a> {
    /// A record as the vault gives it.
    pub fn of(record: &'a Record) -> Self {
        let header = &record.header;
        Self {
            seq: header.seq,
            kind: &header.kind,
            id: header.id,
            at: header.at,
            payload: &record.payload,
        }
    }
}
