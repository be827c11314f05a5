//! Folders outside the vault that cannot be written, and disks without room. Each body runs in a mount
//! namespace of its own, where the system lets a test have one.
#![cfg(target_os = "linux")]

mod support;

use std::{path::Path, process::Command};

use journal::{Order, Query};
use support::{House, on, text};

/// Runs one ignored test of this program as root of its own namespace, with a mount at /mnt.
fn mounted(options: &str, body: &str) {
    let script =
        format!("mount -t tmpfs -o {options} none /mnt && exec \"$0\" --exact {body} --ignored");
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", &script])
        .arg(std::env::current_exe().expect("this test"))
        .output();
    let Ok(run) = run else { return eprintln!("skipped: no unshare command here") };
    let said =
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    if said.contains("unshare failed") || said.contains("Operation not permitted") {
        return eprintln!("skipped: no namespaces here");
    }
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

/// An export into /mnt fails by this code; no file remains, and the journal is as it was.
fn export_fails(code: &str) {
    let mut house = House::new();
    let mut journal = house.open();
    for n in 0..12 {
        house.write(&mut journal, &text(&format!("Day {n}"), &"quiet words ".repeat(900)));
    }
    for folder in ["/mnt", "/mnt/new"] {
        let refused = journal.export_folder(Path::new(folder), &mut on).expect_err("refused");
        assert_eq!(refused.code(), code, "{folder}");
        let left = std::fs::read_dir("/mnt").expect("a folder").flatten();
        let files = left.filter(|item| item.file_type().is_ok_and(|kind| kind.is_file()));
        assert_eq!(files.count(), 0);
        let made = std::fs::read_dir("/mnt/new").map_or(0, Iterator::count);
        assert_eq!(made, 0);
        let _ = std::fs::remove_dir("/mnt/new");
    }
    assert_eq!(journal.timeline(Order::Written, 0, 1).expect("page").total, 12);
    assert_eq!(journal.search(&Query::words("quiet")).expect("found").total, 12);
    let room = house.folder.path().join("room");
    assert_eq!(journal.export_folder(&room, &mut on).expect("exported").entries, 12);
}

#[test]
fn an_export_into_a_read_only_folder_is_refused_by_name() {
    mounted("ro", "body_read_only");
}

#[test]
#[ignore = "run by its parent test"]
fn body_read_only() {
    export_fails("folder-read-only");
}

#[test]
fn an_export_onto_a_full_disk_is_refused_by_name_and_leaves_nothing() {
    mounted("size=64k", "body_full_disk");
}

#[test]
#[ignore = "run by its parent test"]
fn body_full_disk() {
    export_fails("disk-full");
}
