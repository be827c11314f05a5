//! An instant together with the clock on the wall of the place where it was.
//! It is always an argument: this crate never asks the system for the time.

use std::fmt;
use std::str::FromStr;

use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

/// An instant with its UTC offset; RFC 3339 as text (`2026-11-22T14:28:33+01:00`).
///
/// Offsets are whole minutes in RFC 3339, so seconds of an offset (historic local times) are
/// rounded to minutes when the moment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    timestamp: Timestamp,
    offset: Offset,
}

/// A text that is not an RFC 3339 instant with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an instant with an offset, as in 2026-11-22T14:28:33+01:00")]
pub struct MomentInvalid;

impl Moment {
    /// The instant `timestamp`, seen from a place whose clocks stand `offset` from UTC.
    pub fn new(timestamp: Timestamp, offset: Offset) -> Self {
        let seconds = offset.seconds();
        let minutes = (seconds + 30 * seconds.signum()) / 60;
        let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
        Self { timestamp, offset }
    }

    /// The instant.
    pub const fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// How far the clocks of the place stood from UTC.
    pub const fn offset(&self) -> Offset {
        self.offset
    }

    /// The calendar day at that place.
    pub fn date(&self) -> civil::Date {
        self.offset.to_datetime(self.timestamp).date()
    }
}

/// By instant; equal instants of different offsets are ordered by offset.
impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.timestamp, self.offset).cmp(&(other.timestamp, other.offset))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp.display_with_offset(self.offset).fmt(f)
    }
}

impl FromStr for Moment {
    type Err = MomentInvalid;

    fn from_str(text: &str) -> Result<Self, MomentInvalid> {
        let pieces = Pieces::parse(text).map_err(|_| MomentInvalid)?;
        let offset = pieces.to_numeric_offset().ok_or(MomentInvalid)?;
        let time = pieces.time().ok_or(MomentInvalid)?;
        let local = pieces.date().to_datetime(time);
        let timestamp = offset.to_timestamp(local).map_err(|_| MomentInvalid)?;
        Ok(Self::new(timestamp, offset))
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentInvalid;

    fn try_from(text: String) -> Result<Self, MomentInvalid> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_from_its_text() {
        for text in ["2026-11-22T14:28:33+01:00", "1999-12-31T23:59:59.25-03:30"] {
            let moment: Moment = text.parse().expect("an instant with an offset");
            assert_eq!(moment.to_string(), text);
            assert_eq!(moment.date().to_string(), &text[..10]);
        }
    }

    #[test]
    fn zulu_time_is_utc_and_a_bare_date_is_refused() {
        let zulu: Moment = "2026-11-22T14:28:33Z".parse().expect("an instant in UTC");
        assert_eq!(zulu.to_string(), "2026-11-22T14:28:33+00:00");
        for wrong in ["2026-11-22", "2026-11-22T14:28:33", "yesterday", ""] {
            assert_eq!(wrong.parse::<Moment>(), Err(MomentInvalid));
        }
    }

    #[test]
    fn seconds_of_an_offset_are_rounded_to_minutes() {
        let offset = Offset::from_seconds(-(53 * 60 + 28)).expect("a small offset");
        let moment = Moment::new(Timestamp::UNIX_EPOCH, offset);
        assert_eq!(moment.to_string().parse(), Ok(moment));
    }
}
