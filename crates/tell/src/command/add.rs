//! `tell add`: one entry from Markdown, with front matter as `tell export` writes it.

use std::process::ExitCode;

use journal::{Content, Edtf, JournalError, Kind};
use vault::Id;

use crate::args;
use crate::command::findings::{input, read_text};
use crate::entry::WholeOut;
use crate::open::{self, now};
use crate::output;
use crate::trouble::Trouble;

pub fn run(args: &args::Add) -> Result<ExitCode, Trouble> {
    let (name, stream) = input(args.file.as_deref())?;
    let now = now();
    let note = journal::read_note(&read_text(stream, &name)?, now.offset())?;
    let (mut content, at) = (note.content, note.written.unwrap_or(now));
    overlay(args, &mut content)?;

    let mut journal = open::journal(&args.open)?;
    let rng = &mut rand::rng();
    if content.is_blank() {
        return Err(JournalError::EntryEmpty.into());
    }
    for person in note.people.iter().chain(&args.people) {
        let id = journal.person_named(person, at, rng)?.id;
        if !content.people.contains(&id) {
            content.people.push(id);
        }
    }
    let entry = journal.save(Id::generate(rng), &content, at, rng)?;
    let whole = WholeOut::new(&entry, &open::names(&journal)?);
    journal.lock()?;
    if args.json {
        output::json(&whole)?;
    } else {
        output::text(|out| writeln!(out, "{}", entry.id))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the command line says wins over the front matter.
fn overlay(args: &args::Add, content: &mut Content) -> Result<(), Trouble> {
    if let Some(title) = &args.title {
        content.title.clone_from(title);
    }
    if let Some(kind) = &args.kind {
        let kind: Kind = kind.parse().map_err(|_| Trouble::KindUnknown(kind.clone()))?;
        content.kind = Some(kind);
    }
    if let Some(text) = &args.happened {
        let date = Edtf::parse(text.trim()).ok().or_else(|| journal::understand(text));
        content.happened = Some(date.ok_or_else(|| Trouble::HappenedUnknown(text.clone()))?);
    }
    if let Some(place) = &args.place {
        content.place = Some(place.clone());
    }
    for tag in &args.tags {
        if !content.tags.contains(tag) {
            content.tags.push(tag.clone());
        }
    }
    Ok(())
}
