//! Taking in a folder of Markdown files: everything or nothing, beside what is there already.
//!
//! Looked at are files that end in `.md` or `.markdown`, in the folder and all folders below it. What is
//! hidden (its name begins with a dot) is left alone, and links to folders are not followed.

mod folder;
mod note;

pub(crate) use note::Hashed;

use std::{borrow::Cow, collections::HashMap, ops::ControlFlow, path::Path};

use rand::Rng;
use vault::{Batch, Id, Moment, New, SealedDatabase, VaultError};

use crate::{
    Journal, JournalError,
    front_matter::Note,
    index::{Arrived, Index, digest_of},
    payload::{PERSON, REVISION, RevisionPayload, to_json},
    people::new_person,
    tokens::fold,
};

/// What became of each file that was found: unless it was cancelled,
/// `found == imported + skipped + failed.len()`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Files found.
    pub found: u64,
    /// Files that are entries now.
    pub imported: u64,
    /// Files that say just what an entry of the journal says already.
    pub skipped: u64,
    /// Files that could not be taken in: name below the folder, and why: `not-utf-8`,
    /// `front-matter-not-yaml`, `entry-too-large`, `entry-empty`, `unreadable`.
    pub failed: Vec<(String, &'static str)>,
    /// Whether it was cancelled; then nothing was imported.
    pub cancelled: bool,
}

/// Why the transaction is taken back.
enum Stop {
    Cancelled,
    Failed(JournalError),
}

impl From<VaultError> for Stop {
    fn from(error: VaultError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self::Failed(error)
    }
}

