//! The vault's own people, places and tags, found whatever their case, accents, possessive or disguise.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::FindingKind::{self, Person, Place, SelfName};
use crate::clean::unmask;
use crate::hit::{Hit, KNOWN};
use crate::token::is_ideograph;
use crate::{Knowledge, table};

/// What a known name stands for.
#[derive(Clone, Copy)]
struct Name {
    kind: FindingKind,
    rank: u8,
    reason: &'static str,
    /// Also an ordinary word: only a capital makes it a name.
    capital: bool,
}

/// Finds the names in `knowledge`.
pub fn find(text: &str, knowledge: &Knowledge, hits: &mut Vec<Hit>) {
    let names = names(knowledge);
    if names.is_empty() {
        return;
    }
    let (folded, origin) = disguise_free(text);
    let (patterns, meanings): (Vec<String>, Vec<Name>) = names.into_iter().unzip();
    let Ok(search) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns)
    else {
        return;
    };
    let mut from = 0;
    while let Some(m) = search.find(aho_corasick::Input::new(&folded).range(from..)) {
        let name = meanings[m.pattern().as_usize()];
        let span = origin[m.start()].0..origin[m.end() - 1].1;
        if stands_alone(&folded, m.range())
            && (!name.capital || text[span.clone()].starts_with(char::is_uppercase))
        {
            hits.push(Hit::new(name.kind, span, name.rank, name.reason));
            from = m.end();
        } else {
            from = folded.ceil_char_boundary(m.start() + 1);
        }
    }
}

fn names(knowledge: &Knowledge) -> HashMap<String, Name> {
    let mut names = HashMap::new();
    let mut add = |written: &str, kind, rank, reason| {
        let pattern = disguise_free(written.trim()).0;
        let long = pattern.chars().count() > 1 || pattern.chars().any(is_ideograph);
        if long {
            let capital = table::flags(&pattern) & table::COMMON != 0;
            names.entry(pattern).or_insert(Name { kind, rank, reason, capital });
        }
    };
    for own in &knowledge.author {
        for name in std::iter::once(own.as_str()).chain(parts(own)) {
            add(name, SelfName, KNOWN - 1, "Your own name.");
        }
    }
    for person in &knowledge.people {
        add(&person.name, Person, KNOWN, "Somebody in your list of people.");
        for nickname in &person.nicknames {
            add(nickname, Person, KNOWN, "Another name of somebody in your list of people.");
        }
    }
    for person in &knowledge.people {
        for part in parts(&person.name).chain(person.nicknames.iter().flat_map(|name| parts(name)))
        {
            add(part, Person, KNOWN + 1, "Part of the name of somebody in your list of people.");
        }
    }
    for place in &knowledge.places {
        add(place, Place, KNOWN + 2, "A place you have named before.");
    }
    for tag in knowledge.tags.iter().filter(|tag| tag.starts_with(char::is_uppercase)) {
        if table::flags(&crate::clean::fold(tag)) & table::COMMON == 0 {
            add(tag, Person, KNOWN + 3, "One of your tags, written like a name.");
        }
    }
    names
}

/// The parts of a name that can stand for it.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == ',')
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 2 || part.chars().any(is_ideograph))
        .filter(|part| {
            let folded = crate::clean::fold(part);
            !matches!(
                folded.as_str(),
                "the"
                    | "and"
                    | "von"
                    | "van"
                    | "der"
                    | "den"
                    | "del"
                    | "dos"
                    | "das"
                    | "bin"
                    | "mrs"
                    | "miss"
                    | "herr"
                    | "frau"
                    | "from"
            )
        })
}

/// `text` folded and with look-alikes of other scripts as Latin letters, and where each byte came from.
fn disguise_free(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let span = (at, at + c.len_utf8());
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            origin.push(span);
            continue;
        }
        for part in std::iter::once(c)
            .nfkd()
            .filter(|part| !is_combining_mark(*part))
            .flat_map(char::to_lowercase)
        {
            let before = folded.len();
            match part {
                'ß' => folded.push_str("ss"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                'ı' => folded.push('i'),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                '’' => folded.push('\''),
                '\u{a0}' | '\u{202f}' => folded.push(' '),
                '‐' | '‑' => folded.push('-'),
                part => folded.push(unmask(part)),
            }
            origin.resize(folded.len().max(before), span);
        }
    }
    (folded, origin)
}

fn stands_alone(folded: &str, span: Range<usize>) -> bool {
    let name = &folded[span.clone()];
    let joins = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let open = |inside: Option<char>, outside: Option<char>| {
        !(inside.is_some_and(joins) && outside.is_some_and(joins))
    };
    let tail = &folded[span.end..];
    // Genitives without an apostrophe: "Marias", "Annas".
    let genitive =
        tail.strip_prefix('s').is_some_and(|rest| !rest.starts_with(joins)) && name.len() > 3;
    open(name.chars().next(), folded[..span.start].chars().next_back())
        && (genitive || open(name.chars().next_back(), tail.chars().next()))
}
