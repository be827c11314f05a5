//! Letters from somebody who means harm: refused by name or understood, in bounded time and memory, and
//! never shown as what they are not.

use letters::{DEPTH_LIMIT, Letter, body, look_at, open, open_without_vault};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use vault::{RecoveryKey, seal};

use crate::desk::{Desk, letter, sealed};

/// Every code with which bytes from a stranger may be refused.
const REFUSED: [&str; 8] = [
    "not-a-letter",
    "letter-newer",
    "letter-damaged",
    "letter-file-too-large",
    "letter-needs-passphrase",
    "letter-for-another",
    "letter-work-too-high",
    "seal-unopened",
];

/// Opens or is refused by one of those; gives what was opened.
fn tried(bytes: &[u8]) -> Option<Letter> {
    let looked = look_at(bytes).map(drop).map_err(|error| error.code());
    match open_without_vault(bytes, Some("words")) {
        Ok(letter) => {
            assert_eq!(looked, Ok(()));
            Some(letter)
        }
        Err(error) => {
            assert!(REFUSED.contains(&error.code()), "{}", error.code());
            None
        }
    }
}

fn page(sealed: &[u8]) -> Vec<u8> {
    use base64::Engine as _;
    let coded = base64::engine::general_purpose::STANDARD.encode(sealed);
    format!("<p>{}</p>", share::MARKER.replace("TELLABLE-LETTER", &coded)).into_bytes()
}

#[test]
fn a_letter_cut_at_any_length_is_no_letter() {
    let whole = letter("I was late.");
    for file in
        [whole.encode().expect("encode"), sealed(&whole, "words"), page(&sealed(&whole, "words"))]
    {
        assert_eq!(tried(&file), Some(whole.clone()));
        let rest = file.iter().rev().take_while(|byte| b"</p>".contains(byte)).count();
        for length in 0..file.len() - rest.min(4) {
            let cut = tried(&file[..length]);
            // What is after the element of a page may be missing.
            assert!(cut.is_none() || cut.as_ref() == Some(&whole), "{length}");
            assert!(cut.is_none() || file.starts_with(b"<p>"), "{length}");
        }
    }
}

#[test]
fn a_sealed_letter_with_a_bit_turned_in_any_byte_is_the_same_or_none() {
    let whole = letter("I was late.");
    for file in [sealed(&whole, "words"), page(&sealed(&whole, "words"))] {
        for at in 0..file.len() {
            let mut turned = file.clone();
            turned[at] ^= 1 << (at % 8);
            let opened = tried(&turned);
            assert!(opened.is_none() || opened.as_ref() == Some(&whole), "{at}");
        }
    }
}

#[test]
fn a_header_of_stanzas_without_end_is_refused_before_a_key_is_tried() {
    let desk = Desk::new(1, "Ana Lima");
    let key = RecoveryKey::generate();
    let file = seal::to_recipients(&vec![key.recipient(); 20], b"x").expect("seal");
    let end = file.windows(4).position(|four| four == b"\n---").expect("a header");
    let begin = file.iter().position(|byte| *byte == b'\n').expect("a line");
    let mut endless = file[..end].to_vec();
    for _ in 0..100 {
        endless.extend_from_slice(&file[begin..end]);
    }
    endless.extend_from_slice(&file[end..]);
    let refused = open(&desk.journal, &endless, None).expect_err("it is refused");
    assert_eq!(refused.code(), "letter-damaged");
    // Many people told at once are no harm.
    let refused = open(&desk.journal, &file, None).expect_err("not for us");
    assert_eq!(refused.code(), "letter-for-another");
}

#[test]
fn a_first_line_without_end_is_refused() {
    let line =
        |inside: &str| format!("{{\"tellable\":\"letter\",\"v\":1,\"title\":\"{inside}\"}}\n");
    assert_eq!(tried(line(&"x".repeat(8 << 20)).as_bytes()), None);
    assert_eq!(tried(line(&"[".repeat(1 << 19)).as_bytes()), None);
    let deep = format!("{{\"tellable\":{}", "[".repeat(1 << 19));
    assert_eq!(tried(format!("{deep}\n").as_bytes()), None);
    assert_eq!(tried(&vec![b'{'; 4 << 20]), None);
}

