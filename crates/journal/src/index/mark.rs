//! Places and marks: how an entry's date becomes its row number, and its kind, people and tags become
//! tokens of the full-text index, so that every filter is part of one match.

use std::fmt::Write as _;

use jiff::civil::Date;
use vault::{Id, Moment};

use crate::{Kind, tokens::fold};

/// Places a day has. An entry's own place in the day comes from the time of day when it was written.
const DAY_BITS: u32 = 20;
/// Two seconds for each step of the day, sixteen places in each step.
const STEP_BITS: u32 = 4;

/// No folded word begins with these (private use), so a mark is never taken for a word.
const MARK: char = '\u{E000}';
const JOINT: char = '\u{E001}';

/// The lowest place of a day.
pub(crate) fn day_start(day: Date) -> i64 {
    i64::from(days(day)) << DAY_BITS
}

fn days(day: Date) -> i32 {
    (day - Date::MIN).get_days()
}

/// The place an entry would like, and the last place of its day.
pub(super) fn place_of(day: Date, written: Moment, entry: Id) -> (i64, i64) {
    let time = written.offset().to_datetime(written.timestamp()).time();
    let second =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let fine = i64::from(entry.as_bytes()[0] >> (8 - STEP_BITS));
    let start = day_start(day);
    (start + ((second / 2) << STEP_BITS) + fine, start + (1 << DAY_BITS) - 1)
}

/// The token of a kind.
pub(crate) fn kind_mark(kind: Kind) -> String {
    format!("{MARK}k{}", kind.as_str().replace('-', ""))
}

/// The token of a person.
pub(crate) fn person_mark(person: Id) -> String {
    format!("{MARK}p{person}")
}

/// The token of a tag, equal for tags that differ in case, diacritics or spacing.
pub(crate) fn tag_mark(tag: &str) -> String {
    let mut mark = format!("{MARK}t");
    for c in fold(tag).chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() {
            mark.push(JOINT);
            let _ = write!(mark, "{:02x}", u32::from(c));
        } else {
            mark.push(c);
        }
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn later_days_and_times_stand_higher() {
        let at = |text: &str| text.parse::<Moment>().expect("moment");
        let id = Id::from_bytes([0; 16]);
        let place = |day, text| place_of(day, at(text), id).0;
        let (early, late) = ("2020-01-01T08:00:00+01:00", "2020-01-01T23:59:59+01:00");
        assert!(place(date(2020, 1, 1), early) < place(date(2020, 1, 1), late));
        assert!(place(date(2020, 1, 1), late) < place(date(2020, 1, 2), early));
        assert!(place(Date::MIN, early) >= 0);
        assert!(place_of(Date::MAX, at(late), id).1 < 1 << 44);
    }

    #[test]
    fn tags_that_look_alike_are_one() {
        assert_eq!(tag_mark("New York"), tag_mark(" new  york"));
        assert_ne!(tag_mark("New York"), tag_mark("newyork"));
        assert_ne!(tag_mark("!"), tag_mark("?"));
    }
}
