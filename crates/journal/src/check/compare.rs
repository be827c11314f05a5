//! The index beside what the records say. Where a record is damaged the index may know more than the
//! records do; what it knows of such entries is left alone.

use std::collections::{HashMap, HashSet};

use vault::Id;

use super::truth::Truth;
use crate::{
    JournalError,
    index::{Index, apart, covers},
    payload::{ATTACHMENT, PERSON, TRASH},
};

/// Whether the index says what the records say.
pub(super) fn fits(
    index: &Index,
    truth: &Truth,
    damaged: &HashSet<u64>,
) -> Result<bool, JournalError> {
    Ok(structure(index)?
        && things(index, truth, damaged)?
        && files(index, truth, damaged)?
        && entries(index, truth, damaged)?)
}

/// SQLite's own check of the pages, which opens each of them, and the full-text index's own.
fn structure(index: &Index) -> Result<bool, JournalError> {
    let said = index.db.query_one("PRAGMA quick_check(1)", &[], |row| row.text(0));
    index.db.execute_batch("INSERT INTO words (words) VALUES ('integrity-check')")?;
    Ok(said?.is_some_and(|said: String| said == "ok"))
}

/// People, documents, the trash, and which files there are: the newest of each, and none besides.
fn things(index: &Index, truth: &Truth, damaged: &HashSet<u64>) -> Result<bool, JournalError> {
    let rows = index.db.query(
        "SELECT kind, id, seq, at, digest FROM document
         UNION ALL SELECT ?1, id, seq, at, digest FROM person
         UNION ALL SELECT ?2, id, seq, at, digest FROM attachment
         UNION ALL SELECT ?3, entry, seq, at, digest FROM
            (SELECT *, row_number() OVER (PARTITION BY entry ORDER BY at DESC, digest DESC) AS age
             FROM trash) WHERE age = 1",
        &[PERSON.into(), ATTACHMENT.into(), TRASH.into()],
        |row| {
            let thing = (row.text(0)?, row.id(1)?);
            Ok::<_, JournalError>((
                thing,
                row.integer(2)?.cast_unsigned(),
                (row.integer(3)?, row.blob(4)?),
            ))
        },
    )?;
    let mut met = 0;
    for (thing, seq, (at, digest)) in rows {
        let known = truth.newest.get(&thing);
        met += usize::from(known.is_some());
        let same =
            known.is_some_and(|known| known.rank.at == at && known.rank.digest[..] == digest);
        if !same && !damaged.contains(&seq) {
            return Ok(false);
        }
    }
    Ok(met == truth.newest.len())
}

fn files(index: &Index, truth: &Truth, damaged: &HashSet<u64>) -> Result<bool, JournalError> {
    for (_, file) in truth.files() {
        for (_, _, piece) in file.layout() {
            let known = index.piece_seq(piece)?;
            let same = known.is_some() == truth.piece_seq(piece).is_some();
            if !same && !known.is_some_and(|seq| damaged.contains(&seq)) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The list of entries: their heads, which of them is shown, and what it says.
fn entries(index: &Index, truth: &Truth, damaged: &HashSet<u64>) -> Result<bool, JournalError> {
    let Some(unclear) = revisions(index, truth, damaged)? else { return Ok(false) };
    let mut listed: HashMap<Id, (Id, u64, String)> = index
        .db
        .query("SELECT entry, revision, seq, digest FROM catalogue", &[], |row| {
            let shown = (row.id(1)?, row.integer(2)?.cast_unsigned(), row.text(3)?);
            Ok::<_, JournalError>((row.id(0)?, shown))
        })?
        .into_iter()
        .collect();
    let count = listed.len() as u64;
    let narrow = index.db.query_one("SELECT count(*) FROM ordering", &[], |row| row.integer(0));
    if index.entries()? != count || narrow?.unwrap_or(0).cast_unsigned() != count {
        return Ok(false);
    }
    let mut forked: HashSet<Id> =
        index.db.query("SELECT entry FROM forked", &[], |row| row.id(0))?.into_iter().collect();
    for (entry, graph) in truth.graphs() {
        let (shown, is_forked) = (listed.remove(&entry), forked.remove(&entry));
        if unclear.contains(&entry) {
            continue;
        }
        let heads = graph.heads();
        let thrown = truth.thrown.get(&entry).is_some_and(|thrown| covers(thrown, &heads));
        let right = match (shown, heads.last()) {
            (None, _) => thrown,
            (Some((revision, seq, digest)), Some(head)) => {
                !thrown
                    && revision == *head
                    && truth.revision_of.get(&seq) == Some(head)
                    && truth.revisions.get(head).is_some_and(|seen| seen.digest == digest)
            }
            (Some(_), None) => false,
        };
        if !right || is_forked != (heads.len() > 1) {
            return Ok(false);
        }
    }
    let rest = listed.into_keys().chain(forked);
    Ok(rest.into_iter().all(|entry| unclear.contains(&entry)))
}

/// Holds the index's revisions beside the records'. Gives the entries of which the index knows something
/// that no record tells any more, or nothing where the two do not fit.
fn revisions(
    index: &Index,
    truth: &Truth,
    damaged: &HashSet<u64>,
) -> Result<Option<HashSet<Id>>, JournalError> {
    let thrown = index.db.query("SELECT seq, entry FROM trash", &[], |row| {
        Ok::<_, JournalError>((row.integer(0)?.cast_unsigned(), row.id(1)?))
    })?;
    let mut unclear: HashSet<Id> =
        thrown.into_iter().filter(|(seq, _)| damaged.contains(seq)).map(|(_, id)| id).collect();
    let rows = index.db.query("SELECT id, entry, seq, parents FROM revision", &[], |row| {
        let seq = row.integer(2)?.cast_unsigned();
        Ok::<_, JournalError>((row.id(0)?, row.id(1)?, seq, apart(&row.blob(3)?)))
    })?;
    let mut met = 0;
    for (id, entry, seq, parents) in rows {
        if damaged.contains(&seq) {
            unclear.insert(entry);
            met += usize::from(truth.revisions.contains_key(&id));
            continue;
        }
        let same = truth
            .revisions
            .get(&id)
            .is_some_and(|seen| seen.entry == entry && seen.node.parents == parents);
        if !same || truth.revision_of.get(&seq) != Some(&id) {
            return Ok(None);
        }
        met += 1;
    }
    Ok((met == truth.revisions.len()).then_some(unclear))
}
