//! Writing into the index: one record at a time, in whatever order they come.

use vault::{Id, Moment, Record, SealedDatabase, Value, VaultError};

use crate::{
    JournalError, Summary,
    excerpt::summary_of,
    index::{
        Arrived, Index, apart, digest_of, joined, kind_mark, mark::place_of, newest, number,
        order_of, person_mark, read_meta, tag_mark, write_meta,
    },
    payload::{ATTACHMENT, PERSON, PIECE, REVISION, RevisionPayload, TRASH},
    tokens::{count_words, fold, write_tokens},
};

/// How the index asks for an older revision that has become current again.
pub(crate) type Reader<'a> = &'a dyn Fn(u64) -> Result<Record, VaultError>;

/// A revision that no other follows.
pub(super) struct Head {
    pub id: Id,
    pub seq: u64,
    pub at: String,
}

impl Index {
    /// Takes in one record. One that is not understood is passed over: the vault still has it.
    pub fn take(
        db: &SealedDatabase,
        arrived: &Arrived<'_>,
        read: Reader<'_>,
    ) -> Result<(), JournalError> {
        match arrived.kind {
            REVISION => match serde_json::from_slice(arrived.payload) {
                Ok(payload) => {
                    Self::take_revision(db, arrived.seq, arrived.id, arrived.at, &payload, read)
                }
                Err(_) => Ok(()),
            },
            TRASH => match serde_json::from_slice(arrived.payload) {
                Ok(payload) => {
                    newest::take_trash(db, arrived, &payload)?;
                    refresh(db, payload.entry, None, read)
                }
                Err(_) => Ok(()),
            },
            PERSON => newest::take_person(db, arrived),
            ATTACHMENT => newest::take_attachment(db, arrived),
            PIECE => newest::take_piece(db, arrived),
            kind if vault::OWN_KINDS.contains(&kind) => Ok(()),
            _ => newest::take_document(db, arrived),
        }
    }

    /// Takes in a revision whose payload is at hand.
    pub fn take_revision(
        db: &SealedDatabase,
        seq: u64,
        id: Id,
        at: Moment,
        payload: &RevisionPayload<'_>,
        read: Reader<'_>,
    ) -> Result<(), JournalError> {
        let content = &payload.content;
        let words = count_words(&content.body);
        let parents = joined(&payload.parents);
        db.execute(
            "INSERT OR IGNORE INTO revision (id, entry, seq, at, words, title, parents)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                (&id).into(),
                (&payload.entry).into(),
                number(seq),
                at.to_string().as_str().into(),
                Value::Integer(words.into()),
                content.title.as_str().into(),
                Value::Blob(&parents),
            ],
        )?;
        for parent in &payload.parents {
            db.execute("INSERT OR IGNORE INTO followed (revision) VALUES (?1)", &[parent.into()])?;
        }
        if let Some(source) = &payload.source {
            db.execute(
                "INSERT OR IGNORE INTO source (digest, entry) VALUES (?1, ?2)",
                &[source.as_str().into(), (&payload.entry).into()],
            )?;
        }
        refresh(db, payload.entry, Some((id, payload, words)), read)
    }
}

/// The heads of an entry, the one to be shown last: the latest, of equals the one with the higher id, so
/// that two copies of a vault show the same.
pub(super) fn heads(db: &SealedDatabase, entry: Id) -> Result<Vec<Head>, JournalError> {
    let mut heads = db.query(
        "SELECT id, seq, at FROM revision WHERE entry = ?1 AND id NOT IN (SELECT revision FROM followed)",
        &[(&entry).into()],
        |row| {
            Ok::<_, VaultError>(Head {
                id: row.id(0)?,
                seq: row.integer(1)?.cast_unsigned(),
                at: row.text(2)?,
            })
        },
    )?;
    heads.sort_by_cached_key(|head| (head.at.parse::<Moment>().ok(), head.id));
    Ok(heads)
}

fn is_trashed(db: &SealedDatabase, entry: Id, heads: &[Head]) -> Result<bool, JournalError> {
    let thrown = db.query_one(
        "SELECT heads FROM trash WHERE entry = ?1 ORDER BY at DESC, digest DESC LIMIT 1",
        &[(&entry).into()],
        |row| row.blob(0),
    );
    Ok(thrown?.is_some_and(|thrown: Vec<u8>| {
        let heads: Vec<Id> = heads.iter().map(|head| head.id).collect();
        covers(&apart(&thrown), &heads)
    }))
}

/// Whether an entry with these heads is in the trash, by the heads that its newest deletion names.
pub(crate) fn covers(thrown: &[Id], heads: &[Id]) -> bool {
    !thrown.is_empty() && heads.iter().all(|head| thrown.contains(head))
}

