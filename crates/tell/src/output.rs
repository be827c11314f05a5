//! Printing: JSON for programs, a few calm lines for people. A closed pipe ends the program quietly.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::trouble::Trouble;

const STDOUT: &str = "standard output";

/// One JSON document and a newline.
pub fn json(value: &impl Serialize) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    json_line(&mut out, value)?;
    out.flush().map_err(Trouble::io(STDOUT))
}

/// One JSON document on a line of its own.
pub fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Trouble> {
    json_value(out, value)?;
    out.write_all(b"\n").map_err(Trouble::io(STDOUT))
}

/// One JSON document, without a newline.
pub fn json_value(out: &mut impl Write, value: &impl Serialize) -> Result<(), Trouble> {
    serde_json::to_writer(out, value).map_err(io::Error::from).map_err(Trouble::io(STDOUT))
}

/// Text for people.
pub fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(Trouble::io(STDOUT))
}

/// White space and control characters become single spaces: what an entry holds must not drive the terminal.
pub fn one_line(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of several lines without control characters other than newline and tab.
pub fn many_lines(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Text of several lines from somebody else: no control characters but newline, and nothing that turns the
/// direction of what stands around it.
pub fn foreign_lines(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
    };
    let lines = text.split(['\n', '\u{2028}', '\u{2029}']);
    let plain = |line: &str| line.replace('\t', " ").chars().filter(|c| !is_hidden(*c)).collect();
    lines.map(plain).collect::<Vec<String>>().join("\n")
}

/// "1 record", "2 records".
pub fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_does_not_reach_the_terminal() {
        assert_eq!(one_line("a\u{1b}[31mb\r\n  c"), "a [31mb c");
        assert_eq!(many_lines("a\u{1b}b\n\tc"), "ab\n\tc");
        assert_eq!(foreign_lines("a\u{1b}[2J\r\n\u{202e}b\u{2028}c\td"), "a[2J\nb\nc d");
    }
}
