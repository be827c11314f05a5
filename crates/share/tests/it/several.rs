//! Several people told by one package: one file, a row for each of them.

use std::process::Command;

use share::{Format, LedgerState, Letter, Review, Sealed, ShareError, ledger, settle_ledger};
use vault::{Id, RecoveryKey, seal};

use crate::desk::{Desk, code, now};
use crate::formats::{build, told};

const SSH: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHlbMLch7y3SgRlqiEpR19N5dfD4xLobAezcDBtwXHHp test";
/// Made for this test, and for nothing else.
const SSH_KEY: &str = "-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACB5WzC3Ie8t0oEZaohKUdfTeXXw+MS6GwHs3AwbcFxx6QAAAIiHPVfEhz1X
xAAAAAtzc2gtZWQyNTUxOQAAACB5WzC3Ie8t0oEZaohKUdfTeXXw+MS6GwHs3AwbcFxx6Q
AAAEAOPLhuohNbKhy1zzyjyTg+IBUzc3lLF0iPcIVlApFqtHlbMLch7y3SgRlqiEpR19N5
dfD4xLobAezcDBtwXHHpAAAABHRlc3QB
-----END OPENSSH PRIVATE KEY-----
";
/// The recipient in the tests of the age crate (github.com/C2SP/C2SP, age-plugin).
const POST_QUANTUM: &str = include_str!("post_quantum.txt");

fn x25519() -> String {
    RecoveryKey::generate().recipient().to_string()
}

fn alone(recipient: &str) -> Format {
    Format::AgeRecipient { recipient: recipient.into(), others: vec![] }
}

/// Ana, and Maria beside her.
fn both(desk: &Desk, first: &str, second: &str) -> Format {
    Format::AgeRecipient { recipient: first.into(), others: vec![(desk.maria.id, second.into())] }
}

fn send(
    desk: &mut Desk,
    review: &Review,
    format: &Format,
    typed: &str,
    name: &str,
) -> Result<Sealed, ShareError> {
    let package = desk.complete(review).build(format, now())?;
    let (digest, target) = (package.digest(), desk.target(name));
    share::send(&mut desk.journal, package, digest, typed, &target, None, now(), &mut desk.rng)
}

#[test]
fn two_people_are_told_by_one_file_with_a_row_each() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let (hers, ours) = (RecoveryKey::generate(), RecoveryKey::generate());
    let format = both(&desk, &hers.recipient().to_string(), &ours.recipient().to_string());
    for wrong in ["Ana Lima", "Maria Souza, Ana Lima", "Ana Lima Maria Souza"] {
        let sent = send(&mut desk, &review, &format, wrong, "a.age");
        assert_eq!(code(sent), "name-mismatch");
    }
    assert!(ledger(&desk.journal).expect("ledger").is_empty());
    let sealed = send(&mut desk, &review, &format, "ana lima, maria souza", "a.age").expect("send");
    assert_eq!(sealed.passphrase_bits, None);
    let bytes = std::fs::read(desk.target("a.age")).expect("read");
    for key in [hers, ours] {
        assert!(Letter::parse(&seal::open_with_identity(&key, &bytes).expect("open")).is_ok());
    }
    let rows = ledger(&desk.journal).expect("ledger");
    let names: Vec<_> = rows.iter().map(|row| row.person_name.as_str()).collect();
    assert_eq!(names, ["Ana Lima", "Maria Souza"]);
    assert_eq!(sealed.ledger, rows[0].id);
    assert_ne!(rows[0].id, rows[1].id);
    assert_eq!(rows[0].package, rows[1].package);
    assert!(rows.iter().all(|row| row.state == LedgerState::Written));
    let note = share::After { words: "It was good.".into(), ..share::After::default() };
    share::note_after(&mut desk.journal, rows[1].id, note, now()).expect("a note on each");
}

#[test]
fn a_failed_write_is_noted_for_everybody() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let format = both(&desk, &x25519(), SSH);
    // A folder that was there when it was looked at, and takes no such name.
    let name = "x".repeat(240) + ".age";
    let folder = desk.target("");
    let long = folder.join("y".repeat(250));
    std::fs::create_dir_all(&long).expect("folder");
    let target = format!("{}/{}", "y".repeat(250), name + &"z".repeat(20));
    let sent = send(&mut desk, &review, &format, "Ana Lima, Maria Souza", &target);
    assert!(sent.is_err());
    assert_eq!(std::fs::read_dir(&long).expect("folder").count(), 0);
    let rows = ledger(&desk.journal).expect("ledger");
    assert!(rows.iter().all(|row| row.state == LedgerState::Failed));
}

