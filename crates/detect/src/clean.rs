//! The text as a reader sees it: invisible characters dropped, accents composed, full-width letters
//! narrowed, and for every byte the place it came from.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A cleaned text that can map its spans back.
pub struct Clean<'a> {
    /// What the detectors read.
    pub text: Cow<'a, str>,
    /// For every byte of `text` the span of the original it stands for; empty when nothing changed.
    origin: Vec<(u32, u32)>,
}

/// Whether a character shows nothing and may hide inside a name.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_full_width(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

impl<'a> Clean<'a> {
    /// Cleans `text`; a text with nothing to clean is borrowed.
    pub fn new(text: &'a str) -> Self {
        let dirty = |c: char| is_invisible(c) || is_full_width(c) || is_combining_mark(c);
        if text.is_ascii() || u32::try_from(text.len()).is_err() || !text.chars().any(dirty) {
            return Self { text: Cow::Borrowed(text), origin: Vec::new() };
        }
        let mut clean = String::with_capacity(text.len());
        let mut origin = Vec::with_capacity(text.len());
        let mut chars = text.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
        let mut cluster = String::new();
        while let Some((start, first)) = chars.next() {
            cluster.clear();
            cluster.push(narrow(first));
            let mut end = start + first.len_utf8();
            while let Some((at, mark)) = chars.next_if(|(_, c)| is_combining_mark(*c)) {
                cluster.push(mark);
                end = at + mark.len_utf8();
            }
            let before = clean.len();
            if cluster.len() == first.len_utf8() {
                clean.push_str(&cluster);
            } else {
                clean.extend(cluster.nfc());
            }
            let span = (place(start), place(end));
            origin.resize(origin.len() + clean.len() - before, span);
        }
        Self { text: Cow::Owned(clean), origin }
    }

    /// The span of the original that a span of the cleaned text stands for.
    pub fn original(&self, span: &Range<usize>) -> Range<usize> {
        if self.origin.is_empty() || span.is_empty() {
            return span.clone();
        }
        self.origin[span.start].0 as usize..self.origin[span.end - 1].1 as usize
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn narrow(c: char) -> char {
    if is_full_width(c) { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c }
}

/// Appends `word` to `out` in lower case and without accents.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in word.chars() {
        match c {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            '’' => out.push('\''),
            _ => decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(|c| push_folded(c, out));
                }
            }),
        }
    }
}

fn push_folded(c: char, out: &mut String) {
    match c {
        '’' => out.push('\''),
        'ß' => out.push_str("ss"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ł' => out.push('l'),
        'ı' => out.push('i'),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        c if is_combining_mark(c) => {}
        c => out.push(c),
    }
}

/// `word` in lower case and without accents.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// The Latin letter a Greek or Cyrillic letter can pass for, else the character itself.
pub fn unmask(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ι' | 'ɩ' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'ո' | 'ν' => 'n',
        'о' | 'ο' | 'σ' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_map_back_over_dropped_and_composed_characters() {
        let text = "x Jo\u{200b}se\u{301} y";
        let clean = Clean::new(text);
        assert_eq!(clean.text, "x José y");
        let at = clean.text.find("José").expect("there");
        assert_eq!(&text[clean.original(&(at..at + "José".len()))], "Jo\u{200b}se\u{301}");
    }
}
