//! Two copies of a vault, entry by entry: which revisions stand on one side only, and what follows.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use vault::{Comparison, Id, Moment, Record, Vault};

use crate::{
    Content, Journal, JournalError,
    graph::{Graph, Node},
    index::{Rank, apart, covers},
    payload::{ATTACHMENT, PERSON, PIECE, REVISION, RevisionPayload, TRASH, TrashPayload},
};

/// What was found when two copies were held beside each other.
pub(super) struct Survey {
    pub comparison: Comparison,
    /// Entries of which one side has a record that the other has not.
    pub entries: HashMap<Id, Sides>,
    /// People, files and other rooms' documents of which a state stands there only.
    pub people: HashSet<Id>,
    pub attachments: HashSet<Id>,
    pub documents: HashSet<(String, Id)>,
}

/// The two sides of one entry.
#[derive(Default)]
pub(super) struct Sides {
    /// All revisions that a merge would leave.
    union: Graph,
    only_here: HashSet<Id>,
    only_there: HashMap<Id, Told>,
    /// Revisions here that were purged there.
    purged: HashSet<Id>,
    trash: Vec<Thrown>,
}

/// What a list says of a revision that stands there only.
#[derive(Clone)]
pub(super) struct Told {
    /// Its record there.
    pub seq: u64,
    pub title: String,
    pub happened: Option<crate::Edtf>,
    pub at: Moment,
}

struct Thrown {
    rank: Rank,
    heads: Vec<Id>,
    here: bool,
    there: bool,
}

impl Sides {
    pub fn heads_here(&self) -> Vec<Id> {
        let there: HashSet<Id> = self.only_there.keys().copied().collect();
        self.union.without(&there).heads()
    }

    pub fn heads_there(&self) -> Vec<Id> {
        self.union.without(&self.only_here).heads()
    }

    /// The heads that a merge would leave.
    pub fn heads(&self) -> Vec<Id> {
        self.union.heads()
    }

    pub fn union(&self) -> &Graph {
        &self.union
    }

    /// Revisions that stand here only.
    pub fn only_here(&self) -> &HashSet<Id> {
        &self.only_here
    }

    /// What is told of a revision that stands there only.
    pub fn told(&self, revision: Id) -> Option<&Told> {
        self.only_there.get(&revision)
    }

    /// Whether the newest deletion or return stands on this side only: `here`, or there.
    pub fn trash_is_newer(&self, here: bool) -> bool {
        let newest = self.trash.iter().max_by_key(|thrown| thrown.rank);
        newest.is_some_and(|thrown| (thrown.here, thrown.there) == (here, !here))
    }

    pub fn is_listed_here(&self) -> bool {
        self.is_listed(&self.heads_here(), |thrown| thrown.here)
    }

    pub fn is_listed_there(&self) -> bool {
        self.is_listed(&self.heads_there(), |thrown| thrown.there)
    }

    fn is_listed(&self, heads: &[Id], seen: impl Fn(&Thrown) -> bool) -> bool {
        let newest = self.trash.iter().filter(|thrown| seen(thrown)).max_by_key(|t| t.rank);
        !heads.is_empty() && !newest.is_some_and(|thrown| covers(&thrown.heads, heads))
    }
}

impl Survey {
    /// The records there of the revisions of an entry that stand there only.
    pub fn seqs_there(&self, entry: Id) -> HashMap<Id, u64> {
        let sides = self.entries.get(&entry).into_iter();
        sides.flat_map(|sides| &sides.only_there).map(|(id, told)| (*id, told.seq)).collect()
    }

