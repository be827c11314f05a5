//! A review as the vault keeps it: the plan and the answers. What the entry says and what the
//! detectors find in it are read anew, so a stored review is small and holds no second copy.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use journal::Journal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::names::Name;
use crate::stroke::Stroke;
use crate::{Decision, FindingDecision, Plan, ShareError};

/// The kind of document under which shares are kept.
pub(crate) const KIND: &str = "share";
/// The version written here.
const VERSION: u32 = 1;
/// How many decisions can be taken back.
const UNDO_STEPS: usize = 100;
/// How many answers the steps may hold in all, so that the document stays small.
const UNDO_ANSWERS: usize = 1000;

/// Where a share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// Being reviewed.
    Open,
    /// A package has left. The review can still be opened and told again in another format.
    Told,
}

/// The answer to one item, and to the findings in its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub decision: Decision,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub findings: BTreeMap<String, FindingDecision>,
    /// What is painted over, of a picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strokes: Vec<Stroke>,
}

impl Answer {
    /// How much room it takes, in answers.
    fn weight(&self) -> usize {
        let points: usize = self.strokes.iter().map(|stroke| stroke.points.len()).sum();
        1 + self.findings.len() + points / 8
    }
}

/// A decision about a name wherever it stands, also in items decided later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub name: Name,
    pub decision: FindingDecision,
}

/// What takes one decision back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Step {
    /// Items as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<(String, Answer)>,
    /// Findings as they were: item, finding, decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<(String, String, FindingDecision)>,
    /// The decisions about names as they were, if this one changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    /// The person for whom a stand-in was remembered by it, and which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembers: Option<(Id, String)>,
}

impl Step {
    fn weight(&self) -> usize {
        let items: usize = self.items.iter().map(|(_, answer)| answer.weight()).sum();
        items + self.findings.len() + self.rules.as_ref().map_or(0, Vec::len)
    }
}

/// Everything of a review that cannot be found out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    v: u32,
    pub state: State,
    pub entry: Id,
    /// The revision whose items were decided.
    pub revision: Id,
    /// The name of the letter this share becomes.
    pub letter: Id,
    pub plan: Plan,
    pub started: Moment,
    pub changed: Moment,
    /// Answers by item; an item without one is undecided.
    pub items: BTreeMap<String, Answer>,
    pub rules: Vec<Rule>,
    pub undo: VecDeque<Step>,
    pub decided: usize,
    pub total: usize,
    /// The day before which the author wants to leave it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asleep: Option<Date>,
}

impl Stored {
    pub(crate) fn new(entry: Id, revision: Id, letter: Id, plan: Plan, at: Moment) -> Self {
        Self {
            v: VERSION,
            state: State::Open,
            entry,
            revision,
            letter,
            plan,
            started: at,
            changed: at,
            items: BTreeMap::new(),
            rules: Vec::new(),
            undo: VecDeque::new(),
            decided: 0,
            total: 0,
            asleep: None,
        }
    }

    pub(crate) fn load(journal: &Journal, id: Id) -> Result<Self, ShareError> {
        let json = journal.document(KIND, id)?.ok_or(ShareError::ShareNotFound)?;
        Self::parse(&json)
    }

    pub(crate) fn parse(json: &[u8]) -> Result<Self, ShareError> {
        #[derive(Deserialize)]
        struct Mark {
            v: u32,
        }
        let broken = |_| ShareError::StoredNotUnderstood;
        let mark: Mark = serde_json::from_slice(json).map_err(broken)?;
        if mark.v > VERSION {
            return Err(ShareError::StoredNewer { found: mark.v });
        }
        serde_json::from_slice(json).map_err(broken)
    }

    pub(crate) fn save(&self, journal: &mut Journal, id: Id, at: Moment) -> Result<(), ShareError> {
        let json = serde_json::to_vec(self).map_err(|_| ShareError::StoredNotUnderstood)?;
        Ok(journal.put_document(KIND, id, &Zeroizing::new(json), at)?)
    }

    /// Remembers how to take the next decision back; the oldest are forgotten first.
    pub(crate) fn remember(&mut self, step: Step) {
        self.undo.push_back(step);
        let mut weight: usize = self.undo.iter().map(Step::weight).sum();
        while self.undo.len() > UNDO_STEPS || (weight > UNDO_ANSWERS && self.undo.len() > 1) {
            weight -= self.undo.pop_front().map_or(0, |step| step.weight());
        }
    }

    /// A digest of everything that decides what leaves. Taking back and deciding the same again
    /// gives the same digest.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        let decided = (&self.entry, &self.revision, &self.letter, &self.plan, &self.items);
        let json = Zeroizing::new(serde_json::to_vec(&decided).unwrap_or_default());
        Sha256::digest(&*json).into()
    }
}
