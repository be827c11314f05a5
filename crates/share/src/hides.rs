//! What may hide in a file that is no picture. Its text cannot be reviewed, so the author is told.

use serde::{Deserialize, Serialize};

/// What sort of file it is, as far as that says what may hide in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hides {
    /// Names of authors, comments, earlier versions, pictures with all that they say.
    Office,
    /// The same, and text under black bars.
    Pdf,
    /// Anything at all.
    Archive,
    /// Time, place and device of the recording, and voices.
    Media,
    /// Plain text, which nobody has reviewed.
    Text,
    /// Nobody knows.
    Unknown,
}

impl Hides {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Pdf => "pdf",
            Self::Archive => "archive",
            Self::Media => "media",
            Self::Text => "text",
            Self::Unknown => "unknown",
        }
    }

    /// By how the file begins (`first`, the first few thousand bytes or all of it), and by the end of its
    /// name where many sorts begin alike.
    pub(crate) fn of(first: &[u8], name: &str) -> Self {
        const ARCHIVES: [&[u8]; 6] =
            [b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"];
        const MEDIA: [&[u8]; 10] = [
            b"ID3",
            b"fLaC",
            b"OggS",
            b"\x1a\x45\xdf\xa3",
            b"MThd",
            b"\xff\xfb",
            b"\xff\xf3",
            b"\xff\xf2",
            b"\xff\xf1",
            b"#!AMR",
        ];
        let at = |from: usize, mark: &[u8]| first.get(from..from + mark.len()) == Some(mark);
        let any = |marks: &[&[u8]]| marks.iter().any(|mark| first.starts_with(mark));
        if find(&first[..first.len().min(1024)], b"%PDF-") {
            Self::Pdf
        } else if first.starts_with(b"PK\x03\x04") {
            if is_office(first, name) { Self::Office } else { Self::Archive }
        } else if any(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"]) {
            Self::Office
        } else if any(&ARCHIVES) || at(257, b"ustar") {
            Self::Archive
        } else if any(&MEDIA)
            || at(4, b"ftyp")
            || (first.starts_with(b"RIFF") && (at(8, b"WAVE") || at(8, b"AVI ")))
            || (first.starts_with(b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")))
        {
            Self::Media
        } else if is_text(first) {
            Self::Text
        } else {
            Self::Unknown
        }
    }
}

/// Whether a ZIP file is a document of an office program or a book.
fn is_office(first: &[u8], name: &str) -> bool {
    const ENDS: [&str; 12] = [
        "docx", "docm", "dotx", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp", "odg", "epub",
    ];
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let inside: [&[u8]; 5] =
        [b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/"];
    let start = &first[..first.len().min(4096)];
    ENDS.contains(&end.as_str()) || inside.iter().any(|mark| find(start, mark))
}

fn find(text: &[u8], mark: &[u8]) -> bool {
    text.windows(mark.len()).any(|window| window == mark)
}

/// Whether these are letters: UTF-8 without control characters; a letter cut at the end is one.
fn is_text(first: &[u8]) -> bool {
    let start = &first[..first.len().min(65_536)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && start.len() < first.len() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_as() {
        for (bytes, name, hides) in [
            (&b"%PDF-1.7\n"[..], "a", "pdf"),
            (b"PK\x03\x04....[Content_Types].xml", "a", "office"),
            (b"PK\x03\x04....", "a.odt", "office"),
            (b"PK\x03\x04....", "a.zip", "archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "office"),
            (b"\0\0\0\x18ftypisom", "a.mp4", "media"),
            (b"ID3\x04", "a.mp3", "media"),
            (b"plain words\n", "a.md", "text"),
            (b"\0\x01\x02", "a.txt", "unknown"),
            (b"", "a.txt", "unknown"),
        ] {
            assert_eq!(Hides::of(bytes, name).as_str(), hides, "{name}");
        }
    }
}
