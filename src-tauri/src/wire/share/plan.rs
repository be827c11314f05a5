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

names! {
    /// What sort of answer a letter gets.
    AnswerKind = share::AnswerKind {
        /// "Me too", with a few words.
        MeToo,
        /// A few words.
        Words,
        /// A story in return.
        Story,
    }
}

/// The letter that a share answers, by its own id, and how.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Answers {
    letter: String,
    kind: AnswerKind,
}

/// Who is told, why, where, and under which rule.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Plan {
    person: String,
    purpose: String,
    setting: Setting,
    rule: RetellingRule,
    answers: Option<Answers>,
}

impl From<&share::Plan> for Plan {
    fn from(plan: &share::Plan) -> Self {
        Self {
            person: plan.person.to_string(),
            purpose: plan.purpose.clone(),
            setting: plan.setting.into(),
            rule: plan.rule.into(),
            answers: plan.answers.map(|answers| Answers {
                letter: answers.letter.to_string(),
                kind: answers.kind.into(),
            }),
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
            answers: plan.answers.map(share::Answers::try_from).transpose()?,
        })
    }
}

impl TryFrom<Answers> for share::Answers {
    type Error = Failure;

    fn try_from(answers: Answers) -> Result<Self, Failure> {
        Ok(Self { letter: parse_id(&answers.letter)?, kind: answers.kind.into() })
    }
}
