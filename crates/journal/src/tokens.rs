//! Text into the tokens under which it is found: the segmentation that comes before FTS5.
//!
//! Words are folded for case and diacritics. Scripts that do not put spaces between words (Han, Kana,
//! Hangul, Thai, Lao, Khmer, Burmese) give one token a character, so that any substring of them is a
//! phrase. A token holds letters, digits and marks only, hence nothing that FTS5 could take for syntax.

use std::{borrow::Cow, ops::Range};

use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{decompose_compatible, is_combining_mark},
    is_nfc_quick,
};

/// The composed form (NFC) of a text; the same character is then always the same code points.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// A folded piece of text and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// What is searched for.
    pub text: String,
    /// Bytes in the text given.
    pub span: Range<usize>,
}

/// The tokens of a composed text, in order.
pub(crate) fn tokens(composed: &str) -> Tokens<'_> {
    Tokens { text: composed, at: 0 }
}

/// Iterator of [`tokens`].
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut folded = String::new();
        let start = next_token(self.text, &mut self.at, &mut folded)?;
        Some(Token { text: folded, span: start..self.at })
    }
}

/// Appends the tokens of any text to `out`, each followed by a space: what the index is given.
pub(crate) fn write_tokens(text: &str, out: &mut String) {
    let text = composed(text);
    let mut at = 0;
    while next_token(&text, &mut at, out).is_some() {
        out.push(' ');
    }
}

/// The folded tokens of any text, without their places.
pub(crate) fn folded_tokens(text: &str) -> Vec<String> {
    let text = composed(text);
    tokens(&text).map(|token| token.text).collect()
}

/// One string that is equal for names and tags that differ only in case, diacritics or spacing.
pub(crate) fn fold(text: &str) -> String {
    let folded = folded_tokens(text).join(" ");
    // A tag of nothing but signs still has to be told from another.
    if folded.is_empty() { text.trim().to_lowercase() } else { folded }
}

/// How many words a text has; a character of a script without spaces counts as one.
pub(crate) fn count_words(text: &str) -> u32 {
    let mut words = 0_u32;
    for part in text.split_whitespace() {
        if part.is_ascii() {
            words += u32::from(part.bytes().any(|b| b.is_ascii_alphanumeric()));
            continue;
        }
        let mut in_word = false;
        for c in part.chars() {
            if stands_alone(c) {
                words += u32::from(c.is_alphanumeric() && !is_combining_mark(c));
            } else if c.is_alphanumeric() && !in_word {
                (in_word, words) = (true, words + 1);
            }
        }
    }
    words
}

/// Reads the next token from `at`, appends its folded form to `out`, moves `at` behind it. Gives where
/// it starts.
fn next_token(text: &str, at: &mut usize, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let first = *bytes.get(*at)?;
        if first.is_ascii_alphanumeric() {
            break;
        }
        if first.is_ascii() {
            *at += 1;
            continue;
        }
        let c = text[*at..].chars().next()?;
        if stands_alone(c) {
            let start = *at;
            *at += c.len_utf8();
            if c.is_alphanumeric() || is_combining_mark(c) || is_pictograph(c) {
                push_alone(c, out);
                return Some(start);
            }
            continue;
        }
        if c.is_alphanumeric() {
            break;
        }
        *at += c.len_utf8();
    }
    let (start, before) = (*at, out.len());
    while let Some(&byte) = bytes.get(*at) {
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            out.push(char::from(byte.to_ascii_lowercase()));
            *at += 1;
            continue;
        }
        let c = text[*at..].chars().next()?;
        if stands_alone(c) || !(c.is_alphanumeric() || is_combining_mark(c) || is_ignored(c)) {
            break;
        }
        if !is_ignored(c) {
            push_folded(c, out);
        }
        *at += c.len_utf8();
    }
    if out.len() == before {
        // A letter that folds to nothing: keep it as it is, so that progress and a token are certain.
        out.push_str(&text[start..*at]);
    }
    Some(start)
}

fn push_alone(c: char, out: &mut String) {
    // Half-width and compatibility forms become the usual ones.
    match [c].iter().copied().nfkc().next() {
        Some(usual) => out.push(usual),
        None => out.push(c),
    }
}

