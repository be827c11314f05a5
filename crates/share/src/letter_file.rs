//! A file inside a letter, and what one may be called.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::LetterError;
use crate::decision::one_line;

/// The most files in one letter.
pub const FILES_LIMIT: usize = 100;
/// The most bytes that the files of one letter have together (64 MiB).
pub const FILES_BYTES_LIMIT: usize = 64 << 20;
/// The longest name of a file, in bytes.
pub const NAME_LIMIT: usize = 200;
/// The longest description of a file, in bytes.
pub const ALT_LIMIT: usize = 4000;

/// A file that leaves with a story, or came with one.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// What it is called: one plain name without a folder, unlike every other name in its letter.
    pub name: String,
    /// What it says it is, as `image/jpeg`. Of a letter from somebody else it proves nothing.
    pub media_type: String,
    /// What a picture shows, in words.
    pub alt: Option<String>,
    /// The file itself.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for LetterFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LetterFile").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// A file as the first line of a letter says it is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadFile {
    pub name: String,
    #[serde(rename = "type")]
    pub media_type: String,
    pub alt: Option<String>,
    pub length: usize,
}

impl From<&LetterFile> for HeadFile {
    fn from(file: &LetterFile) -> Self {
        let LetterFile { name, media_type, alt, bytes } = file;
        Self {
            name: name.clone(),
            media_type: media_type.clone(),
            alt: alt.clone(),
            length: bytes.len(),
        }
    }
}

/// Whether these can be the files of a letter; gives how many bytes they have together.
pub(crate) fn check(files: &[HeadFile]) -> Result<usize, LetterError> {
    let mut names = HashSet::new();
    let mut bytes = 0usize;
    for file in files {
        bytes = bytes.checked_add(file.length).ok_or(LetterError::TooLarge)?;
        let alt_fits = file
            .alt
            .as_ref()
            .is_none_or(|alt| !alt.is_empty() && alt.len() <= ALT_LIMIT && one_line(alt) == *alt);
        if !is_file_name(&file.name)
            || !names.insert(file.name.to_lowercase())
            || !is_media_type(&file.media_type)
            || !alt_fits
        {
            return Err(LetterError::Damaged { what: "its files" });
        }
    }
    if files.len() > FILES_LIMIT || bytes > FILES_BYTES_LIMIT {
        return Err(LetterError::TooLarge);
    }
    Ok(bytes)
}

/// Whether `name` can stand in any folder of any system as one visible file.
pub(crate) fn is_file_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    !name.is_empty()
        && name.len() <= NAME_LIMIT
        && one_line(name) == name
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !is_device
}

/// Whether `text` has the shape of a media type, without parameters.
fn is_media_type(text: &str) -> bool {
    let token = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'))
    };
    text.split_once('/').is_some_and(|(kind, sort)| token(kind) && token(sort))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_do_something_in_a_folder_is_none() {
        for name in ["photo-1.jpg", "Ana and I.png", "письмо.pdf", "a.b.c", "comma.txt"] {
            assert!(is_file_name(name), "{name}");
        }
        let long = "x".repeat(NAME_LIMIT + 1);
        for name in [
            "",
            ".",
            "..",
            ".profile",
            "a/b",
            "a\\b",
            "c:",
            "con",
            "NUL.txt",
            "com1.jpg",
            "a\nb",
            " a",
            "a ",
            "a.",
            "evil\u{202e}gpj.exe",
            "a\u{0}b",
            "a?b",
            &long,
        ] {
            assert!(!is_file_name(name), "{name:?}");
        }
    }

    #[test]
    fn a_media_type_is_two_plain_words() {
        for text in ["image/jpeg", "application/vnd.oasis.opendocument.text", "image/svg+xml"] {
            assert!(is_media_type(text), "{text}");
        }
        for text in ["", "image", "image/", "/jpeg", "a/b/c", "text/html; charset=x", "a b/c"] {
            assert!(!is_media_type(text), "{text}");
        }
    }
}
