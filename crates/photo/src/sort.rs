//! What sort of picture bytes are, by how they begin. A file's name says nothing about that.

/// A sort of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Can be rebuilt.
    Jpeg,
    /// Can be rebuilt.
    Png,
    /// Can be rebuilt.
    Webp,
    /// Can be rebuilt: its first frame.
    Gif,
    /// A picture that cannot be read here, by its name: `heic`, `avif`, `tiff`, `raw` …
    Other(&'static str),
}

impl Sort {
    /// The lower-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Other(name) => name,
        }
    }

    /// Whether it can be rebuilt from its pixels.
    pub const fn is_readable(self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

/// The sort of picture whose first bytes these are (64 are enough); `None` when it is no picture.
pub fn sort_of(bytes: &[u8]) -> Option<Sort> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let at = |from: usize, mark: &[u8]| bytes.get(from..from + mark.len()) == Some(mark);
    Some(if starts(&[0xff, 0xd8, 0xff]) {
        Sort::Jpeg
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Sort::Png
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        Sort::Webp
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Sort::Gif
    } else if at(4, b"ftyp") {
        Sort::Other(brand(bytes)?)
    } else if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL ") {
        Sort::Other("jpeg-xl")
    } else if starts(b"\0\0\0\x0cjP  ") {
        Sort::Other("jpeg-2000")
    } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        // Most raw files of cameras are TIFF files, too.
        Sort::Other("tiff")
    } else if starts(b"8BPS") {
        Sort::Other("psd")
    } else if starts(b"FUJIFILMCCD-RAW") || starts(b"IIRO") || starts(b"IIU\0") {
        Sort::Other("raw")
    } else if starts(b"BM") && is_bitmap(bytes) {
        Sort::Other("bmp")
    } else {
        return None;
    })
}

/// The sort of picture in an ISO media file; `None` for a film.
fn brand(bytes: &[u8]) -> Option<&'static str> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let head = &bytes[8..bytes.len().min(length.max(12)).min(64)];
    // The main brand, four bytes of version, and the brands that it goes with.
    let brands = || head.chunks_exact(4).enumerate().filter(|(n, _)| *n != 1).map(|(_, b)| b);
    if brands().any(|brand| matches!(brand, b"avif" | b"avis")) {
        return Some("avif");
    }
    let main = head.get(..4)?;
    match main {
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"hevm" | b"hevs" | b"mif1"
        | b"msf1" => Some("heic"),
        b"crx " => Some("raw"),
        _ => None,
    }
}

/// "BM" begins words too: the head of a bitmap has one of a few lengths.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.get(6..10) == Some(&[0; 4])
        && matches!(bytes.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_how_it_begins() {
        for (bytes, sort) in [
            (&b"\xff\xd8\xff\xe0rest"[..], Some("jpeg")),
            (b"\x89PNG\r\n\x1a\nrest", Some("png")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("webp")),
            (b"GIF89a", Some("gif")),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some("heic")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Some("avif")),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", None),
            (b"II*\0\x08\0\0\0", Some("tiff")),
            (b"BMI is a number", None),
            (b"%PDF-1.7", None),
            (b"", None),
            (b"\0\0\0\x18ftyp", None),
        ] {
            assert_eq!(sort_of(bytes).map(Sort::as_str), sort, "{bytes:?}");
        }
    }
}
