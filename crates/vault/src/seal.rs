//! The only place that names the age crate's sealing: to the vault itself, to a passphrase, and to
//! other people. Plaintext coming out is wiped when dropped; work on passphrases is capped.

use std::fmt;
use std::io::{Read, Write};
use std::iter;
use std::str::FromStr;

use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use crate::keys::{Passphrase, RecoveryKey, WorkFactor};
use crate::{Cause, VaultError};

mod incoming;

pub use incoming::{Needs, dearmored, is_age, needs, open_with_identities};

/// Somebody an age file can be sealed to: `age1…`, `age1tag1…`, `age1tagpq1…` or `ssh-ed25519 …`.
///
/// RSA keys of ssh are refused.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(Key);

#[derive(Clone)]
enum Key {
    X25519(age::x25519::Recipient),
    /// A key in hardware (P-256).
    Tag(age::tag::Recipient),
    /// A key in hardware that a quantum computer does not open either (ML-KEM-768 with P-256).
    TagPq(Box<age::tagpq::Recipient>),
    Ssh(age::ssh::Recipient),
}

impl Key {
    fn as_age(&self) -> &dyn age::Recipient {
        match self {
            Self::X25519(key) => key,
            Self::Tag(key) => key,
            Self::TagPq(key) => key.as_ref(),
            Self::Ssh(key) => key,
        }
    }
}

/// As they are written, which is the same for the same key.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Key {}

impl FromStr for Recipient {
    type Err = VaultError;

    /// White space around it, and the comment at the end of an ssh key, mean nothing.
    fn from_str(text: &str) -> Result<Self, VaultError> {
        let text = text.trim();
        if text.contains(['\n', '\r']) {
            return Err(VaultError::RecipientInvalid);
        }
        let key = if text.starts_with("ssh-ed25519 ") {
            match text.parse() {
                Ok(key @ age::ssh::Recipient::SshEd25519(..)) => Some(Key::Ssh(key)),
                _ => None,
            }
        } else {
            text.parse()
                .map(Key::X25519)
                .ok()
                .or_else(|| text.parse().map(Key::Tag).ok())
                .or_else(|| text.parse().map(|key| Key::TagPq(Box::new(key))).ok())
        };
        key.map(Self).ok_or(VaultError::RecipientInvalid)
    }
}

impl Recipient {
    /// Whether somebody with a quantum computer, too, cannot open what is sealed to it.
    pub const fn is_post_quantum(&self) -> bool {
        matches!(self.0, Key::TagPq(_))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::X25519(key) => key.fmt(f),
            Self::Tag(key) => key.fmt(f),
            Self::TagPq(key) => key.fmt(f),
            Self::Ssh(key) => key.fmt(f),
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

impl RecoveryKey {
    /// The public side of the key, to seal to.
    pub fn recipient(&self) -> Recipient {
        Recipient(Key::X25519(self.identity().to_public()))
    }
}

/// An age file that each of `recipients` can open.
///
/// `recipient-invalid` when there are none, or when a post-quantum one stands beside others: the file
/// would be no safer than the weakest of them.
pub fn to_recipients(recipients: &[Recipient], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let all = recipients.iter().map(|recipient| recipient.0.as_age());
    let encryptor = Encryptor::with_recipients(all).map_err(|_| VaultError::RecipientInvalid)?;
    write_out(encryptor, plain)
}

/// An age file that opens with `passphrase`, at the cost of `work` a guess.
pub fn with_passphrase(
    passphrase: &Passphrase,
    work: WorkFactor,
    plain: &[u8],
) -> Result<Vec<u8>, VaultError> {
    passphrase.check()?;
    let mut recipient = age::scrypt::Recipient::new(passphrase.secret());
    recipient.set_work_factor(work.log_n());
    seal(&recipient, plain)
}

/// What an age file holds, opened by a passphrase; refuses work above [`WorkFactor::MAX`].
pub fn open_with_passphrase(
    passphrase: &Passphrase,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut identity = age::scrypt::Identity::new(passphrase.secret());
    identity.set_max_work_factor(WorkFactor::MAX.log_n());
    open(&identity, sealed)
}

/// What an age file holds, opened by an X25519 identity.
pub fn open_with_identity(
    identity: &RecoveryKey,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    open(identity.identity(), sealed)
}

/// One age file for one recipient.
pub(crate) fn seal(recipient: &dyn age::Recipient, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    write_out(begin(recipient)?, plain)
}

/// An age file whose header is done and whose content is not.
pub(crate) fn begin(recipient: &dyn age::Recipient) -> Result<Encryptor, VaultError> {
    Encryptor::with_recipients(iter::once(recipient)).map_err(|error| sealing(error.into()))
}

/// Opens one age file. Room for the plaintext is made once, so that no copy is left behind.
pub(crate) fn open(
    identity: &dyn age::Identity,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    open_by(iter::once(identity), sealed)
}

/// As [`open`], by whichever of these fits.
fn open_by<'a>(
    identities: impl Iterator<Item = &'a dyn age::Identity>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| opening(&error))?;
    let mut reader = decryptor.decrypt(identities).map_err(|error| opening(&error))?;
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader.read_to_end(&mut plain).map_err(|_| VaultError::SealDamaged)?;
    Ok(plain)
}

pub(crate) fn write_out(encryptor: Encryptor, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    // Header with one X25519 stanza and age's random grease: below 512 bytes; 16 bytes a chunk. With
    // more or longer stanzas it grows: what is in it then is ciphertext.
    let sealed = Vec::with_capacity(plain.len() + plain.len() / 4096 + 512);
    let mut writer = encryptor.wrap_output(sealed).map_err(|error| sealing(error.into()))?;
    writer.write_all(plain).map_err(|error| sealing(error.into()))?;
    writer.finish().map_err(|error| sealing(error.into()))
}

fn sealing(source: Cause) -> VaultError {
    VaultError::Io { what: "sealing", source }
}

fn opening(error: &DecryptError) -> VaultError {
    match error {
        DecryptError::ExcessiveWork { .. } => {
            VaultError::WorkFactorTooHigh { max: WorkFactor::MAX.log_n() }
        }
        // The stanza's body is authenticated by the key, so a wrong key looks like this.
        DecryptError::NoMatchingKeys
        | DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed => VaultError::SealUnopened,
        _ => VaultError::SealDamaged,
    }
}
