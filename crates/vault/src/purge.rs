//! Real deletion: a record's content goes, its digest stays so that the chain still holds, and a
//! sealed purge record says which were meant to go, by number and by content key, so that another
//! copy of the vault, which may count differently, does not bring them back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::envelope::New;
use crate::{Id, Moment, OWN_KINDS, Record, Vault, VaultError};

/// The payload of a purge record.
#[derive(Serialize, Deserialize)]
pub(crate) struct Purged {
    /// The records whose content went.
    pub seqs: Vec<u64>,
    /// Their content keys, as far as they could still be read, and those that a merge learned of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Id>,
}

impl Purged {
    /// The places that a record names, if it is one of these.
    pub fn named_in(record: &Record) -> Vec<u64> {
        let purged =
            (record.header.kind == "purge").then(|| serde_json::from_slice(&record.payload));
        purged.and_then(Result::ok).map_or_else(Vec::new, |purged: Self| purged.seqs)
    }
}

impl Record {
    /// The numbers of the records whose content this one says went for good; none when it is of
    /// another kind than `purge`.
    pub fn purges(&self) -> Vec<u64> {
        Purged::named_in(self)
    }
}

impl Vault {
    /// Deletes the content of these records for good, in one transaction. Records purged before
    /// are passed over; damaged ones can be purged.
    ///
    /// The freed bytes are overwritten in the file and the log is emptied. What copies of the
    /// file, backups or the file system's own history hold is beyond reach.
    ///
    /// `record-kept` for the vault's own records, `record-not-found` for one that never was.
    pub fn purge(&mut self, seqs: &[u64], at: Moment) -> Result<(), VaultError> {
        self.writable()?;
        self.settle()?;
        let (mut going, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for &seq in seqs {
            match self.read_or_purged(seq) {
                Ok(None) => {}
                Ok(Some(record)) if seq == 1 || OWN_KINDS.contains(&&*record.header.kind) => {
                    return Err(VaultError::RecordKept { seq });
                }
                Ok(Some(record)) => {
                    going.insert(seq);
                    keys.insert(record.content_key());
                }
                Err(VaultError::RecordDamaged { .. }) if seq != 1 => {
                    going.insert(seq);
                }
                Err(error) => return Err(error),
            }
        }
        if going.is_empty() {
            return Ok(());
        }
        let seqs = going.iter().copied().collect();
        let purged = Purged { seqs, keys: keys.into_iter().collect() };
        let payload = serde_json::to_vec(&purged).expect("lists of numbers and ids");
        let id = self.purge_id();
        let new = New { kind: "purge", id, at, device: "", payload: &payload };
        let mut batch = self.batch()?;
        batch.append_own(&new)?;
        for seq in going {
            batch.blank(seq)?;
        }
        batch.commit()?;
        self.purges += 1;
        // The old pages are still in the log until it is emptied.
        self.checkpoint()
    }

    /// A name no other record has: drawn from the chain, which is random to who has no key.
    pub(crate) fn purge_id(&self) -> Id {
        let hash = Sha256::new().chain_update(b"tellable purge 1").chain_update(self.head.chain);
        let digest: [u8; 32] = hash.finalize().into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Id::from_bytes(bytes)
    }
}
