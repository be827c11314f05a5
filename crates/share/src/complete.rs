//! A completed review: the only thing a package can be made of.
//!
//! There is no way to make a [`Completed`] but [`Review::complete`], which looks at every item and
//! finding, and at the vault, before it makes one.

use std::sync::Arc;

use detect::FindingKind;
use journal::{Journal, Person};
use vault::Id;

use crate::decision::clean;
use crate::file::{EntryFile, marks};
use crate::fold;
use crate::item::{ItemKind, Source, items};
use crate::names::strip_possessive;
use crate::part::PartLeaving;
use crate::review::{head, told};
use crate::scan::{How, Kept, Removed, Weight};
use crate::stored::Stored;
use crate::{Decision, FindingDecision, Plan, Progress, Review, ShareError};

/// A review in which nothing waits for a decision, as it was when it was completed.
///
/// Its fields are private and nothing public makes one but [`Review::complete`]: an unfinished
/// review cannot be packaged because there is no way to write it down.
#[derive(Clone)]
pub struct Completed {
    pub(crate) share: Id,
    pub(crate) entry: Id,
    pub(crate) entry_title: String,
    pub(crate) person: Id,
    pub(crate) person_name: String,
    person_mark: PersonMark,
    pub(crate) plan: Plan,
    pub(crate) letter: Id,
    /// The digest of every decision, by which a later change is noticed.
    pub(crate) fingerprint: [u8; 32],
    pub(crate) leaving: Vec<Leaving>,
    pub(crate) body: String,
    pub(crate) removed: Vec<Removed>,
    pub(crate) kept: Vec<Kept>,
    pub(crate) stays: Vec<Stay>,
    pub(crate) counts: Counts,
    /// The files that leave, as they leave.
    pub(crate) parts: Arc<Vec<PartLeaving>>,
    files: Arc<Vec<EntryFile>>,
}

impl std::fmt::Debug for Completed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Completed").field("counts", &self.counts).finish_non_exhaustive()
    }
}

/// An item that leaves, and what of it.
#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    pub item: String,
    pub kind: ItemKind,
    pub place: String,
    /// What the entry said there, if it was kept and not rewritten.
    pub source: Option<String>,
    pub what: What,
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A detail with this text.
    Detail(String),
    /// These bytes of the body, up to the next block.
    Block(std::ops::Range<usize>),
}

/// Something that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// What it is, in words: "paragraph 3", "a person in paragraph 2, as “a colleague”".
    pub what: String,
    /// Its text.
    pub text: String,
}

/// What was decided, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Items kept.
    pub kept: usize,
    /// Items rewritten.
    pub rewritten: usize,
    /// Items left out.
    pub left_out: usize,
    /// Findings with something else said instead.
    pub generalised: usize,
    /// Findings that leave as `[…]`.
    pub redacted: usize,
    /// Photos that leave.
    #[serde(default)]
    pub photos: usize,
    /// Other files that leave.
    #[serde(default)]
    pub files: usize,
    /// Photos among them that said more than their pixels before.
    #[serde(default)]
    pub cleaned: usize,
}

