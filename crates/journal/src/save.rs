//! Writing: drafts, revisions, the trash, and the history of an entry.

use std::{borrow::Cow, collections::HashMap};

use rand::Rng;
use vault::{Id, Moment, Record};

use crate::{
    BODY_LIMIT, Content, Entry, Journal, JournalError, Note, Revision,
    payload::{DraftPayload, REVISION, RevisionPayload, TRASH, TrashPayload, to_json},
};

impl Journal {
    /// The entry as it stands; its draft, when there is one.
    pub fn entry(&self, id: Id) -> Result<Entry, JournalError> {
        let saved = self.saved(id)?;
        let Some(draft) = self.vault.draft(id)? else {
            return saved.ok_or(JournalError::EntryNotFound);
        };
        let draft: DraftPayload<'_> = serde_json::from_slice(&draft)
            .map_err(|_| JournalError::RecordNotUnderstood { seq: 0, kind: "draft".to_owned() })?;
        let content = draft.content.into_owned();
        Ok(match saved {
            Some(entry) => Entry { content, draft: true, ..entry },
            None => Entry {
                id,
                revision: None,
                written: draft.written,
                changed: draft.written,
                content,
                draft: true,
                heads: Vec::new(),
                extra: None,
            },
        })
    }

    /// The entry's current revision, whatever the draft says.
    pub(crate) fn saved(&self, id: Id) -> Result<Option<Entry>, JournalError> {
        let Some(standing) = self.index.standing(id)? else { return Ok(None) };
        let record = self.read_record(standing.seq)?;
        let mut entry = entry_of(&record)?;
        entry.heads = self.index.heads(id)?;
        Ok(Some(entry))
    }

    /// Keeps what is being typed, over what was typed before; no revision, no history. `written` is when the
    /// entry was begun, and counts only as long as it has no revision.
    pub fn keep_draft(
        &mut self,
        id: Id,
        content: &Content,
        written: Moment,
    ) -> Result<(), JournalError> {
        fits(content)?;
        let draft = DraftPayload { written, content: Cow::Borrowed(content) };
        Ok(self.vault.keep_draft(id, &to_json(&draft))?)
    }

    /// Forgets what was typed since the last revision.
    pub fn discard_draft(&mut self, id: Id) -> Result<(), JournalError> {
        Ok(self.vault.discard_draft(id)?)
    }

    /// The entries that have a draft.
    pub fn drafts(&self) -> Result<Vec<Id>, JournalError> {
        Ok(self.vault.drafts()?)
    }

    /// Makes a revision of every draft that was left behind, as by a crash; blank ones of entries that were
    /// never saved are forgotten, and those of entries with two versions wait: a revision would join the two
    /// unseen. Gives how many became revisions.
    pub fn settle_drafts(&mut self, at: Moment, rng: &mut dyn Rng) -> Result<u64, JournalError> {
        let mut settled = 0;
        for id in self.drafts()? {
            let entry = self.entry(id)?;
            if entry.heads.len() > 1 {
                continue;
            }
            if !entry.content.is_blank() {
                self.save(id, &entry.content, at, rng)?;
                settled += 1;
            } else if entry.revision.is_none() && entry.content == Content::default() {
                self.discard_draft(id)?;
            }
        }
        Ok(settled)
    }

    /// Makes a revision that follows all heads of the entry, durable when this returns; the draft goes with
    /// it. Content that says the same as the one head makes no revision.
    pub fn save(
        &mut self,
        id: Id,
        content: &Content,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        fits(content)?;
        if content.is_blank() {
            return Err(JournalError::EntryEmpty);
        }
        let heads = self.index.heads(id)?;
        let saved = self.saved(id)?;
        if let Some(entry) = &saved
            && heads.len() == 1
            && entry.content == *content
        {
            if self.vault.draft(id)?.is_some() {
                self.vault.discard_draft(id)?;
            }
            return Ok(entry.clone());
        }
        self.follow(id, heads, saved, content, at, rng)
    }

    /// Makes a revision that follows these heads, whatever others there are.
    pub(crate) fn save_after(
        &mut self,
        id: Id,
        heads: Vec<Id>,
        content: &Content,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        fits(content)?;
        if content.is_blank() {
            return Err(JournalError::EntryEmpty);
        }
        let saved = self.saved(id)?;
        self.follow(id, heads, saved, content, at, rng)
    }

    fn follow(
        &mut self,
        id: Id,
        heads: Vec<Id>,
        saved: Option<Entry>,
        content: &Content,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        let saved = match saved {
            Some(entry) => Some(entry),
            // In the trash, or new.
            None => self.last_revision(&heads)?,
        };
        let written = match &saved {
            Some(entry) => entry.written,
            None => self.draft_written(id)?.unwrap_or(at),
        };
        let extra = saved.and_then(|entry| entry.extra);
        self.revise(id, heads, content, written, extra, at, rng)
    }

    fn last_revision(&self, heads: &[Id]) -> Result<Option<Entry>, JournalError> {
        heads.last().map(|head| self.revision(*head)).transpose()
    }

