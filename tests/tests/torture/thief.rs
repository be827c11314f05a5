//! The thief takes all files and knows this format. Nothing here uses our crates but to fill the house:
//! the attack has SQLite, the age crate and its own hands.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::Identity;
use promises::house::{House, content, dice, id, moment};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::{counted, long, rough_folder};

const WORDS: &str = "What I told nobody: the exam, twice, and the letter to Maria.";

/// Everything of a journal in use: the vault with its log, lock, index and memory, as a crash or a
/// running program leaves them, and what the owner knows.
struct Loot {
    folder: tempfile::TempDir,
    passphrase: String,
}

/// One value that stands in a file, or a part of it.
type Value = Vec<u8>;

fn loot() -> Loot {
    let folder = rough_folder();
    let house = House::build(folder.path());
    let mut journal = house.journal(0).expect("opens");
    for n in 1..4 {
        let words = content(&format!("{WORDS} {}", "And more. ".repeat(n * 40)));
        let n = u32::try_from(n).expect("small");
        journal.save(id(b'e', n), &words, moment(n), &mut dice(u64::from(n))).expect("saves");
    }
    journal.keep_draft(id(b'd', 1), &content(WORDS), moment(9)).expect("keeps");
    journal.vault().remember(moment(9)).expect("remembers");
    let stolen = rough_folder();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(house.folder())
        .arg(stolen.path().join("house"))
        .status();
    assert!(copied.is_ok_and(|status| status.success()));
    journal.lock().expect("locks");
    Loot { folder: stolen, passphrase: "a passphrase with the number 0".to_owned() }
}

impl Loot {
    fn files(&self) -> Vec<PathBuf> {
        files(self.folder.path())
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("house/mine.tellable")
    }

    fn index(&self) -> PathBuf {
        let found = self.files().into_iter().find(|path| path.extension() == Some("db".as_ref()));
        found.expect("an index")
    }

    /// Every field of every table, with the name of its column.
    fn fields(&self) -> Vec<(String, Value)> {
        let conn = Connection::open(self.vault()).expect("plain SQLite opens the vault");
        let mut fields = Vec::new();
        for table in ["sqlite_schema", "meta", "slot", "rec", "head", "draft"] {
            let mut rows = conn.prepare(&format!("SELECT * FROM {table}")).expect("the table");
            let names: Vec<String> = rows.column_names().map(str::to_owned).collect();
            let mut rows = rows.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                for (n, name) in names.iter().enumerate() {
                    let value = match row.get_ref(n).expect("a field") {
                        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => bytes.to_vec(),
                        ValueRef::Integer(number) => number.to_string().into_bytes(),
                        ValueRef::Null | ValueRef::Real(_) => continue,
                    };
                    fields.push((format!("{table} {name}"), value));
                }
            }
        }
        fields
    }

    /// The age files: the passphrase slot, and all that an identity could open.
    fn sealed(&self) -> (Value, Vec<Value>) {
        let all = self.fields().into_iter().filter(|(name, _)| name.ends_with(" age"));
        let (slots, others): (Vec<_>, Vec<_>) =
            all.map(|(_, age)| age).partition(|age| find(age, b"-> scrypt ").is_some());
        (slots.into_iter().next().expect("a passphrase slot"), others)
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// An identity from 32 bytes: bech32 by hand, as the age specification has it.
fn identity(secret: &[u8]) -> Option<Identity> {
    const SIGNS: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let human = b"age-secret-key-";
    let mut fives = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for &byte in secret {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            fives.push(u8::try_from((held >> bits) & 31).expect("five bits"));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        fives.push(u8::try_from((held << (5 - bits)) & 31).expect("five bits"));
    }
    let spread = human.iter().map(|c| c >> 5).chain([0]).chain(human.iter().map(|c| c & 31));
    let sum = spread.chain(fives.iter().copied()).chain([0; 6]).fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let sum = ((sum & 0x01ff_ffff) << 5) ^ u32::from(value);
        (0..5).filter(|n| (top >> n) & 1 == 1).fold(sum, |sum, n| sum ^ GENERATOR[n])
    }) ^ 1;
    fives.extend((0..6).map(|n| u8::try_from((sum >> (5 * (5 - n))) & 31).expect("five bits")));
    let text: String = fives.iter().map(|&five| char::from(SIGNS[usize::from(five)])).collect();
    format!("age-secret-key-1{text}").to_uppercase().parse().ok()
}

