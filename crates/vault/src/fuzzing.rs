//! The readers of what comes out of a seal, for the fuzz targets and no other use (feature `fuzzing`).
//! In a vault these bytes are authenticated first, so nothing public leads a stranger's bytes to them.

use zeroize::Zeroizing;

use crate::envelope::{pack, pack_draft, unpack, unpack_draft};
use crate::head::Head;
use crate::{Id, New, Record, VaultError, Wrong};

/// Reads the plaintext of the record `seq` of `vault`.
pub fn record(plain: &[u8], vault: Id, seq: u64) -> Result<Record, Wrong> {
    unpack(Zeroizing::new(plain.to_vec()), vault, seq)
}

/// The plaintext of a record.
pub fn record_written(
    vault: Id,
    seq: u64,
    new: &New<'_>,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    pack(vault, seq, new)
}

/// Reads the plaintext of the draft `draft` of `vault`.
pub fn draft(plain: &[u8], vault: Id, draft: Id) -> Result<Zeroizing<Vec<u8>>, Wrong> {
    unpack_draft(Zeroizing::new(plain.to_vec()), vault, draft)
}

/// The plaintext of a draft.
pub fn draft_written(
    vault: Id,
    draft: Id,
    payload: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    pack_draft(vault, draft, payload)
}

/// Reads the plaintext of a head, and writes what was understood: the vault, and the bytes.
pub fn head(plain: &[u8]) -> Result<(Id, Zeroizing<Vec<u8>>), Wrong> {
    let (vault, head) = Head::unpack(plain)?;
    Ok((vault, head.pack(vault)))
}