    fn draft_written(&self, id: Id) -> Result<Option<Moment>, JournalError> {
        let Some(draft) = self.vault.draft(id)? else { return Ok(None) };
        Ok(serde_json::from_slice::<DraftPayload<'_>>(&draft).ok().map(|draft| draft.written))
    }

    #[expect(clippy::too_many_arguments, reason = "everything a revision is made of, in one place")]
    fn revise(
        &mut self,
        entry: Id,
        parents: Vec<Id>,
        content: &Content,
        written: Moment,
        extra: Option<String>,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        let payload = RevisionPayload {
            entry,
            parents,
            written,
            content: Cow::Borrowed(content),
            extra: extra.as_deref().map(Cow::Borrowed),
            source: None,
        };
        let revision = Id::generate(rng);
        self.write(REVISION, revision, at, &to_json(&payload), Some(entry))?;
        Ok(Entry {
            id: entry,
            revision: Some(revision),
            written,
            changed: at,
            content: content.clone(),
            draft: false,
            heads: vec![revision],
            extra,
        })
    }

    /// Adds a note as a new entry, with its people found or made. It keeps its id unless that is taken.
    pub fn add(
        &mut self,
        note: Note,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        let Note { mut content, people, written, id, extra, .. } = note;
        fits(&content)?;
        if content.is_blank() {
            return Err(JournalError::EntryEmpty);
        }
        for name in people {
            let person = self.person_named(&name, at, rng)?.id;
            if !content.people.contains(&person) {
                content.people.push(person);
            }
        }
        let id = match id {
            Some(id) if self.index.heads(id)?.is_empty() => id,
            _ => Id::generate(rng),
        };
        self.revise(id, Vec::new(), &content, written.unwrap_or(at), extra, at, rng)
    }

    /// Puts an entry into the trash, its history kept. A draft of it stays, and so does anything that is
    /// written later: saving brings it back.
    pub fn delete(&mut self, id: Id, at: Moment) -> Result<(), JournalError> {
        let heads = self.index.heads(id)?;
        if self.index.standing(id)?.is_none() {
            if heads.is_empty() && self.vault.draft(id)?.is_some() {
                return self.discard_draft(id);
            }
            return Err(JournalError::EntryNotFound);
        }
        let payload = TrashPayload { entry: id, heads };
        self.write(TRASH, id, at, &to_json(&payload), Some(id)).map(|_| ())
    }

    /// Takes an entry out of the trash; nothing happens when it is not in there.
    pub fn undelete(&mut self, id: Id, at: Moment) -> Result<(), JournalError> {
        if self.index.heads(id)?.is_empty() {
            return Err(JournalError::EntryNotFound);
        }
        if self.index.standing(id)?.is_some() {
            return Ok(());
        }
        let payload = TrashPayload { entry: id, heads: Vec::new() };
        self.write(TRASH, id, at, &to_json(&payload), None).map(|_| ())
    }

    /// Every revision of an entry, newest first and none before one that follows it, also of one in the trash.
    pub fn history(&self, id: Id) -> Result<Vec<Revision>, JournalError> {
        let current = match self.index.standing(id)? {
            Some(standing) => Some(standing.revision),
            None => self.index.heads(id)?.last().copied(),
        };
        let current = current.ok_or(JournalError::EntryNotFound)?;
        let rows = self.index.db.query(
            "SELECT id, at, words, title FROM revision WHERE entry = ?1",
            &[(&id).into()],
            |row| {
                let revision = row.id(0)?;
                let at = row.text(1)?.parse().map_err(|_| not_a_revision(0))?;
                Ok::<_, JournalError>(Revision {
                    id: revision,
                    at,
                    words: u32::try_from(row.integer(2)?).unwrap_or(u32::MAX),
                    current: revision == current,
                    title: row.text(3)?,
                })
            },
        )?;
        let mut rows: HashMap<Id, Revision> = rows.into_iter().map(|row| (row.id, row)).collect();
        let order = self.index.graph(id)?.newest_first();
        Ok(order.into_iter().filter_map(|revision| rows.remove(&revision)).collect())
    }

    /// An entry as it stood in one revision.
    pub fn revision(&self, revision: Id) -> Result<Entry, JournalError> {
        let seq = self.index.revision_seq(revision)?.ok_or(JournalError::RevisionNotFound)?;
        let mut entry = entry_of(&self.read_record(seq)?)?;
        entry.heads = self.index.heads(entry.id)?;
        Ok(entry)
    }

    /// Makes what stood in an old revision the newest one; the ones between stay in the history.
    pub fn restore(
        &mut self,
        entry: Id,
        revision: Id,
        at: Moment,
        rng: &mut dyn Rng,
    ) -> Result<Entry, JournalError> {
        let old = self.revision(revision)?;
        if old.id != entry {
            return Err(JournalError::RevisionNotFound);
        }
        self.save(entry, &old.content, at, rng)
    }
}

fn fits(content: &Content) -> Result<(), JournalError> {
    if content.body.len() > BODY_LIMIT || content.title.len() > BODY_LIMIT {
        return Err(JournalError::EntryTooLarge { bytes: content.body.len() as u64 });
    }
    Ok(())
}

fn not_a_revision(seq: u64) -> JournalError {
    JournalError::RecordNotUnderstood { seq, kind: REVISION.to_owned() }
}

/// The entry in a revision's record; its heads are not in there.
pub(crate) fn entry_of(record: &Record) -> Result<Entry, JournalError> {
    let header = &record.header;
    let payload: RevisionPayload<'_> =
        serde_json::from_slice(&record.payload).map_err(|_| not_a_revision(header.seq))?;
    Ok(Entry {
        id: payload.entry,
        revision: Some(header.id),
        written: payload.written,
        changed: header.at,
        content: payload.content.into_owned(),
        draft: false,
        heads: Vec::new(),
        extra: payload.extra.map(Cow::into_owned),
    })
}
