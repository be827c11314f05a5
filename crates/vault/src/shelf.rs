//! The folder that backups stand in: their names, which of the files there are backups of a vault,
//! and which of those may go. Everything else in the folder is somebody else's and is left alone.

use std::fs::{self, TryLockError};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::Connection;

use crate::head::digest;
use crate::{Id, Moment, VaultError, error, file, lockfile, rotation};

const SUFFIX: &str = ".tellable";
/// Of copies that have no name yet.
const ROUGH: &str = ".backup";

/// A backup as it stands in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it stands.
    pub path: PathBuf,
    /// What the clock on the wall showed when it was made, as its name says.
    pub at: DateTime,
    /// Size of the file.
    pub bytes: u64,
    /// Records in it, the purged counted.
    pub records: u64,
}

/// A name in `folder` for a copy that is being made: hidden, and drawn from `rng`, so that two
/// machines that back up into one folder are not in each other's way.
pub fn rough_in(folder: &Path, vault: Id, rng: &mut dyn rand::Rng) -> PathBuf {
    folder.join(format!(".{vault}.{}{ROUGH}", Id::generate(rng)))
}

/// The backups of `vault` in `folder`, newest first by their names.
///
/// A backup is a plain file (no link) whose name ends in a date and a time as
/// [`Copy::place`](crate::Copy::place) writes them, and that says it is this vault. One that was
/// opened as a vault (a lock file stands beside it) is a vault and no backup any more.
///
/// `folder-not-found` when the folder is not there.
pub fn backups(folder: &Path, vault: Id) -> Result<Vec<BackupFile>, VaultError> {
    let name = || file::name_of(folder);
    let listed = fs::read_dir(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            VaultError::FolderNotFound { name: name() }
        }
        _ => VaultError::file("reading the folder", error),
    })?;
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry.map_err(|error| VaultError::file("reading the folder", error))?;
        let Some(at) = entry.file_name().to_str().and_then(parse) else { continue };
        found.extend(backup_at(&entry.path(), at, vault));
    }
    found.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    Ok(found)
}

/// Removes the backups of `vault` in `folder` whose time is over, and gives their paths: what stays
/// is the newest of each of the last 7 days, 8 weeks and 12 months that have one.
///
/// Stays in any case: the newest by its name, the one with the most records, and everything when
/// that one does not hold together. Nothing else in the folder is touched.
pub fn thin(folder: &Path, vault: Id, now: Moment) -> Result<Vec<PathBuf>, VaultError> {
    let found = backups(folder, vault)?;
    let made: Vec<DateTime> = found.iter().map(|backup| backup.at).collect();
    let mut stays = rotation::stays(&made, now.date());
    // A clock that went backwards gives the newest an old name: what it holds tells.
    let newest = (0..found.len()).max_by_key(|&n| (found[n].records, found[n].at));
    let Some(newest) = newest else { return Ok(Vec::new()) };
    stays[newest] = true;
    stays[0] = true;
    if stays.iter().all(|&stays| stays) || !holds_together(&found[newest].path) {
        return Ok(Vec::new());
    }
    let mut gone = Vec::new();
    for (backup, _) in found.into_iter().zip(stays).filter(|(_, stays)| !stays) {
        // Looked at once more: the folder may have changed since it was read.
        if backup_at(&backup.path, backup.at, vault).as_ref() != Some(&backup) {
            continue;
        }
        fs::remove_file(&backup.path).map_err(|error| {
            if error::is_read_only(&error) {
                VaultError::FolderReadOnly { name: file::name_of(&backup.path) }
            } else {
                VaultError::file("removing a backup", error)
            }
        })?;
        gone.push(backup.path);
    }
    Ok(gone)
}

