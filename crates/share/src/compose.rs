//! The package's contents built up from what was kept, and from nothing else (R2).

use std::ops::Range;

use detect::block::BlockKind;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::decision::{clean, one_line};
use crate::inert::inert;
use crate::item::{ItemKind, Source};

/// Columns of indentation for each level of a list.
const LEVEL: usize = 4;

/// Everything that would leave, by item.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Details (title, place, tags …): index of the item and its text, in reading order.
    pub details: Vec<(usize, String)>,
    /// The text: the kept blocks with a blank line between them.
    pub body: String,
    /// Which part of the body each block became: index of the item, bytes, columns of indentation.
    pub pieces: Vec<(usize, Range<usize>, usize)>,
    /// The files that leave.
    pub files: Vec<FileLeaving>,
}

/// A file that leaves, and what it is called then.
#[derive(Debug, Clone)]
pub(crate) struct FileLeaving {
    /// Index of the item.
    pub item: usize,
    pub name: String,
    /// What it shows.
    pub alt: Option<String>,
}

impl Contents {
    /// Puts together what `leaving` says of each of `items`: its text with all decisions about
    /// findings carried out, or `None`.
    pub(crate) fn of(items: &[Source], leaving: &[Option<String>]) -> Self {
        let mut contents = Self::default();
        let mut levels = vec![0; items.len()];
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let leaves = leaving.get(n).and_then(Option::as_deref);
            // A nested item moves up when the item around it stays behind.
            if let Some(parent) = item.parent {
                let parent_leaves = leaving.get(parent).is_some_and(Option::is_some);
                levels[n] = levels[parent] + usize::from(parent_leaves);
            }
            let Some(text) = leaves else { continue };
            if item.kind != ItemKind::Block {
                let text = one_line(text);
                if !text.is_empty() {
                    contents.details.push((n, text));
                }
                continue;
            }
            let text = tidy(text, item.block);
            if text.is_empty() {
                continue;
            }
            if !contents.body.is_empty() {
                contents.body.push_str("\n\n");
            }
            let start = contents.body.len();
            push_indented(&mut contents.body, &text, levels[n] * LEVEL);
            ranges.push(start..contents.body.len());
            contents.pieces.push((n, start..start, levels[n] * LEVEL));
        }
        contents.body = inert(std::mem::take(&mut contents.body), &mut ranges);
        for (piece, range) in contents.pieces.iter_mut().zip(ranges) {
            piece.1 = range;
        }
        contents
    }

    /// What leaves of item `n`, as its reader gets it.
    pub(crate) fn text_of(&self, n: usize) -> Option<String> {
        if let Some(file) = self.files.iter().find(|file| file.item == n) {
            return Some(file.name.clone());
        }
        if let Some((_, text)) = self.details.iter().find(|(item, _)| *item == n) {
            return Some(text.clone());
        }
        let (_, range, columns) = self.pieces.iter().find(|(item, ..)| *item == n)?;
        let lines = self.body[range.clone()].split('\n').map(|line| {
            let blank = line.len() - line.trim_start_matches(' ').len();
            &line[blank.min(*columns)..]
        });
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    /// Whether nothing at all would leave.
    pub(crate) fn is_empty(&self) -> bool {
        self.details.is_empty() && self.files.is_empty() && self.body.trim().is_empty()
    }
}

/// A block without blank lines around it, and with its fence closed.
fn tidy(text: &str, kind: Option<BlockKind>) -> String {
    let text = clean(text);
    let text = text.trim_end();
    let first = text.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(first).map(str::len).sum();
    let mut text = text[start..].to_owned();
    if kind != Some(BlockKind::Code) {
        // Only code means its indentation.
        text = text.trim_start().to_owned();
    }
    close_fence(&mut text);
    text
}

/// Ends a code block that would swallow everything after it.
fn close_fence(text: &mut String) {
    let mut depth = 0usize;
    let mut open_end = None;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                let fenced = matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(_)));
                if depth == 0 {
                    open_end = fenced.then_some(range);
                }
                depth += 1;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) if depth == 1 => depth = 0,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let Some(range) = open_end.filter(|range| range.end >= text.trim_end().len()) else { return };
    let code = text[range].to_owned();
    let mark = if code.trim_start().starts_with('~') { '~' } else { '`' };
    let fence = code.trim_start().chars().take_while(|&c| c == mark).count();
    let last = code.trim_end().rsplit('\n').next().unwrap_or_default().trim();
    let closed = code.trim_end().contains('\n')
        && last.chars().count() >= fence
        && last.chars().all(|c| c == mark);
    if !closed {
        text.push('\n');
        text.extend(std::iter::repeat_n(mark, fence));
    }
}

fn push_indented(out: &mut String, text: &str, columns: usize) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', columns));
            out.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use journal::Content;

    use super::*;
    use crate::item::items;

    fn of(body: &str, leave: impl Fn(&str) -> bool) -> (Vec<Source>, Contents) {
        let content = Content { body: body.into(), ..Content::default() };
        let items = items(&content, &[], &[]);
        let leaving: Vec<_> =
            items.iter().map(|item| leave(&item.text).then(|| item.text.clone())).collect();
        let contents = Contents::of(&items, &leaving);
        (items, contents)
    }

    #[test]
    fn only_what_is_kept_is_there() {
        let (_, contents) = of("one\n\ntwo\n\nthree", |text| text != "two");
        assert_eq!(contents.body, "one\n\nthree");
    }

    #[test]
    fn a_nested_item_moves_up_when_its_parent_stays() {
        let body = "- one\n  - two\n    - three\n";
        assert_eq!(of(body, |_| true).1.body, "- one\n\n    - two\n\n        - three");
        assert_eq!(of(body, |text| text != "- one").1.body, "- two\n\n    - three");
        assert_eq!(of(body, |text| text == "- three").1.body, "- three");
    }

    #[test]
    fn an_open_fence_swallows_nothing() {
        let (items, contents) = of("~~~ x\ncode", |_| true);
        assert_eq!(contents.body, "~~~ x\ncode\n~~~");
        assert_eq!(contents.text_of(0).as_deref(), Some("~~~ x\ncode\n~~~"));
        assert_eq!(items.len(), 1);
        assert_eq!(of("```\ncode\n```", |_| true).1.body, "```\ncode\n```");
    }

    #[test]
    fn what_is_shown_of_an_item_is_what_leaves_of_it() {
        let (_, contents) = of("a <b>\n\n- x\n  - ![y](z.png)", |_| true);
        assert_eq!(contents.body, "a \\<b>\n\n- x\n\n    - y");
        assert_eq!(contents.text_of(0).as_deref(), Some("a \\<b>"));
        assert_eq!(contents.text_of(2).as_deref(), Some("- y"));
    }
}
