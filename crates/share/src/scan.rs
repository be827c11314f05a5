//! Removed means gone (R4): what was redacted, generalised or left out is looked for in everything
//! that would leave, folded so that no spelling hides it.
//!
//! Two weights. A *name* (a redacted or generalised finding, a left-out person, place or date) must
//! stand nowhere, unless the author kept that same string, or a longer finding of its kind that
//! holds it, by a decision of its own. A *passage* (a left-out block, title, tag or feeling) is made
//! of words that other items rightly use: it must not stand where nobody reads (link targets, file
//! names), and one of four words or more nowhere but in an item whose own text already said it and
//! was kept. See docs/decisions/0033.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use detect::FindingKind;

use crate::ShareError;
use crate::fold;
use crate::rendered::{hidden, resolved, visible};

/// How a removed string is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Must stand nowhere.
    Name(FindingKind),
    /// May be said by other items in words of their own.
    Passage,
}

/// Something that does not leave.
#[derive(Debug, Clone)]
pub(crate) struct Removed {
    pub text: String,
    /// From [`fold::words`].
    pub words: String,
    pub weight: Weight,
}

/// Something the author wants to leave.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub words: String,
    pub how: How,
}

/// By what sort of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// A finding was kept.
    Finding(FindingKind),
    /// An item was kept that says just this.
    Item,
    /// It stands in for something. That a role stands in for a name is no leak of that role where
    /// it was removed; that a name stands in for something is.
    StandIn,
}

/// A part of a package, and the item it came from.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub item: Option<&'a str>,
    /// "paragraph 3".
    pub place: String,
    pub text: &'a str,
    pub markdown: bool,
    /// It stands where nobody reads, or cannot be told from what does.
    pub unread: bool,
    /// What the entry said there, if it was kept and not rewritten.
    pub source: Option<&'a str>,
}

/// A passage of this many words is looked for where people read, too.
const PASSAGE_WORDS: usize = 4;

/// Finds the parts that hold something removed; `Err` names them and never what.
pub(crate) fn scan(
    removed: &[Removed],
    kept: &[Kept],
    parts: &[Part<'_>],
) -> Result<(), ShareError> {
    let found: Vec<_> = Scan::new(removed, kept).run(parts);
    if found.is_empty() { Ok(()) } else { Err(ShareError::RemovedTextFound(found)) }
}

struct Scan<'a> {
    removed: &'a [Removed],
    kept: &'a [Kept],
    /// Patterns: the kept strings first, then the removed ones that are searched as words.
    words: Option<AhoCorasick>,
    /// Which removed string each pattern after the kept ones is.
    which: Vec<usize>,
}

impl<'a> Scan<'a> {
    fn new(removed: &'a [Removed], kept: &'a [Kept]) -> Self {
        let mut patterns: Vec<&str> = kept.iter().map(|kept| kept.words.as_str()).collect();
        let mut which = Vec::new();
        for (n, one) in removed.iter().enumerate() {
            if is_searched_as_words(one) {
                patterns.push(&one.words);
                which.push(n);
            }
        }
        // Patterns come from the entry itself and are far below the automaton's limits; if one day
        // they are not, `run` says so by refusing everything.
        let words = AhoCorasick::new(patterns).ok();
        Self { removed, kept, words, which }
    }

