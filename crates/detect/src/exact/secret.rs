//! Passwords, PINs and door codes, by the word in front of them or by the form of a key.

use std::sync::LazyLock;

use regex::Regex;

use super::{behind, stands_alone};
use crate::FindingKind::Secret;
use crate::hit::{CERTAIN, Hit};

const CUE: &str = concat!(
    r"(?i)(?:pass ?words?|pass ?codes?|pass ?phrases?|pin(?: code| number)?|(?:door|alarm|entry|gate|access|security|safe|key|wi-?fi|unlock|login|lock|keypad) ?(?:codes?|pins?|keys?)|combination",
    r"|passwort|kennwort|zugangscode|türcode|alarmcode|geheimzahl|[a-zäöü]*code|pin-?code",
    r"|contraseñ[ae]s?|clave|c[óo]digo (?:de|del|da|do) (?:la |el )?(?:alarma|alarme|puerta|porta|portão|acceso|acesso|entrada)",
    r"|mots? de passe|digicode|code (?:de la |de l['’]|d['’]|du |de )?(?:porte|alarme|entrée|accès|immeuble|portail)",
    r"|senhas?|palavra-passe|wachtwoord(?:en)?|deurcode|toegangscode|パスワード|暗証番号|密码|口令|密碼)",
);

/// Finds secrets.
pub fn find(text: &str, hits: &mut Vec<Hit>) {
    static CUES: LazyLock<Regex> = LazyLock::new(|| Regex::new(CUE).expect("a valid pattern"));
    static VALUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"[`"“«„'‘*「]{1,2}([^\s`"”»“「」]{3,64})[`"”»“'’*」]|([A-Za-z0-9!#$%&*+/=?@^_~.-]{3,64})"#)
            .expect("a valid pattern")
    });
    static KEYS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[bp]-[A-Za-z0-9-]{10,}|AGE-SECRET-KEY-1[0-9A-Z]{40,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]{10,})")
            .expect("a valid pattern")
    });
    for cue in CUES.find_iter(text) {
        if text[..cue.start()].ends_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let rest = behind(text, cue.end(), 72);
        let rest = &rest[..rest.find(['\n', '?', '!', ';', '。']).unwrap_or(rest.len())];
        for value in VALUE.captures_iter(rest).take(9) {
            let quoted = value.get(1);
            let Some(m) = quoted.or_else(|| value.get(2)) else { continue };
            let word = m.as_str().trim_end_matches(['.', ',', '*', '-', '/']);
            let start = cue.end() + m.start();
            let span = start..start + word.len();
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            let strong = digits >= 3 && word.len() >= 4
                || digits >= 1
                    && word.contains(|c: char| c.is_ascii_alphabetic())
                    && word.len() >= 5;
            if (strong || quoted.is_some() && word.len() >= 4)
                && !is_year(word)
                && !is_time(word)
                && stands_alone(text, &span)
            {
                hits.push(Hit::new(
                    Secret,
                    span,
                    CERTAIN + 3,
                    "It looks like a password or a code.",
                ));
                break;
            }
        }
    }
    for key in KEYS.find_iter(text) {
        hits.push(Hit::new(Secret, key.range(), CERTAIN, "It has the form of a secret key."));
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_time(word: &str) -> bool {
    word.contains(':')
}
