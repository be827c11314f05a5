//! Backups: made through SQLite, looked through before they get a name, and thinned.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use vault::{BackupFile, Copy, Id, Key, Moment, Vault, VaultError, backups, rough_in, thin};

use crate::support::{
    House, add, check, code, create, house, house_with, noon, open_at, passphrase, texts,
};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn off(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Break(())
}

fn rough(vault: &Vault, folder: &Path) -> PathBuf {
    rough_in(folder, vault.id(), &mut rand::rng())
}

fn copy(vault: &Vault, folder: &Path) -> Result<Copy, VaultError> {
    vault.copy_to(&rough(vault, folder), &mut on)
}

fn back_up(vault: &Vault, folder: &Path, at: &str) -> Result<BackupFile, VaultError> {
    let copy = copy(vault, folder)?;
    copy.verify(&mut on)?;
    copy.place(folder, moment(at))
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn inspect(path: &Path) -> Result<Vault, VaultError> {
    Vault::inspect(path, &Key::Passphrase(passphrase()))
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_holds_all_that_was_acknowledged_and_opens_by_itself() {
    let house = house_with(&["one"]);
    let shelf = tempfile::tempdir().unwrap();
    let mut vault = house.open();
    // In the log and not in the file yet, and a draft besides.
    add(&mut vault, "two").unwrap();
    let draft = Id::from_bytes([5; 16]);
    vault.keep_draft(draft, b"half a thought").unwrap();
    let made = back_up(&vault, shelf.path(), "2026-11-22T14:28:33+01:00").unwrap();
    assert_eq!(names(shelf.path()), ["mine 2026-11-22 142833.tellable"]);
    assert_eq!(made.path, shelf.path().join("mine 2026-11-22 142833.tellable"));
    assert_eq!(made.bytes, fs::metadata(&made.path).unwrap().len());
    assert_eq!(backups(shelf.path(), vault.id()).unwrap(), std::slice::from_ref(&made));
    // The vault goes on meanwhile.
    add(&mut vault, "three").unwrap();

    let before = fs::read(&made.path).unwrap();
    let looked = inspect(&made.path).unwrap();
    assert_eq!(texts(&looked), ["one", "two"]);
    assert_eq!(&looked.draft(draft).unwrap().unwrap()[..], b"half a thought");
    assert!(check(&looked).is_sound());
    drop(looked);
    assert!(fs::read(&made.path).unwrap() == before);
    let house = House { path: made.path, folder: shelf, recovery: house.recovery };
    let opened = house.open();
    assert_eq!(texts(&opened), ["one", "two"]);
}

#[test]
fn a_copy_can_be_looked_through_beside_the_vault() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    let shelf = tempfile::tempdir().unwrap();
    let copied = copy(&vault, shelf.path()).unwrap();
    let looked = std::thread::spawn(move || copied.verify(&mut on).map(|()| copied));
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    let placed = looked.join().unwrap().unwrap().place(shelf.path(), noon()).unwrap();
    assert_eq!(texts(&inspect(&placed.path).unwrap()), ["one"]);
}

#[cfg(unix)]
#[test]
fn a_backup_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let house = house_with(&["one"]);
    let shelf = tempfile::tempdir().unwrap();
    let made = back_up(&house.open(), shelf.path(), "2026-11-22T14:28:33+01:00").unwrap();
    assert_eq!(fs::metadata(made.path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_backup_never_takes_the_place_of_a_file() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = tempfile::tempdir().unwrap();
    let taken = shelf.path().join("mine 2026-11-22 142833.tellable");
    fs::write(&taken, "a letter").unwrap();
    assert_eq!(code(back_up(&vault, shelf.path(), "2026-11-22T14:28:33+01:00")), "already-exists");
    assert_eq!(fs::read(&taken).unwrap(), b"a letter");
    // Nor does the copy that has no name yet.
    let rough = shelf.path().join("notes");
    fs::write(&rough, "notes").unwrap();
    assert_eq!(code(vault.copy_to(&rough, &mut on)), "already-exists");
    assert_eq!(names(shelf.path()), ["mine 2026-11-22 142833.tellable", "notes"]);
}

#[test]
fn a_copy_that_is_broken_off_or_not_placed_is_no_file() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = tempfile::tempdir().unwrap();
    assert_eq!(code(vault.copy_to(&rough(&vault, shelf.path()), &mut off)), "cancelled");
    assert!(names(shelf.path()).is_empty());
    let copied = copy(&vault, shelf.path()).unwrap();
    assert_eq!(code(copied.verify(&mut off)), "cancelled");
    assert_eq!(names(shelf.path()).len(), 1);
    drop(copied);
    assert!(names(shelf.path()).is_empty());
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = tempfile::tempdir().unwrap();
    let left = rough(&vault, shelf.path());
    fs::write(&left, "half a copy").unwrap();
    // Of another vault, or only alike: not ours.
    let others = rough_in(shelf.path(), Id::from_bytes([7; 16]), &mut rand::rng());
    fs::write(&others, "half a copy").unwrap();
    let alike = shelf.path().join(format!(".{}.backup", vault.id()));
    fs::write(&alike, "mine").unwrap();
    // One that is being made: ours too, and somebody is at work on it.
    let at_work = copy(&vault, shelf.path()).unwrap();
    assert!(!left.exists());
    back_up(&vault, shelf.path(), "2026-11-22T14:28:33+01:00").unwrap();
    assert!(others.exists() && alike.exists());
    at_work.place(shelf.path(), moment("2026-11-22T14:28:34+01:00")).unwrap();
}

/// Changes a copy that has no name yet, as a failing disk would.
fn spoil(copied: &Copy, sql: &str) {
    let conn = Connection::open(copied.path()).unwrap();
    conn.execute_batch(sql).unwrap();
    let _: String = conn.query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0)).unwrap();
}

