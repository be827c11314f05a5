//! Search finds what is there, in any script, counts it right, and no input breaks it.

mod support;

use journal::{Content, Found, Journal, Kind, Query, Sort};
use proptest::prelude::*;
use support::{House, dated, text};
use vault::Id;

fn find(journal: &Journal, words: &str) -> Found {
    journal.search(&Query::words(words)).expect("a search never fails")
}

fn titles(journal: &Journal, words: &str) -> Vec<String> {
    find(journal, words).hits.into_iter().map(|hit| hit.entry.title).collect()
}

#[test]
fn words_phrases_and_prefixes_are_found() {
    let mut house = House::new();
    let mut journal = house.open();
    for (day, title, body) in [
        ("1665-06-07", "crosses", "two or three houses marked with a red cross upon the doors"),
        (
            "1665-08-31",
            "bill",
            "the plague having a great encrease this week, beyond all expectation",
        ),
        ("1666-09-02", "fire", "a great fire they saw in the City, great indeed"),
    ] {
        house.write(&mut journal, &dated(day, title, body));
    }
    for (words, expected) in [
        ("great", vec!["fire", "bill"]),
        ("GREAT plague", vec!["bill"]),
        ("\"great fire\"", vec!["fire"]),
        ("\"fire great\"", vec![]),
        ("hous* do*", vec!["crosses"]),
        ("\"great enc\"*", vec!["bill"]),
        ("bill", vec!["bill"]),
        ("great before:1666", vec!["bill"]),
        ("great after:1666", vec!["fire"]),
        ("after:\"August 1665\" before:1666-09-02", vec!["bill"]),
        ("", vec!["fire", "bill", "crosses"]),
        ("nowhere", vec![]),
    ] {
        assert_eq!(titles(&journal, words), expected, "{words}");
        assert_eq!(find(&journal, words).total, expected.len() as u64, "{words}");
    }
}

#[test]
fn any_substring_is_found_in_scripts_without_spaces() {
    let mut house = House::new();
    let mut journal = house.open();
    for body in [
        "我昨天去了东京塔，很高。",
        "きのう東京タワーへ行きました。ﾀﾜｰは高い。",
        "어제 서울타워에 갔습니다",
        "เมื่อวานฉันไปกรุงเทพมหานคร",
        "ຂ້ອຍໄປວຽງຈັນ",
        "ខ្ញុំទៅភ្នំពេញ",
        "ကျွန်တော် ရန်ကုန်သွားတယ်",
    ] {
        house.write(&mut journal, &text("", body));
    }
    for (words, whole) in [
        ("东京", "东京塔"),
        ("京塔", "东京塔"),
        ("東京タワー", "東京タワー"),
        ("タワー", "ﾀﾜｰ"),
        ("울타", "서울타워"),
        ("กรุงเทพ", "กรุงเทพมหานคร"),
        ("มหานคร", "มหานคร"),
        ("ວຽງ", "ວຽງ"),
        ("ភ្នំ", "ភ្នំ"),
        ("ရန်ကုန်", "ရန်ကုန်"),
    ] {
        let found = find(&journal, words);
        assert_eq!(found.total, 1, "{words}");
        assert!(found.hits[0].entry.excerpt.contains(whole), "{words}");
        assert!(found.hits[0].excerpt.iter().any(|piece| piece.hit), "{words}");
    }
    assert_eq!(find(&journal, "京东").total, 0);
}

#[test]
fn case_diacritics_and_unicode_forms_do_not_matter() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &text("", "Ein Café in Łódź, die Straße nach Ἀθῆναι, cafe\u{301}s"));
    for words in
        ["cafe", "CAFÉ", "cafe\u{301}", "lodz", "STRASSE", "strasse", "αθηναι", "caf*", "ｃａｆｅ"]
    {
        let found = find(&journal, words);
        assert_eq!(found.total, 1, "{words}");
        assert!(found.hits[0].excerpt.iter().any(|piece| piece.hit), "{words}");
    }
}

#[test]
fn filters_narrow_a_search_and_stand_alone() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    let ana = journal.person_named("Ana María", at, &mut house.rng).expect("Ana").id;
    let ben = journal.person_named("Ben", at, &mut house.rng).expect("Ben").id;
    let write =
        |house: &mut House, journal: &mut Journal, kind, people: &[Id], tag: &str, place: &str| {
            let content = Content {
                kind: Some(kind),
                people: people.to_vec(),
                tags: vec![tag.to_owned()],
                place: Some(place.to_owned()),
                ..text(tag, "the same words")
            };
            house.write(journal, &content)
        };
    let a = write(&mut house, &mut journal, Kind::Struggle, &[ana], "Work", "New York");
    let b = write(&mut house, &mut journal, Kind::TurningPoint, &[ana, ben], "côté cour", "York");
    for (words, expected) in [
        ("kind:struggle same", vec![a]),
        ("kind:turning-point", vec![b]),
        ("kind:loss", vec![]),
        ("person:ana", vec![b, a]),
        ("person:\"Ana María\" person:ben", vec![b]),
        ("person:zoe", vec![]),
        ("tag:work", vec![a]),
        ("tag:\"cote cour\"", vec![b]),
        ("tag:wor", vec![]),
        ("place:york", vec![b, a]),
        ("place:\"new york\" same", vec![a]),
        ("york kind:struggle tag:work person:ana after:2000", vec![a]),
        // A person's name as a plain word finds where they are, though the text does not name them.
        ("ben same", vec![b]),
    ] {
        let hits: Vec<Id> = find(&journal, words).hits.iter().map(|hit| hit.entry.id).collect();
        assert_eq!(hits, expected, "{words}");
    }
    let by_field = Query {
        kind: Some(Kind::Struggle),
        person: Some(ana),
        tag: Some("WORK".to_owned()),
        ..Query::words("words")
    };
    assert_eq!(journal.search(&by_field).expect("found").total, 1);
    assert_eq!(journal.search(&Query { person: Some(ben), ..by_field }).expect("found").total, 0);
}