    fn run(&self, parts: &[Part<'_>]) -> Vec<crate::FoundAt> {
        let mut found = Vec::new();
        for part in parts {
            let mut say = |place: String| {
                let at = crate::FoundAt { item: part.item.map(ToOwned::to_owned), place };
                if !found.contains(&at) {
                    found.push(at);
                }
            };
            if part.markdown && hidden(part.text).iter().any(|text| self.hides(text)) {
                say(format!("a link of {}", part.place));
            }
            if self.words.is_none() || self.reads(part) {
                say(part.place.clone());
            }
            if part.unread && self.hides(part.text) {
                say(part.place.clone());
            }
        }
        found
    }

    /// Whether something removed stands among the words of `part`.
    fn reads(&self, part: &Part<'_>) -> bool {
        let source = part.source.map(|text| {
            let mut all = fold::words(text);
            all.push_str(&fold::words(&visible(text)));
            all.extend(resolved(text).map(|text| fold::words(&text)));
            all
        });
        let mut views = vec![part.text.to_owned()];
        if part.markdown {
            views.push(visible(part.text));
        }
        views.extend(resolved(part.text));
        views.iter().any(|view| {
            self.as_words(view, source.as_deref())
                || self.as_itself(view)
                || self.run_together(view)
        })
    }

    /// Removed strings as whole words of `text`.
    fn as_words(&self, text: &str, source: Option<&str>) -> bool {
        let Some(automaton) = &self.words else { return true };
        let folded = fold::words(text);
        let mut keeps: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        let mut hits = Vec::new();
        for hit in automaton.find_overlapping_iter(&folded) {
            let pattern = hit.pattern().as_usize();
            match pattern.checked_sub(self.kept.len()) {
                None => keeps.entry(pattern).or_default().push(hit.range()),
                Some(n) => hits.push((self.which[n], hit.range())),
            }
        }
        hits.into_iter().any(|(n, range)| {
            let removed = &self.removed[n];
            if self.is_kept(removed) {
                return false;
            }
            match removed.weight {
                Weight::Name(kind) => !keeps.iter().any(|(&kept, ranges)| {
                    self.kept[kept].covers(kind)
                        && ranges.iter().any(|r| r.start <= range.start && range.end <= r.end)
                }),
                Weight::Passage => {
                    fold::count(&removed.words) >= PASSAGE_WORDS
                        && !source.is_some_and(|source| source.contains(&removed.words))
                }
            }
        })
    }

    /// Strings too short to be searched as words, or without any, as they are written: "Al", "€48".
    fn as_itself(&self, text: &str) -> bool {
        self.removed.iter().any(|removed| {
            matches!(removed.weight, Weight::Name(_))
                && is_searched_as_itself(removed)
                && !self.is_kept(removed)
                && (stands_in(text, removed.text.trim())
                    || stands_in(text, &removed.text.trim().to_uppercase()))
        })
    }

    /// Long numbers, addresses and the like, however they are grouped.
    fn run_together(&self, text: &str) -> bool {
        let folded = fold::squeezed(text);
        self.removed.iter().any(|removed| {
            let Weight::Name(kind) = removed.weight else { return false };
            if !is_identifier(kind) || self.is_kept(removed) {
                return false;
            }
            let wanted = squeezed(&removed.words);
            wanted.chars().count() >= 6 && folded.contains(&wanted)
        })
    }

    /// Whether something removed stands in a text that nobody reads, with other words or without.
    fn hides(&self, text: &str) -> bool {
        let folded = fold::squeezed(text);
        self.removed.iter().any(|removed| {
            let wanted = squeezed(&removed.words);
            let least = match removed.weight {
                _ if !wanted.is_ascii() => 2,
                Weight::Name(_) => 4,
                Weight::Passage => 6,
            };
            if wanted.chars().count() < least || !folded.contains(&wanted) {
                return false;
            }
            let allowed = |kept: &Kept| {
                let kind = match removed.weight {
                    Weight::Name(kind) => kept.covers(kind),
                    Weight::Passage => kept.how != How::StandIn,
                };
                let longer = squeezed(&kept.words);
                kind && longer.contains(&wanted) && folded.contains(&longer)
            };
            !self.is_kept(removed) && !self.kept.iter().any(allowed)
        })
    }

    fn is_kept(&self, removed: &Removed) -> bool {
        self.kept.iter().any(|kept| {
            kept.words == removed.words
                && (kept.how != How::StandIn
                    || removed.weight == Weight::Name(FindingKind::Relation))
        })
    }
}

impl Kept {
    /// Whether a removed string of this kind may stand inside it.
    fn covers(&self, kind: FindingKind) -> bool {
        match self.how {
            How::Finding(kept) => kept == kind,
            How::Item => false,
            How::StandIn => kind == FindingKind::Relation,
        }
    }
}

fn squeezed(words: &str) -> String {
    words.replace(' ', "")
}

/// Whether a removed string can be looked for folded. A lone word of one or two letters, a short
/// number and a name that is also an everyday word stand in too many other places to mean anything.
pub(crate) fn is_searched_as_words(removed: &Removed) -> bool {
    let words = removed.words.trim();
    let letters = words.chars().filter(|&c| c != ' ').count();
    if fold::count(words) != 1 {
        return letters > 1;
    }
    if words.chars().all(|c| c.is_ascii_digit()) {
        return letters
            >= match removed.weight {
                Weight::Name(FindingKind::Secret) => 3,
                Weight::Name(FindingKind::Date | FindingKind::Account | FindingKind::Phone) => 4,
                _ => 5,
            };
    }
    letters > 2 && !(matches!(removed.weight, Weight::Name(_)) && EVERYDAY.contains(&words))
}

/// Such strings are looked for as they are written, if that is more than a bare number or a mark.
pub(crate) fn is_searched_as_itself(removed: &Removed) -> bool {
    let text = removed.text.trim();
    if is_searched_as_words(removed) || text.chars().count() < 2 {
        return false;
    }
    let all_digits = text.chars().all(|c| c.is_ascii_digit());
    let only_marks = text.chars().all(|c| c.is_ascii_punctuation() || c.is_whitespace());
    !all_digits && !only_marks
}

/// English words that are names as well: "will" is not Will.
const EVERYDAY: [&str; 62] = [
    "amber",
    "april",
    "art",
    "august",
    "autumn",
    "bill",
    "black",
    "brook",
    "brown",
    "carol",
    "chase",
    "christian",
    "cook",
    "dawn",
    "dean",
    "don",
    "drew",
    "earl",
    "faith",
    "frank",
    "gene",
    "ginger",
    "grace",
    "grant",
    "gray",
    "green",
    "guy",
    "harmony",
    "hope",
    "hunter",
    "iris",
    "ivy",
    "jack",
    "jean",
    "joy",
    "june",
    "king",
    "lance",
    "lane",
    "lily",
    "long",
    "mark",
    "mason",
    "may",
    "melody",
    "miles",
    "nick",
    "olive",
    "page",
    "pat",
    "pearl",
    "penny",
    "ray",
    "rich",
    "rob",
    "rose",
    "ruby",
    "sue",
    "summer",
    "violet",
    "wade",
    "will",
];

/// Whether `wanted` stands in `text` as written, not inside a longer word.
pub(crate) fn stands_in(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| stands_alone(text, &(at..at + wanted.len())))
}

