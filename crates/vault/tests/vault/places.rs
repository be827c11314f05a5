//! Places that cannot be written, and disks without room. Permissions do not bind root, so the
//! bodies run in a child: as nobody where we are root, in a mount of its own for the full disk.

use std::ops::ControlFlow;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use vault::{Vault, VaultError, backups, rough_in, thin};

use crate::support::{add, check, code, create, noon, open_at, texts};

const FOLDER: &str = "TELLABLE_TEST_FOLDER";
const NOBODY: u32 = 65_534;

fn we_are_root() -> bool {
    std::fs::metadata("/proc/self")
        .is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0)
}

pub fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// This test program, told to run one ignored test with `folder`. It is copied beside, so that
/// nobody can reach it even where the build folder is private.
fn child(body: &str, folder: &Path, program: &Path) -> Command {
    let exe = program.join("child");
    std::fs::copy(std::env::current_exe().unwrap(), &exe).unwrap();
    set_mode(&exe, 0o755);
    let mut child = Command::new(exe);
    child.args(["--ignored", "--exact", body, "--nocapture"]).env(FOLDER, folder);
    child
}

fn passed(mut child: Command) {
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Runs a body with permissions that bind.
pub fn as_nobody(body: &str, folder: &TempDir) {
    let program = tempfile::tempdir().unwrap();
    set_mode(program.path(), 0o755);
    let mut child = child(body, folder.path(), program.path());
    if we_are_root() {
        child.uid(NOBODY).gid(NOBODY);
    }
    passed(child);
}

pub fn given_folder() -> std::path::PathBuf {
    std::env::var_os(FOLDER).expect("run by its parent test").into()
}

/// A vault with one text that nobody owns.
pub fn nobodys_vault() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.tellable");
    create(&path).unwrap();
    let mut vault = open_at(&path, &folder.path().join("cache")).unwrap();
    add(&mut vault, "one").unwrap();
    vault.lock().unwrap();
    if we_are_root() {
        for place in [folder.path().to_owned(), path, folder.path().join("mine.tellable.lock")] {
            chown(place, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    folder
}

#[test]
fn a_read_only_file_opens_for_reading() {
    let folder = nobodys_vault();
    set_mode(&folder.path().join("mine.tellable"), 0o444);
    as_nobody("places::body_reads_only", &folder);
}

#[test]
fn a_read_only_folder_opens_for_reading() {
    let folder = nobodys_vault();
    for lock in [true, false] {
        if !lock {
            std::fs::remove_file(folder.path().join("mine.tellable.lock")).unwrap();
        }
        set_mode(&folder.path().join("mine.tellable"), 0o444);
        set_mode(folder.path(), 0o555);
        as_nobody("places::body_reads_only", &folder);
        set_mode(folder.path(), 0o755);
    }
}

#[test]
fn a_read_only_folder_with_a_log_left_by_a_crash_shows_all_that_was_acknowledged() {
    let folder = nobodys_vault();
    let path = folder.path().join("mine.tellable");
    let mut vault = open_at(&path, &folder.path().join("cache")).unwrap();
    add(&mut vault, "two").unwrap();
    // As a crash leaves it: the file and the log beside it.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["mine.tellable", "mine.tellable-wal"] {
        std::fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
        set_mode(&crashed.path().join(name), 0o444);
    }
    drop(vault);
    set_mode(crashed.path(), 0o555);
    as_nobody("places::body_reads_two", &crashed);
    set_mode(crashed.path(), 0o755);
}

#[test]
#[ignore = "run by its parent tests"]
fn body_reads_only() {
    let path = given_folder().join("mine.tellable");
    let before = std::fs::read(&path).unwrap();
    let mut vault = open_at(&path, &given_folder().join("cache")).unwrap();
    assert!(vault.is_read_only() && vault.faults().is_empty());
    assert_eq!(texts(&vault), ["one"]);
    assert_eq!(code(add(&mut vault, "two")), "vault-read-only");
    assert_eq!(code(vault.keep_draft(vault.id(), b"two")), "vault-read-only");
    assert!(check(&vault).is_sound());
    vault.index().unwrap();
    vault.lock().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
#[ignore = "run by its parent test"]
fn body_reads_two() {
    let vault = open_at(&given_folder().join("mine.tellable"), Path::new("/nowhere")).unwrap();
    assert!(vault.is_read_only() && vault.faults().is_empty(), "{:?}", vault.faults());
    assert_eq!(texts(&vault), ["one", "two"]);
    assert!(vault.index().unwrap().is_temporary());
}

#[test]
fn no_vault_is_made_in_a_read_only_folder() {
    let folder = tempfile::tempdir().unwrap();
    set_mode(folder.path(), 0o555);
    as_nobody("places::body_makes_none", &folder);
    set_mode(folder.path(), 0o755);
}

#[test]
#[ignore = "run by its parent test"]
fn body_makes_none() {
    assert_eq!(code(create(&given_folder().join("new.tellable"))), "folder-read-only");
}

/// Runs a body with a small disk of its own.
pub fn on_a_small_disk(body: &str) {
    let (disk, program) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let body = child(body, disk.path(), program.path());
    let mount = "mount -t tmpfs -o size=1m none \"$TELLABLE_TEST_FOLDER\" || exit 77; exec \"$@\"";
    let mut alone = Command::new("unshare");
    alone.args(["--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]);
    alone.arg(body.get_program()).args(body.get_args()).env(FOLDER, disk.path());
    match alone.output() {
        Ok(done) if done.status.code() == Some(77) => eprintln!("skipped: no mounts here"),
        Ok(done) if String::from_utf8_lossy(&done.stderr).contains("unshare failed") => {
            eprintln!("skipped: no user namespaces here");
        }
        Ok(_) => passed(alone),
        Err(_) => eprintln!("skipped: no unshare command here"),
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    on_a_small_disk("places::body_fills_the_disk");
}

#[test]
fn a_full_disk_keeps_the_last_good_backup() {
    on_a_small_disk("places::body_backs_up_until_the_disk_is_full");
}

#[test]
fn a_merge_on_a_full_disk_changes_nothing() {
    on_a_small_disk("places::body_merges_more_than_there_is_room_for");
}

#[test]
fn no_backup_is_made_in_a_read_only_folder_and_none_there_goes() {
    let folder = nobodys_vault();
    let shelf = folder.path().join("shelf");
    std::fs::create_dir(&shelf).unwrap();
    for day in 10..20 {
        let name = format!("mine 2026-11-{day} 120000.tellable");
        std::fs::copy(folder.path().join("mine.tellable"), shelf.join(&name)).unwrap();
        set_mode(&shelf.join(name), 0o644);
    }
    set_mode(&shelf, 0o555);
    as_nobody("places::body_backs_up_in_vain", &folder);
    set_mode(&shelf, 0o755);
}

#[test]
#[ignore = "run by its parent test"]
fn body_backs_up_in_vain() {
    let shelf = given_folder().join("shelf");
    let vault = open_at(&given_folder().join("mine.tellable"), Path::new("/nowhere")).unwrap();
    assert_eq!(code(back_up(&vault, &shelf)), "folder-read-only");
    assert_eq!(backups(&shelf, vault.id()).unwrap().len(), 10);
    assert_eq!(code(thin(&shelf, vault.id(), noon())), "folder-read-only");
    assert_eq!(backups(&shelf, vault.id()).unwrap().len(), 10);
}

fn back_up(vault: &Vault, shelf: &Path) -> Result<vault::BackupFile, VaultError> {
    let rough = rough_in(shelf, vault.id(), &mut rand::rng());
    let copy = vault.copy_to(&rough, &mut |_, _| ControlFlow::Continue(()))?;
    copy.place(shelf, noon())
}

#[test]
#[ignore = "run by its parent test"]
fn body_backs_up_until_the_disk_is_full() {
    let path = given_folder().join("mine.tellable");
    create(&path).unwrap();
    let mut vault = open_at(&path, Path::new("/nowhere")).unwrap();
    add(&mut vault, "one").unwrap();
    let shelf = given_folder().join("shelf");
    std::fs::create_dir(&shelf).unwrap();
    let good = back_up(&vault, &shelf).unwrap();
    let before = std::fs::read(&good.path).unwrap();
    add(&mut vault, &"more ".repeat(60_000)).unwrap();
    // The log has it; a copy of all of it finds no room.
    let refused = loop {
        match add(&mut vault, &"more ".repeat(4_000)) {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(refused.code(), "disk-full");
    for _ in 0..3 {
        assert_eq!(code(back_up(&vault, &shelf)), "disk-full");
        assert_eq!(backups(&shelf, vault.id()).unwrap(), std::slice::from_ref(&good));
        assert_eq!(std::fs::read_dir(&shelf).unwrap().count(), 1);
    }
    assert!(std::fs::read(&good.path).unwrap() == before);
    assert!(check(&vault).is_sound());
}

#[test]
#[ignore = "run by its parent test"]
fn body_merges_more_than_there_is_room_for() {
    let (path, elsewhere) = (given_folder().join("mine.tellable"), tempfile::tempdir().unwrap());
    create(&path).unwrap();
    let copy = elsewhere.path().join("copy.tellable");
    std::fs::copy(&path, &copy).unwrap();
    let mut vault = open_at(&path, Path::new("/nowhere")).unwrap();
    let mut other = open_at(&copy, Path::new("/nowhere")).unwrap();
    add(&mut vault, "here").unwrap();
    for _ in 0..40 {
        add(&mut other, &"there ".repeat(10_000)).unwrap();
    }
    for _ in 0..2 {
        let merged = vault.merge(&other, noon(), &mut |_, _| ControlFlow::Continue(()));
        assert_eq!(code(merged), "disk-full");
        assert_eq!(texts(&vault), ["here"]);
    }
    drop(vault);
    let vault = open_at(&path, Path::new("/nowhere")).unwrap();
    assert_eq!(texts(&vault), ["here"]);
    assert!(check(&vault).is_sound());
}

#[test]
#[ignore = "run by its parent test"]
fn body_fills_the_disk() {
    let path = given_folder().join("mine.tellable");
    let nowhere = Path::new("/nowhere");
    create(&path).unwrap();
    let mut vault = open_at(&path, nowhere).unwrap();
    let mut kept = Vec::new();
    let refused = loop {
        let text = format!("text {}", kept.len());
        match add(&mut vault, &text) {
            Ok(_) => kept.push(text),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.code(), "disk-full");
    assert!(kept.len() > 5);
    assert_eq!(texts(&vault), kept);
    // Again and again, with a batch and a draft too: refused the same way, and still readable.
    for _ in 0..3 {
        assert_eq!(code(add(&mut vault, &"more ".repeat(9_000))), "disk-full");
        let mut batch = vault.batch().unwrap();
        let payload = vec![7; 900_000];
        let new = vault::New {
            kind: "note",
            id: vault::Id::from_bytes([1; 16]),
            at: crate::support::noon(),
            device: "",
            payload: &payload,
        };
        let added = batch.append(&new).map(|_| ()).and_then(|()| batch.commit().map(|_| ()));
        assert_eq!(code(added), "disk-full");
        let id = vault.id();
        assert_eq!(code(vault.keep_draft(id, &payload)), "disk-full");
        assert_eq!(texts(&vault), kept);
    }
    assert_eq!(code(create(&given_folder().join("second.tellable"))), "disk-full");
    assert!(!given_folder().join("second.tellable").exists());
    drop(vault);

    let vault = open_at(&path, nowhere).unwrap();
    assert!(vault.faults().is_empty(), "{:?}", vault.faults());
    assert_eq!(texts(&vault), kept);
    assert!(check(&vault).is_sound());
    drop(vault);
    let litter = std::fs::read_dir(given_folder()).unwrap().flatten();
    assert!(litter.into_iter().all(|file| {
        let name = file.file_name().into_string().unwrap();
        name.starts_with("mine.tellable")
    }));
}
