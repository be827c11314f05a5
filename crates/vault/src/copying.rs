//! Copying all records and drafts of a vault into a new file, one in memory at a time, and counting
//! what becomes of each.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use crate::envelope::{self, New, Record};
use crate::head::{Digest32, Head, digest};
use crate::losses::{Losses, Lost, Progress, Rewritten};
use crate::purge::Purged;
use crate::read::Found;
use crate::ready::Sealer;
use crate::salvage::Salvage;
use crate::{Fault, Id, Moment, Vault, VaultError, Wrong};

/// The copying under way.
pub(crate) struct Copying<'a> {
    from: &'a Vault,
    conn: &'a Connection,
    sealer: Sealer,
    losses: Losses,
    pub report: Rewritten,
    failed: Vec<Fault>,
    blank: BTreeSet<u64>,
    purged: BTreeSet<u64>,
    lost_before: BTreeSet<u64>,
}

impl<'a> Copying<'a> {
    /// Begins to copy what is in `from` into the tables of `conn`.
    pub fn new(from: &'a Vault, conn: &'a Connection, sealer: Sealer, losses: Losses) -> Self {
        Self {
            from,
            conn,
            sealer,
            losses,
            report: Rewritten::default(),
            failed: Vec::new(),
            blank: BTreeSet::new(),
            purged: BTreeSet::new(),
            lost_before: BTreeSet::new(),
        }
    }

    /// Copies all records and returns how many there were.
    pub fn records(
        &mut self,
        total: u64,
        index: &New<'_>,
        progress: Progress<'_>,
    ) -> Result<u64, VaultError> {
        let mut walked = Head { live: 0, ..Head::start(self.from.id) };
        for seq in 1..=total {
            if progress(seq - 1, total * 2).is_break() {
                return Err(VaultError::Cancelled);
            }
            if self.losses == Losses::Refuse {
                walked = self.walk(&walked, seq)?;
            }
            if seq == 1 {
                // The key of the index is drawn anew: an old index must not open either.
                self.write_record(seq, index)?;
                self.report.kept += 1;
                continue;
            }
            match self.from.read_row(seq) {
                Ok(Some(record)) => self.copy(seq, &record)?,
                Ok(None) => self.leave_blank(seq)?,
                Err(VaultError::RecordDamaged { wrong, .. }) => self.lose(seq, wrong)?,
                // A disk that does not answer for one page may for the next.
                Err(VaultError::Io { .. }) if self.losses == Losses::Name => {
                    self.lose(seq, Wrong::File)?;
                }
                Err(error) => return Err(error),
            }
        }
        if self.losses == Losses::Refuse {
            self.compare_head(&walked)?;
        }
        self.dig(total, progress)
    }

    /// Takes a whole record along.
    fn copy(&mut self, seq: u64, record: &Record) -> Result<(), VaultError> {
        let header = &record.header;
        self.purged.extend(Purged::named_in(record));
        self.lost_before.extend(Lost::named_in(record));
        let (kind, device) = (&*header.kind, &*header.device);
        let payload = &record.payload[..];
        self.write_record(seq, &New { kind, id: header.id, at: header.at, device, payload })?;
        self.report.kept += 1;
        Ok(())
    }

    pub fn write_record(&self, seq: u64, new: &New<'_>) -> Result<(), VaultError> {
        let sealed = self.sealer.seal(&envelope::pack(self.from.id, seq, new)?)?;
        self.insert(seq, Some(&sealed), &digest(&sealed))
    }

    fn leave_blank(&mut self, seq: u64) -> Result<(), VaultError> {
        self.blank.insert(seq);
        self.insert(seq, None, &self.digest_kept(seq))
    }

    fn lose(&mut self, seq: u64, wrong: Wrong) -> Result<(), VaultError> {
        let fault = Fault { seq: Some(seq), wrong };
        if self.losses == Losses::Refuse {
            return Err(self.refuse(fault));
        }
        self.failed.push(fault);
        Ok(())
    }

