//! The letter that was opened last and is not kept yet: in memory only, gone with a lock.

use std::path::PathBuf;
use std::sync::Arc;

use vault::Id;
use zeroize::Zeroizing;

use super::{Session, now, off_thread};
use crate::event::ShellEvent;
use crate::failure::Failure;
use crate::held::hold;
use crate::wire::after::Noted;
use crate::wire::letter::{LetterSummary, LetterView};

impl Session {
    /// Opens a letter without keeping it.
    pub async fn open_letter(
        self: &Arc<Self>,
        path: PathBuf,
        passphrase: Option<Zeroizing<String>>,
    ) -> Result<LetterView, Failure> {
        // A passphrase is tried while the state stays free: it takes as long as it takes.
        let (bytes, opened) = off_thread(move || {
            let bytes = letters::read_file(&path)?;
            let words = passphrase.as_ref().map(|words| words.as_str());
            let for_a_key = letters::look_at(&bytes)?.needs() == Some(letters::Needs::Identity);
            let opened =
                if for_a_key { None } else { Some(letters::open_without_vault(&bytes, words)?) };
            Ok((bytes, opened))
        })
        .await?;
        let letter = self
            .work(move |_, open| {
                let letter = match opened {
                    Some(letter) => letter,
                    None => letters::open(&open.journal, &bytes, None)?,
                };
                open.letter = Some(letter.clone());
                Ok(letter)
            })
            .await?;
        off_thread(move || Ok(LetterView::new(&letter, None))).await
    }

    /// Keeps it, as told by somebody.
    pub async fn keep_letter(self: &Arc<Self>, from: Id) -> Result<LetterSummary, Failure> {
        self.work(move |_, open| {
            let letter = open.letter.as_ref().ok_or(Failure::of("no-letter-open"))?;
            let kept = letters::keep(&mut open.journal, letter, from, now(), &mut rand::rng())?;
            open.letter = None;
            Ok(LetterSummary::new(kept, &Noted::of(&open.journal)?))
        })
        .await
    }

    /// Forgets it.
    pub async fn abandon_letter(self: &Arc<Self>) -> Result<(), Failure> {
        self.work(|_, open| {
            open.letter = None;
            Ok(())
        })
        .await
    }

    /// The system handed over a file to open. The page hears of it now, or when a vault is open.
    pub fn offer_letter(&self, path: PathBuf) {
        *hold(&self.offered) = Some(path);
        if self.is_unlocked() {
            self.tell_offered();
        }
    }

    /// Tells the page of a file that waits.
    pub fn tell_offered(&self) {
        if let Some(path) = hold(&self.offered).take() {
            self.tell(ShellEvent::Letter { path: path.display().to_string() });
        }
    }
}
