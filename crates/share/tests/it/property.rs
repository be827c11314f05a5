//! R2 and R4 over generated entries and random decisions: nothing removed is in any package's
//! bytes, and what was kept is.

use detect::FindingKind;
use journal::{Content, Edtf, Feeling};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use share::{Decision, FindingDecision, Format, ItemKind, Letter, Review};

use crate::desk::{Desk, now};

fn coin(rng: &mut StdRng) -> bool {
    rng.next_u32() & 1 == 0
}

/// Words that no program of ours ever says.
fn word(rng: &mut StdRng) -> String {
    const PARTS: [&str; 16] = [
        "zor", "vak", "quil", "bem", "xan", "dru", "fep", "gol", "hix", "jut", "kyn", "lom", "nuv",
        "plo", "ryx", "wub",
    ];
    (0..3 + rng.next_u32() % 2).map(|_| PARTS[rng.next_u32() as usize % 16]).collect()
}

fn words(rng: &mut StdRng, count: u32) -> String {
    (0..count).map(|_| word(rng)).collect::<Vec<_>>().join(" ")
}

const HOSTILE: [&str; 8] = [
    "<b onclick=x>",
    "</div>",
    "[x](javascript:alert(1))",
    "![p](http://t.example/p.gif)",
    "<!-- c -->",
    "\u{202e}\u{200b}",
    "`code` *em* ~~gone~~",
    "[y](https://ok.example/page)",
];

fn sentence(rng: &mut StdRng, names: &[String]) -> String {
    let length = 5 + rng.next_u32() % 6;
    let mut text = words(rng, length);
    if coin(rng) {
        let name = &names[rng.next_u32() as usize % names.len()];
        let ending = ["", "'s", "’s,"][rng.next_u32() as usize % 3];
        text = format!("{text} {name}{ending} {}", words(rng, 2));
    }
    match rng.next_u32() % 8 {
        0 => text.push_str(" on 14 March 2019"),
        1 => text.push_str(" for $48,300"),
        2 => text.push_str(" at me@souza.example"),
        3 => {
            text.push(' ');
            text.push_str(HOSTILE[rng.next_u32() as usize % HOSTILE.len()]);
        }
        _ => {}
    }
    text.push('.');
    text
}

fn block(rng: &mut StdRng, names: &[String]) -> String {
    let one = sentence(rng, names);
    match rng.next_u32() % 9 {
        0 => format!("## {one}"),
        1 => format!("- {one}\n- {}\n  - {}", sentence(rng, names), sentence(rng, names)),
        2 => format!("> {one}\n> {}", sentence(rng, names)),
        3 => format!("```\n{one}\n```"),
        4 => format!("| {} | {} |\n|---|---|\n| {} | x |", word(rng), word(rng), word(rng)),
        5 => format!("1. {one}\n\n   {}", sentence(rng, names)),
        6 => format!("{one}\n{}", sentence(rng, names)),
        7 => format!("<div>\n{one}\n</div>"),
        _ => one,
    }
}

fn entry(rng: &mut StdRng, desk: &Desk) -> Content {
    let names = ["Maria Souza", "Maria", "Mia", "Ma\u{301}ria", "MARIA SOUZA", "Ana Lima"]
        .map(ToOwned::to_owned);
    let blocks: Vec<_> = (0..2 + rng.next_u32() % 5).map(|_| block(rng, &names)).collect();
    Content {
        title: sentence(rng, &names),
        body: blocks.join("\n\n"),
        happened: (coin(rng)).then(|| Edtf::parse("2019-03-14").expect("date")),
        place: (coin(rng)).then(|| words(rng, 1)),
        people: vec![desk.maria.id],
        tags: vec![word(rng), word(rng)],
        feeling: Some(Feeling { valence: 1, words: vec![word(rng)] }),
        ..Content::default()
    }
}

/// Decides everything at random.
fn decide(rng: &mut StdRng, desk: &mut Desk, review: &mut Review) {
    for item in review.items() {
        let decision = match rng.next_u32() % 5 {
            0 | 1 => Decision::LeaveOut,
            2 => Decision::Rewrite(words(rng, 4)),
            _ => Decision::Keep,
        };
        review.decide_item(&mut desk.journal, &item.id, decision, now()).expect("decide");
    }
    loop {
        let waiting = review.items().into_iter().find_map(|item| {
            let open = |found: &&share::Finding| found.decision == FindingDecision::Undecided;
            let found = item.findings.iter().find(open)?;
            Some((item.id.clone(), found.id.clone()))
        });
        let Some((item, finding)) = waiting.filter(|_| !review.progress().is_complete()) else {
            break;
        };
        let decision = match rng.next_u32() % 3 {
            0 => FindingDecision::Keep,
            1 => FindingDecision::Redact,
            _ => FindingDecision::Generalise(words(rng, 2)),
        };
        let everywhere = coin(rng);
        review
            .decide_finding(&mut desk.journal, &item, &finding, decision, everywhere, now())
            .expect("decide");
    }
}

