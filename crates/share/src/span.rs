//! Decisions about findings carried out on a text: what is removed leaves as its stand-in, or as
//! `[…]`. A link whose target holds something removed loses its target.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::edit::{Edit, apply};
use crate::inert::{definitions, dialects};
use crate::item::ItemKind;

/// What stands where something was redacted.
pub(crate) const REDACTED: &str = "[…]";

/// A span that does not leave as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    pub range: Range<usize>,
    /// `None` redacts.
    pub stand_in: Option<String>,
}

/// `text`, of an item of `kind`, with `cuts` carried out; `cuts` never overlap.
pub(crate) fn carry_out(text: &str, cuts: &[Cut], kind: ItemKind) -> String {
    let markdown = kind == ItemKind::Block;
    let sentences = markdown || kind == ItemKind::Title;
    if cuts.is_empty() {
        return text.to_owned();
    }
    let mut edits = Vec::with_capacity(cuts.len());
    let mut cuts = cuts.to_vec();
    if markdown {
        keep_links_whole(text, &mut cuts, &mut edits);
    }
    for cut in cuts {
        let words = match &cut.stand_in {
            Some(words) => fitted(text, &cut.range, words, sentences),
            None => redacted(text, &cut.range, markdown),
        };
        edits.push(Edit { range: cut.range, text: words });
    }
    apply(text, edits, &mut [])
}

/// `[…]`, with a space where the next character would make a link of it.
fn redacted(text: &str, range: &Range<usize>, markdown: bool) -> String {
    let joins = markdown && text[range.end..].starts_with(['(', '[', ':']);
    if joins { format!("{REDACTED} ") } else { REDACTED.to_owned() }
}

/// A stand-in as it stands in its sentence: with a capital where one begins, and with the
/// possessive of what it stands for.
fn fitted(text: &str, range: &Range<usize>, words: &str, sentences: bool) -> String {
    let mut out = String::with_capacity(words.len() + 3);
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if sentences && begins_sentence(&text[..range.start]) => {
            out.extend(first.to_uppercase());
        }
        Some(first) => out.push(first),
        None => {}
    }
    out.push_str(chars.as_str());
    let given = &text[range.clone()];
    for ending in ["'s", "’s"] {
        if given.ends_with(ending) && !words.ends_with(ending) {
            out.push_str(ending);
        }
    }
    out
}

fn begins_sentence(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, '#' | '>' | '-' | '*' | '+' | '_' | '"' | '“' | '(' | '[')
    };
    let bare = before.trim_end_matches(marks);
    if bare.is_empty() {
        return true;
    }
    if bare.ends_with("\n\n") || line.trim_matches(marks).is_empty() && before.contains("\n\n") {
        return true;
    }
    bare.len() < before.len() && bare.ends_with(['.', '!', '?', '…'])
}

/// Where a link's text and target stand.
struct Link {
    whole: Range<usize>,
    opening: usize,
    text_end: usize,
    auto: bool,
}

