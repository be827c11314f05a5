//! Changing what opens a vault. The identity stays the same, so nothing else is written: one slot,
//! in one transaction, whatever the number of records. Who had the old key and keeps an old copy of
//! the file can still open that copy; only sealing everything anew ends that.

use age::x25519::Identity;
use rusqlite::params;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::head::digest;
use crate::keys::{Key, Passphrase, RecoveryKey, WorkFactor};
use crate::opening::unlock;
use crate::{Vault, VaultError, seal};

const PASSPHRASE_SLOT: i64 = 0;
const RECOVERY_SLOT: i64 = 1;

impl Vault {
    /// Whether `key` opens this vault, at the cost of opening it: `wrong-passphrase` or
    /// `wrong-recovery-key` when not.
    pub fn verify(&self, key: &Key) -> Result<(), VaultError> {
        let identity = unlock(&self.conn, key, &mut Vec::new())?;
        if identity.to_public() == self.identity.to_public() {
            return Ok(());
        }
        // Only somebody who has the key could have made such a slot.
        Err(VaultError::Damaged { what: "the slot is another vault's" })
    }

    /// From now on `new` opens the vault and the old passphrase does not. The recovery key stays
    /// as it is. The work factor is never lower than it was.
    ///
    /// One row changes, and the old one is gone from the file and its log when this returns `Ok`.
    /// When it fails, the old passphrase opens the vault or the new one does. Whether the person
    /// knows the old passphrase is for the caller to ask, with [`verify`](Vault::verify).
    pub fn set_passphrase(&mut self, new: &Passphrase, work: WorkFactor) -> Result<(), VaultError> {
        self.writable()?;
        let was = self.work_factor().map(|log_n| WorkFactor::new(log_n).unwrap_or(WorkFactor::MAX));
        let work = was.map_or(work, |was| was.max(work));
        let sealed = seal::with_passphrase(new, work, &slot_content(&self.identity))?;
        self.set_slot(PASSPHRASE_SLOT, &sealed)
    }

    /// From now on `new` opens the vault and the old recovery key does not. The passphrase stays
    /// as it is. The same holds as for [`set_passphrase`](Vault::set_passphrase).
    pub fn set_recovery(&mut self, new: &RecoveryKey) -> Result<(), VaultError> {
        self.writable()?;
        let sealed = seal::seal(&new.identity().to_public(), &slot_content(&self.identity))?;
        self.set_slot(RECOVERY_SLOT, &sealed)
    }

    fn set_slot(&mut self, n: i64, sealed: &[u8]) -> Result<(), VaultError> {
        self.settle()?;
        // A disk that refuses says so here, before anything has changed.
        self.checkpoint()?;
        let set = "UPDATE slot SET age = ?2, digest = ?3 WHERE n = ?1";
        let changed = self.conn.execute(set, params![n, sealed, digest(sealed)]);
        match changed.map_err(|error| VaultError::vault_sql("changing a key", error)) {
            Ok(1) => self.checkpoint(),
            Ok(_) => Err(VaultError::Damaged { what: "a slot is missing" }),
            Err(error) => {
                self.unsure = true;
                Err(error)
            }
        }
    }
}

/// What a slot holds: the identity's line and a line feed.
pub(crate) fn slot_content(identity: &Identity) -> Zeroizing<Vec<u8>> {
    let line = identity.to_string();
    let mut content = Zeroizing::new(Vec::with_capacity(line.expose_secret().len() + 1));
    content.extend_from_slice(line.expose_secret().as_bytes());
    content.push(b'\n');
    content
}
