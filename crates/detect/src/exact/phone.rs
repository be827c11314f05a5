//! Phone numbers: international, by their usual groupings, or by a word in front of them.

use std::ops::Range;
use std::sync::LazyLock;

use phonenumber::country;
use regex::Regex;

use super::{before, behind, stands_alone};
use crate::FindingKind::Phone;
use crate::hit::{FORMAT, Hit};

struct Patterns {
    any: Regex,
    cue: Regex,
    grouped: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("a valid pattern");
    Patterns {
        any: regex(
            r"(?:\+ ?|\()?[0-9](?:[ \u{a0}./()‑–-]{0,3}[0-9]){5,16}(?: ?(?:x|ext\.?) ?[0-9]{1,5})?",
        ),
        cue: regex(
            r"(?i)(?:phone|tel(?:[ée]fon[oe]?|ephone)?|call|ring|rang|text|mobile|cell|fax|whats ?app|line|hotline|ph|number(?: is| was)?|nummer|handy|m[óo]vil|celular|portable|num[ée]ro|n[úu]mero|bel(?:len)?|gsm|06|mob|電話|携帯|电话|手机|微信|番号)[^0-9\n]{0,24}\n?[^0-9\n]{0,8}$",
        ),
        grouped: regex(concat!(
            r"^(?:",
            r"\(0?[0-9]{1,5}\)[ .-]?[0-9]{2,5}(?:[ .-]?[0-9]{2,5}){0,3}", // (03) 5550 2219
            r"|(?:1[ .-])?[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}",              // 573.555.0118
            r"|0[0-9]{1,5}(?: ?[/–-] ?| )[0-9]{2,8}(?:[ -][0-9]{2,6}){0,4}", // 020 7946 0418, 069 / 90009 147
            r"|0[1-9](?:[ .-][0-9]{2}){4}",                                  // 04 65 71 01 38
            r"|[69][0-9]{2}(?: [0-9]{2,3}){2,3}",                            // 612 345 678
            r")(?: ?(?:x|ext\.?) ?[0-9]{1,5})?$"
        )),
    }
});

/// How many unmarked digit strings are tried against the numbering plans in one zone.
const TRIES: usize = 64;

/// Finds phone numbers.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    let mut tries = TRIES;
    for m in PATTERNS.any.find_iter(piece) {
        let mut span = zone.start + m.start()..zone.start + m.end();
        let number = m.as_str();
        if number.starts_with('(') && !number.contains(')') {
            span.start += 1;
        }
        let number = &text[span.clone()];
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if !stands_alone(text, &span)
            || before(text, span.start, 4)
                .ends_with(['$', '€', '£', '¥', '₹', '.', ',', '#', '-', '°'])
            || behind(text, span.end, 4).starts_with(['€', '%', '°'])
            || behind(text, span.end, 2).starts_with(" €")
        {
            continue;
        }
        let called = || PATTERNS.cue.is_match(before(text, span.start, 40));
        let (rank, reason) = if number.starts_with('+') && digits >= 8 {
            (FORMAT - 8, "A phone number with its country code.")
        } else if (6..=15).contains(&digits) && !is_date(number) && called() {
            (FORMAT - 4, "A phone number, as the words before it say.")
        } else if (8..=15).contains(&digits) && PATTERNS.grouped.is_match(number) {
            (FORMAT - 2, "Digits grouped like a phone number.")
        } else if tries > 0
            && (9..=11).contains(&digits)
            && number.starts_with('0')
            && !number.contains('.')
            && {
                tries -= 1;
                in_some_plan(number)
            }
        {
            (FORMAT + 2, "A phone number that fits a country's numbering.")
        } else {
            continue;
        };
        hits.push(Hit::new(Phone, span, rank, reason));
    }
}

fn is_date(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '/', '.', ' ']).collect();
    parts.len() == 3
        && (parts[0].len() == 4 || parts[2].len() == 4)
        && parts.iter().map(|p| p.len()).sum::<usize>() <= 8
}

fn in_some_plan(number: &str) -> bool {
    [
        country::GB,
        country::DE,
        country::FR,
        country::NL,
        country::ES,
        country::JP,
        country::AU,
        country::NG,
        country::IN,
    ]
    .into_iter()
    .any(|plan| {
        phonenumber::parse(Some(plan), number).is_ok_and(|number| phonenumber::is_valid(&number))
    })
}