#[test]
fn a_renamed_person_is_found_by_the_new_name() {
    let mut house = House::new();
    let mut journal = house.open();
    let at = house.now();
    let mut person = journal.person_named("Ana", at, &mut house.rng).expect("Ana");
    house.write(&mut journal, &Content { people: vec![person.id], ..text("t", "b") });
    person.name = "Zoë".to_owned();
    journal.save_person(&person, at).expect("renamed");
    assert_eq!((find(&journal, "zoe").total, find(&journal, "ana").total), (1, 0));
}

#[test]
fn of_many_hits_the_newest_are_ranked_and_all_are_counted() {
    let mut house = House::new();
    let mut journal = house.open();
    let folder = house.subfolder("many");
    for n in 0..2_100 {
        let (year, month, day) = (1800 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
        let often = if n % 1_000 == 500 { "sea sea sea sea" } else { "the sea, and other things" };
        let file = format!("---\nhappened: {year}-{month:02}-{day:02}\ntitle: {n}\n---\n{often}");
        std::fs::write(folder.join(format!("{n}.md")), file).expect("a file");
    }
    assert_eq!(house.import(&mut journal, &folder).imported, 2_100);

    let search = |sort, offset, limit| {
        journal.search(&Query { sort, offset, limit, ..Query::words("sea") }).expect("found")
    };
    let titles = |found: &Found| -> Vec<String> {
        found.hits.iter().map(|h| h.entry.title.clone()).collect()
    };
    let by_date = search(Sort::Date, 0, 3);
    assert_eq!((by_date.total, by_date.ranked), (2_100, 2_100));
    assert_eq!(titles(&by_date), ["2099", "2098", "2097"]);
    assert_eq!(titles(&search(Sort::Date, 2_098, 9)), ["1", "0"]);

    let best = search(Sort::Relevance, 0, 3);
    assert_eq!((best.total, best.ranked), (2_100, 2_000));
    assert_eq!(titles(&best), ["1500", "500", "2099"]);
    let border = search(Sort::Relevance, 1_999, 3);
    assert_eq!(titles(&border)[1..], ["99", "98"]);

    let mut seen = std::collections::HashSet::new();
    for offset in (0..2_100).step_by(300) {
        seen.extend(titles(&search(Sort::Relevance, offset, 300)));
    }
    assert_eq!(seen.len(), 2_100);
}

#[test]
fn hostile_queries_are_just_words() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &text("near", "not and or near a column title body"));
    for words in [
        "\"",
        "\"\"",
        "*",
        "a*b",
        "'; DROP TABLE words; --",
        "NEAR(a b, 2)",
        "NOT",
        "title:near",
        "{title body}: a",
        "^near",
        "a AND",
        "OR OR",
        "(",
        ")",
        "kind:",
        "kind:\"",
        "tag:\"\"",
        "person:",
        "person:***",
        "before:",
        "\0",
        "\u{E000}kstruggle",
        "-near",
        "+a",
        "near:near",
        "before:9999-12-31 after:-9999",
        "%",
        "🙂",
        "\u{202E}a",
    ] {
        find(&journal, words);
    }
    assert_eq!(find(&journal, "NOT near").total, 1);
    assert_eq!(find(&journal, "!!!").total, 0);
    let long = format!("{} \"{}\"", "a ".repeat(5_000), "b ".repeat(5_000));
    assert_eq!(find(&journal, &long).total, 1, "the first 64 words count");
}

#[test]
fn no_query_ever_fails() {
    let mut house = House::new();
    let mut journal = house.open();
    house.write(&mut journal, &dated("199X", "A day", "the é 日本 quick brown fox"));
    let typed = prop_oneof![
        "\\PC{0,30}",
        "[\\x00-\\x7f]{0,30}",
        "(kind:|tag:|person:|before:|after:|place:|\"|\\*|NEAR|AND|OR|NOT|\\(|\\)|\\^|:|-|\\{|\\}|é|日|fox|199| ){0,16}",
    ];
    proptest!(ProptestConfig::with_cases(400), |(words in typed, relevant in any::<bool>(), offset in 0_u64..3)| {
        let sort = if relevant { Sort::Relevance } else { Sort::Date };
        let found = journal.search(&Query { sort, offset, ..Query::words(&words) });
        prop_assert!(found.is_ok(), "{words:?}: {found:?}");
    });
}
