//! Letters from anybody, and pages that are to hold one.

use share::{Letter, PageTemplate};

/// A letter that is understood is understood the same when it is written anew; a page with room for
/// one is a page with room for one only.
pub fn letter(bytes: &[u8]) {
    if let Ok(letter) = Letter::parse(bytes) {
        let written = letter.encode().expect("what was read can be written");
        assert_eq!(Letter::parse(&written).as_ref(), Ok(&letter), "a letter reads back as it was");
    }
    if let Some(text) = crate::text(bytes)
        && PageTemplate::new(text).is_ok()
    {
        assert_eq!(text.matches("TELLABLE-LETTER").count(), 1);
    }
}
