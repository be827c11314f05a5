//! The index is disposable: whatever becomes of it, the same is found again, and nothing waits for it.

mod support;

use journal::{Content, Entry, Journal, Kind, Order, Person, Query, Summary};
use support::{House, dated, on, text};
use vault::{Id, Moment, New};

/// Everything that is listed and found.
#[derive(Debug, PartialEq)]
struct Seen {
    happened: Vec<Summary>,
    written: Vec<Summary>,
    found: Vec<(Vec<Id>, u64)>,
    people: Vec<Person>,
    tags: Vec<(String, u64)>,
    entries: Vec<Entry>,
    histories: Vec<Vec<journal::Revision>>,
    documents: Vec<(Id, Vec<u8>)>,
}

fn all(journal: &Journal) -> Seen {
    let page = |order| journal.timeline(order, 0, 1_000).expect("a page").items;
    let happened = page(Order::Happened);
    let queries = [
        "common",
        "\"common word\"",
        "n1*",
        "tag:even",
        "person:ana",
        "kind:struggle",
        "edited",
        "gone",
    ];
    Seen {
        written: page(Order::Written),
        found: queries
            .map(|words| {
                let found =
                    journal.search(&Query { limit: 1_000, ..Query::words(words) }).expect("found");
                (found.hits.iter().map(|hit| hit.entry.id).collect(), found.total)
            })
            .to_vec(),
        people: journal.people().expect("people"),
        tags: journal.tags().expect("tags"),
        entries: happened.iter().map(|s| journal.entry(s.id).expect("entry")).collect(),
        histories: happened.iter().map(|s| journal.history(s.id).expect("history")).collect(),
        documents: journal
            .documents("share")
            .expect("documents")
            .into_iter()
            .map(|(id, json)| (id, json.to_vec()))
            .collect(),
        happened,
    }
}

/// A journal with a past: edits, deletions, returns, renamed people, documents.
fn lived_in(house: &mut House, journal: &mut Journal, count: usize) {
    let at = house.now();
    let ana = journal.person_named("Ana", at, &mut house.rng).expect("Ana");
    let mut ids = Vec::new();
    for n in 0..count {
        let mut content =
            dated(&format!("{}-0{}", 1990 + n % 20, n % 9 + 1), &format!("n{n}"), "a common word");
        if n % 2 == 0 {
            content.tags = vec!["even".to_owned()];
            content.people = vec![ana.id];
        }
        if n % 3 == 0 {
            content.kind = Some(Kind::Struggle);
            content.happened = None;
        }
        ids.push(house.write(journal, &content));
    }
    for (n, id) in ids.iter().enumerate() {
        let at = house.now();
        match n % 5 {
            0 => drop(
                journal
                    .save(*id, &text("edited", "common no more"), at, &mut house.rng)
                    .expect("saved"),
            ),
            1 => journal.delete(*id, at).expect("deleted"),
            2 => {
                journal.delete(*id, at).expect("deleted");
                journal.undelete(*id, at).expect("undeleted");
            }
            3 => journal.put_document("share", *id, n.to_string().as_bytes(), at).expect("put"),
            _ => {}
        }
    }
    journal.save_person(&Person { nicknames: vec!["Anita".to_owned()], ..ana }, at).expect("saved");
}

fn remove_index(house: &House) {
    std::fs::remove_dir_all(house.index_dir()).expect("removed");
}

#[test]
fn a_deleted_index_is_made_again_the_same() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 40);
    let before = all(&journal);
    journal.lock().expect("locked");
    remove_index(&house);
    let journal = house.open();
    assert_eq!(journal.behind(), 0);
    assert_eq!(all(&journal), before);
}

#[test]
fn a_garbled_index_is_thrown_away_and_made_again() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 20);
    let before = all(&journal);
    journal.lock().expect("locked");
    for file in std::fs::read_dir(house.index_dir()).expect("files") {
        let path = file.expect("file").path();
        let mut bytes = std::fs::read(&path).expect("bytes");
        bytes.iter_mut().skip(20).step_by(7).for_each(|byte| *byte ^= 0x55);
        std::fs::write(&path, bytes).expect("garbled");
    }
    assert_eq!(all(&house.open()), before);
}

