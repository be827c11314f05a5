//! Import and export: what goes in comes out, and every file is accounted for.

mod support;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use journal::{Content, Feeling, Journal, Kind, Order, Query, understand};
use proptest::prelude::*;
use support::{House, on, pepys, text};

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

/// How many files hold a word, counted without the journal.
fn entries_with(folder: &Path, wanted: &str) -> u64 {
    let mut count = 0;
    for year in std::fs::read_dir(folder).expect("years") {
        for file in std::fs::read_dir(year.expect("year").path()).expect("files") {
            let text =
                std::fs::read_to_string(file.expect("file").path()).expect("text").to_lowercase();
            count +=
                u64::from(text.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted));
        }
    }
    count
}

fn everything(journal: &Journal) -> Vec<journal::Entry> {
    let all = journal.timeline(Order::Happened, 0, u64::MAX).expect("all").items;
    all.iter().map(|summary| journal.entry(summary.id).expect("an entry")).collect()
}

#[test]
fn a_diary_of_years_goes_in_whole_and_is_found() {
    let mut house = House::new();
    let folder = house.subfolder("pepys");
    let (count, whole) = pepys(&folder);
    let mut journal = house.open();
    let mut heard = 0;
    let at = house.now();
    let report = journal
        .import_folder(&folder, at, &mut house.rng, &mut |done, total| {
            assert!(done >= heard && total == count);
            heard = done;
            ControlFlow::Continue(())
        })
        .expect("imported");
    assert_eq!((report.found, report.imported, report.skipped), (count, count, 0));
    assert_eq!((report.failed.len(), report.cancelled, heard), (0, false, count));
    if whole {
        assert_eq!(count, 3_413);
    }
    let plague = journal.search(&Query::words("plague")).expect("found");
    assert_eq!(plague.total, entries_with(&folder, "plague"));
    assert!(plague.total > 0);
    for hit in &plague.hits {
        assert!(
            hit.excerpt.iter().any(|piece| piece.hit && piece.text.eq_ignore_ascii_case("plague"))
        );
    }
    let page = journal.timeline(Order::Happened, 0, 1).expect("a page");
    assert_eq!(page.total, count);

    // The same again adds nothing.
    let seq = journal.vault().last_seq();
    let again = house.import(&mut journal, &folder);
    assert_eq!((again.found, again.imported, again.skipped), (count, 0, count));
    assert_eq!(journal.vault().last_seq(), seq);

    // Out, and into another vault: the same, word for word.
    let out = house.folder.path().join("out");
    let exported = journal.export_folder(&out, &mut on).expect("exported");
    assert_eq!((exported.entries, exported.files), (count, count));
    let mut other = House::named("other", 2);
    let mut copy = other.open();
    assert_eq!(other.import(&mut copy, &out).imported, count);
    let contents = |journal: &Journal| -> BTreeMap<_, _> {
        everything(journal)
            .into_iter()
            .map(|entry| (entry.id, (entry.content, entry.written)))
            .collect()
    };
    assert_eq!(contents(&journal), contents(&copy));
}

