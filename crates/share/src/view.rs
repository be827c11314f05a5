//! What a reader of a review is shown: items and findings with everything decided about them.

use std::ops::Range;

use detect::block::BlockKind;
use detect::{FindingKind, Severity, Topic};
use jiff::civil::Date;
use vault::{Id, Moment};

use crate::{Decision, FileView, FindingDecision, ItemKind, PhotoView};

/// One reviewable piece of a share. Offsets are UTF-8 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Made of the item's content: the same after any change that left this item alone.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// What sort of block, for a block.
    pub block: Option<BlockKind>,
    /// As the entry has it: Markdown for a block, one line of plain text otherwise. Of a picture or file
    /// its name.
    pub text: String,
    /// What it is, for a picture.
    pub photo: Option<PhotoView>,
    /// What it is, for another file.
    pub file: Option<FileView>,
    /// The answer so far.
    pub decision: Decision,
    /// What the detectors found in the text that would leave: the item's own, or its rewriting.
    /// Empty when it is left out.
    pub findings: Vec<Finding>,
    /// What that text reveals.
    pub topics: Vec<TopicFound>,
    /// The text as it would leave now: every finding that is not decided stands as `[…]`, hostile
    /// Markdown is inert. `None` when nothing of the item leaves.
    pub leaves: Option<String>,
    /// Whether nothing in this item waits for a decision.
    pub decided: bool,
}

/// A finding in an item's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The same for the same finding in the same text.
    pub id: String,
    /// What was found.
    pub kind: FindingKind,
    /// Bytes of the item's text, or of its rewriting.
    pub span: Range<usize>,
    /// The words there.
    pub text: String,
    /// Why it is pointed out, in one sentence.
    pub reason: String,
    /// How much it can hurt.
    pub severity: Severity,
    /// What could be said instead, best first; what was said for the same name comes first.
    pub stand_ins: Vec<String>,
    /// The answer so far.
    pub decision: FindingDecision,
    /// How many findings of this share are about the same name, this one included.
    pub same: usize,
}

/// What a text reveals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFound {
    /// The topic.
    pub topic: Topic,
    /// Why, in one sentence.
    pub reason: String,
}

/// How far a review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Items in which nothing waits.
    pub decided: usize,
    /// Items in all.
    pub total: usize,
}

impl Progress {
    /// Whether nothing waits for a decision.
    pub const fn is_complete(self) -> bool {
        self.decided == self.total
    }
}

/// A share that is being reviewed, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareSummary {
    /// The share.
    pub id: Id,
    /// The entry it is made of.
    pub entry: Id,
    /// The entry's title now; empty when it is gone.
    pub entry_title: String,
    /// The person told; empty when they are gone from the list.
    pub person_name: String,
    /// How far it had come when it was last touched.
    pub progress: Progress,
    /// When that was.
    pub changed: Moment,
    /// The day until which its author wants to sleep on it, also when that day is past.
    pub asleep_until: Option<Date>,
}
