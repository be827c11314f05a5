//! The plaintext of a record: a line of JSON, the payload, zeros up to a padded size.
//! What a record says of itself is compared with where it stands.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::padding::padded;
use crate::{Id, Moment, VaultError, Wrong};

/// The version of a record's plaintext.
const VERSION: u32 = 1;

/// The largest payload of one record, in bytes.
pub const MAX_PAYLOAD: usize = 64 << 20;

/// A record to be kept.
#[derive(Clone, Copy)]
pub struct New<'a> {
    /// What sort of record it is: a short name of `a-z`, `0-9` and `-`.
    pub kind: &'a str,
    /// The caller's name of the thing.
    pub id: Id,
    /// When it was made.
    pub at: Moment,
    /// Which of the owner's machines made it.
    pub device: &'a str,
    /// The content.
    pub payload: &'a [u8],
}

/// What a record says of itself, in the first line of its plaintext.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the record's plaintext.
    pub v: u32,
    /// The vault it was made for.
    pub vault: Id,
    /// Its place in the vault, from 1 without gaps.
    pub seq: u64,
    /// What sort of record it is.
    pub kind: String,
    /// The caller's name of the thing.
    pub id: Id,
    /// When it was made.
    pub at: Moment,
    /// Which of the owner's machines made it.
    pub device: String,
    /// Bytes of payload after the line.
    pub length: u64,
}

/// Shows only the place and the kind.
impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Header");
        shown.field("seq", &self.seq).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A record that was read and found to be the one that was written.
pub struct Record {
    /// What it says of itself.
    pub header: Header,
    /// Its content.
    pub payload: Zeroizing<Vec<u8>>,
}

impl Record {
    /// What a record is wherever it stands and however it is sealed: the first 16 bytes of
    /// `SHA-256("tellable record 1" ‖ kind ‖ id ‖ at ‖ device ‖ payload)`, where each of the five
    /// parts is led by its length in 8 bytes, most significant first.
    pub(crate) fn content_key(&self) -> Id {
        let header = &self.header;
        let at = header.at.to_string();
        let mut hash = Sha256::new_with_prefix(b"tellable record 1");
        let parts = [
            header.kind.as_bytes(),
            header.id.as_bytes(),
            at.as_bytes(),
            header.device.as_bytes(),
            &self.payload,
        ];
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Id::from_bytes(key)
    }
}

/// Shows neither device nor content.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("seq", &self.header.seq).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    vault: Id,
    seq: u64,
    kind: &'a str,
    id: Id,
    at: Moment,
    device: &'a str,
    length: usize,
}

#[derive(Serialize, Deserialize)]
struct DraftLine {
    v: u32,
    vault: Id,
    draft: Id,
    length: u64,
}

/// The padded plaintext of the record `seq` of `vault`.
pub(crate) fn pack(vault: Id, seq: u64, new: &New<'_>) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let line = Line {
        v: VERSION,
        vault,
        seq,
        kind: new.kind,
        id: new.id,
        at: new.at,
        device: new.device,
        length: new.payload.len(),
    };
    fill(&line, new.payload)
}

/// The padded plaintext of a draft.
pub(crate) fn pack_draft(
    vault: Id,
    draft: Id,
    payload: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    fill(&DraftLine { v: VERSION, vault, draft, length: payload.len() as u64 }, payload)
}

/// The record in `plain`, if it is record `seq` of `vault`.
pub(crate) fn unpack(mut plain: Zeroizing<Vec<u8>>, vault: Id, seq: u64) -> Result<Record, Wrong> {
    let (line, rest) = split_line(&plain)?;
    let header: Header = serde_json::from_slice(&plain[..line]).map_err(|_| Wrong::Malformed)?;
    if header.v != VERSION {
        return Err(Wrong::Newer);
    }
    if header.vault != vault {
        return Err(Wrong::Foreign);
    }
    if header.seq != seq {
        return Err(Wrong::Misplaced);
    }
    cut(&mut plain, rest, header.length)?;
    Ok(Record { header, payload: plain })
}

/// The draft in `plain`, if it is the draft `draft` of `vault`.
pub(crate) fn unpack_draft(
    mut plain: Zeroizing<Vec<u8>>,
    vault: Id,
    draft: Id,
) -> Result<Zeroizing<Vec<u8>>, Wrong> {
    let (line, rest) = split_line(&plain)?;
    let header: DraftLine = serde_json::from_slice(&plain[..line]).map_err(|_| Wrong::Malformed)?;
    if header.v != VERSION {
        return Err(Wrong::Newer);
    }
    if header.vault != vault {
        return Err(Wrong::Foreign);
    }
    if header.draft != draft {
        return Err(Wrong::Misplaced);
    }
    cut(&mut plain, rest, header.length)?;
    Ok(plain)
}

