//! The package: the finished bytes that leave, and nothing else that leaves.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use vault::seal::Recipient;
use vault::{Id, Moment};
use zeroize::Zeroizing;

use crate::complete::{Leaving, What};
use crate::html::{html, unescape};
use crate::item::ItemKind;
use crate::letter::Letter;
use crate::plain::{Field, markdown, rule};
use crate::scan::{Part, scan};
use crate::sheet::Sheet;
use crate::text::text;
use crate::tree::tree;
use crate::{Completed, Counts, Format, ShareError, Stay};

/// What a person approves: a digest of the package's bytes, its format, its recipients and whom it
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
    /// Whom it is sealed to, the person told first; empty for formats that are not.
    pub(crate) recipients: Vec<(Id, Recipient)>,
    pub(crate) plain: Zeroizing<Vec<u8>>,
    shown: Zeroizing<String>,
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
    /// the same day, with the same fonts.
    ///
    /// Fails with `recipient-invalid`, `cue-card-invalid`, `letter-too-large`, `letters-not-set` (a
    /// PDF in a script for which there is no font), or `removed-text-found`, which names the place.
    pub fn build(&self, format: &Format, at: Moment) -> Result<Package, ShareError> {
        let recipients = format.recipients(self.person)?;
        let letter = self.letter(at);
        self.scan_files()?;
        let (plain, shown) = match format {
            Format::Markdown => {
                let (text, parts) = markdown(&letter);
                self.scan(parts.into_iter().map(|(field, range)| (field, &text[range])))?;
                as_text(text)
            }
            Format::Text => as_text(self.sheet(&letter, text(&tree(&letter)), str::to_owned)?),
            Format::Html => as_text(self.sheet(&letter, html(&tree(&letter)), unescape)?),
            Format::Pdf => self.pdf(&letter)?,
            Format::CueCard { .. } => as_text(self.cue_card(format, &letter)?),
            Format::AgeRecipient { .. } | Format::AgePassphrase | Format::SealedPage => {
                self.sealed_letter(&letter)?
            }
        };
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        };
        for part in [
            "tellable package v2".as_bytes(),
            format.kind().as_str().as_bytes(),
            self.share.as_bytes(),
            self.person.as_bytes(),
            &self.fingerprint,
            &plain,
        ] {
            add(part);
        }
        for (person, recipient) in &recipients {
            add(person.as_bytes());
            add(recipient.to_string().as_bytes());
        }
        Ok(Package {
            completed: self.clone(),
            format: format.clone(),
            recipients,
            plain: Zeroizing::new(plain),
            shown: Zeroizing::new(shown),
            digest: Digest(hash.finalize().into()),
            suggested_name: format!("letter-{}.{}", at.date(), format.kind().extension()),
        })
    }

    /// A letter's bytes, looked through as its reader gets them; and all of them but its files.
    fn sealed_letter(&self, letter: &Letter) -> Result<(Vec<u8>, String), ShareError> {
        let bytes = letter.encode()?;
        let read = Letter::parse(&bytes).map_err(|_| ShareError::WrittenDiffers)?;
        if read != *letter {
            return Err(ShareError::WrittenDiffers);
        }
        self.scan(fields(&read).into_iter())?;
        let files: usize = read.attachments.iter().map(|file| file.bytes.len()).sum();
        let words = bytes.get(..bytes.len().saturating_sub(files)).unwrap_or_default().to_vec();
        let shown = String::from_utf8(words).map_err(|_| ShareError::WrittenDiffers)?;
        Ok((bytes, shown))
    }

    /// A plain package, looked through item by item as a letter and then whole, as it is read.
    fn sheet(
        &self,
        letter: &Letter,
        sheet: Sheet,
        decode: fn(&str) -> String,
    ) -> Result<String, ShareError> {
        self.scan(fields(letter).into_iter())?;
        let (read, hidden) = sheet.said(decode);
        self.scan_whole(&read, &hidden)?;
        Ok(sheet.text)
    }

    /// A PDF, and the text that is read back from its bytes.
    fn pdf(&self, letter: &Letter) -> Result<(Vec<u8>, String), ShareError> {
        self.scan(fields(letter).into_iter())?;
        let doc = tree(letter);
        let bytes = typeset::pdf(&doc)?;
        let read = typeset::read(&bytes)?;
        // What a picture shows stands below it and behind it.
        let alts: Vec<&str> = doc.pictures.iter().filter_map(|one| one.alt.as_deref()).collect();
        let hidden: Vec<String> =
            read.hidden.into_iter().filter(|text| !alts.contains(&text.as_str())).collect();
        let said = typeset::without_own(&read.text, &doc);
        self.scan_whole(&said, &hidden)?;
        // A line can end inside a word, and the letters on the page can be others than the words that
        // are given for them; some scripts are drawn from their end.
        let drawn = typeset::without_own(&read.drawn, &doc);
        let turned: Vec<String> = drawn.lines().map(|line| line.chars().rev().collect()).collect();
        for other in [said.replace('\n', ""), drawn, turned.join("\n")] {
            self.scan_whole(&other, &[])?;
        }
        Ok((bytes, read.text))
    }

    /// The lines of a cue card, and below them the rule.
    fn cue_card(&self, format: &Format, letter: &Letter) -> Result<String, ShareError> {
        let lines = format.cue_lines()?.join("\n");
        self.scan_whole(&lines, &[])?;
        Ok(format!("{lines}\n\n{}\n", rule(letter)))
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
            attachments: self.letter_files(),
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

    /// Looks through what a finished package shows and what is behind it, without asking which item
    /// it came from (R4).
    fn scan_whole(&self, read: &str, hidden: &[String]) -> Result<(), ShareError> {
        let sources: Vec<&str> =
            self.leaving.iter().filter_map(|one| one.source.as_deref()).collect();
        let sources = sources.join("\n\n");
        let part = |text, unread, place: &str| Part {
            item: None,
            place: place.to_owned(),
            text,
            markdown: false,
            unread,
            source: Some(&sources),
        };
        let mut parts = vec![part(read, false, "the text")];
        parts.extend(hidden.iter().map(|text| part(text, true, "what is behind the text")));
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

fn as_text(text: String) -> (Vec<u8>, String) {
    (text.clone().into_bytes(), text)
}

fn part<'a>(from: Option<&'a Leaving>, text: &'a str, markdown: bool) -> Part<'a> {
    Part {
        item: from.map(|one| one.item.as_str()),
        place: from.map_or_else(|| "the text".to_owned(), |one| one.place.clone()),
        text,
        markdown,
        unread: from.is_none(),
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
    /// What is sealed or written, as text: a letter without the bytes of its files, the whole of a
    /// plain package, and of a PDF the words that are read back from it.
    pub fn text(&self) -> &str {
        &self.shown
    }

    /// The pages of a PDF as pictures of `width` pixels, drawn from its bytes; empty for all others.
    pub fn pages(&self, width: u32) -> Result<Vec<typeset::PagePicture>, ShareError> {
        match self.format {
            Format::Pdf => Ok(typeset::pictures(&self.plain, width)?),
            _ => Ok(Vec::new()),
        }
    }

    /// Who else is told by it.
    pub fn others(&self) -> impl Iterator<Item = Id> + '_ {
        self.recipients.iter().skip(1).map(|(person, _)| *person)
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
    pub fn counts(&self) -> Counts {
        self.completed.counts_in(self.format.kind())
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
            unread: true,
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
