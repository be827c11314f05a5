//! The parts of opening, each of which goes on where it finds damage as long as there is a way:
//! the file, the vault's id, the slots, the head.

use std::path::Path;
use std::str::FromStr;

use age::x25519::Identity;
use rusqlite::{Connection, OptionalExtension};

use crate::head::{Head, digest};
use crate::salvage::Salvage;
use crate::{Fault, Id, Key, VaultError, Wrong, envelope, file, seal};

/// Opens the file, for reading only where it cannot be written or is damaged.
pub(crate) fn connect(
    path: &Path,
    read_only: bool,
    faults: &mut Vec<Fault>,
) -> Result<Connection, VaultError> {
    if read_only || !faults.is_empty() {
        return file::connect_read_only(path);
    }
    match file::connect(path) {
        Err(VaultError::Damaged { .. }) => {
            faults.push(Wrong::File.into());
            file::connect_read_only(path)
        }
        connected => connected,
    }
}

/// The id of the vault at `path`, as the file tells it: no key is needed, no lock is taken, and
/// nothing is made beside it. Nothing proves the id before the vault is opened.
///
/// `vault-damaged` when the file is a vault and does not say which.
pub fn id_of(path: &Path) -> Result<Id, VaultError> {
    file::sniff(path)?;
    let conn = file::connect_read_only(path)?;
    read_meta(&conn, path, &mut Vec::new())?.ok_or(VaultError::Damaged { what: "the vault's id" })
}

/// The vault's id as the file tells it, before any key is used.
pub(crate) fn read_meta(
    conn: &Connection,
    path: &Path,
    faults: &mut Vec<Fault>,
) -> Result<Option<Id>, VaultError> {
    let value = |key: &str| -> Result<Option<String>, VaultError> {
        let found = conn
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .optional();
        match found {
            Ok(value) => Ok(value),
            Err(error) => match error.sqlite_error_code() {
                // Another program holds SQLite's lock, or the disk does not answer.
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                    Err(VaultError::InUse { name: file::name_of(path) })
                }
                Some(rusqlite::ErrorCode::SystemIoFailure) => {
                    Err(VaultError::vault_sql("reading the vault", error))
                }
                _ => Ok(None),
            },
        }
    };
    let format = value("format")?;
    let id = value("vault")?.and_then(|text| text.parse().ok());
    if id.is_none() || format.as_deref() != Some(&*file::FORMAT.to_string()) {
        faults.push(Wrong::Meta.into());
    }
    Ok(id)
}

/// The vault's identity, by one of the two slots. A slot that was changed is told apart from a
/// key that does not fit it by the digest beside it.
pub(crate) fn unlock(
    conn: &Connection,
    key: &Key,
    faults: &mut Vec<Fault>,
) -> Result<Identity, VaultError> {
    let mut slots = [None, None];
    for (n, slot) in (0_i64..).zip(&mut slots) {
        *slot = conn
            .query_row("SELECT age, digest FROM slot WHERE n = ?1", [n], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
            })
            .ok();
    }
    let mut sound = [true; 2];
    for (n, wrong) in [Wrong::PassphraseSlot, Wrong::RecoverySlot].into_iter().enumerate() {
        sound[n] = slots[n].as_ref().is_some_and(|(age, kept)| digest(age)[..] == kept[..]);
        if !sound[n] {
            faults.push(wrong.into());
        }
    }
    let (n, what) = match key {
        Key::Passphrase(_) => (0, "the passphrase slot"),
        Key::Recovery(_) => (1, "the recovery slot"),
    };
    let damaged = || VaultError::Damaged { what };
    // Where the page that leads to the slots is broken, they may still stand on their own.
    let found = if slots[n].is_none() { slot_on_a_page(conn, key) } else { None };
    let sealed = match (&slots[n], &found) {
        (Some((sealed, _)), _) => sealed,
        (None, Some(found)) => found,
        (None, None) => return Err(damaged()),
    };
    let sound = sound[n] || found.is_some();
    let opened = match key {
        Key::Passphrase(passphrase) => seal::open_with_passphrase(passphrase, sealed),
        Key::Recovery(recovery) => seal::open(recovery.identity(), sealed),
    };
    let content = opened.map_err(|error| match error {
        _ if !sound => damaged(),
        VaultError::SealUnopened => match key {
            Key::Passphrase(_) => VaultError::WrongPassphrase,
            Key::Recovery(_) => VaultError::WrongRecoveryKey,
        },
        VaultError::WorkFactorTooHigh { max } => VaultError::WorkFactorTooHigh { max },
        _ => damaged(),
    })?;
    let line = std::str::from_utf8(&content).map_err(|_| damaged())?;
    Identity::from_str(line.trim_end()).map_err(|_| damaged())
}

