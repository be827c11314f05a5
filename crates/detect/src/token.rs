//! Words and numbers of a text, with what their surroundings say: capital, sentence start, possessive.

use std::ops::Range;

use crate::clean::fold_into;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, with inner apostrophes and hyphens.
    Word,
    /// Digits, with inner points and commas.
    Number,
    /// A run of Han characters, kana or hangul.
    Ideographs,
}

/// A word or number and where it stands.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four independent marks of one word")]
pub struct Token {
    /// What it is made of.
    pub shape: Shape,
    /// First byte.
    pub start: usize,
    /// Byte behind the last; a possessive `'s` is left out.
    pub end: usize,
    fold: (usize, usize),
    /// Opens with a capital.
    pub capital: bool,
    /// Two letters or more, all capitals.
    pub shouted: bool,
    /// Opens a sentence, a line, a quotation or a bracket.
    pub opens: bool,
    /// Followed by `'s`.
    pub possessive: bool,
}

/// The tokens of a text.
pub struct Tokens<'a> {
    /// The text they were cut from.
    pub text: &'a str,
    list: Vec<Token>,
    folded: String,
}

/// Whether a character belongs to a script written without spaces.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3134f}')
}

const ELISIONS: [&str; 13] =
    ["l", "d", "j", "n", "m", "t", "s", "c", "qu", "jusqu", "lorsqu", "puisqu", "quelqu"];

impl<'a> Tokens<'a> {
    /// Cuts `text` into tokens.
    pub fn new(text: &'a str) -> Self {
        let mut tokens = Self {
            text,
            list: Vec::with_capacity(text.len() / 6),
            folded: String::with_capacity(text.len()),
        };
        let mut opens = true;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if is_ideograph(c) {
                let end = run(text, at, is_ideograph);
                tokens.push(Shape::Ideographs, at..end, opens, false);
                opens = false;
                at = end;
            } else if c.is_alphabetic() || c == '_' {
                let end = word_end(text, at);
                at = tokens.word(at..end, opens);
                opens = false;
            } else if c.is_ascii_digit() {
                let end = number_end(text, at);
                tokens.push(Shape::Number, at..end, opens, false);
                opens = false;
                at = end;
            } else {
                match c {
                    '.' => opens |= !tokens.abbreviates(at),
                    '!' | '?' | '…' | ':' | '\n' | '"' | '“' | '„' | '«' | '»' | '‹' | '('
                    | '[' | '¿' | '¡' | '—' | '–' | '|' | '。' | '！' | '？' | '「' | '>' =>
                    {
                        opens = true;
                    }
                    _ => {}
                }
                at += c.len_utf8();
            }
        }
        tokens
    }

    fn push(&mut self, shape: Shape, span: Range<usize>, opens: bool, possessive: bool) {
        let from = self.folded.len();
        let word = &self.text[span.clone()];
        let (mut capital, mut shouted) = (false, false);
        if shape == Shape::Word {
            fold_into(word, &mut self.folded);
            capital = word.starts_with(char::is_uppercase);
            shouted =
                capital && word.chars().nth(1).is_some() && !word.chars().any(char::is_lowercase);
        }
        self.list.push(Token {
            shape,
            start: span.start,
            end: span.end,
            fold: (from, self.folded.len()),
            capital,
            shouted,
            opens,
            possessive,
        });
    }

    /// Takes in a word, split behind an elided article and before a possessive; returns where to go on.
    fn word(&mut self, span: Range<usize>, opens: bool) -> usize {
        let word = &self.text[span.clone()];
        // Longer than any word: cutting it piece by piece would take quadratic time.
        let short = if word.len() <= 96 { word } else { "" };
        if let Some((cut, mark)) = short.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) {
            let (head, tail) = (&word[..cut], &word[cut + mark.len_utf8()..]);
            if tail.eq_ignore_ascii_case("s") {
                self.push(Shape::Word, span.start..span.start + cut, opens, true);
                return span.end;
            }
            let lower = head.to_lowercase();
            let name = head.starts_with(char::is_uppercase) && tail.starts_with(char::is_uppercase);
            if ELISIONS.contains(&lower.as_str()) && !name && tail.chars().nth(1).is_some() {
                let end = span.start + cut;
                self.push(Shape::Word, span.start..end, opens, false);
                return end + mark.len_utf8();
            }
            if let Some(stem) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
                self.push(Shape::Word, span.start..span.start + stem.len(), opens, true);
                return span.end;
            }
        }
        self.push(Shape::Word, span.clone(), opens, false);
        span.end
    }

    /// Whether a full stop at `at` belongs to an initial or a title and ends no sentence.
    fn abbreviates(&self, at: usize) -> bool {
        self.list.last().is_some_and(|last| {
            last.end == at
                && last.shape == Shape::Word
                && (last.capital && self.text[last.start..last.end].chars().nth(1).is_none()
                    || super::cue::ABBREVIATED.contains(&&self.folded[last.fold.0..last.fold.1]))
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at `i`.
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// All of them.
    pub fn all(&self) -> &[Token] {
        &self.list
    }

    /// Token `i` in lower case and without accents; empty for what is not a word or does not exist.
    pub fn fold(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |t| &self.folded[t.fold.0..t.fold.1])
    }

    /// The folded word before token `i`.
    pub fn before(&self, i: usize) -> &str {
        if i == 0 { "" } else { self.fold(i - 1) }
    }

    /// The token as written.
    pub fn word_at(&self, i: usize) -> &'a str {
        self.list.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// What stands between token `i` and the next (a possessive ending included).
    pub fn gap(&self, i: usize) -> &'a str {
        let start = self.list.get(i).map_or(self.text.len(), |t| t.end);
        let end = self.list.get(i + 1).map_or(self.text.len(), |t| t.start);
        &self.text[start..end]
    }
}

fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].char_indices().find(|(_, c)| !belongs(*c)).map_or(text.len(), |(i, _)| at + i)
}

fn word_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inside = c.is_alphabetic() && !is_ideograph(c) || c == '_';
        let joins = matches!(c, '\'' | '’' | '-' | '‑')
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic() && !is_ideograph(*next));
        if !inside && !joins {
            return at + i;
        }
    }
    text.len()
}

fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let joins =
            matches!(bytes[end], b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !joins {
            break;
        }
        end += 1;
    }
    end
}
