//! `tell attach`, `tell files`, `tell save-file`: the files of an entry.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::ops::ControlFlow;
use std::process::ExitCode;

use journal::{Attachment, Journal};
use serde::Serialize;
use vault::Id;

use crate::args;
use crate::command::NOT_WHOLE;
use crate::open::{self, Progress, now};
use crate::output::{self, counted, one_line};
use crate::trouble::Trouble;

#[derive(Serialize)]
struct FileOut {
    id: String,
    entry: String,
    name: String,
    bytes: u64,
    sha256: String,
    added: String,
}

impl FileOut {
    fn of(file: &Attachment) -> Self {
        Self {
            id: file.id.to_string(),
            entry: file.entry.to_string(),
            name: file.name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            added: file.added.to_string(),
        }
    }
}

pub fn attach(args: &args::Attach) -> Result<ExitCode, Trouble> {
    let shown = args.file.display().to_string();
    let name = match (&args.name, args.file.file_name()) {
        (Some(name), _) => name.clone(),
        (None, Some(name)) => name.to_string_lossy().into_owned(),
        (None, None) => return Err(Trouble::FileNotFound(shown)),
    };
    let file = File::open(&args.file).map_err(Trouble::io(&shown))?;
    let about = file.metadata().map_err(Trouble::io(&shown))?;
    if about.is_dir() {
        return Err(Trouble::FileNotFound(shown));
    }
    let mut journal = open::journal(&args.open)?;
    let entry = open::entry_id(&journal, &args.entry)?;
    let mut said = Progress::new("read");
    let go_on = &mut |done| {
        said.say(done, about.len());
        ControlFlow::Continue(())
    };
    let mut from = BufReader::new(file);
    let added = journal.attach(entry, &name, &mut from, now(), &mut rand::rng(), go_on)?;
    drop(said);
    journal.lock()?;
    if args.json {
        output::json(&FileOut::of(&added))?;
    } else {
        output::text(|out| writeln!(out, "{}", added.id))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn list(args: &args::Files) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let files = journal.attachments(open::entry_id(&journal, &args.entry)?)?;
    journal.lock()?;
    if args.json {
        output::json(&files.iter().map(FileOut::of).collect::<Vec<_>>())?;
    } else {
        output::text(|out| {
            if files.is_empty() {
                return writeln!(out, "No files.");
            }
            files.iter().try_for_each(|file| {
                let bytes = counted(file.bytes, "byte");
                writeln!(
                    out,
                    "{}  {:<12} {}",
                    &file.id.to_string()[..8],
                    bytes,
                    one_line(&file.name)
                )
            })
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Saved {
    path: String,
    bytes: u64,
    whole: bool,
    lost: Vec<LostOut>,
}

#[derive(Serialize)]
struct LostOut {
    offset: u64,
    bytes: u64,
    record: Option<u64>,
    code: &'static str,
}

pub fn save(args: &args::SaveFile) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let entry = open::entry_id(&journal, &args.entry)?;
    let file = chosen(&journal, entry, &args.file)?;
    let shown = args.to.display().to_string();
    let mut options = OpenOptions::new();
    // Never over anything, links included.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut to = options.open(&args.to).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Trouble::Exists(shown.clone()),
        _ => Trouble::io(&shown)(error),
    })?;
    let mut said = Progress::new("written");
    let read = journal.read_attachment(file, &mut to, &mut |done, total| {
        said.say(done, total);
        ControlFlow::Continue(())
    });
    drop(said);
    let kept = read.map_err(Trouble::from).and_then(|read| {
        to.flush().and_then(|()| to.sync_all()).map_err(Trouble::io(&shown))?;
        Ok(read)
    });
    let read = match kept {
        Ok(read) => read,
        Err(trouble) => {
            // Half a file looks like a whole one.
            let _ = fs::remove_file(&args.to);
            return Err(trouble);
        }
    };
    journal.lock()?;
    let lost = read.lost.iter().map(|lost| LostOut {
        offset: lost.offset,
        bytes: lost.bytes,
        record: lost.record,
        code: lost.code,
    });
    let saved = Saved { path: shown, bytes: read.bytes, whole: read.whole, lost: lost.collect() };
    if args.json {
        output::json(&saved)?;
    } else {
        print(&saved)?;
    }
    Ok(if saved.whole { ExitCode::SUCCESS } else { ExitCode::from(NOT_WHOLE) })
}

fn print(saved: &Saved) -> Result<(), Trouble> {
    output::text(|out| {
        let bytes = counted(saved.bytes, "byte");
        writeln!(
            out,
            "{}: {bytes}, outside the vault now, for anybody to read.",
            one_line(&saved.path)
        )?;
        for lost in &saved.lost {
            let (from, upto) = (lost.offset, lost.offset + lost.bytes);
            writeln!(out, "  bytes {from} to {upto} are lost and stand as zeros [{}]", lost.code)?;
        }
        if !saved.whole && saved.lost.is_empty() {
            writeln!(out, "  these are not the bytes that were added")?;
        }
        Ok(())
    })
}

/// The one file of the entry that has this name, or whose id begins so.
fn chosen(journal: &Journal, entry: Id, wanted: &str) -> Result<Id, Trouble> {
    let files = journal.attachments(entry)?;
    let named: Vec<&Attachment> = files.iter().filter(|file| file.name == wanted).collect();
    let begins = wanted.to_lowercase();
    let fitting = if named.is_empty() {
        files.iter().filter(|file| file.id.to_string().starts_with(&begins)).collect()
    } else {
        named
    };
    match fitting[..] {
        [] => Err(journal::JournalError::AttachmentNotFound.into()),
        [one] => Ok(one.id),
        _ => Err(Trouble::FileAmbiguous(wanted.to_owned(), fitting.len())),
    }
}
