//! How old somebody is, in figures and words.

use super::number;
use crate::FindingKind::Age;
use crate::cue;
use crate::hit::{GUESS, Hit};
use crate::relation;
use crate::token::{Shape, Tokens};
use crate::words::one_of;

const REASON: &str = "How old somebody is.";

/// Finds ages.
pub fn find(tokens: &Tokens<'_>, hits: &mut Vec<Hit>) {
    for (i, token) in tokens.all().iter().enumerate() {
        let (value, last) = match token.shape {
            Shape::Number => match tokens.word_at(i).parse() {
                Ok(value) => (value, i),
                Err(_) => continue,
            },
            Shape::Word if !token.shouted => match spelled(tokens, i) {
                Some(found) => found,
                None => continue,
            },
            _ => continue,
        };
        if !(1..=115).contains(&value) {
            continue;
        }
        if let Some(end) = unit(tokens, i, last) {
            hits.push(Hit::new(Age, token.start..end, GUESS - 10, REASON));
        } else if said(tokens, i, last, value) {
            hits.push(Hit::new(Age, token.start..tokens.all()[last].end, GUESS - 8, REASON));
        }
    }
}

/// A number word at `i`, with "treinta y tres" taken whole: its value and its last token.
fn spelled(tokens: &Tokens<'_>, i: usize) -> Option<(u32, usize)> {
    let value = number::value(tokens.fold(i))?;
    if value >= 20
        && value.is_multiple_of(10)
        && matches!(tokens.fold(i + 1), "y" | "e" | "et")
        && let Some(unit @ 1..=9) = number::value(tokens.fold(i + 2))
    {
        return Some((value + unit, i + 2));
    }
    Some((value, i))
}

/// "64 years old", "38 Jahre alt", "once años", "65-year-old": where the expression ends.
fn unit(tokens: &Tokens<'_>, first: usize, last: usize) -> Option<usize> {
    let gap = tokens.gap(last);
    if gap != " " && gap != "-" && gap != "\u{a0}" && !gap.is_empty() {
        return None;
    }
    let next = tokens.get(last + 1)?;
    let (word, before) = (tokens.fold(last + 1), tokens.before(first));
    let end = |n: usize| tokens.get(last + n).map(|t| t.end);
    match word {
        "years" | "year" | "yrs" | "yr" | "months" | "month" => match tokens.fold(last + 2) {
            "old" | "olds" => end(2),
            "of" if tokens.fold(last + 3) == "age" => end(3),
            _ => None,
        },
        "year-old" | "years-old" | "year-olds" | "yo" | "y-o" | "yr-old" | "jahrig" | "jahrige"
        | "jahriger" | "jahrigen" | "jarige" => Some(next.end),
        "jahre" | "jahren" if tokens.fold(last + 2) == "alt" => end(2),
        "jahren" if before == "mit" => Some(next.end),
        "anos" | "ano" | "anitos" => {
            let age = one_of!(
                before,
                "tenia tengo tiene cumplio cumpli tenias tenian cumplir tinha tenho tem fez fiz completei \
            completou con com los aos"
            );
            let old = matches!(tokens.fold(last + 2), "de" if matches!(tokens.fold(last + 3), "edad" | "idade"));
            let apposed = gap_before(tokens, first).ends_with([',', '('])
                && tokens.gap(last + 1).starts_with([',', ')', '.']);
            (age || old || apposed).then_some(next.end)
        }
        "ans" => {
            let age = one_of!(before, "avais avait ai a as ont aura aurait eu de mes ses des");
            let old = age && !matches!(tokens.before(first.saturating_sub(1)), "il" | "y");
            let apposed = gap_before(tokens, first).ends_with([',', '('])
                && tokens.gap(last + 1).starts_with([',', ')', '.']);
            (old || apposed).then_some(next.end)
        }
        "jaar" => match tokens.fold(last + 2) {
            "oud" => end(2),
            _ => matches!(before, "was" | "ben" | "is" | "werd").then_some(next.end),
        },
        _ => None,
    }
}

