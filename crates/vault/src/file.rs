//! The SQLite file itself: its schema, its pragmas, and whether a file is a vault at all.
//! Nothing here knows a key. The bytes are described in docs/vault-format.md.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::is_read_only;
use crate::{Fault, Id, VaultError, Wrong};

/// `TELL` in ASCII; tells `file(1)` and us that a SQLite file is a vault.
pub(crate) const APPLICATION_ID: u32 = 0x5445_4c4c;
/// The newest format this program reads, and the one it writes.
pub(crate) const FORMAT: u32 = 1;
pub(crate) const PAGE_SIZE: u32 = 16_384;

const SCHEMA: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE slot (n INTEGER PRIMARY KEY, age BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE rec (seq INTEGER PRIMARY KEY, age BLOB, digest BLOB NOT NULL);
CREATE TABLE head (n INTEGER PRIMARY KEY CHECK (n = 0), age BLOB NOT NULL);
CREATE TABLE draft (id BLOB PRIMARY KEY NOT NULL, age BLOB NOT NULL);
";

// SQLite's file format, "The Database Header".
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;

/// The file name, for messages: never the folder.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "vault".into(), |name| name.to_string_lossy().into_owned())
}

/// Looks at the first 100 bytes: a vault of this format, something newer, or something else?
/// Says what does not fit with a file that is a vault.
pub(crate) fn sniff(path: &Path) -> Result<Option<Fault>, VaultError> {
    let missing = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => VaultError::NotFound { name: name_of(path) },
        _ => VaultError::file("opening the vault", error),
    };
    let meta = fs::metadata(path).map_err(missing)?;
    let not_a_vault = || VaultError::NotAVault { name: name_of(path) };
    if !meta.is_file() {
        return Err(not_a_vault());
    }
    let mut header = Vec::with_capacity(HEADER);
    let mut file = File::open(path).map_err(missing)?;
    file.by_ref()
        .take(HEADER as u64)
        .read_to_end(&mut header)
        .map_err(|error| VaultError::file("reading the vault", error))?;
    if header.len() < HEADER {
        let cut = header.starts_with(&MAGIC[..]);
        let damaged = VaultError::Damaged { what: "the file is cut off" };
        return Err(if cut { damaged } else { not_a_vault() });
    }
    let number = |at: usize| {
        u32::from_be_bytes(header[at..at + 4].try_into().expect("four bytes of a hundred"))
    };
    let (is_sqlite, is_ours) = (header.starts_with(MAGIC), number(68) == APPLICATION_ID);
    if !is_sqlite && is_ours {
        return Err(VaultError::Damaged { what: "the first bytes of the file" });
    }
    if !is_sqlite || !is_ours {
        return Err(not_a_vault());
    }
    let found = number(60);
    if found > FORMAT {
        return Err(VaultError::FormatNewer { found, supported: FORMAT });
    }
    let whole = u64::from(number(28)) * u64::from(PAGE_SIZE);
    // With a write-ahead log beside it, the file may well lag behind its own page count.
    let cut = meta.len() < whole && !has_wal(path);
    Ok(cut.then(|| Wrong::Truncated.into()))
}

/// Whether the file itself may be written; says nothing of its folder.
pub(crate) fn is_writable(path: &Path) -> Result<bool, VaultError> {
    match OpenOptions::new().read(true).write(true).open(path) {
        Ok(_) => Ok(true),
        Err(error) if is_read_only(&error) => Ok(false),
        Err(error) => Err(VaultError::file("opening the vault", error)),
    }
}

/// Opens the file for a single writer.
pub(crate) fn connect(path: &Path) -> Result<Connection, VaultError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| opening(path, e))?;
    harden(&conn).map_err(|e| opening(path, e))?;
    // Exclusive before WAL: the WAL index then lives on the heap and no -shm file is made.
    conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE").map_err(|e| opening(path, e))?;
    let mode: String = conn
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(|e| opening(path, e))?;
    let synchronous = if mode == "wal" { "FULL" } else { "EXTRA" };
    conn.execute_batch(&format!(
        "PRAGMA synchronous = {synchronous};
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA secure_delete = ON;
         PRAGMA cache_size = -8192;"
    ))
    .map_err(|e| opening(path, e))?;
    Ok(conn)
}

