//! Words that were planted, looked for in every shape in which programs put text on a disk.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use thirtyfour::support::base64_encode;

/// The most that one compressed stream is followed, in bytes.
const INFLATED: u64 = 16 << 20;
/// Where programs leave things for a while.
const LEFT_IN: &[&str] =
    &["/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump"];

/// Words, and everything that would show one of them.
pub struct Plants {
    /// Which word in which shape each pattern is.
    names: Vec<String>,
    patterns: AhoCorasick,
}

impl Plants {
    /// Words that stand nowhere else on this machine.
    pub fn new(words: &[&str]) -> Self {
        let (mut names, mut needles) = (Vec::new(), Vec::new());
        for word in words {
            let mut add = |shape: &str, bytes: Vec<u8>| {
                names.push(format!("{word} as {shape}"));
                needles.push(bytes);
            };
            add("UTF-8", word.as_bytes().to_vec());
            add("UTF-8 in capitals", word.to_uppercase().into_bytes());
            add("UTF-8 in small letters", word.to_lowercase().into_bytes());
            add("UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect());
            add("UTF-16, the other way", word.encode_utf16().flat_map(u16::to_be_bytes).collect());
            let hex: Vec<_> = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            add("hex", hex.concat().into_bytes());
            for before in 0..3 {
                add("base64", base64_of_the_middle(word, before));
            }
        }
        Self { names, patterns: AhoCorasick::new(needles).expect("a few words") }
    }

    /// The needles that stand in `bytes`, or in what a compressed stream in them holds.
    pub fn in_bytes(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut found = self.as_they_stand(bytes);
        for stream in inflated(bytes) {
            let inside = self.as_they_stand(&stream);
            found.extend(inside.into_iter().map(|needle| format!("{needle}, compressed")));
        }
        found
    }

    /// What can be read in which of these files, their names included.
    pub fn in_files<'a>(&self, files: impl IntoIterator<Item = &'a PathBuf>) -> Vec<String> {
        let mut found = Vec::new();
        for file in files {
            let name = file.display().to_string();
            let mut here = self.in_bytes(&fs::read(file).unwrap_or_default());
            here.extend(self.as_they_stand(name.as_bytes()));
            found.extend(here.into_iter().map(|needle| format!("{needle} in {name}")));
        }
        found
    }

    fn as_they_stand(&self, bytes: &[u8]) -> BTreeSet<String> {
        let hits = self.patterns.find_overlapping_iter(bytes);
        hits.map(|hit| self.names[hit.pattern().as_usize()].clone()).collect()
    }
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    collect(folder, &mut found);
    found
}

/// Every file in a place where programs leave things: the usual folders of the person whose programs
/// run here, and those for a while.
pub fn files_left_about() -> BTreeSet<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    let places = [".cache", ".config", ".local"].map(|name| home.join(name));
    let mut found = BTreeSet::new();
    for place in places.iter().map(PathBuf::as_path).chain(LEFT_IN.iter().map(Path::new)) {
        collect(place, &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&entry.path(), found),
            Ok(kind) if kind.is_file() => {
                found.insert(entry.path());
            }
            _ => {}
        }
    }
}

/// What the compressed streams in `bytes` hold: gzip, zlib, and the entries of ZIP archives.
fn inflated(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut streams = Vec::new();
    for (at, start) in bytes.windows(4).enumerate() {
        let rest = &bytes[at..];
        let stream = match start {
            [0x1f, 0x8b, 8, _] => taken(GzDecoder::new(rest)),
            [0x78, level, ..] if (0x7800 + u16::from(*level)) % 31 == 0 => {
                taken(ZlibDecoder::new(rest))
            }
            b"PK\x03\x04" if rest.len() > 30 => {
                let length = |at: usize| usize::from(rest[at]) + (usize::from(rest[at + 1]) << 8);
                let body = 30 + length(26) + length(28);
                taken(DeflateDecoder::new(rest.get(body..).unwrap_or_default()))
            }
            _ => continue,
        };
        if stream.len() > 16 {
            streams.push(stream);
        }
    }
    streams
}

/// As much as can be read; what is broken off counts up to there.
fn taken(decoder: impl Read) -> Vec<u8> {
    let mut stream = Vec::new();
    decoder.take(INFLATED).read_to_end(&mut stream).ok();
    stream
}

/// Base64 of a word with `before` bytes before it, without the digits that depend on neighbours.
fn base64_of_the_middle(word: &str, before: usize) -> Vec<u8> {
    let mut bytes = vec![0; before];
    bytes.extend(word.as_bytes());
    let whole = bytes.len() / 3 * 4;
    let first = (before * 8).div_ceil(6);
    base64_encode(&bytes).as_bytes()[first..whole].to_vec()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn found(bytes: &[u8]) -> bool {
        !Plants::new(&["vexmarrow"]).in_bytes(bytes).is_empty()
    }

    #[test]
    fn a_word_is_found_in_base64_wherever_it_stands() {
        for before in ["", "a", "ab", "abc"] {
            let text = base64_encode(format!("{before}vexmarrow!").as_bytes());
            assert!(found(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_word_is_found_in_wide_letters_and_in_hex() {
        let wide: Vec<u8> =
            "a Vexmarrow".to_lowercase().encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(found(&wide) && found(b"7665786d6172726f77") && found(b"VEXMARROW"));
        assert!(!found(b"vexmarro w"));
    }

    #[test]
    fn a_word_is_found_in_what_is_compressed() {
        let text = b"nobody knows of the vexmarrow, nobody";
        let mut gz = GzEncoder::new(b"before".to_vec(), Compression::default());
        gz.write_all(text).expect("written");
        assert!(found(&gz.finish().expect("closed")));
        let mut zlib = ZlibEncoder::new(b"before".to_vec(), Compression::best());
        zlib.write_all(text).expect("written");
        assert!(found(&zlib.finish().expect("closed")));
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend([0; 22]);
        zip.extend([3, 0, 0, 0]);
        zip.extend(b"a.b");
        let mut deflate = DeflateEncoder::new(zip, Compression::default());
        deflate.write_all(text).expect("written");
        assert!(found(&deflate.finish().expect("closed")));
    }
}