#[test]
fn after_a_crash_everybodys_row_is_settled() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let format = both(&desk, &x25519(), SSH);
    send(&mut desk, &review, &format, "Ana Lima, Maria Souza", "a.age").expect("send");
    let (id, json) = desk.journal.documents("ledger").expect("ledger").pop().expect("rows");
    let mut rows: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    for row in rows.as_array_mut().expect("two rows") {
        row["state"] = "writing".into();
        row["underway"] = serde_json::json!({
            "target": desk.target("a.age"),
            "part": ".tellable-00000000000000aa.part",
            "sha256": vec![0; 32],
        });
    }
    desk.journal.put_document("ledger", id, rows.to_string().as_bytes(), now()).expect("put");
    let mut desk = desk.relock();
    assert_eq!(settle_ledger(&mut desk.journal, now()).expect("settle"), 1);
    let rows = ledger(&desk.journal).expect("ledger");
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(row.state, LedgerState::Failed);
        assert_eq!(row.failure.as_deref(), Some("interrupted"));
    }
}

#[test]
fn nobody_is_told_twice_and_only_people_of_the_vault_are() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let one = x25519();
    let twice =
        Format::AgeRecipient { recipient: one.clone(), others: vec![(desk.ana.id, SSH.into())] };
    for format in [both(&desk, &one, &one), twice, both(&desk, &one, "ana@example.org")] {
        let built = desk.complete(&review).build(&format, now());
        assert_eq!(code(built), "recipient-invalid");
    }
    let others = vec![(Id::from_bytes([9; 16]), SSH.into())];
    let nobody = Format::AgeRecipient { recipient: one, others };
    let sent = send(&mut desk, &review, &nobody, "Ana Lima, Nobody", "a.age");
    assert_eq!(code(sent), "person-not-found");
    assert!(desk.outside().is_empty());
}

#[test]
fn who_else_is_told_is_part_of_what_is_approved() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let one = x25519();
    let digest = |format: &Format| build(&desk, &review, format).digest();
    assert_ne!(digest(&alone(&one)), digest(&both(&desk, &one, SSH)));
}

#[test]
fn the_stock_age_command_opens_a_package_with_an_ssh_key() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let format = both(&desk, &x25519(), SSH);
    send(&mut desk, &review, &format, "Ana Lima, Maria Souza", "a.age").expect("send");
    let identity = desk.folder.path().join("id_ed25519");
    std::fs::write(&identity, SSH_KEY).expect("key");
    let mut age = Command::new("age");
    let opened = age.args(["-d", "-i"]).arg(&identity).arg(desk.target("a.age")).output();
    let opened = opened.expect("the age command (Debian package age)");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    assert!(Letter::parse(&opened.stdout).is_ok());
}

#[test]
fn a_key_that_outlives_quantum_computers_stands_alone() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let pq = POST_QUANTUM.trim();
    send(&mut desk, &review, &alone(pq), "Ana Lima", "a.age").expect("send");
    let bytes = std::fs::read(desk.target("a.age")).expect("read");
    assert!(String::from_utf8_lossy(&bytes).contains("-> mlkem768p256tag "));
    let mixed = both(&desk, pq, SSH);
    let sent = send(&mut desk, &review, &mixed, "Ana Lima, Maria Souza", "b.age");
    assert_eq!(code(sent), "recipient-invalid");
    assert_eq!(desk.outside(), ["a.age"]);
}

#[test]
fn an_rsa_key_is_no_recipient() {
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCgHPhO0Vje18vrCJwwIIFB";
    for wrong in [rsa, "ssh-ed25519", "ssh-ed25519 AAAA", &format!("{SSH}\n{SSH}")] {
        assert!(!share::is_recipient(wrong), "{wrong}");
    }
    assert!(share::is_recipient(SSH) && share::is_recipient(POST_QUANTUM.trim()));
}
