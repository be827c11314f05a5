//! The one door: what the files are, and what happens when a file cannot be made.

use std::path::Path;
use std::process::Command;

use share::{Format, LedgerState, Letter, Review, is_recipient, ledger};
use vault::{Passphrase, RecoveryKey, seal};

use crate::desk::{Desk, code, now, page, story};

fn ready(desk: &mut Desk) -> Review {
    let content = story(desk);
    let mut review = desk.start(&content);
    desk.keep_rest(&mut review);
    std::fs::create_dir_all(desk.target("")).expect("folder");
    review
}

#[test]
fn the_stock_age_command_opens_a_package_for_a_recipient() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let key = RecoveryKey::generate();
    let format =
        Format::AgeRecipient { recipient: format!(" {}\n", key.recipient()), others: vec![] };
    let target = desk.target("a.age");
    let sealed = desk.send(&review, &format, &target).expect("send");
    assert!(sealed.passphrase.is_none());
    let bytes = std::fs::read(&target).expect("read");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));

    let identity = desk.folder.path().join("key.txt");
    std::fs::write(&identity, key.expose()).expect("key");
    let opened = Command::new("age").arg("-d").arg("-i").arg(&identity).arg(&target).output();
    let opened = opened.expect("the age command (Debian package age)");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let letter = Letter::parse(&opened.stdout).expect("a letter");
    assert_eq!(letter.title.as_deref(), Some("The demo in Lisbon"));
    assert!(letter.body.contains("I was ashamed for weeks."));
    assert_eq!(opened.stdout, desk.letter(&review).expect("letter").as_bytes());
}

#[test]
fn a_passphrase_package_opens_with_its_words_and_no_others() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let target = desk.target("a.age");
    let sealed = desk.send(&review, &Format::AgePassphrase, &target).expect("send");
    let words = sealed.passphrase.expect("a passphrase").to_string();
    assert_eq!(words.split('-').count(), share::PASSPHRASE_WORDS);
    let bytes = std::fs::read(&target).expect("read");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let opened = seal::open_with_passphrase(&Passphrase::from(words.clone()), &bytes);
    assert_eq!(&**opened.expect("open"), desk.letter(&review).expect("letter").as_bytes());
    assert!(seal::open_with_passphrase(&Passphrase::from("other".to_owned()), &bytes).is_err());
    // It is kept nowhere.
    let row = format!("{:?}", ledger(&desk.journal).expect("ledger"));
    assert!(!row.contains(&words));
}

#[test]
fn a_sealed_page_says_nothing_but_what_its_template_says() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let target = desk.target("a.html");
    let sealed = desk.send(&review, &Format::SealedPage, &target).expect("send");
    let html = std::fs::read_to_string(&target).expect("read");
    for word in ["Lisbon", "ashamed", "Maria", "Ana", "demo", "keep-between-us"] {
        assert!(!html.contains(word), "{word}");
    }
    let (before, rest) = html.split_once(r#"id="letter">"#).expect("the letter");
    let (coded, after) = rest.split_once("</script>").expect("its end");
    assert_eq!(
        before,
        r#"<!doctype html><title>A sealed letter</title><script type="application/age" "#
    );
    assert_eq!(after, "<p>x");
    let bytes = unbase64(coded);
    let words = sealed.passphrase.expect("a passphrase").to_string();
    let opened = seal::open_with_passphrase(&Passphrase::from(words), &bytes).expect("open");
    assert!(Letter::parse(&opened).is_ok());
}

fn unbase64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut group, mut bits) = (0u32, 0);
    for c in text.bytes().filter(|&c| c != b'=') {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => panic!("not base64"),
        };
        group = group << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(group >> bits & 0xff).expect("a byte"));
        }
    }
    bytes
}

#[test]
fn a_sealed_page_needs_its_template() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let package = desk.complete(&review).build(&Format::SealedPage, now()).expect("build");
    let digest = package.digest();
    let target = desk.target("a.html");
    let sent = share::send(
        &mut desk.journal,
        package,
        digest,
        "Ana Lima",
        &target,
        None,
        now(),
        &mut desk.rng,
    );
    assert_eq!(code(sent), "page-template-missing");
    assert!(desk.outside().is_empty());
}

#[test]
fn a_recipient_with_a_typo_is_named() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let good = RecoveryKey::generate().recipient().to_string();
    assert!(is_recipient(&good));
    let mut typo = good.clone();
    let last = typo.pop().expect("a character");
    typo.push(if last == 'q' { 'p' } else { 'q' });
    for wrong in [typo.as_str(), "", "age1", "ana@example.org", "AGE-SECRET-KEY-1QQQ"] {
        assert!(!is_recipient(wrong));
        let format = Format::AgeRecipient { recipient: wrong.into(), others: vec![] };
        let built = desk.complete(&review).build(&format, now());
        assert_eq!(code(built), "recipient-invalid");
    }
}

#[test]
fn the_recipient_is_part_of_what_is_approved() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let digest = || {
        let recipient = RecoveryKey::generate().recipient().to_string();
        let format = Format::AgeRecipient { recipient, others: vec![] };
        desk.complete(&review).build(&format, now()).expect("build").digest()
    };
    assert_ne!(digest(), digest());
}

