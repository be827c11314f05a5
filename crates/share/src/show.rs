//! A review as its reader sees it.

use std::collections::{HashMap, HashSet};

use detect::FindingKind;
use journal::Journal;

use crate::alike::Alike;
use crate::item::Source;
use crate::names::Name;
use crate::reading::{Found, Reading};
use crate::review::{Review, head, told};
use crate::stand_in::offers;
use crate::stored::{KIND, State, Stored};
use crate::view::{Finding, Item, Progress, ShareSummary, TopicFound};
use crate::{FindingDecision, ShareError};

impl Review {
    /// Every item with everything decided about it, in reading order.
    pub fn items(&self) -> Vec<Item> {
        let contents = self.contents();
        let all = self.names();
        let used = self.used_stand_ins();
        let mut known: HashMap<&Name, Known<'_>> = HashMap::new();
        let mut items = Vec::with_capacity(self.sources.len());
        for (n, source) in self.sources.iter().enumerate() {
            let reading = self.readings.get(&source.id);
            let mut findings: Vec<Finding> = reading.map_or_else(Vec::new, |reading| {
                let each = reading.findings.iter().map(|found| {
                    let known = known
                        .entry(&found.name)
                        .or_insert_with(|| Known::of(&found.name, &all, &used));
                    self.finding(source, reading, found, known, &used)
                });
                each.collect()
            });
            findings.sort_by_key(|finding| finding.span.start);
            items.push(Item {
                id: source.id.clone(),
                kind: source.kind,
                block: source.block,
                text: source.text.clone(),
                photo: self.photo_view(source),
                file: self.file_view(source),
                decision: self
                    .answer(source)
                    .map(|answer| answer.decision.clone())
                    .unwrap_or_default(),
                findings,
                topics: reading.map_or_else(Vec::new, |reading| topics(&reading.topics)),
                leaves: contents.text_of(n),
                decided: self.is_decided(source),
            });
        }
        items
    }

    fn finding(
        &self,
        source: &Source,
        reading: &Reading,
        found: &Found,
        known: &Known<'_>,
        used: &Used<'_>,
    ) -> Finding {
        let text = reading.words(found);
        let person = found.name.person.and_then(|id| self.people.iter().find(|p| p.id == id));
        let mut stand_ins = offers(found.kind, text, person, self.today);
        // A name keeps its stand-in for the whole share, and no two names share one.
        if found.kind == FindingKind::Person {
            for offer in &mut stand_ins {
                if used.stands_for_others(offer, known) {
                    *offer = another(offer);
                }
            }
        }
        for words in known.mine.iter().rev() {
            stand_ins.retain(|offer| offer != words);
            stand_ins.insert(0, (*words).to_owned());
        }
        Finding {
            id: found.id.clone(),
            kind: found.kind,
            span: found.span.clone(),
            text: text.to_owned(),
            reason: found.reason.clone(),
            severity: found.severity,
            stand_ins,
            decision: self.decision_on(&source.id, &found.id),
            same: known.count,
        }
    }

    /// Which words stand for which name so far.
    fn used_stand_ins(&self) -> Used<'_> {
        let mut used = Used::default();
        let mut count = 0;
        for source in &self.sources {
            let (Some(reading), Some(answer)) =
                (self.readings.get(&source.id), self.answer(source))
            else {
                continue;
            };
            for found in &reading.findings {
                if let Some(FindingDecision::Generalise(words)) = answer.findings.get(&found.id) {
                    let mine = used.by_name.entry(&found.name).or_default();
                    if !mine.iter().any(|(_, other)| other == words) {
                        count += 1;
                        mine.push((count, words));
                        used.by_words.entry(words).or_default().push(&found.name);
                    }
                }
            }
        }
        used
    }
}

/// Which words stand for which name in a share.
#[derive(Default)]
struct Used<'a> {
    /// With their order in the share.
    by_name: HashMap<&'a Name, Vec<(usize, &'a str)>>,
    by_words: HashMap<&'a str, Vec<&'a Name>>,
}

impl Used<'_> {
    fn stands_for_others(&self, words: &str, known: &Known<'_>) -> bool {
        let names = self.by_words.get(words);
        names.is_some_and(|names| names.iter().any(|name| !known.same.contains(name)))
    }
}

/// What a share knows of a name.
struct Known<'a> {
    /// Every name that is the same.
    same: HashSet<&'a Name>,
    /// How many findings are about it.
    count: usize,
    /// What stands for it already, in the order of the share.
    mine: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn of(name: &Name, all: &Alike<'a>, used: &Used<'a>) -> Self {
        let same = all.same_as(name);
        let count = same.iter().map(|(_, count)| count).sum();
        let same: HashSet<&Name> = same.into_iter().map(|(name, _)| name).collect();
        let mut mine: Vec<(usize, &str)> =
            same.iter().filter_map(|name| used.by_name.get(name)).flatten().copied().collect();
        mine.sort_unstable();
        let mut said: Vec<&str> = Vec::with_capacity(mine.len());
        for (_, words) in mine {
            if !said.contains(&words) {
                said.push(words);
            }
        }
        Self { same, count, mine: said }
    }
}

/// The shares that are being reviewed, the one last touched first.
pub fn open_shares(journal: &Journal) -> Result<Vec<ShareSummary>, ShareError> {
    let mut list = Vec::new();
    for (id, json) in journal.documents(KIND)?.into_iter().rev() {
        let stored = Stored::parse(&json)?;
        if stored.state != State::Open {
            continue;
        }
        let entry = head(journal, stored.entry);
        list.push(ShareSummary {
            id,
            entry: stored.entry,
            entry_title: entry.map(|(_, content)| content.title.clone()).unwrap_or_default(),
            person_name: told(journal, stored.plan.person)
                .map(|person| person.name)
                .unwrap_or_default(),
            progress: Progress { decided: stored.decided, total: stored.total },
            changed: stored.changed,
            asleep_until: stored.asleep,
        });
    }
    Ok(list)
}

fn topics(found: &[detect::Topics]) -> Vec<TopicFound> {
    let each = found.iter().flat_map(|block| {
        block.topics.iter().map(|&topic| TopicFound { topic, reason: block.reason.clone() })
    });
    let mut list: Vec<TopicFound> = Vec::new();
    for one in each {
        if !list.iter().any(|other| other.topic == one.topic) {
            list.push(one);
        }
    }
    list
}

/// "a colleague" for somebody else already: "another colleague".
fn another(offer: &str) -> String {
    let bare = offer.strip_prefix("a ").or_else(|| offer.strip_prefix("an "));
    bare.map_or_else(
        || offer.replacen("someone", "someone else", 1),
        |bare| format!("another {bare}"),
    )
}
