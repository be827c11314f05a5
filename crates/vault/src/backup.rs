//! Backups: a copy through SQLite's own backup interface, of which everything is compared with what
//! the vault knows of itself before it gets a name. A copy that is not the vault is never placed,
//! and one that was broken off is no file at all.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::head::{Head, digest};
use crate::inspect::Way;
use crate::lockfile::Lock;
use crate::shelf::BackupFile;
use crate::{Id, Moment, Vault, VaultError, Wrong, error, file, shelf};

/// Pages copied between two looks at `progress`: 4 MiB.
const STEP: i32 = 256;

/// A copy of a vault that has no name yet. It holds what is needed to look it through, and nothing
/// of the vault it came from, which may go on. Dropped without a name, it is removed.
pub struct Copy {
    rough: PathBuf,
    stem: String,
    vault: Id,
    identity: Identity,
    head: Head,
    drafts: u64,
    sound: Cell<bool>,
    /// Held until the copy has its name, so that nobody sweeps it away as a leftover.
    held: Option<File>,
}

impl std::fmt::Debug for Copy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Copy").field("vault", &self.vault).finish_non_exhaustive()
    }
}

impl Vault {
    /// Copies the vault, with all that is in its log, into a new file `rough`, at about the speed of
    /// the disk; `progress` gets bytes done and in all, and may break off (`cancelled`).
    ///
    /// `rough` must stand in the file system the copy is for; [`rough_in`](crate::rough_in) gives a
    /// name for it. What an earlier backup of this vault left there when it was killed is removed.
    ///
    /// `vault-damaged` and `vault-rolled-back`: such a vault makes no backups, so that none of it
    /// ever takes the place of a good one.
    pub fn copy_to(
        &self,
        rough: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Copy, VaultError> {
        self.sound_so_far()?;
        let drafts = self.count_drafts()?;
        shelf::sweep(rough, self.id);
        let held = make(rough)?;
        // From here on the file is removed when anything fails.
        let copy = Copy {
            rough: rough.to_owned(),
            stem: stem(&self.path),
            vault: self.id,
            identity: self.identity.clone(),
            head: self.head.clone(),
            drafts,
            sound: Cell::new(false),
            held: Some(held),
        };
        self.pour(rough, progress)?;
        Ok(copy)
    }

    /// Refuses when it is known that this is not the vault as it should be.
    fn sound_so_far(&self) -> Result<(), VaultError> {
        if let Some(fault) = self.faults.borrow().first() {
            return Err(VaultError::Damaged { what: fault.wrong.as_str() });
        }
        if self.rolled_back().is_some() { Err(VaultError::RolledBack) } else { Ok(()) }
    }

    fn count_drafts(&self) -> Result<u64, VaultError> {
        self.conn
            .query_row("SELECT count(*) FROM draft", [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(|error| VaultError::vault_sql("counting the drafts", error))
    }

    fn pour(
        &self,
        rough: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut to = Connection::open_with_flags(rough, flags).map_err(copying)?;
        // No journal: a copy that is not finished is nothing. It is made durable when it is placed.
        to.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
        )
        .map_err(copying)?;
        let backup = Backup::new(&self.conn, &mut to).map_err(copying)?;
        loop {
            let step = backup.step(STEP).map_err(copying)?;
            let pages = backup.progress();
            let bytes = |pages: i32| u64::from(pages.unsigned_abs()) * u64::from(file::PAGE_SIZE);
            let (done, total) = (bytes(pages.pagecount - pages.remaining), bytes(pages.pagecount));
            if progress(done, total).is_break() {
                return Err(VaultError::Cancelled);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // Only another program can hold either file.
                _ => return Err(VaultError::InUse { name: file::name_of(rough) }),
            }
        }
        drop(backup);
        to.close().map_err(|(_, error)| copying(error))
    }
}

impl Copy {
    /// Where the copy stands as long as it has no name.
    pub fn path(&self) -> &Path {
        &self.rough
    }

    /// Opens the copy by itself and looks at all of it that can be told without opening every
    /// record: the file's structure, the slots, the head, every record's bytes against its digest,
    /// the chain, the count, the drafts. `progress` gets records done and in all, and may break off
    /// (`cancelled`).
    ///
    /// `backup-unsound` when the copy is not the vault as it was.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        self.sound.set(false);
        let lock = Lock::Reader { file: None };
        let copy = Vault::look_into(&self.rough, Way::Identity(&self.identity), lock);
        let copy = copy.map_err(unsound)?;
        let fits = copy.id == self.vault && copy.head == self.head;
        if let Some(fault) = copy.faults.borrow().first() {
            return Err(VaultError::BackupUnsound { what: fault.wrong.as_str() });
        }
        if !fits {
            return Err(VaultError::BackupUnsound { what: Wrong::Head.as_str() });
        }
        copy.structure_holds()?;
        copy.slots_hold()?;
        let mut audit = copy.audit();
        loop {
            let step = audit.step(&copy, 500).map_err(unsound)?;
            if progress(step.done, step.total).is_break() {
                return Err(VaultError::Cancelled);
            }
            if step.finished {
                break;
            }
        }
        let drafts = copy.drafts().map_err(unsound)?;
        for &id in &drafts {
            copy.draft(id).map_err(unsound)?;
        }
        if drafts.len() as u64 != self.drafts {
            return Err(VaultError::BackupUnsound { what: Wrong::Draft.as_str() });
        }
        self.sound.set(true);
        Ok(())
    }

    /// Makes the copy durable and gives it its name in `folder`, `STEM YYYY-MM-DD HHMMSS.tellable`
    /// with the vault's own stem. Looks it through first if that was not done.
    ///
    /// `already-exists` when something has that name, which is left alone.
    pub fn place(mut self, folder: &Path, at: Moment) -> Result<BackupFile, VaultError> {
        self.ready()?;
        let made = at.offset().to_datetime(at.timestamp());
        let path = folder.join(shelf::name(&self.stem, made));
        let bytes = self.settle_down(&path)?;
        if fs::symlink_metadata(file::beside(&path, "-wal")).is_ok() {
            // The log of another file would be read as this one's.
            return Err(VaultError::AlreadyExists { name: file::name_of(&path) });
        }
        self.let_go();
        file::place(&self.rough, &path).map_err(|error| Self::placing(error, &path))?;
        // The shelf tells time in whole seconds.
        let at = shelf::parse(&file::name_of(&path)).unwrap_or(made);
        Ok(BackupFile { path, at, bytes, records: self.head.seq })
    }

    /// Looks the copy through unless that was done.
    pub(crate) fn ready(&self) -> Result<(), VaultError> {
        if self.sound.get() {
            return Ok(());
        }
        self.verify(&mut |_, _| ControlFlow::Continue(()))
    }

    /// Every byte on the disk, before a name says that it is. Gives the size in bytes.
    pub(crate) fn settle_down(&self, path: &Path) -> Result<u64, VaultError> {
        let durable = || -> std::io::Result<u64> {
            let file = OpenOptions::new().write(true).open(&self.rough)?;
            file.sync_all()?;
            Ok(file.metadata()?.len())
        };
        durable().map_err(|error| Self::placing(VaultError::file("keeping the copy", error), path))
    }

    /// From here on the file can be named.
    pub(crate) fn let_go(&mut self) {
        self.held = None;
    }

    /// A failure in the words of the place it happened at.
    pub(crate) fn placing(error: VaultError, path: &Path) -> VaultError {
        let name = file::name_of(path);
        match error {
            VaultError::Io { source, .. } if refused(&source) => {
                VaultError::FolderReadOnly { name }
            }
            VaultError::ReadOnly => VaultError::FolderReadOnly { name },
            VaultError::Io { .. } if !shelf::folder_of(path).is_dir() => {
                VaultError::FolderNotFound { name }
            }
            error => error,
        }
    }
}

/// What has no name goes.
impl Drop for Copy {
    fn drop(&mut self) {
        self.let_go();
        let _ = fs::remove_file(&self.rough);
    }
}

impl Vault {
    /// SQLite's own look at the pages.
    fn structure_holds(&self) -> Result<(), VaultError> {
        let said: Result<String, _> =
            self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
        let what = Wrong::File.as_str();
        if said.as_deref() == Ok("ok") { Ok(()) } else { Err(VaultError::BackupUnsound { what }) }
    }

