//! The review: items, findings, and what was decided about them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Plan, small};
use crate::failure::Failure;
use crate::utf16::Utf16;
use crate::wire::file::{MetadataField, Stroke};

/// The answer to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Decision {
    /// Not answered yet.
    Undecided,
    /// It leaves.
    Keep,
    /// This leaves in its place.
    Rewrite {
        /// For this share only.
        text: String,
    },
    /// It stays.
    LeaveOut,
}

impl From<share::Decision> for Decision {
    fn from(decision: share::Decision) -> Self {
        match decision {
            share::Decision::Undecided => Self::Undecided,
            share::Decision::Keep => Self::Keep,
            share::Decision::Rewrite(text) => Self::Rewrite { text },
            share::Decision::LeaveOut => Self::LeaveOut,
        }
    }
}

impl From<Decision> for share::Decision {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Undecided => Self::Undecided,
            Decision::Keep => Self::Keep,
            Decision::Rewrite { text } => Self::Rewrite(text),
            Decision::LeaveOut => Self::LeaveOut,
        }
    }
}

/// The answer to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FindingDecision {
    /// Not answered yet.
    Undecided,
    /// The words stay.
    Keep,
    /// Other words stand in.
    Generalise {
        /// These.
        stand_in: String,
    },
    /// They leave as `[…]`.
    Redact,
}

impl From<share::FindingDecision> for FindingDecision {
    fn from(decision: share::FindingDecision) -> Self {
        match decision {
            share::FindingDecision::Undecided => Self::Undecided,
            share::FindingDecision::Keep => Self::Keep,
            share::FindingDecision::Generalise(stand_in) => Self::Generalise { stand_in },
            share::FindingDecision::Redact => Self::Redact,
        }
    }
}

impl From<FindingDecision> for share::FindingDecision {
    fn from(decision: FindingDecision) -> Self {
        match decision {
            FindingDecision::Undecided => Self::Undecided,
            FindingDecision::Keep => Self::Keep,
            FindingDecision::Generalise { stand_in } => Self::Generalise(stand_in),
            FindingDecision::Redact => Self::Redact,
        }
    }
}

names! {
    /// What sort of thing an item is.
    ItemKind = share::ItemKind {
        /// The title.
        Title,
        /// When it took place.
        Happened,
        /// Where it took place.
        Place,
        /// A block of the text.
        Block,
        /// A picture attached.
        Photo,
        /// Another file attached.
        File,
        /// What a file is called.
        FileName,
        /// What a picture shows, in words.
        AltText,
        /// A person attached.
        Person,
        /// A tag.
        Tag,
        /// How it felt.
        Feeling,
    }
}

names! {
    /// What sort of block.
    BlockKind = detect::block::BlockKind {
        /// Plain text.
        Paragraph,
        /// A heading.
        Heading,
        /// One item of a list.
        ListItem,
        /// A quotation.
        Quote,
        /// A table.
        Table,
        /// Code.
        Code,
        /// A line across.
        Rule,
        /// A picture.
        Image,
        /// Raw HTML, shown as text.
        Html,
    }
}

names! {
    /// How much a finding can hurt.
    Severity = detect::Severity {
        /// Worth a look.
        Note,
        /// Points at somebody.
        Caution,
        /// Can be used against somebody.
        Grave,
    }
}

/// A finding, with what can be done about it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    id: String,
    kind: String,
    start: u32,
    end: u32,
    text: String,
    reason: String,
    severity: Severity,
    stand_ins: Vec<String>,
    decision: FindingDecision,
    same: u32,
}

impl FindingView {
    fn new(finding: share::Finding, offsets: &mut Utf16<'_>) -> Self {
        Self {
            id: finding.id,
            kind: finding.kind.as_str().to_owned(),
            start: offsets.offset(finding.span.start),
            end: offsets.offset(finding.span.end),
            text: finding.text,
            reason: finding.reason,
            severity: finding.severity.into(),
            stand_ins: finding.stand_ins,
            decision: finding.decision.into(),
            same: small(finding.same),
        }
    }
}

/// What a block reveals.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TopicView {
    topic: String,
    reason: String,
}

