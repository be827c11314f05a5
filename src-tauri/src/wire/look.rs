//! Timeline, search, tags, import and export as the page sees them.

use serde::{Deserialize, Serialize};
use specta::Type;
use vault::Id;

use super::entry::{Feeling, Kind, parse_id};
use crate::failure::Failure;

/// By what the timeline is ordered.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// When it took place.
    Happened,
    /// When it was written down.
    Written,
}

impl From<Order> for journal::Order {
    fn from(order: Order) -> Self {
        match order {
            Order::Happened => Self::Happened,
            Order::Written => Self::Written,
        }
    }
}

/// What a list shows of an entry.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Summary {
    id: String,
    title: String,
    excerpt: String,
    kind: Option<Kind>,
    happened: Option<String>,
    written: String,
    place: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<Feeling>,
    words: u32,
}

impl From<journal::Summary> for Summary {
    fn from(summary: journal::Summary) -> Self {
        Self {
            id: summary.id.to_string(),
            title: summary.title,
            excerpt: summary.excerpt,
            kind: summary.kind.map(Kind::from),
            happened: summary.happened.map(|date| date.to_string()),
            written: summary.written.to_string(),
            place: summary.place,
            people: summary.people.iter().map(Id::to_string).collect(),
            tags: summary.tags,
            feeling: summary.feeling.map(Feeling::from),
            words: summary.words,
        }
    }
}

/// Part of a longer list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Page<T> {
    total: u64,
    items: Vec<T>,
}

impl From<journal::Page<journal::Summary>> for Page<Summary> {
    fn from(page: journal::Page<journal::Summary>) -> Self {
        Self { total: page.total, items: page.items.into_iter().map(Summary::from).collect() }
    }
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Newest first.
    Date,
    /// Best first.
    Relevance,
}

/// What is searched for.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct Query {
    words: String,
    kind: Option<Kind>,
    person: Option<String>,
    tag: Option<String>,
    sort: Sort,
    offset: u64,
    limit: u64,
}

impl TryFrom<Query> for journal::Query {
    type Error = Failure;

    fn try_from(query: Query) -> Result<Self, Failure> {
        Ok(Self {
            words: query.words,
            kind: query.kind.map(journal::Kind::from),
            person: query.person.map(|id| parse_id(&id)).transpose()?,
            tag: query.tag,
            sort: match query.sort {
                Sort::Date => journal::Sort::Date,
                Sort::Relevance => journal::Sort::Relevance,
            },
            offset: query.offset,
            limit: query.limit,
        })
    }
}

/// Part of an excerpt.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Piece {
    text: String,
    hit: bool,
}

/// One entry found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Hit {
    entry: Summary,
    excerpt: Vec<Piece>,
}

/// What was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Found {
    total: u64,
    ranked: u64,
    hits: Vec<Hit>,
}

impl From<journal::Found> for Found {
    fn from(found: journal::Found) -> Self {
        let piece = |piece: journal::Piece| Piece { text: piece.text, hit: piece.hit };
        let hit = |hit: journal::Hit| Hit {
            entry: hit.entry.into(),
            excerpt: hit.excerpt.into_iter().map(piece).collect(),
        };
        Self {
            total: found.total,
            ranked: found.ranked,
            hits: found.hits.into_iter().map(hit).collect(),
        }
    }
}

/// A label and how many entries bear it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Tag {
    name: String,
    count: u64,
}

impl From<(String, u64)> for Tag {
    fn from((name, count): (String, u64)) -> Self {
        Self { name, count }
    }
}

/// A file that could not be taken in, and why.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NamedFailure {
    name: String,
    code: String,
}

/// What an import did: found = imported + skipped + failed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportReport {
    found: u64,
    imported: u64,
    skipped: u64,
    failed: Vec<NamedFailure>,
    cancelled: bool,
}

impl From<journal::ImportReport> for ImportReport {
    fn from(report: journal::ImportReport) -> Self {
        let failed = report.failed.into_iter();
        Self {
            found: report.found,
            imported: report.imported,
            skipped: report.skipped,
            failed: failed
                .map(|(name, code)| NamedFailure { name, code: code.to_string() })
                .collect(),
            cancelled: report.cancelled,
        }
    }
}

/// What an export wrote.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ExportReport {
    entries: u64,
    files: u64,
    folder: String,
}

impl ExportReport {
    /// Into `folder`.
    pub fn new(report: &journal::ExportReport, folder: String) -> Self {
        Self { entries: report.entries, files: report.files, folder }
    }
}
