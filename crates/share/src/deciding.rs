//! The decisions of a review. Each is durable when its call returns; when it could not be kept, it
//! was not made.

use std::collections::BTreeMap;

use journal::Journal;
use vault::Moment;

use crate::decision::clean;
use crate::stored::{Answer, Rule, Step};
use crate::{Decision, FindingDecision, Review, ShareError};

impl Review {
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
    fn answer_with(&mut self, item: &str, answer: Answer) {
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