#[test]
fn a_bad_copy_is_never_placed() {
    let house = house_with(&["one", "two"]);
    let mut vault = house.open();
    vault.keep_draft(Id::from_bytes([5; 16]), b"half").unwrap();
    let good = tempfile::tempdir().unwrap();
    let kept = back_up(&vault, good.path(), "2026-11-21T14:28:33+01:00").unwrap();
    let before = fs::read(&kept.path).unwrap();
    for (sql, what) in [
        ("UPDATE rec SET age = zeroblob(900) WHERE seq = 2", "changed"),
        ("UPDATE rec SET age = NULL WHERE seq = 2", "count"),
        ("DELETE FROM rec WHERE seq = 3", "missing"),
        ("DELETE FROM rec WHERE seq = 2", "missing"),
        ("INSERT INTO rec SELECT 4, age, digest FROM rec WHERE seq = 3", "unexpected"),
        (
            "UPDATE rec SET age = (SELECT age FROM rec WHERE seq = 2), \
          digest = (SELECT digest FROM rec WHERE seq = 2) WHERE seq = 3",
            "chain",
        ),
        ("UPDATE slot SET age = zeroblob(200) WHERE n = 0", "passphrase-slot"),
        ("DELETE FROM slot WHERE n = 1", "recovery-slot"),
        ("UPDATE head SET age = zeroblob(400)", "head"),
        ("DELETE FROM meta WHERE key = 'vault'", "meta"),
        ("DELETE FROM draft", "draft"),
        ("UPDATE draft SET age = zeroblob(300)", "draft"),
        ("DROP TABLE rec", "file"),
    ] {
        let copied = copy(&vault, good.path()).unwrap();
        spoil(&copied, sql);
        match copied.verify(&mut on) {
            Err(VaultError::BackupUnsound { what: found }) => assert_eq!(found, what, "{sql}"),
            other => panic!("{sql}: {other:?}"),
        }
        // Who does not ask is refused as well.
        let placed = copied.place(good.path(), moment("2026-11-22T14:28:33+01:00"));
        assert_eq!(code(placed), "backup-unsound", "{sql}");
        assert_eq!(names(good.path()), ["mine 2026-11-21 142833.tellable"], "{sql}");
    }
    // An older state of the same vault is sound in itself, and not what was copied.
    let copied = copy(&vault, good.path()).unwrap();
    let later = {
        add(&mut vault, "three").unwrap();
        copy(&vault, house.folder.path()).unwrap()
    };
    fs::copy(copied.path(), later.path()).unwrap();
    assert_eq!(code(later.verify(&mut on)), "backup-unsound");
    // Cut off, or no vault at all.
    for bytes in [&before[..before.len() - 20_000], &before[..50], b"", b"a letter"] {
        fs::write(later.path(), bytes).unwrap();
        assert_eq!(code(later.verify(&mut on)), "backup-unsound", "{} bytes", bytes.len());
    }
    drop((copied, later));
    assert!(fs::read(&kept.path).unwrap() == before);
}