    /// Holds the journal beside another copy. Its index must have seen everything.
    pub fn of(
        journal: &Journal,
        other: &Vault,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Self, JournalError> {
        let comparison = journal.vault.compare(other, progress)?;
        let mut survey = Self {
            comparison,
            entries: HashMap::new(),
            people: HashSet::new(),
            attachments: HashSet::new(),
            documents: HashSet::new(),
        };
        for seq in std::mem::take(&mut survey.comparison.only_there) {
            survey.take(&other.read(seq)?);
            survey.comparison.only_there.push(seq);
        }
        survey.take_ours(journal)?;
        let purged: HashSet<Id> =
            survey.entries.values().flat_map(|sides| sides.purged.iter().copied()).collect();
        let entries: Vec<Id> = survey.entries.keys().copied().collect();
        for entry in entries {
            let known = journal.index.graph(entry)?;
            let trash = trash_of(journal, entry, &survey.comparison)?;
            let sides = survey.entries.entry(entry).or_default();
            for node in known.without(&purged).into_nodes() {
                sides.union.add(node);
            }
            sides.trash.extend(trash);
        }
        Ok(survey)
    }

    /// A record that stands there only.
    fn take(&mut self, record: &Record) {
        let header = &record.header;
        match header.kind.as_str() {
            REVISION => {
                let payload = serde_json::from_slice::<RevisionPayload<'_>>(&record.payload);
                let Ok(payload) = payload else { return };
                let Content { title, happened, .. } = payload.content.into_owned();
                let sides = self.entries.entry(payload.entry).or_default();
                let (id, at) = (header.id, header.at);
                sides.union.add(Node { id, at, parents: payload.parents });
                sides.only_there.insert(id, Told { seq: header.seq, title, happened, at });
            }
            TRASH => {
                let Ok(payload) = serde_json::from_slice::<TrashPayload>(&record.payload) else {
                    return;
                };
                let rank = Rank::of(header.at, &record.payload);
                let thrown = Thrown { rank, heads: payload.heads, here: false, there: true };
                self.entries.entry(payload.entry).or_default().trash.push(thrown);
            }
            PERSON => {
                self.people.insert(header.id);
            }
            ATTACHMENT => {
                self.attachments.insert(header.id);
            }
            PIECE => {}
            kind => {
                self.documents.insert((kind.to_owned(), header.id));
            }
        }
    }

    /// The revisions and deletions that stand here only, or that were purged there.
    fn take_ours(&mut self, journal: &Journal) -> Result<(), JournalError> {
        let only_here: HashSet<u64> = self.comparison.only_here.iter().copied().collect();
        let purged: HashSet<u64> = self.comparison.purged_there.iter().copied().collect();
        if only_here.is_empty() && purged.is_empty() {
            return Ok(());
        }
        let db = &journal.index.db;
        let rows = db.query("SELECT seq, id, entry FROM revision", &[], |row| {
            let seq = row.integer(0)?.cast_unsigned();
            Ok::<_, JournalError>((seq, row.id(1)?, row.id(2)?))
        })?;
        for (seq, id, entry) in rows {
            if only_here.contains(&seq) {
                self.entries.entry(entry).or_default().only_here.insert(id);
            } else if purged.contains(&seq) {
                self.entries.entry(entry).or_default().purged.insert(id);
            }
        }
        let rows = db.query("SELECT seq, entry FROM trash", &[], |row| {
            Ok::<_, JournalError>((row.integer(0)?.cast_unsigned(), row.id(1)?))
        })?;
        for (_, entry) in rows.into_iter().filter(|(seq, _)| only_here.contains(seq)) {
            self.entries.entry(entry).or_default();
        }
        Ok(())
    }
}

fn trash_of(
    journal: &Journal,
    entry: Id,
    comparison: &Comparison,
) -> Result<Vec<Thrown>, JournalError> {
    journal.index.db.query(
        "SELECT seq, at, digest, heads FROM trash WHERE entry = ?1",
        &[(&entry).into()],
        |row| {
            let seq = row.integer(0)?.cast_unsigned();
            let mut rank = Rank { at: row.integer(1)?, digest: [0; 16] };
            for (to, from) in rank.digest.iter_mut().zip(row.blob(2)?) {
                *to = from;
            }
            // Numbers of one side come in order.
            let there = comparison.only_here.binary_search(&seq).is_err();
            Ok(Thrown { rank, heads: apart(&row.blob(3)?), here: true, there })
        },
    )
}
