//! The package: the finished bytes that leave, and nothing else that leaves.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vault::Moment;
use vault::seal::Recipient;
use zeroize::Zeroizing;

use crate::complete::{Leaving, What};
use crate::item::ItemKind;
use crate::letter::Letter;
use crate::plain::{Field, markdown};
use crate::scan::{Part, scan};
use crate::{Completed, Counts, ShareError, Stay};

/// In what form a story leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// An age file only the holder of the identity for this recipient (`age1…`) can open.
    AgeRecipient {
        /// As given by the person told.
        recipient: String,
    },
    /// An age file that opens with a passphrase, which is told by another way.
    AgePassphrase,
    /// One HTML file that opens with a passphrase in any browser, without a network.
    SealedPage,
    /// Plain text that anybody can read.
    Markdown,
}

impl Format {
    /// The same without the recipient.
    pub const fn kind(&self) -> FormatKind {
        match self {
            Self::AgeRecipient { .. } => FormatKind::AgeRecipient,
            Self::AgePassphrase => FormatKind::AgePassphrase,
            Self::SealedPage => FormatKind::SealedPage,
            Self::Markdown => FormatKind::Markdown,
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
}

impl FormatKind {
    /// Every format.
    pub const ALL: [Self; 4] =
        [Self::AgeRecipient, Self::AgePassphrase, Self::SealedPage, Self::Markdown];

    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AgeRecipient => "age-recipient",
            Self::AgePassphrase => "age-passphrase",
            Self::SealedPage => "sealed-page",
            Self::Markdown => "markdown",
        }
    }

    /// How a file of this format ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::AgeRecipient | Self::AgePassphrase => "age",
            Self::SealedPage => "html",
            Self::Markdown => "md",
        }
    }
}

/// Whether `text` is a recipient that a package can be sealed to.
pub fn is_recipient(text: &str) -> bool {
    text.parse::<Recipient>().is_ok()
}

/// What a person approves: a digest of the package's bytes, its format, its recipient and whom it
/// is for. Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = ShareError;

    /// Anything that is no digest is none that was approved: `not-approved`.
    fn from_str(text: &str) -> Result<Self, ShareError> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(ShareError::NotApproved);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let value =
                |digit: u8| char::from(digit).to_digit(16).filter(|_| !digit.is_ascii_uppercase());
            let (Some(high), Some(low)) = (value(pair[0]), value(pair[1])) else {
                return Err(ShareError::NotApproved);
            };
            *byte = u8::try_from(high * 16 + low).map_err(|_| ShareError::NotApproved)?;
        }
        Ok(Self(bytes))
    }
}

/// The finished bytes of a share, before they are sealed.
///
/// Made only by [`Completed::build`] out of what was kept (R2), looked through for everything that
/// was removed (R4), shown by [`Package::text`] (R3), and let out only by [`crate::send`] (R1).
pub struct Package {
    pub(crate) completed: Completed,
    pub(crate) format: Format,
    pub(crate) recipient: Option<Recipient>,
    pub(crate) plain: Zeroizing<String>,
    pub(crate) digest: Digest,
    pub(crate) suggested_name: String,
}

impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package").field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl Completed {
    /// The package in `format`, made on the day of `at`. The same review gives the same bytes on
    /// the same day.
    ///
    /// Fails with `recipient-invalid`, `letter-too-large`, or `removed-text-found`, which names the
    /// place.
    pub fn build(&self, format: &Format, at: Moment) -> Result<Package, ShareError> {
        let recipient = match format {
            Format::AgeRecipient { recipient } => Some(recipient.parse::<Recipient>()?),
            _ => None,
        };
        let letter = self.letter(at);
        let plain = if format.kind() == FormatKind::Markdown {
            let (text, parts) = markdown(&letter);
            self.scan(parts.into_iter().map(|(field, range)| (field, &text[range])))?;
            text
        } else {
            let bytes = letter.encode()?;
            // Looked through as its reader gets it, not as it was put together.
            let read = Letter::parse(&bytes).map_err(|_| ShareError::WrittenDiffers)?;
            if read != letter {
                return Err(ShareError::WrittenDiffers);
            }
            self.scan(fields(&read).into_iter())?;
            String::from_utf8(bytes).map_err(|_| ShareError::WrittenDiffers)?
        };
        let mut hash = Sha256::new();
        let named = recipient.as_ref().map(ToString::to_string).unwrap_or_default();
        for part in [
            "tellable package v1".as_bytes(),
            format.kind().as_str().as_bytes(),
            named.as_bytes(),
            self.share.as_bytes(),
            self.person.as_bytes(),
            &self.fingerprint,
            plain.as_bytes(),
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Ok(Package {
            completed: self.clone(),
            format: format.clone(),
            recipient,
            plain: Zeroizing::new(plain),
            digest: Digest(hash.finalize().into()),
            suggested_name: format!("letter-{}.{}", at.date(), format.kind().extension()),
        })
    }

    fn letter(&self, at: Moment) -> Letter {
        let all = |kind: ItemKind| {
            self.leaving.iter().filter(move |one| one.kind == kind).filter_map(|one| {
                match &one.what {
                    What::Detail(text) => Some(text.clone()),
                    What::Block(_) => None,
                }
            })
        };
        Letter {
            id: self.letter,
            at: at.date(),
            rule: self.plan.rule,
            title: all(ItemKind::Title).next(),
            happened: all(ItemKind::Happened).next(),
            place: all(ItemKind::Place).next(),
            // What sort of moment it was is no item of the review, so it does not leave.
            kind: None,
            people: all(ItemKind::Person).collect(),
            tags: all(ItemKind::Tag).collect(),
            feeling: all(ItemKind::Feeling).next(),
            body: self.body.clone(),
            answers: self.plan.answers,
            attachments: Vec::new(),
        }
    }

    /// Looks through every part of the finished package that came from an item (R4).
    fn scan<'a>(
        &'a self,
        fields: impl Iterator<Item = (Field, &'a str)>,
    ) -> Result<(), ShareError> {
        let mut parts = Vec::new();
        for (field, text) in fields {
            if field == Field::Body {
                self.blocks(text, &mut parts);
                continue;
            }
            let (kind, nth) = match field {
                Field::Title => (ItemKind::Title, 0),
                Field::Happened => (ItemKind::Happened, 0),
                Field::Place => (ItemKind::Place, 0),
                Field::Person(nth) => (ItemKind::Person, nth),
                Field::Tag(nth) => (ItemKind::Tag, nth),
                Field::Feeling | Field::Body => (ItemKind::Feeling, 0),
            };
            let from = self.leaving.iter().filter(|one| one.kind == kind).nth(nth);
            parts.push(part(from, text, false));
        }
        scan(&self.removed, &self.kept, &parts)
    }

    /// The body cut into its blocks, so that each byte of it belongs to one.
    fn blocks<'a>(&'a self, body: &'a str, parts: &mut Vec<Part<'a>>) {
        let blocks: Vec<(&Leaving, &Range<usize>)> = self
            .leaving
            .iter()
            .filter_map(|one| match &one.what {
                What::Block(range) => Some((one, range)),
                What::Detail(_) => None,
            })
            .collect();
        if body != self.body {
            // Made inert once more as part of a page: not cut as it was, so looked at whole.
            parts.push(part(None, body, true));
            return;
        }
        let mut start = 0;
        for (n, (one, _)) in blocks.iter().enumerate() {
            let end = blocks.get(n + 1).map_or(body.len(), |(_, next)| next.start);
            parts.push(part(Some(one), &body[start..end], true));
            start = end;
        }
    }
}

fn part<'a>(from: Option<&'a Leaving>, text: &'a str, markdown: bool) -> Part<'a> {
    Part {
        item: from.map(|one| one.item.as_str()),
        place: from.map_or_else(|| "the text".to_owned(), |one| one.place.clone()),
        text,
        markdown,
        source: from.and_then(|one| one.source.as_deref()),
    }
}

/// Every part of a letter that came from an item.
fn fields(letter: &Letter) -> Vec<(Field, &str)> {
    let one = [
        (Field::Title, &letter.title),
        (Field::Happened, &letter.happened),
        (Field::Place, &letter.place),
        (Field::Feeling, &letter.feeling),
    ];
    let mut list: Vec<(Field, &str)> =
        one.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?))).collect();
    list.extend(
        letter.people.iter().enumerate().map(|(n, text)| (Field::Person(n), text.as_str())),
    );
    list.extend(letter.tags.iter().enumerate().map(|(n, text)| (Field::Tag(n), text.as_str())));
    list.push((Field::Body, &letter.body));
    list
}

impl Package {
    /// Exactly what is sealed (a letter) or written (Markdown).
    pub fn text(&self) -> &str {
        &self.plain
    }

    /// What has to be given back to [`crate::send`] once a person has looked at it.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Everything that stays, in the order of the entry.
    pub fn stays(&self) -> &[Stay] {
        &self.completed.stays
    }

    /// What was decided, counted.
    pub const fn counts(&self) -> Counts {
        self.completed.counts
    }

    /// In what form it leaves.
    pub const fn format(&self) -> &Format {
        &self.format
    }

    /// A file name that says nothing of what is inside: `letter-2026-11-22.age`.
    pub fn suggested_name(&self) -> &str {
        &self.suggested_name
    }

    /// Looks for what was removed in a file name.
    pub(crate) fn scan_name(&self, name: &str) -> Result<(), ShareError> {
        let part = Part {
            item: None,
            place: "the file name".to_owned(),
            text: name,
            markdown: false,
            source: None,
        };
        scan(&self.completed.removed, &self.completed.kept, &[part])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_and_nothing_else_is_one() {
        let digest = Digest([0xa7; 32]);
        assert_eq!(digest.to_string().parse::<Digest>().ok(), Some(digest));
        for wrong in ["", "a7", &"A7".repeat(32), &"zz".repeat(32)] {
            assert_eq!(wrong.parse::<Digest>().map_err(|e| e.code()), Err("not-approved"));
        }
    }
}
