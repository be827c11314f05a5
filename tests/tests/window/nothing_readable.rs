//! Nothing of what is written can be read on the disk: not while the vault is open, not after it is
//! locked, not in the web view's own files, not in a temporary one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use promises::app::App;
use thirtyfour::prelude::*;
use thirtyfour::support::base64_encode;

use crate::acts;

const PASSPHRASE: &str = "plover anvil eleven kettles";
/// Words that stand nowhere but in this journal, each in another part of it.
const PLANTED: &[&str] = &[
    "quibblestrand",
    "vexmarrow",
    "ostrelhune",
    "Brindlewick",
    "Tamsworthy",
    "zephyrloom",
    "murkhallow",
    "fennelgrave",
    "dwimmerlode",
    "yarrowsprit",
];

/// Where programs leave things for a while.
const LEFT_IN: &[&str] = &["/tmp", "/var/tmp", "/dev/shm"];

/// A planted word in one of the shapes in which programs write text.
struct Needle {
    name: String,
    bytes: Vec<u8>,
}

fn needles() -> Vec<Needle> {
    let mut needles = Vec::new();
    for word in PLANTED {
        let mut add = |shape: &str, bytes: Vec<u8>| {
            needles.push(Needle { name: format!("{word} as {shape}"), bytes });
        };
        add("UTF-8", word.as_bytes().to_vec());
        add("UTF-8 in capitals", word.to_uppercase().into_bytes());
        add("UTF-8 in small letters", word.to_lowercase().into_bytes());
        add("UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        add("UTF-16, the other way", word.encode_utf16().flat_map(u16::to_be_bytes).collect());
        let hex: Vec<_> = word.bytes().map(|byte| format!("{byte:02x}")).collect();
        add("hex", hex.concat().into_bytes());
        for before in 0..3 {
            add("base64", base64_of_the_middle(word, before));
        }
    }
    needles
}

/// Base64 of a word with `before` bytes before it, without the digits that depend on neighbours.
fn base64_of_the_middle(word: &str, before: usize) -> Vec<u8> {
    let mut bytes = vec![0; before];
    bytes.extend(word.as_bytes());
    let whole = bytes.len() / 3 * 4;
    let first = (before * 8).div_ceil(6);
    base64_encode(&bytes).as_bytes()[first..whole].to_vec()
}

fn files_below(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_below(&entry.path(), found),
            Ok(kind) if kind.is_file() => {
                found.insert(entry.path());
            }
            _ => {}
        }
    }
}

/// Reads every file below the folder, the excepted ones aside, and names what can be read in which.
fn readable(folder: &Path, except: &[&Path]) -> Vec<String> {
    let mut files = BTreeSet::new();
    files_below(folder, &mut files);
    files.retain(|file| !except.iter().any(|excepted| file.starts_with(excepted)));
    assert!(files.len() > 2, "there are files to look into: {files:?}");
    readable_in(&files)
}

/// The same in all that was written since then where programs leave things, outside this folder.
fn readable_elsewhere(since: SystemTime, except: &Path) -> Vec<String> {
    let home = std::env::home_dir().unwrap_or_default();
    let places = [".cache", ".config", ".local"].map(|name| home.join(name));
    let mut files = BTreeSet::new();
    for place in places.iter().map(PathBuf::as_path).chain(LEFT_IN.iter().map(Path::new)) {
        files_below(place, &mut files);
    }
    files.retain(|file| {
        let changed = fs::metadata(file).and_then(|data| data.modified());
        !file.starts_with(except) && changed.is_ok_and(|changed| changed >= since)
    });
    readable_in(&files)
}

fn readable_in(files: &BTreeSet<PathBuf>) -> Vec<String> {
    let needles = needles();
    let mut found = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let bytes = fs::read(file).unwrap_or_default();
        for Needle { name: needle, bytes: wanted } in &needles {
            let there = contains(&bytes, wanted) || contains(name.as_bytes(), wanted);
            if there {
                found.push(format!("{needle} in {name}"));
            }
        }
    }
    found
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    let first = needle[0];
    let mut at = 0;
    while let Some(step) = hay[at..].iter().position(|byte| *byte == first) {
        at += step;
        if hay[at..].starts_with(needle) {
            return true;
        }
        at += 1;
    }
    false
}

