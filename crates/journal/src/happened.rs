//! When a moment took place, as vaguely as it is remembered: an EDTF date (ISO 8601-2:2019, Annex A).
//!
//! Reading and reckoning is the work of `edtf-core`; this module adds what a journal asks of such a
//! date: the days it covers, its place in an order, and its form in words.

use std::{fmt, hash, str::FromStr};

use edtf_core::{Bound, Date as Part, IntervalEndpoint, SetElement, SetKind};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::JournalError;

/// A date that may be vague: `2019-03-14`, `2019-03`, `1998~`, `199X`, `1998-21`, `2001/2004`, `2001/..`.
///
/// Equal when the canonical spelling is equal. Only years from -9999 to 9999.
#[derive(Debug, Clone)]
pub struct Edtf {
    parsed: edtf_core::Edtf,
    first: Date,
    last: Date,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// A season or another part of one year.
    Season,
    /// One year.
    Year,
    /// Longer: a decade, a range, a set.
    Span,
}

impl Edtf {
    /// Reads an EDTF expression of level 0, 1 or 2.
    pub fn parse(text: &str) -> Result<Self, JournalError> {
        let parsed =
            edtf_core::Edtf::parse(text.trim()).map_err(|_| JournalError::HappenedNotUnderstood)?;
        let bounds = parsed.bounds();
        let undated = |bound| {
            matches!(bound, Bound::Unknown | Bound::NegativeInfinity | Bound::PositiveInfinity)
        };
        if undated(bounds.earliest) && undated(bounds.latest) {
            return Err(JournalError::HappenedNotUnderstood);
        }
        let first = day_of(bounds.earliest, Date::MIN)?;
        let last = day_of(bounds.latest, Date::MAX)?;
        Ok(Self { parsed, first, last })
    }

    /// Exactly one day.
    pub fn day(day: Date) -> Result<Self, JournalError> {
        Self::parse(&day.to_string())
    }

    /// The first and the last day it may mean, both included. An open or unknown end reaches to the
    /// first or last day the calendar knows.
    pub fn range(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// The day by which it stands in an order: the first, or the last when the beginning is open.
    pub fn order_day(&self) -> Date {
        if self.first == Date::MIN { self.last } else { self.first }
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        let part = match &self.parsed {
            edtf_core::Edtf::Date(part) => part,
            edtf_core::Edtf::DateTime(_) => return Precision::Day,
            _ => return Precision::Span,
        };
        if part.year.has_unspecified() || part.year.significant_digits.is_some() {
            return Precision::Span;
        }
        match (part.month, part.day) {
            (_, Some(day)) if !part.has_unspecified() && day.value().is_some() => Precision::Day,
            (Some(month), _) if !month.has_unspecified() => match part.precision() {
                edtf_core::Precision::Season => Precision::Season,
                _ => Precision::Month,
            },
            _ => Precision::Year,
        }
    }

    /// Whether it is marked as uncertain (`?`) or approximate (`~`) anywhere.
    pub fn is_vague(&self) -> bool {
        self.parsed.is_uncertain() || self.parsed.is_approximate()
    }

    /// The date in English words: "14 March 2019", "about 1998", "spring 1998", "2001 to 2004".
    pub fn in_words(&self) -> String {
        match &self.parsed {
            edtf_core::Edtf::Date(part) => part_in_words(part),
            edtf_core::Edtf::DateTime(moment) => format!(
                "{}, {:02}:{:02}",
                part_in_words(&moment.date),
                moment.time.hour,
                moment.time.minute
            ),
            edtf_core::Edtf::Interval(interval) => {
                interval_in_words(&interval.start, &interval.end)
            }
            edtf_core::Edtf::Set(set) => {
                let words: Vec<String> = set.elements.iter().map(element_in_words).collect();
                let joint = if set.kind == SetKind::AllMembers { " and " } else { " or " };
                match words.split_last() {
                    Some((last, rest)) if !rest.is_empty() => {
                        format!("{}{joint}{last}", rest.join(", "))
                    }
                    _ => words.concat(),
                }
            }
        }
    }
}

fn day_of(bound: Bound, open: Date) -> Result<Date, JournalError> {
    let Bound::Date(day) = bound else { return Ok(open) };
    let year = i16::try_from(day.year).map_err(|_| JournalError::HappenedNotUnderstood)?;
    let (month, day) = (day.month.cast_signed(), day.day.cast_signed());
    Date::new(year, month, day).map_err(|_| JournalError::HappenedNotUnderstood)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month from 1 to 12.
pub fn month_name(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).checked_sub(1)?).copied()
}

fn part_in_words(part: &Part) -> String {
    let plain = plain_part(part);
    match (part.is_uncertain(), part.is_approximate()) {
        (false, false) => plain,
        (true, false) => format!("perhaps {plain}"),
        (false, true) => format!("about {plain}"),
        (true, true) => format!("perhaps about {plain}"),
    }
}

fn plain_part(part: &Part) -> String {
    let year = year_in_words(part);
    let Some(month) = part.month else { return year };
    let Some(month) = month.value() else {
        let unit = if part.day.is_some() { "day" } else { "month" };
        return format!("some {unit} in {year}");
    };
    let named = match month {
        1..=12 => month_name(month).unwrap_or_default(),
        21 | 25 => "spring",
        22 | 26 => "summer",
        23 | 27 => "autumn",
        24 | 28 => "winter",
        29 => "southern spring",
        30 => "southern summer",
        31 => "southern autumn",
        32 => "southern winter",
        33 => "first quarter of",
        34 => "second quarter of",
        35 => "third quarter of",
        36 => "fourth quarter of",
        37 => "first third of",
        38 => "second third of",
        39 => "last third of",
        40 => "first half of",
        _ => "second half of",
    };
    match part.day {
        None => format!("{named} {year}"),
        Some(day) => match day.value() {
            Some(day) => format!("{day} {named} {year}"),
            None => format!("some day in {named} {year}"),
        },
    }
}