#[test]
fn bad_files_are_named_and_all_others_come_in() {
    let mut house = House::new();
    let folder = house.subfolder("in");
    put(&folder, "good.md", "A good day.");
    put(&folder, "deep/er/also good.markdown", "Another.");
    put(&folder, "deep/UPPER.MD", "A third.");
    put(&folder, "latin1.md", b"caf\xe9");
    put(&folder, "yaml.md", "---\ntitle: [unclosed\n---\ntext");
    put(&folder, "huge.md", "x".repeat(20 << 20));
    put(&folder, "blank.md", " \n\t\n");
    put(&folder, "blank head.md", "---\ntags: [a]\n---\n\n");
    put(&folder, "notes.txt", "not Markdown");
    put(&folder, ".hidden.md", "hidden");
    put(&folder, ".trash/old.md", "hidden");
    let mut journal = house.open();
    let mut report = house.import(&mut journal, &folder);
    report.failed.sort();
    let failed = [
        ("blank head.md", "entry-empty"),
        ("blank.md", "entry-empty"),
        ("huge.md", "entry-too-large"),
        ("latin1.md", "not-utf-8"),
        ("yaml.md", "front-matter-not-yaml"),
    ]
    .map(|(name, code)| (name.to_owned(), code));
    assert_eq!(report.failed, failed);
    assert_eq!((report.found, report.imported, report.skipped), (8, 3, 0));
    let mut titles: Vec<_> =
        everything(&journal).into_iter().map(|entry| entry.content.title).collect();
    titles.sort();
    assert_eq!(titles, ["UPPER", "also good", "good"]);
    // A file mended later comes in, beside what is there.
    put(&folder, "latin1.md", "café");
    let mended = house.import(&mut journal, &folder);
    assert_eq!((mended.imported, mended.skipped, mended.failed.len()), (1, 3, 4));
    let missing = house.folder.path().join("nowhere");
    let at = house.now();
    let refused = journal.import_folder(&missing, at, &mut house.rng, &mut on);
    assert_eq!(refused.expect_err("no folder").code(), "folder-not-found");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_unreadable_files_do_no_harm() {
    use std::os::unix::fs::symlink;
    let mut house = House::new();
    let folder = house.subfolder("in");
    put(&folder, "a/one.md", "One.");
    symlink(&folder, folder.join("a/circle")).expect("a link");
    symlink(folder.join("gone.md"), folder.join("dangling.md")).expect("a link");
    symlink(folder.join("a/one.md"), folder.join("linked.md")).expect("a link");
    let mut journal = house.open();
    let report = house.import(&mut journal, &folder);
    assert_eq!(report.found, 3);
    assert_eq!(report.failed, [("dangling.md".to_owned(), "unreadable")]);
    assert_eq!(report.imported + report.skipped, 2);
}

#[test]
fn a_cancelled_import_leaves_no_trace() {
    let mut house = House::new();
    let folder = house.subfolder("in");
    for n in 0..50 {
        put(&folder, &format!("{n}.md"), format!("---\npeople: [Somebody New]\n---\nNumber {n}"));
    }
    let mut journal = house.open();
    house.write(&mut journal, &text("before", "all"));
    let (seq, at) = (journal.vault().last_seq(), house.now());
    let report = journal.import_folder(&folder, at, &mut house.rng, &mut |done, _| {
        if done < 30 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let report = report.expect("cancelled in order");
    assert!(report.cancelled && report.imported == 0 && report.found == 50);
    let check = |journal: &Journal| {
        assert_eq!((journal.vault().last_seq(), journal.behind()), (seq, 0));
        assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 1);
        assert_eq!(journal.search(&Query::words("number")).expect("found").total, 0);
        assert!(journal.people().expect("people").is_empty());
    };
    check(&journal);
    house.write(&mut journal, &text("after", "all"));
    journal.lock().expect("locked");
    let mut journal = house.open();
    assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 2);
    assert_eq!(house.import(&mut journal, &folder).imported, 50);
}

#[test]
fn an_import_never_changes_what_is_there() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("mine", "as it was"));
    let out = house.folder.path().join("out");
    journal.export_folder(&out, &mut on).expect("exported");
    // Its own export says nothing new.
    assert_eq!(house.import(&mut journal, &out).skipped, 1);
    // Changed outside, it comes in beside the first, once.
    let file = std::fs::read_dir(&out).expect("files").next().expect("one").expect("file").path();
    let changed =
        std::fs::read_to_string(&file).expect("text").replace("as it was", "as it is now");
    std::fs::write(&file, changed).expect("written");
    assert_eq!(house.import(&mut journal, &out).imported, 1);
    assert_eq!(house.import(&mut journal, &out).skipped, 1);
    assert_eq!(journal.entry(id).expect("the first").content.body, "as it was");
    assert_eq!(journal.history(id).expect("history").len(), 1);
    // What is in the trash comes back as a new entry.
    journal.delete(id, house.now()).expect("deleted");
    std::fs::remove_dir_all(&out).expect("removed");
    put(&out, "again.md", format!("---\ntitle: mine\nid: {id}\n---\nas it was\n"));
    assert_eq!(house.import(&mut journal, &out).imported, 1);
    assert_eq!(journal.timeline(Order::Happened, 0, 9).expect("a page").total, 2);
}

#[test]
fn what_front_matter_and_names_say_is_understood() {
    let mut house = House::new();
    let folder = house.subfolder("in");
    put(
        &folder,
        "a.md",
        "---\ntitle: Walk\ndate: 2019-03-14T21:05:00+02:00\ntags: [a, b]\npeople: Ana, Ben\n\
        kind: High point\nlocation: Porto\nfeeling: 2\nmood: bright\naliases:\n  - w\n---\n\n# Kept\n\nWe walked.\n",
    );
    put(&folder, "2018-07-01 Dinner with A.md", "Fish.");
    put(&folder, "2017-07-01.md", "# A heading\n\nText.");
    let mut journal = house.open();
    assert_eq!(house.import(&mut journal, &folder).imported, 3);
    let [walk, dinner, heading] = everything(&journal).try_into().expect("three");
    assert_eq!(walk.content.title, "Walk");
    assert_eq!(walk.content.body, "# Kept\n\nWe walked.");
    assert_eq!(walk.content.happened, understand("2019-03-14"));
    assert_eq!(walk.written.to_string(), "2019-03-14T21:05:00+02:00");
    assert_eq!(walk.content.kind, Some(Kind::HighPoint));
    assert_eq!(walk.content.place.as_deref(), Some("Porto"));
    assert_eq!(walk.content.feeling, Some(Feeling { valence: 2, words: Vec::new() }));
    assert_eq!(walk.content.people.len(), 2);
    assert_eq!(walk.extra.as_deref(), Some("mood: bright\naliases:\n- w\n"));
    assert_eq!(
        (dinner.content.title.as_str(), dinner.content.happened),
        ("Dinner with A", understand("2018-07-01"))
    );
    assert_eq!(
        (heading.content.title.as_str(), heading.content.body.as_str()),
        ("A heading", "Text.")
    );

    // What has no field stays with the entry through an edit, and leaves with it.
    let at = house.now();
    let edited = Content { body: "Edited.".to_owned(), ..walk.content };
    journal.save(walk.id, &edited, at, &mut house.rng).expect("saved");
    let out = house.folder.path().join("out");
    journal.export_folder(&out, &mut on).expect("exported");
    let file = std::fs::read_to_string(out.join("2019-03-14 Walk.md")).expect("the file");
    assert!(
        file.contains("mood: bright\naliases:\n- w\n") && file.ends_with("---\n\nEdited.\n"),
        "{file}"
    );
}

