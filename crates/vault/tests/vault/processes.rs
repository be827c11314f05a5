//! Two processes and one vault; a process that dies.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vault::{Key, Vault, rough_in};

use crate::support::{House, add, audit, check, code, house, noon, open_at, passphrase, texts};

const VAULT: &str = "TELLABLE_TEST_VAULT";

/// Another process that opens the vault and says so, then adds texts until it dies.
fn other_process(house: &House) -> (Child, impl Iterator<Item = String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "processes::body_writes", "--nocapture"])
        .env(VAULT, &house.path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("open")));
    (child, lines)
}

#[test]
#[ignore = "run by its parent tests"]
fn body_writes() {
    let path = std::env::var_os(VAULT).expect("run by its parent test");
    let mut vault = open_at(path.as_ref(), "/nowhere".as_ref()).unwrap();
    println!("open");
    for n in 0.. {
        add(&mut vault, &n.to_string()).unwrap();
        // What stands on standard output is acknowledged.
        println!("{n}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_vault_that_another_process_has_open_is_in_use() {
    let house = house();
    let (mut other, _lines) = other_process(&house);
    assert_eq!(code(house.try_open()), "vault-in-use");
    other.kill().unwrap();
    other.wait().unwrap();
    let vault = house.open();
    audit(&vault).unwrap();
}

#[test]
fn a_killed_process_leaves_nothing_stuck_and_loses_nothing_acknowledged() {
    let house = house();
    let mut least = 0;
    for round in 1..=5 {
        let (mut other, mut lines) = other_process(&house);
        let mut acknowledged = 0;
        for _ in 0..round * 3 {
            lines.next().unwrap();
            acknowledged += 1;
        }
        // SIGKILL: no destructor runs.
        other.kill().unwrap();
        other.wait().unwrap();
        acknowledged += lines.filter(|line| line.parse::<u32>().is_ok()).count();
        least += acknowledged;
        let vault = house.open();
        assert!(vault.faults().is_empty());
        audit(&vault).unwrap();
        let kept = texts(&vault).len();
        assert!(kept >= least, "{kept} kept, {least} acknowledged");
        least = kept;
    }
}

/// A vault whose last two texts are only in its log, as a crash leaves it, and a backup from before.
fn crashed_with_a_backup() -> House {
    let house = house();
    let mut vault = house.open();
    add(&mut vault, "one").unwrap();
    vault.lock().unwrap();
    let shelf = house.folder.path().join("shelf");
    std::fs::create_dir(&shelf).unwrap();
    std::fs::copy(&house.path, shelf.join("mine 2026-11-22 120000.tellable")).unwrap();
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    add(&mut vault, &"three ".repeat(20_000)).unwrap();
    let left = shelf.join("left");
    std::fs::copy(file_beside(&house, "-wal"), &left).unwrap();
    let main = std::fs::read(&house.path).unwrap();
    drop(vault);
    std::fs::write(&house.path, main).unwrap();
    std::fs::rename(left, file_beside(&house, "-wal")).unwrap();
    house
}

fn file_beside(house: &House, suffix: &str) -> PathBuf {
    house.folder.path().join(format!("mine.tellable{suffix}"))
}

fn inspect(path: &Path) -> Vault {
    Vault::inspect(path, &Key::Passphrase(passphrase())).unwrap()
}

#[test]
#[ignore = "run by its parent test"]
fn body_restores() {
    let path = PathBuf::from(std::env::var_os(VAULT).expect("run by its parent test"));
    let folder = path.parent().unwrap();
    let backup = inspect(&folder.join("shelf/mine 2026-11-22 120000.tellable"));
    let rough = rough_in(folder, backup.id(), &mut rand::rng());
    let copy = backup.copy_to(&rough, &mut |_, _| ControlFlow::Continue(())).unwrap();
    copy.verify(&mut |_, _| ControlFlow::Continue(())).unwrap();
    println!("begins");
    copy.put_in_place(&path, noon()).unwrap();
    println!("restored");
}

/// Restores in another process, which is killed after `patience`; says how long it took if it was
/// not.
fn restore(house: &House, patience: Duration) -> Option<Duration> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "processes::body_restores", "--nocapture"])
        .env(VAULT, &house.path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("begins")));
    let begun = Instant::now();
    if patience == Duration::MAX {
        assert!(lines.any(|line| line.ends_with("restored")));
        child.wait().unwrap();
        return Some(begun.elapsed());
    }
    while begun.elapsed() < patience {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn a_restore_that_is_killed_leaves_the_old_vault_or_the_new_one() {
    let whole = restore(&crashed_with_a_backup(), Duration::MAX).unwrap();
    let mut found = BTreeMap::new();
    for round in 0..20 {
        let house = crashed_with_a_backup();
        restore(&house, whole * round / 18);
        // Whatever stands there is one of the two, whole.
        let vault = inspect(&house.path);
        assert!(check(&vault).is_sound());
        let kept = texts(&vault).len();
        *found.entry(kept).or_insert(0) += 1;
        if kept == 1 {
            let aside = house.folder.path().join("mine (set aside 2026-11-22 120000).tellable");
            assert_eq!(texts(&inspect(&aside)).len(), 3);
        } else {
            assert_eq!(kept, 3);
        }
        drop(vault);
        // And it opens for writing.
        let mut vault = house.open();
        add(&mut vault, "more").unwrap();
        // What the kill left goes with the next copy that is made there.
        let rough = rough_in(house.folder.path(), vault.id(), &mut rand::rng());
        drop(vault.copy_to(&rough, &mut |_, _| ControlFlow::Continue(())).unwrap());
        for file in std::fs::read_dir(house.folder.path()).unwrap().flatten() {
            assert!(!file.file_name().to_string_lossy().starts_with('.'), "{file:?}");
        }
    }
    println!("texts found, and how often: {found:?}");
}
