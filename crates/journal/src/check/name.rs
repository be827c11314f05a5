//! Whose a damaged record is. The record itself cannot tell any more, but the index may remember.

use std::collections::{HashMap, HashSet};

use vault::{Fault, Id, Moment};

use super::{Flaw, truth::Truth};
use crate::{
    JournalError,
    index::Index,
    payload::{ATTACHMENT, AttachmentPayload, PERSON, PIECE, REVISION, TRASH},
};

/// The faults with all that can be told of them.
pub(super) fn flaws(index: &Index, truth: &Truth, faults: &[Fault]) -> Vec<Flaw> {
    let mut known = HashMap::new();
    let damaged: HashSet<u64> = faults.iter().filter_map(|fault| fault.seq).collect();
    if !damaged.is_empty() {
        // What the index cannot tell stays unsaid.
        for remember in [revisions, files, things] {
            let _ = remember(index, &damaged, &mut known);
        }
    }
    let readable: HashSet<Id> = truth.revisions.values().map(|seen| seen.entry).collect();
    let mut titles: HashMap<Id, (Moment, String)> = HashMap::new();
    for seen in known.values() {
        let (Some(entry), Some(title), Some(at)) = (seen.entry, &seen.title, seen.at) else {
            continue;
        };
        if titles.get(&entry).is_none_or(|(other, _)| *other < at) {
            titles.insert(entry, (at, title.clone()));
        }
    }
    let mut flaws: Vec<Flaw> = Vec::with_capacity(faults.len());
    for fault in faults {
        let mut flaw = fault.seq.and_then(|seq| known.remove(&seq)).unwrap_or_default();
        (flaw.wrong, flaw.record) = (fault.wrong.as_str(), fault.seq);
        if let Some(entry) = flaw.entry {
            flaw.other_whole = readable.contains(&entry);
            if flaw.title.is_none() {
                flaw.title = title_of(index, entry)
                    .ok()
                    .flatten()
                    .or_else(|| titles.get(&entry).map(|(_, title)| title.clone()));
            }
        }
        flaws.push(flaw);
    }
    flaws
}

type Known = HashMap<u64, Flaw>;

fn revisions(index: &Index, damaged: &HashSet<u64>, known: &mut Known) -> Result<(), JournalError> {
    let rows = index.db.query("SELECT seq, entry, at, title FROM revision", &[], |row| {
        let seq = row.integer(0)?.cast_unsigned();
        if !damaged.contains(&seq) {
            return Ok::<_, JournalError>(None);
        }
        let flaw = Flaw {
            kind: Some(REVISION.to_owned()),
            entry: Some(row.id(1)?),
            at: row.text(2)?.parse().ok(),
            title: Some(row.text(3)?),
            ..Flaw::default()
        };
        Ok(Some((seq, flaw)))
    })?;
    known.extend(rows.into_iter().flatten());
    Ok(())
}

fn files(index: &Index, damaged: &HashSet<u64>, known: &mut Known) -> Result<(), JournalError> {
    let rows = index.db.query("SELECT seq, record FROM attachment", &[], |row| {
        Ok::<_, JournalError>((row.integer(0)?.cast_unsigned(), row.text(1)?))
    })?;
    let mut whose: HashMap<Id, Flaw> = HashMap::new();
    for (seq, record) in rows {
        let Ok(file) = serde_json::from_str::<AttachmentPayload>(&record) else { continue };
        let flaw = Flaw {
            kind: Some(PIECE.to_owned()),
            entry: Some(file.entry),
            file: Some(file.name),
            at: Some(file.added),
            ..Flaw::default()
        };
        if damaged.contains(&seq) {
            known.insert(seq, Flaw { kind: Some(ATTACHMENT.to_owned()), ..flaw.clone() });
        }
        whose.extend(file.pieces.into_iter().map(|piece| (piece, flaw.clone())));
    }
    let pieces = index.db.query("SELECT seq, id FROM piece", &[], |row| {
        Ok::<_, JournalError>((row.integer(0)?.cast_unsigned(), row.id(1)?))
    })?;
    for (seq, piece) in pieces.into_iter().filter(|(seq, _)| damaged.contains(seq)) {
        let nobodys = Flaw { kind: Some(PIECE.to_owned()), ..Flaw::default() };
        known.insert(seq, whose.get(&piece).cloned().unwrap_or(nobodys));
    }
    Ok(())
}

/// People, documents and the trash, whose newest state alone the index knows.
fn things(index: &Index, damaged: &HashSet<u64>, known: &mut Known) -> Result<(), JournalError> {
    let rows = index.db.query(
        "SELECT seq, kind, NULL FROM document
         UNION ALL SELECT seq, ?1, NULL FROM person UNION ALL SELECT seq, ?2, entry FROM trash",
        &[PERSON.into(), TRASH.into()],
        |row| {
            Ok::<_, JournalError>((
                row.integer(0)?.cast_unsigned(),
                row.text(1)?,
                row.id_or_null(2)?,
            ))
        },
    )?;
    for (seq, kind, entry) in rows.into_iter().filter(|(seq, ..)| damaged.contains(seq)) {
        known.insert(seq, Flaw { kind: Some(kind), entry, ..Flaw::default() });
    }
    Ok(())
}

/// The title of an entry as it is listed.
fn title_of(index: &Index, entry: Id) -> Result<Option<String>, JournalError> {
    let listed = index.db.query_one(
        "SELECT title FROM revision WHERE entry = ?1 ORDER BY seq DESC LIMIT 1",
        &[(&entry).into()],
        |row| row.text(0),
    );
    Ok(listed?)
}