/// Whether a caller may use this kind.
pub(crate) fn kind_is_usable(kind: &str) -> bool {
    let letters = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=64).contains(&kind.len()) && kind.bytes().all(letters) && !crate::OWN_KINDS.contains(&kind)
}

fn fill(line: &impl Serialize, payload: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(VaultError::RecordTooLarge {
            length: payload.len() as u64,
            max: MAX_PAYLOAD as u64,
        });
    }
    let line = Zeroizing::new(serde_json::to_vec(line).expect("a line of plain fields"));
    let length = line.len() + 1 + payload.len();
    let size = padded(length);
    let mut plain = Zeroizing::new(Vec::with_capacity(size));
    plain.extend_from_slice(&line);
    plain.push(b'\n');
    plain.extend_from_slice(payload);
    plain.resize(size, 0);
    Ok(plain)
}

/// Where the first line ends and where the payload begins.
fn split_line(plain: &[u8]) -> Result<(usize, usize), Wrong> {
    let line = plain.iter().position(|&byte| byte == b'\n').ok_or(Wrong::Malformed)?;
    Ok((line, line + 1))
}

/// Leaves only the payload, in place.
fn cut(plain: &mut Vec<u8>, start: usize, length: u64) -> Result<(), Wrong> {
    let length = usize::try_from(length).map_err(|_| Wrong::Malformed)?;
    let end = start.checked_add(length).filter(|&end| end <= plain.len());
    let end = end.ok_or(Wrong::Malformed)?;
    if plain[end..].iter().any(|&byte| byte != 0) {
        return Err(Wrong::Malformed);
    }
    plain.copy_within(start..end, 0);
    // The rest is wiped with the buffer: zeroize clears the whole capacity.
    plain.truncate(length);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(payload: &[u8]) -> New<'_> {
        New {
            kind: "revision",
            id: Id::from_bytes([7; 16]),
            at: "2026-11-22T14:28:33+01:00".parse().expect("an instant"),
            device: "desk",
            payload,
        }
    }

    #[test]
    fn a_record_is_only_what_it_says_it_is() {
        let vault = Id::from_bytes([1; 16]);
        let plain = pack(vault, 3, &new(b"text")).expect("packs");
        assert_eq!(plain.len(), 1024);
        let copy = || Zeroizing::new(plain.to_vec());
        assert_eq!(&**unpack(copy(), vault, 3).expect("fits").payload, b"text");
        assert_eq!(unpack(copy(), vault, 4).map(|_| ()), Err(Wrong::Misplaced));
        assert_eq!(unpack(copy(), Id::from_bytes([2; 16]), 3).map(|_| ()), Err(Wrong::Foreign));
        let mut long = copy();
        long[1023] = 1;
        assert_eq!(unpack(long, vault, 3).map(|_| ()), Err(Wrong::Malformed));
    }

    #[test]
    fn every_length_reads_back_and_has_the_size_of_its_class() {
        let vault = Id::from_bytes([1; 16]);
        let line = pack(vault, 3, &new(b"")).expect("packs");
        let line = line.iter().position(|&byte| byte == b'\n').expect("a line");
        for length in 0..2_200 {
            let payload = vec![7; length];
            let plain = pack(vault, 3, &new(&payload)).expect("packs");
            // The header names the length: its own grows by a digit now and then.
            let digits = length.max(1).ilog10() as usize;
            assert_eq!(plain.len(), padded(line + digits + 1 + length), "{length}");
            assert_eq!(*unpack(plain, vault, 3).expect("fits").payload, payload, "{length}");
        }
    }

    #[test]
    fn the_largest_payload_fits_and_one_byte_more_does_not() {
        let vault = Id::from_bytes([1; 16]);
        let mut payload = vec![7; MAX_PAYLOAD];
        assert!(pack(vault, 3, &new(&payload)).is_ok());
        payload.push(7);
        let refused = pack(vault, 3, &new(&payload)).map(drop).map_err(|error| error.code());
        assert_eq!(refused, Err("record-too-large"));
    }

    #[test]
    fn kinds_of_the_vault_itself_are_not_for_callers() {
        for kind in ["index-key", "purge", "lost", "", "Upper", "a b", &"a".repeat(65)] {
            assert!(!kind_is_usable(kind), "{kind}");
        }
        assert!(kind_is_usable("share-review-2"));
    }
}
