//! Numbers that stand for a person: bank accounts, cards, national ids, and whatever a cue word names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{before, behind, checksum, stands_alone};
use crate::FindingKind::Account;
use crate::hit::{CERTAIN, FORMAT, Hit};

struct Patterns {
    iban: Regex,
    digits: Regex,
    shapes: Regex,
    coded: Regex,
    cue: Regex,
    value: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("a valid pattern");
    Patterns {
        iban: regex(r"(?-u:\b)[A-Za-z]{2}[0-9]{2}(?:[ \u{a0}-]?[A-Za-z0-9]){11,30}"),
        digits: regex(r"[0-9](?:[ \u{a0}.-]?[0-9]){7,18}"),
        shapes: regex(concat!(
            r"(?-u:\b)(?:",
            r"[0-9]{3}-[0-9]{2}-[0-9]{4}", // US SSN
            r"|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]", // UK NINO
            r"|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", // Brazilian CPF
            r"|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}", // Brazilian CNPJ
            r"|[0-9]{7}-[0-9]{2}\.[0-9]{4}\.[0-9]\.[0-9]{2}\.[0-9]{4}", // Brazilian court case
            r"|[XYZ]?[0-9]{7,8}-?[A-Z]",   // Spanish DNI and NIE
            r"|[2-9][0-9]{3} [0-9]{4} [0-9]{4}", // Indian Aadhaar
            r"|[A-Z]{5}[0-9]{4}[A-Z]",     // Indian PAN
            r"|[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]", // Italian codice fiscale
            r"|756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}", // Swiss AHV
            r"|[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}", // French NIR
            r"|[0-9]{17}[0-9Xx]",          // Chinese resident number
            r")(?-u:\b)"
        )),
        coded: regex(
            r"(?-u:\b)(?:[A-Z]{1,5}|[0-9]{1,4})(?:[-/][A-Z0-9]{1,12}){1,4}(?-u:\b)|(?-u:\b)[A-Z]{1,3}[0-9]{6,10}(?-u:\b)",
        ),
        cue: regex(CUE),
        value: regex(
            r"^(?:[A-Z]{1,4} ?)?[A-Za-z0-9]*(?:[ \u{a0}./-]?[A-Z]{0,3}[0-9]+[A-Z]?)+(?:[-/][A-Z0-9]+)*",
        ),
    }
});

/// What a number is called when it is about a person, in the languages we read.
const CUE: &str = concat!(
    r"(?i)(?:",
    r"(?:employee|staff|personnel|payroll|patient|hospital|nhs|medical record|case|file|docket|claim|policy|membership|",
    r"member|customer|client|account|acct|sort code|routing|passport|licen[cs]e|driver'?s licen[cs]e|student|prison(?:er)?|inmate|badge|",
    r"registration|reference|ref|receipt|tax|vat|insurance|social security|national insurance|ticket|booking|application|visa|alien|",
    r"permit|complaint|incident|crime|police|log|matter|invoice|order|tracking|voucher|service|army|military|serial|roll|enrol?ment|pension|union|loan)",
    r"(?: (?:id|no|number|num|nr|code|reference|ref|card|record|log|file))*(?:\.|:|#|,| is| was|\(|n°|nº)*",
    r"|(?:ssn|mrn|pan|aadhaar|nin|bvn|tfn|medicare|nino|ein|itin|pnr|uscis|rg|cpf|cnpj|nie|dni|nif|curp|rfc|bsn|nir|siret|siren|iban|abn)(?: (?:no|number|nr))?[.:#]?",
    r"|(?:[a-zäöüß-]*(?:nummer|kennzeichen)|aktenzeichen|az\.|kd-nr\.?|personalnr\.?|versichertennr\.?|steuer-?id|konto(?:-?nr\.?)?|rekening|polis|dossier|zaak)[:#,]?(?: (?:ist|war|lautet|is|was))?",
    r"|(?:n[úu]mero de [a-zñáéíóúç]+|n[.º°] ?(?:de )?[a-zñáéíóúç]+|expediente|p[óo]liza|pasaporte|processo|matr[íi]cula|inscri[çc][ãa]o|ap[óo]lice|passaporte|carteira(?: de [a-zç]+)*|protocolo|conta|cuenta|legajo|radicado|c[ée]dula)[:#,]?(?: (?:n[ºo°]?|era|es|é|el|la|o|a))*\.?",
    r"|(?:num[ée]ro (?:de |d['’])?[a-zéèêàç]+|matricule|passeport|contrat|s[ée]curit[ée] sociale|compte|dossier)[:#,]?(?: (?:n[º°o]|est|était))*\.?",
    r"|(?:社員|会員|患者|口座|免許証?|保険証?|旅券|受付|案件|事件|学籍|マイナンバー|診察券)(?:番号)?(?:は|：|:)?",
    r"|(?:住院|身份证|护照|工|学|病历|社保|医保|银行卡|订单|案|卡|账|帐)(?:证)?号码?(?:是|为|：|:)?",
    r")",
);