    /// Looks through the pages of the file themselves for what SQLite did not find. Returns how
    /// many records there were: without a head, more may turn up.
    fn dig(&mut self, mut total: u64, progress: Progress<'_>) -> Result<u64, VaultError> {
        // What was purged is not brought back, should it still stand on some page.
        let gone = |seq| self.purged.contains(&seq) || self.lost_before.contains(&seq);
        let failed = self.failed.iter().filter_map(|fault| fault.seq);
        let empty = failed.chain(self.blank.iter().copied());
        let mut wanted: BTreeSet<u64> = empty.filter(|&seq| !gone(seq)).collect();
        let headless = self.from.faults.borrow().contains(&Wrong::Head.into());
        if wanted.is_empty() && !headless {
            return Ok(total);
        }
        let (reached, mut beyond) = (total, BTreeSet::new());
        let mut salvage = Salvage::of(self.from.path())?;
        while let Some(found) = salvage.next() {
            if wanted.is_empty() && !headless {
                break;
            }
            if progress(total, total * 2).is_break() {
                return Err(VaultError::Cancelled);
            }
            let waits = |seq: u64, wanted: &BTreeSet<u64>, beyond: &BTreeSet<u64>| {
                wanted.contains(&seq) || (headless && seq > reached && !beyond.contains(&seq))
            };
            // A row that counts for a record that is whole holds that one.
            if found.seq.is_some_and(|seq| seq <= reached && !wanted.contains(&seq)) {
                continue;
            }
            // Whatever stands there, only what opens as a record of this vault is one.
            let Some(record) = salvage.gather(&found).and_then(|age| self.from.open_found(&age))
            else {
                continue;
            };
            let seq = record.header.seq;
            if waits(seq, &wanted, &beyond) {
                self.copy(seq, &record)?;
                wanted.remove(&seq);
                self.blank.remove(&seq);
                self.failed.retain(|fault| fault.seq != Some(seq));
                if seq > reached {
                    beyond.insert(seq);
                    total = total.max(seq);
                }
            }
        }
        let missing = (reached + 1..=total).filter(|seq| !beyond.contains(seq));
        self.failed.extend(missing.map(|seq| Fault { seq: Some(seq), wrong: Wrong::Missing }));
        Ok(total)
    }

    /// Which of the places without content are meant to be without?
    pub fn settle_blanks(&mut self) -> Result<(), VaultError> {
        for fault in std::mem::take(&mut self.failed) {
            let seq = fault.seq.unwrap_or_default();
            self.insert(seq, None, &self.digest_kept(seq))?;
            if self.purged.contains(&seq) || self.lost_before.contains(&seq) {
                self.blank.insert(seq);
            } else {
                self.report.lost.push(fault);
            }
        }
        for seq in std::mem::take(&mut self.blank) {
            if self.purged.contains(&seq) {
                self.report.purged += 1;
            } else if self.lost_before.contains(&seq) {
                self.report.lost_before += 1;
            } else {
                let fault = Fault { seq: Some(seq), wrong: Wrong::Vanished };
                if self.losses == Losses::Refuse {
                    return Err(self.refuse(fault));
                }
                self.report.lost.push(fault);
            }
        }
        self.report.lost.sort_unstable();
        Ok(())
    }

    pub fn drafts(&mut self) -> Result<(), VaultError> {
        let from = self.from;
        let reading = |error| VaultError::vault_sql("reading the drafts", error);
        let refuse = self.losses == Losses::Refuse;
        let mut ids = Vec::new();
        let listed =
            from.conn.prepare("SELECT id FROM draft ORDER BY rowid").and_then(|mut list| {
                let mut rows = list.query([])?;
                while let Some(row) = rows.next()? {
                    ids.push(row.get::<_, [u8; 16]>(0).ok().map(Id::from_bytes));
                }
                Ok(())
            });
        match listed.map_err(reading) {
            Ok(()) => {}
            Err(error) if refuse => return Err(error),
            // How many more there were cannot be told.
            Err(_) => ids.push(None),
        }
        for id in ids {
            let draft = id.map_or(Err(VaultError::DraftDamaged), |id| {
                from.draft(id)?.map(|text| (id, text)).ok_or(VaultError::DraftDamaged)
            });
            match draft {
                Ok((id, text)) => {
                    let sealed = self.sealer.seal(&envelope::pack_draft(from.id, id, &text)?)?;
                    let row = "INSERT INTO draft (id, age) VALUES (?1, ?2)";
                    self.write(row, params![id.as_bytes(), sealed])?;
                    self.report.drafts += 1;
                }
                Err(error) if refuse => return Err(error),
                Err(_) => self.report.lost_drafts += 1,
            }
        }
        Ok(())
    }