#[test]
fn a_large_index_is_made_newest_first_while_the_journal_is_used() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 300);
    let newest = house.write(&mut journal, &dated("2001", "newest", "a common word"));
    let before = all(&journal);
    journal.lock().expect("locked");
    remove_index(&house);

    let mut journal = house.open();
    let behind = journal.behind();
    assert!(behind > 300, "{behind}");
    let progress = journal.catch_up(10).expect("a step");
    assert_eq!((progress.finished, journal.behind()), (false, behind - 10));
    assert_eq!(journal.entry(newest).expect("the newest is there").content.title, "newest");

    // A save in the middle is neither lost nor waits.
    let added = house.write(&mut journal, &text("meanwhile", "a common word"));
    assert_eq!(journal.search(&Query::words("meanwhile")).expect("found").total, 1);
    journal.catch_up(7).expect("a step");
    drop(journal);

    let mut journal = house.open();
    let mut last = 0;
    loop {
        let progress = journal.catch_up(50).expect("a step");
        assert!(progress.done > last || progress.finished);
        last = progress.done;
        if progress.finished {
            break;
        }
    }
    journal.delete(added, house.now()).expect("deleted");
    assert_eq!(all(&journal), before);
}

#[test]
fn records_the_index_has_missed_are_taken_in_at_opening() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 10);
    journal.lock().expect("locked");
    let kept = std::fs::read_dir(house.index_dir())
        .expect("files")
        .next()
        .expect("one")
        .expect("file")
        .path();
    let old = std::fs::read(&kept).expect("the index");

    let mut journal = house.open();
    house.write(&mut journal, &text("later", "unknown to an older index"));
    let after = all(&journal);
    journal.lock().expect("locked");
    std::fs::write(&kept, old).expect("an older index");
    let journal = house.open();
    assert_eq!(all(&journal), after);
    assert_eq!(journal.search(&Query::words("unknown")).expect("found").total, 1);
}

#[test]
fn an_index_of_another_history_of_the_vault_is_not_believed() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &text("shared", "past"));
    journal.lock().expect("locked");
    let copy = std::fs::read(house.path()).expect("the vault");

    let mut journal = house.open();
    house.write(&mut journal, &text("this", "side"));
    house.write(&mut journal, &text("this", "again"));
    journal.lock().expect("locked");
    // The older copy goes another way.
    std::fs::write(house.path(), &copy).expect("put back");
    let mut vault = house.open_vault();
    let at = house.now();
    vault.accept_copy(at).expect("meant so");
    let mut journal = Journal::open(vault, "desk").expect("the journal opens");
    assert_eq!(journal.search(&Query::words("this")).expect("found").total, 0);
    house.write(&mut journal, &text("that", "side"));
    assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 2);
}

#[test]
fn concurrent_revisions_keep_both_heads_until_a_save_joins_them() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("both", "the common past"));
    let past = journal.entry(id).expect("entry");
    let parent = past.revision.expect("saved");
    let laptop = journal
        .save(id, &text("both", "from the laptop"), house.now(), &mut house.rng)
        .expect("saved");
    journal.lock().expect("locked");

    // What a merge of a second copy brings: a revision with the same parent.
    let (stick, at): (Id, Moment) = (house.id(), house.now());
    let json = format!(
        "{{\"entry\":\"{id}\",\"parents\":[\"{parent}\"],\"written\":\"{}\",\"content\":{{\"title\":\"both\",\"body\":\"from the stick\"}}}}",
        past.written
    );
    let mut vault = house.open_vault();
    let new = New { kind: "revision", id: stick, at, device: "stick", payload: json.as_bytes() };
    vault.append(&new).expect("appended");
    vault.lock().expect("locked");

    for index_is_new in [false, true] {
        if index_is_new {
            remove_index(&house);
        }
        let journal = house.open();
        let entry = journal.entry(id).expect("entry");
        let mut heads = entry.heads.clone();
        heads.sort();
        let mut expected = vec![stick, laptop.revision.expect("saved")];
        expected.sort();
        assert_eq!(heads, expected);
        assert_eq!(entry.revision, Some(stick), "the later one is shown");
        assert_eq!(journal.history(id).expect("history").len(), 3);
        assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 1);
    }

    let mut journal = house.open();
    let at = house.now();
    let joined =
        journal.save(id, &text("both", "from the stick"), at, &mut house.rng).expect("saved");
    assert_eq!(joined.heads.len(), 1);
    assert_eq!(journal.history(id).expect("history").len(), 4);
}

#[test]
fn a_record_of_an_unknown_shape_hides_nothing() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &text("seen", ""));
    journal.lock().expect("locked");
    let mut vault = house.open_vault();
    for kind in ["revision", "trash", "person"] {
        let (id, at) = (house.id(), house.now());
        let payload: &[u8] = if kind == "person" { b"\xff" } else { b"{\"from\":\"the future\"}" };
        vault.append(&New { kind, id, at, device: "x", payload }).expect("appended");
    }
    vault.lock().expect("locked");
    let journal = house.open();
    assert_eq!(journal.behind(), 0);
    assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 1);
    assert!(journal.people().expect("people").is_empty());
}

