//! The vault's own share identity: an age key that others can seal letters to. Its secret stands in the
//! vault and nowhere else. See docs/decisions/0075.

use journal::Journal;
use rand::Rng;
use serde::{Deserialize, Serialize};
use vault::{Id, Moment, RecoveryKey};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::LettersError;

/// The kind of document under which share identities are kept.
const KIND: &str = "share-identity";
/// The version written here.
const VERSION: u32 = 1;

/// The public side of a share identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The age recipient, `age1…`, to give away.
    pub recipient: String,
    /// When it was made.
    pub made: Moment,
}

/// As the vault keeps it.
#[derive(Serialize, Deserialize)]
struct Stored {
    v: u32,
    /// Which one it is, from 1: a clock that went back changes nothing about which is the newest.
    nth: u32,
    made: Moment,
    secret: Secret,
}

/// An `AGE-SECRET-KEY-1…` line, wiped when it goes.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
struct Secret(String);

/// The vault's share identity: the one made last. `None` until one is made.
pub fn identity(journal: &Journal) -> Result<Option<Identity>, LettersError> {
    let newest = generations(journal)?.pop();
    Ok(newest.map(|(_, made, key)| Identity { recipient: key.recipient().to_string(), made }))
}

/// Makes a share identity, the first or another one; durable when this returns. Letters sealed to
/// earlier ones open as before. The secret comes from the system's randomness, as every key does; `rng`
/// gives the record its name.
pub fn make_identity(
    journal: &mut Journal,
    at: Moment,
    rng: &mut dyn Rng,
) -> Result<Identity, LettersError> {
    let nth = generations(journal)?.pop().map_or(1, |(nth, ..)| nth.saturating_add(1));
    let key = RecoveryKey::generate();
    let stored = Stored { v: VERSION, nth, made: at, secret: Secret(key.expose().to_owned()) };
    // Room for all of it at once: a buffer that grows leaves unwiped copies behind.
    let mut json = Zeroizing::new(Vec::with_capacity(512));
    serde_json::to_writer(&mut *json, &stored).expect("plain shapes have JSON");
    journal.put_document(KIND, Id::generate(rng), &json, at)?;
    Ok(Identity { recipient: key.recipient().to_string(), made: at })
}

/// Every share identity there is or was, the newest first.
pub(crate) fn keys(journal: &Journal) -> Result<Vec<RecoveryKey>, LettersError> {
    Ok(generations(journal)?.into_iter().rev().map(|(.., key)| key).collect())
}

/// Every share identity, the oldest first.
fn generations(journal: &Journal) -> Result<Vec<(u32, Moment, RecoveryKey)>, LettersError> {
    let mut all = Vec::new();
    for (_, json) in journal.documents(KIND)? {
        // One of a later program, or one that is not whole, is no reason to lose the others.
        let Ok(stored) = serde_json::from_slice::<Stored>(&json) else { continue };
        let Ok(key) = RecoveryKey::parse(&stored.secret.0) else { continue };
        all.push((stored.nth, stored.made, key));
    }
    all.sort_by_key(|(nth, made, _)| (*nth, *made));
    Ok(all)
}