/// Made comparable, simply and on purpose not with the code under test.
fn simple(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && *c != '\u{200b}')
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The same for each of its words, with a space between them.
fn in_words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{200b}' && !is_mark(c))
        .map(simple)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// What a browser shows of a page, simply and on purpose not with the code under test.
fn shown(html: &str) -> String {
    let body = html.split_once("<body>").map_or("", |(_, body)| body);
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').expect("a tag ends");
        let address = tag.split_once("href=\"").map(|(_, rest)| rest.trim_end_matches('"'));
        if !["b", "/b", "i", "/i", "s", "/s", "code", "/code"].contains(&tag) {
            text.push(' ');
        }
        text.push_str(address.unwrap_or_default());
        text.push_str(words);
    }
    let codes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    codes.into_iter().fold(text, |text, (code, letter)| text.replace(code, letter))
}

/// Whether a letter came of it.
fn one_case(seed: u64, desk: &mut Desk) -> Result<bool, TestCaseError> {
    let mut rng = StdRng::seed_from_u64(seed);
    let content = entry(&mut rng, desk);
    let mut review = desk.start(&content);
    decide(&mut rng, desk, &mut review);
    let items = review.items();
    let completed = match review.complete(&desk.journal) {
        Ok(completed) => completed,
        Err(error) => {
            prop_assert_eq!(error.code(), "nothing-kept");
            return Ok(false);
        }
    };
    // Names kept on purpose somewhere may stand; everything else removed may not.
    let mut removed: Vec<(FindingKind, String)> = Vec::new();
    let mut kept: Vec<String> = Vec::new();
    for item in &items {
        for found in &item.findings {
            match &found.decision {
                FindingDecision::Keep => kept.push(in_words(&found.text)),
                _ => removed.push((found.kind, in_words(&found.text))),
            }
        }
    }
    let mut built = false;
    for format in [Format::AgePassphrase, Format::Markdown, Format::Text, Format::Html, Format::Pdf]
    {
        let package = match completed.build(&format, now()) {
            Ok(package) => package,
            Err(error) => {
                // To stop is always allowed, and says nothing of what it found.
                prop_assert_eq!(error.code(), "removed-text-found");
                continue;
            }
        };
        built = true;
        let page = if format == Format::Html { shown(package.text()) } else { String::new() };
        let text = if format == Format::Html { &page } else { package.text() };
        let all = simple(text);
        let words = in_words(text);
        for (kind, gone) in &removed {
            let purpose = kept.iter().any(|kept| kept.contains(gone) || gone.contains(kept));
            // The end of one word and the beginning of the next are no name.
            let there = words.contains(gone);
            prop_assert!(purpose || !there, "{kind:?} {gone} in {format:?} {text}");
        }
        for item in &items {
            let said = simple(&item.text);
            if item.decision == Decision::LeaveOut
                && item.kind == ItemKind::Block
                && said.len() > 30
            {
                prop_assert!(!all.contains(&said), "{said} in {text}");
            }
            // Other formats do not keep the marks of Markdown.
            let as_written = matches!(format, Format::AgePassphrase | Format::Markdown);
            let marked = |text: &str| text.contains(['[', ']', '<', '`', '|', '\\', '&', '#']);
            let leaving = item.leaves.as_ref().filter(|text| as_written || !marked(text));
            if let Some(leaves) = leaving {
                let leaves = simple(leaves);
                // A page counts its lists itself.
                let counted = leaves.trim_start_matches(|c: char| c.is_ascii_digit());
                let leaves = if as_written { &leaves } else { counted };
                prop_assert!(all.contains(leaves), "{leaves} not in {text}");
            }
        }
        if format == Format::AgePassphrase {
            let letter = Letter::parse(text.as_bytes());
            prop_assert!(letter.is_ok());
        }
        let counts = package.counts();
        let total = counts.kept + counts.rewritten + counts.left_out;
        prop_assert_eq!(total, items.len());
        let lines = items.iter().filter(|item| item.leaves.is_some()).count();
        prop_assert_eq!(counts.kept + counts.rewritten, lines);
    }
    Ok(built)
}

#[test]
fn nothing_removed_is_in_any_package_and_what_was_kept_is() {
    let cases = std::env::var("SHARE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let mut desk = Desk::new();
    let mut built = 0;
    for seed in 0..cases {
        match one_case(seed, &mut desk) {
            Ok(letter) => built += u64::from(letter),
            Err(error) => panic!("seed {seed}: {error}"),
        }
    }
    println!("{built} of {cases} became a package");
    assert!(built * 2 > cases, "only {built} of {cases} became a package");
}
