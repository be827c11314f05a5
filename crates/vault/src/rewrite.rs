//! Writing all of a vault anew: beside it, under a new identity, one record in memory at a time.
//!
//! Two acts are made of it. *Sealing everything anew* takes the old file's place, and refuses when
//! anything is damaged; then nobody who once had a key opens what stands there now. *Saving what can
//! be saved* makes a second, sound vault of a damaged one, and names what could not come along.
//! Records keep their numbers, and what was purged stays purged. Either way the new file is read
//! back whole before it gets a name.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use age::x25519::Identity;
use rand::CryptoRng;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::create::{index_key, insert_slots, make_at, sync};
use crate::envelope::{self, New, Record};
use crate::head::{Digest32, Head, digest};
use crate::inspect::Way;
use crate::keys::{Key, Passphrase, RecoveryKey, WorkFactor};
use crate::lockfile::Lock;
use crate::purge::Purged;
use crate::read::Found;
use crate::ready::Sealer;
use crate::salvage::Salvage;
use crate::state::Saw;
use crate::{Fault, Id, Moment, Vault, VaultError, Wrong, file};

/// What is to open a vault that is written anew.
#[derive(Debug)]
pub struct NewKeys {
    /// What the owner remembers.
    pub passphrase: Passphrase,
    /// What the owner writes down.
    pub recovery: RecoveryKey,
    /// What a guess at the passphrase costs; never lower than it was.
    pub work: WorkFactor,
}

/// What to do about records that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    /// Stop, and leave everything as it is.
    Refuse,
    /// Go on without them, and name them.
    Name,
}

/// What became of each record of the old vault:
/// `kept + purged + lost_before + lost.len()` is how many there were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewritten {
    /// Records that came along.
    pub kept: u64,
    /// Records that had been purged on purpose.
    pub purged: u64,
    /// Records that an earlier rescue had named as lost.
    pub lost_before: u64,
    /// Records that could not come along, in order, and why.
    pub lost: Vec<Fault>,
    /// Drafts that came along.
    pub drafts: u64,
    /// Drafts that could not be read.
    pub lost_drafts: u64,
}

/// The payload of a `lost` record.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lost {
    /// The records that could not be saved.
    pub seqs: Vec<u64>,
    /// When that was found.
    pub at: Moment,
}

impl Lost {
    /// The places that a record names, if it is one of these.
    pub fn named_in(record: &Record) -> Vec<u64> {
        let lost = (record.header.kind == "lost").then(|| serde_json::from_slice(&record.payload));
        lost.and_then(Result::ok).map_or_else(Vec::new, |lost: Self| lost.seqs)
    }
}

/// Gets records done and in all, and may break off.
pub(crate) type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

