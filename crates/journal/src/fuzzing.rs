//! Writing one note as a file's text, for the fuzz targets and no other use (feature `fuzzing`).

use crate::Note;

/// The text of a file that reads back to the same note.
pub fn note_written(note: &Note) -> String {
    crate::front_matter::write(note)
}
