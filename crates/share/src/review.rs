//! The review: every item of an entry looked at and decided before anything can leave.
//!
//! Everything starts undecided, and undecided does not leave. Each decision is durable when its
//! call returns; when it could not be kept, it was not made.

use std::collections::{BTreeMap, HashMap, HashSet};

use detect::{FindingKind, Knowledge};
use jiff::civil::Date;
use journal::{Content, Journal, JournalError, Person};
use vault::{Id, Moment};

use crate::compose::Contents;
use crate::decision::clean;
use crate::fold;
use crate::item::{ItemKind, Source, items};
use crate::names::{Name, strip_possessive};
use crate::reading::{Found, Reading, knowledge};
use crate::scan::{Removed, Weight, is_searched_as_itself, is_searched_as_words};
use crate::span::{Cut, carry_out};
use crate::stored::{Answer, KIND, Rule, State, Step, Stored};
use crate::view::Progress;
use crate::{Decision, FindingDecision, Plan, ShareError};

/// The act of deciding every item and finding of a share.
///
/// Kept in the vault after every decision; [`Review::open`] goes on where it was left, days later.
pub struct Review {
    pub(crate) id: Id,
    pub(crate) stored: Stored,
    pub(crate) person: Person,
    pub(crate) sources: Vec<Source>,
    /// What was found in the text of each item that is not left out.
    pub(crate) readings: HashMap<String, Reading>,
    pub(crate) people: Vec<Person>,
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
        let mut review = Self {
            id,
            stored,
            person,
            sources: items(content, &people),
            readings: HashMap::new(),
            knowledge: knowledge(&people, journal.author()?, places, tags),
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

    /// Answers an item. A rewriting without any text leaves the item out.
    pub fn decide_item(
        &mut self,
        journal: &mut Journal,
        item: &str,
        decision: Decision,
        at: Moment,
    ) -> Result<(), ShareError> {
        let index = self.index(item)?;
        let decision = match decision {
            Decision::Rewrite(text) if text.trim().is_empty() => Decision::LeaveOut,
            Decision::Rewrite(text) => Decision::Rewrite(clean(&text)),
            other => other,
        };
        let before = self.stored.items.get(item).cloned().unwrap_or_default();
        if before.decision == decision {
            return Ok(());
        }
        self.change(journal, at, |review| {
            // Answers about findings hold as long as the text they are about.
            let findings = if rewriting(&before.decision) == rewriting(&decision) {
                before.findings.clone()
            } else {
                BTreeMap::new()
            };
            let step = Step { items: vec![(item.to_owned(), before)], ..Step::default() };
            review.stored.remember(step);
            review.answer_with(item, Answer { decision, findings });
            review.read(index);
            review.settle(index);
            review.follow();
            Ok(())
        })
    }

    /// Answers a finding; with `everywhere`, every finding about the same name in the share, those
    /// of items decided later included.
    pub fn decide_finding(
        &mut self,
        journal: &mut Journal,
        item: &str,
        finding: &str,
        decision: FindingDecision,
        everywhere: bool,
        at: Moment,
    ) -> Result<(), ShareError> {
        self.index(item)?;
        let found = self
            .readings
            .get(item)
            .and_then(|reading| reading.finding(finding))
            .ok_or(ShareError::FindingNotFound)?;
        let (name, decision) = (found.name.clone(), decision.tidy());
        self.change(journal, at, |review| {
            let mut step = Step::default();
            let mut targets = vec![(item.to_owned(), finding.to_owned())];
            if everywhere {
                let all = review.names();
                step.rules = Some(review.stored.rules.clone());
                review
                    .stored
                    .rules
                    .retain(|rule| rule.name.words != name.words || rule.name.kind != name.kind);
                if decision != FindingDecision::Undecided {
                    review
                        .stored
                        .rules
                        .push(Rule { name: name.clone(), decision: decision.clone() });
                }
                targets = review.findings_where(|found| name.same(&found.name, &all));
            }
            for (item, finding) in targets {
                let old = review.decision_on(&item, &finding);
                if old != decision {
                    review.decide(&item, &finding, decision.clone());
                    step.findings.push((item, finding, old));
                }
            }
            if !step.findings.is_empty() || step.rules.is_some() {
                review.stored.remember(step);
                review.follow();
            }
            Ok(())
        })
    }

    /// Keeps every finding of the item that is still undecided.
    pub fn keep_remaining(
        &mut self,
        journal: &mut Journal,
        item: &str,
        at: Moment,
    ) -> Result<(), ShareError> {
        self.index(item)?;
        let open: Vec<String> = self.readings.get(item).map_or_else(Vec::new, |reading| {
            let ids = reading.findings.iter().map(|found| found.id.clone());
            ids.filter(|id| self.decision_on(item, id) == FindingDecision::Undecided).collect()
        });
        if open.is_empty() {
            return Ok(());
        }
        self.change(journal, at, |review| {
            let mut step = Step::default();
            for finding in open {
                review.decide(item, &finding, FindingDecision::Keep);
                step.findings.push((item.to_owned(), finding, FindingDecision::Undecided));
            }
            review.stored.remember(step);
            Ok(())
        })
    }

    /// Takes the last decision back, and says whether there was one.
    pub fn undo(&mut self, journal: &mut Journal, at: Moment) -> Result<bool, ShareError> {
        if self.stored.undo.is_empty() {
            return Ok(false);
        }
        self.change(journal, at, |review| {
            let step = review.stored.undo.pop_back().unwrap_or_default();
            if let Some(rules) = step.rules {
                review.stored.rules = rules;
            }
            for (item, finding, decision) in step.findings {
                review.decide(&item, &finding, decision);
            }
            for (item, answer) in step.items {
                let Ok(index) = review.index(&item) else { continue };
                review.answer_with(&item, answer);
                review.read(index);
            }
            review.look_again();
            Ok(())
        })?;
        Ok(true)
    }

    /// What would leave as things stand.
    pub(crate) fn contents(&self) -> Contents {
        let leaving: Vec<_> = self.sources.iter().map(|source| self.leaving(source)).collect();
        Contents::of(&self.sources, &leaving)
    }

    fn leaving(&self, source: &Source) -> Option<String> {
        if !self.leaves(source) {
            return None;
        }
        let reading = self.readings.get(&source.id)?;
        let cuts: Vec<Cut> = reading
            .findings
            .iter()
            .filter_map(|found| {
                let stand_in = match self.decision_on(&source.id, &found.id) {
                    FindingDecision::Keep => return None,
                    FindingDecision::Generalise(words) => Some(words),
                    FindingDecision::Redact | FindingDecision::Undecided => None,
                };
                Some(Cut { range: found.span.clone(), stand_in })
            })
            .collect();
        Some(carry_out(&reading.text, &cuts, source.kind))
    }

    pub(crate) fn answer(&self, source: &Source) -> Option<&Answer> {
        self.stored.items.get(&source.id)
    }

    pub(crate) fn decision_on(&self, item: &str, finding: &str) -> FindingDecision {
        let answer = self.stored.items.get(item);
        answer.and_then(|answer| answer.findings.get(finding)).cloned().unwrap_or_default()
    }

    pub(crate) fn is_decided(&self, source: &Source) -> bool {
        match self.answer(source).map(|answer| &answer.decision) {
            None | Some(Decision::Undecided) => false,
            Some(Decision::LeaveOut) => true,
            Some(Decision::Keep | Decision::Rewrite(_)) => {
                self.readings.get(&source.id).is_some_and(|reading| {
                    reading.findings.iter().all(|found| {
                        self.decision_on(&source.id, &found.id) != FindingDecision::Undecided
                    })
                })
            }
        }
    }

    fn index(&self, item: &str) -> Result<usize, ShareError> {
        let found = self.sources.iter().position(|source| source.id == item);
        found.ok_or(ShareError::ItemNotFound)
    }

    /// Every name found in what is not left out.
    pub(crate) fn names(&self) -> Vec<Name> {
        self.sources
            .iter()
            .filter_map(|source| self.readings.get(&source.id))
            .flat_map(|reading| reading.findings.iter().map(|found| found.name.clone()))
            .collect()
    }

    fn findings_where(&self, is: impl Fn(&Found) -> bool) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for source in &self.sources {
            if let Some(reading) = self.readings.get(&source.id) {
                let fitting = reading.findings.iter().filter(|found| is(found));
                list.extend(fitting.map(|found| (source.id.clone(), found.id.clone())));
            }
        }
        list
    }