#[test]
fn a_damaged_vault_makes_no_backup() {
    let house = house_with(&["one", "two"]);
    let shelf = tempfile::tempdir().unwrap();
    back_up(&house.open(), shelf.path(), "2026-11-21T14:28:33+01:00").unwrap();
    house.tamper("UPDATE rec SET age = zeroblob(900) WHERE seq = 2");
    let vault = house.open();
    // Not known yet: the copy tells.
    assert_eq!(code(back_up(&vault, shelf.path(), "2026-11-22T14:28:33+01:00")), "backup-unsound");
    assert!(!check(&vault).is_sound());
    assert_eq!(code(copy(&vault, shelf.path())), "vault-damaged");
    assert_eq!(names(shelf.path()), ["mine 2026-11-21 142833.tellable"]);
}

#[test]
fn a_rolled_back_vault_makes_no_backup_until_it_is_accepted() {
    let house = house_with(&["one"]);
    let old = fs::read(&house.path).unwrap();
    let shelf = tempfile::tempdir().unwrap();
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    fs::write(&house.path, old).unwrap();
    let mut vault = house.open();
    assert_eq!(code(copy(&vault, shelf.path())), "vault-rolled-back");
    vault.accept_copy(noon()).unwrap();
    back_up(&vault, shelf.path(), "2026-11-22T14:28:33+01:00").unwrap();
}

#[test]
fn a_folder_that_is_not_there_or_vanishes_is_named() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = tempfile::tempdir().unwrap();
    let stick = shelf.path().join("stick");
    assert_eq!(code(copy(&vault, &stick)), "folder-not-found");
    assert_eq!(code(backups(&stick, vault.id())), "folder-not-found");
    assert_eq!(code(thin(&stick, vault.id(), noon())), "folder-not-found");
    fs::create_dir(&stick).unwrap();
    let copied = copy(&vault, &stick).unwrap();
    copied.verify(&mut on).unwrap();
    fs::remove_dir_all(&stick).unwrap();
    assert_eq!(code(copied.place(&stick, noon())), "folder-not-found");
    // Only its file went.
    fs::create_dir(&stick).unwrap();
    let copied = copy(&vault, &stick).unwrap();
    fs::remove_file(copied.path()).unwrap();
    assert_eq!(code(copied.verify(&mut on)), "vault-not-found");
    assert_eq!(code(copied.place(&stick, noon())), "vault-not-found");
    assert!(names(&stick).is_empty());
}

/// Backups of the same state, one at noon of each of these days.
fn shelf_of(vault: &Vault, days: &[&str]) -> tempfile::TempDir {
    let shelf = tempfile::tempdir().unwrap();
    let first = back_up(vault, shelf.path(), &format!("{}T12:00:00+01:00", days[0])).unwrap();
    for day in &days[1..] {
        fs::copy(&first.path, shelf.path().join(format!("mine {day} 120000.tellable"))).unwrap();
    }
    shelf
}

const TEN_DAYS: [&str; 10] = [
    "2026-11-23",
    "2026-11-24",
    "2026-11-25",
    "2026-11-26",
    "2026-11-27",
    "2026-11-28",
    "2026-11-29",
    "2026-11-30",
    "2026-12-01",
    "2026-12-02",
];

