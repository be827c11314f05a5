//! Damage: what is wrong is noticed and named, the vault is only read, and what is whole stays
//! readable.

use vault::Wrong;

use crate::support::{House, add, audit, check, code, house_with, texts, wrongs};

const TEXTS: [&str; 4] = ["one", "two", "three", "four"];

/// Changes a vault of four texts (records 2 to 5) and looks at what is said.
fn after(sql: &str) -> House {
    let house = house_with(&TEXTS);
    house.tamper(sql);
    house
}

fn audit_stops(sql: &str, found: &[&str], left: &[&str]) {
    let house = after(sql);
    let mut vault = house.open();
    assert_eq!(code(audit(&vault)), "vault-damaged", "{sql}");
    assert!(vault.is_read_only());
    assert_eq!(code(add(&mut vault, "five")), "vault-damaged");
    assert_eq!(code(vault.batch().map(drop)), "vault-damaged");
    assert_eq!(wrongs(&check(&vault)), found, "{sql}");
    assert_eq!(texts(&vault), left, "{sql}");
}

#[test]
fn a_sound_vault_passes_audit_and_check() {
    let house = house_with(&TEXTS);
    let vault = house.open();
    audit(&vault).unwrap();
    let report = check(&vault);
    assert!(report.is_sound());
    assert_eq!((report.total, report.whole, report.purged), (5, 5, 0));
}

#[test]
fn swapped_records_are_noticed() {
    let swap = "UPDATE rec SET seq = -2 WHERE seq = 2; UPDATE rec SET seq = 2 WHERE seq = 3;
                UPDATE rec SET seq = 3 WHERE seq = -2;";
    audit_stops(swap, &["chain", "2:misplaced", "3:misplaced"], &["three", "four"]);
}

#[test]
fn a_changed_record_is_noticed() {
    let change =
        "UPDATE rec SET age = CAST(substr(age, 1, 600) || x'00' || substr(age, 602) AS BLOB)
                  WHERE seq = 3";
    audit_stops(change, &["3:changed"], &["one", "three", "four"]);
}

#[test]
fn a_changed_record_with_its_digest_made_anew_is_noticed() {
    let house = house_with(&TEXTS);
    let mut age = house.blob("SELECT age FROM rec WHERE seq = 3");
    *age.last_mut().unwrap() ^= 1;
    let digest: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(&age).into();
    rusqlite::Connection::open(&house.path)
        .unwrap()
        .execute("UPDATE rec SET age = ?1, digest = ?2 WHERE seq = 3", (age, digest))
        .unwrap();
    let vault = house.open();
    assert_eq!(code(vault.read(3)), "record-damaged");
    assert_eq!(code(audit(&vault)), "vault-damaged");
    assert_eq!(wrongs(&check(&vault)), ["chain", "3:unopened"]);
}

#[test]
fn a_missing_record_is_noticed() {
    audit_stops("DELETE FROM rec WHERE seq = 3", &["3:missing"], &["one", "three", "four"]);
}

#[test]
fn a_duplicated_record_is_noticed() {
    let duplicate = "UPDATE rec SET (age, digest) =
                     (SELECT age, digest FROM rec WHERE seq = 2) WHERE seq = 4";
    audit_stops(duplicate, &["chain", "4:misplaced"], &["one", "two", "four"]);
}

#[test]
fn a_vanished_content_is_noticed() {
    let vanish = "UPDATE rec SET age = NULL WHERE seq = 4";
    audit_stops(vanish, &["count", "4:vanished"], &["one", "two", "four"]);
}

#[test]
fn a_cut_tail_is_noticed_at_opening() {
    let house = after("DELETE FROM rec WHERE seq = 5");
    let vault = house.open();
    assert_eq!((vault.faults()[0].seq, vault.faults()[0].wrong), (Some(5), Wrong::Missing));
    assert!(vault.is_read_only());
    assert_eq!(texts(&vault), ["one", "two", "three"]);
}

#[test]
fn a_record_added_without_the_key_is_noticed_at_opening() {
    let house = after("INSERT INTO rec SELECT 6, age, digest FROM rec WHERE seq = 5");
    let vault = house.open();
    assert_eq!((vault.faults()[0].seq, vault.faults()[0].wrong), (Some(6), Wrong::Unexpected));
    assert_eq!(texts(&vault), TEXTS);
    assert_eq!(wrongs(&check(&vault)), ["6:unexpected"]);
}

