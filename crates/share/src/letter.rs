//! The letter: the small self-describing document that every sealed package holds.
//!
//! The bytes are documented in docs/letter-format.md. Writing is strict, and so is reading: a
//! letter comes from somebody else, so every size is bounded and nothing panics on hostile bytes.

use jiff::civil::Date;
use serde::Deserialize;
use vault::Id;

use crate::letter_file::{self, HeadFile, LetterFile};
use crate::{AnswerKind, Answers, RetellingRule};

/// The longest first line, in bytes.
pub const HEAD_LIMIT: usize = 1 << 20;
/// The longest text, in bytes.
pub const BODY_LIMIT: usize = 32 << 20;
/// The most people or tags in one letter.
pub const LIST_LIMIT: usize = 1000;
/// The newest version read and written here. A letter with neither files nor an answer in it is
/// written as version 1, so that every reader there ever was can read it.
pub const VERSION: u64 = 2;

/// A story as it leaves for one person, or as it came from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The letter's own random name; the same for every package of one share.
    pub id: Id,
    /// The day it was made.
    pub at: Date,
    /// What its reader may do with it.
    pub rule: RetellingRule,
    /// Plain text, one line.
    pub title: Option<String>,
    /// When it took place, in words.
    pub happened: Option<String>,
    /// Where it took place.
    pub place: Option<String>,
    /// What sort of moment it was. Never written by this version, read when it is there.
    pub kind: Option<String>,
    /// Who was part of it.
    pub people: Vec<String>,
    /// The author's labels.
    pub tags: Vec<String>,
    /// How it felt, in words.
    pub feeling: Option<String>,
    /// The text, `CommonMark`.
    pub body: String,
    /// What it answers, when it answers a letter of the person it is for.
    pub answers: Option<Answers>,
    /// Files that go with it.
    pub attachments: Vec<LetterFile>,
}

/// Why bytes are not a letter that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The first line is not that of a letter.
    #[error("not a letter")]
    NotALetter,
    /// A later version.
    #[error("letter format {found} is newer than {VERSION}")]
    Newer {
        /// The version it says it is.
        found: u64,
    },
    /// It says it is a letter, and is not whole.
    #[error("letter is damaged: {what}")]
    Damaged {
        /// What does not fit.
        what: &'static str,
    },
    /// Longer than a letter may be.
    #[error("letter is too large")]
    TooLarge,
}

impl LetterError {
    /// The stable name of this failure.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotALetter => "not-a-letter",
            Self::Newer { .. } => "letter-newer",
            Self::Damaged { .. } => "letter-damaged",
            Self::TooLarge => "letter-too-large",
        }
    }
}

/// The first line: these keys, in any order, and no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    tellable: String,
    v: u64,
    id: Id,
    at: Date,
    rule: RetellingRule,
    title: Option<String>,
    happened: Option<String>,
    place: Option<String>,
    kind: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<String>,
    length: usize,
    attachments: Vec<HeadFile>,
    /// Since version 2.
    #[serde(default)]
    answers: Option<HeadAnswers>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadAnswers {
    letter: Id,
    kind: AnswerKind,
}

/// Enough of the first line to tell what it is before its shape is believed.
#[derive(Deserialize)]
struct Mark {
    tellable: String,
    v: u64,
}

impl Letter {
    /// The letter's bytes; the same letter is always the same bytes.
    ///
    /// Fails with `letter-too-large` when a part is over its limit: what cannot be read back is
    /// not written.
    pub fn encode(&self) -> Result<Vec<u8>, LetterError> {
        let mut bytes = self.encode_text()?.into_bytes();
        bytes.reserve_exact(self.attachments.iter().map(|file| file.bytes.len()).sum());
        for file in &self.attachments {
            bytes.extend_from_slice(&file.bytes);
        }
        Ok(bytes)
    }

