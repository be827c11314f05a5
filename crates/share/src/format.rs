//! In what form a story leaves.

use serde::{Deserialize, Serialize};
use vault::Id;
use vault::seal::Recipient;

use crate::ShareError;
use crate::decision::one_line;

/// How few and how many lines a cue card has.
pub const CUE_LINES: std::ops::RangeInclusive<usize> = 3..=7;
/// The longest line of a cue card, in characters.
pub const CUE_LINE_LIMIT: usize = 120;

/// In what form a story leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// An age file only the holders of keys can open.
    AgeRecipient {
        /// The recipient of the person told: `age1…` or `ssh-ed25519 …`, as given by them.
        recipient: String,
        /// Who is told the same by the same file: people of the vault and their recipients.
        others: Vec<(Id, String)>,
    },
    /// An age file that opens with a passphrase, which is told by another way.
    AgePassphrase,
    /// One HTML file that opens with a passphrase in any browser, without a network.
    SealedPage,
    /// Markdown that anybody can read.
    Markdown,
    /// Plain text that anybody can read.
    Text,
    /// A page that anybody can read in any browser, without a network.
    Html,
    /// A PDF that anybody can read.
    Pdf,
    /// A few short lines to tell it by. Nothing is written outside: [`crate::tell_in_person`].
    CueCard {
        /// Three to seven of them.
        lines: Vec<String>,
    },
}

impl Format {
    /// The same without what belongs to one package.
    pub const fn kind(&self) -> FormatKind {
        match self {
            Self::AgeRecipient { .. } => FormatKind::AgeRecipient,
            Self::AgePassphrase => FormatKind::AgePassphrase,
            Self::SealedPage => FormatKind::SealedPage,
            Self::Markdown => FormatKind::Markdown,
            Self::Text => FormatKind::Text,
            Self::Html => FormatKind::Html,
            Self::Pdf => FormatKind::Pdf,
            Self::CueCard { .. } => FormatKind::CueCard,
        }
    }

    /// Whom it is sealed to, `person` first; empty for formats that are not.
    ///
    /// `recipient-invalid` for a text that is no recipient, and for a person or a recipient that is
    /// named twice.
    pub(crate) fn recipients(&self, person: Id) -> Result<Vec<(Id, Recipient)>, ShareError> {
        let Self::AgeRecipient { recipient, others } = self else { return Ok(Vec::new()) };
        let mut list = vec![(person, recipient.parse::<Recipient>()?)];
        for (other, recipient) in others {
            let recipient = recipient.parse::<Recipient>()?;
            if list.iter().any(|(id, known)| id == other || *known == recipient) {
                return Err(ShareError::RecipientInvalid);
            }
            list.push((*other, recipient));
        }
        Ok(list)
    }

    /// The lines of a cue card, each on one line; `cue-card-invalid` when they are too few, too many,
    /// empty or too long.
    pub(crate) fn cue_lines(&self) -> Result<Vec<String>, ShareError> {
        let Self::CueCard { lines } = self else { return Ok(Vec::new()) };
        let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        let fits = |line: &String| (1..=CUE_LINE_LIMIT).contains(&line.chars().count());
        if CUE_LINES.contains(&lines.len()) && lines.iter().all(fits) {
            Ok(lines)
        } else {
            Err(ShareError::CueCardInvalid)
        }
    }
}

/// A format's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatKind {
    /// [`Format::AgeRecipient`].
    AgeRecipient,
    /// [`Format::AgePassphrase`].
    AgePassphrase,
    /// [`Format::SealedPage`].
    SealedPage,
    /// [`Format::Markdown`].
    Markdown,
    /// [`Format::Text`].
    Text,
    /// [`Format::Html`].
    Html,
    /// [`Format::Pdf`].
    Pdf,
    /// [`Format::CueCard`].
    CueCard,
}

impl FormatKind {
    /// Every format.
    pub const ALL: [Self; 8] = [
        Self::AgeRecipient,
        Self::AgePassphrase,
        Self::SealedPage,
        Self::Markdown,
        Self::Text,
        Self::Html,
        Self::Pdf,
        Self::CueCard,
    ];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AgeRecipient => "age-recipient",
            Self::AgePassphrase => "age-passphrase",
            Self::SealedPage => "sealed-page",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::CueCard => "cue-card",
        }
    }

    /// How a file of this format ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::AgeRecipient | Self::AgePassphrase => "age",
            Self::SealedPage | Self::Html => "html",
            Self::Markdown => "md",
            Self::Text | Self::CueCard => "txt",
            Self::Pdf => "pdf",
        }
    }
}

/// Whether `text` is a recipient that a package can be sealed to.
pub fn is_recipient(text: &str) -> bool {
    text.parse::<Recipient>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_one_name_on_every_boundary() {
        for kind in FormatKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.as_str());
        }
    }

    #[test]
    fn a_cue_card_has_three_to_seven_short_lines() {
        let of = |lines: &[&str]| {
            let lines = lines.iter().map(|&line| line.to_owned()).collect();
            Format::CueCard { lines }.cue_lines().map_err(|error| error.code())
        };
        assert_eq!(of(&["a", " b \n c", "d"]), Ok(vec!["a".into(), "b c".into(), "d".into()]));
        for wrong in [&["a", "b"][..], &["a"; 8], &["a", " ", "b"], &["a", "b", &"c".repeat(121)]] {
            assert_eq!(of(wrong), Err("cue-card-invalid"), "{wrong:?}");
        }
    }
}
