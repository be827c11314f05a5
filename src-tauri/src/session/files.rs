//! Files of entries: from this machine into the vault, and pictures back to the page.

use std::fs::{self, File, Metadata};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journal::{Attachment, Journal};
use vault::Id;
use zeroize::Zeroizing;

use super::{Session, Steps, now};
use crate::event::Task;
use crate::failure::Failure;
use crate::wire::vault::file_name_of;

/// Progress is told in parts of the whole.
const PARTS: u64 = 1000;
/// Of these, one step is told of in so many.
const STEP: u64 = 25;

impl Session {
    /// Adds files to an entry, one after the other. What was added before one fails stays added.
    pub async fn attach(
        self: &Arc<Self>,
        entry: Id,
        paths: Vec<PathBuf>,
    ) -> Result<Vec<Attachment>, Failure> {
        self.long(Task::Attach, move |journal, steps| {
            let files =
                paths.iter().map(|path| Incoming::open(path)).collect::<Result<Vec<_>, _>>()?;
            let total = files.iter().map(|file| file.bytes).sum();
            let mut before = 0;
            for file in files {
                let bytes = file.bytes;
                file.attach(journal, entry, &mut |done| part(before + done, total, steps))?;
                before += bytes;
            }
            Ok(journal.attachments(entry)?)
        })
        .await
    }

    /// The bytes of a file, whole: a damaged one is not shown as if it were sound.
    pub async fn read_file(
        self: &Arc<Self>,
        attachment: Id,
    ) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.ask(move |journal| {
            let bytes =
                usize::try_from(journal.attachment(attachment)?.bytes).unwrap_or(usize::MAX);
            if bytes > photo::BYTES_LIMIT {
                return Err(photo::PhotoError::TooLarge.into());
            }
            let mut read = Zeroizing::new(Vec::with_capacity(bytes));
            let go_on = &mut |_, _| ControlFlow::Continue(());
            let back = journal.read_attachment(attachment, &mut *read, go_on)?;
            match back.lost.first() {
                Some(lost) => Err(Failure::of(lost.code)),
                None => Ok(read),
            }
        })
        .await
    }
}

fn part(done: u64, total: u64, steps: &mut Steps<'_>) -> ControlFlow<()> {
    let parts = done.saturating_mul(PARTS).checked_div(total).unwrap_or(PARTS);
    steps(parts - parts % STEP, PARTS)
}

/// A file of this machine that is on its way in.
struct Incoming {
    name: String,
    bytes: u64,
    file: File,
}

impl Incoming {
    fn open(path: &Path) -> Result<Self, Failure> {
        let name = file_name_of(path);
        let unreadable = || Failure::of("file-unreadable").with("name", &name);
        // Asked by name first: to open a pipe is to wait for who writes into it.
        let facts = fs::metadata(path).ok().filter(Metadata::is_file).ok_or_else(unreadable)?;
        let file = File::open(path).map_err(|_| unreadable())?;
        Ok(Self { bytes: facts.len(), file, name })
    }

    fn attach(
        mut self,
        journal: &mut Journal,
        entry: Id,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let rng = &mut rand::rng();
        journal.attach(entry, &self.name, &mut self.file, now(), rng, progress)?;
        Ok(())
    }
}
