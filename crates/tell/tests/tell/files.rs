//! Files of entries from the command line, and damage named by what it was.

use std::fs;

use crate::support::Home;

#[test]
fn a_file_goes_in_and_comes_out_as_it_was() {
    let home = Home::new();
    home.new_vault();
    let entry = home.add(&["--title", "With files"], "Words.");
    let bytes: Vec<u8> = (0..5_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    fs::write(home.path("photo.jpg"), &bytes).expect("written");
    let added = home.on_vault("attach", &[&entry[..6], "photo.jpg", "--json"], b"").json();
    assert_eq!((&added["name"], &added["bytes"]), (&"photo.jpg".into(), &5_000_000.into()));
    let named = home.on_vault("attach", &[&entry, "photo.jpg", "--name", "again"], b"");
    assert_eq!(named.status, 0, "{}", named.err);
    let listed = home.on_vault("files", &[&entry, "--json"], b"").json();
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]), (Some(2), &added));
    assert!(home.on_vault("files", &[&entry], b"").out.contains("5000000 bytes"));

    let saved = home.on_vault("save-file", &[&entry, "photo.jpg", "out.jpg", "--json"], b"");
    assert_eq!(saved.status, 0, "{}", saved.err);
    assert_eq!(saved.json()["whole"], true);
    assert!(fs::read(home.path("out.jpg")).expect("the file") == bytes);
    let id = added["id"].as_str().expect("an id");
    assert_eq!(home.on_vault("save-file", &[&entry, &id[..8], "second.jpg"], b"").status, 0);

    home.on_vault("save-file", &[&entry, "photo.jpg", "out.jpg"], b"").failed(7, "already-exists");
    home.on_vault("save-file", &[&entry, "", "x"], b"").failed(8, "file-ambiguous");
    home.on_vault("save-file", &[&entry, "nothing", "x"], b"").failed(6, "attachment-not-found");
    home.on_vault("attach", &[&entry, "nowhere.jpg"], b"").failed(6, "file-not-found");
    home.on_vault("attach", &["ffff", "photo.jpg"], b"").failed(6, "entry-not-found");
    assert!(!home.path("x").exists());
}

#[test]
fn damage_is_named_by_the_entry_and_the_file_it_was_of() {
    let home = Home::new();
    home.new_vault();
    let entry = home.add(&["--title", "With files"], "Words.");
    // Longer than one piece, the second of which is damaged: the last record but the one that names them.
    let bytes = vec![7_u8; 4 * 1024 * 1024 + 10];
    fs::write(home.path("film.mp4"), &bytes).expect("written");
    assert_eq!(home.on_vault("attach", &[&entry, "film.mp4"], b"").status, 0);
    let sound = home.on_vault("check", &["--json"], b"").json();
    assert_eq!((&sound["entries"], &sound["attachments"]), (&1.into(), &1.into()));
    assert_eq!((&sound["index"], &sound["whole"]), (&"sound".into(), &true.into()));
    damage(&home, 4);

    let checked = home.on_vault("check", &["--json"], b"");
    assert_eq!(checked.status, 4);
    let fault = &checked.json()["faults"][0];
    assert_eq!((&fault["seq"], &fault["what"]), (&4.into(), &"changed".into()));
    assert_eq!((&fault["title"], &fault["file"]), (&"With files".into(), &"film.mp4".into()));
    let said = home.on_vault("check", &[], b"").out;
    assert!(said.contains("the file film.mp4 of “With files”"), "{said}");

    let saved = home.on_vault("save-file", &[&entry, "film.mp4", "out.mp4", "--json"], b"");
    assert_eq!(saved.status, 4, "{}", saved.err);
    assert_eq!(saved.json()["lost"][0]["offset"], 4 * 1024 * 1024);
    let out = fs::read(home.path("out.mp4")).expect("the rest");
    assert!(out.len() == bytes.len() && out[..4_194_304] == bytes[..4_194_304]);
}

/// Changes the sealed bytes of a record, as a failing disk would.
fn damage(home: &Home, record: i64) {
    let file = rusqlite::Connection::open(home.path("a.tellable")).expect("the file opens");
    let sql = "UPDATE rec SET age = substr(age, 1, length(age) - 1) || x'00' WHERE seq = ?1";
    assert_eq!(file.execute(sql, [record]).expect("changed"), 1);
}
