//! Merging another copy of the same vault into this one: a union of records, by content key. What
//! was purged on either side stays purged; merging again changes nothing.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::envelope::New;
use crate::purge::Purged;
use crate::{Fault, Moment, Vault, VaultError};

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// The new numbers of the records that came, in the order they had there.
    pub added: Vec<u64>,
    /// How many records were purged here because they had been purged there.
    pub purged: u64,
    /// What could not be read there and so did not come, by its number there.
    pub unreadable: Vec<Fault>,
}

impl Vault {
    /// Takes over every record of `other` that is not here, in one transaction; records that were
    /// purged there are purged here too. Drafts are left alone. Nothing of `other` changes.
    ///
    /// `at` is the time of the purge record, if one is made. Merging in both directions, however
    /// often, leaves both with the same content. One record is in memory at a time, and 24 bytes
    /// for each after the common ones. `progress` gets steps done and in all, and may break off
    /// (`cancelled`): then nothing has changed.
    ///
    /// `other-vault` when `other` is no copy of this vault; `vault-damaged` when this one is, which
    /// is made sure of first. Damage of `other` keeps back only what is damaged.
    pub fn merge(
        &mut self,
        other: &Self,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Merged, VaultError> {
        self.writable()?;
        self.settle()?;
        // Half of the way is looking, half is taking over.
        let scale = 1_000_000;
        let mut part = |from: u64, done: u64, total: u64| {
            progress(from + done * (scale / 2) / total.max(1), scale)
        };
        let mut audit = self.audit();
        while !audit.step(self, 1_000)?.finished {
            stop(part(0, 0, 1))?;
        }
        let weighed = self.weigh(other, &mut |done, total| part(0, done, total))?;
        self.writable()?;

        let sum = weighed.comparison;
        let mut merged = Merged { unreadable: sum.unreadable, ..Merged::default() };
        let mut purge = Purged { seqs: Vec::new(), keys: Vec::new() };
        let mut keys: BTreeSet<_> = weighed.purge_keys;
        for seq in sum.purged_there {
            keys.extend(self.callers_own(seq)?);
            purge.seqs.push(seq);
        }
        purge.keys = keys.into_iter().collect();
        purge.seqs.sort_unstable();
        if sum.only_there.is_empty() && purge.keys.is_empty() && purge.seqs.is_empty() {
            return Ok(merged);
        }

        let purge_id = self.purge_id();
        let total = sum.only_there.len() as u64;
        let mut batch = self.batch()?;
        for (done, seq) in (1..).zip(sum.only_there) {
            match other.read(seq) {
                Ok(record) => {
                    let header = &record.header;
                    merged.added.push(batch.append(&New {
                        kind: &header.kind,
                        id: header.id,
                        at: header.at,
                        device: &header.device,
                        payload: &record.payload,
                    })?);
                }
                // It could be read a moment ago.
                Err(VaultError::RecordDamaged { seq, wrong }) => {
                    merged.unreadable.push(Fault { seq: Some(seq), wrong });
                }
                Err(error) => return Err(error),
            }
            stop(part(scale / 2, done, total))?;
        }
        merged.purged = purge.seqs.len() as u64;
        let purges = !purge.seqs.is_empty() || !purge.keys.is_empty();
        if purges {
            let payload = serde_json::to_vec(&purge).expect("lists of numbers and ids");
            let new = New { kind: "purge", id: purge_id, at, device: "", payload: &payload };
            batch.append_own(&new)?;
            for &seq in &purge.seqs {
                batch.blank(seq)?;
            }
        }
        batch.commit()?;
        if purges {
            self.purges += 1;
            // The old pages are still in the log until it is emptied.
            self.checkpoint()?;
        }
        Ok(merged)
    }
}

fn stop(answer: ControlFlow<()>) -> Result<(), VaultError> {
    if answer.is_break() { Err(VaultError::Cancelled) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Id, Key, Passphrase, Places, RecoveryKey, WorkFactor};

    fn noon() -> Moment {
        "2026-11-22T12:00:00+01:00".parse().expect("an instant")
    }

    fn open(path: &std::path::Path) -> Vault {
        let places = Places { index_dir: "".into(), state_dir: "".into() };
        let key = Key::Passphrase(Passphrase::from("test".to_owned()));
        Vault::open(path, &key, &places).expect("opens")
    }

    fn add(vault: &mut Vault, name: u8) -> u64 {
        let id = Id::from_bytes([name; 16]);
        let new = New { kind: "note", id, at: noon(), device: "", payload: &[name] };
        vault.append(&new).expect("appends")
    }

    /// As purges were written before they named content keys.
    fn purge_by_number_alone(vault: &mut Vault, seq: u64) {
        let payload = format!(r#"{{"seqs":[{seq}]}}"#);
        let id = vault.purge_id();
        let new = New { kind: "purge", id, at: noon(), device: "", payload: payload.as_bytes() };
        let mut batch = vault.batch().expect("begins");
        batch.append_own(&new).expect("appends");
        batch.blank(seq).expect("blanks");
        batch.commit().expect("commits");
    }

    #[test]
    fn a_purge_without_content_keys_is_honoured_for_the_common_records() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = ["here", "there"].map(|name| folder.path().join(format!("{name}.tellable")));
        let passphrase = Passphrase::from("test".to_owned());
        let (work, recovery) = (WorkFactor::new(1).expect("weak"), RecoveryKey::generate());
        let rng = &mut rand::rng();
        Vault::create(&paths[0], &passphrase, &recovery, work, noon(), rng).expect("creates");
        let mut here = open(&paths[0]);
        let (kept, regretted) = (add(&mut here, 1), add(&mut here, 2));
        here.lock().expect("locks");
        std::fs::copy(&paths[0], &paths[1]).expect("copies");
        let (mut here, mut there) = (open(&paths[0]), open(&paths[1]));
        add(&mut here, 3);
        purge_by_number_alone(&mut there, regretted);

        let go_on = &mut |_, _| ControlFlow::Continue(());
        assert_eq!(there.merge(&here, noon(), go_on).expect("merges").added.len(), 1);
        let merged = here.merge(&there, noon(), go_on).expect("merges");
        assert_eq!((merged.purged, merged.added.len()), (1, 0));
        assert_eq!(here.read(regretted).map_err(|error| error.code()).err(), Some("record-purged"));
        assert!(here.read(kept).is_ok());
        // Whoever merges with this one is told the key too.
        assert_eq!(there.merge(&here, noon(), go_on).expect("merges").purged, 0);
        assert_eq!(here.merge(&there, noon(), go_on).expect("merges"), Merged::default());
    }
}
