//! Small closed sets of words, written as one string and looked up by hash.

use std::sync::OnceLock;

use crate::hash::Set;

/// A set of words that stand in one string, separated by white space.
pub struct Words {
    list: &'static str,
    set: OnceLock<Set<&'static str>>,
}

impl Words {
    /// The words in `list`; cut apart when first asked for.
    pub const fn new(list: &'static str) -> Self {
        Self { list, set: OnceLock::new() }
    }

    /// Whether `word` is one of them.
    pub fn contains(&self, word: &str) -> bool {
        !word.is_empty()
            && self.set.get_or_init(|| self.list.split_whitespace().collect()).contains(word)
    }
}

/// Whether a word is one of those in a string.
macro_rules! one_of {
    ($word:expr, $list:literal) => {{
        static WORDS: $crate::words::Words = $crate::words::Words::new($list);
        WORDS.contains($word)
    }};
}
pub(crate) use one_of;
