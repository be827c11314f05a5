//! What a vault costs, beside plain SQLite in the same run: one JSON object a line.
//!
//! `cargo bench -p vault` (add `-- --quick` for a short form). Peers are interleaved with what is
//! measured, so that a busy disk is busy for both.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use vault::{Id, Key, Moment, New, Passphrase, Places, RecoveryKey, Vault, WorkFactor, seal};

/// Bytes of a middling journal entry.
const ENTRY: usize = 2_300;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let payload = text(ENTRY);
    save(folder.path(), &payload, if quick { 200 } else { 2_000 });
    age_files(&payload, if quick { 200 } else { 2_000 });
    many(folder.path(), &payload, if quick { 2_000 } else { 20_000 });
    large(folder.path(), &payload, if quick { 2_000 } else { 100_000 });
    merge(folder.path(), &payload, if quick { 500 } else { 10_000 });
}

/// A durable save beside a plain insert of the same bytes with the same pragmas.
fn save(folder: &Path, payload: &[u8], rounds: usize) {
    let (mut vault, at) = new_vault(folder, "save");
    let alike = plain(&folder.join("plain.db"), 16_384);
    let small = plain(&folder.join("small.db"), 4_096);
    let mut rng = rand::rng();
    let (mut ours, mut peers, mut smalls) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let id = Id::generate(&mut rng);
        let started = Instant::now();
        vault.append(&New { kind: "entry", id, at, device: "bench", payload }).expect("appends");
        ours.push(started.elapsed());
        peers.push(insert(&alike, payload));
        smalls.push(insert(&small, payload));
    }
    let (ours, peer, small) = (median(ours), median(peers), median(smalls));
    line("save", "p50", micros(ours), "us", "plain sqlite, same pragmas", ours, peer);
    line("save", "p50", micros(ours), "us", "plain sqlite, 4 KiB pages", ours, small);
    line("save-peer", "p50", micros(peer), "us", "", peer, peer);
}

/// What one age file costs.
fn age_files(payload: &[u8], rounds: usize) {
    let key = RecoveryKey::generate();
    let recipients = [key.recipient()];
    let (mut seals, mut opens) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let started = Instant::now();
        let sealed = seal::to_recipients(&recipients, payload).expect("seals");
        seals.push(started.elapsed());
        let started = Instant::now();
        seal::open_with_identity(&key, &sealed).expect("opens");
        opens.push(started.elapsed());
    }
    let (seals, opens) = (median(seals), median(opens));
    line("age-seal", "p50", micros(seals), "us", "", seals, seals);
    line("age-open", "p50", micros(opens), "us", "", opens, opens);
}

/// Import, opening, audit and check of many records.
fn many(folder: &Path, payload: &[u8], count: usize) {
    let (mut vault, _) = new_vault(folder, "many");
    let started = Instant::now();
    fill(&mut vault, payload, count);
    rate("batch", count, started.elapsed(), "records/s");
    let key = vault.path().to_owned();
    vault.lock().expect("locks");

    let started = Instant::now();
    let vault = open(&key, folder);
    let took = started.elapsed();
    line("open", "once", micros(took), "us", "scrypt 2^2", took, took);

    let started = Instant::now();
    let mut audit = vault.audit();
    while !audit.step(&vault, 1_000).expect("sound").finished {}
    let took = started.elapsed() * u32::try_from(100_000 / count).expect("a small factor");
    line("audit", "per 100,000", took.as_secs_f64(), "s", "", took, took);

    let started = Instant::now();
    let report = vault.check(&mut go_on).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    rate("check", count, started.elapsed(), "records/s");
}

/// What must not grow with the number of records, and a backup of them all.
fn large(folder: &Path, payload: &[u8], count: usize) {
    let (mut few, _) = new_vault(folder, "few");
    fill(&mut few, payload, 100);
    let (mut vault, at) = new_vault(folder, "large");
    fill(&mut vault, payload, count);
    passphrases(&mut few, &mut vault, count);
    backup(folder, &vault, at);

    let paths = [&few, &vault].map(|vault| vault.path().to_owned());
    few.lock().expect("locks");
    vault.lock().expect("locks");
    let (mut few, mut large) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        for (path, times) in paths.iter().zip([&mut few, &mut large]) {
            let started = Instant::now();
            let vault = open(path, folder);
            times.push(started.elapsed());
            drop(vault);
        }
    }
    let (few, large) = (median(few), median(large));
    let metric = format!("p50 at {count}");
    line("unlock", &metric, micros(large), "us", "the same at 100 records", large, few);
}

