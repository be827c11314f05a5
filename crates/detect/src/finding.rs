//! What a detector says: kinds, severities, findings, topics.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What sort of thing a finding points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A name of anyone but the author.
    Person,
    /// The author's own name.
    #[serde(rename = "self")]
    SelfName,
    /// A third person by role or kinship.
    Relation,
    /// A named employer, school, hospital, church, party, club.
    Organisation,
    /// A named country, city, district, street, building.
    Place,
    /// A street with a number, and the town with it.
    Address,
    /// A day, a month of a year, a season of a year.
    Date,
    /// How old somebody is.
    Age,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A link, with or without its scheme.
    Url,
    /// A name on a social network.
    Handle,
    /// A number that stands for a person: bank account, card, national id, case, employee.
    Account,
    /// An IP address.
    Ip,
    /// A spot on the map.
    Coordinates,
    /// A sum of money.
    Money,
    /// A password, a PIN, a door code.
    Secret,
}

impl FindingKind {
    /// Every kind, in the order of the design.
    pub const ALL: [Self; 17] = [
        Self::Person,
        Self::SelfName,
        Self::Relation,
        Self::Organisation,
        Self::Place,
        Self::Address,
        Self::Date,
        Self::Age,
        Self::Email,
        Self::Phone,
        Self::Url,
        Self::Handle,
        Self::Account,
        Self::Ip,
        Self::Coordinates,
        Self::Money,
        Self::Secret,
    ];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::SelfName => "self",
            Self::Relation => "relation",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Address => "address",
            Self::Date => "date",
            Self::Age => "age",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Handle => "handle",
            Self::Account => "account",
            Self::Ip => "ip",
            Self::Coordinates => "coordinates",
            Self::Money => "money",
            Self::Secret => "secret",
        }
    }

    /// How much it can hurt when it leaves unnoticed.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Account | Self::Secret | Self::Address | Self::Coordinates => Severity::Grave,
            Self::Person
            | Self::Relation
            | Self::Organisation
            | Self::Email
            | Self::Phone
            | Self::Handle
            | Self::Url
            | Self::Ip => Severity::Caution,
            Self::SelfName | Self::Place | Self::Date | Self::Age | Self::Money => Severity::Note,
        }
    }
}

/// What a block reveals: GDPR's special categories, and what hurts at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Body, diagnosis, treatment, pregnancy, disability.
    Health,
    /// Panic, depression, therapy, psychiatric care.
    MentalHealth,
    /// Orientation, gender identity, a partner's deceit.
    Sexuality,
    /// Belief or its loss, clergy, rites.
    Faith,
    /// Views, votes, party, union, protest.
    Politics,
    /// Origin, skin, caste, accent as ground for treatment.
    Ethnicity,
    /// Crime, arrest, lawsuit, settlement, immigration status.
    Legal,
    /// Alcohol, drugs, gambling, recovery.
    Substance,
    /// Assault, robbery, war, harassment, abuse.
    Violence,
    /// Suicide, or hints at it. Shown with care and a line about help.
    SelfHarm,
    /// Distress, debt, salary, a price paid.
    Finances,
    /// Quarrel, rupture, divorce, disowning.
    FamilyConflict,
    /// A death and the mourning.
    Grief,
    /// A conflict with, or a damaging word about, somebody at work.
    WorkConflict,
    /// Told in confidence; somebody else's secret.
    Confidence,
    /// Unannounced plans, clients under NDA, internal failings.
    WorkSecret,
    /// Contempt or insult.
    Harsh,
}

impl Topic {
    /// Every topic, in the order of the design.
    pub const ALL: [Self; 17] = [
        Self::Health,
        Self::MentalHealth,
        Self::Sexuality,
        Self::Faith,
        Self::Politics,
        Self::Ethnicity,
        Self::Legal,
        Self::Substance,
        Self::Violence,
        Self::SelfHarm,
        Self::Finances,
        Self::FamilyConflict,
        Self::Grief,
        Self::WorkConflict,
        Self::Confidence,
        Self::WorkSecret,
        Self::Harsh,
    ];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::MentalHealth => "mental-health",
            Self::Sexuality => "sexuality",
            Self::Faith => "faith",
            Self::Politics => "politics",
            Self::Ethnicity => "ethnicity",
            Self::Legal => "legal",
            Self::Substance => "substance",
            Self::Violence => "violence",
            Self::SelfHarm => "self-harm",
            Self::Finances => "finances",
            Self::FamilyConflict => "family-conflict",
            Self::Grief => "grief",
            Self::WorkConflict => "work-conflict",
            Self::Confidence => "confidence",
            Self::WorkSecret => "work-secret",
            Self::Harsh => "harsh",
        }
    }
}

/// How much a finding can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Points at somebody.
    Caution,
    /// Can be used against somebody as it stands.
    Grave,
}

impl Severity {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Caution => "caution",
            Self::Grave => "grave",
        }
    }
}

/// A span that a detector points out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// UTF-8 bytes of the text, on character boundaries.
    pub span: Range<usize>,
    /// Why, in one plain sentence.
    pub reason: String,
    /// How much it can hurt.
    pub severity: Severity,
}

/// What a block of a text reveals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topics {
    /// At least one, in the order of the design.
    pub topics: Vec<Topic>,
    /// UTF-8 bytes of the block.
    pub span: Range<usize>,
    /// Why, in one plain sentence.
    pub reason: String,
}
