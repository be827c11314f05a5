//! The review: every item of an entry looked at and decided before anything can leave.
//!
//! Everything starts undecided, and undecided does not leave. Each decision is durable when its
//! call returns; when it could not be kept, it was not made.

use std::collections::{HashMap, HashSet};

use detect::{Knowledge, Topics};
use jiff::civil::Date;
use journal::{Content, Journal, JournalError, Person};
use vault::{Id, Moment};

use crate::file::{EntryFile, files};
use crate::item::{Source, items};
use crate::names::Roll;
use crate::reading::{Reading, has_topics, knowledge, topics_of};
use crate::stored::{Answer, KIND, State, Stored};
use crate::view::Progress;
use crate::{Decision, Plan, ShareError};

/// The act of deciding every item and finding of a share.
///
/// Kept in the vault after every decision; [`Review::open`] goes on where it was left, days later.
pub struct Review {
    pub(crate) id: Id,
    pub(crate) stored: Stored,
    pub(crate) person: Person,
    pub(crate) sources: Vec<Source>,
    /// The entry's files as they were when this was opened.
    pub(crate) files: Vec<EntryFile>,
    /// What was found in the text of each item that is not left out.
    pub(crate) readings: HashMap<String, Reading>,
    pub(crate) people: Vec<Person>,
    pub(crate) roll: Roll,
    /// What the items reveal as the entry has them, each in the light of the others.
    topics: HashMap<String, Topics>,
    knowledge: Knowledge,
    pub(crate) today: Date,
    voided: usize,
}

impl std::fmt::Debug for Review {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Review").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Review {
    /// Begins a share of `entry` as it was last saved: every item undecided.
    ///
    /// Fails with `entry-not-found` when it never was saved, `person-not-found` when the plan names
    /// nobody.
    pub fn start(
        journal: &mut Journal,
        entry: Id,
        plan: Plan,
        at: Moment,
        rng: &mut dyn rand::Rng,
    ) -> Result<Self, ShareError> {
        let (revision, content) = head(journal, entry)?;
        let person = told(journal, plan.person)?;
        let stored = Stored::new(entry, revision, Id::generate(rng), plan.trimmed(), at);
        let mut review = Self::assemble(journal, Id::generate(rng), stored, person, &content, at)?;
        review.keep(journal, at)?;
        Ok(review)
    }

    /// Goes on with a share. Items whose content changed since they were decided are undecided
    /// again, and counted by [`Review::voided`].
    pub fn open(journal: &mut Journal, id: Id, at: Moment) -> Result<Self, ShareError> {
        let stored = Stored::load(journal, id)?;
        let (revision, content) = head(journal, stored.entry)?;
        let person = told(journal, stored.plan.person)?;
        let mut review = Self::assemble(journal, id, stored, person, &content, at)?;
        let stale = review.void(revision);
        review.look_again();
        if stale && !journal.vault().is_read_only() {
            review.keep(journal, at)?;
        }
        Ok(review)
    }

    /// Gives a share up. What was sent is not unsent by it.
    pub fn discard(journal: &mut Journal, id: Id, at: Moment) -> Result<(), ShareError> {
        if journal.document(KIND, id)?.is_none() {
            return Err(ShareError::ShareNotFound);
        }
        Ok(journal.remove_document(KIND, id, at)?)
    }

    fn assemble(
        journal: &Journal,
        id: Id,
        stored: Stored,
        person: Person,
        content: &Content,
        at: Moment,
    ) -> Result<Self, ShareError> {
        let people = journal.people()?;
        let tags = journal.tags()?.into_iter().map(|(tag, _)| tag).collect();
        let places = content.place.iter().cloned().collect();
        let files = files(journal, stored.entry)?;
        let sources = items(content, &people, &files);
        let mut review = Self {
            id,
            stored,
            person,
            topics: topics_of(&sources),
            sources,
            files,
            readings: HashMap::new(),
            knowledge: knowledge(&people, journal.author()?, places, tags),
            roll: Roll::of(&people),
            people,
            today: at.date(),
            voided: 0,
        };
        review.read_all();
        Ok(review)
    }

    /// The share's own id.
    pub const fn id(&self) -> Id {
        self.id
    }

    /// The entry it is made of.
    pub const fn entry(&self) -> Id {
        self.stored.entry
    }

    /// Who is told, why, and under which rule.
    pub const fn plan(&self) -> &Plan {
        &self.stored.plan
    }

    /// The name of the person told; it is typed to confirm the sealing.
    pub fn person_name(&self) -> &str {
        &self.person.name
    }

    /// How many items went back to undecided in this opening, or by the last change of the plan.
    pub const fn voided(&self) -> usize {
        self.voided
    }

    /// The day until which the author wants to sleep on it, also when that day is past.
    pub const fn asleep_until(&self) -> Option<Date> {
        self.stored.asleep
    }

    /// Lays the share aside until a day; `None` wakes it. Nothing is refused meanwhile: who wants to
    /// go on goes on.
    pub fn sleep(
        &mut self,
        journal: &mut Journal,
        until: Option<Date>,
        at: Moment,
    ) -> Result<(), ShareError> {
        let before = std::mem::replace(&mut self.stored.asleep, until);
        if before == until {
            return Ok(());
        }
        let kept = self.keep(journal, at);
        if kept.is_err() {
            self.stored.asleep = before;
        }
        kept
    }