impl Vault {
    /// Writes everything that can be read into a new vault at `to`: the same vault by id, with the
    /// same records at the same places, under a new identity and new keys. This vault is not
    /// changed. Works on damaged and read-only vaults; with [`Losses::Refuse`] only on whole ones.
    ///
    /// 200 µs a record for short entries. `progress` counts every record twice, written and read
    /// back, and may break off (`cancelled`). Never overwrites; on any failure nothing is left.
    pub fn rewrite(
        &self,
        to: &Path,
        keys: &NewKeys,
        losses: Losses,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Rewritten, VaultError> {
        keys.passphrase.check()?;
        make_at(to, self.id, |rough| {
            let made = self.write_anew(rough, keys, losses, at, rng, progress)?;
            Ok(made.report)
        })
    }

    /// Seals everything anew, under a new identity and new keys, in the place of the old file. Who
    /// had a key and an old copy opens that copy, and nothing that stands here from now on.
    ///
    /// The new file is written beside the old one and read back whole; then it takes the old one's
    /// name in one step. On any failure, or when broken off (`cancelled`), the old vault stays open
    /// as it was. Killed at any moment, either the old vault stands there or the new one.
    /// `vault-damaged` or `record-damaged` when not everything is whole. The index has a new key
    /// afterwards: drop it before and open it anew.
    pub fn reseal(
        &mut self,
        keys: &NewKeys,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Rewritten, VaultError> {
        self.writable()?;
        self.settle()?;
        keys.passphrase.check()?;
        // Where a link stands, what it leads to is exchanged and not the link.
        let target = fs::canonicalize(&self.path)
            .map_err(|error| VaultError::file("finding the vault", error))?;
        let rough = file::rough(&target, self.id);
        file::remove_rough(&rough);
        let done =
            self.write_anew(&rough, keys, Losses::Refuse, at, rng, progress).and_then(|made| {
                // On its way past all records it may have found that this is not the right copy.
                self.writable()?;
                self.exchange(&rough, &target, at, &made)?;
                Ok(made.report)
            });
        if done.is_err() {
            file::remove_rough(&rough);
        }
        done
    }

    /// Puts the file `rough` in the place of this vault's, and goes on with it.
    fn exchange(
        &mut self,
        rough: &Path,
        target: &Path,
        at: Moment,
        made: &Made,
    ) -> Result<(), VaultError> {
        let taking = |error| VaultError::file("taking the old vault's place", error);
        let permissions = fs::metadata(target).map_err(taking)?.permissions();
        fs::set_permissions(rough, permissions).map_err(taking)?;
        // From here on, whichever of the two is found is the right one.
        let (old, new) = (Saw::of(&self.head, at), Saw::of(&made.head, at));
        if let Err(error) = self.keep(old, Some(new))
            && self.memory.holds_something()
        {
            return Err(error);
        }
        let exchanged = self.swap_files(rough, target);
        if exchanged.is_ok() {
            self.identity = made.identity.clone();
            self.sealer = Sealer::start(self.identity.to_public());
            self.head = made.head.clone();
            self.purges += 1;
            self.memory.went_another_way();
            self.drop_index();
        }
        // A memory that cannot be kept now names both, and settles at the next opening.
        let _ = self.keep(if exchanged.is_ok() { new } else { old }, None);
        exchanged
    }

    /// Closes the old file, exchanges the names and opens what stands there then.
    fn swap_files(&mut self, rough: &Path, target: &Path) -> Result<(), VaultError> {
        self.checkpoint()?;
        let nothing = Connection::open_in_memory()
            .map_err(|error| VaultError::vault_sql("closing the old vault", error))?;
        // Windows exchanges no file that is open.
        let old = std::mem::replace(&mut self.conn, nothing);
        let closed = old.close().map_err(|(conn, error)| {
            drop(conn);
            VaultError::vault_sql("closing the old vault", error)
        });
        // SQLite would take an old log beside the new file for the new file's own.
        let swapped = closed.and_then(|()| {
            if file::has_wal(target) || file::beside(target, "-journal").exists() {
                return Err(VaultError::InUse { name: file::name_of(target) });
            }
            fs::rename(rough, target)
                .map_err(|error| VaultError::file("taking the old vault's place", error))
        });
        if swapped.is_ok() {
            file::sync_folder(target);
        }
        match file::connect(&self.path) {
            Ok(conn) => self.conn = conn,
            Err(error) => {
                // What stands there is whole; only this opening of it is over.
                self.note(Wrong::File.into());
                return Err(error);
            }
        }
        swapped
    }

    /// Writes everything into `rough` and reads it back.
    fn write_anew(
        &self,
        rough: &Path,
        keys: &NewKeys,
        losses: Losses,
        at: Moment,
        rng: &mut dyn CryptoRng,
        progress: Progress<'_>,
    ) -> Result<Made, VaultError> {
        if losses == Losses::Refuse
            && let Some(fault) = self.faults.borrow().first()
        {
            return Err(VaultError::Damaged { what: fault.wrong.as_str() });
        }
        let total = match losses {
            Losses::Refuse => self.head.seq,
            // Record 1 is made anew whatever there was.
            Losses::Name => self.last_that_opens().max(1),
        };
        let conn = file::make(rough)?;
        let writing = |error| VaultError::vault_sql("writing the new vault", error);
        // The file is thrown away when anything fails, and made durable at the end.
        conn.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))
            .and_then(|()| conn.execute_batch("PRAGMA synchronous = OFF; BEGIN"))
            .map_err(writing)?;
        let identity = Identity::generate();
        let was = self.work_factor().and_then(|log_n| WorkFactor::new(log_n).ok());
        let work = was.map_or(keys.work, |was| was.max(keys.work));
        insert_slots(&conn, self.id, &identity, &keys.passphrase, &keys.recovery, work)?;
        let mut copying = Copying {
            from: self,
            conn: &conn,
            sealer: Sealer::start(identity.to_public()),
            losses,
            report: Rewritten::default(),
            failed: Vec::new(),
            blank: BTreeSet::new(),
            purged: BTreeSet::new(),
            lost_before: BTreeSet::new(),
        };
        let (key, id, lost_id) = (index_key(rng), Id::generate(rng), Id::generate(rng));
        let own = |kind, id, payload| New { kind, id, at, device: "", payload };
        let total = copying.records(total, &own("index-key", id, key.as_bytes()), progress)?;
        copying.settle_blanks()?;
        copying.drafts()?;
        if let Some(lost) = copying.lost(at) {
            copying.write_record(total + 1, &own("lost", lost_id, &lost))?;
        }
        let head = copying.finish()?;
        let report = copying.report;
        conn.execute_batch("COMMIT").map_err(writing)?;
        conn.close().map_err(|(_, error)| writing(error))?;
        sync(rough)?;
        let made = Made { identity, head, report };
        self.read_back(rough, keys, &made, total, progress)?;
        Ok(made)
    }

