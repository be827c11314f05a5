//! Facts for the questions before a review: what this person knows already, whether trust held, how
//! fresh it is, whose story it is besides. Facts only: what to make of them is the author's.

use detect::FindingKind;
use jiff::civil::Date;
use journal::{Content, Journal};
use vault::Id;

use crate::after::afters;
use crate::alike::Alike;
use crate::forms::bends_names;
use crate::item::{ItemKind, items};
use crate::names::{Name, Roll, strip_possessive};
use crate::reading::knowledge;
use crate::review::{head, told};
use crate::{LedgerRow, LedgerState, ShareError, Trust, ledger};

/// What is known before a person is told an entry. What they told in letters is known one room
/// further up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// What this person was told already, the newest first.
    pub knows: Vec<LedgerRow>,
    /// Those of them after which trust did not hold.
    pub broken: Vec<LedgerRow>,
    /// Days since it happened; since it was written, when that is not said or not over yet. `None`
    /// when it lies ahead.
    pub days_since: Option<u32>,
    /// Whether the author leads this person.
    pub led: bool,
    /// Names of others in the entry, besides the author and the one told: as in the list of people, or
    /// as the detectors found them. Misses are possible.
    pub others: Vec<String>,
    /// Whether this person is in the story.
    pub in_it: bool,
}

/// The facts about telling `entry`, as it was last saved, to `person` on the day `today`.
///
/// Fails with `entry-not-found` and `person-not-found`.
pub fn before(journal: &Journal, entry: Id, person: Id, today: Date) -> Result<Before, ShareError> {
    let (_, content) = head(journal, entry)?;
    let led = told(journal, person)?.led;
    let knows: Vec<LedgerRow> = ledger(journal)?
        .into_iter()
        .filter(|row| row.person == person && row.state != LedgerState::Failed)
        .collect();
    let after = afters(journal)?;
    let is_broken =
        |row: &&LedgerRow| after.get(&row.id).is_some_and(|a| a.trust == Some(Trust::Broken));
    let broken = knows.iter().filter(is_broken).cloned().collect();
    let written = journal.entry(entry)?.written.date();
    let (others, in_it) = people_in(journal, &content, person)?;
    Ok(Before {
        knows,
        broken,
        days_since: days_since(&content, written, today),
        led,
        others,
        in_it,
    })
}

fn days_since(content: &Content, written: Date, today: Date) -> Option<u32> {
    let day = match content.happened.as_ref().map(journal::Edtf::range) {
        Some((first, _)) if first > today && first != Date::MIN => return None,
        // A span that is over was over on its last day at the latest.
        Some((_, last)) if last <= today => last,
        _ => written,
    };
    u32::try_from(day.until(today).ok()?.get_days()).ok()
}

/// Names of others in the entry, and whether the person told is in it.
fn people_in(
    journal: &Journal,
    content: &Content,
    told: Id,
) -> Result<(Vec<String>, bool), ShareError> {
    let people = journal.people()?;
    let places = content.place.iter().cloned().collect();
    let knowledge = knowledge(&people, journal.author()?, places, Vec::new());
    let roll = Roll::of(&people);
    let mut found: Vec<(Name, String)> = Vec::new();
    for source in items(content, &people, &[]) {
        if !matches!(source.kind, ItemKind::Title | ItemKind::Block) {
            continue;
        }
        let bends = bends_names(&source.text);
        for finding in detect::find(&source.text, &knowledge) {
            let Some(words) = source.text.get(finding.span) else { continue };
            if finding.kind == FindingKind::Person {
                let name = Name::of(FindingKind::Person, words, bends, &roll);
                found.push((name, strip_possessive(words).to_owned()));
            }
        }
    }
    let mut ids: Vec<Id> = content.people.clone();
    ids.extend(found.iter().filter_map(|(name, _)| name.person));
    let in_it = ids.contains(&told);
    let mut others: Vec<String> = Vec::new();
    for id in ids {
        if let Some(person) = people.iter().find(|person| person.id == id && id != told)
            && !others.contains(&person.name)
        {
            others.push(person.name.clone());
        }
    }
    let all = Alike::of(found.iter().map(|(name, _)| name));
    let mut strangers: Vec<&(Name, String)> =
        found.iter().filter(|(name, _)| name.person.is_none()).collect();
    // The fullest form of a name speaks for its parts.
    strangers.sort_by_key(|(name, _)| std::cmp::Reverse(name.words.len()));
    let mut said: Vec<&Name> = Vec::new();
    for (name, words) in strangers {
        if !said.iter().any(|one| one.same(name, &all)) {
            said.push(name);
            others.push(words.clone());
        }
    }
    Ok((others, in_it))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use journal::Edtf;

    use super::*;

    #[test]
    fn days_are_counted_from_when_it_was_over_or_written() {
        let (written, today) = (date(2026, 11, 20), date(2026, 11, 22));
        let of = |happened: &str| {
            let happened = Edtf::parse(happened).ok();
            days_since(&Content { happened, ..Content::default() }, written, today)
        };
        assert_eq!(of("2026-11-12"), Some(10));
        assert_eq!(of("2026-11-22"), Some(0));
        assert_eq!(of("2026-10"), Some(22));
        assert_eq!(of("2025"), Some(326));
        assert_eq!(of("2026"), Some(2));
        assert_eq!(of("2026-12-24"), None);
        assert_eq!(of("2027"), None);
        assert_eq!(of(""), Some(2));
    }
}
