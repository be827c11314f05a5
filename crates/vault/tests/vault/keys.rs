//! Changing what opens a vault, and the recovery key as words.

use std::collections::HashSet;
use std::process::Command;
use std::time::Duration;

use vault::{Id, Key, Passphrase, RecoveryKey, VaultError, WorkFactor};

use crate::support::{
    House, PASSPHRASE, add, audit, check, code, house, house_with, passphrase, texts, weak,
};

const NEW: &str = "wrong horse";

fn new_passphrase() -> Passphrase {
    Passphrase::from(NEW.to_owned())
}

fn by_passphrase(house: &House, text: &str) -> Result<vault::Vault, VaultError> {
    house.open_with(&Key::Passphrase(Passphrase::from(text.to_owned())))
}

fn by_recovery(house: &House, text: &str) -> Result<vault::Vault, VaultError> {
    house.open_with(&Key::Recovery(RecoveryKey::parse(text).unwrap()))
}

/// Looks for any part of an old slot in the vault's file and its log.
fn no_trace(house: &House, slot: &[u8]) {
    // The first lines of an age file say what it is and for whom; what follows is random.
    let parts: HashSet<&[u8]> = slot.windows(16).skip(40).collect();
    for suffix in ["", "-wal", "-journal"] {
        let file = house.folder.path().join(format!("mine.tellable{suffix}"));
        let bytes = std::fs::read(file).unwrap_or_default();
        assert!(!bytes.windows(16).any(|window| parts.contains(window)), "{suffix}");
    }
}

#[test]
fn a_new_passphrase_opens_the_vault_and_the_old_one_does_not() {
    let house = house_with(&["one", "two"]);
    let mut vault = house.open();
    vault.set_passphrase(&new_passphrase(), weak()).unwrap();
    assert_eq!(add(&mut vault, "three").unwrap(), 4);
    vault.lock().unwrap();
    assert_eq!(code(house.try_open()), "wrong-passphrase");
    let vault = by_passphrase(&house, NEW).unwrap();
    assert_eq!(texts(&vault), ["one", "two", "three"]);
    audit(&vault).unwrap();
    assert!(check(&vault).is_sound());
    drop(vault);
    assert!(by_recovery(&house, &house.recovery).is_ok());
}

#[test]
fn nothing_of_the_old_slots_is_left_in_the_file_or_its_log() {
    let house = house_with(&["one"]);
    let old = [0, 1].map(|n| house.blob(&format!("SELECT age FROM slot WHERE n = {n}")));
    let mut vault = house.open();
    let recovery = RecoveryKey::generate();
    vault.set_passphrase(&new_passphrase(), weak()).unwrap();
    no_trace(&house, &old[0]);
    vault.set_recovery(&recovery).unwrap();
    for slot in &old {
        no_trace(&house, slot);
    }
    vault.lock().unwrap();
    for slot in &old {
        no_trace(&house, slot);
    }
    // The scan finds what is there.
    let now = house.blob("SELECT age FROM slot WHERE n = 0");
    let bytes = std::fs::read(&house.path).unwrap();
    assert!(bytes.windows(now.len()).any(|window| window == now));
}

#[test]
fn a_new_recovery_key_opens_the_vault_and_the_old_one_does_not() {
    let house = house_with(&["one"]);
    let recovery = RecoveryKey::generate();
    let mut vault = house.open();
    vault.set_recovery(&recovery).unwrap();
    vault.lock().unwrap();
    assert_eq!(code(by_recovery(&house, &house.recovery)), "wrong-recovery-key");
    assert_eq!(texts(&by_recovery(&house, recovery.expose()).unwrap()), ["one"]);
    assert_eq!(texts(&house.open()), ["one"]);
}

#[test]
fn who_forgot_the_passphrase_sets_a_new_one_by_the_recovery_key() {
    let house = house_with(&["one"]);
    let mut vault = by_recovery(&house, &house.recovery).unwrap();
    vault.set_passphrase(&new_passphrase(), weak()).unwrap();
    vault.lock().unwrap();
    assert_eq!(texts(&by_passphrase(&house, NEW).unwrap()), ["one"]);
}

