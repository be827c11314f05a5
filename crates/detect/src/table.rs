//! The compiled-in tables of names, words and places. Sources and licences: data/README.md.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::hash::Map;

/// A word is a given name.
pub const GIVEN: u8 = 1;
/// A word is a surname.
pub const SURNAME: u8 = 2;
/// A word that English writes in lower case.
pub const ENGLISH: u8 = 4;
/// A frequent word of another language.
pub const FOREIGN: u8 = 8;
/// A country, a region or a large city.
pub const GREAT_PLACE: u8 = 16;
/// A smaller place.
pub const PLACE: u8 = 32;
/// A word that is common in some language.
pub const COMMON: u8 = ENGLISH | FOREIGN;

fn table() -> &'static Map<&'static str, u8> {
    static TABLE: OnceLock<Map<&'static str, u8>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Map::default();
        table.reserve(300_000);
        for (sheet, flags) in [
            (include_str!("../data/given.txt"), GIVEN),
            (include_str!("../data/surname.txt"), SURNAME),
            (include_str!("../data/both.txt"), GIVEN | SURNAME),
            (include_str!("../data/words-en.txt"), ENGLISH),
            (include_str!("../data/words-other.txt"), FOREIGN),
            (include_str!("../data/place-great.txt"), GREAT_PLACE),
            (include_str!("../data/place.txt"), PLACE),
        ] {
            for word in sheet.lines() {
                *table.entry(word).or_insert(0) |= flags;
            }
        }
        table
    })
}

/// What the tables know of a folded word or phrase.
pub fn flags(folded: &str) -> u8 {
    table().get(folded).copied().unwrap_or(0)
}

/// Japanese surnames in kanji.
pub fn surnames_ja() -> impl Iterator<Item = &'static str> {
    include_str!("../data/surname-ja.txt").lines()
}

/// Chinese surnames.
pub fn is_surname_zh(word: &str) -> bool {
    static NAMES: OnceLock<HashSet<&str>> = OnceLock::new();
    NAMES.get_or_init(|| include_str!("../data/surname-zh.txt").lines().collect()).contains(word)
}