fn year_in_words(part: &Part) -> String {
    if let Some(year) = part.year.value() {
        return if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) };
    }
    if let edtf_core::YearKind::Standard { negative: false, digits } = part.year.kind {
        match digits {
            [Some(a), Some(b), Some(c), None] => return format!("the {a}{b}{c}0s"),
            [Some(a), Some(b), None, None] => return format!("{a}{b}00 to {a}{b}99"),
            _ => {}
        }
    }
    let year_only = Part { month: None, day: None, ..*part };
    let bounds = edtf_core::Edtf::Date(year_only).bounds();
    match (bounds.earliest, bounds.latest) {
        (Bound::Date(first), Bound::Date(last)) => format!("{} to {}", first.year, last.year),
        _ => "some year".to_owned(),
    }
}

fn interval_in_words(start: &IntervalEndpoint, end: &IntervalEndpoint) -> String {
    use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
    let words = |point: &IntervalEndpoint| match point {
        Date(part) => Some(part_in_words(part)),
        OnOrBefore(part) => Some(format!("{} or before", part_in_words(part))),
        OnOrAfter(part) => Some(format!("{} or later", part_in_words(part))),
        Open | Unknown => None,
    };
    match (words(start), words(end), end) {
        (Some(start), Some(end), _) => format!("{start} to {end}"),
        (Some(start), None, Open) => format!("since {start}"),
        (Some(start), None, _) => format!("from {start}"),
        (None, Some(end), _) => format!("until {end}"),
        (None, None, _) => "at some time".to_owned(),
    }
}

fn element_in_words(element: &SetElement) -> String {
    match element {
        SetElement::Date(part) => part_in_words(part),
        SetElement::OnOrBefore(part) => format!("{} or before", part_in_words(part)),
        SetElement::OnOrAfter(part) => format!("{} or later", part_in_words(part)),
        SetElement::Range(first, last) => {
            format!("{} to {}", part_in_words(first), part_in_words(last))
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parsed.fmt(f)
    }
}

impl FromStr for Edtf {
    type Err = JournalError;

    fn from_str(text: &str) -> Result<Self, JournalError> {
        Self::parse(text)
    }
}

impl PartialEq for Edtf {
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed
    }
}

impl Eq for Edtf {}

impl hash::Hash for Edtf {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_vague_date_covers_the_days_it_may_mean() {
        let cases = [
            ("2019-03-14", date(2019, 3, 14), date(2019, 3, 14), Precision::Day),
            ("2019-02", date(2019, 2, 1), date(2019, 2, 28), Precision::Month),
            ("1998-21", date(1998, 3, 1), date(1998, 5, 31), Precision::Season),
            ("1998-24", date(1998, 12, 1), date(1999, 2, 28), Precision::Season),
            ("1998~", date(1998, 1, 1), date(1998, 12, 31), Precision::Year),
            ("1998?", date(1998, 1, 1), date(1998, 12, 31), Precision::Year),
            ("1998-03%", date(1998, 3, 1), date(1998, 3, 31), Precision::Month),
            ("199X", date(1990, 1, 1), date(1999, 12, 31), Precision::Span),
            ("1998-XX", date(1998, 1, 1), date(1998, 12, 31), Precision::Year),
            ("1998-03-XX", date(1998, 3, 1), date(1998, 3, 31), Precision::Month),
            ("2001/2004", date(2001, 1, 1), date(2004, 12, 31), Precision::Span),
            ("2001/..", date(2001, 1, 1), Date::MAX, Precision::Span),
            ("../2004-05", Date::MIN, date(2004, 5, 31), Precision::Span),
            ("-0043-03-15", date(-43, 3, 15), date(-43, 3, 15), Precision::Day),
        ];
        for (text, first, last, precision) in cases {
            let edtf = Edtf::parse(text).expect(text);
            assert_eq!(edtf.range(), (first, last), "{text}");
            assert_eq!(edtf.precision(), precision, "{text}");
            assert_eq!(edtf.to_string(), text);
        }
        assert_eq!(Edtf::parse("../2004").expect("edtf").order_day(), date(2004, 12, 31));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "yesterday", "2019-02-30", "2019-13", "../..", "Y170000002", "20-1", "2019-3"]
        {
            assert!(Edtf::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_said_in_words() {
        let cases = [
            ("2019-03-14", "14 March 2019"),
            ("2019-03", "March 2019"),
            ("1998-21", "spring 1998"),
            ("1998~", "about 1998"),
            ("1998?", "perhaps 1998"),
            ("1998%", "perhaps about 1998"),
            ("2019-03~", "about March 2019"),
            ("199X", "the 1990s"),
            ("19XX", "1900 to 1999"),
            ("1998-03-XX", "some day in March 1998"),
            ("1998-XX-XX", "some day in 1998"),
            ("2001/2004", "2001 to 2004"),
            ("2001/..", "since 2001"),
            ("2001/", "from 2001"),
            ("../2004-05", "until May 2004"),
            ("[2001,2003]", "2001 or 2003"),
            ("{2001,2003..2005}", "2001 and 2003 to 2005"),
            ("-0043-03-15", "15 March 44 BC"),
            ("1985-04-12T23:20:30Z", "12 April 1985, 23:20"),
        ];
        for (text, words) in cases {
            assert_eq!(Edtf::parse(text).expect(text).in_words(), words);
        }
    }
}
