//! Short plain pieces of an entry: its first words for a list, and the words around a hit, marked.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_segmentation::GraphemeCursor;
use vault::Id;

use crate::{
    Summary,
    payload::RevisionPayload,
    query::Phrase,
    tokens::{composed, tokens},
};

/// A stretch of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// How many characters an excerpt is long, about.
const LENGTH: usize = 200;
/// How many characters stand before the first hit.
const LEAD: usize = 50;
/// How much of a text is looked at for hits: beyond it an excerpt is the first words.
const LOOKED_AT: usize = 1 << 20;

/// What a list shows of a revision.
pub(crate) fn summary_of(entry: Id, payload: &RevisionPayload<'_>, words: u32) -> Summary {
    let content = &payload.content;
    let start = plain(prefix(&content.body, LENGTH * 6), LENGTH * 2);
    Summary {
        id: entry,
        title: content.title.clone(),
        excerpt: cut(&start, LENGTH).trim_end().to_owned(),
        kind: content.kind,
        happened: content.happened.clone(),
        written: payload.written,
        place: content.place.clone(),
        people: content.people.clone(),
        tags: content.tags.clone(),
        feeling: content.feeling.clone(),
        words,
    }
}

/// The words of a text around the first hit, hits marked; its first words when nothing in it is hit.
pub(crate) fn pieces(body: &str, phrases: &[Phrase]) -> Vec<Piece> {
    let looked_at = prefix(body, LOOKED_AT);
    let text = plain(&composed(looked_at), usize::MAX);
    // Enough for everything after the first hit that an excerpt has room for.
    let hits = hits(&text, phrases, LENGTH * 4);
    let start = hits.first().map_or(0, |hit| back(&text, hit.start, LEAD));
    let shown = cut(&text[start..], LENGTH + LEAD);
    let end = start + shown.len();
    let mut pieces = Vec::new();
    let mut push = |text: &str, hit: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), hit });
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut at = start;
    for hit in hits.iter().filter(|hit| hit.end <= end) {
        push(&text[at..hit.start], false);
        push(&text[hit.clone()], true);
        at = hit.end;
    }
    push(&text[at..end], false);
    if end < text.trim_end().len() {
        push("…", false);
    }
    pieces
}

/// Where phrases stand, in order, not overlapping; none that start more than `beyond` bytes after the first.
fn hits(text: &str, phrases: &[Phrase], beyond: usize) -> Vec<Range<usize>> {
    let longest = phrases.iter().map(|phrase| phrase.tokens.len()).max().unwrap_or(0);
    if longest == 0 {
        return Vec::new();
    }
    let mut window = std::collections::VecDeque::with_capacity(longest);
    let mut stream = tokens(text);
    let mut hits: Vec<Range<usize>> = Vec::new();
    loop {
        while window.len() < longest
            && let Some(token) = stream.next()
        {
            window.push_back(token);
        }
        let Some(front) = window.front() else { break };
        let start = front.span.start;
        if hits.first().is_some_and(|first| start > first.start.saturating_add(beyond)) {
            break;
        }
        let matching = phrases.iter().filter_map(|phrase| {
            let last = phrase.tokens.len() - 1;
            let fits = phrase.tokens.iter().enumerate().all(|(n, wanted)| {
                window.get(n).is_some_and(|token: &crate::tokens::Token| {
                    token.text == *wanted
                        || (n == last && phrase.prefix && token.text.starts_with(wanted.as_str()))
                })
            });
            fits.then(|| window[last].span.end)
        });
        if let Some(end) = matching.max()
            && hits.last().is_none_or(|before| before.end <= start)
        {
            hits.push(start..end);
        }
        window.pop_front();
    }
    hits
}

/// At most `bytes` of a text, cut between characters.
fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// About `length` characters: cut between words where there are some, never inside what a reader sees as
/// one character.
fn cut(text: &str, length: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(length) else { return text };
    if let Some(space) = text[..end].rfind(' ')
        && space > end / 2
    {
        return &text[..space];
    }
    &text[..whole(text, end)]
}

