//! Who is told, why, where, and under which rule.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::failure::Failure;
use crate::wire::entry::parse_id;

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
