//! Text made comparable, simply and on purpose not with the code under test.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits alone, folded, with single spaces where anything else stood.
pub fn words(text: &str) -> String {
    let mut out = String::from(" ");
    for c in text.nfkd().flat_map(char::to_lowercase).nfd() {
        if is_combining_mark(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}') {
            continue;
        }
        if c.is_alphanumeric() {
            out.push(latin(c));
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// The same without spaces.
pub fn squeezed(text: &str) -> String {
    words(text).replace(' ', "")
}

/// The letter that a disguise of ours stands for.
fn latin(c: char) -> char {
    match c {
        'а' => 'a',
        'о' => 'o',
        'і' => 'i',
        'е' => 'e',
        'м' => 'm',
        _ => c,
    }
}

/// `text` with the references of HTML and the escapes of addresses undone.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '%']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (found, length) = if rest.starts_with('&') { reference(rest) } else { escape(rest) };
        let step = if let Some(c) = found {
            out.push(c);
            length
        } else {
            out.push_str(&rest[..1]);
            1
        };
        rest = &rest[step..];
    }
    out.push_str(rest);
    out
}

fn reference(text: &str) -> (Option<char>, usize) {
    let Some(end) = text.find(';').filter(|&end| end < 10) else { return (None, 0) };
    let name = &text[1..end];
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => name.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(char::from_u32)
        }),
    };
    (found, end + 1)
}

fn escape(text: &str) -> (Option<char>, usize) {
    let code = text.get(1..3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    (code.filter(u8::is_ascii).map(char::from), 3)
}
