//! What the program does with secrets beside the vault: its memory, the clipboard, and what it hears of
//! the system.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use promises::app::App;
use promises::driver::PATIENCE;
use promises::selection::Onlooker;

use crate::acts;

const PASSPHRASE: &str = "copper ladder tidal anthem";

/// A process that ends with its test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// An ordinary person of this machine: the one who runs the tests, or nobody when that is root, whom
/// nothing keeps out.
fn as_a_person(program: impl AsRef<std::ffi::OsStr>) -> Command {
    const NOBODY: &str = "65534";
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]).arg(program);
    command
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id answers");
    output.stdout.trim_ascii() == b"0"
}

/// Whether another process of the person may open the memory of this one.
fn can_be_read(pid: u32) -> bool {
    let memory = format!("if=/proc/{pid}/mem");
    let mut open = as_a_person("dd");
    open.args([&memory, "of=/dev/null", "count=0"]).stderr(Stdio::null());
    open.status().expect("dd runs").success()
}

fn children(pid: u32) -> Vec<u32> {
    let listed = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    listed.unwrap_or_default().split_whitespace().filter_map(|child| child.parse().ok()).collect()
}

fn core_limit(pid: u32) -> String {
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).expect("it runs");
    let line = limits.lines().find_map(|line| line.strip_prefix("Max core file size"));
    line.expect("a limit").split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// The program under test where an ordinary person can run it.
fn for_a_person(folder: &Path) -> PathBuf {
    let program = folder.join("tellable");
    std::fs::copy(std::env::var("TELLABLE_APP").expect("cargo xtask test names it"), &program)
        .expect("copied");
    let home = folder.join("home");
    std::fs::create_dir(&home).expect("made");
    for (path, mode) in [(folder, 0o755), (&program, 0o755), (&home, 0o777)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    }
    program
}

#[tokio::test]
async fn no_other_process_of_the_person_reads_the_program_and_none_leaves_a_core() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = for_a_person(folder.path());
    let home = folder.path().join("home");
    let (mut app, mut other) = (as_a_person(&program), as_a_person("sleep"));
    app.env("HOME", &home).env("TELLABLE_HOME", &home).current_dir("/");
    let app = Ends(app.stderr(Stdio::null()).spawn().expect("it starts"));
    let other = Ends(other.arg("100").spawn().expect("sleep starts"));

    // The web view's processes: one for the network, one for the page.
    let begun = Instant::now();
    while children(app.0.id()).len() < 2 {
        assert!(begun.elapsed() < PATIENCE, "no window opens for an ordinary person");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(can_be_read(other.0.id()), "any other program can be read, or this test tells nothing");
    assert!(!can_be_read(app.0.id()));
    for pid in children(app.0.id()).into_iter().chain([app.0.id()]) {
        assert_eq!(core_limit(pid), "0 0");
    }
}

async fn copy(app: &App, text: &str) {
    let script = format!(
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('copy_secret', \
         {{ text: '{text}' }}).then(() => done('copied'), (failure) => done(failure.code))"
    );
    let answer = app.window.execute_async(script, vec![]).await.expect("an answer");
    assert_eq!(answer.json().as_str(), Some("copied"));
}

#[tokio::test]
async fn a_copied_secret_is_marked_and_goes_with_a_lock_and_after_half_a_minute() {
    const SECRET: &str = "AGE-SECRET-KEY-1COPIED";
    let home = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(&home.path().join("home")).await;
    acts::create_vault(&app, &home.path().join("mine.tellable"), PASSPHRASE).await;
    let onlooker = Onlooker::new();

    copy(&app, SECRET).await;
    assert_eq!(onlooker.text().as_deref(), Some(SECRET));
    let mark = onlooker.holds("x-kde-passwordManagerHint");
    assert_eq!(mark.as_deref(), Some(&b"secret"[..]), "histories are told to leave it out");
    lock(&app).await;
    gone(&onlooker, Duration::from_secs(5)).await;

    acts::unlock(&app, PASSPHRASE).await;
    app.at("new-entry").await;
    copy(&app, SECRET).await;
    // A program that takes the clipboard and answers nobody: it keeps what it has, and holds no lock up.
    onlooker.take();
    lock(&app).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(onlooker.still_has_it(), "what the person copied since is theirs");

    copy(&app, SECRET).await;
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(onlooker.text().as_deref(), Some(SECRET), "there is time to paste it");
    gone(&onlooker, Duration::from_secs(15)).await;
    app.close().await;
}

async fn lock(app: &App) {
    app.chord(&[thirtyfour::Key::Control], 'l').await;
    app.at("unlock").await;
}

async fn gone(onlooker: &Onlooker, within: Duration) {
    let begun = Instant::now();
    while onlooker.text().is_some_and(|text| !text.is_empty()) {
        assert!(begun.elapsed() < within, "the secret is still on the clipboard");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A bus of the session for one window, as a desktop has it.
fn session_bus() -> (Ends, String) {
    let words = ["--session", "--nofork", "--print-address=1", "--address=unix:tmpdir=/tmp"];
    let daemon = Command::new("dbus-daemon")
        .args(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut daemon = Ends(daemon.expect("cargo xtask test installs dbus-daemon"));
    let mut address = String::new();
    let out = daemon.0.stdout.take().expect("stdout is piped");
    BufReader::new(out).read_line(&mut address).expect("it names its address");
    (daemon, address.trim().to_owned())
}

#[tokio::test]
async fn a_covered_screen_locks_the_vault_and_no_word_is_lost() {
    const WORDS: &str = "The marmalade ferry left without me.";
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_daemon, bus) = session_bus();
    let home = folder.path().join("home");
    let app = App::open_with(&home, &[("DBUS_SESSION_BUS_ADDRESS", &bus)]).await;
    acts::create_vault(&app, &folder.path().join("mine.tellable"), PASSPHRASE).await;
    app.click("new-entry").await;
    app.at("body").await.click().await.expect("the page takes the focus");
    app.type_keys(WORDS).await;

    let mut say = Command::new("dbus-send");
    say.env("DBUS_SESSION_BUS_ADDRESS", &bus).args([
        "--session",
        "--type=signal",
        "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver.ActiveChanged",
        "boolean:true",
    ]);
    assert!(say.status().expect("dbus-send runs").success());
    app.at("unlock").await;
    assert!(!app.window.source().await.expect("a source").contains("marmalade"));
    acts::unlock(&app, PASSPHRASE).await;
    app.at("new-entry").await;
    app.click("row").await;
    assert_eq!(app.at("body").await.text().await.expect("a text"), WORDS);
    app.close().await;
}
