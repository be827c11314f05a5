//! The stock tools that must read what we write.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A key pair made by the stock `age-keygen`: the file that holds it, and its public recipient.
pub fn age_key(folder: &Path) -> (std::path::PathBuf, String) {
    let file = folder.join("colleague.key");
    let made =
        Command::new("age-keygen").arg("-o").arg(&file).output().expect("age-keygen is installed");
    assert!(made.status.success());
    let text = fs::read_to_string(&file).expect("the key is written");
    let recipient = text.lines().find_map(|line| line.strip_prefix("# public key: "));
    (file.clone(), recipient.expect("age-keygen names the recipient").to_owned())
}

/// What the stock `age` command reads in a file with this key.
pub fn age_open(key: &Path, file: &Path) -> Vec<u8> {
    let opened = Command::new("age")
        .arg("-d")
        .arg("-i")
        .arg(key)
        .arg(file)
        .output()
        .expect("age is installed");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    opened.stdout
}

/// All that the stock `exiftool` finds in a file, as JSON with the group before each name.
pub fn exif(file: &Path) -> String {
    run("exiftool", &["-j".as_ref(), "-G".as_ref(), "-a".as_ref(), file.as_os_str()])
}

/// What the stock `pdftotext` reads in a file.
pub fn pdf_text(file: &Path) -> String {
    run("pdftotext", &[file.as_os_str(), "-".as_ref()])
}

/// What a program that must succeed prints.
pub fn run(program: &str, words: &[&OsStr]) -> String {
    let done = Command::new(program).args(words).output();
    let done = done.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}