#[tokio::test]
async fn nothing_written_can_be_read_on_the_disk() {
    let begun = SystemTime::now();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let (vault, temp) = (root.join("mine.tellable"), root.join("tmp"));
    let (import, package) = (root.join("bring-in"), root.join("package.age"));
    fs::create_dir_all(&temp).expect("a folder");
    fs::create_dir_all(&import).expect("a folder");
    fs::write(
        import.join("one.md"),
        "---\ntags: [yarrowsprit]\npeople: [Tamsworthy]\n---\n# dwimmerlode\n\nThe fennelgrave came in.\n",
    )
    .expect("a note");
    let except = [import.as_path(), package.as_path()];
    // Whatever the program or the web view puts into a temporary folder is looked at too.
    let environment = [("TMPDIR", temp.to_str().expect("a path"))];
    let app = App::open_with(&root.join("home"), &environment).await;
    acts::create_vault(&app, &vault, PASSPHRASE).await;

    write(&app).await;
    // Right after the last key, in the draft, as a revision, in the index and its log.
    for pause in [0, 700, 6000] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        assert_eq!(readable(root, &except), Vec::<String>::new(), "while writing, {pause} ms");
    }
    let found = acts::search(&app, "murkhallow vexmarrow").await;
    assert!(found.starts_with('1'), "{found}");
    acts::import(&app, &import).await;
    let found = acts::search(&app, "fennelgrave").await;
    assert!(found.starts_with('1'), "{found}");
    assert_eq!(readable(root, &except), Vec::<String>::new(), "after search and import");

    tell(&app, &package).await;
    assert_eq!(readable(root, &except), Vec::<String>::new(), "after telling");
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    assert_eq!(readable(root, &except), Vec::<String>::new(), "locked");
    app.close().await;
    assert_eq!(readable(root, &except), Vec::<String>::new(), "closed");
    assert_eq!(readable_elsewhere(begun, root), Vec::<String>::new(), "in other folders");
    assert!(package.exists(), "the package stands where it was asked for");
    assert_ne!(readable(root, &[]), Vec::<String>::new(), "the search finds what can be read");
}

async fn write(app: &App) {
    app.click("new-entry").await;
    app.fill(&app.at("title").await, "The quibblestrand year").await;
    app.fill(&app.at("place").await, "Port Brindlewick").await;
    let person = app.at("people").await;
    app.fill(&person, "Ida Tamsworthy").await;
    person.send_keys(Key::Enter + "").await.expect("a person is added");
    let tag = app.at("tags").await;
    app.fill(&tag, "zephyrloom").await;
    tag.send_keys(Key::Enter + "").await.expect("a tag is added");
    app.at("body").await.click().await.expect("the page takes the focus");
    app.type_keys("I stood at the murkhallow and thought of vexmarrow.").await;
    app.type_keys(Key::Enter + "").await;
    app.type_keys(Key::Enter + "").await;
    app.type_keys("Nobody asked about the ostrelhune.").await;
}

async fn tell(app: &App, package: &Path) {
    acts::search(app, "ostrelhune").await;
    acts::open_row(app, "quibblestrand").await;
    app.press("Tell…").await;
    acts::plan_share(app, "Ben Okafor", "So that he knows of zephyrloom", "rule-may-retell").await;
    acts::keep_the_rest(app).await;
    acts::seal(app, "age-passphrase", None, package, "Ben Okafor").await;
    app.at("done").await;
    app.click("done-close").await;
    app.at("new-entry").await;
}

#[test]
fn a_word_is_found_in_base64_wherever_it_stands() {
    for before in ["", "a", "ab", "abc"] {
        let text = base64_encode(format!("{before}vexmarrow!").as_bytes());
        let found =
            (0..3).any(|at| contains(text.as_bytes(), &base64_of_the_middle("vexmarrow", at)));
        assert!(found, "{text}");
    }
}