#[test]
fn thinning_removes_only_backups_of_this_vault() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = shelf_of(&vault, &TEN_DAYS);
    let path = |name: &str| shelf.path().join(name);
    let other = tempfile::tempdir().unwrap();
    create(&other.path().join("other.tellable")).unwrap();
    // What looks like a backup and is none of ours.
    let foreign = [
        "other 2026-11-23 120000.tellable",
        "mine 2026-11-23 130000.tellable",
        "mine 2026-11-24 130000.tellable",
        "mine 2026-13-45 120000.tellable",
        "mine 2026-11-23 120000 copy.tellable",
        "mine 2026-11-23.tellable",
        "mine (set aside 2026-11-23 120000).tellable",
        "2026-11-23 120000.tellable",
        "letter.txt",
    ];
    fs::copy(other.path().join("other.tellable"), path(foreign[0])).unwrap();
    fs::write(path(foreign[1]), "a letter").unwrap();
    fs::create_dir(path(foreign[2])).unwrap();
    for name in &foreign[3..8] {
        fs::copy(path("mine 2026-11-23 120000.tellable"), path(name)).unwrap();
    }
    fs::write(path(foreign[8]), "a letter").unwrap();
    // One that was opened as a vault is a vault.
    let opened = path("mine 2026-11-24 110000.tellable");
    fs::copy(path("mine 2026-11-23 120000.tellable"), &opened).unwrap();
    open_at(&opened, Path::new("/nowhere")).unwrap().lock().unwrap();

    let gone = thin(shelf.path(), vault.id(), moment("2026-12-02T12:00:00+01:00")).unwrap();
    let mut gone: Vec<_> =
        gone.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    gone.sort_unstable();
    assert_eq!(
        gone,
        [
            "mine 2026-11-23 120000.tellable",
            "mine 2026-11-24 120000.tellable",
            "mine 2026-11-25 120000.tellable"
        ]
    );
    for name in foreign {
        assert!(path(name).exists(), "{name}");
    }
    assert!(opened.exists());
    assert_eq!(backups(shelf.path(), vault.id()).unwrap().len(), 7);
    // Again: nothing more.
    let again = thin(shelf.path(), vault.id(), moment("2026-12-02T12:00:00+01:00")).unwrap();
    assert!(again.is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_is_no_backup_and_what_it_leads_to_stays() {
    let house = house_with(&["one"]);
    let vault = house.open();
    let shelf = shelf_of(&vault, &TEN_DAYS[2..]);
    let elsewhere = tempfile::tempdir().unwrap();
    let kept = elsewhere.path().join("kept.tellable");
    fs::copy(shelf.path().join("mine 2026-11-25 120000.tellable"), &kept).unwrap();
    let link = shelf.path().join("mine 2026-11-24 120000.tellable");
    std::os::unix::fs::symlink(&kept, &link).unwrap();
    let gone = thin(shelf.path(), vault.id(), moment("2026-12-02T12:00:00+01:00")).unwrap();
    assert_eq!(gone, [shelf.path().join("mine 2026-11-25 120000.tellable")]);
    assert!(fs::symlink_metadata(&link).is_ok() && kept.exists());
}

#[test]
fn nothing_goes_when_the_newest_does_not_hold_together() {
    let house = house_with(&["one", &"two ".repeat(30_000)]);
    let vault = house.open();
    let shelf = shelf_of(&vault, &TEN_DAYS);
    let newest = shelf.path().join("mine 2026-12-02 120000.tellable");
    let mut bytes = fs::read(&newest).unwrap();
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(&newest, bytes).unwrap();
    let at = moment("2026-12-02T12:00:00+01:00");
    assert!(thin(shelf.path(), vault.id(), at).unwrap().is_empty());
    assert_eq!(names(shelf.path()).len(), 10);
    // A newer whole one, and there is room to thin.
    back_up(&vault, shelf.path(), "2026-12-02T12:00:01+01:00").unwrap();
    assert_eq!(thin(shelf.path(), vault.id(), at).unwrap().len(), 4);
}

#[test]
fn a_clock_that_went_backwards_takes_the_newest_from_nobody() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    let shelf = shelf_of(&vault, &TEN_DAYS);
    add(&mut vault, "two").unwrap();
    // The battery of the clock was empty: the newest has the oldest name.
    let made = back_up(&vault, shelf.path(), "2019-01-01T00:00:10+01:00").unwrap();
    for now in ["2019-01-01T00:00:10+01:00", "2026-12-02T12:00:00+01:00", "2099-01-01T00:00:00Z"] {
        thin(shelf.path(), vault.id(), moment(now)).unwrap();
        assert!(made.path.exists(), "{now}");
        assert!(shelf.path().join("mine 2026-12-02 120000.tellable").exists(), "{now}");
    }
    // While the clock said 2019, all that was made later stayed.
    assert_eq!(backups(shelf.path(), vault.id()).unwrap().len(), 8);
}