impl Journal {
    /// Imports every Markdown file of a folder as an entry, in one transaction: when this returns all of them
    /// are durable, when it fails or is cancelled none is kept. Existing entries are never changed.
    ///
    /// Keys of front matter that are understood: `title`, `happened` or `date`, `written` or `created`,
    /// `kind`, `place` or `location`, `people`, `tags`, `feeling`, `id`. All others stay with the entry. A
    /// title or date that is not given is read from the first heading and from the file's name.
    ///
    /// `progress` hears of files done and in all, and may break off. `at` counts for files that do not say
    /// when they were written. Memory does not grow with the number of files.
    pub fn import_folder(
        &mut self,
        folder: &Path,
        at: Moment,
        rng: &mut dyn Rng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<ImportReport, JournalError> {
        if !folder.is_dir() {
            return Err(JournalError::FolderNotFound);
        }
        // Whether a file is known already can only be said by a whole index.
        while !self.catch_up(1000)?.finished {}
        let mut total = 0;
        let _: ControlFlow<()> = folder::walk(folder, &mut |_| {
            total += 1;
            ControlFlow::Continue(())
        });
        let known = Known::of(self)?;
        let device = self.device().to_owned();
        let first = self.vault.last_seq() + 1;
        let batch = self.vault.batch()?;
        let mut import =
            Import { batch, device: &device, at, rng, known, report: ImportReport::default() };
        let done = self.index.cover_new(
            first,
            |db| {
                let walked = folder::walk(folder, &mut |file| {
                    if progress(import.report.found, total).is_break() {
                        return ControlFlow::Break(Stop::Cancelled);
                    }
                    import
                        .file(db, &file)
                        .map_or_else(|stop| ControlFlow::Break(stop.into()), ControlFlow::Continue)
                });
                match walked {
                    ControlFlow::Break(stop) => Err(stop),
                    ControlFlow::Continue(()) => {
                        let top = import.batch.last_digest()?;
                        Ok((import.batch.last_seq(), top, import))
                    }
                }
            },
            |import| {
                import.batch.commit()?;
                Ok(import.report)
            },
        );
        match done {
            Ok(report) => {
                let _ = progress(report.found, total.max(report.found));
                Ok(report)
            }
            Err(Stop::Cancelled) => {
                Ok(ImportReport { found: total, cancelled: true, ..ImportReport::default() })
            }
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

/// Who is known, by name as it is and by name folded.
struct Known {
    exact: HashMap<String, Id>,
    folded: HashMap<String, Id>,
}

impl Known {
    fn of(journal: &Journal) -> Result<Self, JournalError> {
        let mut known = Self { exact: HashMap::new(), folded: HashMap::new() };
        let people = journal.people()?;
        for person in &people {
            known.add(&person.name, person.id);
        }
        for person in &people {
            for nickname in &person.nicknames {
                known.folded.entry(fold(nickname)).or_insert(person.id);
            }
        }
        Ok(known)
    }

    fn add(&mut self, name: &str, id: Id) {
        self.exact.entry(name.to_owned()).or_insert(id);
        self.folded.entry(fold(name)).or_insert(id);
    }

    fn get(&self, name: &str) -> Option<Id> {
        self.exact.get(name).or_else(|| self.folded.get(&fold(name))).copied()
    }
}

struct Import<'a> {
    batch: Batch<'a>,
    device: &'a str,
    at: Moment,
    rng: &'a mut dyn Rng,
    known: Known,
    report: ImportReport,
}

impl Import<'_> {
    fn file(&mut self, db: &SealedDatabase, file: &folder::Found) -> Result<(), JournalError> {
        self.report.found += 1;
        let noted = note::read(file, self.at.offset()).and_then(|note| {
            self.take(db, note).map_err(|error| match error.code() {
                // JSON writes some characters longer than they are.
                "record-too-large" => note::Refused::File("entry-too-large"),
                _ => note::Refused::Journal(error),
            })
        });
        match noted {
            Ok(true) => self.report.imported += 1,
            Ok(false) => self.report.skipped += 1,
            Err(note::Refused::File(code)) => self.report.failed.push((file.name(), code)),
            Err(note::Refused::Journal(error)) => return Err(error),
        }
        Ok(())
    }

    /// Adds the note as an entry; `false` when the journal says the same already.
    fn take(&mut self, db: &SealedDatabase, note: Note) -> Result<bool, JournalError> {
        let source = note::digest(&note);
        if Index::imported_as(db, &source)?.is_some() {
            return Ok(false);
        }
        let Note { mut content, people, written, id, extra, .. } = note;
        let written = written.unwrap_or(self.at);
        let strangers = people.iter().any(|name| self.known.get(name).is_none());
        if let Some(id) = id
            && !strangers
        {
            content.people = people.iter().filter_map(|name| self.known.get(name)).collect();
            let digest = digest_of(&content, written, extra.as_deref());
            if Index::listed_digest(db, id)?.is_some_and(|listed| listed == digest) {
                return Ok(false);
            }
        }
        let mut ids: Vec<Id> = Vec::with_capacity(people.len());
        for name in &people {
            let person = self.person(db, name)?;
            if !ids.contains(&person) {
                ids.push(person);
            }
        }
        content.people = ids;
        // An id that is taken stands for another entry, which is left as it is.
        let entry = match id {
            Some(id) if !Index::is_known(db, id)? => id,
            _ => Id::generate(self.rng),
        };
        let payload = RevisionPayload {
            entry,
            parents: Vec::new(),
            written,
            content: Cow::Owned(content),
            extra: extra.map(Cow::Owned),
            source: Some(source),
        };
        let id = Id::generate(self.rng);
        let seq = self.append(REVISION, id, &to_json(&payload))?;
        Index::take_revision(db, seq, id, self.at, &payload, &no_older)?;
        Ok(true)
    }

    fn person(&mut self, db: &SealedDatabase, name: &str) -> Result<Id, JournalError> {
        if let Some(id) = self.known.get(name) {
            return Ok(id);
        }
        let person = new_person(name, self.rng);
        let payload = to_json(&person);
        let seq = self.append(PERSON, person.id, &payload)?;
        let arrived = Arrived { seq, kind: PERSON, id: person.id, at: self.at, payload: &payload };
        Index::take(db, &arrived, &no_older)?;
        self.known.add(name, person.id);
        Ok(person.id)
    }

    fn append(&mut self, kind: &str, id: Id, payload: &[u8]) -> Result<u64, JournalError> {
        let new = New { kind, id, at: self.at, device: self.device, payload };
        Ok(self.batch.append(&new)?)
    }
}

/// A new entry has no older revision that could become current.
fn no_older(seq: u64) -> Result<vault::Record, VaultError> {
    Err(VaultError::RecordNotFound { seq })
}
