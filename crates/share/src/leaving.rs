//! What of a review would leave as things stand.

use crate::compose::Contents;
use crate::item::Source;
use crate::span::{Cut, carry_out};
use crate::stored::Answer;
use crate::{Decision, FindingDecision, Review};

impl Review {
    /// What would leave as things stand.
    pub(crate) fn contents(&self) -> Contents {
        let leaving: Vec<_> = self.sources.iter().map(|source| self.leaving(source)).collect();
        let mut contents = Contents::of(&self.sources, &leaving);
        self.call_files(&mut contents);
        contents
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
        if self.goes_with_its_file(source) {
            return true;
        }
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

    /// Whether anything of this item leaves as things stand.
    pub(crate) fn leaves(&self, source: &Source) -> bool {
        let decision = self.answer(source).map(|answer| &answer.decision);
        let file = self.file_about(source);
        matches!(decision, Some(Decision::Keep | Decision::Rewrite(_)))
            && file.is_none_or(|file| self.leaves(file))
    }

    /// The file that an item is the name or the description of.
    fn file_about(&self, source: &Source) -> Option<&Source> {
        source.parent.filter(|_| source.file.is_some()).and_then(|file| self.sources.get(file))
    }

    /// Whether an item is about a file that stays: then nothing is left to decide about it.
    pub(crate) fn goes_with_its_file(&self, source: &Source) -> bool {
        let answer = self.file_about(source).and_then(|file| self.answer(file));
        answer.is_some_and(|answer| answer.decision == Decision::LeaveOut)
    }
}