/// What an age file holds, if the key opens it.
fn open(sealed: &[u8], key: &dyn age::Identity) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new_buffered(sealed).ok()?;
    let mut plain = Vec::new();
    decryptor.decrypt(std::iter::once(key)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn open_by_words(sealed: &[u8], words: &str) -> Option<Vec<u8>> {
    if words.is_empty() {
        return None;
    }
    open(sealed, &age::scrypt::Identity::new(SecretString::from(words.to_owned())))
}

/// Whether the index opens with what SQLCipher takes for a key.
fn index_opens(index: &Path, pragma: &str) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(conn) = Connection::open_with_flags(index, flags) else { return false };
    let _ = conn.execute_batch("PRAGMA cipher_log_level = NONE");
    let keyed = conn.execute_batch(&format!("PRAGMA key = {pragma}"));
    keyed.is_ok()
        && conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)) != Ok(0)
        && conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut all, byte| {
        write!(all, "{byte:02x}").expect("a string takes all");
        all
    })
}

fn from_hex(text: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let even = text.len().is_multiple_of(2) && text.is_ascii() && !text.is_empty();
    let pairs = (0..text.len()).step_by(2);
    even.then(|| pairs.map(|n| u8::from_str_radix(&text[n..n + 2], 16).ok()).collect())?
}

/// RFC 4648, either alphabet, with or without padding.
fn from_base64(text: &[u8]) -> Option<Value> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for &sign in text.trim_ascii().iter().filter(|&&sign| sign != b'=') {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = ((held << 6) | u32::from(six)) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 255).expect("eight bits"));
        }
    }
    Some(bytes)
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let number = part.iter().fold(0_u32, |all, &byte| (all << 8) | u32::from(byte));
        let number = number << (8 * (3 - part.len()));
        for n in 0..=part.len() {
            let six = (number >> (18 - 6 * n)) & 63;
            text.push(char::from(SIGNS[six as usize]));
        }
    }
    text
}

/// Everything that stands in the files: fields, names, lines, words, values of the memory, and what
/// each of them is when it is read as hex or base64.
fn values(loot: &Loot) -> Vec<Value> {
    let mut values: Vec<Value> = loot.fields().into_iter().map(|(_, value)| value).collect();
    for path in loot.files() {
        values.push(path.file_name().expect("a name").as_encoded_bytes().to_vec());
        values.push(path.file_stem().expect("a name").as_encoded_bytes().to_vec());
        let bytes = fs::read(&path).expect("reads");
        values.push(bytes[..bytes.len().min(16)].to_vec());
        if path.extension() == Some("json".as_ref()) {
            values.push(bytes);
        }
    }
    let whole = values.clone();
    for value in &whole {
        values.extend(value.split(|&byte| byte == b'\n').map(<[u8]>::to_vec));
        values.extend(value.split(|byte| b" \n\"{}:,".contains(byte)).map(<[u8]>::to_vec));
    }
    let written = values.clone();
    for value in &written {
        values.extend(from_hex(value));
        values.extend(from_base64(value));
    }
    let once: HashSet<Value> = values.into_iter().filter(|value| !value.is_empty()).collect();
    let mut values: Vec<Value> = once.into_iter().collect();
    values.sort();
    values
}

/// A value as somebody might have typed it.
fn typed(value: &[u8]) -> Vec<String> {
    let mut ways = vec![hex(value), hex(value).to_uppercase(), base64(value)];
    ways.extend(String::from_utf8(value.to_vec()));
    ways
}