fn push_folded(c: char, out: &mut String) {
    if let Some(plain) = plain_letters(c) {
        out.push_str(plain);
        return;
    }
    decompose_compatible(c, |part| {
        if is_diacritic(part) {
            return;
        }
        for low in part.to_lowercase() {
            match plain_letters(low) {
                Some(plain) => out.push_str(plain),
                None if is_diacritic(low) => {}
                None if low.is_alphanumeric() || is_combining_mark(low) => out.push(low),
                None => {}
            }
        }
    });
}

/// Letters with a stroke or joined, which Unicode does not decompose.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' | 'İ' => "i",
        'ŧ' | 'Ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// Marks that people leave out when they search: those of Latin, Greek and Cyrillic letters, Hebrew
/// points, Arabic vowel signs. Vowel signs of Indic scripts are letters in all but name, and stay.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'
        | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Invisible inside a word: soft hyphen, joiners.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// Characters that are a token each: scripts without spaces between words, and pictographs.
fn stands_alone(c: char) -> bool {
    if c < '\u{E00}' {
        return false;
    }
    matches!(c,
        '\u{E00}'..='\u{EFF}'          // Thai, Lao
        | '\u{1000}'..='\u{109F}'      // Burmese
        | '\u{1100}'..='\u{11FF}'      // Hangul letters
        | '\u{1780}'..='\u{17FF}'      // Khmer
        | '\u{19E0}'..='\u{19FF}'      // Khmer symbols
        | '\u{2E80}'..='\u{2FDF}'      // Han radicals
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}'
        | '\u{3038}'..='\u{303C}'
        | '\u{3040}'..='\u{31BF}'      // Kana, Bopomofo, Hangul compatibility letters
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'      // Han
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{A9E0}'..='\u{A9FF}'      // Burmese extended
        | '\u{AA60}'..='\u{AA7F}'
        | '\u{AC00}'..='\u{D7FF}'      // Hangul
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF65}'..='\u{FFDC}'      // half-width Kana and Hangul
        | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}')
        || is_pictograph(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> String {
        folded_tokens(text).join("|")
    }

    #[test]
    fn words_are_folded_for_case_and_diacritics() {
        assert_eq!(all("Ça va, Zoë? Straße in Łódź"), "ca|va|zoe|strasse|in|lodz");
        assert_eq!(all("don't well-known snake_case 3.14"), "don|t|well|known|snake|case|3|14");
        assert_eq!(all("re\u{AD}sume\u{301} ＡＢＣ ﬁne"), "resume|abc|fine");
        assert_eq!(all("Ἀθῆναι ΟΔΟΣ"), "αθηναι|οδοσ");
        assert_eq!(all("سَلَامٌ"), all("سلام"));
        assert_eq!(all("Ёлка"), all("елка"));
    }

    #[test]
    fn scripts_without_spaces_give_a_token_a_character() {
        assert_eq!(all("我的日记2019年"), "我|的|日|记|2019|年");
        assert_eq!(all("東京タワーへ"), "東|京|タ|ワ|ー|へ");
        assert_eq!(all("か\u{3099}"), all("が"));
        assert_eq!(all("ﾀﾜｰ"), all("タワー"));
        assert_eq!(all("ที่นี่").split('|').count(), 6);
        assert_eq!(all("안녕 하세요").split('|').count(), 5);
    }

    #[test]
    fn words_are_counted_as_people_count_them() {
        assert_eq!(count_words("I don't know – do you?"), 5);
        assert_eq!(count_words("我的日记"), 4);
        assert_eq!(count_words("# \n *** \n"), 0);
    }

    proptest! {
        #[test]
        fn a_token_holds_no_syntax_and_knows_its_place(text in "\\PC*") {
            let text = composed(&text).into_owned();
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(!token.text.is_empty());
                prop_assert!(token.text.bytes().all(|b| !b.is_ascii() || b.is_ascii_alphanumeric()));
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                prop_assert!(text.get(token.span.clone()).is_some());
                end = token.span.end;
            }
        }
    }
}
