//! How an entry looks outside: one shape for `list`, `search`, `show` and `add`.

use std::collections::HashMap;
use std::io::{self, Write};

use journal::{Content, Entry, Feeling, Summary};
use serde::Serialize;
use vault::Id;

use crate::output::{many_lines, one_line};

/// An entry as `list --json` and `search --json` print it. People are names.
#[derive(Serialize)]
pub struct EntryOut {
    id: String,
    title: String,
    kind: Option<String>,
    happened: Option<String>,
    written: String,
    place: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<Feeling>,
    words: u32,
    excerpt: String,
}

impl EntryOut {
    /// From the catalogue.
    pub fn new(summary: Summary, names: &HashMap<Id, String>) -> Self {
        Self {
            id: summary.id.to_string(),
            title: summary.title,
            kind: summary.kind.map(|kind| kind.as_str().to_owned()),
            happened: summary.happened.map(|date| date.to_string()),
            written: summary.written.to_string(),
            place: summary.place,
            people: named(&summary.people, names),
            tags: summary.tags,
            feeling: summary.feeling,
            words: summary.words,
            excerpt: summary.excerpt,
        }
    }

    /// Three lines and a blank one.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let day = self.happened.as_deref().unwrap_or_else(|| day(&self.written));
        let title = if self.title.is_empty() { "(untitled)" } else { &self.title };
        writeln!(out, "{day:<12} {}", one_line(title))?;
        let mut about = vec![self.id[..8].to_owned(), format!("{} words", self.words)];
        about.extend(self.kind.as_ref().map(|kind| kind.replace('-', " ")));
        about.extend(self.place.as_deref().map(one_line));
        about.extend(self.people.iter().map(|name| one_line(name)));
        about.extend(self.tags.iter().map(|tag| format!("#{}", one_line(tag))));
        writeln!(out, "{:<12} {}", "", about.join(" · "))?;
        let excerpt = one_line(&self.excerpt);
        if !excerpt.is_empty() {
            writeln!(out, "{:<12} {excerpt}", "")?;
        }
        writeln!(out)
    }
}

/// An entry as `show --json` and `add --json` print it: everything a person wrote of it.
#[derive(Serialize)]
pub struct WholeOut {
    id: String,
    revision: Option<String>,
    title: String,
    kind: Option<String>,
    happened: Option<String>,
    written: String,
    changed: String,
    place: Option<String>,
    people: Vec<String>,
    tags: Vec<String>,
    feeling: Option<Feeling>,
    words: usize,
    body: String,
    /// True when this is a draft that no revision holds yet.
    draft: bool,
}

impl WholeOut {
    /// From the vault.
    pub fn new(entry: &Entry, names: &HashMap<Id, String>) -> Self {
        let Content { title, body, kind, happened, place, people, tags, feeling } = &entry.content;
        Self {
            id: entry.id.to_string(),
            revision: entry.revision.map(|id| id.to_string()),
            title: title.clone(),
            kind: kind.map(|kind| kind.as_str().to_owned()),
            happened: happened.as_ref().map(ToString::to_string),
            written: entry.written.to_string(),
            changed: entry.changed.to_string(),
            place: place.clone(),
            people: named(people, names),
            tags: tags.clone(),
            feeling: feeling.clone(),
            words: body.split_whitespace().count(),
            body: body.clone(),
            draft: entry.draft,
        }
    }

    /// The entry as one would read it.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let title = if self.title.is_empty() { "(untitled)" } else { &self.title };
        writeln!(out, "{}\n", one_line(title))?;
        let mut field = |name: &str, value: &str| match value {
            "" => Ok(()),
            value => writeln!(out, "{name:<10} {}", one_line(value)),
        };
        field("Happened", self.happened.as_deref().unwrap_or_default())?;
        field("Written", &self.written)?;
        field("Kind", &self.kind.as_deref().unwrap_or_default().replace('-', " "))?;
        field("Place", self.place.as_deref().unwrap_or_default())?;
        field("People", &self.people.join(", "))?;
        field("Tags", &self.tags.join(", "))?;
        if let Some(feeling) = &self.feeling {
            field("Feeling", &format!("{:+} {}", feeling.valence, feeling.words.join(", ")))?;
        }
        field("Id", &self.id)?;
        if self.draft {
            field("Draft", "not yet saved as a revision")?;
        }
        writeln!(out, "\n{}", many_lines(self.body.trim_end()))
    }
}

fn named(people: &[Id], names: &HashMap<Id, String>) -> Vec<String> {
    people.iter().filter_map(|id| names.get(id).cloned()).collect()
}

/// The date in an RFC 3339 time.
fn day(moment: &str) -> &str {
    moment.split('T').next().unwrap_or_default()
}
