//! Two copies of one vault that may have gone different ways. What both begin with is told by the
//! kept digests, without opening anything; what comes after, by the records' content keys, which
//! stay the same wherever a record stands and however it was sealed.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

use crate::head::Digest32;
use crate::losses::Lost;
use crate::purge::Purged;
use crate::read::Found;
use crate::{Fault, Id, OWN_KINDS, Record, Vault, VaultError, Wrong};

/// How two copies of a vault stand to each other. Records are named by their numbers, those of
/// *here* in the one that was asked, those of *there* in the other. The vault's own records
/// (see [`OWN_KINDS`]) are not counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// How many records both begin with.
    pub common: u64,
    /// Records here whose content stands nowhere there.
    pub only_here: Vec<u64>,
    /// Records there whose content stands nowhere here; what a merge would bring.
    pub only_there: Vec<u64>,
    /// Records there that were purged here; a merge does not bring them back.
    pub purged_here: Vec<u64>,
    /// Records here that were purged there; a merge would purge them here too.
    pub purged_there: Vec<u64>,
    /// Records there, after the common ones, that cannot be read; a merge cannot bring them.
    pub unreadable: Vec<Fault>,
}

/// A comparison, and what a merge needs besides.
pub(crate) struct Weighed {
    pub comparison: Comparison,
    /// Content keys that were purged there and are not named as purged here.
    pub purge_keys: BTreeSet<Id>,
}

/// What one side holds after the common records.
#[derive(Default)]
struct Side {
    /// The content key and the number of each record that can be read, in order.
    whole: Vec<(Id, u64)>,
    /// Content keys that were purged.
    purged_keys: HashSet<Id>,
    /// Numbers that were purged, and those given up as lost.
    purged: BTreeSet<u64>,
    lost: BTreeSet<u64>,
    unreadable: Vec<Fault>,
}

