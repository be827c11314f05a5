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

/// `text` on one line: runs of white space and control characters become one space.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// `text` without control characters other than newline and tab; line ends become `\n`.
pub(crate) fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.chars().filter(|&c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