/// "I was 24.", "turned 64", "at sixteen I", ", 15 then,", "(he's 81)".
fn said(tokens: &Tokens<'_>, first: usize, last: usize, value: u32) -> bool {
    let gap_before = gap_before(tokens, first);
    let behind = tokens.gap(last);
    let next = tokens.fold(last + 1);
    let closed = behind.starts_with(['.', ',', ';', ')', '!', '?', ':', '—', '\n', '"', '”', '’'])
        || behind.starts_with(" —")
        || behind.starts_with(" –")
        || behind.starts_with(" (")
        || tokens.get(last + 1).is_none();
    let figure_follows = behind.starts_with(['.', ',', ':'])
        && behind.len() == 1
        && tokens.get(last + 1).is_some_and(|t| t.shape == Shape::Number);
    if figure_follows || behind.starts_with('%') || behind.starts_with(':') && behind.len() == 1 {
        return false;
    }
    let goes_on = closed
        || one_of!(
            next,
            "and when then at or that but i he she und als y et e en quando cuando quand toen now years"
        );
    let plain = gap_before == " ";
    let before = tokens.before(first);
    match before {
        "aged" | "age" | "turned" | "turning" | "turns" => plain && (goes_on || next != "to"),
        "was" | "am" | "is" | "were" | "i'm" | "he" | "she" | "only" | "just" | "nearly"
        | "almost" | "barely" | "about" | "ben" | "war" | "bin" => {
            let copula =
                matches!(before, "was" | "am" | "is" | "were" | "i'm" | "ben" | "war" | "bin")
                    || matches!(before, "he" | "she")
                        && tokens.get(first - 1).is_some_and(|t| t.possessive);
            let subject = if copula { first.checked_sub(1) } else { first.checked_sub(2) };
            let Some(verb) = subject else { return false };
            let copula =
                copula || matches!(tokens.fold(verb), "was" | "am" | "is" | "i'm" | "were");
            let person = matches!(tokens.fold(verb), "i'm" | "he" | "she")
                || matches!(
                    tokens.before(verb),
                    "i" | "he"
                        | "she"
                        | "who"
                        | "ich"
                        | "er"
                        | "sie"
                        | "ik"
                        | "hij"
                        | "ze"
                        | "zij"
                        | "we"
                )
                || verb > 0
                    && (tokens.all()[verb - 1].capital || relation::is_kin(tokens.before(verb)));
            plain && copula && person && goes_on
        }
        "at" | "by" | "mit" | "a" => {
            let person = matches!(next, "i" | "he" | "she" | "my" | "we" | "ich");
            plain && value >= 9 && person && value != 12
                || plain
                    && before == "at"
                    && value >= 13
                    && closed
                    && value <= 99
                    && !behind.starts_with(':')
                || plain
                    && before == "at"
                    && !tokens.all()[first].opens
                    && closed
                    && sermon(tokens, first)
                    && value < 13
                    && behind.starts_with(',')
        }
        _ => {
            let owner = first.checked_sub(1).and_then(|o| tokens.get(o));
            let named = owner.is_some_and(|o| {
                o.capital && o.shape == Shape::Word && !tokens.before(first).is_empty()
            }) || relation::is_kin(before)
                || before == "youngest"
                || before == "eldest"
                || before == "oldest";
            let apposed = (gap_before == ", " || gap_before == " (")
                && (behind.starts_with(", ")
                    || behind.starts_with(')')
                    || behind.starts_with('.') && gap_before == ", "
                    || matches!(next, "then" | "now" | "at"));
            let counted = tokens.get(last + 1).is_some_and(|t| t.shape == Shape::Number);
            named && apposed && !counted && !cue::is_calendar(before)
        }
    }
}

/// "preached my first sermon at nine,": a past deed before a small number makes it an age, not an hour.
fn sermon(tokens: &Tokens<'_>, first: usize) -> bool {
    (first.saturating_sub(5)..first).any(|i| tokens.fold(i) == "first")
}

fn gap_before<'a>(tokens: &Tokens<'a>, i: usize) -> &'a str {
    if i == 0 { "" } else { tokens.gap(i - 1) }
}
