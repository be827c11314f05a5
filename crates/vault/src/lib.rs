//! Sealed records in one SQLite file.
//!
//! A vault keeps records: bytes with a kind, a name and a time. Each is a padded age file, for
//! ever; all hang together by a chain of digests whose end, the head, is sealed too. A passphrase
//! or a recovery key opens the vault. Beside it stands an index, encrypted and disposable, for
//! whoever needs SQL. The vault knows nothing of journals.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`seal`] | sealing to recipients and passphrases: age files |
//! | `create`, `vault`, `opening`, `file`, `lockfile` | making, opening, locking |
//! | `words`, `rekey` | keys on paper, other keys |
//! | `rewrite`, `copying`, `losses`, `salvage`, `reseal` | writing all of it anew, whole or as far as it can be saved |
//! | `mark`, `state` | is it the copy that was seen here last? |
//! | `append`, `ready`, `read`, `purge` | records and drafts |
//! | `envelope`, `head`, `padding` | the bytes: see docs/vault-format.md |
//! | `audit`, `check` | is it all there, and all ours? |
//! | `inspect`, `compare`, `merge` | other copies of the same vault |
//! | `backup`, `shelf`, `rotation`, `replace` | backups, how long they stay, restoring |
//! | `index` | the sealed database |
//!
//! ```
//! use vault::{Id, Key, New, Passphrase, Places, RecoveryKey, Vault, WorkFactor};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("mine.tellable");
//! let places = Places {
//!     index_dir: folder.path().join("cache"),
//!     state_dir: folder.path().join("state"),
//! };
//! let passphrase = || Passphrase::from("correct horse battery staple".to_owned());
//! let recovery = RecoveryKey::generate();
//! let now = "2026-11-22T14:28:33+01:00".parse()?;
//! let mut rng = rand::rng();
//!
//! // A work factor this low is for tests only.
//! Vault::create(&path, &passphrase(), &recovery, WorkFactor::new(2)?, now, &mut rng)?;
//!
//! let mut vault = Vault::open(&path, &Key::Passphrase(passphrase()), &places)?;
//! let id = Id::generate(&mut rng);
//! let new = New { kind: "note", id, at: now, device: "desk", payload: b"I failed, and told." };
//! let seq = vault.append(&new)?;
//! vault.lock()?;
//!
//! let vault = Vault::open(&path, &Key::Recovery(recovery), &places)?;
//! let record = vault.read(seq)?;
//! assert_eq!(record.header.id, id);
//! assert_eq!(&record.payload[..], b"I failed, and told.");
//! # Ok(())
//! # }
//! ```

mod append;
mod audit;
mod backup;
mod check;
mod compare;
mod copying;
mod create;
mod envelope;
mod error;
mod file;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod head;
mod hex;
mod id;
mod index;
mod inspect;
mod keys;
mod lockfile;
mod losses;
mod mark;
mod merge;
mod moment;
mod opening;
mod padding;
mod purge;
mod read;
mod ready;
mod rekey;
mod replace;
mod reseal;
mod rewrite;
mod rotation;
mod salvage;
pub mod seal;
mod shelf;
mod state;
mod vault;
mod words;
mod wrong;

pub use append::Batch;
pub use audit::{Audit, Step};
pub use backup::Copy;
pub use check::Report;
pub use compare::Comparison;
pub use envelope::{Header, MAX_PAYLOAD, New, Record};
pub use error::{Cause, VaultError};
pub use id::{Id, IdInvalid};
pub use index::{Row, SealedDatabase, Value};
pub use keys::{Key, Passphrase, RecoveryKey, WorkFactor};
pub use losses::{Losses, Rewritten};
pub use mark::{Mark, Seen};
pub use merge::Merged;
pub use moment::{Moment, MomentInvalid};
pub use opening::id_of;
pub use read::Records;
pub use rewrite::NewKeys;
pub use rotation::stays;
pub use shelf::{BackupFile, backups, rough_in, thin};
pub use state::last_at;
pub use vault::{Places, Vault};
pub use wrong::{Fault, Wrong};

/// Kinds of records that the vault makes itself and that callers may meet but not make.
pub const OWN_KINDS: [&str; 3] = ["index-key", "purge", "lost"];
