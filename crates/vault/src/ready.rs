//! Age files begun ahead of time. Nearly all the cost of sealing a short record is its X25519
//! header, which does not depend on the content: a thread of the vault keeps a few begun, so that
//! a save waits for the disk and not for curves. Each is used once, as the age format demands.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use age::Encryptor;
use age::x25519::Recipient;

use crate::{VaultError, seal};

/// Enough for one save: the record and the head.
const AHEAD: usize = 2;

/// Seals for one recipient, mostly from what was begun ahead.
pub(crate) struct Sealer {
    recipient: Recipient,
    /// Taken on drop, so that the thread ends.
    begun: Option<Receiver<Encryptor>>,
    thread: Option<JoinHandle<()>>,
}

impl Sealer {
    /// A sealer that begins nothing ahead, for a vault that is only read.
    pub fn idle(recipient: Recipient) -> Self {
        Self { recipient, begun: None, thread: None }
    }

    /// A sealer with a thread of its own; without one where the system gives none.
    pub fn start(recipient: Recipient) -> Self {
        let (sender, begun) = sync_channel(AHEAD);
        let to = recipient.clone();
        let work = move || {
            while let Ok(encryptor) = seal::begin(&to) {
                if sender.send(encryptor).is_err() {
                    break;
                }
            }
        };
        let thread = thread::Builder::new().name("vault-sealer".into()).spawn(work).ok();
        Self { recipient, begun: Some(begun), thread }
    }

    /// One age file.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let begun = self.begun.as_ref().and_then(|begun| begun.try_recv().ok());
        let encryptor = match begun {
            Some(encryptor) => encryptor,
            None => seal::begin(&self.recipient)?,
        };
        seal::write_out(encryptor, plain)
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        self.begun = None;
        if let Some(thread) = self.thread.take() {
            // It holds nothing but begun files; when it has ended, those are wiped.
            let _ = thread.join();
        }
    }
}
