//! What of a letter is shown. Its text is somebody else's, so how deeply it nests is bounded here, before a
//! renderer meets it; what raw HTML and links may do is bounded by who shows it.

use std::borrow::Cow;

use photo::Rebuilt;
use pulldown_cmark::{Event, Options, Parser};
use share::{Letter, LetterFile};

use crate::LettersError;

/// Quotes, lists and emphasis within each other, at most so many: a renderer goes as deep as they do.
pub const DEPTH_LIMIT: usize = 64;

/// The text of a letter as Markdown that nests no deeper than [`DEPTH_LIMIT`]. One that goes deeper is shown
/// as it is written, as a block of code.
pub fn body(letter: &Letter) -> Cow<'_, str> {
    if is_deep(&letter.body) {
        Cow::Owned(as_code(&letter.body))
    } else {
        Cow::Borrowed(&letter.body)
    }
}

fn is_deep(text: &str) -> bool {
    // Cheaper than reading it as Markdown, and what makes that slow: a line that opens many blocks at once.
    let opens_many = |line: &str| {
        let lead = line.bytes().take_while(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80);
        lead.filter(|byte| b">-*+.)".contains(byte)).count() > DEPTH_LIMIT
    };
    if text.lines().any(opens_many) {
        return true;
    }
    let mut depth = 0usize;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_LIMIT {
            return true;
        }
    }
    false
}

/// A fence longer than any in the text, so that nothing in it ends the block.
fn as_code(text: &str) -> String {
    let mut longest = 0;
    for run in text.split(|c| c != '`') {
        longest = longest.max(run.len());
    }
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// A picture of a letter as it may be shown: decoded within bounds and made anew from its pixels, with no edge
/// longer than `edge` pixels. What the file says it is does not count.
///
/// `photo-format-unknown` when it is no picture, `photo-damaged`, `photo-too-large`.
pub fn picture(file: &LetterFile, edge: u32) -> Result<Rebuilt, LettersError> {
    Ok(photo::rebuild(&file.bytes, &[], Some(edge))?)
}

/// The longest line that is shown of a title, a place or a name, in characters.
const LINE_LIMIT: usize = 300;

/// Words of a letter as one line of plain text: no control characters, nothing that turns the direction of
/// what stands around it, and at most 300 characters.
pub fn line(text: &str) -> String {
    let mut line = String::new();
    let mut room = LINE_LIMIT;
    for word in
        text.split(|c: char| c.is_whitespace() || is_hidden(c)).filter(|word| !word.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if room == 0 {
                line.push('…');
                return line;
            }
            line.push(c);
            room -= 1;
        }
    }
    line
}

/// Neither seen nor harmless: controls, and what turns the direction of the words around it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}
