//! File names of Markdown files: what a name says on the way in, and names that every system takes on the
//! way out.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

use jiff::civil::Date;
use vault::Moment;

use crate::{Content, Edtf, Precision, tokens::composed};

/// So many bytes of a title at most go into a name; with date and number all stays far below 255.
const TITLE_BYTES: usize = 80;

/// What a file's name says: the date it starts with, and the title behind it.
pub(crate) fn read_stem(stem: &str) -> (Option<Edtf>, String) {
    let Some((day, rest)) = leading_date(stem) else { return (None, stem.trim().to_owned()) };
    let title =
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | '–' | '—'));
    // "2019-03-14 (2)" and "2019-03-14-1" are counted, not named.
    let named = title.chars().any(char::is_alphabetic);
    (Edtf::day(day).ok(), if named { title.to_owned() } else { String::new() })
}

/// `2019-03-14`, `2019_03_14` or `2019.03.14`, not followed by another digit.
fn leading_date(stem: &str) -> Option<(Date, &str)> {
    let head = stem.get(..10)?;
    let rest = &stem[10..];
    let mark = head.as_bytes()[4];
    let shaped = head.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == mark && matches!(mark, b'-' | b'_' | b'.'),
        _ => byte.is_ascii_digit(),
    });
    if !shaped || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| head[from..to].parse::<i16>().ok();
    let small = |from, to| number(from, to).and_then(|n| i8::try_from(n).ok());
    Some((Date::new(number(0, 4)?, small(5, 7)?, small(8, 10)?).ok()?, rest))
}

/// Makes names, each different from all before even where a system folds case.
#[derive(Default)]
pub(crate) struct Names {
    hasher: RandomState,
    taken: HashSet<u64>,
}

impl Names {
    /// A name for an entry: its date, its title, `.md`.
    pub fn next(&mut self, content: &Content, written: Moment) -> String {
        let date = match &content.happened {
            Some(edtf) => {
                let day = edtf.order_day();
                match edtf.precision() {
                    Precision::Day => day.to_string(),
                    Precision::Month => format!("{:04}-{:02}", day.year(), day.month()),
                    _ => format!("{:04}", day.year()),
                }
            }
            None => written.date().to_string(),
        };
        let title = safe(&content.title);
        let stem = if title.is_empty() { date } else { format!("{date} {title}") };
        let mut name = format!("{stem}.md");
        let mut number = 1;
        while !self.taken.insert(self.hasher.hash_one(name.to_lowercase())) {
            number += 1;
            name = format!("{stem} ({number}).md");
        }
        name
    }
}

/// A title without what a file system on Linux, Windows or macOS forbids or folds away.
fn safe(title: &str) -> String {
    let usable: String = composed(title)
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => ' ',
            // Line ends, direction marks, private use, unassigned: anything a reader could not see.
            c if c.is_control() || is_invisible(c) => ' ',
            c => c,
        })
        .collect();
    let mut words = String::new();
    for word in usable.split_whitespace() {
        if words.len() + word.len() + 1 > TITLE_BYTES {
            if words.is_empty() {
                let end =
                    (0..=TITLE_BYTES).rev().find(|at| word.is_char_boundary(*at)).unwrap_or(0);
                words.push_str(&word[..end]);
            }
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words.trim_matches(['.', ' ']).to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_says_its_date_and_title() {
        let read = |stem| {
            let (day, title) = read_stem(stem);
            (day.map(|day| day.to_string()).unwrap_or_default(), title)
        };
        assert_eq!(read("2019-03-14 Dinner"), ("2019-03-14".into(), "Dinner".into()));
        assert_eq!(read("2019_03_14"), ("2019-03-14".into(), String::new()));
        assert_eq!(read("2019-03-14 (2)"), ("2019-03-14".into(), String::new()));
        assert_eq!(read("2019-02-30 x"), (String::new(), "2019-02-30 x".into()));
        assert_eq!(read("My first day"), (String::new(), "My first day".into()));
    }

    proptest! {
        #[test]
        fn every_system_takes_every_name(titles in proptest::collection::vec("(\\PC|[\\x00-\\x1f./\\\\ ]|CON|日){0,60}", 1..8)) {
            let written: Moment = "2019-03-14T12:00:00Z".parse().expect("moment");
            let mut names = Names::default();
            let mut seen = HashSet::new();
            for title in titles.iter().chain(&titles) {
                let content = Content { title: title.clone(), ..Content::default() };
                let name = names.next(&content, written);
                prop_assert!(seen.insert(name.to_lowercase()));
                prop_assert!(name.len() <= 120 && name.starts_with("2019-03-14"));
                prop_assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\0']));
                let stem = name.strip_suffix(".md").expect("md");
                prop_assert!(!stem.ends_with(['.', ' ']));
            }
        }
    }
}