impl Vault {
    /// Compares this vault with another copy of it. Nothing is changed on either side.
    ///
    /// Costs some µs for each record both begin with and 100 µs for each short one after those; when
    /// one of the copies was re-sealed, all of them are opened. `progress` gets records done and in
    /// all, and may break off (`cancelled`). `other-vault` when `other` is not a copy of this one.
    pub fn compare(
        &self,
        other: &Self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Comparison, VaultError> {
        Ok(self.weigh(other, progress)?.comparison)
    }

    pub(crate) fn weigh(
        &self,
        other: &Self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Weighed, VaultError> {
        if self.id != other.id {
            return Err(VaultError::OtherVault);
        }
        let (last, others_last) = (self.head.seq, other.head.seq);
        let total = last.saturating_add(others_last);
        let mut go_on = |done: u64| match progress(done.min(total), total) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(VaultError::Cancelled),
        };

        let mut common = 0;
        while common < last.min(others_last) && self.agrees(other, common + 1)? {
            common += 1;
            go_on(common * 2)?;
        }
        let here = self.side(common, &mut |seq| go_on(common + seq))?;
        let there = other.side(common, &mut |seq| go_on(last + seq))?;
        // What is wrong here is this vault's own matter, and ends writing.
        for &fault in &here.unreadable {
            self.note(fault);
        }
        self.sum_up(other, common, here, there)
    }

    /// Whether both have the same record at `seq`.
    fn agrees(&self, other: &Self, seq: u64) -> Result<bool, VaultError> {
        let (Some(here), Some(there)) = (self.kept(seq)?, other.kept(seq)?) else {
            return Ok(false);
        };
        if here.0 == there.0 {
            return Ok(true);
        }
        if !here.1 || !there.1 {
            return Ok(false);
        }
        // Sealed differently: one of the copies was re-sealed, or they part here.
        let (Some(here), Some(there)) = (self.try_read(seq)?, other.try_read(seq)?) else {
            return Ok(false);
        };
        // A re-sealed vault has a new index key in its first record.
        let first = here.header.kind == "index-key" && there.header.kind == "index-key";
        Ok(first || here.content_key() == there.content_key())
    }

    /// The digest kept for a record and whether it still has content, without looking at that.
    fn kept(&self, seq: u64) -> Result<Option<(Digest32, bool)>, VaultError> {
        let found = self.look(seq, |found| match found {
            Found::Missing => Err(Wrong::Missing),
            Found::Purged { kept } => Ok((kept.try_into().map_err(|_| Wrong::Changed)?, false)),
            Found::Sealed { kept, .. } => Ok((kept.try_into().map_err(|_| Wrong::Changed)?, true)),
        })?;
        Ok(found.ok())
    }

    /// The record `seq`, if it can be read.
    fn try_read(&self, seq: u64) -> Result<Option<Record>, VaultError> {
        match self.read_or_purged(seq) {
            Ok(found) => Ok(found),
            Err(VaultError::RecordDamaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens every record after the common ones.
    fn side(
        &self,
        common: u64,
        done: &mut dyn FnMut(u64) -> Result<(), VaultError>,
    ) -> Result<Side, VaultError> {
        let mut side = Side::default();
        let mut blank = BTreeSet::new();
        for seq in common + 1..=self.head.seq {
            match self.read_or_purged(seq) {
                Ok(None) => {
                    blank.insert(seq);
                }
                Ok(Some(record)) => match &*record.header.kind {
                    "purge" => {
                        if let Ok(purged) = serde_json::from_slice::<Purged>(&record.payload) {
                            side.purged.extend(purged.seqs);
                            side.purged_keys.extend(purged.keys);
                        }
                    }
                    "lost" => side.lost.extend(Lost::named_in(&record)),
                    kind if OWN_KINDS.contains(&kind) => {}
                    _ => side.whole.push((record.content_key(), seq)),
                },
                Err(VaultError::RecordDamaged { seq, wrong }) => {
                    side.unreadable.push(Fault { seq: Some(seq), wrong });
                }
                Err(error) => return Err(error),
            }
            done(seq)?;
        }
        // The first record is the vault's own, and no purge may name it.
        let vanished =
            blank.iter().filter(|seq| !side.purged.contains(seq) && !side.lost.contains(seq));
        let vanished = vanished.map(|&seq| Fault { seq: Some(seq), wrong: Wrong::Vanished });
        side.unreadable.extend(vanished);
        side.unreadable.sort_unstable();
        Ok(side)
    }

    fn sum_up(
        &self,
        other: &Self,
        common: u64,
        mut here: Side,
        mut there: Side,
    ) -> Result<Weighed, VaultError> {
        // What one gave up as lost among the common records may be whole in the other, and may have
        // come back to the first under a new number.
        let found = |side: &Side, vault: &Self| -> Result<Vec<(Id, u64)>, VaultError> {
            let lost = side.lost.range(..=common).map(|&seq| Ok((vault.callers_own(seq)?, seq)));
            let found: Result<Vec<_>, VaultError> = lost.collect();
            Ok(found?.into_iter().filter_map(|(key, seq)| Some((key?, seq))).collect())
        };
        let (ours, theirs) = (found(&there, self)?, found(&here, other)?);
        here.whole.splice(..0, ours);
        there.whole.splice(..0, theirs);

        let known: HashSet<Id> = here.whole.iter().map(|&(key, _)| key).collect();
        let others: HashSet<Id> = there.whole.iter().map(|&(key, _)| key).collect();
        let mut sum = Comparison { common, unreadable: there.unreadable, ..Comparison::default() };

        // Where both count alike, the other's numbers are ours.
        for &seq in there.purged.range(..=common) {
            if self.callers_own(seq)?.is_some() {
                sum.purged_there.push(seq);
            }
        }
        for &(key, seq) in &here.whole {
            if there.purged_keys.contains(&key) {
                sum.purged_there.push(seq);
            } else if !others.contains(&key) {
                sum.only_here.push(seq);
            }
        }
        for &seq in here.purged.range(..=common) {
            if other.callers_own(seq)?.is_some() {
                sum.purged_here.push(seq);
            }
        }
        let mut taken = HashSet::new();
        for (key, seq) in there.whole {
            if here.purged_keys.contains(&key) {
                sum.purged_here.push(seq);
            } else if !there.purged_keys.contains(&key)
                && !known.contains(&key)
                && taken.insert(key)
            {
                sum.only_there.push(seq);
            }
        }
        for seqs in [&mut sum.only_here, &mut sum.purged_here, &mut sum.purged_there] {
            seqs.sort_unstable();
            seqs.dedup();
        }
        let purge_keys =
            there.purged_keys.into_iter().filter(|key| !here.purged_keys.contains(key)).collect();
        Ok(Weighed { comparison: sum, purge_keys })
    }

    /// The content key of the record `seq`, if it can be read and is not the vault's own.
    pub(crate) fn callers_own(&self, seq: u64) -> Result<Option<Id>, VaultError> {
        if seq == 0 || seq > self.head.seq {
            return Ok(None);
        }
        let record = self.try_read(seq)?;
        let record = record.filter(|record| !OWN_KINDS.contains(&&*record.header.kind));
        Ok(record.map(|record| record.content_key()))
    }
}
