//! What each fuzz target does with a stranger's bytes, and what must hold whatever they are.
//!
//! Nothing may panic, loop, or be understood as something it does not say. The targets feed these
//! functions through libFuzzer; a plain test feeds them every input that is kept in `corpus/`.

mod age;
pub mod corpus;
mod date;
mod letter;
mod letter_file;
mod markdown;
mod note;
mod sealed;
mod search;

pub use age::age;
pub use date::date;
pub use letter::letter;
pub use letter_file::letter_file;
pub use markdown::markdown;
pub use note::note;
pub use sealed::{head, record};
pub use search::search;

/// A target's name, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 9] = [
    ("record", record),
    ("head", head),
    ("date", date),
    ("note", note),
    ("markdown", markdown),
    ("letter", letter),
    ("letter-file", letter_file),
    ("search", search),
    ("age", age),
];

/// The bytes as text, where they are.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
