//! Every way in which a letter comes in, from our own door and from the stock age command.

use std::process::Command;

use letters::{FILE_LIMIT, Needs, Sort, look_at, open, open_without_vault, read_file};
use share::Format;
use vault::{Passphrase, RecoveryKey, WorkFactor, seal};

use crate::desk::{Desk, code, letter, sealed};

#[test]
fn a_letter_for_the_identity_opens_in_the_other_vault_and_in_no_third() {
    let mut ana = Desk::new(1, "Bo Chen");
    let mut bo = Desk::new(2, "Ana Lima");
    let format = Format::AgeRecipient { recipient: bo.make_identity(), others: vec![] };
    let (file, _) = ana.tell("I was late, and said so.", &format, None);
    assert_eq!(look_at(&file).expect("a letter"), Sort::AgeRecipient);
    assert_eq!(Sort::AgeRecipient.needs(), Some(Needs::Identity));
    let letter = open(&bo.journal, &file, None).expect("open");
    assert_eq!(
        (letter.title.as_deref(), letter.body.as_str()),
        (Some("The demo"), "I was late, and said so.")
    );
    assert_eq!(code(open(&ana.journal, &file, Some("anything"))), "letter-for-another");
    assert_eq!(code(open_without_vault(&file, None)), "letter-for-another");
}

#[test]
fn a_sealed_page_made_by_the_door_opens_with_its_words_however_they_are_typed() {
    let mut ana = Desk::new(1, "Bo Chen");
    let (page, told) = ana.tell("I was late, and said so.", &Format::SealedPage, None);
    assert!(page.starts_with(b"<!doctype html>"));
    assert_eq!(look_at(&page).expect("a letter"), Sort::SealedPage);
    let words = told.passphrase.expect("words");
    let spaced = format!("  {} ", words.replace('-', "  ").to_uppercase());
    for typed in [words.as_str(), spaced.as_str()] {
        let letter = open_without_vault(&page, Some(typed)).expect("open");
        assert_eq!(letter.body, "I was late, and said so.");
    }
    assert_eq!(code(open_without_vault(&page, None)), "letter-needs-passphrase");
    assert_eq!(code(open_without_vault(&page, Some("no such words"))), "seal-unopened");
    assert_eq!(code(open_without_vault(&page, Some(" "))), "seal-unopened");
}

#[test]
fn a_passphrase_file_opens_with_its_words_and_no_others() {
    let mut ana = Desk::new(1, "Bo Chen");
    let (file, told) = ana.tell("I was late.", &Format::AgePassphrase, None);
    assert_eq!(look_at(&file).expect("a letter"), Sort::AgePassphrase);
    let words = told.passphrase.expect("words");
    assert_eq!(open_without_vault(&file, Some(&words)).expect("open").body, "I was late.");
    let mut other = words.to_string();
    other.push('s');
    assert_eq!(code(open_without_vault(&file, Some(&other))), "seal-unopened");
}

#[test]
fn a_letter_that_is_not_sealed_opens_as_it_is() {
    let bytes = letter("in the clear").encode().expect("encode");
    assert_eq!(look_at(&bytes).expect("a letter"), Sort::Letter);
    assert_eq!(open_without_vault(&bytes, None).expect("open"), letter("in the clear"));
}

#[test]
fn files_of_the_stock_age_command_open_binary_and_armored() {
    let desk = &mut Desk::new(1, "Ana Lima");
    let recipient = desk.make_identity();
    let plain = desk.folder.path().join("letter");
    std::fs::write(&plain, letter("from the command line").encode().expect("encode"))
        .expect("write");
    for armor in [false, true] {
        let out = desk.folder.path().join(format!("sealed-{armor}.age"));
        let mut age = Command::new("age");
        if armor {
            age.arg("-a");
        }
        let done = age.args(["-r", &recipient, "-o"]).arg(&out).arg(&plain).output();
        assert!(done.expect("the age command (Debian package age)").status.success());
        let bytes = read_file(&out).expect("read");
        assert_eq!(bytes.starts_with(b"-----BEGIN"), armor);
        assert_eq!(look_at(&bytes).expect("a letter"), Sort::AgeRecipient);
        assert_eq!(open(&desk.journal, &bytes, None).expect("open").body, "from the command line");
        // As it looks when it comes out of a mail.
        if armor {
            let text = String::from_utf8(bytes.to_vec()).expect("text").replace('\n', "\r\n");
            let mailed = format!("\r\n\r\n{text}\r\n");
            assert_eq!(
                open(&desk.journal, mailed.as_bytes(), None).expect("open").body,
                "from the command line"
            );
        }
    }
}

