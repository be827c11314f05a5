//! The telling as the page sees it: decisions as tagged unions, offsets in UTF-16 code units.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::entry::parse_id;
use crate::failure::Failure;
use crate::utf16::Utf16;

/// Declares an enum of names beside the library's own, with both conversions.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident = $inner:path { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                use $inner as Inner;
                match inner { $(Inner::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $inner {
            fn from(outer: $name) -> Self {
                match outer { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

names! {
    /// Where it will be told.
    Setting = share::Setting {
        /// Two people.
        OneToOne,
        /// A team.
        Team,
        /// Four people who take turns.
        GroupOfFour,
        /// In writing.
        Written,
    }
}

names! {
    /// What the person told may do with it.
    RetellingRule = share::RetellingRule {
        /// It stays between the two.
        KeepBetweenUs,
        /// It may be retold without the name.
        RetellWithoutName,
        /// It may be retold.
        MayRetell,
    }
}

/// Who is told, why, where, and under which rule.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Plan {
    person: String,
    purpose: String,
    setting: Setting,
    rule: RetellingRule,
}

impl From<&share::Plan> for Plan {
    fn from(plan: &share::Plan) -> Self {
        Self {
            person: plan.person.to_string(),
            purpose: plan.purpose.clone(),
            setting: plan.setting.into(),
            rule: plan.rule.into(),
        }
    }
}

impl TryFrom<Plan> for share::Plan {
    type Error = Failure;

    fn try_from(plan: Plan) -> Result<Self, Failure> {
        Ok(Self {
            person: parse_id(&plan.person)?,
            purpose: plan.purpose,
            setting: plan.setting.into(),
            rule: plan.rule.into(),
        })
    }
}

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

/// One reviewable piece of a share.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Item {
    id: String,
    kind: ItemKind,
    block: Option<BlockKind>,
    text: String,
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
        }
    }
}

/// A count the page shows.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
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
        }
    }
}

/// In what form a package leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Format {
    /// An age file that one key opens.
    AgeRecipient {
        /// `age1…`
        recipient: String,
    },
    /// An age file that a passphrase opens.
    AgePassphrase,
    /// A page that a passphrase opens in any browser.
    SealedPage,
    /// Plain text that anybody can read.
    Markdown,
}

impl From<Format> for share::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::AgeRecipient { recipient } => {
                Self::AgeRecipient { recipient: recipient.trim().to_owned() }
            }
            Format::AgePassphrase => Self::AgePassphrase,
            Format::SealedPage => Self::SealedPage,
            Format::Markdown => Self::Markdown,
        }
    }
}

/// Something that stays.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Stay {
    what: String,
    text: String,
}

/// How much was decided how.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    kept: u32,
    rewritten: u32,
    left_out: u32,
    generalised: u32,
    redacted: u32,
}

impl From<share::Counts> for Counts {
    fn from(counts: share::Counts) -> Self {
        Self {
            kept: small(counts.kept),
            rewritten: small(counts.rewritten),
            left_out: small(counts.left_out),
            generalised: small(counts.generalised),
            redacted: small(counts.redacted),
        }
    }
}

/// A package before it leaves: made from its own bytes.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    text: String,
    digest: String,
    stays: Vec<Stay>,
    counts: Counts,
    suggested_name: String,
}

impl From<share::Package> for Preview {
    fn from(package: share::Package) -> Self {
        let stay = |stay: &share::Stay| Stay { what: stay.what.clone(), text: stay.text.clone() };
        Self {
            text: package.text().to_owned(),
            digest: package.digest().to_string(),
            stays: package.stays().iter().map(stay).collect(),
            counts: package.counts().into(),
            suggested_name: package.suggested_name().to_owned(),
        }
    }
}

/// A package that has left.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Sealed {
    ledger: String,
    path: String,
    bytes: u64,
    passphrase: Option<String>,
}

impl From<share::Sealed> for Sealed {
    fn from(sealed: share::Sealed) -> Self {
        Self {
            ledger: sealed.ledger.to_string(),
            path: sealed.path.display().to_string(),
            bytes: sealed.bytes,
            passphrase: sealed.passphrase.map(|words| words.to_string()),
        }
    }
}

names! {
    /// A format's name.
    FormatKind = share::FormatKind {
        /// An age file that one key opens.
        AgeRecipient,
        /// An age file that a passphrase opens.
        AgePassphrase,
        /// A page that a passphrase opens.
        SealedPage,
        /// Plain text.
        Markdown,
    }
}

names! {
    /// How far a package came.
    LedgerState = share::LedgerState {
        /// The row is kept, the file is not there yet.
        Writing,
        /// The file is there and was read back.
        Written,
        /// No file is there.
        Failed,
    }
}

/// One package in the ledger.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerRow {
    id: String,
    entry: String,
    entry_title: String,
    person: String,
    person_name: String,
    at: String,
    format: FormatKind,
    rule: RetellingRule,
    purpose: String,
    counts: Counts,
    state: LedgerState,
    file_name: String,
}

impl From<share::LedgerRow> for LedgerRow {
    fn from(row: share::LedgerRow) -> Self {
        Self {
            id: row.id.to_string(),
            entry: row.entry.to_string(),
            entry_title: row.entry_title,
            person: row.person.to_string(),
            person_name: row.person_name,
            at: row.at.to_string(),
            format: row.format.into(),
            rule: row.rule.into(),
            purpose: row.purpose,
            counts: row.counts.into(),
            state: row.state.into(),
            file_name: row.file_name,
        }
    }
}
