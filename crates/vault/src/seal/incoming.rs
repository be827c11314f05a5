//! Age files that come from somebody else: what they need to be opened, and opening them with more
//! than one key. Nothing a header says makes this spend much before a key has fitted.

use std::io::Read as _;

use age::armor::ArmoredReader;
use age::{Decryptor, Identity};
use zeroize::Zeroizing;

use super::{open_by, opening};
use crate::VaultError;
use crate::keys::RecoveryKey;

/// The longest header that is read, in bytes. Each of its stanzas costs every key a try, so a header
/// without end would cost work without end; the longest that is known is below a tenth of this.
const HEADER_LIMIT: usize = 64 << 10;
/// Where the header ends: the line of its MAC.
const MAC_LINE: &[u8] = b"\n---";
const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const VERSION_LINE: &[u8] = b"age-encryption.org/v";

/// What an age file needs to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The passphrase it was sealed with.
    Passphrase,
    /// A key of somebody it was sealed to.
    Identity,
}

/// Whether `bytes` say of themselves that they are an age file, armored or not.
pub fn is_age(bytes: &[u8]) -> bool {
    bytes.starts_with(VERSION_LINE) || bytes.trim_ascii_start().starts_with(BEGIN)
}

/// The binary age file that `bytes` are, or hold in armor.
///
/// `seal-damaged` when the armor is not whole.
pub fn dearmored(bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
    // A mail leaves blank lines around it.
    let armor = if bytes.starts_with(VERSION_LINE) { bytes } else { bytes.trim_ascii() };
    let mut plain = Vec::with_capacity(bytes.len());
    ArmoredReader::new(armor).read_to_end(&mut plain).map_err(|_| VaultError::SealDamaged)?;
    Ok(plain)
}

/// What this binary age file needs; nothing is tried.
///
/// `seal-damaged` when it is none, or its header is longer than any that is known.
pub fn needs(sealed: &[u8]) -> Result<Needs, VaultError> {
    let window = &sealed[..sealed.len().min(HEADER_LIMIT)];
    if !window.windows(MAC_LINE.len()).any(|four| four == MAC_LINE) {
        return Err(VaultError::SealDamaged);
    }
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| opening(&error))?;
    Ok(if decryptor.is_scrypt() { Needs::Passphrase } else { Needs::Identity })
}

/// What an age file holds, opened by whichever of these X25519 identities fits.
///
/// `seal-unopened` when none does, `seal-damaged` as [`needs`] says it.
pub fn open_with_identities(
    identities: &[RecoveryKey],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    needs(sealed)?;
    open_by(identities.iter().map(|key| key.identity() as &dyn Identity), sealed)
}