/// The head, and the id it was sealed with. Where the head does not open, the end of the vault
/// is what can be found of records, so that all that is whole stays readable.
pub(crate) fn read_head(
    conn: &Connection,
    identity: &Identity,
    stored_id: Option<Id>,
    faults: &mut Vec<Fault>,
) -> (Id, Head) {
    let sealed: Option<Vec<u8>> =
        conn.query_row("SELECT age FROM head WHERE n = 0", [], |row| row.get(0)).ok();
    let opened = sealed
        .and_then(|sealed| seal::open(identity, &sealed).ok())
        .and_then(|plain| Head::unpack(&plain).ok());
    let last = last_row(conn, faults);
    if let Some((id, head)) = opened {
        if stored_id.is_some_and(|stored| stored != id) {
            faults.push(Wrong::Meta.into());
        }
        match last.cmp(&head.seq) {
            std::cmp::Ordering::Less => {
                faults.push(Fault { seq: Some(head.seq), wrong: Wrong::Missing });
            }
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => {
                faults.push(Fault { seq: Some(last), wrong: Wrong::Unexpected });
            }
        }
        return (id, head);
    }
    faults.push(Wrong::Head.into());
    // What a record was sealed with counts for more than what stands in the open.
    let sealed_id = id_of_a_record(conn, identity);
    if let (Some(stored), Some(sealed)) = (stored_id, sealed_id)
        && stored != sealed
    {
        faults.push(Wrong::Meta.into());
    }
    let id = sealed_id.or(stored_id).unwrap_or(Id::from_bytes([0; 16]));
    // A number from a broken page may be anything; no row takes fewer than 40 bytes.
    let bytes: i64 = conn
        .query_row(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            [],
            |row| row.get(0),
        )
        .unwrap_or(0);
    let last = last.min(bytes.unsigned_abs() / 40);
    (id, Head { seq: last, ..Head::start(id) })
}

/// The number of the last row of `rec`; where the file is broken, of the last that is reached.
fn last_row(conn: &Connection, faults: &mut Vec<Fault>) -> u64 {
    let last = conn.query_row("SELECT max(seq) FROM rec", [], |row| row.get::<_, Option<i64>>(0));
    if let Ok(last) = last {
        return last.map_or(0, |last| u64::try_from(last).unwrap_or(0));
    }
    faults.push(Wrong::File.into());
    let mut reached = 0;
    if let Ok(mut walk) = conn.prepare("SELECT seq FROM rec ORDER BY seq")
        && let Ok(mut rows) = walk.query([])
    {
        while let Ok(Some(row)) = rows.next() {
            let seq: i64 = row.get(0).unwrap_or(0);
            reached = u64::try_from(seq).unwrap_or(reached);
        }
    }
    reached
}

/// The slot for `key` as it stands on some page of the file.
fn slot_on_a_page(conn: &Connection, key: &Key) -> Option<Vec<u8>> {
    let mut salvage = Salvage::of(Path::new(conn.path()?)).ok()?;
    while let Some(slot) = salvage.next_slot() {
        let fits = match key {
            // The stanza of a passphrase (age specification, "The scrypt recipient type").
            Key::Passphrase(_) => {
                slot.split(|&byte| byte == b'\n').nth(1)?.starts_with(b"-> scrypt ")
            }
            Key::Recovery(recovery) => seal::open(recovery.identity(), &slot).is_ok(),
        };
        if fits {
            return Some(slot);
        }
    }
    None
}

/// The vault that the first record which can be opened was made for.
fn id_of_a_record(conn: &Connection, identity: &Identity) -> Option<Id> {
    let vault_of = |sealed: &[u8]| {
        let plain = seal::open(identity, sealed).ok()?;
        let line = plain.split(|&byte| byte == b'\n').next()?;
        let header: envelope::Header = serde_json::from_slice(line).ok()?;
        Some(header.vault)
    };
    let by_number = || {
        let mut list =
            conn.prepare("SELECT age FROM rec WHERE age IS NOT NULL ORDER BY seq").ok()?;
        let mut rows = list.query([]).ok()?;
        while let Ok(Some(row)) = rows.next() {
            let sealed = row.get_ref(0).ok().and_then(|age| age.as_blob().ok());
            if let Some(vault) = sealed.and_then(vault_of) {
                return Some(vault);
            }
        }
        None
    };
    let on_a_page = || {
        let mut salvage = Salvage::of(Path::new(conn.path()?)).ok()?;
        while let Some(found) = salvage.next() {
            if let Some(vault) = salvage.gather(&found).and_then(|sealed| vault_of(&sealed)) {
                return Some(vault);
            }
        }
        None
    };
    by_number().or_else(on_a_page)
}
