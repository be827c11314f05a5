//! Finding entries: what was typed becomes one full-text match that no input can break.

use serde::{Deserialize, Serialize};
use vault::Value;

use crate::{
    Journal, JournalError, Piece, Query, Sort, Summary,
    excerpt::pieces,
    index::{Index, day_start, kind_mark, person_mark, tag_mark},
    query::{Parsed, Phrase, parse},
    save::entry_of,
    timeline::bounded,
    tokens::folded_tokens,
};

/// Of more hits than this, relevance ranks the newest so many.
const RANKED: u64 = 2_000;

/// One entry that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The entry.
    pub entry: Summary,
    /// The words around what was found, in order.
    pub excerpt: Vec<Piece>,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many entries there are in all.
    pub total: u64,
    /// How many of them the order is about: by relevance only the newest 2,000 are ranked, and the others
    /// follow newest first. By date it is all of them.
    pub ranked: u64,
    /// The part asked for.
    pub hits: Vec<Hit>,
}

/// A query as the index understands it.
struct Plan {
    /// FTS5 expression; `None` when no words and no filters but dates are given.
    matching: Option<String>,
    /// Lowest and highest place, both included.
    low: i64,
    high: i64,
}

impl Journal {
    /// Finds entries outside the trash. Whatever is typed, it is never an error.
    pub fn search(&self, query: &Query) -> Result<Found, JournalError> {
        let parsed = parse(&query.words);
        let Some(plan) = self.plan(query, &parsed)? else { return Ok(Found::default()) };
        let total = self.count(&plan)?;
        let by_date =
            query.sort == Sort::Date || plan.matching.is_none() || parsed.phrases.is_empty();
        let ranked = if by_date { total } else { total.min(RANKED) };
        let places = if by_date {
            self.newest(&plan, query.offset, query.limit)?
        } else {
            self.best(&plan, total, query.offset, query.limit)?
        };
        let hits =
            places.into_iter().map(|place| self.hit(place, &parsed)).collect::<Result<_, _>>()?;
        Ok(Found { total, ranked, hits })
    }

    /// `None` when nothing can be found.
    fn plan(&self, query: &Query, parsed: &Parsed) -> Result<Option<Plan>, JournalError> {
        if parsed.senseless {
            return Ok(None);
        }
        let mut terms = Vec::new();
        for phrase in &parsed.phrases {
            // A person's name finds the entries that person is in, too.
            let people = self.people_matching(phrase)?;
            let mut term = quoted(phrase);
            for person in people {
                term = format!("{term} OR {}", mark(&person_mark(person)));
            }
            terms.push(term);
        }
        terms.extend(parsed.places.iter().map(|place| format!("place : {}", quoted(place))));
        terms.extend(parsed.kinds.iter().chain(&query.kind).map(|kind| mark(&kind_mark(*kind))));
        terms.extend(parsed.tags.iter().chain(&query.tag).map(|tag| mark(&tag_mark(tag))));
        terms.extend(query.person.map(|person| mark(&person_mark(person))));
        for name in &parsed.people {
            let phrase = Phrase { tokens: folded_tokens(name), prefix: true };
            let people = self.people_matching(&phrase)?;
            if people.is_empty() {
                return Ok(None);
            }
            let marks: Vec<String> = people.into_iter().map(|id| mark(&person_mark(id))).collect();
            terms.push(marks.join(" OR "));
        }
        let terms: Vec<String> = terms.into_iter().map(|term| format!("({term})")).collect();
        Ok(Some(Plan {
            matching: (!terms.is_empty()).then(|| terms.join(" AND ")),
            low: parsed.after.map_or(0, day_start),
            high: parsed.before.map_or(i64::MAX, |day| day_start(day) - 1),
        }))
    }

