//! Creating, opening, locking; what is refused, and by which name.

use rusqlite::Connection;
use vault::{Key, Passphrase, RecoveryKey, Vault, WorkFactor};

use crate::support::{
    House, PASSPHRASE, add, code, create, house, house_with, noon, open_at, texts, weak,
};

fn wrong_passphrase() -> Key {
    Key::Passphrase(Passphrase::from("correct horse battery stable".to_owned()))
}

#[test]
fn what_was_written_is_there_after_locking_by_passphrase_and_by_recovery_key() {
    let house = house_with(&["one", "two"]);
    assert_eq!(texts(&house.open()), ["one", "two"]);
    let recovery = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
    let vault = house.open_with(&recovery).unwrap();
    assert_eq!(texts(&vault), ["one", "two"]);
    assert!(!vault.is_read_only() && vault.faults().is_empty());
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let house = house_with(&["one"]);
    assert_eq!(code(house.open_with(&wrong_passphrase())), "wrong-passphrase");
    let other = Key::Recovery(RecoveryKey::generate());
    assert_eq!(code(house.open_with(&other)), "wrong-recovery-key");
    assert_eq!(texts(&house.open()), ["one"]);
}

#[test]
fn a_damaged_slot_is_told_apart_from_a_wrong_key() {
    for at in ["1", "40", "90", "length(age)"] {
        let house = house_with(&["one"]);
        let flip = format!(
            "UPDATE slot SET age = CAST(substr(age, 1, {at} - 1)
             || iif(substr(age, {at}, 1) = x'7e', x'7f', x'7e') || substr(age, {at} + 1) AS BLOB)"
        );
        house.tamper(&flip);
        let before = std::fs::read(&house.path).unwrap();
        assert_eq!(code(house.try_open()), "vault-damaged", "passphrase slot at {at}");
        let recovery = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
        assert_eq!(code(house.open_with(&recovery)), "vault-damaged", "recovery slot at {at}");
        // SQLite's own header aside (write-ahead mode, change counters), the file is left as it is.
        assert_eq!(std::fs::read(&house.path).unwrap()[100..], before[100..], "at {at}");
    }
}

#[test]
fn one_damaged_slot_leaves_the_other_way_in() {
    let house = house_with(&["one"]);
    house.tamper("UPDATE slot SET age = x'00' WHERE n = 0");
    let recovery = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
    let vault = house.open_with(&recovery).unwrap();
    assert_eq!(texts(&vault), ["one"]);
    assert!(vault.is_read_only());
    assert_eq!(vault.faults()[0].wrong, vault::Wrong::PassphraseSlot);
}

#[test]
fn a_missing_slot_is_damage() {
    let house = house();
    house.tamper("PRAGMA secure_delete = ON; DELETE FROM slot WHERE n = 0");
    assert_eq!(code(house.try_open()), "vault-damaged");
}

#[test]
fn a_slot_that_no_page_leads_to_still_opens_for_reading() {
    let house = house_with(&["one"]);
    house.tamper("PRAGMA secure_delete = OFF; DELETE FROM slot");
    let vault = house.open();
    assert!(vault.is_read_only());
    assert_eq!(texts(&vault), ["one"]);
    let recovery = Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap());
    drop(vault);
    assert!(house.open_with(&recovery).is_ok());
    let wrong = Key::Passphrase(Passphrase::from("wrong".to_owned()));
    assert_eq!(code(house.open_with(&wrong)), "wrong-passphrase");
}

#[test]
fn work_above_the_cap_is_refused_without_spending_it() {
    let house = house();
    let slot = house.blob("SELECT age FROM slot WHERE n = 0");
    let text = slot.iter().map(|&byte| char::from(byte)).collect::<String>();
    let line = text.lines().nth(1).unwrap();
    let costly: Vec<u8> = text
        .replacen(line, &format!("{} 30", line.rsplit_once(' ').unwrap().0), 1)
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let digest: [u8; 32] = sha2::Digest::finalize(sha2::Digest::chain_update(
        <sha2::Sha256 as sha2::Digest>::new(),
        &costly,
    ))
    .into();
    let conn = Connection::open(&house.path).unwrap();
    conn.execute("UPDATE slot SET age = ?1, digest = ?2 WHERE n = 0", (&costly, digest)).unwrap();
    drop(conn);
    // 2^30 would need a terabyte of memory: that this returns at all is the proof.
    assert_eq!(code(house.try_open()), "work-factor-too-high");
}

#[test]
fn the_work_factor_of_a_vault_can_be_told() {
    let house = house();
    assert_eq!(house.open().work_factor(), Some(1));
    for wrong in [0, 21, 64, 255] {
        assert_eq!(code(WorkFactor::new(wrong)), "work-factor-invalid");
    }
}

#[test]
fn a_newer_format_is_refused_by_name() {
    let house = house_with(&["one"]);
    house.tamper("PRAGMA user_version = 2");
    let before = std::fs::read(&house.path).unwrap();
    assert_eq!(code(house.try_open()), "vault-format-newer");
    assert_eq!(std::fs::read(&house.path).unwrap(), before);
    house.tamper("PRAGMA user_version = 1");
    assert_eq!(texts(&house.open()), ["one"]);
}

