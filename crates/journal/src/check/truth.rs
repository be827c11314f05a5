//! What the records say, without the index: gathered while a check has each of them open.

use std::collections::{HashMap, HashSet};

use vault::{Id, Moment, Record};

use super::Flaw;
use crate::{
    graph::{Graph, Node},
    index::{Index, Rank, digest_of},
    payload::{
        ATTACHMENT, AttachmentPayload, KINDS, PERSON, PIECE, REVISION, RevisionPayload, TRASH,
        TrashPayload,
    },
};

/// Everything an index should hold, as the records tell it.
#[derive(Default)]
pub(super) struct Truth {
    pub revisions: HashMap<Id, Seen>,
    /// Which revision each of their records holds.
    pub revision_of: HashMap<u64, Id>,
    /// The newest state of each thing of which the newest counts, by kind and id.
    pub newest: HashMap<(String, Id), Newest>,
    /// The heads in the newest record of each entry's trash.
    pub thrown: HashMap<Id, Vec<Id>>,
    files: HashMap<Id, Option<AttachmentPayload>>,
    /// The length of each piece, and its record.
    pieces: HashMap<Id, (u64, u64)>,
    not_understood: Vec<(u64, String)>,
}

/// A revision, as far as lists are made of it.
pub(super) struct Seen {
    pub entry: Id,
    pub node: Node,
    pub digest: String,
}

/// The newest state of a thing.
pub(super) struct Newest {
    pub rank: Rank,
}

impl Truth {
    /// Takes in one whole record.
    pub fn take(&mut self, record: &Record) {
        let header = &record.header;
        let (seq, kind, id) = (header.seq, header.kind.as_str(), header.id);
        if vault::OWN_KINDS.contains(&kind) {
            return;
        }
        let taken = match kind {
            REVISION => self.take_revision(seq, id, header.at, &record.payload),
            PIECE => {
                self.pieces.entry(id).or_insert((seq, record.payload.len() as u64));
                Some(())
            }
            TRASH => serde_json::from_slice(&record.payload).ok().map(|trash: TrashPayload| {
                if self.is_newest(TRASH, trash.entry, header.at, &record.payload) {
                    self.thrown.insert(trash.entry, trash.heads);
                }
            }),
            ATTACHMENT => {
                let file = serde_json::from_slice(&record.payload).ok();
                (file.is_some() || record.payload.is_empty()).then(|| {
                    if self.is_newest(ATTACHMENT, id, header.at, &record.payload) {
                        self.files.insert(id, file);
                    }
                })
            }
            PERSON => serde_json::from_slice::<crate::Person>(&record.payload).ok().map(|_| {
                self.is_newest(PERSON, id, header.at, &record.payload);
            }),
            _ => {
                self.is_newest(kind, id, header.at, &record.payload);
                Some(())
            }
        };
        if taken.is_none() {
            self.not_understood.push((seq, kind.to_owned()));
        }
    }

    fn take_revision(&mut self, seq: u64, id: Id, at: Moment, payload: &[u8]) -> Option<()> {
        let payload: RevisionPayload<'_> = serde_json::from_slice(payload).ok()?;
        let extra = payload.extra.as_deref();
        let digest = digest_of(&payload.content, payload.written, extra);
        self.revision_of.insert(seq, id);
        let node = Node { id, at, parents: payload.parents };
        self.revisions.entry(id).or_insert(Seen { entry: payload.entry, node, digest });
        Some(())
    }

    fn is_newest(&mut self, kind: &str, id: Id, at: Moment, payload: &[u8]) -> bool {
        let rank = Rank::of(at, payload);
        let known = self.newest.entry((kind.to_owned(), id));
        let mut first = false;
        let known = known.or_insert_with(|| {
            first = true;
            Newest { rank }
        });
        let newer = rank > known.rank;
        if newer {
            known.rank = rank;
        }
        first || newer
    }

    /// The revisions of each entry as a graph.
    pub fn graphs(&self) -> HashMap<Id, Graph> {
        let mut graphs: HashMap<Id, Graph> = HashMap::new();
        for seen in self.revisions.values() {
            graphs.entry(seen.entry).or_default().add(seen.node.clone());
        }
        graphs
    }

    /// The files of entries that were not taken away.
    pub fn files(&self) -> impl Iterator<Item = (Id, &AttachmentPayload)> {
        self.files.iter().filter_map(|(id, file)| Some((*id, file.as_ref()?)))
    }

    /// The record of a piece.
    pub fn piece_seq(&self, piece: Id) -> Option<u64> {
        self.pieces.get(&piece).map(|(seq, _)| *seq)
    }

    /// How many files are whole, and what is wrong with the others. A piece in a damaged record that the index
    /// remembers is named with the record and not here.
    pub fn attachments(&self, index: &Index, damaged: &HashSet<u64>) -> (u64, Vec<Flaw>) {
        let is_named = |piece: Id| {
            let known = index.piece_seq(piece).ok().flatten();
            known.is_some_and(|seq| damaged.contains(&seq))
        };
        let (mut whole, mut flaws) = (0, Vec::new());
        for (_, file) in self.files() {
            let wrong = file.layout().find_map(|(_, bytes, piece)| match self.pieces.get(&piece) {
                None => Some(("missing", None, is_named(piece))),
                Some((seq, length)) if *length != bytes => Some(("malformed", Some(*seq), false)),
                Some(_) => None,
            });
            let held: u64 = file.layout().map(|(_, bytes, _)| bytes).sum();
            let wrong = wrong.or((held != file.bytes).then_some(("malformed", None, false)));
            match wrong {
                None => whole += 1,
                Some((_, _, true)) => {}
                Some((wrong, record, false)) => flaws.push(Flaw {
                    wrong,
                    record,
                    kind: Some(PIECE.to_owned()),
                    entry: Some(file.entry),
                    file: Some(file.name.clone()),
                    at: Some(file.added),
                    ..Flaw::default()
                }),
            }
        }
        (whole, flaws)
    }

    /// Records of the journal's own kinds that do not hold what those hold.
    pub fn not_understood(&self) -> impl Iterator<Item = Flaw> {
        self.not_understood.iter().map(|(seq, kind)| {
            debug_assert!(KINDS.contains(&kind.as_str()), "documents are anybody's");
            let (record, kind) = (Some(*seq), Some(kind.clone()));
            Flaw { wrong: "not-understood", record, kind, ..Flaw::default() }
        })
    }
}
