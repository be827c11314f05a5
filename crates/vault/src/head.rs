//! The head: how far the vault goes, sealed, so that a cut tail or a swapped record is noticed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Id, Wrong, hex};

/// All heads have this many bytes of plaintext, whatever the numbers in them.
const SIZE: usize = 256;
const VERSION: u32 = 1;

/// A SHA-256 digest.
pub(crate) type Digest32 = [u8; 32];

/// The state of the vault after its last record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Head {
    /// Number of the last record.
    pub seq: u64,
    /// Records whose content was not purged.
    pub live: u64,
    /// `chain_seq`.
    pub chain: Digest32,
}

#[derive(Serialize, Deserialize)]
struct Line {
    v: u32,
    vault: Id,
    seq: u64,
    live: u64,
    chain: String,
}

impl Head {
    /// The head of a vault without records: `chain_0 = SHA-256("tellable chain 1" ‖ vault id)`.
    pub fn start(vault: Id) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"tellable chain 1");
        hash.update(vault.as_bytes());
        Self { seq: 0, live: 0, chain: hash.finalize().into() }
    }

    /// The head after one more record with this digest:
    /// `chain_n = SHA-256(chain_{n-1} ‖ n ‖ digest_n)`, `n` as 8 bytes, most significant first.
    pub fn after(&self, digest: &Digest32) -> Self {
        let seq = self.seq + 1;
        let mut hash = Sha256::new();
        hash.update(self.chain);
        hash.update(seq.to_be_bytes());
        hash.update(digest);
        Self { seq, live: self.live + 1, chain: hash.finalize().into() }
    }

    /// The plaintext of the head's age file.
    pub fn pack(&self, vault: Id) -> Zeroizing<Vec<u8>> {
        let line = Line {
            v: VERSION,
            vault,
            seq: self.seq,
            live: self.live,
            chain: hex::encode(&self.chain),
        };
        let mut plain = Zeroizing::new(Vec::with_capacity(SIZE));
        serde_json::to_writer(&mut *plain, &line).expect("a line of plain fields");
        plain.push(b'\n');
        plain.resize(SIZE, 0);
        plain
    }

    /// The vault and the state that a head's plaintext names.
    pub fn unpack(plain: &[u8]) -> Result<(Id, Self), Wrong> {
        let line = plain.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let line: Line = serde_json::from_slice(line).map_err(|_| Wrong::Head)?;
        if line.v != VERSION {
            return Err(Wrong::Newer);
        }
        let chain = hex::decode(line.chain.as_bytes()).ok_or(Wrong::Head)?;
        Ok((line.vault, Self { seq: line.seq, live: line.live, chain }))
    }
}

/// The digest that is kept beside a sealed record.
pub(crate) fn digest(sealed: &[u8]) -> Digest32 {
    Sha256::digest(sealed).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back_and_has_one_size() {
        let vault = Id::from_bytes([9; 16]);
        let head = Head { seq: u64::MAX, live: u64::MAX, chain: [0xff; 32] };
        let plain = head.pack(vault);
        assert_eq!(plain.len(), SIZE);
        assert_eq!(Head::unpack(&plain), Ok((vault, head)));
        assert_eq!(Head::start(vault).pack(vault).len(), SIZE);
    }

    #[test]
    fn the_chain_depends_on_order_and_vault() {
        let vault = Id::from_bytes([9; 16]);
        let (a, b) = ([1; 32], [2; 32]);
        let one = Head::start(vault).after(&a).after(&b);
        let other = Head::start(vault).after(&b).after(&a);
        assert_ne!(one.chain, other.chain);
        assert_ne!(one.chain, Head::start(Id::from_bytes([8; 16])).after(&a).after(&b).chain);
        assert_eq!((one.seq, one.live), (2, 2));
    }
}
