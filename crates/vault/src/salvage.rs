//! Records that SQLite does not find any more, because a page that leads to them is broken. The
//! pages are gone through one by one, and whatever looks like a sealed record is handed out; only
//! the seal can say that it is one.
//!
//! The names are those of SQLite's file format, "B-tree Pages" and "Record Format".

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::envelope::MAX_PAYLOAD;
use crate::head::digest;
use crate::padding::FLOOR;
use crate::{VaultError, file};

const PAGE: usize = file::PAGE_SIZE as usize;
/// How each age file begins.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// The serial type of a digest: a blob of 32 bytes.
const DIGEST: u8 = 12 + 2 * 32;
/// The most payload that a leaf keeps on its own page, and the least it keeps when it spills.
const MOST: usize = PAGE - 35;
const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;

/// A walk over the pages of a vault's file.
pub(crate) struct Salvage {
    file: File,
    page: Vec<u8>,
    /// The page that is looked at, from 1; 0 before the first.
    number: u32,
    /// Where to go on in it.
    at: usize,
}

/// Something that looks like a sealed record.
pub(crate) struct Found {
    /// The number that stands before it, if it can be read.
    pub seq: Option<u64>,
    place: Place,
}

#[derive(Clone, Copy)]
struct Place {
    number: u32,
    /// Where the payload begins in its page.
    payload: usize,
    header: usize,
    length: usize,
}

impl Salvage {
    pub fn of(path: &Path) -> Result<Self, VaultError> {
        let file =
            File::open(path).map_err(|error| VaultError::file("reading the vault", error))?;
        Ok(Self { file, page: Vec::new(), number: 0, at: 0 })
    }

    /// The next thing that looks like a record; none at the end of the file.
    pub fn next(&mut self) -> Option<Found> {
        loop {
            let rest = self.page.get(self.at..).unwrap_or_default();
            if let Some(offset) = find(rest) {
                let magic = self.at + offset;
                self.at = magic + MAGIC.len();
                if let Some(found) = looks_like_a_record(&self.page, magic, self.number) {
                    return Some(found);
                }
                continue;
            }
            self.number = self.number.checked_add(1)?;
            self.at = 0;
            // A page that the disk does not give is passed over.
            self.page = match self.read(self.number) {
                Ok(page) if page.is_empty() => return None,
                Ok(page) => page,
                Err(_) => Vec::new(),
            };
        }
    }

    /// Its sealed bytes.
    pub fn gather(&mut self, found: &Found) -> Option<Vec<u8>> {
        self.gather_row(found).map(|(age, _)| age)
    }

    /// The next row of a slot that is whole: none is as long as a record, and its digest fits.
    pub fn next_slot(&mut self) -> Option<Vec<u8>> {
        while let Some(found) = self.next() {
            if found.place.length >= FLOOR {
                continue;
            }
            if let Some((age, kept)) = self.gather_row(&found)
                && digest(&age)[..] == kept[..]
            {
                return Some(age);
            }
        }
        None
    }

    /// The sealed bytes and the digest beside them, gathered from the pages they are spread over.
    fn gather_row(&mut self, found: &Found) -> Option<(Vec<u8>, Vec<u8>)> {
        let Place { number, payload, header, length } = found.place;
        let whole = header + length + 32;
        let local = local(whole);
        let page = self.read(number).ok()?;
        let mut bytes = page.get(payload..payload + local)?.to_vec();
        let mut next = page.get(payload + local..payload + local + 4).map(number_of);
        while bytes.len() < whole {
            let page = self.read(next.filter(|&next| next != 0)?).ok()?;
            let content = page.get(4..)?;
            let take = content.len().min(whole - bytes.len());
            if take == 0 {
                return None;
            }
            bytes.extend_from_slice(&content[..take]);
            next = page.get(..4).map(number_of);
        }
        bytes.truncate(whole);
        let kept = bytes.split_off(header + length);
        bytes.drain(..header);
        Some((bytes, kept))
    }

    /// A page, or what is left of the last one; empty beyond the end.
    fn read(&mut self, number: u32) -> std::io::Result<Vec<u8>> {
        let start = u64::from(number.saturating_sub(1)) * PAGE as u64;
        self.file.seek(SeekFrom::Start(start))?;
        let mut page = Vec::with_capacity(PAGE);
        self.file.by_ref().take(PAGE as u64).read_to_end(&mut page)?;
        Ok(page)
    }
}

/// The record whose sealed bytes begin at `magic`: before them stand the number of bytes, the row's
/// number, and a header of the three types null (the row's number), blob and digest.
fn looks_like_a_record(page: &[u8], magic: usize, number: u32) -> Option<Found> {
    if magic < 6 || page[magic - 1] != DIGEST {
        return None;
    }
    // The type of a blob of up to 64 MiB takes up to four bytes. The numbers before the first type
    // are not asked for: SQLite writes over them when a row is deleted.
    (1..=4).rev().find_map(|wide| {
        let payload = magic.checked_sub(wide + 3)?;
        let (kind, used) = varint(&page[payload + 2..magic - 1])?;
        if page[payload + 1] != 0 || used != wide || kind < 12 || kind % 2 != 0 {
            return None;
        }
        let length = usize::try_from((kind - 12) / 2).ok().filter(|&n| n <= 2 * MAX_PAYLOAD)?;
        let place = Place { number, payload, header: wide + 3, length };
        Some(Found { seq: row_before(page, payload, wide + 3 + length + 32), place })
    })
}

/// The row's number before a payload of `whole` bytes, if what stands there fits.
fn row_before(page: &[u8], payload: usize, whole: usize) -> Option<u64> {
    (1..=9).find_map(|wide| {
        let start = payload.checked_sub(wide)?;
        let (row, used) = varint(&page[start..payload])?;
        let says = (1..=9).any(|before| {
            start.checked_sub(before).and_then(|from| varint(&page[from..start]))
                == Some((whole as u64, before))
        });
        (used == wide && says).then_some(row)
    })
}

/// How much of a payload stands on the leaf itself.
fn local(whole: usize) -> usize {
    if whole <= MOST {
        return whole;
    }
    let spilled = LEAST + (whole - LEAST) % (PAGE - 4);
    if spilled <= MOST { spilled } else { LEAST }
}

/// SQLite's number of one to nine bytes, and how many it took.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (n, &byte) in bytes.iter().take(9).enumerate() {
        if n == 8 {
            return Some((value << 8 | u64::from(byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, n + 1));
        }
    }
    None
}

fn number_of(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn find(bytes: &[u8]) -> Option<usize> {
    bytes.windows(MAGIC.len()).position(|window| window == MAGIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_sqlite_writes_them() {
        assert_eq!(varint(&[0x7f]), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0x00, 9]), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x81]), None);
    }

    #[test]
    fn a_leaf_keeps_what_the_file_format_says() {
        assert_eq!((local(MOST), LEAST), (16_349, 2_031));
        for whole in MOST + 1..MOST + 40_000 {
            let kept = local(whole);
            assert!((LEAST..=MOST).contains(&kept));
            assert!(kept == LEAST || (whole - kept).is_multiple_of(PAGE - 4));
        }
    }
}