    fn decide(&mut self, item: &str, finding: &str, decision: FindingDecision) {
        let mut answer = self.stored.items.get(item).cloned().unwrap_or_default();
        if decision == FindingDecision::Undecided {
            answer.findings.remove(finding);
        } else {
            answer.findings.insert(finding.to_owned(), decision);
        }
        self.answer_with(item, answer);
    }

    /// Puts an answer down; one that says nothing is not kept.
    fn answer_with(&mut self, item: &str, answer: Answer) {
        if answer == Answer::default() {
            self.stored.items.remove(item);
        } else {
            self.stored.items.insert(item.to_owned(), answer);
        }
    }

    /// Whether anything of this item leaves as things stand.
    pub(crate) fn leaves(&self, source: &Source) -> bool {
        let decision = self.answer(source).map(|answer| &answer.decision);
        matches!(decision, Some(Decision::Keep | Decision::Rewrite(_)))
    }

    /// Reads the text of item `index` that would leave if it did; nothing of one that is left out.
    fn read(&mut self, index: usize) {
        let Some(source) = self.sources.get(index) else { return };
        let text = match self.answer(source).map(|answer| &answer.decision) {
            None | Some(Decision::Undecided | Decision::Keep) => source.text.clone(),
            Some(Decision::Rewrite(text)) => text.clone(),
            Some(Decision::LeaveOut) => {
                self.readings.remove(&source.id);
                return;
            }
        };
        if self.readings.get(&source.id).is_none_or(|reading| reading.text != text) {
            let reading = Reading::of(text, source, &self.knowledge, &self.people);
            self.readings.insert(source.id.clone(), reading);
        }
    }

