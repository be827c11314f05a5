//! After a crash: ledger rows that still say "writing" are settled by looking at what is there.

use journal::Journal;
use vault::Moment;

use crate::door::note_told;
use crate::ledger::packages;
use crate::outside::{self, Left};
use crate::{LedgerRow, LedgerState, ShareError};

/// Settles what the end of the program left open, and gives the number of packages settled. To be called
/// once after unlocking, before anything is sent.
///
/// Everybody told by a package is settled with it. A row becomes "written" when the file stands where it was to stand and is, byte for byte, what was
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
    for mut rows in packages(journal)? {
        let Some(row) = rows.0.first().filter(|row| row.state == LedgerState::Writing) else {
            continue;
        };
        let left = row
            .underway
            .as_ref()
            .filter(|underway| underway.is_on(journal.device()))
            .map_or(Left::OutOfSight, |underway| outside::look_again(underway, row.bytes));
        let share = row.share;
        match left {
            Left::Whole => rows.change(LedgerRow::written),
            Left::Nothing => rows.change(|row| row.failed(ShareError::Interrupted.code())),
            Left::OutOfSight => continue,
        }
        rows.keep(journal, at)?;
        if left == Left::Whole {
            // The story is told whatever becomes of this note.
            let _ = note_told(journal, share, at);
        }
        settled += 1;
    }
    Ok(settled)
}
