//! What a picture's file says besides its pixels, listed so that a person can read it.
//!
//! Shown only, never carried over: a rebuilt picture has none of it whatever this finds. Every length in
//! a file is doubted, and the list is bounded.

mod exif;
mod gif;
mod icc;
mod iptc;
mod jpeg;
mod png;
mod webp;
mod xmp;

use crate::Sort;

/// The most fields that are listed; how many more there are is the last.
pub const FIELDS_LIMIT: usize = 300;
/// The most characters of a value.
pub const VALUE_LIMIT: usize = 200;
/// The most characters of a name.
const NAME_LIMIT: usize = 80;

/// One thing that a picture's file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it stands: `Exif`, `GPS`, `Thumbnail`, `XMP`, `IPTC`, `ICC`, `Comment`, `Photoshop`, `PNG`,
    /// `Other`.
    pub group: &'static str,
    /// What it is called there.
    pub name: String,
    /// What it says, on one line, cut when it is long.
    pub value: String,
}

/// All that the file says.
pub(crate) fn list(sort: Sort, bytes: &[u8]) -> Vec<Field> {
    let mut list = List::default();
    match sort {
        Sort::Jpeg => jpeg::list(bytes, &mut list),
        Sort::Png => png::list(bytes, &mut list),
        Sort::Webp => webp::list(bytes, &mut list),
        Sort::Gif => gif::list(bytes, &mut list),
        Sort::Other(_) => {}
    }
    list.end()
}

/// A list that does not grow without end.
#[derive(Default)]
struct List {
    fields: Vec<Field>,
    more: usize,
}

impl List {
    fn say(&mut self, group: &'static str, name: &str, value: &str) {
        if self.fields.len() + 1 >= FIELDS_LIMIT {
            self.more += 1;
            return;
        }
        let (name, value) = (one_line(name, NAME_LIMIT), one_line(value, VALUE_LIMIT));
        self.fields.push(Field { group, name, value });
    }

    /// Something that is only said to be there.
    fn bytes(&mut self, group: &'static str, name: &str, bytes: usize) {
        self.say(group, name, &format!("{bytes} bytes"));
    }

    fn end(mut self) -> Vec<Field> {
        if self.more > 0 {
            let value = format!("{} more fields", self.more);
            self.fields.push(Field { group: "Other", name: "And so on".to_owned(), value });
        }
        self.fields
    }
}

/// `text` on one line, without characters that cannot be seen, and cut.
fn one_line(text: &str, limit: usize) -> String {
    // A value can be as long as the file: only its beginning is looked at.
    let start: String = text.chars().take(limit * 4).filter(|c| !is_hidden(*c)).collect();
    let words: Vec<_> = start.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= limit && text.chars().nth(limit * 4).is_none() {
        return line;
    }
    let mut cut: String = line.chars().take(limit - 1).collect();
    cut.push('…');
    cut
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bytes as a person would read them: UTF-8, else Latin 1; zeros at the end are no part of it.
fn text_of(bytes: &[u8]) -> String {
    let is_cut = bytes.len() > VALUE_LIMIT * 8;
    let bytes = &bytes[..bytes.len().min(VALUE_LIMIT * 8)];
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if is_cut && error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Two bytes as a number, the larger one first.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number, the largest one first.
fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

/// What stands after the end of a picture: another one, a film, or anything else.
fn after_the_end(bytes: &[u8], list: &mut List) {
    if bytes.is_empty() {
        return;
    }
    let film = bytes.windows(4).take(4096).any(|four| four == b"ftyp");
    let name = match crate::sort_of(bytes) {
        Some(_) => "Another picture after the end",
        None if film => "A film after the end",
        None => "Data after the end",
    };
    list.bytes("Other", name, bytes.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_bounded_and_says_how_much_more_there_is() {
        let mut list = List::default();
        for n in 0..1000 {
            list.say("Exif", &n.to_string(), "x");
        }
        let fields = list.end();
        assert_eq!(fields.len(), FIELDS_LIMIT);
        assert_eq!(fields.last().map(|field| field.value.as_str()), Some("701 more fields"));
    }

    #[test]
    fn a_value_is_one_short_line_of_what_can_be_seen() {
        assert_eq!(one_line(" a\n\u{202e}b\u{0}\tc ", 9), "a b c");
        assert_eq!(one_line(&"x".repeat(5000), 10), "xxxxxxxxx…");
        assert_eq!(text_of(b"caf\xe9\0\0"), "café");
        assert_eq!(text_of("café".as_bytes()), "café");
    }
}