    fn read_all(&mut self) {
        for index in 0..self.sources.len() {
            self.read(index);
        }
        self.look_again();
    }

    /// What was decided before about names in this item: everywhere, or by keeping the whole item.
    fn settle(&mut self, index: usize) -> Vec<(String, String)> {
        let Some(source) = self.sources.get(index) else { return Vec::new() };
        let Some(reading) = self.readings.get(&source.id) else { return Vec::new() };
        let all = self.names();
        let kept = self.answer(source).is_some_and(|answer| answer.decision == Decision::Keep);
        let item = source.id.clone();
        let mut settled = Vec::new();
        for found in &reading.findings {
            if self.decision_on(&item, &found.id) != FindingDecision::Undecided {
                continue;
            }
            let mut rules = self.stored.rules.iter().rev();
            let decision = match rules.find(|rule| rule.name.same(&found.name, &all)) {
                Some(rule) => rule.decision.clone(),
                // To keep "Lisbon" as the place and then be asked about "Lisbon" is to be asked twice.
                None if kept && source.kind != ItemKind::Block && reading.is_whole(found) => {
                    FindingDecision::Keep
                }
                None => continue,
            };
            settled.push((found.id.clone(), decision));
        }
        let mut done = Vec::with_capacity(settled.len());
        for (finding, decision) in settled {
            self.decide(&item, &finding, decision);
            done.push((item.clone(), finding));
        }
        done
    }

    /// After a decision: what it removed is pointed out wherever else it stands, and what was
    /// decided everywhere is decided there too. Taking the decision back takes this back.
    fn follow(&mut self) {
        let known: HashSet<(String, String)> = self.findings_where(|_| true).into_iter().collect();
        self.look_again();
        for index in 0..self.sources.len() {
            let news = self.sources.get(index).and_then(|source| {
                let reading = self.readings.get(&source.id)?;
                let new = |found: &Found| !known.contains(&(source.id.clone(), found.id.clone()));
                Some(reading.findings.iter().any(new))
            });
            if news == Some(true) {
                let settled = self.settle(index);
                if let Some(step) = self.stored.undo.back_mut() {
                    let undecided =
                        settled.into_iter().map(|(i, f)| (i, f, FindingDecision::Undecided));
                    step.findings.extend(undecided);
                }
            }
        }
    }

    /// Points out what was removed somewhere in every other place where it stands.
    fn look_again(&mut self) {
        let mut gone: Vec<(FindingKind, String)> = Vec::new();
        let mut add = |kind: FindingKind, text: &str| {
            let text = strip_possessive(text).to_owned();
            let words = fold::words(&text);
            let removed = Removed { text, words, weight: Weight::Name(kind) };
            if is_searched_as_words(&removed) || is_searched_as_itself(&removed) {
                gone.push((kind, removed.text));
            }
        };
        for source in &self.sources {
            if let Some(reading) = self.readings.get(&source.id).filter(|_| self.leaves(source)) {
                for found in reading.detected() {
                    if self.decision_on(&source.id, &found.id).removes() {
                        add(found.kind, reading.words(found));
                    }
                }
            } else if self.answer(source).is_some_and(|a| a.decision == Decision::LeaveOut) {
                match source.kind {
                    ItemKind::Person => add(FindingKind::Person, &source.text),
                    ItemKind::Place => add(FindingKind::Place, &source.text),
                    _ => {}
                }
            }
        }
        // The longest first, so that a whole name is found before its parts.
        gone.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then_with(|| one.cmp(other)));
        gone.dedup();
        for reading in self.readings.values_mut() {
            reading.look_for(&gone, &self.people);
        }
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
    fn change(
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

/// The text an answer is about, if it is not the item's own.
fn rewriting(decision: &Decision) -> Option<&str> {
    if let Decision::Rewrite(text) = decision { Some(text) } else { None }
}