#[test]
fn inspecting_changes_nothing_and_takes_nothing() {
    let house = house_with(&["one"]);
    let copied = tempfile::tempdir().unwrap();
    let path = copied.path().join("copy.tellable");
    fs::copy(&house.path, &path).unwrap();
    let before = (fs::read(&path).unwrap(), names(copied.path()));
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut looked = inspect(&path).unwrap();
    assert!(looked.is_read_only());
    assert_eq!(texts(&looked), ["one"]);
    assert!(check(&looked).is_sound());
    assert!(looked.index().unwrap().is_temporary());
    assert!(looked.index_anew().unwrap().is_temporary());
    assert_eq!(code(add(&mut looked, "two")), "vault-read-only");
    assert_eq!(code(looked.keep_draft(Id::from_bytes([1; 16]), b"x")), "vault-read-only");
    looked.remember(noon()).unwrap();
    // Two may look at once.
    assert_eq!(texts(&inspect(&path).unwrap()), ["one"]);
    looked.lock().unwrap();
    assert!((fs::read(&path).unwrap(), names(copied.path())) == before);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), modified);
}

#[test]
fn a_vault_that_is_being_written_is_not_inspected() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    assert_eq!(code(inspect(&house.path)), "vault-in-use");
    #[cfg(unix)]
    {
        let link = house.folder.path().join("link.tellable");
        std::os::unix::fs::symlink(&house.path, &link).unwrap();
        assert_eq!(code(inspect(&link)), "vault-in-use");
    }
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    // While it is looked at, nobody writes it.
    let looked = inspect(&house.path).unwrap();
    assert_eq!(code(house.try_open()), "vault-in-use");
    drop(looked);
    assert_eq!(texts(&house.open()), ["one", "two"]);
}

#[test]
fn an_inspected_vault_with_a_log_beside_it_shows_what_the_log_holds() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    let crashed = tempfile::tempdir().unwrap();
    for name in ["mine.tellable", "mine.tellable-wal"] {
        fs::copy(house.folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let path = crashed.path().join("mine.tellable");
    let read = |name: &str| fs::read(crashed.path().join(name)).unwrap();
    let before = (read("mine.tellable"), read("mine.tellable-wal"));
    let looked = inspect(&path).unwrap();
    assert_eq!(texts(&looked), ["one", "two"]);
    // A backup of it holds both, in one file.
    let made = back_up(&looked, house.folder.path(), "2026-11-22T14:28:33+01:00").unwrap();
    assert_eq!(texts(&inspect(&made.path).unwrap()), ["one", "two"]);
    drop(looked);
    assert!((read("mine.tellable"), read("mine.tellable-wal")) == before);
    assert_eq!(names(crashed.path()), ["mine.tellable", "mine.tellable-wal"]);
}

/// A copy of a backup of `vault`, as restoring makes it.
fn to_restore(vault: &Vault, folder: &Path) -> Copy {
    let shelf = tempfile::tempdir().unwrap();
    let made = back_up(vault, shelf.path(), "2026-11-22T14:28:33+01:00").unwrap();
    let looked = inspect(&made.path).unwrap();
    copy(&looked, folder).unwrap()
}

#[test]
fn a_restored_vault_stands_at_the_path_and_the_old_one_aside() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    let restored = to_restore(&vault, house.folder.path());
    add(&mut vault, "two").unwrap();
    let at = moment("2026-11-23T08:00:05+01:00");
    vault.lock().unwrap();

    let aside = restored.put_in_place(&house.path, at).unwrap().unwrap();
    assert_eq!(aside, house.folder.path().join("mine (set aside 2026-11-23 080005).tellable"));
    assert_eq!(texts(&inspect(&house.path).unwrap()), ["one"]);
    assert_eq!(texts(&open_at(&aside, Path::new("/nowhere")).unwrap()), ["one", "two"]);
}

