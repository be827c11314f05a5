//! The list of all entries, newest first, a page at a time.

use vault::{Id, Value};

use crate::{
    Journal, JournalError, Order, Page, Summary,
    index::{Index, person_mark},
};

impl Journal {
    /// Entries outside the trash, newest first, from the `offset`-th on.
    pub fn timeline(
        &self,
        order: Order,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Summary>, JournalError> {
        // The page is found in something narrow first; only its own rows are read in full.
        let sql = match order {
            Order::Happened => {
                "SELECT summary FROM catalogue WHERE place IN
                 (SELECT place FROM ordering ORDER BY place DESC LIMIT ?1 OFFSET ?2)
                 ORDER BY place DESC"
            }
            Order::Written => {
                "SELECT summary FROM catalogue WHERE place IN
                 (SELECT place FROM catalogue ORDER BY written DESC, place DESC LIMIT ?1 OFFSET ?2)
                 ORDER BY written DESC, place DESC"
            }
        };
        let items = self
            .index
            .db
            .query(sql, &[bounded(limit), bounded(offset)], |row| Index::summary(&row.text(0)?))?;
        Ok(Page { total: self.index.entries()?, items })
    }

    /// Every entry outside the trash that names this person, newest first by when it happened.
    pub fn entries_of(&self, person: Id) -> Result<Vec<Summary>, JournalError> {
        let mark = format!("\"{}\"", person_mark(person));
        self.index.db.query(
            "SELECT summary FROM catalogue WHERE place IN
             (SELECT rowid FROM words WHERE words MATCH ?1)
             ORDER BY place DESC",
            &[mark.as_str().into()],
            |row| Index::summary(&row.text(0)?),
        )
    }
}

/// A count as SQL knows it, where a negative one would mean "all".
pub(crate) fn bounded(count: u64) -> Value<'static> {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
