//! Secrets on the clipboard: marked so that histories leave them out, and gone after half a minute, at a
//! lock and at the end, unless something else was copied meanwhile.

use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use arboard::Clipboard;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::held::hold;

/// How long a secret stays: long enough to paste it once.
const STAYS: Duration = Duration::from_secs(30);
/// How long whoever owns the clipboard now may take to say what is on it. A program that does not answer
/// holds no lock up: it has the clipboard, so the secret is gone from it.
const PATIENCE: Duration = Duration::from_millis(500);

/// The secret that stands on the system's clipboard, if one does.
#[derive(Default)]
pub struct SecretClipboard(Mutex<Option<Held>>);

struct Held {
    /// On Linux this answers whoever pastes; when it goes, so does the text.
    system: Clipboard,
    text: Zeroizing<String>,
    since: Instant,
}

impl SecretClipboard {
    /// Puts a secret on the clipboard in place of what is there.
    pub fn copy(&self, text: Zeroizing<String>, now: Instant) -> Result<(), Failure> {
        let failed = |_| Failure::of("clipboard-failed");
        let mut held = hold(&self.0);
        let mut system = match held.take() {
            Some(before) => before.system,
            None => Clipboard::new().map_err(failed)?,
        };
        unseen(system.set()).text(text.as_str()).map_err(failed)?;
        *held = Some(Held { system, text, since: now });
        Ok(())
    }

    /// Takes the secret away if it has stood there for long enough.
    pub fn expire(&self, now: Instant) {
        let mut held = hold(&self.0);
        if held.as_ref().is_some_and(|held| now.duration_since(held.since) >= STAYS) {
            wipe(held.take());
        }
    }

    /// Takes the secret away now.
    pub fn clear(&self) {
        wipe(hold(&self.0).take());
    }
}

/// Empties the clipboard, unless the person copied something else, which is theirs to keep.
fn wipe(held: Option<Held>) {
    let Some(mut held) = held else { return };
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        let there = held.system.get_text().map(Zeroizing::new);
        if there.is_ok_and(|there| *there == *held.text) {
            let _ = held.system.clear();
        }
        drop(held);
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(PATIENCE);
}

/// Kept out of clipboard histories, and of clipboards that travel between machines.
#[cfg(all(unix, not(target_os = "macos")))]
fn unseen(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn unseen(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unseen(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_history().exclude_from_cloud().exclude_from_monitoring()
}
