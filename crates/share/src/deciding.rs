//! The decisions of a review. Each is durable when its call returns; when it could not be kept, it
//! was not made.

use std::collections::BTreeMap;

use journal::{Journal, Person};
use vault::{Id, Moment};

use crate::decision::clean;
use crate::names::Name;
use crate::stored::{Answer, Rule, Step};
use crate::{Decision, FindingDecision, Review, ShareError};

impl Review {
    /// Answers an item. A rewriting without any text leaves the item out.
    ///
    /// A picture or file is kept or left out; a picture that cannot be rebuilt is left out, and to keep it
    /// fails with what is wrong with it (`photo-format-unknown` …).
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
        self.can_be(index, &decision)?;
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
            let strokes = before.strokes.clone();
            let step = Step { items: vec![(item.to_owned(), before)], ..Step::default() };
            review.stored.remember(step);
            review.answer_with(item, Answer { decision, findings, strokes });
            review.read(index);
            review.settle(index);
            review.follow();
            Ok(())
        })
    }

    /// Answers a finding; with `everywhere`, every finding about the same name in the share, those
    /// of items decided later included. What then stands for somebody of the vault who had no stand-in
    /// is remembered as theirs.
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
        let nameless = everywhere.then(|| self.has_no_stand_in(&name)).flatten();
        let remembers = match &decision {
            FindingDecision::Generalise(words) => nameless.map(|person| (person, words.clone())),
            _ => None,
        };
        self.change(journal, at, |review| {
            let mut step = Step { remembers: remembers.clone(), ..Step::default() };
            let mut targets = vec![(item.to_owned(), finding.to_owned())];
            if everywhere {
                let all = review.names();
                targets = review.findings_where(|found| name.same(&found.name, &all));
                let rules = &mut review.stored.rules;
                step.rules = Some(rules.clone());
                rules.retain(|rule| {
                    rule.name.words != name.words || rule.name.sort() != name.sort()
                });
                if decision != FindingDecision::Undecided {
                    rules.push(Rule { name: name.clone(), decision: decision.clone() });
                }
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
        })?;
        if let Some((person, words)) = remembers {
            self.set_stand_in(journal, person, Some(words), at);
        }
        Ok(())
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
        let remembers = self.stored.undo.back().and_then(|step| step.remembers.clone());
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
        if let Some((person, words)) = remembers
            && self.people.iter().any(|p| p.id == person && p.stand_in.as_ref() == Some(&words))
        {
            self.set_stand_in(journal, person, None, at);
        }
        Ok(true)
    }

    /// The person of the vault that `name` is, if nothing stands for them yet.
    fn has_no_stand_in(&self, name: &Name) -> Option<Id> {
        let person = self.people.iter().find(|person| Some(person.id) == name.person)?;
        let none = person.stand_in.as_ref().is_none_or(|words| words.trim().is_empty());
        none.then_some(person.id)
    }

    /// Remembers what stands for a person in every share to come, or forgets it.
    fn set_stand_in(
        &mut self,
        journal: &mut Journal,
        person: Id,
        words: Option<String>,
        at: Moment,
    ) {
        // As they stand now: another room may know more of them since this review was opened. The
        // decision holds whatever becomes of this note.
        let Ok(now) = journal.person(person) else { return };
        let now = Person { stand_in: words, ..now };
        if journal.save_person(&now, at).is_ok()
            && let Some(known) = self.people.iter_mut().find(|known| known.id == person)
        {
            known.stand_in = now.stand_in;
        }
    }

    pub(crate) fn decide(&mut self, item: &str, finding: &str, decision: FindingDecision) {
        let mut answer = self.stored.items.get(item).cloned().unwrap_or_default();
        if decision == FindingDecision::Undecided {
            answer.findings.remove(finding);
        } else {
            answer.findings.insert(finding.to_owned(), decision);
        }
        self.answer_with(item, answer);
    }

    /// Puts an answer down; one that says nothing is not kept.
    pub(crate) fn answer_with(&mut self, item: &str, answer: Answer) {
        if answer == Answer::default() {
            self.stored.items.remove(item);
        } else {
            self.stored.items.insert(item.to_owned(), answer);
        }
    }
}

/// The text an answer is about, if it is not the item's own.
fn rewriting(decision: &Decision) -> Option<&str> {
    if let Decision::Rewrite(text) = decision { Some(text) } else { None }
}
