//! One file as a note: read, refused by name, or completed from its heading and its name.

use std::{
    fs::File,
    io::{self, Read},
};

use jiff::tz::Offset;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::folder::Found;
use crate::{BODY_LIMIT, JournalError, Note, file_name::read_stem};

/// Room for front matter beside the longest text.
const HEAD_LIMIT: usize = 64 * 1024;

/// Why a file is not taken in.
pub(super) enum Refused {
    /// The file is at fault: its code.
    File(&'static str),
    /// The journal is.
    Journal(JournalError),
}

/// Reads a file and completes what it does not say.
pub(super) fn read(file: &Found, offset: Offset) -> Result<Note, Refused> {
    let refused = Refused::File;
    if !file.readable {
        return Err(refused("unreadable"));
    }
    let bytes = bytes_of(file).map_err(|_| refused("unreadable"))?;
    if bytes.len() > BODY_LIMIT + HEAD_LIMIT {
        return Err(refused("entry-too-large"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| refused("not-utf-8"))?;
    let mut note = Note::parse(text, offset).map_err(|error| refused(error.code()))?;
    complete(&mut note, file);
    Ok(note)
}

/// All of the file, or just more than is allowed of one that is too long.
fn bytes_of(file: &Found) -> io::Result<Zeroizing<Vec<u8>>> {
    let open = File::open(&file.path)?;
    let length = usize::try_from(open.metadata()?.len()).unwrap_or(usize::MAX);
    let most = BODY_LIMIT + HEAD_LIMIT + 1;
    // The whole room at once, so that no unwiped copy is left behind by a buffer that grows.
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.min(most) + 1));
    open.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn complete(note: &mut Note, file: &Found) {
    let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let (day, title) = read_stem(stem.as_deref().unwrap_or_default());
    if !note.dated {
        note.content.happened = day;
    }
    if !note.titled {
        note.content.title = title;
    }
}

/// A digest of all that a file says, by which the same file is known again.
pub(super) fn digest(note: &Note) -> String {
    let id = note.id.map(|id| id.to_string());
    let said = (&note.content, &note.people, &note.written, &id, &note.extra);
    let mut hash = Sha256::new();
    serde_json::to_writer(Hashed(&mut hash), &said).expect("plain shapes have JSON");
    crate::index::hex(&hash.finalize())
}

/// Lets JSON be hashed without being held.
pub(crate) struct Hashed<'a>(pub &'a mut Sha256);

impl io::Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
