//! R6 after a crash: what the ledger says and what stands outside are brought together again.

use std::path::Path;
use std::process::Command;

use journal::Journal;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use share::{Format, LedgerState, PageTemplate, ledger, settle_ledger};

use crate::desk::{Desk, now, unlock};

/// Everything in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("folder");
    let mut names: Vec<_> =
        files.map(|file| file.expect("file").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn state(journal: &Journal) -> (LedgerState, Option<String>) {
    let rows = ledger(journal).expect("ledger");
    assert_eq!(rows.len(), 1);
    (rows[0].state, rows[0].failure.clone())
}

fn failed() -> (LedgerState, Option<String>) {
    (LedgerState::Failed, Some("interrupted".into()))
}

/// The system ends the program in the middle of the file: its limit on the size of files is reached.
#[test]
#[cfg(target_os = "linux")]
fn a_program_killed_while_writing_leaves_a_row_that_is_settled_and_no_file() {
    let home = tempfile::tempdir().expect("folder");
    let script =
        "ulimit -c 0; ulimit -f 8192; exec \"$0\" --exact crash::dies_while_writing --ignored";
    let killed = Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().expect("this test"))
        .env("TMPDIR", home.path())
        .output()
        .expect("sh");
    let signal = std::os::unix::process::ExitStatusExt::signal(&killed.status);
    assert_eq!(signal, Some(25), "SIGXFSZ: {}", String::from_utf8_lossy(&killed.stdout));

    let folder = home.path().join(&names(home.path())[0]);
    let outside = folder.join("out");
    let left = names(&outside);
    assert!(
        left.len() == 1 && left[0].starts_with(".tellable-") && left[0].contains(".part"),
        "{left:?}"
    );
    // Ledger first: the row is there, though the program never came to say so.
    let mut journal = unlock(&folder);
    assert_eq!(state(&journal), (LedgerState::Writing, None));
    std::fs::write(outside.join(".tellable-0123456789abcdef.part"), "not ours").expect("write");

    assert_eq!(settle_ledger(&mut journal, now()).expect("settle"), 1);
    assert_eq!(state(&journal), failed());
    assert_eq!(names(&outside), [".tellable-0123456789abcdef.part"]);
    assert_eq!(settle_ledger(&mut journal, now()).expect("settle"), 0);
    journal.lock().expect("lock");
    assert_eq!(state(&unlock(&folder)), failed());
}

#[test]
#[ignore = "run by a_program_killed_while_writing_leaves_a_row_that_is_settled_and_no_file"]
fn dies_while_writing() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("A quiet story.");
    desk.keep_rest(&mut review);
    let target = desk.target("a.html");
    std::fs::create_dir_all(desk.target("")).expect("folder");
    let package = desk.complete(&review).build(&Format::SealedPage, now()).expect("build");
    let digest = package.digest();
    // The vault stays far below the limit of 4 MiB, the page does not.
    let page = format!("<!doctype html>{}{}", share::MARKER, "<p>x".repeat(2 << 20));
    let page = PageTemplate::new(&page).expect("template");
    let _ = share::send(
        &mut desk.journal,
        package,
        digest,
        "Ana Lima",
        &target,
        Some(&page),
        now(),
        &mut desk.rng,
    );
    unreachable!("the system ends this program before it comes here");
}

/// A package that left, and its row put back to what it was while the file was made.
fn as_if_ended_before_the_ledger_knew(change: impl FnOnce(&mut Value)) -> Desk {
    let mut desk = Desk::new();
    let mut review = desk.start_body("A quiet story.");
    desk.keep_rest(&mut review);
    let target = desk.target("a.md");
    desk.send(&review, &Format::Markdown, &target).expect("send");
    let (id, row) = desk.journal.documents("ledger").expect("ledger").pop().expect("a row");
    let mut row: Value = serde_json::from_slice(&row).expect("JSON");
    assert!(row.get("underway").is_none(), "the folder is forgotten");
    let digest = Sha256::digest(std::fs::read(&target).expect("the file"));
    let sha256 = digest.to_vec();
    row["state"] = json!("writing");
    row["underway"] =
        json!({"target": target, "part": ".tellable-00000000000000aa.part", "sha256": sha256});
    change(&mut row);
    let row = row.to_string().into_bytes();
    desk.journal.put_document("ledger", id, &row, now()).expect("put");
    desk.relock()
}