    /// Opens the new file by both keys and checks all of it.
    fn read_back(
        &self,
        rough: &Path,
        keys: &NewKeys,
        made: &Made,
        total: u64,
        progress: Progress<'_>,
    ) -> Result<(), VaultError> {
        let differs = || VaultError::Io {
            what: "reading the new vault back",
            source: "it is not what was written".into(),
        };
        let unlocked = |key: &Key| {
            let lock = Lock::Reader { file: None };
            let vault = Self::look_into(rough, Way::Key(key), lock).map_err(|_| differs())?;
            let fits = vault.id == self.id && vault.head == made.head;
            let fits = fits && vault.identity.to_public() == made.identity.to_public();
            if fits { Ok(vault) } else { Err(differs()) }
        };
        unlocked(&Key::Passphrase(keys.passphrase.again()))?;
        let vault = unlocked(&Key::Recovery(keys.recovery.again()))?;
        let whole = made.report.kept + u64::from(!made.report.lost.is_empty());
        let report = vault.check(&mut |done, _| progress(total + done.min(total), total * 2))?;
        if report.cancelled {
            return Err(VaultError::Cancelled);
        }
        if report.is_sound() && report.whole == whole && report.drafts == made.report.drafts {
            return Ok(());
        }
        Err(differs())
    }

    /// The last record there is: the head's, or one beyond it that opens as what it says it is,
    /// where the head is an older one or none.
    fn last_that_opens(&self) -> u64 {
        let last = i64::try_from(self.head.seq).unwrap_or(i64::MAX);
        let beyond = self.conn.prepare("SELECT seq FROM rec WHERE seq > ?1 ORDER BY seq DESC");
        let Ok(mut beyond) = beyond else { return self.head.seq };
        let Ok(mut rows) = beyond.query([last]) else { return self.head.seq };
        while let Ok(Some(row)) = rows.next() {
            let seq = row.get::<_, i64>(0).ok().and_then(|seq| u64::try_from(seq).ok());
            if let Some(seq) = seq
                && matches!(self.read_row(seq), Ok(Some(_)))
            {
                return seq;
            }
        }
        self.head.seq
    }
}

/// A new file that was written and read back.
struct Made {
    identity: Identity,
    head: Head,
    report: Rewritten,
}

/// The copying under way.
struct Copying<'a> {
    from: &'a Vault,
    conn: &'a Connection,
    sealer: Sealer,
    losses: Losses,
    report: Rewritten,
    failed: Vec<Fault>,
    blank: BTreeSet<u64>,
    purged: BTreeSet<u64>,
    lost_before: BTreeSet<u64>,
}

impl Copying<'_> {
    /// Copies all records and returns how many there were.
    fn records(
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

    fn write_record(&self, seq: u64, new: &New<'_>) -> Result<(), VaultError> {
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
    fn settle_blanks(&mut self) -> Result<(), VaultError> {
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

    fn drafts(&mut self) -> Result<(), VaultError> {
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
    fn lost(&self, at: Moment) -> Option<Vec<u8>> {
        let seqs: Vec<u64> = self.report.lost.iter().filter_map(|fault| fault.seq).collect();
        let lost = Lost { seqs, at };
        (!lost.seqs.is_empty()).then(|| serde_json::to_vec(&lost).expect("numbers and a time"))
    }

    /// Follows the new chain and seals the head.
    fn finish(&self) -> Result<Head, VaultError> {
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