#[test]
fn an_older_head_is_noticed_at_opening() {
    let house = house_with(&["one"]);
    let old = house.blob("SELECT age FROM head");
    let mut vault = house.open();
    add(&mut vault, "two").unwrap();
    vault.lock().unwrap();
    rusqlite::Connection::open(&house.path)
        .unwrap()
        .execute("UPDATE head SET age = ?1", [old])
        .unwrap();
    let vault = house.open();
    assert_eq!(vault.faults()[0].wrong, Wrong::Unexpected);
    assert!(vault.is_read_only());
}

#[test]
fn a_record_of_another_vault_is_noticed() {
    let (ours, theirs) = (house_with(&TEXTS), house_with(&TEXTS));
    ours.tamper(&format!(
        "ATTACH '{}' AS other;
         UPDATE main.rec SET (age, digest) =
         (SELECT age, digest FROM other.rec WHERE seq = 3) WHERE seq = 3;
         DETACH other;",
        theirs.path.display()
    ));
    let vault = ours.open();
    assert_eq!(code(vault.read(3)), "record-damaged");
    assert_eq!(code(audit(&vault)), "vault-damaged");
    assert_eq!(wrongs(&check(&vault)), ["chain", "3:unopened"]);
}

#[test]
fn a_head_that_does_not_open_is_damage_and_all_records_stay_readable() {
    for sql in ["DELETE FROM head", "UPDATE head SET age = x'00'"] {
        let house = after(sql);
        let mut vault = house.open();
        assert_eq!(vault.faults()[0].wrong, Wrong::Head);
        assert_eq!(code(add(&mut vault, "five")), "vault-damaged");
        assert_eq!(texts(&vault), TEXTS, "{sql}");
        assert_eq!(wrongs(&check(&vault)), ["head"]);
    }
}

#[test]
fn another_vaults_head_is_damage() {
    let (ours, theirs) = (house_with(&TEXTS), house_with(&TEXTS));
    ours.tamper(&format!(
        "ATTACH '{}' AS other; UPDATE main.head SET age = (SELECT age FROM other.head);
         DETACH other;",
        theirs.path.display()
    ));
    assert_eq!(ours.open().faults()[0].wrong, Wrong::Head);
}

#[test]
fn a_wrong_vault_id_is_noticed_and_the_sealed_one_is_believed() {
    let house = house_with(&TEXTS);
    let id = house.open().id();
    house.tamper(&format!("UPDATE meta SET value = '{}' WHERE key = 'vault'", "a".repeat(32)));
    let vault = house.open();
    assert_eq!((vault.id(), vault.faults()[0].wrong), (id, Wrong::Meta));
    assert_eq!(texts(&vault), TEXTS);
}

#[test]
fn nothing_is_written_to_a_damaged_vault() {
    let house = after("DELETE FROM rec WHERE seq = 3");
    let before = std::fs::read(&house.path).unwrap();
    let vault = house.open();
    audit(&vault).unwrap_err();
    vault.lock().unwrap();
    // Opening puts the file in write-ahead mode: the bytes 18 and 19 of SQLite's header and the
    // change counters. No page of the tables moves.
    let now = std::fs::read(&house.path).unwrap();
    assert_eq!((before.len(), &before[100..]), (now.len(), &now[100..]));
}

#[test]
fn a_truncated_file_is_noticed_at_every_length_and_nothing_wrong_is_shown() {
    let house = house_with(&["one", &"two ".repeat(9_000), &"three ".repeat(9_000)]);
    let all = texts(&house.open());
    let whole = std::fs::read(&house.path).unwrap();
    let lengths = (0..whole.len()).step_by(7_919).chain([1, 16, 99, 100, 16_384, whole.len() - 1]);
    for length in lengths {
        std::fs::write(&house.path, &whole[..length]).unwrap();
        match house.try_open() {
            Err(error) if length < 16 => assert_eq!(error.code(), "not-a-vault", "{length}"),
            Err(error) => assert_eq!(error.code(), "vault-damaged", "{length}"),
            Ok(vault) => {
                assert_eq!(vault.faults()[0].wrong, Wrong::Truncated, "{length}");
                assert!(vault.is_read_only());
                assert!(texts(&vault).iter().all(|text| all.contains(text)));
            }
        }
    }
    std::fs::write(&house.path, &whole[..whole.len() - 1]).unwrap();
    assert!(texts(&house.open()).contains(&"one".to_owned()), "what is whole stays readable");
}