/// Whether what stands at `range` of `text` is not inside a longer word.
pub(crate) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |edge: Option<char>, other: Option<char>| {
        edge.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    let (inside, after) = (&text[range.clone()], &text[range.end..]);
    let before = text[..range.start].chars().next_back();
    !joins(inside.chars().next(), before)
        && !joins(inside.chars().next_back(), after.chars().next())
}

/// Kinds whose letters and digits identify, however they are grouped.
const fn is_identifier(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::Email
            | FindingKind::Phone
            | FindingKind::Url
            | FindingKind::Handle
            | FindingKind::Account
            | FindingKind::Ip
            | FindingKind::Coordinates
            | FindingKind::Secret
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Removed {
        Removed {
            text: text.into(),
            words: fold::words(text),
            weight: Weight::Name(FindingKind::Person),
        }
    }

    fn passage(text: &str) -> Removed {
        Removed { text: text.into(), words: fold::words(text), weight: Weight::Passage }
    }

    fn kept(text: &str) -> Kept {
        Kept { words: fold::words(text), how: How::Finding(FindingKind::Person) }
    }

    fn stops(removed: &[Removed], kept: &[Kept], text: &str) -> bool {
        let part = Part {
            item: Some("i"),
            place: "paragraph 1".into(),
            text,
            markdown: true,
            unread: false,
            source: None,
        };
        scan(removed, kept, &[part]).is_err()
    }

    #[test]
    fn no_spelling_hides_a_removed_name() {
        for text in [
            "maria",
            "MARÍA!",
            "Ma**ria**",
            "M&#97;ria",
            "Ma\u{200b}ria",
            "Ｍａｒｉａ's",
            "Маriа",
            "[x](https://h.example/about-maria-s)",
            "[x](https://h.example/allaboutm%61ria)",
            "[x](https://h.example \"Maria\")",
            "`maria`",
            "``` maria\n```",
            "[maria]: https://h.example",
        ] {
            assert!(stops(&[name("Maria")], &[], text), "{text}");
        }
        assert!(stops(&[name("Maria Souza")], &[], "maria\nsouza"));
        assert!(stops(&[name("Maria Souza")], &[], "[x](https://h.example/mariasouza)"));
        assert!(stops(&[name("王芳")], &[], "我看见王芳了"));
    }

    #[test]
    fn another_word_is_another_word() {
        for text in ["Mariana", "marial", "mar ia"] {
            assert!(!stops(&[name("Maria")], &[], text), "{text}");
        }
        assert!(!stops(&[name("I"), name("a"), name("34")], &[], "I saw a cat, chapter 34"));
        assert!(!stops(&[passage("---")], &[], "--- *** ---"));
    }

    #[test]
    fn short_names_are_looked_for_as_they_are_written() {
        assert!(stops(&[name("Al")], &[], "and Al, too"));
        assert!(!stops(&[name("Al")], &[], "al dente, All"));
        assert!(stops(&[name("Will")], &[], "and WILL saw it"));
        assert!(!stops(&[name("Will")], &[], "I will see"));
        assert!(stops(&[name("Will")], &[], "[x](https://h.example/about-will)"));
        assert!(stops(&[name("€48")], &[], "it was €48."));
        assert!(!stops(&[name("€48")], &[], "it was €480."));
    }

    #[test]
    fn what_was_kept_on_purpose_may_leave() {
        assert!(!stops(&[name("Maria")], &[kept("maria")], "Maria"));
        assert!(!stops(&[name("Maria")], &[kept("Maria Souza")], "Maria Souza"));
        assert!(stops(&[name("Maria")], &[kept("Maria Souza")], "Maria Souza and Maria"));
        let place = Kept { how: How::Finding(FindingKind::Place), ..kept("Santa Maria") };
        assert!(stops(&[name("Maria")], &[place], "Santa Maria"));
        let stand_in = Kept { how: How::StandIn, ..kept("Maria") };
        assert!(stops(&[name("Maria")], &[stand_in], "Maria"));
        let role = Kept { how: How::StandIn, ..kept("a colleague") };
        let relation =
            Removed { weight: Weight::Name(FindingKind::Relation), ..name("a colleague") };
        assert!(!stops(&[relation], &[role], "a colleague"));
    }

    #[test]
    fn in_addresses_a_kept_string_allows_only_what_it_was_kept_as() {
        let link = |end: &str| format!("[x](https://h.example/{end})");
        let place = Kept { how: How::Finding(FindingKind::Place), ..kept("Santa Maria") };
        assert!(stops(&[name("Maria")], &[place], &link("santa-maria")));
        let item = Kept { how: How::Item, ..kept("divorce lawyers") };
        assert!(!stops(&[passage("divorce")], &[item], &link("divorce-lawyers")));
        let stand_in = Kept { how: How::StandIn, ..kept("divorce lawyers") };
        assert!(stops(&[passage("divorce")], &[stand_in], &link("divorce-lawyers")));
    }

    #[test]
    fn in_addresses_few_letters_mean_something_only_in_scripts_of_many() {
        assert!(!stops(&[name("Bou")], &[], "[x](https://h.example/about)"));
        let address = "[x](https://h.example/%E7%8E%8B%E8%8A%B3)";
        assert!(stops(&[name("王芳")], &[], address));
    }

    #[test]
    fn a_short_name_that_was_kept_may_leave() {
        assert!(!stops(&[name("Al")], &[kept("Al")], "and Al, too"));
        assert!(!stops(&[name("- -")], &[], "one - - two"));
    }

    #[test]
    fn only_what_identifies_is_found_inside_longer_words() {
        assert!(!stops(&[name("Maria Souza")], &[], "a kind of grape, mariasouzas"));
        let phone = || Removed { weight: Weight::Name(FindingKind::Phone), ..name("20 555 981") };
        assert!(stops(&[phone()], &[], "call 0020555981 now"));
        let left = Kept { how: How::Finding(FindingKind::Phone), ..kept("20 555 981") };
        assert!(!stops(&[phone()], &[left], "call 0020555981 now"));
    }

    #[test]
    fn a_short_number_is_looked_for_when_its_kind_says_that_it_matters() {
        let number = |kind, text| Removed { weight: Weight::Name(kind), ..name(text) };
        assert!(stops(&[number(FindingKind::Secret, "942")], &[], "the door opens with 942"));
        assert!(!stops(&[number(FindingKind::Person, "942")], &[], "the door opens with 942"));
        for kind in [FindingKind::Date, FindingKind::Account, FindingKind::Phone] {
            assert!(stops(&[number(kind, "1998")], &[], "it was in 1998"), "{kind:?}");
        }
        assert!(!stops(&[number(FindingKind::Money, "1998")], &[], "it was in 1998"));
    }

    #[test]
    fn numbers_are_found_however_they_are_grouped() {
        let account = Removed {
            weight: Weight::Name(FindingKind::Account),
            ..name("DE89 3704 0044 0532 0130 00")
        };
        assert!(stops(&[account], &[], "it is DE89370400440532013000."));
        let money = Removed { weight: Weight::Name(FindingKind::Money), ..name("€48,300") };
        assert!(stops(&[money], &[], "over 48300 in all"));
    }

    #[test]
    fn a_left_out_passage_may_not_come_back() {
        let gone = [passage("I never told anybody this")];
        assert!(stops(&gone, &[], "But: *I never told* anybody this."));
        assert!(!stops(&[passage("Work")], &[], "At work I was late."));
        assert!(stops(&[passage("divorce")], &[], "[x](https://h.example/divorce-lawyers)"));
        let part = Part {
            item: Some("i"),
            place: "paragraph 2".into(),
            text: "I never told anybody this",
            markdown: true,
            unread: false,
            source: Some("I never told anybody this"),
        };
        assert!(scan(&gone, &[], &[part]).is_ok());
    }

    #[test]
    fn the_error_names_the_place_and_not_the_word() {
        let part = Part {
            item: None,
            place: "the file name".into(),
            text: "for-mariasouza.age",
            markdown: false,
            unread: true,
            source: None,
        };
        let error = scan(&[name("Maria Souza")], &[], &[part]).expect_err("a hit");
        assert_eq!(error.code(), "removed-text-found");
        assert_eq!(error.to_string(), "removed text found in the file name of the package");
    }
}