#[test]
fn nothing_that_stands_at_the_target_is_touched() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let file = desk.target("there.md");
    std::fs::write(&file, "mine").expect("write");
    let folder = desk.target("folder.md");
    std::fs::create_dir(&folder).expect("folder");
    let mut targets = vec![file.clone(), folder];
    #[cfg(unix)]
    {
        let aim = desk.folder.path().join("elsewhere.md");
        let link = desk.target("link.md");
        std::os::unix::fs::symlink(&aim, &link).expect("link");
        targets.push(link);
    }
    for target in &targets {
        assert_eq!(code(desk.send(&review, &Format::Markdown, target)), "target-exists");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "mine");
    assert!(!desk.folder.path().join("elsewhere.md").exists());
    assert_eq!(desk.outside().len(), targets.len());
    assert!(ledger(&desk.journal).expect("ledger").is_empty());
}

#[test]
fn a_target_that_cannot_be_is_named() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let missing = desk.target("no/such/folder/a.md");
    assert_eq!(code(desk.send(&review, &Format::Markdown, &missing)), "folder-not-found");
    let file = desk.folder.path().join("a.tellable").join("a.md");
    assert_eq!(code(desk.send(&review, &Format::Markdown, &file)), "folder-not-found");
    assert_eq!(code(desk.send(&review, &Format::Markdown, Path::new("/"))), "target-invalid");
    let long = desk.target(&"x".repeat(300));
    assert_eq!(code(desk.send(&review, &Format::Markdown, &long)), "target-invalid");
    assert!(desk.outside().is_empty());
}

#[test]
fn a_written_package_leaves_no_other_file_and_is_for_its_owner_alone() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let target = desk.target("a.md");
    desk.send(&review, &Format::Markdown, &target).expect("send");
    assert_eq!(desk.outside(), ["a.md"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&target).expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_story_can_be_told_again_in_another_format() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let first = desk.target("a.md");
    desk.send(&review, &Format::Markdown, &first).expect("send");
    let mut review = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    assert!(review.progress().is_complete());
    let second = desk.target("b.age");
    desk.send(&review, &Format::AgePassphrase, &second).expect("send");
    assert_eq!(ledger(&desk.journal).expect("ledger").len(), 2);
    // Deciding anew puts it back among the open ones.
    desk.decide(&mut review, "I was ashamed", share::Decision::LeaveOut);
    assert_eq!(share::open_shares(&desk.journal).expect("shares").len(), 1);
}

/// Runs one test of this binary as root of its own namespace, with `setup` done before.
#[cfg(target_os = "linux")]
fn in_namespace(setup: &str, test: &str) {
    let me = std::env::current_exe().expect("this test");
    let script = format!("{setup} && exec \"$0\" --exact {test} --ignored --nocapture");
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", &script])
        .arg(&me)
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
fn a_full_disk_leaves_no_file_and_a_failed_row() {
    in_namespace("mount -t tmpfs -o size=4k,nr_inodes=8 none /mnt", "door::on_a_full_disk");
}

#[test]
#[ignore = "run in a namespace by a_full_disk_leaves_no_file_and_a_failed_row"]
fn on_a_full_disk() {
    fails_in_mnt("disk-full", LedgerState::Failed);
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_folder_leaves_no_file_and_a_failed_row() {
    in_namespace("mount -t tmpfs -o ro none /mnt", "door::in_a_read_only_folder");
}

#[test]
#[ignore = "run in a namespace by a_read_only_folder_leaves_no_file_and_a_failed_row"]
fn in_a_read_only_folder() {
    fails_in_mnt("folder-read-only", LedgerState::Failed);
}

fn fails_in_mnt(wanted: &str, state: LedgerState) {
    let mut desk = Desk::new();
    let mut review = desk.start_body(&"A long and quiet story. ".repeat(2000));
    desk.keep_rest(&mut review);
    let target = Path::new("/mnt/a.md");
    assert_eq!(code(desk.send(&review, &Format::Markdown, target)), wanted);
    assert_eq!(std::fs::read_dir("/mnt").expect("folder").count(), 0);
    let rows = ledger(&desk.journal).expect("ledger");
    assert_eq!((rows.len(), rows[0].state), (1, state));
    assert_eq!(rows[0].failure.as_deref(), Some(wanted));
    // The journal is as it was, and the story can still be told.
    let target = desk.target("a.md");
    desk.send(&review, &Format::Markdown, &target).expect("send");
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_ledger_nothing_leaves() {
    in_namespace("mount -t tmpfs none /mnt", "door::on_a_read_only_vault");
}

#[test]
#[ignore = "run in a namespace by without_a_ledger_nothing_leaves"]
fn on_a_read_only_vault() {
    let mut desk = Desk::new();
    let review = ready(&mut desk);
    let package = desk.complete(&review).build(&Format::Markdown, now()).expect("build");
    let digest = package.digest();
    let target = desk.target("a.md");
    let mut desk = desk.read_only();
    let sent = share::send(
        &mut desk.journal,
        package,
        digest,
        "Ana Lima",
        &target,
        Some(&page()),
        now(),
        &mut desk.rng,
    );
    assert_eq!(code(sent), "vault-read-only");
    assert!(desk.outside().is_empty());
}