#[test]
fn the_current_keys_are_verified_and_others_are_not() {
    let house = house();
    let vault = house.open();
    vault.verify(&Key::Passphrase(passphrase())).unwrap();
    vault.verify(&Key::Recovery(RecoveryKey::parse(&house.recovery).unwrap())).unwrap();
    let wrong = vault.verify(&Key::Passphrase(new_passphrase()));
    assert_eq!(code(wrong), "wrong-passphrase");
    let wrong = vault.verify(&Key::Recovery(RecoveryKey::generate()));
    assert_eq!(code(wrong), "wrong-recovery-key");
}

#[test]
fn the_work_factor_rises_and_never_falls() {
    let house = house();
    let mut vault = house.open();
    let factor = |log_n| WorkFactor::new(log_n).unwrap();
    vault.set_passphrase(&passphrase(), factor(4)).unwrap();
    assert_eq!(vault.work_factor(), Some(4));
    vault.set_passphrase(&new_passphrase(), factor(2)).unwrap();
    assert_eq!(vault.work_factor(), Some(4));
    drop(vault);
    assert_eq!(by_passphrase(&house, NEW).unwrap().work_factor(), Some(4));
}

#[test]
fn what_is_advised_stays_within_a_second_and_is_never_lower() {
    let advised = |log_n, millis| {
        WorkFactor::new(log_n).unwrap().advised(Duration::from_millis(millis)).log_n()
    };
    assert_eq!(advised(18, 800), 18);
    assert_eq!(advised(18, 500), 19);
    assert_eq!(advised(18, 501), 18);
    assert_eq!(advised(18, 100), 20);
    assert_eq!(advised(18, 30_000), 18);
    assert_eq!(advised(10, 1), 19);
    assert_eq!(advised(20, 0), 20);
}

#[test]
fn keys_of_a_vault_that_cannot_be_written_stay_as_they_are() {
    let house = house_with(&["one"]);
    house.tamper("UPDATE rec SET digest = zeroblob(32) WHERE seq = 2");
    let mut vault = house.open();
    audit(&vault).unwrap_err();
    assert_eq!(code(vault.set_passphrase(&new_passphrase(), weak())), "vault-damaged");
    assert_eq!(code(vault.set_recovery(&RecoveryKey::generate())), "vault-damaged");
    drop(vault);
    assert!(house.try_open().is_ok());
    let refused = house.open().set_passphrase(&Passphrase::from(String::new()), weak());
    assert_eq!(code(refused), "passphrase-invalid");
}

#[test]
fn changing_a_key_costs_the_same_with_many_records() {
    let house = house();
    let mut vault = house.open();
    for _ in 0..200 {
        add(&mut vault, &"long ".repeat(400)).unwrap();
    }
    vault.lock().unwrap();
    let before = std::fs::read(&house.path).unwrap();
    let mut vault = house.open();
    vault.set_passphrase(&new_passphrase(), weak()).unwrap();
    vault.lock().unwrap();
    let after = std::fs::read(&house.path).unwrap();
    assert_eq!(before.len(), after.len());
    let page = 16_384;
    let pages = before.chunks(page).zip(after.chunks(page)).filter(|(was, is)| was != is);
    // The page of the slots, and the header's counters.
    assert!(pages.count() <= 2);
}

#[test]
fn the_stock_age_command_opens_the_new_slots() {
    let house = house();
    let recovery = RecoveryKey::generate();
    let mut vault = house.open();
    vault.set_recovery(&recovery).unwrap();
    vault.lock().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = house.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let key = file("key.txt", recovery.expose().as_bytes());
    let slot = file("slot.age", &house.blob("SELECT age FROM slot WHERE n = 1"));
    let Ok(done) = Command::new("age").arg("-d").arg("-i").args([key, slot]).output() else {
        return eprintln!("skipped: no age command here");
    };
    assert!(done.stdout.starts_with(b"AGE-SECRET-KEY-1"), "{done:?}");
    // And that identity opens the records.
    let identity = file("identity.txt", &done.stdout);
    let record = file("record.age", &house.blob("SELECT age FROM rec WHERE seq = 1"));
    let done = Command::new("age").arg("-d").arg("-i").args([identity, record]).output().unwrap();
    assert!(String::from_utf8_lossy(&done.stdout).contains("index-key"));
}

