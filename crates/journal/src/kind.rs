//! What sort of defining moment an entry tells of.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What sort of defining moment an entry is. Written in kebab-case everywhere outside the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A time of joy, pride or peace that stands out.
    HighPoint,
    /// A time of despair, shame or fear that stands out.
    LowPoint,
    /// After it something was no longer as before.
    TurningPoint,
    /// A long fight with something.
    Struggle,
    /// Something tried that did not come off.
    Failure,
    /// Good done or received.
    Kindness,
    /// The first of something.
    Beginning,
    /// Somebody or something gone.
    Loss,
    /// A day like many, kept all the same.
    Everyday,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::HighPoint,
        Self::LowPoint,
        Self::TurningPoint,
        Self::Struggle,
        Self::Failure,
        Self::Kindness,
        Self::Beginning,
        Self::Loss,
        Self::Everyday,
    ];

    /// The name in kebab-case: `turning-point`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HighPoint => "high-point",
            Self::LowPoint => "low-point",
            Self::TurningPoint => "turning-point",
            Self::Struggle => "struggle",
            Self::Failure => "failure",
            Self::Kindness => "kindness",
            Self::Beginning => "beginning",
            Self::Loss => "loss",
            Self::Everyday => "everyday",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of moment")]
pub struct NoSuchKind;

impl FromStr for Kind {
    type Err = NoSuchKind;

    /// Reads `turning-point`, and also `Turning point` or `turning_point`.
    fn from_str(text: &str) -> Result<Self, NoSuchKind> {
        let wanted: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().replace('-', "").eq_ignore_ascii_case(&wanted))
            .ok_or(NoSuchKind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_back_from_its_name_however_it_is_spelt() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(kind.as_str().to_uppercase().replace('-', " ").parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.as_str());
        }
        assert_eq!("wonder".parse::<Kind>(), Err(NoSuchKind));
    }
}