#[test]
fn an_open_vault_is_not_replaced() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    let restored = to_restore(&vault, house.folder.path());
    assert_eq!(code(restored.put_in_place(&house.path, noon())), "vault-in-use");
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    assert_eq!(texts(&house.open()), ["one", "two"]);
    let left = names(house.folder.path());
    assert!(!left.iter().any(|name| name.contains("aside") || name.starts_with('.')), "{left:?}");
}

#[test]
fn an_old_log_is_never_played_into_a_restored_vault() {
    let house = house_with(&["one"]);
    let mut vault = house.open();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.tellable");
    let restored = to_restore(&vault, folder.path());
    add(&mut vault, &"two ".repeat(20_000)).unwrap();
    add(&mut vault, "three").unwrap();
    // As a crash leaves it.
    for name in ["mine.tellable", "mine.tellable-wal"] {
        fs::copy(house.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    let aside = restored.put_in_place(&path, noon()).unwrap().unwrap();
    assert!(!folder.path().join("mine.tellable-wal").exists());
    assert_eq!(texts(&inspect(&path).unwrap()), ["one"]);
    assert!(check(&inspect(&path).unwrap()).is_sound());
    // With its log it was set aside, and both together are the old vault.
    assert_eq!(texts(&inspect(&aside).unwrap()).len(), 3);
    let left = names(folder.path());
    assert!(!left.iter().any(|name| name.starts_with('.')), "{left:?}");
}

#[test]
fn a_restored_vault_replaces_what_is_damaged_beyond_opening() {
    let house = house_with(&["one"]);
    let restored = to_restore(&house.open(), house.folder.path());
    let whole = fs::read(&house.path).unwrap();
    for (n, bytes) in [&b"not a vault"[..], b"", &whole[..20_000]].into_iter().enumerate() {
        fs::write(&house.path, bytes).unwrap();
        fs::write(house.folder.path().join("mine.tellable-wal"), "half a log").unwrap();
        let again = to_restore(&inspect(restored.path()).unwrap(), house.folder.path());
        let at = moment(&format!("2026-11-23T08:00:0{n}+01:00"));
        let aside = again.put_in_place(&house.path, at).unwrap().unwrap();
        assert_eq!(fs::read(&aside).unwrap(), bytes);
        assert_eq!(texts(&inspect(&house.path).unwrap()), ["one"]);
    }
}

#[test]
fn what_was_set_aside_is_not_replaced_either() {
    let house = house_with(&["one"]);
    let restored = to_restore(&house.open(), house.folder.path());
    let taken = house.folder.path().join("mine (set aside 2026-11-22 120000).tellable");
    fs::write(&taken, "a letter").unwrap();
    let before = fs::read(&house.path).unwrap();
    assert_eq!(code(restored.put_in_place(&house.path, noon())), "already-exists");
    assert_eq!(fs::read(&taken).unwrap(), b"a letter");
    assert!(fs::read(&house.path).unwrap() == before);
}

#[test]
fn a_vault_is_restored_where_none_stands() {
    let house = house();
    let restored = to_restore(&house.open(), house.folder.path());
    let path = house.folder.path().join("new.tellable");
    assert_eq!(restored.put_in_place(&path, noon()).unwrap(), None);
    assert!(check(&inspect(&path).unwrap()).is_sound());
    // An orphan log at the new path is no part of it.
    let restored = to_restore(&house.open(), house.folder.path());
    let path = house.folder.path().join("again.tellable");
    let orphan = house.folder.path().join("again.tellable-wal");
    fs::write(&orphan, "a log of something").unwrap();
    restored.put_in_place(&path, noon()).unwrap();
    assert!(!orphan.exists() && check(&inspect(&path).unwrap()).is_sound());
}
