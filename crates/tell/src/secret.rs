//! Where secrets come in: a terminal, a file descriptor or a file; never an argument or the environment.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use vault::{Key, Passphrase, RecoveryKey};
use zeroize::Zeroizing;

use crate::args::{CopySecret, LetterSecret, Open, SecretArgs};
use crate::trouble::Trouble;

/// More than any passphrase has; a wrong file must not be read whole.
const LONGEST_LINE: u64 = 64 * 1024;

/// The passphrase or recovery key that opens an existing vault.
pub fn key(open: &Open) -> Result<Key, Trouble> {
    match &open.recovery_key_file {
        Some(path) => recovery_key(path).map(Key::Recovery),
        None => passphrase(&open.secret, "Passphrase: ").map(Key::Passphrase),
    }
}

/// The key of another copy, where one is named.
pub fn copy_key(args: &CopySecret) -> Result<Option<Key>, Trouble> {
    if let Some(path) = &args.copy_recovery_key_file {
        return recovery_key(path).map(|key| Some(Key::Recovery(key)));
    }
    let (passphrase_fd, passphrase_file) =
        (args.copy_passphrase_fd, args.copy_passphrase_file.clone());
    match source(&SecretArgs { passphrase_fd, passphrase_file }) {
        Some(source) => line(&source)
            .and_then(|text| filled(&text))
            .map(|passphrase| Some(Key::Passphrase(passphrase))),
        None => Ok(None),
    }
}

/// The passphrase of a letter from somebody else.
pub fn letter_passphrase(args: &LetterSecret) -> Result<Zeroizing<String>, Trouble> {
    let (passphrase_fd, passphrase_file) =
        (args.letter_passphrase_fd, args.letter_passphrase_file.clone());
    let text = match source(&SecretArgs { passphrase_fd, passphrase_file }) {
        Some(source) => line(&source)?,
        None => ask("The letter's passphrase: ")?,
    };
    if text.is_empty() { Err(Trouble::PassphraseEmpty) } else { Ok(text) }
}

/// A passphrase for a new vault; on a terminal it is asked for twice.
pub fn new_passphrase(args: &SecretArgs) -> Result<Passphrase, Trouble> {
    if let Some(source) = source(args) {
        return line(&source).and_then(|text| filled(&text));
    }
    let first = ask("New passphrase: ")?;
    let second = ask("Once more: ")?;
    if first != second {
        return Err(Trouble::PassphrasesDiffer);
    }
    filled(&first)
}

fn passphrase(args: &SecretArgs, prompt: &str) -> Result<Passphrase, Trouble> {
    match source(args) {
        Some(source) => line(&source).and_then(|text| filled(&text)),
        None => ask(prompt).and_then(|text| filled(&text)),
    }
}

/// A file descriptor is opened by its name under `/dev/fd`, which every Unix has.
fn source(args: &SecretArgs) -> Option<PathBuf> {
    match args.passphrase_fd {
        Some(number) => Some(PathBuf::from(format!("/dev/fd/{number}"))),
        None => args.passphrase_file.clone(),
    }
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, Trouble> {
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| Trouble::NoTerminal)
}

fn line(path: &Path) -> Result<Zeroizing<String>, Trouble> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(Trouble::io(&name))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    BufReader::new(file.take(LONGEST_LINE))
        .read_until(b'\n', &mut bytes)
        .map_err(Trouble::io(&name))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Trouble::NotUtf8(name))?;
    Ok(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned()))
}

fn filled(text: &Zeroizing<String>) -> Result<Passphrase, Trouble> {
    if text.is_empty() {
        return Err(Trouble::PassphraseEmpty);
    }
    Ok(Passphrase::from(text.as_str().to_owned()))
}

/// The key in a file: its first line that is neither blank nor a comment, as in age's own files, or all
/// such lines when they are its words.
fn recovery_key(path: &Path) -> Result<RecoveryKey, Trouble> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(Trouble::io(&name))?;
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST_LINE).read_to_string(&mut text).map_err(Trouble::io(&name))?;
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().ok_or(Trouble::NoRecoveryKey(name))?;
    if first.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("AGE")) && first.contains('-')
    {
        return Ok(RecoveryKey::parse(first)?);
    }
    let mut words = Zeroizing::new(String::with_capacity(text.len() + 1));
    words.push_str(first);
    for line in lines {
        words.push(' ');
        words.push_str(line);
    }
    Ok(RecoveryKey::parse(&words)?)
}
