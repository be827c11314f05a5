//! The language of the search field: bare words, `"a phrase"`, `prefix*`, and the tokens `kind:`,
//! `person:`, `tag:`, `before:`, `after:`, `place:`. Whatever is typed means something; nothing is an error.

use jiff::civil::Date;
use vault::Id;

use crate::{Kind, tokens::folded_tokens, understand::understand};

/// Above this many words the rest of what was typed is not looked at.
const WORDS_LIMIT: usize = 64;

/// How hits are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Newest first, by when it happened.
    #[default]
    Date,
    /// Best match first (bm25). Of more than 2,000 hits the newest 2,000 are ranked.
    Relevance,
}

/// What to look for. Everything given must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What was typed into the search field.
    pub words: String,
    /// Only entries of this kind.
    pub kind: Option<Kind>,
    /// Only entries with this person.
    pub person: Option<Id>,
    /// Only entries with this tag, whatever its case.
    pub tag: Option<String>,
    /// How hits are sorted.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: u64,
    /// How many hits to give.
    pub limit: u64,
}

impl Default for Query {
    /// Everything, newest first, the first 50.
    fn default() -> Self {
        Self {
            words: String::new(),
            kind: None,
            person: None,
            tag: None,
            sort: Sort::Date,
            offset: 0,
            limit: 50,
        }
    }
}

impl Query {
    /// The first 50 entries that hold these words, newest first.
    pub fn words(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }
}

/// Something the text must hold: tokens that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Folded; never empty.
    pub tokens: Vec<String>,
    /// Whether the last token is only the beginning of a word.
    pub prefix: bool,
}

/// What was typed, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub phrases: Vec<Phrase>,
    pub kinds: Vec<Kind>,
    pub people: Vec<String>,
    pub tags: Vec<String>,
    pub places: Vec<Phrase>,
    /// The moment begins before this day.
    pub before: Option<Date>,
    /// The moment begins on this day or later.
    pub after: Option<Date>,
    /// Something was typed, and nothing in it can be found in any text: `!!!`.
    pub senseless: bool,
}

/// Understands what was typed.
pub(crate) fn parse(typed: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut rest = typed.trim_start();
    let mut terms = 0;
    while !rest.is_empty() && terms < WORDS_LIMIT {
        let (term, after) = next_term(rest);
        parsed.take(&term);
        rest = after.trim_start();
        terms += 1;
    }
    let nothing = parsed == Parsed::default();
    parsed.senseless = nothing && !typed.trim().is_empty();
    parsed
}

/// One term as typed: perhaps a key, the text, whether it was quoted, whether a star follows.
struct Term<'a> {
    key: Option<&'a str>,
    text: &'a str,
    quoted: bool,
    star: bool,
}

const KEYS: [&str; 6] = ["kind", "person", "tag", "before", "after", "place"];

fn next_term(text: &str) -> (Term<'_>, &str) {
    let mut rest = text;
    let key = KEYS.into_iter().find(|key| {
        text.get(..key.len()).is_some_and(|head| head.eq_ignore_ascii_case(key))
            && text[key.len()..].starts_with(':')
            && text[key.len() + 1..].chars().next().is_some_and(|c| !c.is_whitespace())
    });
    if let Some(key) = key {
        rest = &text[key.len() + 1..];
    }
    if let Some(inner) = rest.strip_prefix(['"', '“', '”', '„']) {
        let close = inner.find(['"', '”', '“']);
        let (quote, after) = match close {
            Some(at) => {
                let mark = inner[at..].chars().next().map_or(1, char::len_utf8);
                (&inner[..at], &inner[at + mark..])
            }
            None => (inner, ""),
        };
        let (star, after) = match after.strip_prefix('*') {
            Some(after) => (true, after),
            None => (false, after),
        };
        return (Term { key, text: quote, quoted: true, star }, after);
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    (Term { key, text: word, quoted: false, star: word.ends_with('*') }, after)
}

impl Parsed {
    fn take(&mut self, term: &Term<'_>) {
        let understood = match term.key {
            Some("kind") => term.text.parse().map(|kind| self.kinds.push(kind)).is_ok(),
            Some("person") => {
                self.people.push(term.text.to_owned());
                true
            }
            Some("tag") => {
                self.tags.push(term.text.trim_start_matches('#').to_owned());
                true
            }
            Some("place") => push_phrase(&mut self.places, term.text, term.star),
            Some(key @ ("before" | "after")) => match understand(term.text) {
                Some(edtf) if key == "before" => {
                    let day = edtf.order_day();
                    self.before = Some(self.before.map_or(day, |known| known.min(day)));
                    true
                }
                Some(edtf) => {
                    let day = edtf.order_day();
                    self.after = Some(self.after.map_or(day, |known| known.max(day)));
                    true
                }
                None => false,
            },
            _ => false,
        };
        if understood {
            return;
        }
        if term.quoted || term.key.is_none() {
            push_phrase(&mut self.phrases, term.text, term.star);
        } else {
            // `kind:tea` is no kind: then it is just words.
            push_phrase(&mut self.phrases, term.key.unwrap_or_default(), false);
            push_phrase(&mut self.phrases, term.text, term.star);
        }
    }
}

fn push_phrase(phrases: &mut Vec<Phrase>, text: &str, prefix: bool) -> bool {
    let mut tokens = folded_tokens(text);
    tokens.truncate(WORDS_LIMIT);
    if tokens.is_empty() {
        return false;
    }
    phrases.push(Phrase { tokens, prefix });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn phrase(text: &str, prefix: bool) -> Phrase {
        Phrase { tokens: folded_tokens(text), prefix }
    }

    #[test]
    fn words_phrases_and_prefixes_are_told_apart() {
        let parsed = parse("Plague \"burying ground\" sick* 日本 don't");
        assert_eq!(
            parsed.phrases,
            [
                phrase("plague", false),
                phrase("burying ground", false),
                phrase("sick", true),
                phrase("日本", false),
                phrase("don t", false),
            ]
        );
    }

    #[test]
    fn tokens_narrow_the_search() {
        let parsed = parse(
            "kind:turning-point person:\"Ana María\" tag:#Work place:Lisbon before:2010 after:2001 tea",
        );
        assert_eq!(parsed.kinds, [Kind::TurningPoint]);
        assert_eq!(parsed.people, ["Ana María"]);
        assert_eq!(parsed.tags, ["Work"]);
        assert_eq!(parsed.places, [phrase("lisbon", false)]);
        assert_eq!(parsed.before, Some(date(2010, 1, 1)));
        assert_eq!(parsed.after, Some(date(2001, 1, 1)));
        assert_eq!(parsed.phrases, [phrase("tea", false)]);
    }

    #[test]
    fn what_is_no_token_is_words() {
        assert_eq!(parse("kind:tea").phrases, [phrase("kind", false), phrase("tea", false)]);
        assert_eq!(parse("before:lunch").phrases.len(), 2);
        assert_eq!(parse("tag: x").phrases, [phrase("tag", false), phrase("x", false)]);
        assert!(parse("!!! *").senseless);
        assert!(!parse("  ").senseless);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_means_something(typed in "\\PC*") {
            let parsed = parse(&typed);
            for phrase in &parsed.phrases {
                prop_assert!(!phrase.tokens.is_empty());
            }
        }

        #[test]
        fn hostile_syntax_means_something(
            typed in "(kind:|tag:\"|person:|before:|\"|\\*|NEAR\\(|AND |OR |NOT |\\^|-|\\{a b\\}:|é|日|x| ){0,20}"
        ) {
            parse(&typed);
        }
    }
}
