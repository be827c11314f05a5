//! Letters from other people on the command line.

use std::fs;

use vault::{Passphrase, WorkFactor, seal};

use crate::support::Home;

/// A letter as somebody else writes one, its text given as it is.
fn letter(body: &str) -> Vec<u8> {
    let head = serde_json::json!({
        "tellable": "letter", "v": 1, "id": "07".repeat(16), "at": "2026-11-20",
        "rule": "retell-without-name", "title": "The\u{1b}[31m \u{202e}demo", "happened": "in March",
        "place": null, "kind": null, "people": ["a colleague"], "tags": [], "feeling": null,
        "length": body.len(), "attachments": [],
    });
    format!("{head}\n{body}\n").into_bytes()
}

#[test]
fn a_letter_to_the_vault_is_opened_kept_listed_and_shown() {
    let home = Home::new();
    home.new_vault();
    let none = home.on_vault("identity", &["--json"], b"").json();
    assert_eq!(none["recipient"], serde_json::Value::Null);
    assert!(home.on_vault("identity", &[], b"").out.starts_with("No share identity yet"));
    let made = home.on_vault("identity", &["--new", "--json"], b"").json();
    let recipient = made["recipient"].as_str().expect("a recipient").to_owned();
    assert_eq!(home.on_vault("identity", &[], b"").out, format!("{recipient}\n"));

    let to = [recipient.parse().expect("a recipient")];
    let sealed = seal::to_recipients(&to, &letter("I was late.")).expect("sealed");
    fs::write(home.path("in.age"), sealed).expect("written");
    let opened = home.on_vault("open-letter", &["in.age", "--json"], b"").json();
    assert_eq!(opened["body"], "I was late.");
    assert_eq!(
        (&opened["kept"], &opened["rule"]),
        (&serde_json::Value::Null, &"retell-without-name".into())
    );
    assert_eq!(home.on_vault("letters", &[], b"").out, "No letters.\n");

    let kept = home.on_vault("open-letter", &["in.age", "--keep-from", "Ana Lima", "--json"], b"");
    assert_eq!(kept.status, 0, "{}", kept.err);
    let kept = kept.json();
    assert_eq!(kept["kept"]["from"], "Ana Lima");
    // An older identity still opens what was sealed to it.
    assert_eq!(home.on_vault("identity", &["--new"], b"").status, 0);
    home.on_vault("open-letter", &["in.age", "--keep-from", "Ana Lima"], b"")
        .failed(7, "letter-known");

    let listed = home.on_vault("letters", &["--json"], b"").json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&listed[0]["from"], &listed[0]["title"]),
        (&"Ana Lima".into(), &"The [31m demo".into())
    );
    let id = listed[0]["id"].as_str().expect("an id");
    let shown = home.on_vault("letters", &[&id[..6]], b"").out;
    for word in [
        "The [31m demo",
        "You may retell this, without my name.",
        "Ana Lima",
        "in March",
        "    I was late.",
    ] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert_eq!(home.on_vault("letters", &[id, "--json"], b"").json()["body"], "I was late.");
    home.on_vault("letters", &["zz"], b"").failed(6, "letter-not-found");
}

#[test]
fn a_letter_with_a_passphrase_opens_with_it_and_with_no_other() {
    let home = Home::new();
    home.new_vault();
    let work = WorkFactor::new(1).expect("work factor");
    let words = Passphrase::from("one-two-three".to_owned());
    let sealed = seal::with_passphrase(&words, work, &letter("Sealed.")).expect("sealed");
    fs::write(home.path("in.age"), sealed).expect("written");
    home.write("words", "One two  three\n");
    home.write("wrong", "four\n");
    home.write("empty", "\n");
    let with = |file: &str| {
        home.on_vault("open-letter", &["in.age", "--letter-passphrase-file", file], b"")
    };
    assert!(with("words").out.ends_with("\n    Sealed.\n"));
    with("wrong").failed(3, "seal-unopened");
    with("empty").failed(2, "passphrase-empty");
    home.on_vault("open-letter", &["in.age"], b"").failed(2, "no-terminal");
}

#[test]
fn a_hostile_letter_does_not_drive_the_terminal() {
    let home = Home::new();
    home.new_vault();
    let body = "\u{1b}]0;owned\u{7}\r\u{9b}2J\u{202e}\ntell: all is well [done]\u{2028}x";
    fs::write(home.path("in"), letter(body)).expect("written");
    let out = home.on_vault("open-letter", &["in"], b"").out;
    assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out:?}");
    // No line of it stands where the program's own stand.
    assert!(out.contains("\n    tell: all is well [done]\n    x\n"), "{out}");
}

#[test]
fn what_is_no_letter_for_this_vault_is_refused_by_name() {
    let home = Home::new();
    home.new_vault();
    home.write("note.txt", "dear diary");
    let open = |file: &str| home.on_vault("open-letter", &[file], b"");
    open("note.txt").failed(4, "not-a-letter");
    open("nowhere.age").failed(6, "file-not-found");
    let cut = letter("I was late.");
    fs::write(home.path("cut"), &cut[..cut.len() - 3]).expect("written");
    open("cut").failed(4, "letter-damaged");
    let stranger = vault::RecoveryKey::generate().recipient();
    let sealed = seal::to_recipients(&[stranger], &letter("x")).expect("sealed");
    fs::write(home.path("other.age"), sealed).expect("written");
    open("other.age").failed(3, "letter-for-another");
}