fn settle(desk: &mut Desk) -> usize {
    settle_ledger(&mut desk.journal, now()).expect("settle")
}

#[test]
fn a_file_that_is_whole_is_written_and_its_first_name_is_gone() {
    let mut desk = as_if_ended_before_the_ledger_knew(|_| {});
    std::fs::hard_link(desk.target("a.md"), desk.target(".tellable-00000000000000aa.part"))
        .expect("link");
    assert_eq!(settle(&mut desk), 1);
    assert_eq!(state(&desk.journal), (LedgerState::Written, None));
    assert_eq!(desk.outside(), ["a.md"]);
    assert!(share::open_shares(&desk.journal).expect("shares").is_empty());
}

#[test]
fn a_file_that_is_another_is_left_alone() {
    let mut desk = as_if_ended_before_the_ledger_knew(|_| {});
    let target = desk.target("a.md");
    let text = std::fs::read_to_string(&target).expect("read");
    let other = text.replace("quiet", "other");
    std::fs::write(&target, &other).expect("write");
    assert_eq!(settle(&mut desk), 1);
    assert_eq!(state(&desk.journal), failed());
    assert_eq!(std::fs::read_to_string(&target).expect("read"), other);
}

#[test]
fn a_folder_that_is_not_there_now_waits_for_the_next_time() {
    let mut desk = as_if_ended_before_the_ledger_knew(|_| {});
    let away = desk.folder.path().join("away");
    std::fs::rename(desk.target(""), &away).expect("taken out");
    assert_eq!(settle(&mut desk), 0);
    assert_eq!(state(&desk.journal), (LedgerState::Writing, None));
    std::fs::rename(&away, desk.target("")).expect("put in again");
    assert_eq!(settle(&mut desk), 1);
    assert_eq!(state(&desk.journal), (LedgerState::Written, None));
}

#[test]
fn a_row_of_another_machine_waits_for_that_machine() {
    let mut desk =
        as_if_ended_before_the_ledger_knew(|row| row["underway"]["device"] = json!("stick"));
    let part = desk.target(".tellable-00000000000000aa.part");
    std::fs::write(&part, "half of something").expect("write");
    std::fs::remove_file(desk.target("a.md")).expect("not on this machine");
    assert_eq!(settle(&mut desk), 0);
    assert_eq!(state(&desk.journal), (LedgerState::Writing, None));
    assert!(part.exists(), "nothing is touched");

    // The same row on the machine that wrote it.
    let mut desk =
        as_if_ended_before_the_ledger_knew(|row| row["underway"]["device"] = json!("desk"));
    assert_eq!(settle(&mut desk), 1);
    assert_eq!(state(&desk.journal), (LedgerState::Written, None));
}

#[test]
fn nothing_is_removed_but_a_part_of_our_own() {
    let mut desk = as_if_ended_before_the_ledger_knew(|row| {
        row["underway"]["part"] = json!("../a.tellable");
        row["underway"]["sha256"] = json!(vec![0; 32]);
    });
    assert_eq!(settle(&mut desk), 1);
    assert_eq!(state(&desk.journal), failed());
    assert_eq!(desk.outside(), ["a.md"]);
    assert!(desk.folder.path().join("a.tellable").exists());
    // A link in its place is not ours either, and what it leads to is nobody's to remove.
    #[cfg(unix)]
    {
        let mut desk = as_if_ended_before_the_ledger_knew(|_| {});
        let link = desk.target(".tellable-00000000000000aa.part");
        std::os::unix::fs::symlink(desk.folder.path().join("a.tellable"), &link).expect("link");
        assert_eq!(settle(&mut desk), 1);
        assert!(link.is_symlink() && desk.folder.path().join("a.tellable").exists());
    }
}
