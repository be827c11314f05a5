//! What the shell tells the page unasked, on one event named `shell-event`.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Emitter};

/// Long work that reports how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// A folder comes in.
    Import,
    /// Everything goes out.
    Export,
    /// The search index is caught up.
    Index,
    /// A backup is made.
    Backup,
    /// Everything is opened and compared.
    Check,
    /// Everything is written into another file.
    Rewrite,
    /// A copy is compared with the open vault.
    Compare,
    /// A copy is brought in.
    Merge,
    /// Files are added to an entry; told in thousandths.
    Attach,
}

/// How far long work is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
pub struct Progress {
    task: Task,
    done: u64,
    total: u64,
}

/// One event; the page switches on `kind`.
#[derive(Clone, Debug, Serialize, Deserialize, Type, tauri_specta::Event)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ShellEvent {
    /// Long work went on.
    Progress {
        /// How far.
        progress: Progress,
    },
    /// Blank the page, keep the draft, then lock.
    Locking,
    /// The vault is locked.
    Locked,
    /// Damage was found in the open vault, which is read-only from here on.
    Damaged,
    /// The open vault went another way than the one last seen here, and is held for reading.
    RolledBack,
    /// An automatic backup ended, well or not.
    BackedUp,
    /// The system handed over a file to open as a letter.
    Letter {
        /// Where it is.
        path: String,
    },
}

impl ShellEvent {
    /// Long work went on.
    pub fn progress(task: Task, done: u64, total: u64) -> Self {
        Self::Progress { progress: Progress { task, done, total } }
    }
}

/// Says it to the page; a page that is gone needs no telling.
pub fn tell(app: &AppHandle, event: ShellEvent) {
    let _ = app.emit(<ShellEvent as tauri_specta::Event>::NAME, event);
}