/// Standards and models that look like a number of somebody.
const NOT_PERSONAL: [&str; 26] = [
    "ISO", "RFC", "COVID", "UTF", "SHA", "IEC", "EN", "DIN", "BS", "IEEE", "CVE", "HTTP", "PEP",
    "MD", "AES", "RSA", "ASCII", "CP", "IP", "USB", "GMT", "UTC", "FY", "Q", "WW", "KB",
];

/// Finds numbers that show what they are by themselves.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    for m in PATTERNS.iban.find_iter(piece) {
        let start = zone.start + m.start();
        if let Some(length) = checksum::iban_length(&m.as_str()[..2]) {
            let (end, iban) = take_alphanumeric(m.as_str(), length);
            let span = start..start + end;
            if iban.len() != length || !stands_alone(text, &span) {
                continue;
            }
            if checksum::iban(&iban) {
                hits.push(Hit::new(
                    Account,
                    span,
                    CERTAIN,
                    "A bank account number; its check digits fit.",
                ));
            } else if iban[4..].chars().filter(char::is_ascii_digit).count() >= 10 {
                hits.push(Hit::new(
                    Account,
                    span,
                    CERTAIN,
                    "It has the form of a bank account number.",
                ));
            }
        }
    }
    for m in PATTERNS.shapes.find_iter(piece) {
        let span = zone.start + m.start()..zone.start + m.end();
        if let Some(reason) = national(m.as_str()) {
            hits.push(Hit::new(Account, span, CERTAIN, reason));
        }
    }
    for m in PATTERNS.digits.find_iter(piece) {
        let span = zone.start + m.start()..zone.start + m.end();
        if stands_alone(text, &span)
            && let Some(reason) = card(m.as_str(), text, span.start)
        {
            hits.push(Hit::new(Account, span, CERTAIN + 1, reason));
        }
    }
    for m in PATTERNS.coded.find_iter(piece) {
        let span = zone.start + m.start()..zone.start + m.end();
        let code = m.as_str();
        let letters = code.chars().take_while(char::is_ascii_uppercase).count();
        let digits = code.chars().filter(char::is_ascii_digit).count();
        if digits >= 4
            && code.contains(|c: char| c.is_ascii_uppercase())
            && !NOT_PERSONAL.contains(&&code[..letters])
            && stands_alone(text, &span)
        {
            hits.push(Hit::new(
                Account,
                span,
                FORMAT + 1,
                "It looks like the number of a person or a case.",
            ));
        }
    }
}

/// Finds numbers that a word in front of them names.
pub fn by_cue(text: &str, hits: &mut Vec<Hit>) {
    for cue in PATTERNS.cue.find_iter(text) {
        if text[..cue.start()].ends_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let rest = behind(text, cue.end(), 48);
        let skipped =
            rest.len() - rest.trim_start_matches(|c: char| " :#*`_\"'“,(：=".contains(c)).len();
        let mut from = cue.end() + skipped;
        for word in [
            "is ", "was ", "era el ", "era ", "es ", "number ", "no. ", "No. ", "nº ", "n° ",
            "nr. ", "Nr. ",
        ] {
            if text[from..].starts_with(word) {
                from += word.len();
                break;
            }
        }
        let Some(value) = PATTERNS.value.find(behind(text, from, 40)) else { continue };
        let number = value.as_str().trim_end_matches(['.', ',', '-', '/']);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let span = from..from + number.len();
        let dutch = cue.as_str().to_ascii_lowercase().starts_with("bsn");
        let reason = if dutch && checksum::bsn(&checksum::digits(number)) {
            "A Dutch citizen number; it passes the eleven-test."
        } else {
            "A number with a word before it that says whose or what for."
        };
        let year = digits == 4 && number.len() == 4;
        if digits >= 4 && !year && number.len() <= 32 && stands_alone(text, &span) {
            hits.push(Hit::new(Account, span, FORMAT - 5, reason));
        }
    }
}