    /// The letter up to the bytes of its files: its first line, and its text.
    pub(crate) fn encode_text(&self) -> Result<String, LetterError> {
        if self.body.len() > BODY_LIMIT
            || self.people.len() > LIST_LIMIT
            || self.tags.len() > LIST_LIMIT
        {
            return Err(LetterError::TooLarge);
        }
        let files: Vec<_> = self.attachments.iter().map(HeadFile::from).collect();
        letter_file::check(&files)?;
        let plain = files.is_empty() && self.answers.is_none();
        let mut head = serde_json::json!({
            "tellable": "letter",
            "v": if plain { 1 } else { VERSION },
            "id": self.id,
            "at": self.at,
            "rule": self.rule,
            "title": self.title,
            "happened": self.happened,
            "place": self.place,
            "kind": self.kind,
            "people": self.people,
            "tags": self.tags,
            "feeling": self.feeling,
            "length": self.body.len(),
            "attachments": files,
        });
        if let Some(Answers { letter, kind }) = self.answers {
            head["answers"] = serde_json::json!({ "letter": letter, "kind": kind });
        }
        let head = head.to_string();
        if head.len() > HEAD_LIMIT {
            return Err(LetterError::TooLarge);
        }
        Ok(format!("{head}\n{}\n", self.body))
    }

