//! What becomes of each record when a vault is written anew, and what is said of those that cannot
//! come along.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::envelope::Record;
use crate::{Fault, Moment};

/// What to do about records that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    /// Stop, and leave everything as it is.
    Refuse,
    /// Go on without them, and name them.
    Name,
}

/// What became of each record of the old vault:
/// `kept + purged + lost_before + lost.len()` is how many there were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewritten {
    /// Records that came along.
    pub kept: u64,
    /// Records that had been purged on purpose.
    pub purged: u64,
    /// Records that an earlier rescue had named as lost.
    pub lost_before: u64,
    /// Records that could not come along, in order, and why.
    pub lost: Vec<Fault>,
    /// Drafts that came along.
    pub drafts: u64,
    /// Drafts that could not be read.
    pub lost_drafts: u64,
}

/// The payload of a `lost` record.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lost {
    /// The records that could not be saved.
    pub seqs: Vec<u64>,
    /// When that was found.
    pub at: Moment,
}

impl Lost {
    /// The places that a record names, if it is one of these.
    pub fn named_in(record: &Record) -> Vec<u64> {
        let lost = (record.header.kind == "lost").then(|| serde_json::from_slice(&record.payload));
        lost.and_then(Result::ok).map_or_else(Vec::new, |lost: Self| lost.seqs)
    }
}

/// Gets records done and in all, and may break off.
pub(crate) type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;
