//! Putting a copy where a vault stands: restoring. The file that stood there is set aside under
//! another name first, with all that is in its log, and nothing of it is ever deleted. Whenever the
//! work is broken off, the path holds the old vault or the new one.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::backup::Copy;
use crate::lockfile::{self, Lock};
use crate::{Moment, VaultError, file, shelf};

/// What SQLite keeps beside a file and would play into any other that comes under its name.
const LOGS: [&str; 2] = ["-wal", "-journal"];

impl Copy {
    /// Makes the copy durable and gives it exactly this path. Looks it through first if that was not
    /// done. What stands there is set aside beside it, as `STEM (set aside YYYY-MM-DD
    /// HHMMSS).tellable`, where it can be opened like any vault; its path is the answer.
    ///
    /// `vault-in-use` when the vault there is open; `already-exists` when the name for setting aside
    /// is taken. After a failure the old file stands as it was.
    pub fn put_in_place(mut self, path: &Path, at: Moment) -> Result<Option<PathBuf>, VaultError> {
        self.ready()?;
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.settle_down(path)?;
        self.let_go();
        let placing = |error| Self::placing(error, path);
        let lock = lockfile::take(path).map_err(placing)?;
        if matches!(lock, Lock::Reader { .. }) {
            return Err(VaultError::FolderReadOnly { name: file::name_of(path) });
        }
        let aside = aside_name(path, at);
        set_aside(path, &aside, self.path()).map_err(placing)?;
        let old = Old { path, aside: &aside, spare: file::beside(self.path(), "-old") };
        if fs::symlink_metadata(path).is_err() {
            old.drop_logs().map_err(placing)?;
            file::place(self.path(), path).map_err(placing)?;
            return Ok(None);
        }
        old.take_log_in();
        old.drop_logs().map_err(placing)?;
        if let Err(error) = fs::rename(self.path(), path) {
            old.keep();
            return Err(placing(VaultError::file("putting the copy in place", error)));
        }
        file::sync_folder(path);
        Ok(Some(aside))
    }
}

fn aside_name(path: &Path, at: Moment) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stamp = shelf::stamp(at.offset().to_datetime(at.timestamp()));
    path.with_file_name(format!("{stem} (set aside {stamp}).tellable"))
}

/// Gives what stands at `path`, and its log, a second name; where the file system has no links, a
/// second copy. The file comes last: with it, its log is there too.
fn set_aside(path: &Path, aside: &Path, rough: &Path) -> Result<(), VaultError> {
    let parts = || LOGS.into_iter().chain([""]);
    let there: Vec<&str> =
        parts().filter(|part| fs::symlink_metadata(file::beside(path, part)).is_ok()).collect();
    if parts().any(|part| fs::symlink_metadata(file::beside(aside, part)).is_ok()) {
        return Err(VaultError::AlreadyExists { name: file::name_of(aside) });
    }
    for (n, part) in there.iter().enumerate() {
        let (from, to) = (file::beside(path, part), file::beside(aside, part));
        let done = fs::hard_link(&from, &to).or_else(|_| {
            let spare = file::beside(rough, "-aside");
            let made = fs::copy(&from, &spare)
                .and_then(|_| fs::OpenOptions::new().write(true).open(&spare)?.sync_all())
                .map_err(|error| VaultError::file("setting the old file aside", error))
                .and_then(|()| file::place(&spare, &to));
            let _ = fs::remove_file(&spare);
            made
        });
        if let Err(error) = done {
            for part in &there[..n] {
                let _ = fs::remove_file(file::beside(aside, part));
            }
            return Err(error);
        }
    }
    file::sync_folder(aside);
    Ok(())
}

/// The file that is about to be replaced.
struct Old<'a> {
    path: &'a Path,
    aside: &'a Path,
    /// A name for making it once more.
    spare: PathBuf,
}

impl Old<'_> {
    fn has_log(&self) -> bool {
        LOGS.iter()
            .any(|log| fs::metadata(file::beside(self.path, log)).is_ok_and(|meta| meta.len() > 0))
    }

    /// The log must be gone before the new file comes, and the old file is not whole without it. So
    /// the old file is made once more with its log written in, and takes its own place: with or
    /// without the log beside it, it is the same vault then. A file that is too damaged for that
    /// stays as it is; all of it stands aside.
    fn take_log_in(&self) {
        if !self.has_log() {
            return;
        }
        if self.make_whole().is_some() {
            let _ = fs::rename(&self.spare, self.path);
            file::sync_folder(self.path);
        }
        for part in LOGS.iter().chain(&[""]) {
            let _ = fs::remove_file(file::beside(&self.spare, part));
        }
    }

    fn make_whole(&self) -> Option<()> {
        for part in LOGS.iter().chain(&[""]) {
            let (from, to) = (file::beside(self.path, part), file::beside(&self.spare, part));
            if from.exists() {
                fs::copy(from, to).ok()?;
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.spare, flags).ok()?;
        conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL").ok()?;
        let read: rusqlite::Result<i64> =
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
        read.ok()?;
        let busy: i64 =
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).ok()?;
        conn.close().ok()?;
        fs::OpenOptions::new().write(true).open(&self.spare).ok()?.sync_all().ok()?;
        (busy == 0).then_some(())
    }

    fn drop_logs(&self) -> Result<(), VaultError> {
        for log in LOGS {
            match fs::remove_file(file::beside(self.path, log)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(VaultError::file("removing the old log", error));
                }
                _ => {}
            }
        }
        file::sync_folder(self.path);
        Ok(())
    }

    /// The new file could not come: the old one stays, and needs no second name unless its log does.
    fn keep(&self) {
        if LOGS.iter().all(|log| fs::symlink_metadata(file::beside(self.aside, log)).is_err()) {
            let _ = fs::remove_file(self.aside);
        }
    }
}