#[test]
fn an_export_takes_only_an_empty_folder_and_leaves_nothing_when_cancelled() {
    let mut house = House::new();
    let mut journal = house.open();
    for _ in 0..3 {
        house.write(&mut journal, &text("CON: a/b\\c? ", "same name"));
    }
    let draft = house.id();
    journal.keep_draft(draft, &text("only", "a draft"), house.now()).expect("kept");
    let full = house.subfolder("full");
    put(&full, "x", "x");
    assert_eq!(
        journal.export_folder(&full, &mut on).expect_err("not empty").code(),
        "folder-not-empty"
    );
    let file = full.join("x");
    assert_eq!(journal.export_folder(&file, &mut on).expect_err("a file").code(), "io");

    let empty = house.subfolder("empty");
    let cancelled = journal.export_folder(&empty, &mut |done, _| {
        if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(cancelled.expect("in order").cancelled);
    assert_eq!(std::fs::read_dir(&empty).expect("folder").count(), 0);

    let report = journal.export_folder(&empty, &mut on).expect("exported");
    assert_eq!((report.entries, report.files, report.cancelled), (4, 4, false));
    let mut names: Vec<_> = std::fs::read_dir(&empty)
        .expect("folder")
        .map(|file| file.expect("file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert!(
        names[0].ends_with(" CON a b c (2).md") && names[2].ends_with(" CON a b c.md"),
        "{names:?}"
    );
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[\\x00-\\x7f]{0,30}",
        "(---|\n|\r\n|# |é|日本|\u{FEFF}|: |1998| ){0,8}"
    ]
}

fn contents() -> impl Strategy<Value = (Content, Vec<u8>)> {
    let happened = prop_oneof!["1998~", "2019-03-14", "199X", "2001/\\.\\.", "-0043-03-15"];
    let about = (
        proptest::option::of(happened),
        proptest::option::of(words()),
        proptest::collection::vec("\\PC{0,8}[a-z]", 0..3),
        proptest::option::of((-3_i8..=3, proptest::collection::vec(words(), 0..2))),
        proptest::option::of(0..9_usize),
        proptest::collection::vec(0..4_u8, 0..3),
    );
    (words(), words(), about).prop_map(
        |(title, body, (happened, place, tags, feeling, kind, people))| {
            let content = Content {
                title,
                body: format!("{body}."),
                kind: kind.map(|at| Kind::ALL[at]),
                happened: happened.map(|text| text.parse().expect("EDTF")),
                place,
                people: Vec::new(),
                tags,
                feeling: feeling.map(|(valence, words)| Feeling { valence, words }),
            };
            (content, people)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_exported_is_imported_with_equal_content(written in proptest::collection::vec(contents(), 1..6)) {
        let mut house = House::new();
        let mut journal = house.open();
        let mut sent = BTreeMap::new();
        let named = |journal: &Journal, content: &Content| -> Vec<String> {
            content.people.iter().map(|id| journal.person(*id).expect("somebody").name).collect()
        };
        for (mut content, people) in written {
            for n in people {
                let at = house.now();
                let name = ["Ana", "Ben \"B\"", "O'Hara, M.", "null"][usize::from(n)];
                let id = journal.person_named(name, at, &mut house.rng).expect("named").id;
                if !content.people.contains(&id) {
                    content.people.push(id);
                }
            }
            let id = house.write(&mut journal, &content);
            let people = named(&journal, &content);
            let entry = journal.entry(id).expect("saved");
            sent.insert(id, (Content { people: Vec::new(), ..content }, people, entry.written));
        }
        let out = house.folder.path().join("out");
        journal.export_folder(&out, &mut on).expect("exported");
        let mut other = House::named("other", 2);
        let mut copy = other.open();
        let report = other.import(&mut copy, &out);
        prop_assert_eq!((report.imported, report.failed.len()), (sent.len() as u64, 0), "{:?}", report.failed);
        for (id, (content, people, written)) in sent {
            let entry = copy.entry(id).expect("the same id");
            prop_assert_eq!(named(&copy, &entry.content), people);
            prop_assert_eq!(entry.written, written);
            prop_assert_eq!(Content { people: Vec::new(), ..entry.content }, content);
        }
    }
}
