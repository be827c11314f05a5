//! `tell add`: one entry from Markdown, with front matter as `tell export` writes it.

use std::process::ExitCode;

use journal::{Edtf, Kind, Note};

use crate::args;
use crate::command::findings::{input, read_text};
use crate::entry::WholeOut;
use crate::open::{self, now};
use crate::output;
use crate::trouble::Trouble;

pub fn run(args: &args::Add) -> Result<ExitCode, Trouble> {
    let (name, stream) = input(args.file.as_deref())?;
    let now = now();
    let text = read_text(stream, &name)?;
    let mut note = Note::parse_as(args.title.as_deref(), &text, now.offset())?;
    overlay(args, &mut note)?;

    let mut journal = open::journal(&args.open)?;
    let entry = journal.add(note, now, &mut rand::rng())?;
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
fn overlay(args: &args::Add, note: &mut Note) -> Result<(), Trouble> {
    let content = &mut note.content;
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
    note.people.extend(args.people.iter().cloned());
    Ok(())
}
