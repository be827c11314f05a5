//! The journal from the command line: what goes in comes out, and nothing opens without its key.

use crate::support::{Home, files};
use serde_json::json;

#[test]
fn an_entry_goes_in_and_comes_out() {
    let home = Home::new();
    home.new_vault();
    let arguments = [
        "--title",
        "A walk",
        "--kind",
        "high-point",
        "--happened",
        "spring 1998",
        "--place",
        "Porto",
        "--person",
        "Ana Ferreira",
        "--tag",
        "river",
    ];
    let id = home.add(&arguments, "We walked to the *bridge* and back.\n");

    let list = home.on_vault("list", &["--json"], b"").json();
    let entry = &list[0];
    assert_eq!(list.as_array().expect("an array").len(), 1);
    assert_eq!(entry["id"], id.as_str());
    assert_eq!(entry["title"], "A walk");
    assert_eq!(entry["kind"], "high-point");
    assert_eq!(entry["place"], "Porto");
    assert_eq!(entry["people"], json!(["Ana Ferreira"]));
    assert_eq!(entry["tags"], json!(["river"]));
    assert_eq!(entry["words"], 7);
    assert_eq!(entry["excerpt"], "We walked to the bridge and back.");
    assert!(entry["happened"].as_str().expect("a date").starts_with("1998"));

    let shown = home.on_vault("show", &[&id[..8], "--json"], b"").json();
    assert_eq!(shown["body"], "We walked to the *bridge* and back.");
    let text = home.on_vault("show", &[&id], b"").out;
    assert!(text.starts_with("A walk\n") && text.contains("Ana Ferreira"), "{text}");
    let text = home.on_vault("list", &[], b"").out;
    assert!(text.contains("A walk") && text.contains("#river"), "{text}");
}

#[test]
fn front_matter_is_understood_and_arguments_win_over_it() {
    let home = Home::new();
    home.new_vault();
    let page =
        "---\ntitle: From the file\nhappened: 2019-03\npeople: [Ana]\ntags: [one]\n---\nText.\n";
    home.write("page.md", page);
    home.add(&["--title", "From here", "--tag", "two", "page.md"], "");
    let entry = home.on_vault("list", &["--json"], b"").json()[0].clone();
    assert_eq!(entry["title"], "From here");
    assert_eq!(entry["happened"], "2019-03");
    assert_eq!(entry["people"], json!(["Ana"]));
    assert_eq!(entry["tags"], json!(["one", "two"]));
    home.on_vault("add", &[], b"---\ntitle: [\n---\nText.\n").failed(8, "front-matter-not-yaml");
}

#[test]
fn what_there_is_no_field_for_stays_with_the_entry_and_a_heading_with_its_text() {
    let home = Home::new();
    home.new_vault();
    let page = b"---\nmood: 5\nweather: [rain, \"wind\"]\n---\n# By the river\n\nText.\n";
    home.on_vault("add", &[], page);
    let named = home.on_vault("add", &["--title", "Mine", "--json"], page).json();
    assert_eq!(
        (&named["title"], &named["body"]),
        (&json!("Mine"), &json!("# By the river\n\nText."))
    );
    assert_eq!(home.on_vault("export", &["out"], b"").status, 0);
    let pages = files(&home.path("out"));
    assert_eq!(pages.len(), 2);
    for page in pages {
        let text = std::fs::read_to_string(page).expect("a page");
        assert!(text.contains("mood: 5") && text.contains("weather:\n- rain\n- wind\n"), "{text}");
        assert!(text.contains("By the river"), "{text}");
    }
}

