//! Going round the door: each attempt fails with a named code and leaves nothing outside.

use std::path::Path;
use std::process::Command;

use share::{
    Completed, Decision, FindingDecision, Format, LedgerState, Package, Review, ShareError, ledger,
    settle_ledger,
};
use vault::{Id, RecoveryKey};

use crate::bytes::formats;
use crate::desk::{Desk, at, code, item, now, page, story};

fn all_formats() -> Vec<Format> {
    let lines = ["I failed.", "I hid.", "I told."].map(str::to_owned).to_vec();
    let mut all = formats(&RecoveryKey::generate().recipient().to_string(), lines);
    all.extend([Format::AgePassphrase, Format::SealedPage]);
    all
}

fn ready(desk: &mut Desk) -> Review {
    let content = story(desk);
    let mut review = desk.start(&content);
    desk.keep_rest(&mut review);
    std::fs::create_dir_all(desk.target("")).expect("folder");
    review
}

fn build(completed: &Completed, format: &Format) -> Option<Package> {
    match completed.build(format, now()) {
        Err(ShareError::LettersNotSet { .. }) => None,
        package => Some(package.expect("a package")),
    }
}

/// Lets a package out as its format leaves.
fn let_out(desk: &mut Desk, package: Package, target: &Path) -> Result<(), ShareError> {
    let digest = package.digest();
    let (journal, rng) = (&mut desk.journal, &mut desk.rng);
    if matches!(package.format(), Format::CueCard { .. }) {
        return share::tell_in_person(journal, package, digest, "Ana Lima", now(), rng).map(|_| ());
    }
    let page = page();
    share::send(journal, package, digest, "Ana Lima", target, Some(&page), now(), rng).map(|_| ())
}

#[test]
fn ids_of_what_is_no_more_decide_nothing() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("Maria Souza failed.\n\nThe second.");
    let other = desk.start_body("Something else, with Maria.");
    let stale = item(&review, "Maria Souza");
    let entry = review.entry();
    desk.rewrite(entry, |content| content.body = "Maria Souza won.\n\nThe second.".into());
    review = Review::open(&mut desk.journal, review.id(), at("14:00")).expect("open");
    let records = desk.journal.vault().last_seq();
    let fresh = item(&review, "Maria Souza").id;
    let finding = stale.findings[0].id.clone();
    for id in [stale.id.as_str(), other.items()[0].id.as_str(), "", "0", "../x"] {
        let journal = &mut desk.journal;
        let keep = FindingDecision::Keep;
        assert_eq!(code(review.decide_item(journal, id, Decision::Keep, now())), "item-not-found");
        assert_eq!(code(review.keep_remaining(journal, id, now())), "item-not-found");
        let decided = review.decide_finding(journal, id, &finding, keep, true, now());
        assert_eq!(code(decided), "item-not-found");
    }
    let nothing = review.decide_finding(
        &mut desk.journal,
        &fresh,
        "00000000",
        FindingDecision::Keep,
        true,
        now(),
    );
    assert_eq!(code(nothing), "finding-not-found");
    assert_eq!(desk.journal.vault().last_seq(), records);
    assert_eq!(
        code(Review::open(&mut desk.journal, Id::from_bytes([8; 16]), now())),
        "share-not-found"
    );
}

#[test]
fn what_changed_between_preview_and_seal_leaves_in_no_format() {
    type Change = fn(&mut Desk, &mut Review);
    let changes: [(&str, Change); 5] = [
        ("review-stale", |desk, review| {
            desk.rewrite(review.entry(), |content| content.body.push_str("\n\nMore."));
        }),
        ("review-stale", |desk, review| desk.decide(review, "Lisbon", Decision::LeaveOut)),
        ("review-stale", |desk, _| {
            let ana = journal::Person { led: true, ..desk.ana.clone() };
            desk.journal.save_person(&ana, now()).expect("kept");
        }),
        ("person-not-found", |desk, _| {
            desk.journal.remove_person(desk.ana.id, now()).expect("gone");
        }),
        ("share-not-found", |desk, review| {
            Review::discard(&mut desk.journal, review.id(), now()).expect("given up");
        }),
    ];
    for format in all_formats() {
        for (n, (wanted, change)) in changes.into_iter().enumerate() {
            let mut desk = Desk::new();
            let mut review = ready(&mut desk);
            let Some(package) = build(&desk.complete(&review), &format) else { continue };
            change(&mut desk, &mut review);
            let target = desk.target("a");
            let refused = code(let_out(&mut desk, package, &target));
            assert_eq!(refused, wanted, "{n} {:?}", format.kind());
            assert!(desk.outside().is_empty() && ledger(&desk.journal).expect("ledger").is_empty());
        }
    }
}

