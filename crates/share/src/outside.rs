//! The one place of this program that writes a package outside the vault.
//!
//! A file appears whole under its name or not at all, nothing that stands there is ever
//! overwritten, and no link is followed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::ShareError;
use crate::ledger::Underway;

/// How the name of a file begins and ends while it is being made.
const PART_BEGINS: &str = ".tellable-";
const PART_ENDS: &str = ".part";

/// What stands where a file was being made when the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// The file, whole.
    Whole,
    /// Not the file: nothing, or something else.
    Nothing,
    /// The folder is not there now (a disk that was taken out), so nothing can be said.
    OutOfSight,
}

/// Refuses a target that cannot be one, before anything is noted or made.
pub(crate) fn check(target: &Path) -> Result<(), ShareError> {
    let folder = folder_of(target)?;
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(ShareError::FolderNotFound),
        Err(error) => return Err(ShareError::file("looking at the folder", error)),
    }
    // A link counts as something that stands there, wherever it leads.
    match fs::symlink_metadata(target) {
        Ok(_) => Err(ShareError::TargetExists),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(ShareError::file("looking at the target", error)),
    }
}

/// The folder of `target`.
fn folder_of(target: &Path) -> Result<&Path, ShareError> {
    if target.file_name().is_none() {
        return Err(ShareError::TargetInvalid);
    }
    match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(parent) => Ok(parent),
        None => Err(ShareError::TargetInvalid),
    }
}

/// What the ledger notes before anything is made: where, under which name at first, and what.
pub(crate) fn underway(
    target: &Path,
    bytes: &[u8],
    device: &str,
    rng: &mut dyn rand::Rng,
) -> Result<Underway, ShareError> {
    // The ledger is text: a path that is none could not be found again.
    let target = std::path::absolute(target).map_err(|_| ShareError::TargetInvalid)?;
    if target.to_str().is_none() {
        return Err(ShareError::TargetInvalid);
    }
    let part = format!("{PART_BEGINS}{:016x}{PART_ENDS}", rng.next_u64());
    let device = device.to_owned();
    Ok(Underway { target, part, sha256: Sha256::digest(bytes).into(), device })
}

/// Makes `target` with exactly `bytes`, durable, under the name `part` until it is whole, and reads
/// it back. On any failure nothing is left.
pub(crate) fn write(target: &Path, part: &str, bytes: &[u8]) -> Result<(), ShareError> {
    check(target)?;
    let folder = folder_of(target)?;
    let temporary = Made::new(folder.join(part), bytes)?;
    let published = publish(temporary, target, bytes)?;
    sync_folder(folder)?;
    if read_back(target, bytes.len())? != bytes {
        return Err(ShareError::WrittenDiffers);
    }
    published.stays();
    Ok(())
}

/// Gives the finished file its name without ever replacing another.
fn publish(temporary: Made, target: &Path, bytes: &[u8]) -> Result<Made, ShareError> {
    match fs::hard_link(&temporary.path, target) {
        Ok(()) => {
            let published = Made { path: target.to_owned(), keep: false };
            drop(temporary);
            Ok(published)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(ShareError::TargetExists),
        // FAT, some network shares and some systems know no hard links. There the file is made
        // under its own name at once: still never over another, but for a moment not whole.
        Err(_) => {
            drop(temporary);
            Made::new(target.to_owned(), bytes)
        }
    }
}

/// A file that this program made, removed again unless it is to stay.
struct Made {
    path: PathBuf,
    keep: bool,
}

impl Made {
    /// A new file with `bytes`, on the disk when this returns.
    fn new(path: PathBuf, bytes: &[u8]) -> Result<Self, ShareError> {
        let mut options = OpenOptions::new();
        // `create_new` is O_EXCL: fails on anything that stands there, links included.
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let failed = |error| ShareError::file("writing the package", error);
        let mut file = options.open(&path).map_err(failed)?;
        let made = Self { path, keep: false };
        file.write_all(bytes).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(made)
    }

    fn stays(mut self) {
        self.keep = true;
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if !self.keep {
            // Nothing more can be done here if it fails; the ledger says that the write failed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the name durable, where folders can be asked for that.
fn sync_folder(folder: &Path) -> Result<(), ShareError> {
    #[cfg(unix)]
    {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        // Some network file systems refuse; the file itself is durable then as far as they go.
        if let Err(error) = synced
            && !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
        {
            return Err(ShareError::file("writing the folder", error));
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// What stands at `target` now, one byte more than expected at most.
fn read_back(target: &Path, expected: usize) -> Result<Vec<u8>, ShareError> {
    let failed = |error| ShareError::file("reading the package back", error);
    let mut bytes = Vec::with_capacity(expected + 1);
    let file = File::open(target).map_err(failed)?;
    file.take(expected as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Looks at what a crash left, and removes what was never whole: only a file of the noted name, in
/// the noted folder, and never through a link.
pub(crate) fn look_again(underway: &Underway, bytes: u64) -> Left {
    let Some(folder) = underway.target.parent() else { return Left::Nothing };
    if !folder.is_dir() {
        return Left::OutOfSight;
    }
    let name = &underway.part;
    let is_ours = name.starts_with(PART_BEGINS)
        && name.ends_with(PART_ENDS)
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let part = folder.join(name);
    if is_ours && fs::symlink_metadata(&part).is_ok_and(|found| found.is_file()) {
        let _ = fs::remove_file(part);
    }
    match fs::symlink_metadata(&underway.target) {
        Ok(found) if found.is_file() && found.len() == bytes => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Left::OutOfSight,
        _ => return Left::Nothing,
    }
    match usize::try_from(bytes).ok().map(|expected| read_back(&underway.target, expected)) {
        Some(Ok(there)) if <[u8; 32]>::from(Sha256::digest(&there)) == underway.sha256 => {
            Left::Whole
        }
        Some(Ok(_)) => Left::Nothing,
        _ => Left::OutOfSight,
    }
}

/// Takes back a file that was just made and verified.
pub(crate) fn take_back(target: &Path) {
    let _ = fs::remove_file(target);
}
