//! The files of an entry as a review meets them.

use std::ops::ControlFlow;

use journal::{Attachment, Journal};
use photo::{Look, PhotoError};
use vault::Id;

use crate::{Hides, ShareError};

/// How much of a file is enough to tell what it is.
const FIRST: usize = 65_536;

/// A file of the entry, and what it is.
#[derive(Debug, Clone)]
pub(crate) struct EntryFile {
    pub id: Id,
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    pub what: What,
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A picture, or why it cannot be rebuilt: then it can only be left out, for as it is it would say
    /// all that its file says.
    Photo(Result<Look, PhotoError>),
    Other(Hides),
}

/// What a later change of an entry's files is noticed by.
pub(crate) type Mark = (Id, String, String);

impl EntryFile {
    pub(crate) fn mark(&self) -> Mark {
        (self.id, self.name.clone(), self.sha256.clone())
    }
}

/// The files of `entry` as they are now, each looked at; one at a time is in memory.
pub(crate) fn files(journal: &Journal, entry: Id) -> Result<Vec<EntryFile>, ShareError> {
    journal.attachments(entry)?.into_iter().map(|file| looked_at(journal, file)).collect()
}

/// The marks of the files of `entry` as they are now.
pub(crate) fn marks(journal: &Journal, entry: Id) -> Result<Vec<Mark>, ShareError> {
    let files = journal.attachments(entry)?;
    Ok(files.into_iter().map(|file| (file.id, file.name, file.sha256)).collect())
}

fn looked_at(journal: &Journal, file: Attachment) -> Result<EntryFile, ShareError> {
    let first = first(journal, file.id)?;
    let what = match photo::sort_of(&first) {
        None => What::Other(Hides::of(&first, &file.name)),
        Some(sort) if !sort.is_readable() => {
            What::Photo(Err(PhotoError::FormatUnknown { format: sort.as_str() }))
        }
        Some(_) if file.bytes > photo::BYTES_LIMIT as u64 => What::Photo(Err(PhotoError::TooLarge)),
        Some(_) => What::Photo(match whole(journal, file.id) {
            Ok(bytes) => photo::look(&bytes),
            // A picture that the vault has lost a part of is there, and cannot leave.
            Err(ShareError::FileNotWhole) => Err(PhotoError::Damaged),
            Err(error) => return Err(error),
        }),
    };
    let Attachment { id, name, bytes, sha256, .. } = file;
    Ok(EntryFile { id, name, bytes, sha256, what })
}

/// How a file begins.
fn first(journal: &Journal, id: Id) -> Result<Vec<u8>, ShareError> {
    let mut bytes = Vec::new();
    let enough =
        |done: u64, _| if done > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    match journal.read_attachment(id, &mut bytes, &mut { enough }) {
        Ok(_) => {}
        // That was the first piece of several.
        Err(error) if error.code() == "cancelled" => {}
        Err(error) => return Err(error.into()),
    }
    bytes.truncate(FIRST);
    Ok(bytes)
}

/// A file, byte for byte as it was added; `record-damaged` when the vault has it no more.
pub(crate) fn whole(journal: &Journal, id: Id) -> Result<Vec<u8>, ShareError> {
    let mut bytes = Vec::new();
    let go_on = |_, _| ControlFlow::Continue(());
    let read = journal.read_attachment(id, &mut bytes, &mut { go_on })?;
    if read.whole { Ok(bytes) } else { Err(ShareError::FileNotWhole) }
}