impl Review {
    /// The review as something that can be packaged.
    ///
    /// Fails with `review-unfinished` while anything waits for a decision, with `nothing-kept` when
    /// nothing would leave, with `package-too-large` or what is wrong with a picture when its files cannot
    /// leave together, and with `review-stale` when the entry, the people named in it, the
    /// person told or the stored decisions are no longer those that were reviewed: then the review
    /// is to be opened again.
    pub fn complete(&self, journal: &Journal) -> Result<Completed, ShareError> {
        let Progress { decided, total } = self.progress();
        if decided != total {
            return Err(ShareError::ReviewUnfinished { decided, total });
        }
        let fingerprint = self.stored.fingerprint();
        let person = self.check_fresh(journal)?;
        let (_, content) = head(journal, self.stored.entry)?;
        let contents = self.contents();
        if contents.is_empty() {
            return Err(ShareError::NothingKept);
        }
        let mut completed = Completed {
            share: self.id,
            entry: self.stored.entry,
            entry_title: content.title.clone(),
            person: self.stored.plan.person,
            person_mark: mark(&person),
            person_name: person.name,
            plan: self.stored.plan.clone(),
            letter: self.stored.letter,
            fingerprint,
            leaving: Vec::new(),
            body: contents.body,
            removed: Vec::new(),
            kept: Vec::new(),
            stays: Vec::new(),
            counts: Counts::default(),
            parts: Arc::default(),
            files: Arc::new(self.files.clone()),
        };
        for (n, what) in contents
            .details
            .into_iter()
            .map(|(n, text)| (n, What::Detail(text)))
            .chain(contents.pieces.into_iter().map(|(n, range, _)| (n, What::Block(range))))
        {
            let source = &self.sources[n];
            let kept = self.answer(source).is_some_and(|answer| answer.decision == Decision::Keep);
            completed.leaving.push(Leaving {
                item: source.id.clone(),
                kind: source.kind,
                place: source.place(&self.sources),
                source: kept.then(|| source.text.clone()),
                what,
            });
        }
        self.account(&mut completed);
        self.account_files(&mut completed);
        completed.parts = Arc::new(self.parts(journal, &contents.files)?);
        Ok(completed)
    }

    /// Notes everything that stays, everything that was kept on purpose, and how many of each.
    fn account(&self, completed: &mut Completed) {
        for source in &self.sources {
            if source.file.is_some() && !self.is_accounted(source) {
                continue;
            }
            let place = source.place(&self.sources);
            let texts = || std::iter::once(&source.text).chain(&source.also);
            match self.answer(source).map(|answer| &answer.decision) {
                Some(Decision::Keep) => {
                    completed.counts.kept += 1;
                    if source.kind != ItemKind::Block && self.leaves_whole(source) {
                        let words = fold::words(&source.text);
                        completed.kept.push(Kept { words, how: How::Item });
                    }
                }
                Some(Decision::Rewrite(text)) => {
                    completed.counts.rewritten += 1;
                    let what = format!("{place}, as it was before it was rewritten");
                    completed.stays.push(Stay { what, text: source.text.clone() });
                    // A name that was written anew is as gone as one that was left out, unless the
                    // new words still say it.
                    let (now, was) = (fold::words(text), fold::words(&source.text));
                    if !now.contains(&was) {
                        let gone = texts().flat_map(|text| left_out(source.kind, text));
                        completed.removed.extend(gone.filter(|one| one.weight != Weight::Passage));
                    }
                }
                _ => {
                    completed.counts.left_out += 1;
                    completed.removed.extend(texts().flat_map(|text| left_out(source.kind, text)));
                    completed.stays.push(Stay { what: place, text: source.text.clone() });
                    continue;
                }
            }
            self.account_findings(source, &place, completed);
        }
    }

    pub(crate) fn account_findings(&self, source: &Source, place: &str, completed: &mut Completed) {
        let Some(reading) = self.readings.get(&source.id) else { return };
        for found in &reading.findings {
            let text = reading.words(found);
            let what = format!("{} in {place}", found.kind.as_str());
            let what = match self.decision_on(&source.id, &found.id) {
                FindingDecision::Keep => {
                    for words in [found.name.words.clone(), fold::words(text)] {
                        completed.kept.push(Kept { words, how: How::Finding(found.kind) });
                    }
                    continue;
                }
                FindingDecision::Generalise(stand_in) => {
                    completed.counts.generalised += 1;
                    let words = fold::words(&stand_in);
                    completed.kept.push(Kept { words, how: How::StandIn });
                    format!("{what}, as “{stand_in}”")
                }
                FindingDecision::Redact | FindingDecision::Undecided => {
                    completed.counts.redacted += 1;
                    what
                }
            };
            completed.stays.push(Stay { what, text: text.to_owned() });
            completed.removed.push(Removed {
                text: strip_possessive(text).to_owned(),
                words: found.name.words.clone(),
                weight: Weight::Name(found.kind),
            });
        }
    }

