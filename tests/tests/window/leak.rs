//! Nothing of what is written can be read anywhere but in the window: in no file that the program or a
//! process of the web view ever wrote to, open, locked or closed, and not in what a crash leaves. And
//! no process of it speaks to a network.
//!
//! Two files are known to hold plain text and are excepted by name: the folder that is imported, which
//! its owner wrote, and what a letter's reader is given, which is sealed. An export would be the third.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use promises::app::{self, App};
use promises::desktop;
use promises::plants::{self, Plants};
use promises::watch::{Seen, Watch};
use thirtyfour::prelude::*;

use crate::acts;

const PASSPHRASE: &str = "plover anvil eleven kettles";
/// Words that stand nowhere but in this journal, each in another part of it.
const PLANTED: &[&str] = &[
    "quibblestrand", // a title
    "vexmarrow",     // a sentence, searched for
    "ostrelhune",    // a sentence
    "Brindlewick",   // a place
    "Tamsworthy",    // a person
    "zephyrloom",    // a tag, and the purpose of a share
    "gloamwhistle",  // a word for a feeling
    "murkhallow",    // searched for
    "fennelgrave",   // imported
    "dwimmerlode",   // imported, a title
    "yarrowsprit",   // imported, a tag
    "mossgather",    // the name of a file that is added
    "larkspindle",   // what stands in it
    "plover anvil",  // the passphrase
];

/// Where everything of a run stands.
struct House {
    root: PathBuf,
    vault: PathBuf,
    temp: PathBuf,
    import: PathBuf,
    /// Added to an entry. It stands among what its owner wrote in plain text.
    file: PathBuf,
    package: PathBuf,
    _folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().to_owned();
        let house = Self {
            vault: root.join("mine.tellable"),
            temp: root.join("tmp"),
            import: root.join("bring-in"),
            file: root.join("bring-in/mossgather.txt"),
            package: root.join("package.html"),
            root,
            _folder: folder,
        };
        fs::create_dir_all(&house.temp).expect("a folder");
        fs::create_dir_all(&house.import).expect("a folder");
        let note = "---\ntags: [yarrowsprit]\npeople: [Tamsworthy]\n---\n# dwimmerlode\n\nThe fennelgrave came in.\n";
        fs::write(house.import.join("one.md"), note).expect("a note");
        fs::write(&house.file, "The larkspindle turned.").expect("a file");
        house
    }

    /// What the app puts for a while goes into a folder that is looked into.
    fn environment(&self) -> [(&'static str, &str); 1] {
        [("TMPDIR", self.temp.to_str().expect("a path"))]
    }

    /// What can be read below the folder of this run, the import aside.
    fn readable(&self, plants: &Plants, aside: &[&Path]) -> Vec<String> {
        let mut files = plants::files_below(&self.root);
        files.retain(|file| !file.starts_with(&self.import) && !aside.contains(&file.as_path()));
        assert!(files.len() > 2, "there are files to look into: {files:?}");
        plants.in_files(&files)
    }

    /// What can be read in all that was written since then where programs leave things.
    fn readable_elsewhere(&self, plants: &Plants, since: SystemTime) -> Vec<String> {
        let mut files = plants::files_left_about();
        files.retain(|file| {
            let changed = fs::metadata(file).and_then(|data| data.modified());
            !file.starts_with(&self.root) && changed.is_ok_and(|changed| changed >= since)
        });
        plants.in_files(&files)
    }
}

#[tokio::test]
async fn nothing_written_can_be_read_and_nobody_is_called() {
    let begun = SystemTime::now();
    let house = House::new();
    let plants = Plants::new(PLANTED);
    let watching = tempfile::tempdir().expect("a temporary folder");
    let watch = Watch::new(watching.path(), &app::built());
    let app = App::open_watched(&house.root.join("home"), &house.environment(), &watch).await;
    acts::create_vault(&app, &house.vault, PASSPHRASE).await;
    let readable = || house.readable(&plants, &[]);
    let nothing = Vec::<String>::new();

    write(&app).await;
    // Right after the last key, in the draft, as a revision, in the index and its log.
    for pause in [0, 700, 6000] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        assert_eq!(readable(), nothing, "while writing, {pause} ms");
    }
    let found = acts::search(&app, "murkhallow vexmarrow").await;
    assert!(found.starts_with('1'), "{found}");
    acts::import(&app, &house.import).await;
    let found = acts::search(&app, "fennelgrave").await;
    assert!(found.starts_with('1'), "{found}");
    assert_eq!(readable(), nothing, "after search and import");
    tell(&app, &house.package).await;
    assert_eq!(readable(), nothing, "after telling");
    attach(&app, &house.file).await;
    assert_eq!(readable(), nothing, "after a file was added");
    app.chord(&[Key::Control], 'l').await;
    app.at("unlock").await;
    assert_eq!(readable(), nothing, "locked");
    app.close_by_frame().await;

    let seen = watch.seen().await;
    assert_eq!(readable(), nothing, "closed");
    let mut elsewhere = house.readable_elsewhere(&plants, begun);
    elsewhere.retain(|found| !found.contains(&watching.path().display().to_string()));
    assert_eq!(elsewhere, nothing, "in other folders");
    nothing_was_written_plainly(&house, &plants, &seen);
    nobody_was_called(&seen);

    assert!(house.package.exists(), "the package stands where it was asked for");
    let import = plants::files_below(&house.import);
    assert_ne!(plants.in_files(&import), nothing, "the search finds what can be read");
}