/// `age -p` asks for its passphrase on a terminal and nowhere else; `script` gives it one.
#[test]
fn a_file_of_age_with_a_passphrase_opens() {
    let folder = tempfile::tempdir().expect("folder");
    let file = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(file("letter"), letter("asked twice").encode().expect("encode")).expect("write");
    let age = format!("age -p -a -o '{}' '{}'", file("sealed.age"), file("letter"));
    let typed = "(sleep 1; echo one two three; sleep 1; echo one two three; sleep 4)";
    let line = format!("{typed} | script -qec \"{age}\" /dev/null");
    let done = Command::new("sh").args(["-c", &line]).output().expect("sh and script (util-linux)");
    let bytes = std::fs::read(file("sealed.age"));
    let bytes = bytes.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stdout)));
    assert_eq!(look_at(&bytes).expect("a letter"), Sort::AgePassphrase);
    assert_eq!(
        open_without_vault(&bytes, Some("one two three")).expect("open").body,
        "asked twice"
    );
    assert_eq!(code(open_without_vault(&bytes, Some("one two"))), "seal-unopened");
}

#[test]
fn what_is_no_letter_is_named() {
    for bytes in [
        &b""[..],
        b"hello",
        b"<!doctype html><p>a page",
        b"{\"tellable\":\"vault\"}\n",
        b"SQLite format 3\0",
        b"%PDF-1.7",
        b"\xff\xfe\0\n",
    ] {
        assert_eq!(code(look_at(bytes)), "not-a-letter");
    }
    // Sealed, and something else inside.
    let key = RecoveryKey::generate();
    let other = seal::to_recipients(&[key.recipient()], b"dear diary").expect("seal");
    assert_eq!(look_at(&other).expect("an age file"), Sort::AgeRecipient);
    let work = WorkFactor::new(1).expect("work factor");
    let words = Passphrase::from("words".to_owned());
    let other = seal::with_passphrase(&words, work, b"dear diary").expect("seal");
    assert_eq!(code(open_without_vault(&other, Some("words"))), "not-a-letter");
    // Of a later program.
    let newer = letter("x").encode().expect("encode");
    let newer = String::from_utf8(newer).expect("text").replace("\"v\":1", "\"v\":9");
    assert_eq!(code(look_at(newer.as_bytes())), "letter-newer");
    // A sealed page with nothing that could be a letter in it.
    for inside in ["", "TELLABLE-LETTER", "not base64 !", "AAAA"] {
        let page = share::MARKER.replace("TELLABLE-LETTER", inside);
        assert_eq!(code(look_at(page.as_bytes())), "letter-damaged", "{inside}");
    }
    let open_ended = share::MARKER.replace("</script>", "");
    assert_eq!(code(look_at(open_ended.as_bytes())), "letter-damaged");
}

#[test]
fn only_so_much_work_is_spent_on_a_passphrase() {
    let file = sealed(&letter("x"), "words");
    let at = file.windows(2).position(|two| two == b" 1").expect("the work factor");
    let mut heavy = file[..=at].to_vec();
    heavy.extend_from_slice(b"30");
    heavy.extend_from_slice(&file[at + 2..]);
    assert_eq!(look_at(&heavy).expect("an age file"), Sort::AgePassphrase);
    assert_eq!(code(open_without_vault(&heavy, Some("words"))), "letter-work-too-high");
}

#[test]
fn a_file_is_measured_before_it_is_read() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("large.age");
    let file = std::fs::File::create(&path).expect("create");
    // A hole: the disk gives nothing for it.
    file.set_len(FILE_LIMIT as u64 + 1).expect("length");
    assert_eq!(code(read_file(&path)), "letter-file-too-large");
    assert_eq!(code(read_file(folder.path())), "letter-unreadable");
    assert_eq!(code(read_file(&folder.path().join("nowhere"))), "letter-unreadable");
    let whole = vec![b'x'; FILE_LIMIT + 1];
    assert_eq!(code(look_at(&whole)), "letter-file-too-large");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().expect("folder");
    let pipe = folder.path().join("pipe.age");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    assert_eq!(code(read_file(&pipe)), "letter-unreadable");
}
