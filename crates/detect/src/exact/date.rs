//! Dates: day and month, month and year, season and year, feast and year, in eight languages.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{before, stands_alone};
use crate::FindingKind::Date;
use crate::hit::{FORMAT, Hit};
use crate::token::Tokens;

const MONTH: &str = concat!(
    "(?:january|february|march|april|may|june|july|august|september|october|november|december",
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    "|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|okt|dez|mär",
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|ene|abr|ago|dic",
    "|janvier|février|mars|avril|juin|juillet|août|aout|septembre|octobre|novembre|décembre|janv|févr|avr|juil|déc",
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|fev|set|out",
    "|januari|februari|maart|mei|augustus|mrt)",
);
const WEEKDAY: &str = concat!(
    "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun",
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "|segunda(?:-feira)?|terça(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?",
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)",
);
const SEASON: &str = concat!(
    "(?:spring|summer|autumn|fall|winter|frühling|frühjahr|sommer|herbst|primavera|verano|otoño|invierno",
    "|printemps|été|automne|hiver|verão|outono|inverno|lente|voorjaar|zomer|herfst|najaar)",
);
const FEAST: &str = concat!(
    "(?:christmas(?: eve| day)?|new year'?s(?: eve| day)?|easter(?: sunday| monday)?|thanksgiving|halloween|diwali|eid(?: al-[a-z]+)?|ramadan|hanukkah|passover",
    "|valentine'?s day|boxing day|lent|pentecost|good friday|independence day|labou?r day|memorial day|mother'?s day|father'?s day|bastille day|midsummer|chinese new year|lunar new year|holi|pongal|onam",
    "|weihnachten|heiligabend|silvester|neujahr|ostern|pfingsten|karneval|navidad|nochebuena|nochevieja|semana santa|reyes",
    "|noël|pâques|pentecôte|toussaint|natal|páscoa|carnaval|kerst(?:mis)?|pasen|sinterklaas|oud en nieuw|koningsdag|pinksteren)",
);

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let regex = |pattern: String| Regex::new(&pattern).expect("a valid pattern");
    let (month, weekday, season, feast) =
        (longest_first(MONTH), longest_first(WEEKDAY), longest_first(SEASON), longest_first(FEAST));
    let year = "(?:1[5-9]|20)[0-9]{2}";
    let day = "(?:3[01]|[12][0-9]|0?[1-9])";
    let weekday = format!("(?:{weekday}(?:,| the| den|,? (?:el|le|de|den|the))? )?");
    vec![
        (
            regex(format!(
                "(?i){weekday}{day}(?:st|nd|rd|th|er|º|ª|°|\\.)?[ \u{a0}-](?:of |de |d['’])?{month}\\.?(?:,?[ -](?:de |del |of )?{year}|[ -]['’]?[0-9]{{2}})?"
            )),
            "A day of the calendar.",
        ),
        (
            regex(format!(
                "(?i){weekday}{month}\\.?[ \u{a0}](?:the )?{day}(?:st|nd|rd|th)?(?:,? {year}|,? ['’][0-9]{{2}})?"
            )),
            "A day of the calendar.",
        ),
        (regex(format!("(?i){month}\\.?,?[ \u{a0}-](?:of |de |del |d['’]|van |von )?{year}")), "A month of a certain year."),
        (regex(format!("(?i){season} (?:of |de |del |d['’]|van |von )?(?:the year )?{year}")), "A season of a certain year."),
        (regex(format!("(?i){feast},? (?:of |de |del |in |van |von |em |en )?{year}")), "A feast of a certain year."),
        (
            regex(format!(
                "{year}(?:-(?:1[0-2]|0[1-9])(?:-{day})?|/(?:1[0-2]|0?[1-9])/{day}|\\.(?:1[0-2]|0?[1-9])\\.{day})(?:[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]+)?)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
            )),
            "A day or month in figures.",
        ),
        (regex(format!("{day}[./-](?:1[0-2]|0?[1-9])[./-](?:{year}|[0-9]{{2}})")), "A day in figures."),
        (regex(format!("(?:1[0-2]|0?[1-9])[/-]{day}[/-](?:{year}|[0-9]{{2}})")), "A day in figures."),
        (
            regex(
                "(?:(?:[0-9]{4}|[〇零一二三四五六七八九]{4}|(?:令和|平成|昭和|大正|明治)(?:[0-9]{1,2}|元))年 ?)?(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月(?: ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
                    .to_owned(),
            ),
            "A day or month of the calendar.",
        ),
        (regex("(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年(?:の)?(?:春|夏|秋|冬)".to_owned()), "A season of a certain year."),
    ]
});