/// Every file that was opened to be written to, wherever it stands, and every byte that went into one,
/// also into those that are gone.
fn nothing_was_written_plainly(house: &House, plants: &Plants, seen: &Seen) {
    let written = seen.written();
    assert!(written.contains(&house.vault), "the trace tells of the vault: {written:?}");
    assert!(written.contains(&house.package), "and of the package");
    let web = |program: &PathBuf| program.to_string_lossy().contains("WebKitWebProcess");
    assert!(seen.programs().iter().any(web), "and of the web view: {:?}", seen.programs());
    let there: BTreeSet<_> = written.into_iter().filter(|file| file.is_file()).collect();
    assert_eq!(plants.in_files(&there), Vec::<String>::new(), "in files that were opened");
    for (file, bytes) in seen.bytes_written() {
        let found = plants.in_bytes(&bytes);
        assert!(found.is_empty(), "written to {}: {found:?}", file.display());
    }
}

/// A build that obeys a `WebDriver` listens for it at one port of this machine, and the web view's
/// processes report there. Beside this no socket of the internet is even made: as many were made as
/// were used for it. (A build without `automation` refuses the variables that ask for that port.)
fn nobody_was_called(seen: &Seen) {
    let internet = seen.internet();
    let [port] = internet.listened.as_slice() else {
        panic!("more than one listens: {internet:?}")
    };
    assert!(port.starts_with("127.0.0.1:"), "{port} is reached from outside");
    assert!(internet.called.iter().all(|called| called == port), "{internet:?}");
    assert_eq!(internet.sockets, internet.called.len() + 1, "{internet:?}");
}

#[tokio::test]
async fn a_crash_leaves_nothing_behind() {
    let plants = Plants::new(PLANTED);
    for (signal, program) in [("ABRT", "app"), ("SEGV", "app"), ("ABRT", "web"), ("SEGV", "web")] {
        let begun = SystemTime::now();
        let house = House::new();
        let app = App::open_with(&house.root.join("home"), &house.environment()).await;
        acts::create_vault(&app, &house.vault, PASSPHRASE).await;
        write(&app).await;
        let pid = app.pid();
        let children = desktop::children(pid);
        let web = children.iter().find(|(_, name)| name.starts_with("WebKitWeb"));
        let &(web, _) = web.unwrap_or_else(|| panic!("a web process: {children:?}"));
        let folders = [pid, web].map(folder_of);
        let struck = if program == "app" { pid } else { web };
        desktop::strike(struck, signal).await;
        if struck == web {
            app.kill().await;
        } else {
            drop(app);
        }
        let left = cores(&house, &folders, begun);
        assert_eq!(left, Vec::<PathBuf>::new(), "{signal} to the {program}");
        assert_eq!(house.readable(&plants, &[]), Vec::<String>::new(), "{signal} to the {program}");
        assert_eq!(house.readable_elsewhere(&plants, begun), Vec::<String>::new());
    }
}

/// Where a process stands: a core of no other name is left there.
fn folder_of(pid: u32) -> PathBuf {
    fs::read_link(format!("/proc/{pid}/cwd")).expect("a running process")
}

/// Files that can be cores, written since then: where the processes stood, where the system says it
/// puts them, and below the folder of the run.
fn cores(house: &House, folders: &[PathBuf], since: SystemTime) -> Vec<PathBuf> {
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap_or_default();
    let named = Path::new(pattern.trim()).parent().filter(|folder| folder.is_absolute());
    let mut found = plants::files_below(&house.root);
    found.extend(plants::files_left_about());
    for folder in folders.iter().map(PathBuf::as_path).chain(named) {
        found.extend(fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()));
    }
    found.retain(|file| {
        let changed = fs::metadata(file).and_then(|data| data.modified());
        changed.is_ok_and(|changed| changed >= since) && is_core(file)
    });
    found.into_iter().collect()
}

/// A core is an ELF file of type 4, whatever it is called; one for a collector may be compressed.
fn is_core(file: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 17];
    let read = fs::File::open(file).and_then(|mut file| file.read_exact(&mut start));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    read.is_ok() && start.starts_with(b"\x7fELF") && start[16] == 4
        || name.starts_with("core.") && file.is_file()
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
    let low = "const s = document.querySelector('[data-testid=feeling]'); s.value = '-2'; \
               s.dispatchEvent(new Event('change', { bubbles: true })); return true";
    promises::driver::ask(&app.window, low).await;
    app.fill(&app.at("feeling-words").await, "gloamwhistle").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    app.type_keys("I stood at the murkhallow and thought of vexmarrow.").await;
    app.type_keys(Key::Enter + "").await;
    app.type_keys(Key::Enter + "").await;
    app.type_keys("Nobody asked about the ostrelhune.").await;
}

/// Adds a file to the open entry.
async fn attach(app: &App, file: &Path) {
    app.chord(&[Key::Control, Key::Shift], 'a').await;
    let paths = app.at("add-files-paths").await;
    app.fill(&paths, &file.display().to_string()).await;
    paths.send_keys(Key::Control + Key::Enter).await.expect("the file is added");
    app.at("file").await;
    app.shows("mossgather.txt").await;
}

async fn tell(app: &App, package: &Path) {
    acts::search(app, "ostrelhune").await;
    acts::open_row(app, "quibblestrand").await;
    app.press("Tell…").await;
    acts::plan_share(app, "Ben Okafor", "So that he knows of zephyrloom", "rule-may-retell").await;
    acts::keep_the_rest(app).await;
    acts::seal(app, "sealed-page", None, package, "Ben Okafor").await;
    app.at("done").await;
    app.click("done-close").await;
    app.at("new-entry").await;
}
