//! Markdown files with front matter, from any program.

use jiff::tz::Offset;
use journal::{BODY_LIMIT, Note};
use vault::Id;

/// A file that becomes an entry says something, and says the same when it is exported and read again.
pub fn note(bytes: &[u8]) {
    let Some(text) = crate::text(bytes) else { return };
    let Ok(mut note) = Note::parse(text, Offset::constant(1)) else { return };
    assert!(!note.content.is_blank() && note.content.body.len() <= BODY_LIMIT);
    // What is exported has a name, by which its tags are known to be meant as they stand.
    note.id.get_or_insert(Id::from_bytes([7; 16]));
    let written = journal::fuzzing::note_written(&note);
    let mut again = Note::parse(&written, Offset::constant(2)).expect("an export can be imported");
    // An export always gives both, be it as nothing.
    (again.titled, again.dated) = (note.titled, note.dated);
    assert_eq!(again, note, "an export reads back as it was");
}