/// The first `count` letters and digits: where they end, and they without what is between.
fn take_alphanumeric(text: &str, count: usize) -> (usize, String) {
    let mut taken = String::with_capacity(count);
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            taken.push(c);
            if taken.len() == count {
                return (at + 1, taken);
            }
        }
    }
    (text.len(), taken)
}

fn card(written: &str, text: &str, at: usize) -> Option<&'static str> {
    let digits = checksum::digits(written);
    let points = written.contains('.');
    let grouped = written.split([' ', '\u{a0}', '-']).map(str::len).eq([4, 4, 4, 4]);
    let called = {
        let cue = before(text, at, 48).to_ascii_lowercase();
        [
            "card",
            "visa",
            "mastercard",
            "amex",
            "karte",
            "tarjeta",
            "carte",
            "cartão",
            "kaart",
            "カード",
            "卡",
        ]
        .iter()
        .any(|word| cue.contains(word))
    };
    if points || digits.len() < 12 {
        return None;
    }
    let plausible = matches!(digits[0], 2..=6) || digits.starts_with(&[1, 8, 0, 0]);
    if plausible && checksum::luhn(&digits) {
        Some("A payment card number; its check digit fits.")
    } else if called || grouped {
        Some("It has the form of a payment card number.")
    } else {
        None
    }
}

fn national(number: &str) -> Option<&'static str> {
    let digits = checksum::digits(number);
    let bytes = number.as_bytes();
    match number.len() {
        11 if bytes[3] == b'-' && bytes[6] == b'-' => {
            let area = digits[..3].iter().fold(0, |n, d| n * 10 + d);
            (area > 0 && digits[3..5] != [0, 0] && digits[5..] != [0, 0, 0, 0])
                .then_some("It has the form of a US social security number.")
        }
        14 if bytes[3] == b'.' && digits.len() == 11 => Some(if checksum::cpf(&digits) {
            "A Brazilian tax number; its check digits fit."
        } else {
            "It has the form of a Brazilian tax number."
        }),
        18 if checksum::chinese_id(number) => {
            Some("A Chinese resident number; its check digit fits.")
        }
        18 if digits.len() >= 17 && plausible_birthday(&digits[6..14]) => {
            Some("It has the form of a Chinese resident number.")
        }
        8..=10
            if bytes[number.len() - 1].is_ascii_uppercase()
                && matches!(digits.len(), 7 | 8)
                && !bytes[1].is_ascii_uppercase() =>
        {
            let lead = "XYZ".find(number.chars().next()?).and_then(|at| u32::try_from(at).ok());
            let value = digits.iter().fold(lead.unwrap_or(0), |n, d| n * 10 + d);
            checksum::dni(value, number.chars().next_back()?)
                .then_some("A Spanish identity number; its letter fits.")
        }
        14 if digits.len() == 12 => {
            checksum::verhoeff(&digits).then_some("An Indian Aadhaar number; its check digit fits.")
        }
        _ if digits.len() >= 14
            && number.len() <= 21
            && number.starts_with(['1', '2'])
            && !number.contains(['.', '/']) =>
        {
            checksum::nir(&digits).then_some("A French social security number; its key fits.")
        }
        18 if bytes[2] == b'.' => Some("It has the form of a Brazilian company number."),
        25 => Some("It has the form of a Brazilian court case."),
        16 if bytes[0].is_ascii_digit() => Some("It has the form of a Swiss insurance number."),
        16 => Some("It has the form of an Italian tax code."),
        10 if bytes[4].is_ascii_uppercase() => Some("It has the form of an Indian tax number."),
        _ if bytes[0].is_ascii_uppercase() => {
            Some("It has the form of a UK national insurance number.")
        }
        _ => None,
    }
}

fn plausible_birthday(digits: &[u32]) -> bool {
    let number = |part: &[u32]| part.iter().fold(0, |n, d| n * 10 + d);
    (1900..2100).contains(&number(&digits[..4]))
        && (1..=12).contains(&number(&digits[4..6]))
        && (1..=31).contains(&number(&digits[6..]))
}
