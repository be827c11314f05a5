//! Sums of money: signs, codes and words, before and behind the figure.

use crate::words::one_of;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{before, number, stands_alone};
use crate::FindingKind::Money;
use crate::hit::{FORMAT, GUESS, Hit};
use crate::token::{Shape, Tokens};

const REASON: &str = "A sum of money.";
const SIGN: &str = r"(?:US\$|A\$|AU\$|C\$|CA\$|NZ\$|HK\$|S\$|R\$|MX\$|[$€£¥₹₦₩₽₺₴₫₱₪฿₵₡₲₿￥])";
const CODE: &str = r"(?:USD|EUR|GBP|JPY|CHF|AUD|CAD|NZD|INR|NGN|KES|GHS|ZAR|CNY|RMB|HKD|SGD|BRL|MXN|COP|ARS|CLP|PEN|SEK|NOK|DKK|PLN|CZK|HUF|RUB|UAH|TRY|AED|SAR|ILS|KRW|THB|Rs\.?|Ksh|GH₵|Kč|zł|kr\.?|Fr\.|SFr\.?|DM)";
const FIGURE: &str = r"[0-9](?:[0-9.,]|['’ \u{a0}\u{202f}][0-9])*";
const TIMES: &str = r"(?:[ \u{a0}-]?(?:hundred|thousand|million|billion|trillion|mill?|mn|bn|lakhs?|lacs?|crores?|cr|grand|tausend|hundert|millionen|mio\.?|mrd\.?|milliarden|millions?|milliards?|mille|mil|millones|millón|milhões|milhão|mi|duizend|miljoen|miljard|k|m|b|K|M|B|万|億|亿|千)(?-u:\b))?";
const WORD: &str = concat!(
    "(?:dollars?|bucks?|quid|grand|pounds?(?: sterling)?|pence|cents?|euros?|francs?|swiss francs|yen|yuan|rupees?|naira|shillings?|rand|cedis?|pesos?|reais|real|won|kronor|kroner|krone|rubles?|roubles?|zloty|złoty|lira|dirhams?|riyals?|dinars?|shekels?|baht|ringgit|bitcoins?",
    "|€|£|¥|mark|pfund|franken|eurocent|pavos|dólares|dolares|libras|soles|bolívares|livres|balles|dollar|contos|centavos|ponden|piek|grands)",
);

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let regex = |pattern: String| Regex::new(&pattern).expect("a valid pattern");
    vec![
        regex(format!(r"(?:{CODE} ?)?{SIGN}[ \u{{a0}}\u{{202f}}]?{FIGURE}{TIMES}")),
        regex(format!(r"{FIGURE}{TIMES}[ \u{{a0}}\u{{202f}}]?{SIGN}")),
        regex(format!(r"(?-u:\b){CODE}[ \u{{a0}}]?{FIGURE}{TIMES}")),
        regex(format!(r"{FIGURE}{TIMES}[ \u{{a0}}]?{CODE}")),
        regex(format!(r"(?i){FIGURE}{TIMES}[ \u{{a0}}-]?(?:de |d['’]|of )?{WORD}")),
        regex(r"[0-9][0-9,.]* ?(?:lakhs?|lacs?|crores?|grand)".to_owned()),
        regex(r"[0-9][0-9,.]*(?: ?[万千億亿百][0-9零一二三四五六七八九]*)*(?:日元|美元|欧元|英镑|港币|人民币|块钱|元|块|円|ドル|ユーロ|ウォン)".to_owned()),
    ]
});

/// Finds sums with a figure.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    for (i, pattern) in PATTERNS.iter().enumerate() {
        for m in pattern.find_iter(piece) {
            let written = m.as_str().trim_end_matches([',', '.', ' ']);
            let span = zone.start + m.start()..zone.start + m.start() + written.len();
            let signed = written.starts_with(|c: char| !c.is_ascii_alphanumeric());
            let tail = &text[span.end..];
            let ideographs = i == 6;
            if !(ideographs || signed || stands_alone(text, &span))
                || tail.starts_with(|c: char| c.is_alphanumeric()) && !ideographs
                || before(text, span.start, 1).starts_with(['.', ',']) && !signed
            {
                continue;
            }
            if i == 4 && is_weight(text, &span) {
                continue;
            }
            hits.push(Hit::new(Money, span, FORMAT - 9, REASON));
        }
    }
}

fn is_weight(text: &str, span: &Range<usize>) -> bool {
    let written = text[span.clone()].to_ascii_lowercase();
    if !written.contains("pound")
        && !written.ends_with("mark")
        && !written.ends_with("real")
        && !written.ends_with("yen")
    {
        return false;
    }
    let lead = before(text, span.start, 24).to_lowercase();
    let tail: String = text[span.end..].chars().take(16).collect::<String>().to_lowercase();
    ["lost ", "gained ", "weigh", "losing ", "lose ", "shed ", "heavier", "lbs"]
        .iter()
        .any(|word| lead.contains(word))
        || [" of ", " lighter", " heavier", " overweight"].iter().any(|word| tail.starts_with(word))
}

/// Words that make an amount a sum of money.
fn is_currency(word: &str) -> bool {
    one_of!(
        word,
        "dollars dollar bucks quid grand pounds euros euro francs yen yuan rupees naira shillings \
            rand cedis pesos reais kronor kroner roubles rubles dirhams riyals zloty lakhs lakh crores \
            crore pence dolares libras franken balles pavos contos livres gbp usd eur soles shekels won"
    )
}

/// Finds sums in words, and figures with a slang word: "thirty grand", "two thousand euros".
pub fn in_words(tokens: &Tokens<'_>, hits: &mut Vec<Hit>) {
    for i in 0..tokens.len() {
        if !is_currency(tokens.fold(i)) {
            continue;
        }
        let unit = tokens.fold(i);
        let close = |at: usize| tokens.gap(at).chars().all(|c| matches!(c, ' ' | '-' | '\u{a0}'));
        let mut first = i;
        let mut amount = false;
        while first > 0 && i - first < 10 && close(first - 1) {
            let word = tokens.fold(first - 1);
            let figure = tokens.all()[first - 1].shape == Shape::Number;
            let joins = matches!(word, "and" | "y" | "e" | "und" | "et" | "of" | "de" | "d")
                && first < i + 1;
            let counts = figure
                || number::value(word).is_some()
                || number::multiplies(word)
                || matches!(word, "half" | "couple" | "few" | "several" | "quarter")
                || word.ends_with("hundert")
                || word.ends_with("tausend")
                || word.ends_with("duizend")
                || word.ends_with("honderd")
                || word.ends_with("zig");
            if !(counts || joins || word == "a") {
                break;
            }
            amount |= counts;
            first -= 1;
        }
        // A leading "and" or "of" belongs to the sentence, not to the sum.
        while first < i
            && matches!(tokens.fold(first), "and" | "of" | "y" | "e" | "und" | "et" | "de" | "d")
        {
            first += 1;
        }
        let slang = unit == "grand" && tokens.fold(first) == "a" && first + 1 == i;
        let span = tokens.all()[first].start..tokens.all()[i].end;
        let vague = matches!(tokens.fold(first), "few" | "several")
            || matches!(unit, "lakh" | "lakhs" | "crore" | "crores" | "won" | "rand") && first == i;
        if first < i
            && (amount || slang)
            && !vague
            && !is_weight(tokens.text, &span)
            && !(unit == "grand"
                && matches!(tokens.fold(i + 1), "piano" | "pianos" | "children" | "slam"))
        {
            hits.push(Hit::new(Money, span, GUESS - 12, REASON));
        }
    }
}
