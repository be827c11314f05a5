//! One writer at a time: a lock on `NAME.tellable.lock` beside the vault. The system drops the
//! lock with the process, so a crash leaves a file behind but never a vault that stays shut.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::VaultError;
use crate::error::is_read_only;
use crate::file::name_of;

/// How far the lock reaches.
#[derive(Debug)]
pub(crate) enum Lock {
    /// No other process may open the vault while this lives.
    Writer { file: File },
    /// The folder cannot be written; no writer is at work while this lives, if that can be told.
    Reader { file: Option<File> },
}

/// Unlocks by word and not by closing: a child that is just being started holds a copy of every
/// open file for a moment, and the lock with it.
impl Drop for Lock {
    fn drop(&mut self) {
        if let Self::Writer { file } | Self::Reader { file: Some(file) } = self {
            let _ = file.unlock();
        }
    }
}

/// Where the lock of the vault at `path` stands.
pub(crate) fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Takes the lock of the vault at `path`: `vault-in-use` when somebody else has it.
pub(crate) fn take(path: &Path) -> Result<Lock, VaultError> {
    let place = lock_path(path);
    let in_use = || VaultError::InUse { name: name_of(path) };
    let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&place);
    match opened {
        Ok(file) => match file.try_lock() {
            Ok(()) => Ok(Lock::Writer { file }),
            Err(TryLockError::WouldBlock) => Err(in_use()),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                // A file system without locks: SQLite's own lock is what is left.
                Ok(Lock::Writer { file })
            }
            Err(TryLockError::Error(error)) => Err(VaultError::file("locking", error)),
        },
        Err(error) if is_read_only(&error) => match File::open(&place) {
            Ok(file) => match file.try_lock_shared() {
                Ok(()) => Ok(Lock::Reader { file: Some(file) }),
                Err(TryLockError::WouldBlock) => Err(in_use()),
                Err(TryLockError::Error(_)) => Ok(Lock::Reader { file: None }),
            },
            Err(_) => Ok(Lock::Reader { file: None }),
        },
        Err(error) => Err(VaultError::file("locking", error)),
    }
}

/// Makes sure that nobody writes the vault at `path`, and makes nothing: where a lock file stands,
/// no writer begins while the answer lives.
pub(crate) fn look(path: &Path) -> Result<Lock, VaultError> {
    let Ok(file) = File::open(lock_path(path)) else { return Ok(Lock::Reader { file: None }) };
    match file.try_lock_shared() {
        Ok(()) => Ok(Lock::Reader { file: Some(file) }),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse { name: name_of(path) }),
        Err(TryLockError::Error(_)) => Ok(Lock::Reader { file: None }),
    }
}