#[test]
fn the_owner_gets_in_by_the_same_hands() {
    let loot = loot();
    let (slot, sealed) = loot.sealed();
    let line = open_by_words(&slot, &loot.passphrase).expect("the passphrase opens the slot");
    let line = String::from_utf8(line).expect("text");
    let key: Identity = line.trim().parse().expect("an identity");
    let opened: Vec<_> = sealed.iter().filter_map(|age| open(age, &key)).collect();
    // All but the recovery slot: records, head, drafts.
    assert_eq!(opened.len(), sealed.len() - 1);
    assert!(opened.iter().any(|plain| find(plain, WORDS.as_bytes()).is_some()));
    let first = opened.iter().find(|plain| find(plain, b"index-key").is_some());
    let record = String::from_utf8(first.expect("record 1").clone()).expect("text");
    let (_, rest) = record.split_once(r#"{"key":""#).expect("the index key");
    assert!(index_opens(&loot.index(), &format!("\"x'{}'\"", &rest[..64])));
    // And an identity made by hand is the one it should be.
    let twin = identity(&[7; 32]).expect("bech32 by hand");
    let text = twin.to_string();
    assert_eq!(
        text.expose_secret().parse::<Identity>().map(|k| k.to_public().to_string()).ok(),
        Some(twin.to_public().to_string())
    );
}

#[test]
fn nothing_that_stands_in_the_files_opens_anything() {
    let loot = loot();
    let (slot, sealed) = loot.sealed();
    let index = loot.index();
    let values = values(&loot);
    assert!(values.len() > 100, "{}", values.len());
    let (mut words, mut keys, mut index_keys) = (0, 0, 0);
    // SQLCipher works hard on each passphrase, so the short form tries some.
    let stride = if long() { 1 } else { values.len() / 4 };
    for (n, value) in values.iter().enumerate() {
        for text in typed(value) {
            assert!(open_by_words(&slot, &text).is_none(), "{text} is a passphrase");
            if let Ok(key) = text.trim().parse::<Identity>() {
                assert!(!sealed.iter().any(|age| open(age, &key).is_some()), "{text} is a key");
            }
            words += 1;
            if n.is_multiple_of(stride) && text.len() < 100 {
                let quoted = format!("'{}'", text.replace('\'', "''").replace('\0', ""));
                assert!(!index_opens(&index, &quoted), "{text} opens the index");
                index_keys += 1;
            }
        }
    }
    // Every 32 bytes in a row, as a secret key and as the raw key of the index.
    let windows: HashSet<&[u8]> = values.iter().flat_map(|value| value.windows(32)).collect();
    let mut windows: Vec<&[u8]> = windows.into_iter().collect();
    windows.sort_unstable();
    for window in windows.iter().step_by(if long() { 1 } else { 40 }) {
        let key = identity(window).expect("any 32 bytes are an identity");
        // The recovery slot gives all; the head and one record stand for what it would give.
        for age in sealed.iter().take(3) {
            assert!(open(age, &key).is_none(), "{} is a key", hex(window));
        }
        assert!(!index_opens(&index, &format!("\"x'{}'\"", hex(window))), "a raw key");
        keys += 1;
        index_keys += 1;
    }
    counted("passphrases tried by the thief", words);
    counted("identities tried by the thief", keys);
    counted("index keys tried by the thief", index_keys);
}

#[test]
fn nothing_that_was_written_stands_in_any_file() {
    let loot = loot();
    for path in loot.files() {
        let bytes = fs::read(&path).expect("reads");
        let forms = [
            WORDS.as_bytes().to_vec(),
            WORDS.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            base64(WORDS.as_bytes()).into_bytes()[..40].to_vec(),
            hex(WORDS.as_bytes()).into_bytes(),
            b"Maria".to_vec(),
            b"revision".to_vec(),
            loot.passphrase.clone().into_bytes(),
            b"AGE-SECRET-KEY-".to_vec(),
            b"age1".to_vec(),
        ];
        for form in forms {
            let place = find(&bytes, &form);
            assert_eq!(place, None, "{} in {}", String::from_utf8_lossy(&form), path.display());
        }
    }
}

#[test]
fn two_journals_with_one_passphrase_and_one_text_share_no_bytes() {
    // What all age files begin with is documented and the same in all.
    const BEGIN: [&[u8]; 2] =
        [b"age-encryption.org/v1\n-> X25519 ", b"age-encryption.org/v1\n-> scrypt "];
    let (ours, theirs) = (loot(), loot());
    let mut runs: HashSet<Value> = HashSet::new();
    for (name, value) in ours.fields() {
        let sealed = name.ends_with(" age") || name.ends_with(" digest");
        if !sealed && value.len() < 32 || name.starts_with("sqlite_schema") {
            continue;
        }
        let begin =
            BEGIN.iter().find(|begin| value.starts_with(begin)).map_or(0, |begin| begin.len());
        runs.extend(value[begin..].windows(16).map(<[u8]>::to_vec));
    }
    runs.extend(fs::read(ours.index()).expect("reads").windows(16).map(<[u8]>::to_vec));
    assert!(runs.len() > 10_000, "{}", runs.len());
    // The ids of entries are the same in both, given by this test; ids are random in life.
    runs.retain(|run| ![id(b'd', 0), id(b'd', 1)].iter().any(|id| id.as_bytes()[..] == run[..]));
    for path in theirs.files().into_iter().filter(|p| p.extension() != Some("json".as_ref())) {
        let bytes = fs::read(&path).expect("reads");
        let shared = bytes.windows(16).find(|window| runs.contains(*window));
        assert_eq!(shared.map(hex), None, "{}", path.display());
    }
    counted("runs of 16 bytes compared between two vaults", runs.len());
}

/// The bytes that an age file was made from, counted without any key.
fn plain_size(sealed: &[u8]) -> usize {
    let mac = find(sealed, b"\n--- ").expect("the end of the header");
    let header = mac + 1 + find(&sealed[mac + 1..], b"\n").expect("the end of the line") + 1;
    // A nonce of 16 bytes, then parts of 64 KiB, each with a tag of 16 bytes.
    let payload = sealed.len() - header - 16;
    payload - payload.div_ceil(65_536 + 16) * 16
}

/// The sizes of docs/vault-format.md.
fn is_class(size: usize) -> bool {
    let exponent = size.ilog2();
    let kept = exponent.ilog2() + 1;
    size >= 1024 && size.is_multiple_of(1 << (exponent - kept))
}

#[test]
fn sizes_fall_into_the_classes_of_the_format() {
    let folder = rough_folder();
    let house = House::build(folder.path());
    let mut journal = house.journal(0).expect("opens");
    for n in 0..40_u32 {
        // The first ten are short, the others all sorts of long.
        let words = "x".repeat(if n < 10 { n as usize * 50 } else { n as usize * n as usize * 37 });
        let words = content(&format!("{n} {words}"));
        journal.save(id(b'e', n), &words, moment(n), &mut dice(u64::from(n) + 9)).expect("saves");
        journal.keep_draft(id(b'd', n), &words, moment(n)).expect("keeps");
    }
    journal.lock().expect("locks");
    let conn = Connection::open(house.vault()).expect("opens");
    let mut sizes = Vec::new();
    for table in ["rec", "draft"] {
        let mut rows = conn.prepare(&format!("SELECT age FROM {table}")).expect("rows");
        let all = rows.query_map([], |row| row.get::<_, Value>(0)).expect("rows");
        sizes.extend(all.map(|age| plain_size(&age.expect("an age file"))));
    }
    assert!(sizes.len() > 80);
    for &size in &sizes {
        assert!(is_class(size), "{size}");
    }
    let short = sizes.iter().filter(|&&size| size == 1024).count();
    assert!(short >= 20, "{short} short ones look alike");
    let head: Value = conn.query_row("SELECT age FROM head", [], |row| row.get(0)).expect("a head");
    assert_eq!(plain_size(&head), 256);
}
