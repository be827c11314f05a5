//! What a review does to a text, without the journal around it: for the fuzz targets and no other
//! use (feature `fuzzing`).

use std::ops::Range;

use detect::FindingKind;
use journal::Content;

use crate::compose::Contents;
use crate::fold;
use crate::item::{ItemKind, Source};
use crate::scan::{Part, Removed, Weight, is_searched_as_words};
use crate::span::{Cut, carry_out};

/// The blocks of a text as the items of a review.
pub struct Items(Vec<Source>);

/// What leaves of them.
pub struct Leaving {
    /// The text of the letter.
    pub body: String,
    /// What the reader gets of each item, by its number.
    pub pieces: Vec<(usize, String)>,
}

impl Items {
    /// Cuts `body` into items.
    pub fn of(body: &str) -> Self {
        Self(crate::item::items(&Content { body: body.to_owned(), ..Content::default() }, &[], &[]))
    }

    /// The text of each.
    pub fn texts(&self) -> Vec<&str> {
        self.0.iter().map(|item| item.text.as_str()).collect()
    }

    /// The name of each.
    pub fn ids(&self) -> Vec<&str> {
        self.0.iter().map(|item| item.id.as_str()).collect()
    }

    /// What leaves when `decide` gives the text of the items that are kept.
    pub fn leaving(&self, mut decide: impl FnMut(usize, &str) -> Option<String>) -> Leaving {
        let texts: Vec<_> =
            self.0.iter().enumerate().map(|(n, item)| decide(n, &item.text)).collect();
        let contents = Contents::of(&self.0, &texts);
        let pieces = contents.pieces.iter().map(|(n, ..)| *n);
        let pieces = pieces.map(|n| (n, contents.text_of(n).unwrap_or_default())).collect();
        Leaving { body: contents.body, pieces }
    }
}

/// `text` with these spans, which never overlap, as `[…]`.
pub fn redacted(text: &str, spans: &[Range<usize>]) -> String {
    let cuts: Vec<_> =
        spans.iter().map(|span| Cut { range: span.clone(), stand_in: None }).collect();
    carry_out(text, &cuts, ItemKind::Block)
}

/// Whether nothing in a Markdown text leads anywhere or shows anything that a letter may not.
pub fn is_inert(markdown: &str) -> bool {
    crate::inert::is_inert(markdown)
}

/// Whether the removed `name`, which stands word for word in `markdown`, stops the package; `None`
/// where it is too short or too common a word to be looked for, or does not stand there.
pub fn is_stopped(name: &str, markdown: &str) -> Option<bool> {
    let weight = Weight::Name(FindingKind::Person);
    let removed = Removed { text: name.to_owned(), words: fold::words(name), weight };
    let stands = crate::scan::stands_in(markdown, name);
    if !stands || !is_searched_as_words(&removed) || removed.words.trim().chars().count() < 4 {
        return None;
    }
    let place = "the text".to_owned();
    let (text, unread) = (markdown, false);
    let part = Part { item: None, place, text, markdown: true, unread, source: None };
    Some(crate::scan::scan(&[removed], &[], &[part]).is_err())
}

/// A text as a review reads it: line ends made one, what no preview can show taken out.
pub fn cleaned(text: &str) -> String {
    crate::decision::clean(text)
}