    /// Reads a letter that may come from anybody. Never panics, and never takes more memory than
    /// a small multiple of `bytes`.
    pub fn parse(bytes: &[u8]) -> Result<Self, LetterError> {
        let window = &bytes[..bytes.len().min(HEAD_LIMIT + 1)];
        let Some(end) = window.iter().position(|&byte| byte == b'\n') else {
            return Err(LetterError::NotALetter);
        };
        let line = std::str::from_utf8(&bytes[..end]).map_err(|_| LetterError::NotALetter)?;
        let mark: Mark = serde_json::from_str(line).map_err(|_| LetterError::NotALetter)?;
        if mark.tellable != "letter" {
            return Err(LetterError::NotALetter);
        }
        if mark.v > VERSION {
            return Err(LetterError::Newer { found: mark.v });
        }
        let head: Head = serde_json::from_str(line)
            .map_err(|_| LetterError::Damaged { what: "its first line" })?;
        if mark.v == 0 || head.tellable != mark.tellable || head.v != mark.v {
            return Err(LetterError::Damaged { what: "its version" });
        }
        if head.length > BODY_LIMIT
            || head.people.len() > LIST_LIMIT
            || head.tags.len() > LIST_LIMIT
        {
            return Err(LetterError::TooLarge);
        }
        if mark.v == 1 && (!head.attachments.is_empty() || head.answers.is_some()) {
            return Err(LetterError::Damaged { what: "its version" });
        }
        let together = letter_file::check(&head.attachments)?;
        let rest = &bytes[end + 1..];
        if rest.len() != head.length + 1 + together || rest[head.length] != b'\n' {
            return Err(LetterError::Damaged { what: "its length" });
        }
        let body = std::str::from_utf8(&rest[..head.length])
            .map_err(|_| LetterError::Damaged { what: "its text" })?;
        let mut rest = &rest[head.length + 1..];
        let mut attachments = Vec::with_capacity(head.attachments.len());
        for HeadFile { name, media_type, alt, length } in head.attachments {
            let (bytes, after) = rest.split_at(length);
            attachments.push(LetterFile { name, media_type, alt, bytes: bytes.to_vec() });
            rest = after;
        }
        Ok(Self {
            id: head.id,
            at: head.at,
            rule: head.rule,
            title: head.title,
            happened: head.happened,
            place: head.place,
            kind: head.kind,
            people: head.people,
            tags: head.tags,
            feeling: head.feeling,
            body: body.to_owned(),
            answers: head.answers.map(|HeadAnswers { letter, kind }| Answers { letter, kind }),
            attachments,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letter(body: &str) -> Letter {
        Letter {
            id: Id::from_bytes([7; 16]),
            at: jiff::civil::date(2026, 11, 22),
            rule: RetellingRule::KeepBetweenUs,
            title: Some("The day I said \"no\"".into()),
            happened: None,
            place: Some("another city".into()),
            kind: None,
            people: vec!["a colleague".into()],
            tags: vec![],
            feeling: None,
            body: body.into(),
            answers: None,
            attachments: vec![],
        }
    }

    #[test]
    fn a_letter_is_one_line_of_json_and_its_text() {
        let bytes = letter("I was late.").encode().expect("encode");
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(
            text,
            "{\"tellable\":\"letter\",\"v\":1,\"id\":\"07070707070707070707070707070707\",\
             \"at\":\"2026-11-22\",\"rule\":\"keep-between-us\",\"title\":\"The day I said \\\"no\\\"\",\
             \"happened\":null,\"place\":\"another city\",\"kind\":null,\"people\":[\"a colleague\"],\
             \"tags\":[],\"feeling\":null,\"length\":11,\"attachments\":[]}\nI was late.\n"
        );
    }

    #[test]
    fn what_is_not_a_whole_letter_is_named() {
        let good = String::from_utf8(letter("x").encode().expect("encode")).expect("text");
        let code = |text: &str| Letter::parse(text.as_bytes()).map(|_| ()).map_err(|e| e.code());
        assert_eq!(code(&good), Ok(()));
        assert_eq!(code(""), Err("not-a-letter"));
        assert_eq!(code("{}\n"), Err("not-a-letter"));
        assert_eq!(code(&good.replace("\"v\":1", "\"v\":2")), Ok(()));
        assert_eq!(code(&good.replace("\"v\":1", "\"v\":3")), Err("letter-newer"));
        assert_eq!(code(&good.replace("\"v\":1", "\"v\":0")), Err("letter-damaged"));
        assert_eq!(code(&good.replace("\"v\":1", "\"v\":1,\"extra\":1")), Err("letter-damaged"));
        assert_eq!(code(&good.replace("\"v\":1", "\"v\":1,\"v\":1")), Err("not-a-letter"));
        assert_eq!(code(&good.replace("keep-between-us", "tell-all")), Err("letter-damaged"));
        assert_eq!(code(&good.replace("ments\":[]", "ments\":[1]")), Err("letter-damaged"));
        assert_eq!(code(&good.replace("\"length\":1", "\"length\":9")), Err("letter-damaged"));
        assert_eq!(
            code(&good.replace("\"length\":1", "\"length\":18446744073709551615")),
            Err("letter-too-large")
        );
        assert_eq!(code(good.trim_end()), Err("letter-damaged"));
        assert_eq!(code(&format!("{good}more")), Err("letter-damaged"));
    }

    #[test]
    fn a_letter_that_could_not_be_read_back_is_not_written() {
        let mut long = letter("x");
        long.title = Some("x".repeat(HEAD_LIMIT));
        assert_eq!(long.encode(), Err(LetterError::TooLarge));
        let mut many = letter("x");
        many.tags = vec![String::new(); LIST_LIMIT + 1];
        assert_eq!(many.encode(), Err(LetterError::TooLarge));
    }

    proptest! {
        #[test]
        fn every_letter_reads_back(body in "(?s).{0,200}", title in proptest::option::of("(?s).{0,40}"),
                                   people in proptest::collection::vec("(?s).{0,9}", 0..4)) {
            let mut one = letter(&body);
            one.title = title;
            one.people = people;
            prop_assert_eq!(Letter::parse(&one.encode().expect("encode")), Ok(one));
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Letter::parse(&bytes);
        }

        #[test]
        fn a_letter_damaged_anywhere_never_panics(at in 0usize..260, byte in any::<u8>()) {
            let mut bytes = letter("I was late, again.").encode().expect("encode");
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = Letter::parse(&bytes);
            let _ = Letter::parse(&bytes[..at]);
        }
    }
}
