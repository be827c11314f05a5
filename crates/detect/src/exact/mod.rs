//! Recognisers that go by format, checksum or a word that names the thing.

use std::ops::Range;

use crate::hit::Hit;
use crate::token::Tokens;

mod account;
mod address;
mod age;
mod checksum;
mod date;
mod link;
mod money;
mod number;
mod phone;
mod place;
mod secret;

/// Runs them all.
pub fn find(tokens: &Tokens<'_>, hits: &mut Vec<Hit>) {
    let text = tokens.text;
    link::find(text, hits);
    secret::find(text, hits);
    account::by_cue(text, hits);
    for zone in zones(text) {
        account::find(text, &zone, hits);
        place::find(text, &zone, hits);
        date::find(text, &zone, hits);
        money::find(text, &zone, hits);
        phone::find(text, &zone, hits);
        address::find(text, &zone, hits);
    }
    date::in_words(tokens, hits);
    age::find(tokens, hits);
    money::in_words(tokens, hits);
}

/// The surroundings of digits: most patterns hold one, and most prose holds none.
fn zones(text: &str) -> Vec<Range<usize>> {
    const BEFORE: usize = 64;
    const BEHIND: usize = 96;
    let mut zones: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_digit() {
            continue;
        }
        let end = at + BEHIND;
        match zones.last_mut() {
            Some(last) if at.saturating_sub(BEFORE) <= last.end => last.end = end,
            _ => zones.push(at.saturating_sub(BEFORE)..end),
        }
    }
    for zone in &mut zones {
        zone.start = text.floor_char_boundary(zone.start);
        zone.end = text.ceil_char_boundary(zone.end.min(text.len()));
    }
    zones
}

/// The last `bytes` of `text` before `at`, cut at a character.
fn before(text: &str, at: usize, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(at.saturating_sub(bytes))..at]
}

/// The first `bytes` of `text` from `at`, cut at a character.
fn behind(text: &str, at: usize, bytes: usize) -> &str {
    &text[at..text.floor_char_boundary((at + bytes).min(text.len()))]
}

/// Whether the characters at both ends are not part of a longer word or number.
fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !text[..span.start].chars().next_back().is_some_and(joins)
        && !text[span.end..].chars().next().is_some_and(joins)
}