#[test]
fn what_is_no_vault_is_not_opened_and_nothing_is_left_beside_it() {
    let House { folder, .. } = house();
    let cache = folder.path().join("cache");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("letter.txt"), "Dear Maria,".repeat(100)).unwrap();
    std::fs::write(at("empty"), "").unwrap();
    Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    for name in ["letter.txt", "empty", "other.db"] {
        assert_eq!(code(open_at(&at(name), &cache)), "not-a-vault", "{name}");
        assert!(!at(&format!("{name}.lock")).exists());
    }
    assert_eq!(code(open_at(folder.path(), &cache)), "not-a-vault");
    assert_eq!(code(open_at(&at("nowhere"), &cache)), "vault-not-found");
}

#[test]
fn an_existing_path_is_never_overwritten() {
    let house = house_with(&["one"]);
    assert_eq!(code(create(&house.path)), "already-exists");
    assert_eq!(texts(&house.open()), ["one"]);
    let letter = house.folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear Maria,").unwrap();
    assert_eq!(code(create(&letter)), "already-exists");
    assert_eq!(std::fs::read(&letter).unwrap(), b"Dear Maria,");
    #[cfg(unix)]
    {
        let dangling = house.folder.path().join("dangling");
        std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
        assert_eq!(code(create(&dangling)), "already-exists");
    }
}

#[test]
fn creating_leaves_one_file_for_its_owner_only() {
    let house = house();
    let files: Vec<_> = std::fs::read_dir(house.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, ["mine.tellable"]);
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(&house.path).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode.permissions()) & 0o777, 0o600);
    }
    let elsewhere = house.folder.path().join("no/such/folder.tellable");
    assert_eq!(code(create(&elsewhere)), "folder-not-found");
}

#[test]
fn what_a_killed_program_left_of_a_new_vault_goes_with_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let id = "0123456789abcdef0123456789abcdef";
    let left = [format!(".a.tellable.{id}.new"), format!(".a.tellable.{id}.new-journal")];
    let others = [format!(".b.tellable.{id}.new"), ".a.tellable.mine.new".to_owned()];
    for name in left.iter().chain(&others) {
        std::fs::write(folder.path().join(name), "half").unwrap();
    }
    create(&folder.path().join("a.tellable")).unwrap();
    assert!(left.iter().all(|name| !folder.path().join(name).exists()));
    assert!(others.iter().all(|name| folder.path().join(name).exists()));
}

#[test]
fn a_passphrase_that_stock_age_cannot_be_given_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.tellable");
    let key = RecoveryKey::generate();
    let empty = Passphrase::from(String::new());
    let made = Vault::create(&path, &empty, &key, weak(), noon(), &mut rand::rng());
    assert_eq!(code(made), "passphrase-invalid");
    assert!(!path.exists());
}

#[test]
fn a_locked_vault_is_one_plain_sqlite_file_that_tells_nothing() {
    let house = house_with(&["the sentence nobody reads"]);
    for suffix in ["-wal", "-shm", "-journal"] {
        assert!(!house.folder.path().join(format!("mine.tellable{suffix}")).exists());
    }
    let stock = std::process::Command::new("sqlite3")
        .arg(&house.path)
        .arg("PRAGMA application_id; PRAGMA user_version; PRAGMA page_size; SELECT count(*) FROM rec")
        .output();
    if let Ok(stock) = stock {
        assert_eq!(String::from_utf8(stock.stdout).unwrap(), "1413827660\n1\n16384\n2\n");
    }
    let bytes = std::fs::read(&house.path).unwrap();
    for secret in ["sentence", PASSPHRASE, "note", "desk", "2026-11", "AGE-SECRET-KEY", "age1"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
}

#[test]
fn a_vault_is_open_once_in_one_process_too() {
    let house = house();
    let mut vault = house.open();
    assert_eq!(code(house.try_open()), "vault-in-use");
    add(&mut vault, "still writing").unwrap();
    drop(vault);
    assert_eq!(texts(&house.open()), ["still writing"]);
}

#[test]
fn another_program_with_the_file_open_is_noticed() {
    let house = house();
    let conn = Connection::open(&house.path).unwrap();
    conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    assert_eq!(code(house.try_open()), "vault-in-use");
}

#[test]
fn a_path_with_strange_signs_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my 100% #1 vault? ü.tellable");
    create(&path).unwrap();
    let cache = folder.path().join("cache");
    add(&mut open_at(&path, &cache).unwrap(), "one").unwrap();
    assert_eq!(texts(&open_at(&path, &cache).unwrap()), ["one"]);
}

#[test]
fn the_name_of_the_folder_is_in_no_message() {
    let house = house();
    let _open = house.open();
    let in_use = house.try_open().unwrap_err().to_string();
    assert_eq!(in_use, "vault mine.tellable is in use");
}
