//! Entries that were changed on both sides of two copies: both versions, where they parted, and one that
//! joins them.

use rand::Rng;
use vault::{Id, Moment};

use crate::{
    Content, Entry, Journal, JournalError, MergePiece, Summary, index::Index,
    merge_pieces::merge_pieces, save::entry_of,
};

/// One of two versions of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictSide {
    /// The head.
    pub revision: Id,
    /// When it was saved.
    pub at: Moment,
    /// The machine that saved it, by the name that machine gives itself; empty for a draft that came along
    /// with a copy.
    pub device: String,
    /// Whether that is this machine.
    pub this_device: bool,
    /// What it says.
    pub content: Content,
}

/// Two versions of one entry that nothing has joined yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry.
    pub entry: Id,
    /// What it said where the two ways parted; `None` when they never were one, or when that cannot be read.
    pub base: Option<Content>,
    /// The version of this machine, where exactly one is; else the later one.
    pub here: ConflictSide,
    /// The other.
    pub there: ConflictSide,
    /// The two texts beside each other.
    pub pieces: Vec<MergePiece>,
    /// How many heads the entry has. With more than two, these are the two oldest, and the others wait.
    pub heads: u64,
}

impl Conflict {
    /// The parts of the entry beside its text in which the two versions differ, by the names they have in
    /// front matter.
    pub fn fields(&self) -> Vec<&'static str> {
        let (here, there) = (&self.here.content, &self.there.content);
        let differs = [
            ("title", here.title != there.title),
            ("kind", here.kind != there.kind),
            ("happened", here.happened != there.happened),
            ("place", here.place != there.place),
            ("people", here.people != there.people),
            ("tags", here.tags != there.tags),
            ("feeling", here.feeling != there.feeling),
        ];
        differs.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
    }
}

impl Journal {
    /// The entries outside the trash that have more than one head, newest first.
    pub fn conflicts(&self) -> Result<Vec<Summary>, JournalError> {
        self.index.db.query(
            "SELECT summary FROM catalogue WHERE entry IN (SELECT entry FROM forked)
             ORDER BY place DESC",
            &[],
            |row| Index::summary(&row.text(0)?),
        )
    }

    /// The two oldest heads of an entry beside each other.
    ///
    /// `no-conflict` when it has fewer than two.
    pub fn conflict(&self, entry: Id) -> Result<Conflict, JournalError> {
        let heads = self.index.heads(entry)?;
        let [older, later, ..] = heads[..] else {
            return Err(if heads.is_empty() {
                JournalError::EntryNotFound
            } else {
                JournalError::NoConflict
            });
        };
        let (older, later) = (self.side(older)?, self.side(later)?);
        let (here, there) =
            if older.this_device && !later.this_device { (older, later) } else { (later, older) };
        let parting = self.index.graph(entry)?.parting(here.revision, there.revision);
        // One that is damaged or purged is as good as none: the two versions are whole.
        let base = parting.and_then(|base| self.revision(base).ok()).map(|base| base.content);
        let text = base.as_ref().map(|base| base.body.as_str());
        let pieces = merge_pieces(text, &here.content.body, &there.content.body);
        Ok(Conflict { entry, base, here, there, pieces, heads: heads.len() as u64 })
    }

    fn side(&self, revision: Id) -> Result<ConflictSide, JournalError> {
        let seq = self.index.revision_seq(revision)?.ok_or(JournalError::RevisionNotFound)?;
        let record = self.read_record(seq)?;
        let Entry { changed, content, .. } = entry_of(&record)?;
        let device = record.header.device;
        let this_device = device == self.device();
        Ok(ConflictSide { revision, at: changed, device, this_device, content })
    }

    /// Saves what was written with [`Journal::conflict`] before the eyes: of more than two versions it
    /// follows the two that were shown, and all heads else.
    pub fn save_shown(
        &mut self,
        entry: Id,
        content: &Content,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        match self.index.heads(entry)?[..] {
            [older, later, _, ..] => self.join(entry, &[older, later], content, at, rng),
            _ => self.save(entry, content, at, rng),
        }
    }

    /// Makes a revision that follows these heads of the entry and leaves its other heads as they are. Saving
    /// follows all heads; this is for joining three or more, two at a time.
    ///
    /// `revision-not-found` when one of them is no head of the entry.
    pub fn join(
        &mut self,
        entry: Id,
        heads: &[Id],
        content: &Content,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        let known = self.index.heads(entry)?;
        if heads.is_empty() || !heads.iter().all(|head| known.contains(head)) {
            return Err(JournalError::RevisionNotFound);
        }
        self.save_after(entry, heads.to_vec(), content, at, rng)
    }
}