    /// The payload of the record that names what was lost, if anything was.
    pub fn lost(&self, at: Moment) -> Option<Vec<u8>> {
        let seqs: Vec<u64> = self.report.lost.iter().filter_map(|fault| fault.seq).collect();
        let lost = Lost { seqs, at };
        (!lost.seqs.is_empty()).then(|| serde_json::to_vec(&lost).expect("numbers and a time"))
    }

    /// Follows the new chain and seals the head.
    pub fn finish(&self) -> Result<Head, VaultError> {
        let reading = |error| VaultError::vault_sql("reading the new vault", error);
        let mut head = Head { live: 0, ..Head::start(self.from.id) };
        let mut walk = self
            .conn
            .prepare("SELECT digest, age IS NOT NULL FROM rec ORDER BY seq")
            .map_err(reading)?;
        let mut rows = walk.query([]).map_err(reading)?;
        while let Some(row) = rows.next().map_err(reading)? {
            let digest: Digest32 = row.get(0).map_err(reading)?;
            let live = head.live + u64::from(row.get::<_, bool>(1).map_err(reading)?);
            head = Head { live, ..head.after(&digest) };
        }
        drop(rows);
        let sealed = self.sealer.seal(&head.pack(self.from.id))?;
        self.write("INSERT INTO head (n, age) VALUES (0, ?1)", params![sealed])?;
        Ok(head)
    }

    /// The digest that stands beside a record, whatever became of its content.
    fn digest_kept(&self, seq: u64) -> Digest32 {
        let kept = self.from.look(seq, |found| match found {
            Found::Purged { kept } | Found::Sealed { kept, .. } => {
                Digest32::try_from(kept).map_err(|_| Wrong::Changed)
            }
            Found::Missing => Err(Wrong::Missing),
        });
        kept.ok().and_then(Result::ok).unwrap_or_default()
    }

    /// Follows the old chain past the record `seq`.
    fn walk(&self, walked: &Head, seq: u64) -> Result<Head, VaultError> {
        match crate::audit::row(self.from, seq)? {
            Ok((kept, live)) => {
                let live = walked.live + u64::from(live);
                let walked = Head { live, ..walked.after(&kept) };
                self.from.passed(&walked);
                Ok(walked)
            }
            Err(wrong) => Err(self.refuse(Fault { seq: Some(seq), wrong })),
        }
    }

    fn compare_head(&self, walked: &Head) -> Result<(), VaultError> {
        let wrong = if walked.chain != self.from.head.chain {
            Wrong::Chain
        } else if walked.live != self.from.head.live {
            Wrong::Count
        } else {
            return Ok(());
        };
        Err(self.refuse(wrong.into()))
    }

    /// Remembers the damage in the old vault, which is only read from now on.
    fn refuse(&self, fault: Fault) -> VaultError {
        self.from.note(fault);
        match fault.seq {
            Some(seq) => VaultError::RecordDamaged { seq, wrong: fault.wrong },
            None => VaultError::Damaged { what: fault.wrong.as_str() },
        }
    }

    fn insert(&self, seq: u64, age: Option<&[u8]>, digest: &Digest32) -> Result<(), VaultError> {
        let seq = i64::try_from(seq).map_err(|_| VaultError::RecordNotFound { seq })?;
        let row = "INSERT OR REPLACE INTO rec (seq, age, digest) VALUES (?1, ?2, ?3)";
        self.write(row, params![seq, age, digest])
    }

    fn write(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), VaultError> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut row| row.execute(values))
            .map(|_| ())
            .map_err(|error| VaultError::vault_sql("writing the new vault", error))
    }
}