/// Brings the catalogue's row of an entry in step with its heads and the trash.
fn refresh(
    db: &SealedDatabase,
    entry: Id,
    at_hand: Option<(Id, &RevisionPayload<'_>, u32)>,
    read: Reader<'_>,
) -> Result<(), JournalError> {
    let heads = heads(db, entry)?;
    let forked = match heads.len() {
        0 | 1 => "DELETE FROM forked WHERE entry = ?1",
        _ => "INSERT OR IGNORE INTO forked (entry) VALUES (?1)",
    };
    db.execute(forked, &[(&entry).into()])?;
    let listed = db.query_one(
        "SELECT place, revision, summary FROM catalogue WHERE entry = ?1",
        &[(&entry).into()],
        |row| Ok::<_, VaultError>((row.integer(0)?, row.id(1)?, row.text(2)?)),
    )?;
    let current = match heads.last() {
        Some(head) if !is_trashed(db, entry, &heads)? => head,
        _ => {
            if let Some((place, _, summary)) = listed {
                unlist(db, place, &summary)?;
                count(db, -1)?;
            }
            return Ok(());
        }
    };
    if listed.as_ref().is_some_and(|(_, revision, _)| *revision == current.id) {
        return Ok(());
    }
    let record;
    let fetched;
    let (payload, words) = match at_hand {
        Some((id, payload, words)) if id == current.id => (payload, words),
        _ => {
            record = read(current.seq)?;
            let not_understood = |_| JournalError::RecordNotUnderstood {
                seq: current.seq,
                kind: REVISION.to_owned(),
            };
            fetched = serde_json::from_slice::<RevisionPayload<'_>>(&record.payload)
                .map_err(not_understood)?;
            let words = count_words(&fetched.content.body);
            (&fetched, words)
        }
    };
    match &listed {
        Some((place, _, summary)) => unlist(db, *place, summary)?,
        None => count(db, 1)?,
    }
    list(db, current, &summary_of(entry, payload, words), payload)
}

fn list(
    db: &SealedDatabase,
    current: &Head,
    summary: &Summary,
    payload: &RevisionPayload<'_>,
) -> Result<(), JournalError> {
    let content = &payload.content;
    let day = content.happened.as_ref().map_or(payload.written.date(), crate::Edtf::order_day);
    let place = free_place(db, place_of(day, payload.written, payload.entry))?;
    let json = zeroize::Zeroizing::new(serde_json::to_string(summary).unwrap_or_default());
    db.execute(
        "INSERT INTO catalogue (place, entry, revision, seq, written, digest, summary)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            Value::Integer(place),
            (&payload.entry).into(),
            (&current.id).into(),
            number(current.seq),
            Value::Integer(order_of(payload.written)),
            digest_of(content, payload.written, payload.extra.as_deref()).as_str().into(),
            json.as_str().into(),
        ],
    )?;
    db.execute("INSERT INTO ordering (place) VALUES (?1)", &[Value::Integer(place)])?;
    for tag in &content.tags {
        db.execute(
            "INSERT OR IGNORE INTO tagged (tag, place, shown) VALUES (?1, ?2, ?3)",
            &[fold(tag).as_str().into(), Value::Integer(place), tag.trim().into()],
        )?;
    }
    let [body, title, scene, marks] = segmented(payload);
    db.execute(
        "INSERT INTO words (rowid, body, title, place, marks) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            Value::Integer(place),
            body.as_str().into(),
            title.as_str().into(),
            scene.as_str().into(),
            marks.as_str().into(),
        ],
    )?;
    Ok(())
}

/// The four columns of the full-text index, as tokens with spaces between.
fn segmented(payload: &RevisionPayload<'_>) -> [zeroize::Zeroizing<String>; 4] {
    let content = &payload.content;
    let column = |text: &str| {
        let mut out =
            zeroize::Zeroizing::new(String::with_capacity(text.len() + text.len() / 8 + 16));
        write_tokens(text, &mut out);
        out
    };
    let mut marks = zeroize::Zeroizing::new(String::new());
    let kind = content.kind.map(kind_mark);
    let people = content.people.iter().map(|person| person_mark(*person));
    let tags = content.tags.iter().map(|tag| tag_mark(tag));
    for mark in kind.into_iter().chain(people).chain(tags) {
        marks.push_str(&mark);
        marks.push(' ');
    }
    // The words of a tag are found as words too.
    for tag in &content.tags {
        write_tokens(tag, &mut marks);
    }
    [
        column(&content.body),
        column(&content.title),
        column(content.place.as_deref().unwrap_or("")),
        marks,
    ]
}

fn unlist(db: &SealedDatabase, place: i64, summary: &str) -> Result<(), JournalError> {
    let at = [Value::Integer(place)];
    db.execute("DELETE FROM words WHERE rowid = ?1", &at)?;
    for tag in Index::summary(summary)?.tags {
        db.execute(
            "DELETE FROM tagged WHERE tag = ?1 AND place = ?2",
            &[fold(&tag).as_str().into(), Value::Integer(place)],
        )?;
    }
    db.execute("DELETE FROM ordering WHERE place = ?1", &at)?;
    db.execute("DELETE FROM catalogue WHERE place = ?1", &at)?;
    Ok(())
}

/// The place wished for, or else the next one above the day's highest.
fn free_place(db: &SealedDatabase, (wished, end): (i64, i64)) -> Result<i64, JournalError> {
    let taken = |place: i64| {
        let found = db.query_one(
            "SELECT 1 FROM ordering WHERE place = ?1",
            &[Value::Integer(place)],
            |row| row.integer(0),
        );
        found.map(|found: Option<i64>| found.is_some()).map_err(JournalError::from)
    };
    if !taken(wished)? {
        return Ok(wished);
    }
    let highest = db.query_one(
        "SELECT max(place) FROM ordering WHERE place <= ?1",
        &[Value::Integer(end)],
        |row| row.integer(0),
    )?;
    let mut place = highest.unwrap_or(end) + 1;
    // Only after a million entries of one day does this step into the next.
    while taken(place)? {
        place += 1;
    }
    Ok(place)
}

fn count(db: &SealedDatabase, by: i64) -> Result<(), JournalError> {
    let entries: i64 = read_meta(db, "entries")?.parse().unwrap_or(0);
    write_meta(db, "entries", &(entries + by).to_string())?;
    Ok(())
}
