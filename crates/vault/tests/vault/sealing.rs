//! Sealing to others: any age can open it, and nothing else can.

use std::io::Write;
use std::process::{Command, Stdio};

use vault::seal::{self, Recipient};
use vault::{Passphrase, RecoveryKey};

use crate::support::{code, passphrase, weak};

#[test]
fn a_recipient_opens_what_was_sealed_for_them_and_nobody_else_does() {
    let (maria, other) = (RecoveryKey::generate(), RecoveryKey::generate());
    let recipient: Recipient = maria.recipient().to_string().parse().unwrap();
    let sealed = seal::to_recipients(&[recipient], b"a story").unwrap();
    assert_eq!(&seal::open_with_identity(&maria, &sealed).unwrap()[..], b"a story");
    assert_eq!(code(seal::open_with_identity(&other, &sealed)), "seal-unopened");
    let cut = &sealed[..sealed.len() - 1];
    assert_eq!(code(seal::open_with_identity(&maria, cut)), "seal-damaged");
    assert_eq!(code(seal::open_with_identity(&maria, b"no age file")), "seal-damaged");
}

#[test]
fn a_recipient_with_a_typo_is_refused() {
    let good = RecoveryKey::generate().recipient().to_string();
    let mut typo = good.clone().into_bytes();
    typo[20] = if typo[20] == b'q' { b'p' } else { b'q' };
    let typo = String::from_utf8(typo).unwrap();
    for wrong in [&typo, "", "age1", "maria@example.org", &good[..good.len() - 1]] {
        assert_eq!(code(wrong.parse::<Recipient>()), "recipient-invalid", "{wrong}");
    }
    assert!(format!(" {good}\n").parse::<Recipient>().is_ok());
    assert_eq!(code(seal::to_recipients(&[], b"a story")), "recipient-invalid");
}

#[test]
fn a_passphrase_opens_what_was_sealed_with_it() {
    let sealed = seal::with_passphrase(&passphrase(), weak(), b"a story").unwrap();
    assert_eq!(&seal::open_with_passphrase(&passphrase(), &sealed).unwrap()[..], b"a story");
    let wrong = Passphrase::from("wrong".to_owned());
    assert_eq!(code(seal::open_with_passphrase(&wrong, &sealed)), "seal-unopened");
}

#[test]
fn the_stock_age_command_opens_what_was_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let key = RecoveryKey::generate();
    let file = folder.path().join("key.txt");
    std::fs::write(&file, key.expose()).unwrap();
    let sealed = seal::to_recipients(&[key.recipient()], b"a story").unwrap();
    let age = Command::new("age")
        .args(["-d", "-i"])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut age) = age else { return eprintln!("skipped: no age command here") };
    age.stdin.take().unwrap().write_all(&sealed).unwrap();
    assert_eq!(age.wait_with_output().unwrap().stdout, b"a story");
}
