//! Text made comparable: what a reader takes for the same words becomes the same bytes.
//!
//! Case, diacritics, Unicode form (compatibility decomposition), invisible characters and the
//! commonest letters that only look alike are folded; whatever is neither letter nor digit is one
//! space. In scripts written without spaces each character stands alone, so that one rule for
//! the edges of words holds everywhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` as words between single spaces, with a space at both ends: `" maria s house "`.
/// Text without a letter or digit is one space.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if is_invisible(c) {
            continue;
        }
        if groups_digits(before, c, chars.clone()) {
            continue;
        }
        before = c;
        for piece in std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfd() {
            if !is_combining_mark(piece) && !is_invisible(piece) {
                push(&mut out, piece);
            }
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// [`words`] without any space: for places where words are run together (links, handles, numbers).
pub(crate) fn squeezed(text: &str) -> String {
    let mut folded = words(text);
    folded.retain(|c| c != ' ');
    folded
}

/// How many words `folded` (from [`words`]) has.
pub(crate) fn count(folded: &str) -> usize {
    folded.split(' ').filter(|word| !word.is_empty()).count()
}

fn push(out: &mut String, c: char) {
    let start = out.len();
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        _ if !c.is_alphanumeric() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        _ if stands_alone(c) => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            out.push(c);
            out.push(' ');
        }
        _ => out.push(plain(c)),
    }
    debug_assert!(out.len() > start || out.ends_with(' '));
}

/// `48,300` and `48.300` and `48 300` with a narrow space are one number.
fn groups_digits(before: char, c: char, after: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    if !before.is_ascii_digit() || !matches!(c, ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}') {
        return false;
    }
    let next: Vec<char> = after.take(4).collect();
    let digits = next.iter().take_while(|c| c.is_ascii_digit()).count();
    digits == 3
}

/// Characters that leave no mark on the page: soft hyphen, zero-width and directional marks,
/// variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts written without spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The Latin letter or ASCII digit that `c` is read as: strokes, digits of other scripts, and the
/// Cyrillic and Greek small letters that look the same in most type faces (UTS 39, in part).
fn plain(c: char) -> char {
    match c {
        'ø' | 'о' | 'ο' | 'օ' => 'o',
        'đ' | 'ð' | 'ԁ' => 'd',
        'ł' | 'ӏ' => 'l',
        'ħ' | 'һ' | 'н' | 'η' => 'h',
        'ı' | 'і' | 'ι' => 'i',
        'а' | 'α' => 'a',
        'е' | 'ε' => 'e',
        'р' | 'ρ' => 'p',
        'с' | 'ϲ' => 'c',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'к' | 'κ' => 'k',
        'ѕ' => 's',
        'ј' => 'j',
        'ν' | 'ѵ' => 'v',
        'τ' | 'т' => 't',
        'ς' => 'σ',
        'ɡ' => 'g',
        'ѡ' | 'ԝ' => 'w',
        // These look alike as capitals, and case is folded before.
        'м' | 'μ' => 'm',
        'в' | 'β' => 'b',
        'ζ' => 'z',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '०'..='९' => digit(c, '०'),
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_folds_to_the_same() {
        for (one, other) in [
            ("Márìa", "maria"),
            ("Ma\u{200b}ri\u{ad}a", "Maria"),
            ("Мarіa", "Мaria"),
            ("Ｍａｒｉａ", "Maria"),
            ("Straße", "STRASSE"),
            ("Ma\u{301}ria", "M\u{e1}ria"),
            ("İzmir", "izmir"),
            ("€48,300", "48.300 EUR".trim_end_matches(" EUR")),
            ("Maria  \n Souza", "maria-souza"),
        ] {
            assert_eq!(words(one), words(other), "{one} and {other}");
        }
    }

    #[test]
    fn words_stand_between_spaces_and_unspaced_scripts_character_by_character() {
        assert_eq!(words("Maria's house!"), " maria s house ");
        assert_eq!(words("王芳说hi"), " 王 芳 说 hi ");
        assert_eq!(words("—…"), " ");
        assert_eq!(squeezed("@maria_souza-1"), "mariasouza1");
    }
}