/// About `length` characters before `at`, starting at a word where there is one.
fn back(text: &str, at: usize, length: usize) -> usize {
    let Some((start, _)) = text[..at].char_indices().rev().nth(length) else { return 0 };
    match text[start..at].find(' ') {
        Some(space) => start + space + 1,
        None => whole(text, start),
    }
}

/// The boundary between graphemes at or before `at`.
fn whole(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => at,
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// Markdown without its marks, white space as single spaces; at most about `limit` bytes.
fn plain(markdown: &str, limit: usize) -> String {
    let mut out = String::with_capacity(markdown.len().min(limit));
    let mut fenced = false;
    for line in markdown.lines() {
        let mut line = line.trim_start();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if !fenced {
            line = without_block_marks(line);
        }
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        push_inline(line, &mut out);
        if out.len() >= limit {
            break;
        }
    }
    out
}

fn without_block_marks(mut line: &str) -> &str {
    if line.len() >= 3
        && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '))
        && line.chars().any(|c| c != ' ')
    {
        return "";
    }
    loop {
        let before = line;
        for mark in ["> ", "- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "] {
            line = line.strip_prefix(mark).unwrap_or(line).trim_start();
        }
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && line.len() - heading.len() <= 6 && heading.starts_with(' ')
        {
            line = heading.trim_start();
        }
        if line == ">" || line == before {
            return if line == ">" { "" } else { line };
        }
    }
}

/// Drops emphasis and code marks and the targets of links; keeps every word.
fn push_inline(line: &str, out: &mut String) {
    let mut rest = line;
    let mut spaced = out.ends_with(' ');
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '*' | '`' => rest = after,
            '_' if !inside_word(out, after) => rest = after,
            '!' if after.starts_with('[') => rest = after,
            '[' if after.contains("](") => rest = after,
            ']' if after.starts_with('(') => {
                rest = after.find(')').map_or(after, |close| &after[close + 1..]);
            }
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let mut chars = after.chars();
                out.extend(chars.next());
                rest = chars.as_str();
                spaced = false;
            }
            c if c.is_whitespace() => {
                if !spaced {
                    out.push(' ');
                }
                spaced = true;
                rest = after;
            }
            c => {
                out.push(c);
                spaced = false;
                rest = after;
            }
        }
    }
}

fn inside_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use proptest::prelude::*;

    fn marked(body: &str, query: &str) -> String {
        let show = |piece: &Piece| {
            if piece.hit { format!("<{}>", piece.text) } else { piece.text.clone() }
        };
        pieces(body, &parse(query).phrases).iter().map(show).collect()
    }

    #[test]
    fn hits_are_marked_in_plain_words() {
        assert_eq!(
            marked("# A *Café*, [here](http://x.y)\n\n> and cafés", "cafe*"),
            "A <Café>, here and <cafés>"
        );
        assert_eq!(
            marked("the old plague and the plague", "\"the plague\""),
            "the old plague and <the plague>"
        );
        assert_eq!(marked("我昨天去了东京塔。", "东京"), "我昨天去了<东京>塔。");
        assert_eq!(marked("nothing here", "plague"), "nothing here");
    }

    #[test]
    fn a_late_hit_is_shown_with_the_words_before_it() {
        let body = format!("{} needle {}", "word ".repeat(500), "tail ".repeat(500));
        let shown = marked(&body, "needle");
        assert!(shown.starts_with("…word") && shown.contains("word <needle> tail"), "{shown}");
        assert!(shown.ends_with('…') && shown.chars().count() < LENGTH + LEAD + 10, "{shown}");
    }

    #[test]
    fn markdown_marks_are_left_out_and_words_are_not() {
        let body = "- [ ] buy `milk`\n***\n## Title ##\nsnake_case _em_ **strong** ![alt](p.png) 5 * 3\n```rust\nlet x;\n```";
        assert_eq!(
            plain(body, 1000).replace("  ", " "),
            "buy milk Title ## snake_case em strong alt 5 3 let x;"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(body in "(\\PC|\n){0,400}", query in "\\PC{0,12}") {
            let all = pieces(&body, &parse(&query).phrases);
            prop_assert!(all.iter().all(|piece| !piece.text.is_empty()));
        }
    }
}