/// A change of passphrase, at a low work factor so that scrypt does not hide the rest.
fn passphrases(few: &mut Vault, many: &mut Vault, count: usize) {
    let work = WorkFactor::new(2).expect("a low work factor");
    let passphrase = Passphrase::from("bench".to_owned());
    let (mut small, mut large) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        for (vault, times) in [(&mut *few, &mut small), (&mut *many, &mut large)] {
            let started = Instant::now();
            vault.set_passphrase(&passphrase, work).expect("changes the passphrase");
            times.push(started.elapsed());
        }
    }
    let (small, large) = (median(small), median(large));
    let metric = format!("p50 at {count}");
    line("set-passphrase", &metric, micros(large), "us", "the same at 100 records", large, small);
}

/// A backup, copied, looked through and made durable, beside a plain one of the same file.
fn backup(folder: &Path, vault: &Vault, at: Moment) {
    let shelf = folder.join("shelf");
    std::fs::create_dir_all(&shelf).expect("a folder for backups");
    let started = Instant::now();
    let rough = vault::rough_in(&shelf, vault.id(), &mut rand::rng());
    let copy = vault.copy_to(&rough, &mut go_on).expect("copies");
    let copied = started.elapsed();
    copy.verify(&mut go_on).expect("is sound");
    let made = copy.place(&shelf, at).expect("places");
    let ours = started.elapsed();

    let from = Connection::open(&made.path).expect("opens");
    let plain = shelf.join("plain.db");
    let started = Instant::now();
    let mut to = Connection::open(&plain).expect("opens");
    let backup = rusqlite::backup::Backup::new(&from, &mut to).expect("begins");
    while backup.step(256).expect("copies") != rusqlite::backup::StepResult::Done {}
    drop(backup);
    to.close().expect("closes");
    let peer = started.elapsed();
    let megabytes = |took: Duration| {
        #[expect(clippy::cast_precision_loss, reason = "a size on a disk")]
        let bytes = made.bytes as f64;
        bytes / 1e6 / took.as_secs_f64()
    };
    let name = "plain sqlite backup";
    line("backup", "copied, verified, durable", megabytes(ours), "MB/s", name, ours, peer);
    line("backup-copy", "holds the vault", megabytes(copied), "MB/s", name, copied, peer);
    line("backup-peer", "copied, durable", megabytes(peer), "MB/s", "", peer, peer);
    std::fs::remove_dir_all(&shelf).expect("goes");
}

/// Two copies that each went on for `count` records, beside plain tables with the same rows.
fn merge(folder: &Path, payload: &[u8], count: usize) {
    let (mut here, at) = new_vault(folder, "here");
    fill(&mut here, payload, 100);
    let path = here.path().to_owned();
    here.lock().expect("locks");
    let copy = folder.join("there.tellable");
    std::fs::copy(&path, &copy).expect("copies");
    let (mut here, mut there) = (open(&path, folder), open(&copy, folder));
    fill(&mut here, payload, count);
    fill(&mut there, payload, count);
    let started = Instant::now();
    let merged = here.merge(&there, at, &mut go_on).expect("merges");
    let ours = started.elapsed();
    assert_eq!(merged.added.len(), count);

    let peers = ["here.db", "there.db"].map(|name| rows(&folder.join(name), payload, count));
    let started = Instant::now();
    peers[0]
        .execute_batch(&format!(
            "ATTACH '{}' AS other; INSERT OR IGNORE INTO main.entry SELECT * FROM other.entry;",
            folder.join("there.db").display()
        ))
        .expect("merges");
    let peer = started.elapsed();
    let metric = format!("{count} + {count}");
    line("merge", &metric, ours.as_secs_f64(), "s", "plain sqlite", ours, peer);

    let started = Instant::now();
    let again = here.merge(&there, at, &mut go_on).expect("merges");
    assert!(again.added.is_empty());
    let ours = started.elapsed();
    line("merge-again", &metric, ours.as_secs_f64(), "s", "", ours, ours);
}