/// The first alternative that fits wins, so "januar" must come before "jan".
fn longest_first(alternatives: &str) -> String {
    let inside = alternatives.trim_start_matches("(?:").trim_end_matches(')');
    let mut words: Vec<String> = Vec::new();
    let mut depth = 0;
    for part in inside.split_inclusive(['|', '(', ')']) {
        let joined =
            depth > 0 || words.last().is_some_and(|last| !last.ends_with('|') && !last.is_empty());
        depth += part.matches('(').count();
        depth = depth.saturating_sub(part.matches(')').count());
        match words.last_mut() {
            Some(last) if joined => last.push_str(part),
            _ => words.push(part.to_owned()),
        }
    }
    for word in &mut words {
        *word = word.trim_end_matches('|').to_owned();
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    format!("(?:{})", words.join("|"))
}

/// Finds dates that hold a figure.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    for (pattern, reason) in PATTERNS.iter() {
        for m in pattern.find_iter(piece) {
            let mut span = zone.start + m.start()..zone.start + m.end();
            let written = m.as_str();
            if written.contains('月')
                && !(written.contains('年') || written.ends_with(['日', '号']))
            {
                continue;
            }
            if written.ends_with(['-', ',']) {
                span.end -= 1;
            }
            let lead = before(text, span.start, 4);
            let clipped = lead.ends_with(char::is_alphabetic)
                && written.starts_with(|c: char| c.is_alphabetic() && c.is_ascii())
                || lead.ends_with(|c: char| {
                    matches!(c, '.' | '/' | '-' | '$' | '€' | '£' | ',') || c.is_ascii_digit()
                });
            let tail = &text[span.end..];
            let runs_on = tail.starts_with(|c: char| c.is_alphanumeric())
                && !written.ends_with(['日', '号', '月', '春', '夏', '秋', '冬'])
                || tail.starts_with(['/', '-', '.'])
                    && tail[1..].starts_with(|c: char| c.is_ascii_digit());
            let verb = written.starts_with("may ")
                || written.starts_with("march ")
                || written.starts_with("mar ")
                || written.starts_with("set ")
                || written.starts_with("out ");
            let runs_on = runs_on && !tail.starts_with(crate::token::is_ideograph);
            if !(clipped || runs_on || verb) {
                hits.push(Hit::new(Date, span, FORMAT - 6, reason));
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const ORDINALS: [&str; 22] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "thirty-first",
];

/// Finds "the fourteenth of March" and "March fourteenth".
pub fn in_words(tokens: &Tokens<'_>, hits: &mut Vec<Hit>) {
    let ordinal = |word: &str| {
        ORDINALS.contains(&word)
            || word.strip_prefix("twenty-").is_some_and(|unit| ORDINALS[..9].contains(&unit))
    };
    for (i, token) in tokens.all().iter().enumerate() {
        if !token.capital || !MONTHS.contains(&tokens.fold(i)) {
            continue;
        }
        let span = if i >= 2 && tokens.before(i) == "of" && ordinal(tokens.fold(i - 2)) {
            tokens.all()[i - 2].start..token.end
        } else if ordinal(tokens.fold(i + 1)) && tokens.gap(i) == " " {
            token.start..tokens.all()[i + 1].end
        } else {
            continue;
        };
        if stands_alone(tokens.text, &span) {
            hits.push(Hit::new(Date, span, FORMAT, "A day of the calendar, in words."));
        }
    }
}