/// Removes what an earlier backup of `vault` left beside `rough` when it was killed.
pub(crate) fn sweep(rough: &Path, vault: Id) {
    let Ok(listed) = fs::read_dir(folder_of(rough)) else { return };
    for entry in listed.flatten() {
        let left = entry.file_name().to_str().is_some_and(|name| is_rough(name, vault));
        if left && entry.file_type().is_ok_and(|kind| kind.is_file()) && !is_held(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether somebody is at work on a copy. Windows says so when it is to be removed.
fn is_held(rough: &Path) -> bool {
    let locked = |file: fs::File| matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    cfg!(unix) && fs::File::open(rough).is_ok_and(locked)
}

/// The name of a backup made at `made`.
pub(crate) fn name(stem: &str, made: DateTime) -> String {
    format!("{stem} {}{SUFFIX}", stamp(made))
}

/// `YYYY-MM-DD HHMMSS`.
pub(crate) fn stamp(at: DateTime) -> String {
    format!("{} {:02}{:02}{:02}", at.date(), at.hour(), at.minute(), at.second())
}

/// When the backup of this name was made; nothing when it is not the name of one.
pub(crate) fn parse(name: &str) -> Option<DateTime> {
    let rest = name.strip_suffix(SUFFIX)?;
    let at = rest.len().checked_sub("YYYY-MM-DD HHMMSS".len())?;
    let (stem, stamp) = (rest.get(..at)?, rest.get(at..)?);
    let digits = stamp.bytes().enumerate().all(|(n, byte)| match n {
        4 | 7 => byte == b'-',
        10 => byte == b' ',
        _ => byte.is_ascii_digit(),
    });
    if !digits || stem.len() < 2 || !stem.ends_with(' ') {
        return None;
    }
    let number = |from: usize, to: usize| stamp[from..to].parse::<i8>().ok();
    let year = stamp[..4].parse().ok()?;
    let (month, day) = (number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(13, 15)?, number(15, 17)?);
    DateTime::new(year, month, day, hour, minute, second, 0).ok()
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn is_rough(name: &str, vault: Id) -> bool {
    let random = name
        .strip_prefix('.')
        .and_then(|rest| rest.strip_prefix(&vault.to_string()))
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.split_once(ROUGH));
    // What follows are files that were made beside it.
    random.is_some_and(|(random, _)| random.parse::<Id>().is_ok())
}

/// The backup at `path`, if it is one of `vault`.
fn backup_at(path: &Path, at: DateTime, vault: Id) -> Option<BackupFile> {
    let meta = fs::symlink_metadata(path).ok()?;
    let in_use = [lockfile::lock_path(path), file::beside(path, "-wal")];
    if !meta.is_file() || in_use.iter().any(|beside| fs::symlink_metadata(beside).is_ok()) {
        return None;
    }
    if file::sniff(path).ok()?.is_some() {
        return None;
    }
    let conn = file::connect_read_only(path).ok()?;
    let named: String =
        conn.query_row("SELECT value FROM meta WHERE key = 'vault'", [], |row| row.get(0)).ok()?;
    let records: Option<i64> =
        conn.query_row("SELECT max(seq) FROM rec", [], |row| row.get(0)).ok()?;
    let ours = named.parse::<Id>() == Ok(vault);
    ours.then(|| BackupFile {
        path: path.to_owned(),
        at,
        bytes: meta.len(),
        records: records.map_or(0, i64::unsigned_abs),
    })
}

/// Whether a file is whole, as far as that can be told without a key: its structure, its slots, and
/// every record's bytes against its digest.
fn holds_together(path: &Path) -> bool {
    let Ok(conn) = file::connect_read_only(path) else { return false };
    let said: Result<String, _> = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    said.as_deref() == Ok("ok")
        && digests_fit(&conn, "SELECT n + 1, age, digest FROM slot ORDER BY n")
            .is_ok_and(|n| n == 2)
        && digests_fit(&conn, "SELECT seq, age, digest FROM rec ORDER BY seq").is_ok_and(|n| n > 0)
        && conn.query_row("SELECT count(*) FROM head", [], |row| row.get(0)) == Ok(1)
}

/// How many rows there are, numbered from 1 without gaps and with the bytes whose digest was kept;
/// 0 where one is not.
fn digests_fit(conn: &Connection, sql: &str) -> rusqlite::Result<i64> {
    let mut list = conn.prepare(sql)?;
    let mut rows = list.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let age = row.get_ref(1)?.as_blob_or_null().ok();
        let kept = row.get_ref(2)?.as_blob().ok();
        let fits = match (age, kept) {
            (Some(Some(age)), Some(kept)) => digest(age)[..] == *kept,
            (Some(None), Some(kept)) => kept.len() == 32,
            _ => false,
        };
        if !fits || row.get::<_, i64>(0)? != count {
            return Ok(0);
        }
    }
    Ok(count)
}
