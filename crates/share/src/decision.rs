//! What the author answers to an item and to a finding. Undecided means that it does not leave.

use serde::{Deserialize, Serialize};

/// The answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Not answered yet.
    #[default]
    Undecided,
    /// It leaves as it stands, apart from what is decided about its findings.
    Keep,
    /// This text leaves in its place, in this share only. Its findings are looked for anew.
    Rewrite(String),
    /// It stays.
    LeaveOut,
}

/// The answer to a finding inside a kept or rewritten item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingDecision {
    /// Not answered yet.
    #[default]
    Undecided,
    /// The words stay as they are.
    Keep,
    /// These words stand in for it.
    Generalise(String),
    /// It leaves as `[…]`.
    Redact,
}

impl FindingDecision {
    /// Whether the words themselves do not leave.
    pub const fn removes(&self) -> bool {
        matches!(self, Self::Generalise(_) | Self::Redact)
    }

    /// The same answer with its stand-in on one line, trimmed, without control characters, and of
    /// at most [`STAND_IN_LIMIT`] characters; an empty one is a redaction.
    pub(crate) fn tidy(self) -> Self {
        let Self::Generalise(text) = self else { return self };
        let text = one_line(&text);
        let short: String = text.chars().take(STAND_IN_LIMIT).collect();
        if short.is_empty() { Self::Redact } else { Self::Generalise(short) }
    }
}

/// The most characters a stand-in has.
pub const STAND_IN_LIMIT: usize = 200;

/// `text` on one line: runs of white space become one space, hidden characters go.
pub(crate) fn one_line(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// `text` without characters that a preview could not show: control characters other than newline
/// and tab, Unicode tags, which can carry whole hidden texts, and overrides of direction, which show
/// one text and send another. Line ends become `\n`.
pub(crate) fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let is_hidden = |c: char| {
        matches!(c, '\u{202d}' | '\u{202e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
    };
    unix.chars()
        .filter(|&c| matches!(c, '\n' | '\t') || !(c.is_control() || is_hidden(c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_preview_cannot_show_is_taken_out() {
        let hidden = "a\u{e0041}\u{e0042}b\u{202e}c\u{7}\u{feff}";
        assert_eq!(clean(hidden), "abc");
        assert_eq!(one_line(hidden), "abc");
        assert_eq!(clean("a\r\nb\rc\td"), "a\nb\nc\td");
    }

    #[test]
    fn a_stand_in_is_one_short_line_and_never_empty() {
        let tidy = |text: &str| FindingDecision::Generalise(text.to_owned()).tidy();
        assert_eq!(
            tidy("  a\n colleague\u{7} "),
            FindingDecision::Generalise("a colleague".into())
        );
        assert_eq!(tidy(" \n"), FindingDecision::Redact);
        let FindingDecision::Generalise(long) = tidy(&"x".repeat(999)) else { panic!("kept") };
        assert_eq!(long.len(), STAND_IN_LIMIT);
    }
}