#[test]
fn search_finds_words_and_filters() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "One", "--tag", "work"], "The bridge held.");
    home.add(&["--title", "Two"], "The bridges fell. 大年三十");
    let found =
        |words: &[&str]| home.on_vault("search", &[&["--json"], words].concat(), b"").json();
    assert_eq!(found(&["bridge"])["total"], 1);
    assert_eq!(found(&["bridge*"])["total"], 2);
    assert_eq!(found(&["bridge*", "tag:work"])["hits"][0]["title"], "One");
    assert_eq!(found(&["年三"])["hits"][0]["title"], "Two");
    assert_eq!(found(&["nowhere"]), json!({ "total": 0, "hits": [] }));
    let text = home.on_vault("search", &["bridge", "--sort", "relevance"], b"").out;
    assert!(text.ends_with("1 entry.\n"), "{text}");
}

#[test]
fn an_empty_vault_lists_nothing() {
    let home = Home::new();
    home.new_vault();
    assert_eq!(home.on_vault("list", &["--json"], b"").json(), json!([]));
    assert_eq!(home.on_vault("list", &[], b"").out, "No entries.\n");
}

#[test]
fn export_and_import_give_the_same_entries() {
    let home = Home::new();
    home.new_vault();
    home.add(&["--title", "One", "--happened", "1998~", "--person", "Ana"], "First.\n");
    home.add(&["--title", "Two"], "Second.\n");
    let exported = home.on_vault("export", &["out", "--json"], b"").json();
    assert_eq!(exported["entries"], 2);
    assert_eq!(files(&home.path("out")).len(), 2);
    home.on_vault("export", &["out"], b"").failed(7, "folder-not-empty");

    let other = ["b.tellable", "--passphrase-file", "passphrase", "--json"];
    let made = home.tell(&[&["new", "--work-factor", "1"], &other[..]].concat(), b"");
    assert_eq!(made.status, 0, "{}", made.err);
    let import = || home.tell(&[&["import"], &other[..], &["out"]].concat(), b"").json();
    let report = import();
    assert_eq!((&report["found"], &report["imported"]), (&json!(2), &json!(2)));
    assert_eq!(import()["skipped"], 2);
    let list = home.tell(&[&["list"], &other[..]].concat(), b"").json();
    assert_eq!(list[1]["happened"], "1998~");
    assert_eq!(list[1]["people"], json!(["Ana"]));
}

#[test]
fn files_that_cannot_be_imported_are_named_and_the_rest_is_in() {
    let home = Home::new();
    home.new_vault();
    home.write("in/good.md", "---\ntitle: Good\n---\nText.\n");
    home.write("in/yaml.md", "---\ntitle: [\n---\nText.\n");
    std::fs::write(home.path("in/bytes.md"), b"\xff\xfe\x00").expect("written");
    let ran = home.on_vault("import", &["in", "--json"], b"");
    assert_eq!(ran.status, 9, "{}", ran.err);
    let report = ran.json();
    assert_eq!((&report["found"], &report["imported"]), (&json!(3), &json!(1)));
    let mut failed: Vec<_> = report["failed"].as_array().expect("named").clone();
    failed.sort_by_key(ToString::to_string);
    assert_eq!(failed[0], json!({ "name": "bytes.md", "code": "not-utf-8" }));
    assert_eq!(failed[1], json!({ "name": "yaml.md", "code": "front-matter-not-yaml" }));
    home.on_vault("import", &["nowhere"], b"").failed(6, "folder-not-found");
    home.on_vault("import", &["passphrase"], b"").failed(6, "folder-not-found");
}

#[test]
fn bad_input_is_refused_by_name_and_changes_nothing() {
    let home = Home::new();
    home.new_vault();
    home.on_vault("add", &[], b" \n\t\n").failed(8, "entry-empty");
    home.on_vault("add", &[], b"\xff\xff").failed(8, "not-utf-8");
    home.on_vault("add", &["--happened", "the day the music died"], b"x")
        .failed(8, "happened-not-understood");
    home.on_vault("add", &["--kind", "wonder"], b"x").failed(8, "kind-unknown");
    home.on_vault("add", &[], "x ".repeat(10 << 20).as_bytes()).failed(8, "entry-too-large");
    home.on_vault("show", &["abcd"], b"").failed(6, "entry-not-found");
    assert_eq!(home.on_vault("list", &["--json"], b"").json(), json!([]));
}
