//! How a letter looks outside. All of it is somebody else's: it is printed so that it cannot drive the
//! terminal, turn the direction of a line, or pass for what the program itself says.

use std::io::{self, Write};

use letters::{Kept, Letter, LetterFile, RetellingRule, line};
use serde::Serialize;

use crate::output::{counted, foreign_lines};

/// A letter as `letters --json` lists it.
#[derive(Serialize)]
pub struct LetterOut {
    id: String,
    letter: String,
    title: Option<String>,
    from: String,
    received: String,
    at: String,
    rule: &'static str,
    answers: Option<AnswersOut>,
    /// How many answers to it left from here.
    answered: usize,
}

/// What it answers, when that left from here.
#[derive(Serialize)]
struct AnswersOut {
    kind: &'static str,
    entry_title: String,
}

impl LetterOut {
    /// From the vault.
    pub fn new(kept: &Kept) -> Self {
        Self {
            id: kept.id.to_string(),
            letter: kept.letter.to_string(),
            title: kept.title.clone(),
            from: kept.from_name.clone(),
            received: kept.received.to_string(),
            at: kept.at.to_string(),
            rule: kept.rule.as_str(),
            answers: kept.answers.as_ref().map(|answered| AnswersOut {
                kind: answered.kind.as_str(),
                entry_title: answered.row.entry_title.clone(),
            }),
            answered: kept.answered.len(),
        }
    }

    /// Two lines and a blank one.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{:<12} {}", self.at, self.title.as_deref().unwrap_or("(untitled)"))?;
        let mut about = vec![self.id[..8].to_owned(), format!("from {}", line(&self.from))];
        about.push(self.rule.replace('-', " "));
        if let Some(answers) = &self.answers {
            let title = line(&answers.entry_title);
            let title =
                if title.is_empty() { "an entry".to_owned() } else { format!("“{title}”") };
            about.push(format!("answers {title}"));
        }
        if self.answered > 0 {
            about.push(counted(self.answered as u64, "answer"));
        }
        writeln!(out, "{:<12} {}\n", "", about.join(" · "))
    }
}

/// A letter that was read, as `open-letter --json` and `letters ID --json` print it.
#[derive(Serialize)]
pub struct WholeOut {
    /// What it is kept as; null as long as it is not kept.
    kept: Option<LetterOut>,
    letter: String,
    at: String,
    rule: &'static str,
    title: Option<String>,
    happened: Option<String>,
    place: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<String>,
    body: String,
    files: Vec<FileOut>,
    #[serde(skip)]
    sentence: &'static str,
}

#[derive(Serialize)]
struct FileOut {
    name: String,
    media_type: String,
    alt: Option<String>,
    bytes: usize,
}

impl FileOut {
    fn of(file: &LetterFile) -> Self {
        let LetterFile { name, media_type, alt, bytes } = file;
        let (name, media_type) = (name.clone(), media_type.clone());
        Self { name, media_type, alt: alt.clone(), bytes: bytes.len() }
    }
}

impl WholeOut {
    /// From a letter, and what it is kept as.
    pub fn new(letter: &Letter, kept: Option<&Kept>) -> Self {
        Self {
            kept: kept.map(LetterOut::new),
            letter: letter.id.to_string(),
            at: letter.at.to_string(),
            rule: letter.rule.as_str(),
            title: letter.title.clone(),
            happened: letter.happened.clone(),
            place: letter.place.clone(),
            people: letter.people.clone(),
            tags: letter.tags.clone(),
            feeling: letter.feeling.clone(),
            body: letter.body.clone(),
            files: letter.attachments.iter().map(FileOut::of).collect(),
            sentence: RetellingRule::sentence(letter.rule),
        }
    }

    /// The letter as one would read it, its rule first.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let title = self.title.as_deref().map(line).filter(|title| !title.is_empty());
        writeln!(out, "{}\n", title.as_deref().unwrap_or("(untitled)"))?;
        let mut field = |name: &str, value: &str| match line(value).as_str() {
            "" => Ok(()),
            value => writeln!(out, "{name:<10} {value}"),
        };
        field("Rule", self.sentence)?;
        if let Some(kept) = &self.kept {
            field("From", &kept.from)?;
        }
        field("Made", &self.at)?;
        field("Happened", self.happened.as_deref().unwrap_or_default())?;
        field("Place", self.place.as_deref().unwrap_or_default())?;
        field("People", &self.people.join(", "))?;
        field("Tags", &self.tags.join(", "))?;
        field("Feeling", self.feeling.as_deref().unwrap_or_default())?;
        if let Some(kept) = &self.kept {
            field("Id", &kept.id)?;
        }
        for file in &self.files {
            let alt = file.alt.as_deref().map(|alt| format!(": {alt}")).unwrap_or_default();
            field("File", &format!("{} ({}){alt}", file.name, counted(file.bytes as u64, "byte")))?;
        }
        // Indented, so that no line of it looks like one of the program's.
        writeln!(out)?;
        for line in foreign_lines(self.body.trim_end()).lines() {
            writeln!(out, "    {line}")?;
        }
        Ok(())
    }
}