    /// Whether nothing was taken out of what leaves of this item.
    fn leaves_whole(&self, source: &Source) -> bool {
        self.readings.get(&source.id).is_some_and(|reading| {
            reading
                .findings
                .iter()
                .all(|found| self.decision_on(&source.id, &found.id) == FindingDecision::Keep)
        })
    }

    /// Whether all that was reviewed is still what is there; the person told.
    fn check_fresh(&self, journal: &Journal) -> Result<Person, ShareError> {
        let (revision, content) = head(journal, self.stored.entry)?;
        let people = journal.people()?;
        if !self.files.iter().map(EntryFile::mark).eq(marks(journal, self.stored.entry)?) {
            return Err(ShareError::ReviewStale { what: "the files" });
        }
        let now = items(&content, &people, &self.files);
        let now: Vec<_> = now.into_iter().map(|source| source.id).collect();
        if revision != self.stored.revision
            || !self.sources.iter().map(|source| &source.id).eq(now.iter())
        {
            return Err(ShareError::ReviewStale { what: "the entry" });
        }
        let person = told(journal, self.stored.plan.person)?;
        if mark(&person) != mark(&self.person) {
            return Err(ShareError::ReviewStale { what: "the person" });
        }
        if Stored::load(journal, self.id)?.fingerprint() != self.stored.fingerprint() {
            return Err(ShareError::ReviewStale { what: "the review" });
        }
        Ok(person)
    }
}

impl Completed {
    /// The person told, whose name is typed to confirm.
    pub fn person_name(&self) -> &str {
        &self.person_name
    }

    /// What was decided, counted.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether the vault still says what was reviewed (R7).
    pub(crate) fn check_fresh(&self, journal: &Journal) -> Result<(), ShareError> {
        let stale = |what| Err(ShareError::ReviewStale { what });
        let stored = Stored::load(journal, self.share)?;
        if stored.plan != self.plan {
            return stale("the plan");
        }
        if stored.fingerprint() != self.fingerprint {
            return stale("the review");
        }
        let (revision, content) = head(journal, self.entry)?;
        let people = journal.people()?;
        if !self.files.iter().map(EntryFile::mark).eq(marks(journal, self.entry)?) {
            return stale("the files");
        }
        let known = items(&content, &people, &self.files);
        let known: Vec<_> = known.into_iter().map(|source| source.id).collect();
        let reviewed = self.leaving.iter().all(|leaving| known.contains(&leaving.item));
        if revision != stored.revision || !reviewed {
            return stale("the entry");
        }
        if mark(&told(journal, self.person)?) != self.person_mark {
            return stale("the person");
        }
        Ok(())
    }
}

/// What of the person told a decision may rest on: name, relation, whether the author leads them.
type PersonMark = (String, Option<String>, bool);

fn mark(person: &Person) -> PersonMark {
    (person.name.clone(), person.relation.clone(), person.led)
}

/// What of a left-out item is looked for in the package.
fn left_out(kind: ItemKind, text: &str) -> Vec<Removed> {
    let weight = match kind {
        ItemKind::Person => Weight::Name(FindingKind::Person),
        ItemKind::Place => Weight::Name(FindingKind::Place),
        // A bare year is a number like others, and its reader may rightly meet it in the text.
        ItemKind::Happened if fold::count(&fold::words(text)) > 1 => {
            Weight::Name(FindingKind::Date)
        }
        ItemKind::Happened
        | ItemKind::Title
        | ItemKind::Block
        | ItemKind::Photo
        | ItemKind::File
        | ItemKind::FileName
        | ItemKind::AltText
        | ItemKind::Tag
        | ItemKind::Feeling => Weight::Passage,
    };
    let removed = |text: String| Removed { words: fold::words(&text), text, weight };
    if kind != ItemKind::Block {
        return vec![removed(text.to_owned())];
    }
    // A block can come back whole or sentence by sentence.
    let shown = crate::rendered::visible(&clean(text));
    let sentences: Vec<String> = shown
        .split_inclusive(['.', '!', '?', '\n', '。', '！', '？'])
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty() && sentence != shown.trim())
        .collect();
    std::iter::once(shown).chain(sentences).map(removed).collect()
}