fn deepest(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[test]
fn a_text_that_nests_ten_thousand_deep_is_shown_as_it_is_written() {
    let mut desk = Desk::new(1, "Ana Lima");
    let stairs = (0..400).map(|n| "  ".repeat(n) + "- a\n").collect::<Vec<_>>().concat();
    let deep = [
        "> ".repeat(10_000) + "a",
        ">".repeat(10_000) + "a",
        "- ".repeat(10_000) + "a",
        "* 1. ".repeat(10_000) + "a",
        "*".repeat(10_000) + "a" + &"*".repeat(10_000),
        "*a _b ".repeat(10_000) + &"_ *".repeat(10_000),
        "`".repeat(10_000) + "\n" + &"> ".repeat(10_000),
        stairs,
    ];
    for (n, text) in deep.into_iter().enumerate() {
        let mut told = letter(&text);
        told.id = vault::Id::from_bytes([u8::try_from(n).expect("few"); 16]);
        let kept = desk.keep(&told).expect("kept");
        let (_, read) = letters::read(&desk.journal, kept.id).expect("read");
        assert_eq!(read.body, text);
        let shown = body(&read);
        assert!(deepest(&shown) <= DEPTH_LIMIT, "{n}");
        assert!(shown.contains(text.trim_end()), "{n}: nothing of it is hidden");
    }
    let plain = letter("> - *a* **b**\n>   1. c\n");
    assert_eq!(body(&plain), plain.body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_refused_by_name_or_understood(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        tried(&bytes);
    }

    #[test]
    fn bytes_that_begin_as_something_known_are_too(begin in 0usize..5, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let known: [&[u8]; 5] = [
            b"age-encryption.org/v1\n-> X25519 ",
            b"-----BEGIN AGE ENCRYPTED FILE-----\n",
            b"<script type=\"application/age\" id=\"letter\">",
            b"{\"tellable\":\"letter\",\"v\":2,",
            b"age-encryption.org/v1\n---",
        ];
        tried(&[known[begin], &bytes].concat());
    }

    #[test]
    fn no_text_is_shown_deeper_than_a_renderer_goes(text in "([>*_`-]| {1,4}|[0-9]\\. |\n|[a-z]){0,300}") {
        let told = letter(&text);
        prop_assert!(deepest(&body(&told)) <= DEPTH_LIMIT);
    }

    #[test]
    fn a_line_is_one_short_line(text in "(?s).{0,500}") {
        let line = letters::line(&text);
        prop_assert!(!line.chars().any(char::is_control));
        prop_assert!(line.chars().count() <= 700);
        prop_assert_eq!(line.trim(), &line);
    }
}

fn file(bytes: Vec<u8>) -> letters::LetterFile {
    letters::LetterFile {
        name: "photo-1.png".into(),
        media_type: "image/png".into(),
        alt: None,
        bytes,
    }
}

/// A PNG whose header says so many pixels, each side, and that has next to none.
fn bomb(side: u32) -> Vec<u8> {
    let mut header = Vec::from(*b"IHDR");
    header.extend_from_slice(&side.to_be_bytes());
    header.extend_from_slice(&side.to_be_bytes());
    header.extend_from_slice(&[8, 6, 0, 0, 0]);
    let mut bytes = Vec::from(*b"\x89PNG\r\n\x1a\n\0\0\0\x0d");
    bytes.extend_from_slice(&header);
    bytes.extend_from_slice(&crc(&header).to_be_bytes());
    // One empty piece of pixels, and the end.
    for kind in [b"IDAT", b"IEND"] {
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(kind);
        bytes.extend_from_slice(&crc(kind).to_be_bytes());
    }
    bytes
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[test]
fn a_picture_bomb_is_refused_by_its_dimensions_and_a_picture_is_made_anew() {
    for side in [20_000, 60_000, u32::MAX >> 1] {
        let refused = letters::picture(&file(bomb(side)), 1024).expect_err("it is refused");
        assert!(["photo-too-large", "photo-damaged"].contains(&refused.code()), "{side}");
    }
    let refused = letters::picture(&file(b"MZ\x90".to_vec()), 1024).expect_err("no picture");
    assert_eq!(refused.code(), "photo-format-unknown");

    let honest = photo::example();
    assert!(!photo::look(&honest).expect("a picture").metadata.is_empty());
    let shown = letters::picture(&file(honest), 8).expect("a picture");
    assert_eq!((shown.width, shown.height), (8, 8));
    assert!(photo::look(&shown.bytes).expect("a picture").metadata.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_as_a_picture_are_refused_or_made_anew(begin in 0usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let begins: [&[u8]; 4] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a"];
        let _ = letters::picture(&file([begins[begin], &bytes].concat()), 64);
    }
}
