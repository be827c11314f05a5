//! Making, opening and locking a vault. Opening costs the same whatever the number of records:
//! a slot, the head and the number of the last record are looked at; `audit` does the rest.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::x25519::Identity;
use rand::CryptoRng;
use rusqlite::{Connection, OptionalExtension, params};
use secrecy::ExposeSecret;
use zeroize::{Zeroize, Zeroizing};

use crate::envelope::{self, New};
use crate::head::{Head, digest};
use crate::keys::{Key, Passphrase, RecoveryKey, WorkFactor};
use crate::lockfile::{self, Lock};
use crate::ready::Sealer;
use crate::{Fault, Id, Moment, VaultError, Wrong, file, hex, seal};

/// Where disposable things stand.
#[derive(Debug, Clone)]
pub struct Places {
    /// Folder of the indexes, one file a vault, named by the vault's id.
    pub index_dir: PathBuf,
}

/// An open vault. Dropping it locks it.
pub struct Vault {
    // Fields are dropped in this order: the file is closed before the lock goes.
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) places: Places,
    pub(crate) id: Id,
    pub(crate) identity: Identity,
    pub(crate) sealer: Sealer,
    pub(crate) head: Head,
    pub(crate) read_only: bool,
    pub(crate) damaged: Cell<bool>,
    pub(crate) faults: RefCell<Vec<Fault>>,
    /// A write failed; what the file holds is looked at before the next one.
    pub(crate) unsure: bool,
    /// Counts purges, so that a running audit knows when the live count moved.
    pub(crate) purges: u64,
    _lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Vault {
    /// Makes a new vault at `path` that `passphrase` and `recovery` open. Never overwrites.
    ///
    /// The vault appears under its name only when it is whole and durable.
    pub fn create(
        path: &Path,
        passphrase: &Passphrase,
        recovery: &RecoveryKey,
        work: WorkFactor,
        at: Moment,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), VaultError> {
        passphrase.check()?;
        let name = file::name_of(path);
        if fs::symlink_metadata(path).is_ok() {
            return Err(VaultError::AlreadyExists { name });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if !folder.unwrap_or(Path::new(".")).is_dir() {
            return Err(VaultError::FolderNotFound { name });
        }
        let id = Id::generate(rng);
        let mut rough = path.to_owned();
        rough.set_file_name(format!(".{name}.{id}.new"));
        let made = fill_new(&rough, id, passphrase, recovery, work, at, rng)
            .and_then(|()| file::place(&rough, path));
        if made.is_err() {
            for suffix in ["", "-journal"] {
                let _ = fs::remove_file(file::beside(&rough, suffix));
            }
        }
        made.map_err(|error| match error {
            VaultError::Io { source, .. }
                if source.downcast_ref::<std::io::Error>().is_some_and(lockfile::is_read_only) =>
            {
                VaultError::FolderReadOnly { name }
            }
            VaultError::ReadOnly => VaultError::FolderReadOnly { name },
            error => error,
        })
    }

    /// Opens the vault at `path`: for writing if it can be written, is sound and nobody else has
    /// it open; for reading if not. `vault-in-use` when another process writes it.
    ///
    /// Costs one scrypt computation with a passphrase, and about a millisecond besides.
    pub fn open(path: &Path, key: &Key, places: &Places) -> Result<Self, VaultError> {
        if !path.exists() {
            return Err(VaultError::NotFound { name: file::name_of(path) });
        }
        // No lock file is made beside a file that is no vault. Where one stands, look only after
        // taking it: closing a file drops all POSIX locks this process has on it.
        if !lockfile::lock_path(path).exists() {
            file::sniff(path)?;
        }
        let lock = lockfile::take(path)?;
        let mut faults: Vec<Fault> = file::sniff(path)?.into_iter().collect();
        let read_only = matches!(lock, Lock::Reader { .. }) || !file::is_writable(path)?;
        let conn = connect(path, read_only, &mut faults)?;

        let stored_id = read_meta(&conn, &mut faults)?;
        let identity = unlock(&conn, key, &mut faults)?;
        let (id, head) = read_head(&conn, &identity, stored_id, &mut faults);
        let to = identity.to_public();
        let may_write = !read_only && faults.is_empty();
        let sealer = if may_write { Sealer::start(to) } else { Sealer::idle(to) };
        let vault = Self {
            conn,
            path: path.to_owned(),
            places: places.clone(),
            id,
            identity,
            sealer,
            head,
            read_only,
            damaged: Cell::new(false),
            faults: RefCell::default(),
            unsure: false,
            purges: 0,
            _lock: lock,
        };
        for fault in faults {
            vault.note(fault);
        }
        Ok(vault)
    }

    /// The random name of the vault, the same wherever its file goes.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Where the vault's file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be written: the place is read-only, or the vault is damaged.
    pub fn is_read_only(&self) -> bool {
        self.read_only || self.damaged.get()
    }

    /// What was found not to fit so far, at opening and by audits; empty for a sound vault.
    pub fn faults(&self) -> Vec<Fault> {
        self.faults.borrow().clone()
    }

    /// The number of the last record.
    pub fn last_seq(&self) -> u64 {
        self.head.seq
    }

    /// The work factor of the passphrase slot, if it can be read.
    pub fn work_factor(&self) -> Option<u8> {
        let slot: Vec<u8> =
            self.conn.query_row("SELECT age FROM slot WHERE n = 0", [], |row| row.get(0)).ok()?;
        // The stanza `-> scrypt SALT LOG_N` of the age specification.
        let line = slot.split(|&byte| byte == b'\n').nth(1)?;
        std::str::from_utf8(line).ok()?.strip_prefix("-> scrypt ")?.split(' ').nth(1)?.parse().ok()
    }

    /// Writes everything into the one file, closes it and forgets the keys.
    ///
    /// On failure the vault is closed all the same; nothing acknowledged is lost.
    pub fn lock(self) -> Result<(), VaultError> {
        if self.is_read_only() {
            return Ok(());
        }
        self.checkpoint()
    }

    /// Moves the write-ahead log into the file and empties it.
    pub(crate) fn checkpoint(&self) -> Result<(), VaultError> {
        self.conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| VaultError::vault_sql("writing the log back", error))
    }

    /// Remembers what does not fit; from then on the vault is only read.
    pub(crate) fn note(&self, fault: Fault) {
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
        if !self.damaged.replace(true) {
            file::stop_writing(&self.conn);
        }
    }

    /// Refuses by name when nothing may be written.
    pub(crate) fn writable(&self) -> Result<(), VaultError> {
        if let Some(fault) = self.faults.borrow().first() {
            return Err(VaultError::Damaged { what: fault.wrong.as_str() });
        }
        if self.read_only { Err(VaultError::ReadOnly) } else { Ok(()) }
    }

    /// After a failed write: takes the state that the file has.
    pub(crate) fn settle(&mut self) -> Result<(), VaultError> {
        if self.unsure {
            let mut faults = Vec::new();
            let (_, head) = read_head(&self.conn, &self.identity, Some(self.id), &mut faults);
            if let Some(&fault) = faults.first() {
                self.note(fault);
                return self.writable();
            }
            self.head = head;
            self.unsure = false;
        }
        Ok(())
    }
}