    /// Both ways in are the bytes that were kept.
    fn slots_hold(&self) -> Result<(), VaultError> {
        for (n, wrong) in [(0, Wrong::PassphraseSlot), (1, Wrong::RecoverySlot)] {
            let slot =
                self.conn.query_row("SELECT age, digest FROM slot WHERE n = ?1", [n], |row| {
                    Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
                });
            if !slot.is_ok_and(|(age, kept)| digest(&age)[..] == kept[..]) {
                return Err(VaultError::BackupUnsound { what: wrong.as_str() });
            }
        }
        Ok(())
    }
}

/// Makes the empty file, for its owner only, and never over another.
fn make(rough: &Path) -> Result<File, VaultError> {
    let name = || file::name_of(rough);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Without FILE_SHARE_DELETE nobody removes it while it is held; FILE_SHARE_READ and _WRITE.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 0x1 | 0x2);
    match options.open(rough) {
        Ok(file) => {
            // Where files cannot be locked, a copy can be swept away; it is made again then.
            #[cfg(unix)]
            let _ = file.try_lock();
            Ok(file)
        }
        Err(error) => Err(match error.kind() {
            std::io::ErrorKind::AlreadyExists => VaultError::AlreadyExists { name: name() },
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
                VaultError::FolderNotFound { name: name() }
            }
            _ if error::is_read_only(&error) => VaultError::FolderReadOnly { name: name() },
            _ => VaultError::file("making the copy", error),
        }),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "vault".into(), |stem| stem.to_string_lossy().into_owned())
}

fn copying(error: rusqlite::Error) -> VaultError {
    VaultError::vault_sql("copying the vault", error)
}

fn refused(source: &crate::Cause) -> bool {
    source.downcast_ref::<std::io::Error>().is_some_and(error::is_read_only)
}

/// What is damage in a vault is, in a copy, a copy that is not kept.
fn unsound(error: VaultError) -> VaultError {
    match error {
        VaultError::Damaged { what } => VaultError::BackupUnsound { what },
        VaultError::NotAVault { .. } | VaultError::FormatNewer { .. } => {
            VaultError::BackupUnsound { what: Wrong::File.as_str() }
        }
        VaultError::DraftDamaged => VaultError::BackupUnsound { what: Wrong::Draft.as_str() },
        error => error,
    }
}
