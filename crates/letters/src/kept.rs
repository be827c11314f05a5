//! Letters that are kept in the vault: keeping, listing, reading, removing, and whose they are.

use std::collections::HashMap;

use jiff::civil::Date;
use journal::Journal;
use rand::Rng;
use share::{AnswerKind, Answers, LedgerRow, LedgerState, Letter, RetellingRule};
use vault::{Id, Moment};

use crate::LettersError;
use crate::stored::{Stored, Teller};

/// A letter from somebody else, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is kept as.
    pub id: Id,
    /// The letter's own id, by which an answer names it.
    pub letter: Id,
    /// Its title, one line of plain text from somebody else.
    pub title: Option<String>,
    /// Who told it, of the vault's people.
    pub from: Id,
    /// What they are called now; what they were called then, when they are no longer among the people.
    pub from_name: String,
    /// When it was kept.
    pub received: Moment,
    /// The day it was made, as it says itself.
    pub at: Date,
    /// What its reader may do with it.
    pub rule: RetellingRule,
    /// What it answers, when that left from here.
    pub answers: Option<Answered>,
    /// Answers to it that left from here, the newest first.
    pub answered: Vec<LedgerRow>,
}

/// A telling from here that a letter answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What sort of answer it is.
    pub kind: AnswerKind,
    /// The row of the ledger by which the telling left.
    pub row: LedgerRow,
}

/// Keeps a letter, durable when this returns, as told by `from`.
///
/// `letter-known` when this very letter is kept already; `person-not-found`; `letter-too-large`.
pub fn keep(
    journal: &mut Journal,
    letter: &Letter,
    from: Id,
    at: Moment,
    rng: &mut dyn Rng,
) -> Result<Kept, LettersError> {
    let name = journal.person(from)?.name;
    // Another letter under the same id is another letter: the same share told anew, in other words.
    for (_, stored) in Stored::all(journal)? {
        if stored.letter == letter.id && stored.read(journal).is_ok_and(|known| known == *letter) {
            return Err(LettersError::Known);
        }
    }
    let id = Stored::keep(journal, letter, Teller { person: from, name }, at, rng)?;
    one(journal, id)
}

/// Every kept letter, the one that came last first.
pub fn letters(journal: &Journal) -> Result<Vec<Kept>, LettersError> {
    let rows = share::ledger(journal)?;
    let names: HashMap<Id, String> =
        journal.people()?.into_iter().map(|person| (person.id, person.name)).collect();
    let said = Teller::all(journal)?;
    let mut all: Vec<Kept> = Vec::new();
    for copies in groups(journal)? {
        let Some((id, first)) = copies.first() else { continue };
        let anew = said.iter().rev().find(|(id, _)| copies.iter().any(|(copy, _)| copy == id));
        let from = anew.map_or(&first.from, |(_, from)| from);
        all.push(Kept {
            id: *id,
            letter: first.letter,
            title: first.title.clone(),
            from: from.person,
            from_name: names.get(&from.person).unwrap_or(&from.name).clone(),
            received: first.received,
            at: first.at,
            rule: first.rule,
            answers: first.answers.and_then(|answers| answered(&rows, answers, from.person)),
            answered: rows
                .iter()
                .filter(|row| has_left(row))
                .filter(|row| row.answers.is_some_and(|to| to.letter == first.letter))
                .cloned()
                .collect(),
        });
    }
    all.reverse();
    Ok(all)
}

/// A kept letter, read. `letter-not-found`; `record-damaged` when it is not as it was kept.
pub fn read(journal: &Journal, id: Id) -> Result<(Kept, Letter), LettersError> {
    let copies = copies_of(journal, id)?;
    let kept = one(journal, id)?;
    // Any whole copy will do.
    let mut failed = LettersError::NotFound;
    for (_, stored) in &copies {
        match stored.read(journal) {
            Ok(letter) => return Ok((kept, letter)),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// The kept letter whose own id this is; of several, the one that came last.
pub fn by_letter(journal: &Journal, letter: Id) -> Result<Option<Kept>, LettersError> {
    Ok(letters(journal)?.into_iter().find(|kept| kept.letter == letter))
}

/// Takes a letter away for good: what it held is purged, and no history keeps it. `letter-not-found`.
pub fn remove(journal: &mut Journal, id: Id, at: Moment) -> Result<(), LettersError> {
    for (id, stored) in copies_of(journal, id)? {
        stored.erase(journal, id, at)?;
    }
    Ok(())
}

/// Says whose letter it is. `letter-not-found`, `person-not-found`.
pub fn set_from(journal: &mut Journal, id: Id, from: Id, at: Moment) -> Result<Kept, LettersError> {
    let copies = copies_of(journal, id)?;
    let name = journal.person(from)?.name;
    let (first, _) = copies.first().ok_or(LettersError::NotFound)?;
    Teller { person: from, name }.put(journal, *first, at)?;
    one(journal, id)
}

/// What a share carries that answers this kept letter: see [`share::Plan::answers`]. `letter-not-found`.
pub fn answers(journal: &Journal, id: Id, kind: AnswerKind) -> Result<Answers, LettersError> {
    let copies = copies_of(journal, id)?;
    let (_, stored) = copies.first().ok_or(LettersError::NotFound)?;
    Ok(Answers { letter: stored.letter, kind })
}

fn one(journal: &Journal, id: Id) -> Result<Kept, LettersError> {
    let first = copies_of(journal, id)?.first().map(|(first, _)| *first);
    letters(journal)?.into_iter().find(|kept| Some(kept.id) == first).ok_or(LettersError::NotFound)
}

type Copies = Vec<(Id, Stored)>;

/// The letter of this id and every copy of it. `letter-not-found` when there is none.
pub(crate) fn copies_of(journal: &Journal, id: Id) -> Result<Copies, LettersError> {
    let mut groups = groups(journal)?.into_iter();
    let group = groups.find(|copies| copies.iter().any(|(copy, _)| *copy == id));
    group.ok_or(LettersError::NotFound)
}

/// Kept letters in the order in which they came. The same letter kept on two machines, whose vaults were
/// merged later, is one letter with copies.
fn groups(journal: &Journal) -> Result<Vec<Copies>, LettersError> {
    let mut groups: Vec<Copies> = Vec::new();
    let mut at: HashMap<(Id, [u8; 32]), usize> = HashMap::new();
    for (id, stored) in Stored::all(journal)? {
        let nth = *at.entry((stored.letter, stored.sha256)).or_insert(groups.len());
        match groups.get_mut(nth) {
            Some(copies) => copies.push((id, stored)),
            None => groups.push(vec![(id, stored)]),
        }
    }
    Ok(groups)
}

/// The telling that is answered: of several people told, the one who answers, else the newest.
fn answered(rows: &[LedgerRow], answers: Answers, from: Id) -> Option<Answered> {
    let told = || rows.iter().filter(|row| row.letter == Some(answers.letter) && has_left(row));
    let row = told().find(|row| row.person == from).or_else(|| told().next())?.clone();
    Some(Answered { kind: answers.kind, row })
}

fn has_left(row: &LedgerRow) -> bool {
    !matches!(row.state, LedgerState::Failed | LedgerState::Writing)
}