/// Writes all of a new vault into `rough`.
fn fill_new(
    rough: &Path,
    id: Id,
    passphrase: &Passphrase,
    recovery: &RecoveryKey,
    work: WorkFactor,
    at: Moment,
    rng: &mut dyn CryptoRng,
) -> Result<(), VaultError> {
    let conn = file::make(rough)?;
    let identity = Identity::generate();
    let recipient = identity.to_public();
    let line = identity.to_string();
    let mut content = Zeroizing::new(Vec::with_capacity(line.expose_secret().len() + 1));
    content.extend_from_slice(line.expose_secret().as_bytes());
    content.push(b'\n');
    let slots = [
        seal::with_passphrase(passphrase, work, &content)?,
        seal::seal(&recovery.identity().to_public(), &content)?,
    ];

    let mut key = Zeroizing::new([0_u8; 32]);
    rng.fill_bytes(&mut *key);
    let key = Zeroizing::new(hex::encode(&*key));
    let payload = Zeroizing::new(format!(r#"{{"key":"{}"}}"#, *key));
    let new = New {
        kind: "index-key",
        id: Id::generate(rng),
        at,
        device: "",
        payload: payload.as_bytes(),
    };
    let sealed = seal::seal(&recipient, &envelope::pack(id, 1, &new)?)?;
    let record_digest = digest(&sealed);
    let head = Head::start(id).after(&record_digest);
    let sealed_head = seal::seal(&recipient, &head.pack(id))?;

    let write = || -> rusqlite::Result<()> {
        let all = conn.unchecked_transaction()?;
        let meta = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
        all.execute(meta, params!["format", file::FORMAT.to_string()])?;
        all.execute(meta, params!["vault", id.to_string()])?;
        for (n, slot) in (0_i64..).zip(&slots) {
            let row = "INSERT INTO slot (n, age, digest) VALUES (?1, ?2, ?3)";
            all.execute(row, params![n, slot, digest(slot)])?;
        }
        let row = "INSERT INTO rec (seq, age, digest) VALUES (1, ?1, ?2)";
        all.execute(row, params![sealed, record_digest])?;
        all.execute("INSERT INTO head (n, age) VALUES (0, ?1)", [&sealed_head])?;
        all.commit()
    };
    write().map_err(|error| VaultError::vault_sql("making the vault", error))?;
    conn.close().map_err(|(_, error)| VaultError::vault_sql("making the vault", error))?;
    let written = fs::OpenOptions::new().write(true).open(rough);
    written
        .and_then(|file| file.sync_all())
        .map_err(|error| VaultError::file("making the vault", error))
}

/// Opens the file, for reading only where it cannot be written or is damaged.
fn connect(
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

/// The vault's id as the file tells it, before any key is used.
fn read_meta(conn: &Connection, faults: &mut Vec<Fault>) -> Result<Option<Id>, VaultError> {
    let value = |key: &str| -> Result<Option<String>, VaultError> {
        let found = conn
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .optional();
        match found {
            Ok(value) => Ok(value),
            Err(error) => match error.sqlite_error_code() {
                // Another program holds SQLite's lock, or the disk does not answer.
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                    Err(VaultError::InUse { name: "vault".into() })
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
fn unlock(conn: &Connection, key: &Key, faults: &mut Vec<Fault>) -> Result<Identity, VaultError> {
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
    let Some((sealed, _)) = &slots[n] else { return Err(damaged()) };
    let opened = match key {
        Key::Passphrase(passphrase) => seal::open_with_passphrase(passphrase, sealed),
        Key::Recovery(recovery) => seal::open(recovery.identity(), sealed),
    };
    let content = opened.map_err(|error| match error {
        _ if !sound[n] => damaged(),
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
fn read_head(
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
    let id = stored_id.or_else(|| id_of_first_record(conn, identity));
    let id = id.unwrap_or(Id::from_bytes([0; 16]));
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

fn id_of_first_record(conn: &Connection, identity: &Identity) -> Option<Id> {
    let sealed: Vec<u8> =
        conn.query_row("SELECT age FROM rec WHERE seq = 1", [], |row| row.get(0)).ok()?;
    let mut plain = seal::open(identity, &sealed).ok()?;
    let line = plain.split(|&byte| byte == b'\n').next()?;
    let header: Option<envelope::Header> = serde_json::from_slice(line).ok();
    plain.zeroize();
    header.map(|header| header.vault)
}