/// A photo under review: what its file says besides its pixels, and which of these are destroyed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PhotoView {
    attachment: String,
    format: String,
    width: u32,
    height: u32,
    bytes: u64,
    metadata: Vec<MetadataField>,
    strokes: Vec<Stroke>,
    problem: Option<Failure>,
}

impl From<share::PhotoView> for PhotoView {
    fn from(photo: share::PhotoView) -> Self {
        Self {
            attachment: photo.attachment.to_string(),
            format: photo.format.to_owned(),
            width: photo.width,
            height: photo.height,
            bytes: photo.bytes,
            metadata: photo.metadata.into_iter().map(MetadataField::from).collect(),
            strokes: photo.strokes.into_iter().map(Stroke::from).collect(),
            problem: photo.problem.map(Failure::from),
        }
    }
}

names! {
    /// What may hide in a file that is no picture.
    Hides = share::Hides {
        /// Comments, changes, authors.
        Office,
        /// Layers, forms, authors.
        Pdf,
        /// Other files.
        Archive,
        /// Places, devices, voices.
        Media,
        /// Whatever was written.
        Text,
        /// Anything.
        Unknown,
    }
}

/// A file under review that is no picture.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FileView {
    attachment: String,
    bytes: u64,
    hides: Hides,
}

impl From<share::FileView> for FileView {
    fn from(file: share::FileView) -> Self {
        Self {
            attachment: file.attachment.to_string(),
            bytes: file.bytes,
            hides: file.hides.into(),
        }
    }
}

/// One reviewable piece of a share.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Item {
    id: String,
    kind: ItemKind,
    block: Option<BlockKind>,
    text: String,
    photo: Option<PhotoView>,
    file: Option<FileView>,
    decision: Decision,
    findings: Vec<FindingView>,
    topics: Vec<TopicView>,
    leaves: Option<String>,
    decided: bool,
}

impl From<share::Item> for Item {
    fn from(item: share::Item) -> Self {
        let decision = Decision::from(item.decision);
        // Findings point into the text that would leave.
        let read = if let Decision::Rewrite { text } = &decision { text } else { &item.text };
        let mut offsets = Utf16::new(read);
        let findings = item.findings.into_iter();
        let findings = findings.map(|finding| FindingView::new(finding, &mut offsets)).collect();
        let topic = |found: share::TopicFound| TopicView {
            topic: found.topic.as_str().to_owned(),
            reason: found.reason,
        };
        Self {
            id: item.id,
            kind: item.kind.into(),
            block: item.block.map(BlockKind::from),
            photo: item.photo.map(PhotoView::from),
            file: item.file.map(FileView::from),
            findings,
            topics: item.topics.into_iter().map(topic).collect(),
            leaves: item.leaves,
            decided: item.decided,
            text: item.text,
            decision,
        }
    }
}

/// A review as it stands.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    id: String,
    entry: String,
    person_name: String,
    plan: Plan,
    items: Vec<Item>,
    decided: u32,
    total: u32,
    complete: bool,
    can_undo: bool,
    voided: u32,
    asleep_until: Option<String>,
}

impl From<&share::Review> for Review {
    fn from(review: &share::Review) -> Self {
        let progress = review.progress();
        Self {
            id: review.id().to_string(),
            entry: review.entry().to_string(),
            person_name: review.person_name().to_owned(),
            plan: review.plan().into(),
            items: review.items().into_iter().map(Item::from).collect(),
            decided: small(progress.decided),
            total: small(progress.total),
            complete: progress.is_complete(),
            can_undo: review.can_undo(),
            voided: small(review.voided()),
            asleep_until: review.asleep_until().map(|day| day.to_string()),
        }
    }
}

/// A share under review, as a list shows it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShareSummary {
    id: String,
    entry: String,
    entry_title: String,
    person_name: String,
    decided: u32,
    total: u32,
    changed: String,
    asleep_until: Option<String>,
}

impl From<share::ShareSummary> for ShareSummary {
    fn from(summary: share::ShareSummary) -> Self {
        Self {
            id: summary.id.to_string(),
            entry: summary.entry.to_string(),
            entry_title: summary.entry_title,
            person_name: summary.person_name,
            decided: small(summary.progress.decided),
            total: small(summary.progress.total),
            changed: summary.changed.to_string(),
            asleep_until: summary.asleep_until.map(|day| day.to_string()),
        }
    }
}
