//! Letters from other people as the page sees them. Everything in them is somebody else's: it is shown
//! inert, and pictures are rebuilt from their pixels before they are.

use journal::Journal;
use serde::Serialize;
use specta::Type;
use vault::Id;

use super::after::Noted;
use super::file::Picture;
use super::share::{AnswerKind, LedgerRow, RetellingRule};
use crate::failure::Failure;
use crate::paper::outlined;

/// The longest side of a letter's picture on the screen.
const EDGE: u32 = 1600;

/// The vault's own age recipient.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShareIdentity {
    recipient: String,
    made: String,
    qr: String,
    qr_size: u32,
}

impl From<letters::Identity> for ShareIdentity {
    fn from(identity: letters::Identity) -> Self {
        let (qr, qr_size) = outlined(&identity.recipient);
        Self { made: identity.made.to_string(), recipient: identity.recipient, qr, qr_size }
    }
}

/// What a file that came in needs to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// The words that were told.
    Passphrase,
    /// A key of this vault.
    Identity,
    /// It is open.
    Nothing,
}

/// A file that came in.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LetterSort {
    name: String,
    needs: Needs,
}

impl LetterSort {
    /// Of the file of this name.
    pub fn new(name: String, sort: letters::Sort) -> Self {
        let needs = match sort.needs() {
            Some(letters::Needs::Passphrase) => Needs::Passphrase,
            Some(letters::Needs::Identity) => Needs::Identity,
            None => Needs::Nothing,
        };
        Self { name, needs }
    }
}

/// What a letter answers.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    kind: AnswerKind,
    ledger: String,
    entry_title: String,
}

/// A kept letter, as it is listed.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LetterSummary {
    id: String,
    letter: String,
    title: Option<String>,
    from: String,
    from_name: String,
    received: String,
    at: String,
    rule: RetellingRule,
    answers: Option<Answered>,
    answered: Vec<LedgerRow>,
}

impl LetterSummary {
    /// With what is noted about rows of the ledger.
    pub fn new(kept: letters::Kept, noted: &Noted) -> Self {
        let answered = |answered: letters::Answered| Answered {
            kind: answered.kind.into(),
            ledger: answered.row.id.to_string(),
            entry_title: answered.row.entry_title,
        };
        Self {
            id: kept.id.to_string(),
            letter: kept.letter.to_string(),
            title: kept.title.as_deref().map(letters::line),
            from: kept.from.to_string(),
            from_name: kept.from_name,
            received: kept.received.to_string(),
            at: kept.at.to_string(),
            rule: kept.rule.into(),
            answers: kept.answers.map(answered),
            answered: noted.rows(kept.answered),
        }
    }
}

/// Every kept letter, the one that came last first.
pub fn letters(journal: &Journal) -> Result<Vec<LetterSummary>, Failure> {
    let noted = Noted::of(journal)?;
    let all = letters::letters(journal)?;
    Ok(all.into_iter().map(|kept| LetterSummary::new(kept, &noted)).collect())
}

/// Those that one person told.
pub fn letters_from(
    journal: &Journal,
    person: Id,
    noted: &Noted,
) -> Result<Vec<LetterSummary>, Failure> {
    let all = letters::letters(journal)?.into_iter().filter(|kept| kept.from == person);
    Ok(all.map(|kept| LetterSummary::new(kept, noted)).collect())
}

/// A file in a letter.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LetterFile {
    name: String,
    bytes: u64,
    alt: Option<String>,
    picture: Option<Picture>,
    problem: Option<Failure>,
}

impl From<&share::LetterFile> for LetterFile {
    fn from(file: &share::LetterFile) -> Self {
        let is_picture = file.media_type.starts_with("image/");
        let (picture, problem) = match is_picture.then(|| letters::picture(file, EDGE)) {
            Some(Ok(picture)) => (Some(picture.into()), None),
            Some(Err(problem)) => (None, Some(problem.into())),
            None => (None, None),
        };
        Self {
            name: letters::line(&file.name),
            bytes: file.bytes.len() as u64,
            alt: file.alt.as_deref().map(letters::line),
            picture,
            problem,
        }
    }
}

/// A letter, opened.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LetterView {
    summary: Option<LetterSummary>,
    at: String,
    rule: RetellingRule,
    title: Option<String>,
    happened: Option<String>,
    place: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<String>,
    body: String,
    files: Vec<LetterFile>,
    answer_kind: Option<AnswerKind>,
}

impl LetterView {
    /// Not kept yet, or as it is kept.
    pub fn new(letter: &share::Letter, summary: Option<LetterSummary>) -> Self {
        let line = |text: &Option<String>| text.as_deref().map(letters::line);
        let lines = |texts: &[String]| texts.iter().map(|text| letters::line(text)).collect();
        Self {
            summary,
            at: letter.at.to_string(),
            rule: letter.rule.into(),
            title: line(&letter.title),
            happened: line(&letter.happened),
            place: line(&letter.place),
            people: lines(&letter.people),
            tags: lines(&letter.tags),
            feeling: line(&letter.feeling),
            body: letters::body(letter).into_owned(),
            files: letter.attachments.iter().map(LetterFile::from).collect(),
            answer_kind: letter.answers.map(|answers| answers.kind.into()),
        }
    }
}
