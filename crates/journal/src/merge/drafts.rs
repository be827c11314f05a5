//! What becomes of drafts when two copies are merged. A draft was typed on top of what its own copy said.
//! Where that is still what both say, and nobody typed something else, it stays or comes along as a draft.
//! Everywhere else it becomes a revision beside the others, so that it is seen and nothing hides anything.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use jiff::ToSpan;
use sha2::{Digest, Sha256};
use vault::{Id, Moment, New, Vault, VaultError};
use zeroize::Zeroizing;

use super::survey::Survey;
use crate::{
    Content, Entry, Journal, JournalError,
    payload::{DraftPayload, REVISION, RevisionPayload, to_json},
    save::entry_of,
};

/// What is to be done with the drafts of both copies.
#[derive(Default)]
pub(super) struct Drafts {
    /// Drafts of the other copy that come as they are.
    carried: Vec<(Id, Zeroizing<Vec<u8>>)>,
    beside: Vec<Beside>,
    /// Drafts here that say what a revision says.
    settled: BTreeSet<Id>,
    /// Drafts of the other copy that cannot be read.
    pub unreadable: u64,
}

/// A draft that becomes a revision.
struct Beside {
    id: Id,
    at: Moment,
    entry: Id,
    payload: Zeroizing<Vec<u8>>,
    ours: bool,
}

impl Drafts {
    /// How many drafts of the other copy come, as drafts or as revisions.
    pub fn coming(&self) -> u64 {
        (self.carried.len() + self.beside.iter().filter(|beside| !beside.ours).count()) as u64
    }

    /// How many drafts of the other copy come as drafts.
    pub fn carried(&self) -> u64 {
        self.carried.len() as u64
    }

    /// How many drafts become revisions, those of this copy counted.
    pub fn beside(&self) -> u64 {
        self.beside.len() as u64
    }

    /// The entries that these drafts are of.
    pub fn entries(&self) -> impl Iterator<Item = Id> {
        self.beside.iter().map(|beside| beside.entry).chain(self.carried.iter().map(|(id, _)| *id))
    }
}

/// Decides. The index must have seen everything, and nothing is merged yet.
pub(super) fn weigh(
    journal: &Journal,
    other: &Vault,
    survey: &Survey,
) -> Result<Drafts, JournalError> {
    let mut drafts = Drafts::default();
    let mut theirs: HashMap<Id, Zeroizing<Vec<u8>>> = HashMap::new();
    for id in other.drafts()? {
        match other.draft(id) {
            Ok(Some(draft)) if parse(&draft).is_some() => drop(theirs.insert(id, draft)),
            Ok(None) => {}
            Ok(Some(_)) | Err(VaultError::DraftDamaged) => drafts.unreadable += 1,
            Err(error) => return Err(error.into()),
        }
    }
    let ours = journal.vault.drafts()?;
    let ids: BTreeSet<Id> = ours.into_iter().chain(theirs.keys().copied()).collect();
    for id in ids {
        let one = One::of(journal, other, survey, id)?;
        one.weigh(journal.vault.draft(id)?.as_deref(), theirs.remove(&id), &mut drafts);
    }
    Ok(drafts)
}

/// Does what was decided, in one transaction.
pub(super) fn settle(journal: &mut Journal, drafts: &Drafts) -> Result<(), JournalError> {
    for (id, draft) in &drafts.carried {
        journal.vault.keep_draft(*id, draft)?;
    }
    if drafts.beside.is_empty() && drafts.settled.is_empty() {
        return Ok(());
    }
    let mut batch = journal.vault.batch()?;
    for beside in &drafts.beside {
        let Beside { id, at, payload, .. } = beside;
        batch.append(&New { kind: REVISION, id: *id, at: *at, device: "", payload })?;
    }
    let ours = drafts.beside.iter().filter(|beside| beside.ours).map(|beside| beside.entry);
    for entry in ours.chain(drafts.settled.iter().copied()).collect::<BTreeSet<_>>() {
        batch.discard_draft(entry)?;
    }
    batch.commit()?;
    Ok(())
}

/// One entry with drafts, as both copies have it.
struct One {
    entry: Id,
    here: Vec<Id>,
    there: Vec<Id>,
    both: Vec<Id>,
    /// What is said already: by the heads, and by revisions that stand here only.
    said: Vec<Content>,
    /// The last heads of either side, which a draft follows.
    followed: HashMap<Id, Entry>,
    known: BTreeSet<Id>,
}