#[test]
fn an_index_outlives_the_purge_of_its_newest_record() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 150);
    let before = all(&journal);
    let (note, at) = (house.id(), house.now());
    journal.put_document("note", note, b"regretted", at).expect("put");
    let newest = journal.vault().last_seq();
    assert!(newest > 256);
    journal.lock().expect("locked");

    let mut vault = house.open_vault();
    vault.purge(&[newest], house.now()).expect("purged");
    vault.lock().expect("locked");
    // Not made anew: so many records are not taken in at opening.
    let journal = house.open();
    assert_eq!(journal.behind(), 0);
    assert_eq!(all(&journal), before);
    assert!(journal.documents("note").expect("documents").is_empty());
    journal.lock().expect("locked");
    assert_eq!(house.open().behind(), 0);
}

#[test]
fn what_was_purged_past_the_index_is_in_it_no_more() {
    let mut house = House::new();
    let mut journal = house.open();
    lived_in(&mut house, &mut journal, 10);
    let entry = house.write(&mut journal, &text("secret", "an unwise word"));
    let written = journal.vault().last_seq();
    let (id, at) = (house.id(), house.now());
    journal.put_document("share", id, b"older", at).expect("put");
    journal.put_document("share", id, b"newer", house.now()).expect("put");
    let newer = journal.vault().last_seq();
    house.write(&mut journal, &text("after", "a common word"));
    assert_eq!(journal.search(&Query::words("unwise")).expect("found").total, 1);
    journal.lock().expect("locked");

    let mut vault = house.open_vault();
    vault.purge(&[written, newer], house.now()).expect("purged");
    vault.lock().expect("locked");
    let journal = house.open();
    assert_eq!(journal.behind(), 0);
    assert_eq!(journal.search(&Query::words("unwise")).expect("found").total, 0);
    assert!(journal.entry(entry).is_err());
    let caught_up = all(&journal);
    assert!(caught_up.documents.contains(&(id, b"older".to_vec())));
    journal.lock().expect("locked");
    remove_index(&house);
    assert_eq!(all(&house.open()), caught_up);
}

#[test]
fn an_older_copy_in_the_place_of_a_vault_gets_an_index_of_its_own() {
    let mut house = House::new();
    let mut journal = house.open();
    let (id, at) = (house.id(), house.now());
    journal.put_document("share", id, b"one", at).expect("put");
    journal.lock().expect("locked");
    let older = std::fs::read(house.path()).expect("a copy");
    // The same thing under the same number, in another history.
    let mut journal = house.open();
    house.write(&mut journal, &text("here", "a common word"));
    journal.put_document("share", id, b"here", house.now()).expect("put");
    journal.lock().expect("locked");
    std::fs::write(house.path(), older).expect("put back");
    std::fs::remove_dir_all(house.folder.path().join("state")).expect("forgotten");
    let mut vault = house.open_vault();
    for payload in [&b"there"[..], b"there too"] {
        let at = house.now();
        vault.append(&New { kind: "share", id, at, device: "x", payload }).expect("appended");
    }
    vault.lock().expect("locked");
    let journal = house.open();
    assert_eq!(journal.behind(), 0);
    assert_eq!(journal.timeline(Order::Written, 0, 9).expect("a page").total, 0);
}

#[test]
fn no_word_stands_in_any_file_in_the_clear() {
    let mut house = House::new();
    let mut journal = house.open();
    let folder = house.subfolder("in");
    let (word, name, tag) = ("Xylophonharfe", "Quirinalia", "zwetschkenbaum");
    let file = format!("---\npeople: [{name}]\ntags: [{tag}]\n---\n{word}");
    std::fs::write(folder.join("a.md"), file).expect("a file");
    house.import(&mut journal, &folder);
    std::fs::remove_dir_all(&folder).expect("removed");
    house.write(
        &mut journal,
        &Content { tags: vec![tag.to_owned()], ..text(name, &word.repeat(20_000)) },
    );
    journal.keep_draft(house.id(), &text(name, word), house.now()).expect("kept");
    for query in [word, name, tag] {
        assert!(journal.search(&Query::words(query)).expect("found").total >= 1);
    }
    let search = |state: &str| {
        for place in [house.folder.path().to_owned(), house.index_dir()] {
            for file in std::fs::read_dir(place).expect("files") {
                let path = file.expect("file").path();
                let Ok(bytes) = std::fs::read(&path) else { continue };
                for secret in [word, name, tag] {
                    let lower = secret.to_lowercase();
                    let found = [secret, &lower].iter().any(|text| {
                        bytes.windows(text.len()).any(|window| window == text.as_bytes())
                    });
                    assert!(!found, "{secret} in {} while {state}", path.display());
                }
            }
        }
    };
    search("open");
    let out = house.folder.path().join("out");
    assert!(journal.export_folder(&out, &mut on).expect("exported").files == 3);
    std::fs::remove_dir_all(&out).expect("removed");
    journal.lock().expect("locked");
    search("locked");
}