#[test]
#[cfg(unix)]
fn whatever_stands_at_the_target_is_neither_written_to_nor_through() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let completed = desk.complete(&review);
    let precious = desk.folder.path().join("precious");
    std::fs::write(&precious, "precious").expect("a file");
    let names = ["file", "link", "dangling", "folder"];
    std::fs::write(desk.target("file"), "mine").expect("a file");
    std::os::unix::fs::symlink(&precious, desk.target("link")).expect("a link");
    let nowhere = desk.folder.path().join("nowhere");
    std::os::unix::fs::symlink(&nowhere, desk.target("dangling")).expect("a link");
    std::fs::create_dir(desk.target("folder")).expect("a folder");
    for format in all_formats() {
        if matches!(format, Format::CueCard { .. }) {
            continue;
        }
        for name in names {
            let Some(package) = build(&completed, &format) else { continue };
            let target = desk.target(name);
            assert_eq!(code(let_out(&mut desk, package, &target)), "target-exists", "{name}");
        }
    }
    assert_eq!(std::fs::read_to_string(&precious).expect("a file"), "precious");
    assert_eq!(std::fs::read_to_string(desk.target("file")).expect("a file"), "mine");
    assert!(!nowhere.exists());
    assert_eq!(desk.outside().len(), names.len());
    assert!(ledger(&desk.journal).expect("ledger").is_empty());
}

#[test]
fn a_card_is_told_and_a_file_is_sent_and_neither_the_other_way() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let completed = desk.complete(&review);
    let target = desk.target("a");
    for format in all_formats() {
        let Some(package) = build(&completed, &format) else { continue };
        let digest = package.digest();
        let (journal, rng) = (&mut desk.journal, &mut desk.rng);
        let refused = if matches!(format, Format::CueCard { .. }) {
            code(share::send(journal, package, digest, "Ana Lima", &target, None, now(), rng))
        } else {
            code(share::tell_in_person(journal, package, digest, "Ana Lima", now(), rng))
        };
        assert_eq!(refused, "format-unfit");
    }
    // What was approved in one format is not approved in another.
    let mut digests = Vec::new();
    for format in all_formats() {
        let Some(package) = build(&completed, &format) else { continue };
        for other in &digests {
            let again = build(&completed, &format).expect("a package");
            let (journal, rng) = (&mut desk.journal, &mut desk.rng);
            let refused =
                share::send(journal, again, *other, "Ana Lima", &target, None, now(), rng);
            assert!(["not-approved", "format-unfit"].contains(&code(refused)));
        }
        digests.push(package.digest());
    }
    assert!(desk.outside().is_empty() && ledger(&desk.journal).expect("ledger").is_empty());
}

/// The vault and what leaves on one small disk that is fuller each time: whichever write finds no room,
/// a whole file with its row is there, or no file and no row that says so.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_at_any_write_leaves_all_or_nothing() {
    let me = std::env::current_exe().expect("this test");
    let script = "mount -t tmpfs -o size=96m none /mnt && exec \"$0\" --exact \
                  evasions::on_a_disk_that_fills_up --ignored --nocapture";
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", script])
        .arg(&me)
        .env("TMPDIR", "/mnt")
        .output()
        .expect("unshare");
    let said =
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    if said.contains("unshare failed") || said.contains("Operation not permitted") {
        // Some systems do not let a test have a namespace; there is nothing to learn there.
        return;
    }
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "run in a namespace by a_disk_that_fills_up_at_any_write_leaves_all_or_nothing"]
fn on_a_disk_that_fills_up() {
    let (mut whole, mut failed) = (0, std::collections::BTreeMap::new());
    for pages in 0..40 {
        let mut desk = Desk::new();
        let mut review = desk.start_body(&"I failed, and hid it for a year.\n\n".repeat(30));
        desk.keep_rest(&mut review);
        std::fs::create_dir_all(desk.target("")).expect("folder");
        let package = desk.complete(&review).build(&Format::Markdown, now()).expect("package");
        let target = desk.target("a.md");
        fill(&desk.folder.path().join("ballast"), pages * 4096);
        let done = let_out(&mut desk, package, &target);
        let outside = desk.outside();
        std::fs::remove_file(desk.folder.path().join("ballast")).expect("room again");
        // As the next start of the program finds it.
        let mut desk = desk.relock();
        settle_ledger(&mut desk.journal, at("15:00")).expect("settled");
        let states: Vec<_> =
            ledger(&desk.journal).expect("ledger").into_iter().map(|row| row.state).collect();
        match done {
            Ok(()) => {
                assert_eq!(
                    (outside, states),
                    (vec!["a.md".to_owned()], vec![LedgerState::Written])
                );
                whole += 1;
            }
            Err(error) => {
                assert!(outside.is_empty(), "{pages} pages: {outside:?} after {}", error.code());
                assert!(states.iter().all(|state| *state == LedgerState::Failed), "{states:?}");
                *failed.entry(error.code()).or_insert(0) += 1;
            }
        }
    }
    println!("{whole} left whole, {failed:?}");
    assert!(whole > 0 && failed.contains_key("disk-full"), "{whole} whole, {failed:?}");
}

/// Fills the disk up to `free` bytes.
#[cfg(target_os = "linux")]
fn fill(ballast: &Path, free: usize) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(ballast).expect("ballast");
    let mut length = 0;
    while file.write_all(&[0; 4096]).is_ok() {
        length += 4096;
    }
    file.set_len(length - free.min(usize::try_from(length).unwrap_or(0)) as u64).expect("shorter");
}
