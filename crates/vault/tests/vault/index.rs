//! The index: sealed, disposable, and never in the way.

use std::path::PathBuf;

use vault::{SealedDatabase, Value, VaultError};

use crate::support::{House, code, house, open_at};

fn index_file(house: &House) -> PathBuf {
    let id = house.open().id();
    house.folder.path().join(format!("cache/{id}.db"))
}

fn fill(index: &SealedDatabase) {
    index.execute_batch("CREATE TABLE catalogue (title TEXT, words INTEGER)").unwrap();
    let row = [Value::from("planted title"), Value::from(7)];
    index.execute("INSERT INTO catalogue VALUES (?1, ?2)", &row).unwrap();
}

fn titles(index: &SealedDatabase) -> Result<Vec<String>, VaultError> {
    index.query("SELECT title FROM catalogue", &[], |row| row.text(0))
}

#[test]
fn the_index_keeps_what_was_put_in_and_shows_none_of_it() {
    let house = house();
    let vault = house.open();
    let index = vault.index().unwrap();
    assert!(!index.is_temporary());
    fill(&index);
    drop(index);
    vault.lock().unwrap();
    assert_eq!(titles(&house.open().index().unwrap()).unwrap(), ["planted title"]);
    for file in std::fs::read_dir(house.folder.path().join("cache")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [&b"planted"[..], b"catalogue", b"SQLite format"] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret));
        }
    }
}

#[test]
fn an_index_that_cannot_be_read_is_made_anew() {
    let house = house();
    let file = index_file(&house);
    let spoil: [&dyn Fn(); 4] = [
        &|| std::fs::remove_file(&file).unwrap(),
        &|| std::fs::write(&file, b"garbled".repeat(5_000)).unwrap(),
        &|| std::fs::write(&file, b"x").unwrap(),
        &|| {
            let bytes = std::fs::read(&file).unwrap();
            std::fs::write(&file, bytes.iter().map(|byte| byte ^ 1).collect::<Vec<_>>()).unwrap();
        },
    ];
    for spoil in spoil {
        let vault = house.open();
        fill(&vault.index().unwrap());
        spoil();
        let index = vault.index().unwrap();
        assert_eq!(code(titles(&index)), "index-failed", "empty, so there is no such table");
        assert!(!index.is_temporary());
        drop(index);
        vault.index_anew().unwrap();
    }
}

#[test]
fn another_vaults_index_is_not_believed() {
    let (ours, theirs) = (house(), house());
    fill(&theirs.open().index().unwrap());
    std::fs::create_dir_all(ours.folder.path().join("cache")).unwrap();
    std::fs::copy(index_file(&theirs), index_file(&ours)).unwrap();
    assert_eq!(code(titles(&ours.open().index().unwrap())), "index-failed");
}

#[test]
fn damage_inside_the_index_is_named_and_the_index_made_anew() {
    let house = house();
    let file = index_file(&house);
    let vault = house.open();
    let index = vault.index().unwrap();
    fill(&index);
    let long = "words ".repeat(50_000);
    index.execute("INSERT INTO catalogue VALUES (?1, 1)", &[Value::from(&*long)]).unwrap();
    drop(index);
    let mut bytes = std::fs::read(&file).unwrap();
    let end = bytes.len() - 20_000;
    bytes[end] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let index = vault.index().unwrap();
    assert_eq!(code(titles(&index)), "index-damaged");
    drop(index);
    assert_eq!(code(titles(&vault.index_anew().unwrap())), "index-failed");
}

#[test]
fn without_a_place_the_index_lives_in_memory() {
    let house = house();
    let file = house.folder.path().join("a-file");
    std::fs::write(&file, "").unwrap();
    let vault = open_at(&house.path, &file).unwrap();
    let index = vault.index().unwrap();
    assert!(index.is_temporary());
    fill(&index);
    assert_eq!(titles(&index).unwrap(), ["planted title"]);
    assert!(vault.index_anew().unwrap().is_temporary());
}

#[test]
fn a_transaction_that_fails_leaves_nothing() {
    let house = house();
    let index = house.open().index().unwrap();
    fill(&index);
    let add = |index: &SealedDatabase| {
        index.execute("INSERT INTO catalogue VALUES ('more', 1)", &[]).map(|_| ())
    };
    let failed: Result<(), VaultError> = index.transaction(|index| {
        add(index)?;
        index.transaction(|index| add(index))?;
        Err(VaultError::ReadOnly)
    });
    assert_eq!(code(failed), "vault-read-only");
    assert_eq!(titles(&index).unwrap().len(), 1);
    index
        .transaction(|index| {
            let _: Result<(), VaultError> = index.transaction(|index| {
                add(index)?;
                Err(VaultError::ReadOnly)
            });
            add(index)
        })
        .unwrap();
    assert_eq!(titles(&index).unwrap().len(), 2);
}

#[test]
fn values_go_in_and_come_out() {
    let house = house();
    let vault = house.open();
    let index = vault.index().unwrap();
    let id = vault.id();
    let none: Option<i64> = None;
    let values = [
        Value::from(&id),
        Value::from(-5),
        Value::Real(0.5),
        Value::from("día"),
        Value::from(&b"\0\xff"[..]),
        Value::from(none),
    ];
    let row = index.query_one("SELECT ?1, ?2, ?3, ?4, ?5, ?6", &values, |row| {
        assert_eq!((row.id(0)?, row.integer(1)?), (id, -5));
        assert!((row.real(2)? - 0.5).abs() < f64::EPSILON);
        assert_eq!((row.text(3)?, row.blob(4)?), ("día".into(), b"\0\xff".to_vec()));
        assert!(row.is_null(5) && row.text_or_null(5)?.is_none());
        row.text(1)
    });
    assert_eq!(code(row), "index-failed", "a number is no text");
}

#[test]
fn full_text_search_is_there() {
    let house = house();
    let index = house.open().index().unwrap();
    let made = "CREATE VIRTUAL TABLE words USING fts5(body, content='', contentless_delete=1)";
    index.execute_batch(made).unwrap();
    index
        .execute("INSERT INTO words (rowid, body) VALUES (3, ?1)", &["plague year".into()])
        .unwrap();
    let found: Vec<i64> = index
        .query("SELECT rowid FROM words WHERE words MATCH 'plague'", &[], |row| row.integer(0))
        .unwrap_or_else(|error: VaultError| panic!("{error}"));
    assert_eq!(found, [3]);
}