/// Opens the file for reading only; nothing is made or changed beside it.
pub(crate) fn connect_read_only(path: &Path) -> Result<Connection, VaultError> {
    // With a log beside it the file must not be taken as immutable, and its locks need a file
    // that can be written; exclusive mode keeps the WAL index on the heap.
    let lockless = if cfg!(windows) { "mode=ro&vfs=win32-none" } else { "mode=ro&vfs=unix-none" };
    let how = if has_wal(path) { lockless } else { "mode=ro&immutable=1" };
    let uri = format!("file:{}?{how}", uri_path(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(uri, flags).map_err(|e| opening(path, e))?;
    harden(&conn).map_err(|e| opening(path, e))?;
    // SQLite refuses all of a file that is shorter than its own page count, unless the schema is
    // said to be writable; under query_only nothing is, and what is there can be read.
    conn.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA writable_schema = ON; PRAGMA query_only = ON;",
    )
    .map_err(|e| opening(path, e))?;
    Ok(conn)
}

/// From now on nothing is written, not even the log back into the file.
pub(crate) fn stop_writing(conn: &Connection) {
    let _ = conn.execute_batch("PRAGMA query_only = ON");
    let _ = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}

/// Takes `stop_writing` back.
pub(crate) fn go_on_writing(conn: &Connection) {
    let _ = conn.execute_batch("PRAGMA query_only = OFF");
    let _ = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
}

/// Makes the empty file for a new vault, for its owner only, and its tables.
pub(crate) fn make(path: &Path) -> Result<Connection, VaultError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| VaultError::file("making the vault", error))?;
    let making = |error| VaultError::vault_sql("making the vault", error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(making)?;
    harden(&conn).map_err(making)?;
    conn.execute_batch(&format!(
        "PRAGMA page_size = {PAGE_SIZE};
         PRAGMA application_id = {APPLICATION_ID};
         PRAGMA user_version = {FORMAT};
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;"
    ))
    .map_err(making)?;
    conn.execute_batch(SCHEMA).map_err(making)?;
    Ok(conn)
}

/// Gives the finished file its name, never taking the place of another.
pub(crate) fn place(made: &Path, path: &Path) -> Result<(), VaultError> {
    let exists = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => VaultError::AlreadyExists { name: name_of(path) },
        _ => VaultError::file("naming the vault", error),
    };
    match fs::hard_link(made, path) {
        Ok(()) => {
            let _ = fs::remove_file(made);
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(exists(error)),
        // A file system without links (a memory stick): claim the name, then take it.
        Err(_) => {
            OpenOptions::new().write(true).create_new(true).open(path).map_err(exists)?;
            fs::rename(made, path).map_err(|error| {
                let _ = fs::remove_file(path);
                VaultError::file("naming the vault", error)
            })?;
        }
    }
    sync_folder(path);
    Ok(())
}

/// What a vault that is to stand at `path` is called until it is whole.
pub(crate) fn rough(path: &Path, id: Id) -> PathBuf {
    let mut rough = path.to_owned();
    rough.set_file_name(format!(".{}.{id}.new", name_of(path)));
    rough
}

/// Removes what is left of a vault that was not finished.
pub(crate) fn remove_rough(rough: &Path) {
    for suffix in ["", "-journal", "-wal"] {
        let _ = fs::remove_file(beside(rough, suffix));
    }
}

/// Removes what a program left at `path` that was ended while it made a vault there. Who makes the
/// same vault at this moment in another process is refused at its end; neither loses anything.
pub(crate) fn sweep_rough(path: &Path) {
    let start = format!(".{}.", name_of(path));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(listed) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in listed.flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(&start)?.split_once('.'));
        if let Some((id, "new" | "new-journal" | "new-wal")) = rest
            && id.parse::<Id>().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The other files SQLite may have made for `path`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Makes the new name durable where a folder can be synchronised (not on Windows).
pub(crate) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// Whether a write-ahead log with something in it stands beside the file.
pub(crate) fn has_wal(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|meta| meta.len() > 0)
}

fn harden(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(32);
    conn.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA cell_size_check = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA mmap_size = 0;",
    )
}

fn opening(path: &Path, error: rusqlite::Error) -> VaultError {
    use rusqlite::ErrorCode as Code;
    match error.sqlite_error_code() {
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            VaultError::InUse { name: name_of(path) }
        }
        _ => VaultError::vault_sql("the structure of the file", error),
    }
}

/// The path as SQLite's URI syntax wants it, every unusual byte escaped.
fn uri_path(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = {
        let text = path.to_string_lossy().replace('\\', "/");
        let drive = text.as_bytes().get(1) == Some(&b':');
        if drive { format!("/{text}") } else { text }.into_bytes()
    };
    let mut uri = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            _ => {
                uri.push('%');
                uri.push_str(&crate::hex::encode(&[byte]));
            }
        }
    }
    uri
}