    /// Whether a decision can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.stored.undo.is_empty()
    }

    /// How far the review has come.
    pub fn progress(&self) -> Progress {
        let decided = self.sources.iter().filter(|source| self.is_decided(source)).count();
        Progress { decided, total: self.sources.len() }
    }

    /// Changes the plan.
    ///
    /// For another person everything is undecided again: whether to tell is a question about
    /// somebody. Under a looser rule what was kept or rewritten is.
    pub fn change_plan(
        &mut self,
        journal: &mut Journal,
        plan: Plan,
        at: Moment,
    ) -> Result<(), ShareError> {
        let person = told(journal, plan.person)?;
        let old = &self.stored.plan;
        let (other, looser) = (plan.person != old.person, plan.rule > old.rule);
        let before = self.progress().decided;
        let was = std::mem::replace(&mut self.person, person);
        let done = self.change(journal, at, |review| {
            review.stored.plan = plan.trimmed();
            if other {
                review.stored.items.clear();
                review.stored.rules.clear();
            } else if looser {
                review.stored.items.retain(|_, answer| answer.decision == Decision::LeaveOut);
            }
            if other || looser {
                // What is taken back would be an answer to another question.
                review.stored.undo.clear();
            }
            review.read_all();
            Ok(())
        });
        match done {
            Ok(()) => self.voided = before.saturating_sub(self.progress().decided),
            Err(_) => self.person = was,
        }
        done
    }

    /// Reads the text of item `index` that would leave if it did; nothing of one that is left out.
    pub(crate) fn read(&mut self, index: usize) {
        self.read_one(index);
        // With a file goes what is said of it.
        let about = self
            .sources
            .iter()
            .enumerate()
            .filter(|(_, about)| about.parent == Some(index) && about.file.is_some());
        let about: Vec<usize> = about.map(|(n, _)| n).collect();
        for about in about {
            self.read_one(about);
        }
    }

    fn read_one(&mut self, index: usize) {
        let Some(source) = self.sources.get(index) else { return };
        let text = match self.answer(source).map(|answer| &answer.decision) {
            _ if self.goes_with_its_file(source) => {
                self.readings.remove(&source.id);
                return;
            }
            None | Some(Decision::Undecided | Decision::Keep) => source.own_text().to_owned(),
            Some(Decision::Rewrite(text)) => text.clone(),
            Some(Decision::LeaveOut) => {
                self.readings.remove(&source.id);
                return;
            }
        };
        if self.readings.get(&source.id).is_none_or(|reading| reading.text != text) {
            let topics = if text == source.own_text() {
                self.topics.get(&source.id).cloned().into_iter().collect()
            } else if has_topics(source) {
                detect::topics(&text)
            } else {
                Vec::new()
            };
            let reading = Reading::of(text, topics, &self.knowledge, &self.roll);
            self.readings.insert(source.id.clone(), reading);
        }
    }

    fn read_all(&mut self) {
        for index in 0..self.sources.len() {
            self.read_one(index);
        }
        self.look_again();
    }

    pub(crate) fn index(&self, item: &str) -> Result<usize, ShareError> {
        let found = self.sources.iter().position(|source| source.id == item);
        found.ok_or(ShareError::ItemNotFound)
    }

    /// Drops answers to items that are no more, and says whether anything changed.
    fn void(&mut self, revision: Id) -> bool {
        let known: HashSet<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        let is_gone = |id: &String| !known.contains(id.as_str());
        let gone = self.stored.items.keys().any(is_gone);
        if !gone && revision == self.stored.revision {
            return false;
        }
        let decided = |answer: &Answer| answer.decision != Decision::Undecided;
        let decided_and_gone =
            self.stored.items.iter().filter(|(id, answer)| is_gone(id) && decided(answer)).count();
        let fresh = self.sources.iter().filter(|source| self.answer(source).is_none()).count();
        // An item that was only taken away has nothing to be decided again.
        self.voided = decided_and_gone.min(fresh);
        self.stored.items.retain(|id, _| known.contains(id.as_str()));
        self.stored.undo.clear();
        self.stored.revision = revision;
        true
    }

    /// Makes a change and keeps it, or neither.
    pub(crate) fn change(
        &mut self,
        journal: &mut Journal,
        at: Moment,
        make: impl FnOnce(&mut Self) -> Result<(), ShareError>,
    ) -> Result<(), ShareError> {
        let before = self.stored.clone();
        // A told story that is decided anew is open again.
        self.stored.state = State::Open;
        let done = make(self).and_then(|()| self.keep(journal, at));
        if done.is_err() {
            self.stored = before;
            self.read_all();
        }
        done
    }

    fn keep(&mut self, journal: &mut Journal, at: Moment) -> Result<(), ShareError> {
        let Progress { decided, total } = self.progress();
        self.today = at.date();
        (self.stored.decided, self.stored.total, self.stored.changed) = (decided, total, at);
        self.stored.save(journal, self.id, at)
    }
}

/// The entry as it was last saved. A draft is not reviewed: it can change with every key.
pub(crate) fn head(journal: &Journal, entry: Id) -> Result<(Id, Content), ShareError> {
    let entry = journal.entry(entry)?;
    let revision = entry.revision.ok_or(JournalError::EntryNotFound)?;
    let content = if entry.draft { journal.revision(revision)?.content } else { entry.content };
    Ok((revision, content))
}

pub(crate) fn told(journal: &Journal, person: Id) -> Result<Person, ShareError> {
    journal.person(person).map_err(|error| match error {
        JournalError::PersonNotFound => ShareError::PersonNotFound,
        other => other.into(),
    })
}
