//! Answering a letter: the words become an entry, and the entry is told like any other, with a review of
//! its own. Nothing leaves from here.

use journal::{Content, Journal};
use rand::Rng;
use share::AnswerKind;
use vault::{Id, Moment};

use crate::{LettersError, kept};

/// What "me too" says when nothing is said with it.
const ME_TOO: &str = "Me too.";

/// Writes an entry of these words and gives its id; it is to be told with [`crate::answers`] in its plan. "Me
/// too" may come without words.
///
/// `letter-not-found`; `entry-empty` and `entry-too-large` as the journal says them.
pub fn answer(
    journal: &mut Journal,
    letter: Id,
    kind: AnswerKind,
    words: &str,
    at: Moment,
    rng: &mut dyn Rng,
) -> Result<Id, LettersError> {
    kept::copies_of(journal, letter)?;
    let words = words.trim();
    let body = if words.is_empty() && kind == AnswerKind::MeToo { ME_TOO } else { words };
    let content = Content { body: body.to_owned(), ..Content::default() };
    let entry = Id::generate(rng);
    journal.save(entry, &content, at, rng)?;
    Ok(entry)
}