/// Widens cuts that reach into a link's target, and takes such targets away.
fn keep_links_whole(text: &str, cuts: &mut Vec<Cut>, edits: &mut Vec<Edit>) {
    for dialect in dialects() {
        for link in links(text, dialect) {
            let tail = link.text_end..link.whole.end;
            let opening = link.whole.start..link.whole.start + link.opening;
            if link.auto {
                if let Some(cut) = cuts.iter_mut().find(|cut| overlap(&cut.range, &link.whole)) {
                    widen(cut, &link.whole);
                    let kept = cut.range.clone();
                    drop_inside(cuts, &kept);
                }
            } else if cuts.iter().any(|cut| overlap(&cut.range, &tail)) {
                let straddles =
                    |cut: &Cut| overlap(&cut.range, &tail) && cut.range.start < tail.start;
                if let Some(cut) = cuts.iter_mut().find(|cut| straddles(cut)) {
                    widen(cut, &link.whole);
                    let kept = cut.range.clone();
                    drop_inside(cuts, &kept);
                } else {
                    cuts.retain(|cut| !overlap(&cut.range, &tail));
                    cuts.retain(|cut| !overlap(&cut.range, &opening));
                    edits.push(Edit { range: opening, text: String::new() });
                    edits.push(Edit { range: tail, text: String::new() });
                }
            }
        }
        for (range, _) in definitions(text, dialect) {
            if cuts.iter().any(|cut| overlap(&cut.range, &range)) {
                cuts.retain(|cut| !overlap(&cut.range, &range));
                edits.push(Edit { range, text: String::new() });
            }
        }
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn widen(cut: &mut Cut, to: &Range<usize>) {
    cut.range = cut.range.start.min(to.start)..cut.range.end.max(to.end);
}

/// Drops every cut that the one at `kept` now covers or touches.
fn drop_inside(cuts: &mut Vec<Cut>, kept: &Range<usize>) {
    cuts.retain(|cut| cut.range == *kept || !overlap(&cut.range, kept));
}

fn links(text: &str, dialect: pulldown_cmark::Options) -> Vec<Link> {
    let mut open: Vec<Link> = Vec::new();
    let mut done = Vec::new();
    for (event, range) in Parser::new_ext(text, dialect).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => open.push(Link {
                opening: 1,
                text_end: range.start + 1,
                auto: matches!(link_type, LinkType::Autolink | LinkType::Email),
                whole: range,
            }),
            Event::Start(Tag::Image { .. }) => {
                open.push(Link {
                    opening: 2,
                    text_end: range.start + 2,
                    auto: false,
                    whole: range,
                });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = open.pop() {
                    if let Some(outer) = open.last_mut() {
                        outer.text_end = outer.text_end.max(link.whole.end);
                    }
                    done.push(link);
                }
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    last.text_end = last.text_end.max(range.end);
                }
            }
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, what: &str, stand_in: Option<&str>) -> String {
        let start = text.find(what).expect("it stands there");
        let range = start..start + what.len();
        carry_out(text, &[Cut { range, stand_in: stand_in.map(Into::into) }], ItemKind::Block)
    }

    #[test]
    fn a_stand_in_fits_its_sentence() {
        assert_eq!(
            cut("Then Maria's boss.", "Maria's", Some("a colleague")),
            "Then a colleague's boss."
        );
        assert_eq!(cut("Maria left.", "Maria", Some("a colleague")), "A colleague left.");
        assert_eq!(cut("So. Maria left.", "Maria", Some("a colleague")), "So. A colleague left.");
        assert_eq!(cut("- *Maria* left.", "Maria", Some("a colleague")), "- *A colleague* left.");
        assert_eq!(cut("v1.Maria", "Maria", Some("she")), "v1.she");
        assert_eq!(cut("I saw\nMaria.", "Maria", Some("a colleague")), "I saw\na colleague.");
    }

    #[test]
    fn a_redaction_never_becomes_a_link() {
        assert_eq!(cut("Maria(boss)", "Maria", None), "[…] (boss)");
        assert_eq!(cut("Maria: no", "Maria", None), "[…] : no");
        assert_eq!(cut("saw Maria.", "Maria", None), "saw […].");
    }

    #[test]
    fn a_link_loses_a_target_that_holds_something_removed() {
        assert_eq!(cut("a [post](https://x.example/maria) b", "maria", None), "a post b");
        assert_eq!(cut("<https://x.example/maria>", "maria", Some("a link")), "A link");
        assert_eq!(cut("[a][b]\n\n[b]: https://maria.example", "maria", None).trim_end(), "[a][b]");
        assert_eq!(cut("![Maria](maria.png)", "Maria](maria", None), "[…]");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_cut_is_gone(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..16),
            stand_in in proptest::option::of("[a-z]{0,6}"),
        ) {
            let text = pieces.concat();
            let cuts: Vec<Cut> = text
                .match_indices("Zoë")
                .map(|(at, word)| Cut { range: at..at + word.len(), stand_in: stand_in.clone() })
                .collect();
            for kind in [ItemKind::Block, ItemKind::Title, ItemKind::Tag] {
                let left = carry_out(&text, &cuts, kind);
                proptest::prop_assert!(!left.contains("Zoë"), "{text:?} became {left:?}");
            }
        }
    }

    const PIECES: &[&str] = &[
        "Zoë",
        "Zoë",
        "Zoë",
        "[",
        "]",
        "(",
        ")",
        "](",
        "<https://",
        ">",
        "![",
        "[a]: http://x/",
        "\n",
        "\n\n",
        "`",
        " ",
        "a",
        "'s",
        ". ",
        "<b ",
        "https://x.example/",
        "\"",
        "*",
        "| ",
        "|---|\n",
    ];
}