#[test]
fn the_words_are_the_key_and_read_back_in_any_form() {
    let key = RecoveryKey::generate();
    let words = key.words();
    assert_eq!(words.split(' ').count(), 24);
    let numbered: Vec<String> =
        words.split(' ').enumerate().map(|(n, word)| format!("{}. {word}", n + 1)).collect();
    let forms = [
        words.to_string(),
        words.to_uppercase(),
        format!("  {}\n", words.replace(' ', "\n  ")),
        numbered.join("\n"),
        key.expose().to_owned(),
        key.expose().to_lowercase(),
        key.expose()
            .as_bytes()
            .chunks(6)
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join(" "),
    ];
    for form in &forms {
        assert_eq!(RecoveryKey::parse(form).unwrap().expose(), key.expose());
    }
}

#[test]
fn the_words_are_those_of_bip_39() {
    // The test vector of 32 zero bytes (BIP-39, "Test vectors"), as the secret bytes of a key.
    let words = format!("{}art", "abandon ".repeat(23));
    let key = RecoveryKey::parse(&words).unwrap();
    assert_eq!(&*key.words(), &words);
    assert!(key.expose().starts_with("AGE-SECRET-KEY-1QQQQQQQQ"));
}

#[test]
fn a_mistaken_word_is_noticed() {
    let key = RecoveryKey::generate();
    let words = key.words();
    let all: Vec<&str> = words.split(' ').collect();
    let with = |n: usize, word: &'static str| {
        let mut other = all.clone();
        other[n] = word;
        other.join(" ")
    };
    let mut noticed = 0;
    for (n, word) in all.iter().enumerate() {
        let other = if *word == "zoo" { "abandon" } else { "zoo" };
        noticed += u32::from(RecoveryKey::parse(&with(n, other)).is_err());
    }
    // A checksum of 8 bits misses one in 256.
    assert!(noticed >= 21, "{noticed}");
    let wrong = [
        with(3, "tellable"),
        all[..23].join(" "),
        all[..12].join(" "),
        format!("{} abandon", *words),
        PASSPHRASE.to_owned(),
        String::new(),
        key.expose()[..40].to_owned(),
    ];
    for text in &wrong {
        assert_eq!(code(RecoveryKey::parse(text)), "recovery-key-invalid");
    }
}

#[test]
fn a_vault_tells_its_id_without_a_key_and_without_a_trace() {
    let house = house_with(&["one"]);
    let id = house.open().id();
    let list = |house: &House| {
        let mut names: Vec<_> = std::fs::read_dir(house.folder.path())
            .unwrap()
            .map(|f| f.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    let (before, bytes) = (list(&house), std::fs::read(&house.path).unwrap());
    assert_eq!(vault::id_of(&house.path).unwrap(), id);
    assert_eq!((list(&house), std::fs::read(&house.path).unwrap()), (before, bytes));
    // While somebody has it open, too.
    let vault = house.open();
    assert_eq!(vault::id_of(&house.path).unwrap(), vault.id());
    assert_eq!(code(house.try_open()), "vault-in-use");
    drop(vault);

    assert_eq!(code(vault::id_of(&house.folder.path().join("none"))), "vault-not-found");
    assert_eq!(code(vault::id_of(&house.folder.path().join("cache"))), "vault-not-found");
    house.tamper("UPDATE meta SET value = 'x' WHERE key = 'vault'");
    assert_eq!(code::<Id>(vault::id_of(&house.path)), "vault-damaged");
}