impl One {
    fn of(
        journal: &Journal,
        other: &Vault,
        survey: &Survey,
        entry: Id,
    ) -> Result<Self, JournalError> {
        let mut one = Self {
            entry,
            here: Vec::new(),
            there: Vec::new(),
            both: Vec::new(),
            said: Vec::new(),
            followed: HashMap::new(),
            known: BTreeSet::new(),
        };
        let mut asked: BTreeSet<Id> = BTreeSet::new();
        if let Some(sides) = survey.entries.get(&entry) {
            (one.here, one.there, one.both) =
                (sides.heads_here(), sides.heads_there(), sides.heads());
            asked.extend(sides.only_here());
            one.known = sides.union().ids().collect();
        } else {
            let graph = journal.index.graph(entry)?;
            one.here = graph.heads();
            (one.there, one.both) = (one.here.clone(), one.here.clone());
            one.known = graph.ids().collect();
        }
        asked.extend(one.here.iter().chain(&one.there).chain(&one.both));
        let coming = survey.seqs_there(entry);
        for revision in asked {
            let record = match (journal.index.revision_seq(revision)?, coming.get(&revision)) {
                (Some(seq), _) => journal.vault.read(seq),
                (None, Some(seq)) => other.read(*seq),
                (None, None) => continue,
            };
            // What cannot be read says nothing that a draft could say again.
            let Ok(read) = record.map_err(JournalError::from).and_then(|r| entry_of(&r)) else {
                continue;
            };
            one.said.push(read.content.clone());
            one.followed.insert(revision, read);
        }
        Ok(one)
    }

    fn weigh(
        &self,
        ours: Option<&Vec<u8>>,
        theirs: Option<Zeroizing<Vec<u8>>>,
        drafts: &mut Drafts,
    ) {
        let ours = ours.and_then(|draft| parse(draft));
        let raw = theirs;
        let theirs = raw.as_ref().and_then(|draft| parse(draft));
        let here = ours.filter(|draft| {
            let said = self.says(draft, &self.here);
            if said && self.here != self.both {
                drafts.settled.insert(self.entry);
            }
            !(said && self.here != self.both)
        });
        let there = theirs.filter(|draft| !self.says(draft, &self.there));
        let same = match (&here, &there) {
            (Some(here), Some(there)) => here.content == there.content,
            _ => false,
        };
        let current = (self.here == self.both, self.there == self.both);
        if same && (current.0 || current.1) {
            return;
        }
        if let Some(draft) = &here
            && (there.is_some() || !current.0)
            && !draft.content.is_blank()
        {
            drafts.beside.push(self.beside(draft, &self.here, true));
        }
        match (&there, raw) {
            (Some(_), Some(raw)) if here.is_none() && current.1 => {
                drafts.carried.push((self.entry, raw));
            }
            (Some(draft), _) if !draft.content.is_blank() => {
                drafts.beside.push(self.beside(draft, &self.there, false));
            }
            _ => {}
        }
    }

    /// Whether what a draft says is kept in a revision already, or was once made into one by a merge.
    fn says(&self, draft: &DraftPayload<'_>, heads: &[Id]) -> bool {
        self.said.contains(&draft.content)
            || self.known.contains(&self.beside(draft, heads, false).id)
    }

    /// The revision that a draft becomes. All of it follows from the two copies alone, so that whichever of
    /// them is merged into the other, and however often, it is the same record.
    fn beside(&self, draft: &DraftPayload<'_>, heads: &[Id], ours: bool) -> Beside {
        let last = heads.iter().rev().find_map(|head| self.followed.get(head));
        let payload = RevisionPayload {
            entry: self.entry,
            parents: heads.to_vec(),
            written: last.map_or(draft.written, |entry| entry.written),
            content: Cow::Borrowed(&draft.content),
            extra: last.and_then(|entry| entry.extra.as_deref()).map(Cow::Borrowed),
            source: None,
        };
        let payload = to_json(&payload);
        let hash = Sha256::new().chain_update(b"tellable draft 1").chain_update(&*payload);
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        // The draft does not say when it was typed: just after what it follows.
        let at = last.map_or(draft.written, |entry| after(entry.changed));
        Beside { id: Id::from_bytes(id), at, entry: self.entry, payload, ours }
    }
}

fn parse(draft: &[u8]) -> Option<DraftPayload<'static>> {
    let draft: DraftPayload<'_> = serde_json::from_slice(draft).ok()?;
    let content = Cow::Owned(draft.content.into_owned());
    Some(DraftPayload { written: draft.written, content })
}

fn after(at: Moment) -> Moment {
    let later = at.timestamp().checked_add(1.millisecond()).unwrap_or(at.timestamp());
    Moment::new(later, at.offset())
}
