//! Giving everything back as Markdown files with front matter, readable without this program.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use vault::{Id, Value};

use crate::{
    Entry, Journal, JournalError,
    file_name::Names,
    front_matter::{Note, write},
};

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportReport {
    /// Entries written out.
    pub entries: u64,
    /// Files made.
    pub files: u64,
    /// Where they are.
    pub folder: PathBuf,
    /// Whether it was cancelled; then nothing was left in the folder.
    pub cancelled: bool,
}

impl Journal {
    /// Writes every entry outside the trash into a folder that is new or empty: one file each, as it stands,
    /// with its draft where it has one. [`Journal::import_folder`] reads back the same content.
    ///
    /// **This is plain text on disk.** It is the only way but a share's by which text leaves the vault. Files
    /// can be read by their owner only, where the system knows owners. People keep their names; what else is
    /// known of them, the trash and the history stay in the vault.
    ///
    /// `progress` hears of entries done and in all, and may break off: then no file is left behind.
    pub fn export_folder(
        &self,
        folder: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<ExportReport, JournalError> {
        prepare(folder)?;
        let mut export = Export { folder, names: Names::default(), made: Vec::new() };
        let done = self.export_into(&mut export, progress);
        let files = export.made.len() as u64;
        let report = |entries, files, cancelled| ExportReport {
            entries,
            files,
            folder: folder.to_owned(),
            cancelled,
        };
        match done {
            Ok(ControlFlow::Continue(())) => Ok(report(files, files, false)),
            Ok(ControlFlow::Break(())) => {
                export.undo();
                Ok(report(0, 0, true))
            }
            Err(error) => {
                export.undo();
                Err(error)
            }
        }
    }

    fn export_into(
        &self,
        export: &mut Export<'_>,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, JournalError> {
        let drafts = self.vault.drafts()?;
        let mut unsaved = Vec::new();
        for draft in &drafts {
            if self.index.heads(*draft)?.is_empty() {
                unsaved.push(*draft);
            }
        }
        let total = self.index.entries()? + unsaved.len() as u64;
        let mut place = -1;
        loop {
            let rows = self.index.db.query(
                "SELECT place, entry FROM catalogue WHERE place > ?1 ORDER BY place LIMIT 256",
                &[Value::Integer(place)],
                |row| Ok::<_, JournalError>((row.integer(0)?, row.id(1)?)),
            )?;
            let Some((last, _)) = rows.last() else { break };
            place = *last;
            for (_, id) in rows {
                if progress(export.made.len() as u64, total).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                let entry =
                    if drafts.contains(&id) { self.entry(id)? } else { self.saved_one(id)? };
                export.write(&self.note(entry)?)?;
            }
        }
        for id in unsaved {
            let entry = self.entry(id)?;
            if !entry.content.is_blank() {
                export.write(&self.note(entry)?)?;
            }
        }
        Ok(progress(export.made.len() as u64, total).map_continue(|()| ()))
    }

    fn saved_one(&self, id: Id) -> Result<Entry, JournalError> {
        self.saved(id)?.ok_or(JournalError::EntryNotFound)
    }

    fn note(&self, entry: Entry) -> Result<Note, JournalError> {
        let names = entry.content.people.iter().map(|id| match self.person(*id) {
            Ok(person) => Ok(Some(person.name)),
            Err(JournalError::PersonNotFound) => Ok(None),
            Err(error) => Err(error),
        });
        let people = names.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        Ok(Note {
            content: entry.content,
            people,
            written: Some(entry.written),
            id: Some(entry.id),
            extra: entry.extra,
            titled: true,
            dated: true,
        })
    }
}

/// Makes the folder, or sees that it is empty.
fn prepare(folder: &Path) -> Result<(), JournalError> {
    match fs::read_dir(folder) {
        Ok(mut items) => match items.next() {
            None => Ok(()),
            Some(_) => Err(JournalError::FolderNotEmpty),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder).map_err(JournalError::Folder)
        }
        Err(error) => Err(JournalError::Folder(error)),
    }
}

struct Export<'a> {
    folder: &'a Path,
    names: Names,
    made: Vec<String>,
}

impl Export<'_> {
    fn write(&mut self, note: &Note) -> Result<(), JournalError> {
        let written = note.written.expect("an export's notes have a time of writing");
        let name = self.names.next(&note.content, written);
        let text = zeroize::Zeroizing::new(write(note));
        let mut file = private(&self.folder.join(&name)).map_err(JournalError::Folder)?;
        self.made.push(name);
        file.write_all(text.as_bytes()).map_err(JournalError::Folder)
    }

    /// The folder was empty when this began, so only what it made itself goes.
    fn undo(&self) {
        for name in &self.made {
            let _ = fs::remove_file(self.folder.join(name));
        }
    }
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
