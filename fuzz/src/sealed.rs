//! What lies behind the seals: records, drafts, heads.

use vault::{Id, New, Wrong, fuzzing};

const VAULT: Id = Id::from_bytes([1; 16]);
const DRAFT: Id = Id::from_bytes([2; 16]);
const SEQ: u64 = 7;

/// A record or draft that is understood is this one and no other, says how long it is, and is
/// understood the same when it is written anew.
pub fn record(bytes: &[u8]) {
    if let Ok(record) = fuzzing::record(bytes, VAULT, SEQ) {
        let header = &record.header;
        assert_eq!((header.vault, header.seq), (VAULT, SEQ), "another's record");
        assert_eq!(header.length, record.payload.len() as u64, "another length");
        assert_eq!(fuzzing::record(bytes, VAULT, SEQ + 1).err(), Some(Wrong::Misplaced));
        assert_eq!(fuzzing::record(bytes, DRAFT, SEQ).err(), Some(Wrong::Foreign));
        let payload = &record.payload;
        let (kind, device) = (header.kind.as_str(), header.device.as_str());
        let new = New { kind, id: header.id, at: header.at, device, payload };
        let written = fuzzing::record_written(VAULT, SEQ, &new).expect("it was one");
        let again = fuzzing::record(&written, VAULT, SEQ).expect("it reads back");
        assert!(again.header == *header && again.payload == *payload, "it reads back as it was");
    }
    if let Ok(payload) = fuzzing::draft(bytes, VAULT, DRAFT) {
        assert_eq!(fuzzing::draft(bytes, VAULT, VAULT).err(), Some(Wrong::Misplaced));
        let written = fuzzing::draft_written(VAULT, DRAFT, &payload).expect("it was one");
        assert!(fuzzing::draft(&written, VAULT, DRAFT).as_ref() == Ok(&payload), "as it was");
    }
}

/// A head that is understood is understood the same when it is written anew, and all are one size.
pub fn head(bytes: &[u8]) {
    if let Ok((vault, written)) = fuzzing::head(bytes) {
        assert_eq!(written.len(), 256);
        assert!(fuzzing::head(&written) == Ok((vault, written)), "a head reads back as it was");
    }
}
