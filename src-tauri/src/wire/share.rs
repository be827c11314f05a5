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