/// A plain table of as many rows, with random names as keys.
fn rows(path: &Path, payload: &[u8], count: usize) -> Connection {
    let conn = Connection::open(path).expect("opens");
    conn.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE entry (id BLOB PRIMARY KEY, body BLOB); BEGIN;",
    )
    .expect("makes a table");
    let mut rng = rand::rng();
    for _ in 0..count {
        conn.prepare_cached("INSERT INTO entry (id, body) VALUES (?1, ?2)")
            .and_then(|mut row| row.execute(params![Id::generate(&mut rng).as_bytes(), payload]))
            .expect("inserts");
    }
    conn.execute_batch("COMMIT").expect("commits");
    conn
}

fn fill(vault: &mut Vault, payload: &[u8], count: usize) {
    let at: Moment = "2026-11-22T14:28:33+01:00".parse().expect("an instant");
    let mut rng = rand::rng();
    let mut batch = vault.batch().expect("begins");
    for _ in 0..count {
        let id = Id::generate(&mut rng);
        batch.append(&New { kind: "entry", id, at, device: "bench", payload }).expect("appends");
    }
    batch.commit().expect("commits");
}

fn go_on(_: u64, _: u64) -> std::ops::ControlFlow<()> {
    std::ops::ControlFlow::Continue(())
}

fn new_vault(folder: &Path, name: &str) -> (Vault, Moment) {
    let path = folder.join(format!("{name}.tellable"));
    let at: Moment = "2026-11-22T14:28:33+01:00".parse().expect("an instant");
    let work = WorkFactor::new(2).expect("a low work factor");
    let (passphrase, recovery) = (Passphrase::from("bench".to_owned()), RecoveryKey::generate());
    Vault::create(&path, &passphrase, &recovery, work, at, &mut rand::rng()).expect("creates");
    (open(&path, folder), at)
}

fn open(path: &Path, folder: &Path) -> Vault {
    let key = Key::Passphrase(Passphrase::from("bench".to_owned()));
    Vault::open(
        path,
        &key,
        &Places { index_dir: folder.join("cache"), state_dir: folder.join("state") },
    )
    .expect("opens")
}

fn plain(path: &Path, page_size: u32) -> Connection {
    let conn = Connection::open(path).expect("opens");
    conn.execute_batch(&format!(
        "PRAGMA page_size = {page_size}; PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8192;
         CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB);"
    ))
    .expect("makes a table");
    conn
}

fn insert(conn: &Connection, payload: &[u8]) -> Duration {
    let started = Instant::now();
    conn.prepare_cached("INSERT INTO entry (body) VALUES (?1)")
        .and_then(|mut row| row.execute(params![payload]))
        .expect("inserts");
    started.elapsed()
}

/// Bytes that look like text; their meaning does not matter here.
fn text(length: usize) -> Vec<u8> {
    (0..length).map(|at| b"the quick brown fox is tired "[at * 7 % 29]).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn rate(bench: &str, count: usize, took: Duration, unit: &str) {
    let per_second = f64::from(u32::try_from(count).expect("a small count")) / took.as_secs_f64();
    line(bench, "rate", per_second, unit, "", took, took);
}

/// One figure; `ratio` is ours over the peer's, 1 where there is no peer.
fn line(
    bench: &str,
    metric: &str,
    value: f64,
    unit: &str,
    peer: &str,
    ours: Duration,
    other: Duration,
) {
    let ratio = ours.as_secs_f64() / other.as_secs_f64();
    let peer = if peer.is_empty() { None } else { Some(peer) };
    let value = (value * 100.0).round() / 100.0;
    let ratio = peer.map(|_| (ratio * 100.0).round() / 100.0);
    println!(
        "{}",
        serde_json::json!({
            "bench": format!("vault/{bench}"), "metric": metric, "value": value, "unit": unit,
            "peer": peer, "ratio": ratio,
        })
    );
}
