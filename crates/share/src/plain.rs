//! The plain Markdown package: what the letter says, readable by anybody.

use std::ops::Range;

use jiff::civil::Date;

use crate::inert::{inert, plain};
use crate::letter::Letter;

/// A part of the letter that came from an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Happened,
    Place,
    Person(usize),
    Tag(usize),
    Feeling,
    Body,
}

/// The letter as Markdown, and where each part of it stands: all else is this program's words.
pub(crate) fn markdown(letter: &Letter) -> (String, Vec<(Field, Range<usize>)>) {
    let mut page = Page::default();
    if let Some(title) = &letter.title {
        page.own("# ");
        page.part(Field::Title, &plain(title));
        page.own("\n\n");
    }
    let lists = [
        (
            "Happened",
            letter.happened.iter().map(|text| (Field::Happened, text)).collect::<Vec<_>>(),
        ),
        ("Place", letter.place.iter().map(|text| (Field::Place, text)).collect()),
        ("People", numbered(&letter.people, Field::Person)),
        ("Tags", numbered(&letter.tags, Field::Tag)),
        ("Felt", letter.feeling.iter().map(|text| (Field::Feeling, text)).collect()),
    ];
    let mut first = true;
    for (label, values) in lists.into_iter().filter(|(_, values)| !values.is_empty()) {
        page.own(if first { "" } else { "  \n" });
        first = false;
        page.own(&format!("**{label}:** "));
        for (n, (field, value)) in values.into_iter().enumerate() {
            page.own(if n > 0 { ", " } else { "" });
            page.part(field, &plain(value));
        }
    }
    if !first {
        page.own("\n\n");
    }
    if !letter.body.is_empty() {
        page.part(Field::Body, &letter.body);
        page.own("\n\n");
    }
    page.own(&format!("---\n\n*{}*\n", rule(letter)));
    let (fields, mut ranges): (Vec<_>, Vec<_>) = page.parts.into_iter().unzip();
    let text = inert(page.text, &mut ranges);
    (text, fields.into_iter().zip(ranges).collect())
}

fn numbered(list: &[String], field: fn(usize) -> Field) -> Vec<(Field, &String)> {
    list.iter().enumerate().map(|(n, text)| (field(n), text)).collect()
}

/// The last line of every plain package: the retelling rule and the day.
pub(crate) fn rule(letter: &Letter) -> String {
    format!("{} Told on {}.", letter.rule.sentence(), day(letter.at))
}

/// "22 November 2026".
fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[derive(Default)]
struct Page {
    text: String,
    parts: Vec<(Field, Range<usize>)>,
}

impl Page {
    fn own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn part(&mut self, field: Field, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push((field, start..self.text.len()));
    }
}

#[cfg(test)]
mod tests {
    use vault::Id;

    use super::*;
    use crate::RetellingRule;

    #[test]
    fn the_page_says_what_was_kept_and_the_rule() {
        let letter = Letter {
            id: Id::from_bytes([0; 16]),
            at: jiff::civil::date(2026, 11, 2),
            rule: RetellingRule::RetellWithoutName,
            title: Some("I *failed* [x](javascript:1)".into()),
            happened: Some("in March 2019".into()),
            place: None,
            kind: None,
            people: vec!["a colleague".into(), "a friend".into()],
            tags: vec![],
            feeling: None,
            body: "I was late.".into(),
            answers: None,
            attachments: vec![],
        };
        let (text, parts) = markdown(&letter);
        assert_eq!(
            text,
            "# I \\*failed\\* \\[x\\](javascript:1)\n\n**Happened:** in March 2019  \n\
             **People:** a colleague, a friend\n\nI was late.\n\n---\n\n\
             *You may retell this, without my name. Told on 2 November 2026.*\n"
        );
        assert!(
            parts.iter().any(|(f, r)| *f == Field::Person(1) && &text[r.clone()] == "a friend")
        );
    }
}
