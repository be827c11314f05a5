//! After a crash: ledger rows that still say "writing" are settled by looking at what is there.

use journal::Journal;
use vault::Moment;

use crate::door::note_told;
use crate::outside::{self, Left};
use crate::{LedgerState, ShareError, ledger};

/// Settles what the end of the program left open, and gives the number of rows settled. To be called
/// once after unlocking, before anything is sent.
///
/// A row becomes "written" when the file stands where it was to stand and is, byte for byte, what was
/// approved. Otherwise it becomes "failed" (`interrupted`). The unfinished file beside the target is
/// removed, by the name that was noted before it was made; nothing else outside is touched. A row
/// whose folder is not there now (a disk that was taken out) waits for the next time. One that came
/// with another machine's copy of the vault waits for that machine: a file that is not here may well
/// stand there. On a vault that cannot be written nothing is done.
pub fn settle_ledger(journal: &mut Journal, at: Moment) -> Result<usize, ShareError> {
    if journal.vault().is_read_only() {
        return Ok(0);
    }
    let mut settled = 0;
    for mut row in ledger(journal)? {
        if row.state != LedgerState::Writing {
            continue;
        }
        let left = row
            .underway
            .as_ref()
            .filter(|underway| underway.is_on(journal.device()))
            .map_or(Left::OutOfSight, |underway| outside::look_again(underway, row.bytes));
        match left {
            Left::Whole => row.written(),
            Left::Nothing => row.failed(ShareError::Interrupted.code()),
            Left::OutOfSight => continue,
        }
        row.keep(journal, at)?;
        if row.state == LedgerState::Written {
            // The story is told whatever becomes of this note.
            let _ = note_told(journal, row.share, at);
        }
        settled += 1;
    }
    Ok(settled)
}
