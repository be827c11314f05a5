//! Who is told, why, in what setting, and what they may do with it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use vault::Id;

/// The plan of a share: step one, before anything is looked at.
///
/// The retelling rule is not optional: people who are told become co-owners of a story, and the
/// rule is rarely spoken (Petronio, Communication Privacy Management).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The person told, from the vault's people.
    pub person: Id,
    /// What the author wants to come of it, in their own words. May be empty.
    pub purpose: String,
    /// Where it will be told.
    pub setting: Setting,
    /// What the person told may do with it.
    pub rule: RetellingRule,
    /// What it answers, when it answers a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// Which letter a share answers, and how. It travels inside the letter that leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The own id of the letter that is answered, as in [`crate::Letter::id`].
    pub letter: Id,
    /// What sort of answer it is.
    pub kind: AnswerKind,
}

/// What sort of answer a letter gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// "Me too", with a few words.
    MeToo,
    /// A few words.
    Words,
    /// A story in return.
    Story,
}

impl AnswerKind {
    /// Every kind, the shortest first.
    pub const ALL: [Self; 3] = [Self::MeToo, Self::Words, Self::Story];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MeToo => "me-too",
            Self::Words => "words",
            Self::Story => "story",
        }
    }
}

impl Plan {
    /// The same plan with its purpose trimmed.
    pub(crate) fn trimmed(mut self) -> Self {
        self.purpose = self.purpose.trim().to_owned();
        self
    }
}

/// Where a story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// Two people.
    OneToOne,
    /// A team.
    Team,
    /// Four people who take turns.
    GroupOfFour,
    /// In writing, nobody in the room.
    Written,
}

impl Setting {
    /// Every setting, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::OneToOne, Self::Team, Self::GroupOfFour, Self::Written];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneToOne => "one-to-one",
            Self::Team => "team",
            Self::GroupOfFour => "group-of-four",
            Self::Written => "written",
        }
    }
}

/// What the person told may do with the story. It travels inside the package.
///
/// Ordered from the closest to the most open, so that `a < b` says that `b` loosens `a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetellingRule {
    /// It stays between the two.
    KeepBetweenUs,
    /// It may be retold if nobody can tell whose it is.
    RetellWithoutName,
    /// It may be retold.
    MayRetell,
}

impl RetellingRule {
    /// Every rule, from the closest to the most open.
    pub const ALL: [Self; 3] = [Self::KeepBetweenUs, Self::RetellWithoutName, Self::MayRetell];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeepBetweenUs => "keep-between-us",
            Self::RetellWithoutName => "retell-without-name",
            Self::MayRetell => "may-retell",
        }
    }

    /// The rule as one sentence to the person told, as it stands in a plain package.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::KeepBetweenUs => "Please keep this between us.",
            Self::RetellWithoutName => "You may retell this, without my name.",
            Self::MayRetell => "You may retell this.",
        }
    }
}

/// A word that names no setting, no retelling rule and no kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such setting, retelling rule or answer")]
pub struct NoSuchChoice;

impl FromStr for Setting {
    type Err = NoSuchChoice;

    fn from_str(text: &str) -> Result<Self, NoSuchChoice> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(NoSuchChoice)
    }
}

impl FromStr for RetellingRule {
    type Err = NoSuchChoice;

    fn from_str(text: &str) -> Result<Self, NoSuchChoice> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(NoSuchChoice)
    }
}

impl FromStr for AnswerKind {
    type Err = NoSuchChoice;

    fn from_str(text: &str) -> Result<Self, NoSuchChoice> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(NoSuchChoice)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for RetellingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for AnswerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_one_name_on_every_boundary() {
        for rule in RetellingRule::ALL {
            assert_eq!(rule.as_str().parse(), Ok(rule));
            assert_eq!(serde_json::to_value(rule).expect("json"), rule.as_str());
        }
        for setting in Setting::ALL {
            assert_eq!(setting.as_str().parse(), Ok(setting));
            assert_eq!(serde_json::to_value(setting).expect("json"), setting.as_str());
        }
        for kind in AnswerKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.as_str());
        }
        assert_eq!("whatever".parse::<RetellingRule>(), Err(NoSuchChoice));
    }

    #[test]
    fn a_plan_from_before_answers_is_still_read_and_says_the_same() {
        let id = "0198c1f0b7a47d2c8e5f001122334455";
        let id: Id = id.parse().unwrap_or_else(|_| Id::from_bytes([7; 16]));
        let old = serde_json::json!({
            "person": id, "purpose": "p", "setting": "team", "rule": "may-retell",
        });
        let plan: Plan = serde_json::from_value(old.clone()).expect("a plan");
        assert_eq!(plan.answers, None);
        assert_eq!(serde_json::to_value(&plan).expect("json"), old);
    }

    #[test]
    fn rules_are_ordered_from_closest_to_most_open() {
        assert!(RetellingRule::KeepBetweenUs < RetellingRule::RetellWithoutName);
        assert!(RetellingRule::RetellWithoutName < RetellingRule::MayRetell);
    }
}
