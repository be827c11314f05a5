//! Random entries: nested lists, tables, links, pictures, HTML, disguised names, hidden characters,
//! text from right to left.

use std::fmt::Write as _;

use journal::{Content, Edtf, Feeling};
use rand::Rng;
use rand::rngs::StdRng;
use vault::Id;

/// Words of these and nothing else are no words of any program of ours.
const PARTS: [&str; 16] = [
    "zor", "vak", "quil", "bem", "xan", "dru", "fep", "gol", "hix", "jut", "kyn", "lom", "nuv",
    "plo", "ryx", "wub",
];

/// One of `list`.
pub fn one<T: Copy>(rng: &mut StdRng, list: &[T]) -> T {
    list[rng.next_u32() as usize % list.len()]
}

pub fn coin(rng: &mut StdRng) -> bool {
    rng.next_u32() & 1 == 0
}

pub fn word(rng: &mut StdRng) -> String {
    (0..3 + rng.next_u32() % 2).map(|_| one(rng, &PARTS)).collect()
}

pub fn words(rng: &mut StdRng, count: u32) -> String {
    (0..count).map(|_| word(rng)).collect::<Vec<_>>().join(" ")
}

/// Whether `text` was made by [`word`].
pub fn is_made(text: &str) -> bool {
    text.is_empty() || PARTS.iter().any(|part| text.strip_prefix(part).is_some_and(is_made))
}

/// Known people and strangers, as they are and in disguise.
const NAMES: [&str; 16] = [
    "Maria Souza",
    "Maria",
    "Mia",
    "Marias",
    "Ma\u{301}ria",
    "M\u{430}ria Souza",
    "Ma\u{200b}ria",
    "MARIA SOUZA",
    "*Maria* Souza",
    "Ma**ria** Souza",
    "Mrs Souza",
    "Ana Lima",
    "Bruno Reyes",
    "Bruno",
    "Ｍａｒｉａ",
    "M&#97;ria Souza",
];

const FACTS: [&str; 9] = [
    "on 14 March 2019",
    "for $48,300",
    "at me@souza.example",
    "in Lisbon",
    "at +44 20 7946 0958",
    "to DE89 3704 0044 0532 0130 00",
    "with @maria_souza",
    "for my boss",
    "at https://souza.example/maria-souza?q=1",
];

const HOSTILE: [&str; 22] = [
    "<b onclick=x>",
    "</div>",
    "<img src=http://t.example/p.gif alt=\"Maria Souza\" onerror=alert(1)>",
    "<script>alert('Maria')</script>",
    "[x](javascript:alert(1))",
    "[y](https://ok.example/page)",
    "[z](https://ok.example/maria-souza \"Maria Souza\")",
    "[Maria Souza](https://ok.example/m%61ria)",
    "![p](http://t.example/p.gif)",
    "![Maria Souza](maria.png \"Maria\")",
    "<https://souza.example/maria>",
    "<!-- Maria Souza -->",
    "\u{202e}\u{200b}",
    "\u{2067}\u{2069}",
    "`Maria` *em* ~~gone~~",
    "[^1]",
    "[r][ref]",
    "\\*not em\\*  \nand more",
    "&lt;b&gt; &amp;amp; &#x26;",
    "\u{e0041}\u{e0042}",
    "שלום עולם",
    "سلام",
];

fn sentence(rng: &mut StdRng) -> String {
    let length = 5 + rng.next_u32() % 6;
    let mut text = words(rng, length);
    if coin(rng) {
        let ending = one(rng, &["", "'s", "’s,"]);
        text = format!("{text} {}{ending} {}", one(rng, &NAMES), words(rng, 2));
    }
    match rng.next_u32() % 6 {
        0 | 1 => text = format!("{text} {}", one(rng, &FACTS)),
        2 => text = format!("{text} {}", one(rng, &HOSTILE)),
        _ => {}
    }
    text.push('.');
    text
}

fn list(rng: &mut StdRng, depth: usize) -> String {
    let mut out = String::new();
    for n in 0..=rng.next_u32() % 3 {
        let mark = if depth % 2 == 1 { format!("{}.", n + 1) } else { "-".to_owned() };
        writeln!(out, "{}{mark} {}", "    ".repeat(depth), sentence(rng)).expect("a text");
        if depth < 3 && rng.next_u32().is_multiple_of(3) {
            out.push_str(&list(rng, depth + 1));
        } else if rng.next_u32().is_multiple_of(6) {
            write!(out, "\n{}{}\n\n", "    ".repeat(depth + 1), sentence(rng)).expect("a text");
        }
    }
    out
}

fn table(rng: &mut StdRng) -> String {
    let cell = |rng: &mut StdRng| match rng.next_u32() % 4 {
        0 => one(rng, &NAMES).to_owned(),
        1 => one(rng, &FACTS).to_owned(),
        _ => word(rng),
    };
    let mut out = format!("| {} | {} |\n|:--|--:|\n", word(rng), word(rng));
    for _ in 0..=rng.next_u32() % 3 {
        writeln!(out, "| {} | {} |", cell(rng), cell(rng)).expect("a text");
    }
    out
}

fn block(rng: &mut StdRng) -> String {
    let text = sentence(rng);
    match rng.next_u32() % 13 {
        0 => format!("## {text}"),
        1 => list(rng, 0),
        2 => format!("> {text}\n> > {}\n> - {}", sentence(rng), sentence(rng)),
        3 => format!("```{}\n{text}\n```", one(rng, &["", "Maria", "rust"])),
        4 => table(rng),
        5 => format!("1. {text}\n\n   {}", sentence(rng)),
        6 => format!("{text}\n{}", sentence(rng)),
        7 => format!("<div title=\"{}\">\n{text}\n</div>", one(rng, &NAMES)),
        8 => format!("[ref]: https://ok.example/page \"{}\"\n\n{text}", one(rng, &NAMES)),
        9 => format!("[^1]: {text}"),
        10 => format!("~~~ rust\n{text}"),
        11 => format!("{text}\n{}", one(rng, &["===", "---", "* * *"])),
        _ => text,
    }
}

/// An entry with `person` in it.
pub fn entry(rng: &mut StdRng, person: Id) -> Content {
    let blocks: Vec<_> = (0..2 + rng.next_u32() % 5).map(|_| block(rng)).collect();
    Content {
        title: sentence(rng),
        body: blocks.join("\n\n"),
        happened: coin(rng).then(|| Edtf::parse("2019-03-14").expect("date")),
        place: coin(rng).then(|| words(rng, 1)),
        people: vec![person],
        tags: vec![word(rng), word(rng)],
        feeling: Some(Feeling { valence: 1, words: vec![word(rng)] }),
        ..Content::default()
    }
}

/// What a photo says besides its pixels; none of it may leave.
pub const PLANTED: [&str; 2] = ["Taken at home", "Maria Souza was here"];

/// A photo with such metadata.
pub fn photo() -> Vec<u8> {
    let mut bytes = photo::example();
    let length = u8::try_from(PLANTED[1].len() + 2).expect("a short comment");
    let comment = [0xff, 0xfe, 0, length].into_iter().chain(PLANTED[1].bytes());
    bytes.splice(2..2, comment);
    assert!(!photo::look(&bytes).expect("a photo").metadata.is_empty());
    bytes
}