    fn count(&self, plan: &Plan) -> Result<u64, JournalError> {
        let bounds = [Value::Integer(plan.low), Value::Integer(plan.high)];
        let db = &self.index.db;
        let count = match &plan.matching {
            Some(matching) if plan.low == 0 && plan.high == i64::MAX => db.query_one(
                "SELECT count(*) FROM words WHERE words MATCH ?1",
                &[matching.as_str().into()],
                |row| row.integer(0),
            )?,
            Some(matching) => db.query_one(
                "SELECT count(*) FROM words WHERE words MATCH ?3 AND rowid BETWEEN ?1 AND ?2",
                &[bounds[0], bounds[1], matching.as_str().into()],
                |row| row.integer(0),
            )?,
            None if plan.low == 0 && plan.high == i64::MAX => return self.index.entries(),
            None => db.query_one(
                "SELECT count(*) FROM ordering WHERE place BETWEEN ?1 AND ?2",
                &bounds,
                |row| row.integer(0),
            )?,
        };
        Ok(count.unwrap_or(0).cast_unsigned())
    }

    fn newest(&self, plan: &Plan, offset: u64, limit: u64) -> Result<Vec<i64>, JournalError> {
        let (low, high) = (Value::Integer(plan.low), Value::Integer(plan.high));
        let (limit, offset) = (bounded(limit), bounded(offset));
        match &plan.matching {
            Some(matching) => self.index.db.query(
                "SELECT rowid FROM words WHERE words MATCH ?5 AND rowid BETWEEN ?1 AND ?2
                 ORDER BY rowid DESC LIMIT ?3 OFFSET ?4",
                &[low, high, limit, offset, matching.as_str().into()],
                |row| Ok(row.integer(0)?),
            ),
            None => self.index.db.query(
                "SELECT place FROM ordering WHERE place BETWEEN ?1 AND ?2
                 ORDER BY place DESC LIMIT ?3 OFFSET ?4",
                &[low, high, limit, offset],
                |row| Ok(row.integer(0)?),
            ),
        }
    }

    /// The best of the newest 2,000 first, then all others newest first.
    fn best(
        &self,
        plan: &Plan,
        total: u64,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<i64>, JournalError> {
        let ranked = total.min(RANKED);
        let mut low = plan.low;
        if total > RANKED {
            low = self.newest(plan, RANKED - 1, 1)?.first().copied().unwrap_or(low);
        }
        let mut places = Vec::new();
        if offset < ranked {
            let matching = plan.matching.as_deref().unwrap_or_default();
            places = self.index.db.query(
                "SELECT rowid FROM words WHERE words MATCH ?5 AND rowid BETWEEN ?1 AND ?2
                 ORDER BY rank, rowid DESC LIMIT ?3 OFFSET ?4",
                &[
                    Value::Integer(low),
                    Value::Integer(plan.high),
                    bounded(limit.min(ranked - offset)),
                    bounded(offset),
                    matching.into(),
                ],
                |row| Ok::<_, JournalError>(row.integer(0)?),
            )?;
        }
        let left = limit - (places.len() as u64).min(limit);
        if left > 0 && total > ranked {
            places.extend(self.newest(plan, offset.max(ranked), left)?);
        }
        Ok(places)
    }

    fn hit(&self, place: i64, parsed: &Parsed) -> Result<Hit, JournalError> {
        let row = self.index.db.query_one(
            "SELECT summary, seq FROM catalogue WHERE place = ?1",
            &[Value::Integer(place)],
            |row| Ok::<_, JournalError>((Index::summary(&row.text(0)?)?, row.integer(1)?)),
        )?;
        let (entry, seq) = row.ok_or(JournalError::EntryNotFound)?;
        if parsed.phrases.is_empty() {
            let excerpt = vec![Piece { text: entry.excerpt.clone(), hit: false }];
            return Ok(Hit { entry, excerpt });
        }
        // The index holds no text: what is shown comes from the record itself.
        let body = entry_of(&self.read_record(seq.cast_unsigned())?)?.content.body;
        let body = zeroize::Zeroizing::new(body);
        Ok(Hit { entry, excerpt: pieces(&body, &parsed.phrases) })
    }
}

/// Tokens hold letters and digits only, so quotes around them are all the syntax there is.
fn quoted(phrase: &Phrase) -> String {
    format!("\"{}\"{}", phrase.tokens.join(" "), if phrase.prefix { " *" } else { "" })
}

fn mark(mark: &str) -> String {
    format!("\"{mark}\"")
}
