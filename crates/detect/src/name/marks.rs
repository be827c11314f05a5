//! The marks of a candidate: a list of hashes.

use crate::hash::mix;

/// What was decided of the candidate before.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    /// Token behind its last; nought when there was none.
    pub end: usize,
    /// A label of the tagger.
    pub label: usize,
}

/// What the tagger sees of one candidate.
#[derive(Default)]
pub struct Marks {
    /// One hash a mark.
    pub list: Vec<u32>,
}

impl Marks {
    /// Adds the value that the mark called `name` has here.
    pub fn put(&mut self, name: u8, value: u64) {
        let hash = mix(u64::from(name) + 1, value) >> 32;
        self.list.push(u32::try_from(hash).unwrap_or(u32::MAX));
    }
}
