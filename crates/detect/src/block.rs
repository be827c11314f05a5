//! Where the blocks of a Markdown text begin and end.
//!
//! A block is what a reader decides about in one go: a heading, a paragraph, one list item, a whole
//! quote, a whole table, a code block, a rule, a picture on its own. Only white space lies between
//! blocks: whatever the parser says nothing about (link definitions, say) becomes a paragraph, so
//! that no text can stand outside every block.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

/// What sort of block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading, in either notation.
    Heading,
    /// One item of a list with its marker; a nested item is a block of its own.
    ListItem,
    /// A block quote with everything in it.
    Quote,
    /// A whole table.
    Table,
    /// A fenced or indented code block.
    Code,
    /// A thematic break.
    Rule,
    /// A paragraph that holds only pictures.
    Image,
    /// Raw HTML.
    Html,
}

impl BlockKind {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::ListItem => "list-item",
            Self::Quote => "quote",
            Self::Table => "table",
            Self::Code => "code",
            Self::Rule => "rule",
            Self::Image => "image",
            Self::Html => "html",
        }
    }
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block {
    /// What sort of block it is.
    pub kind: BlockKind,
    /// UTF-8 bytes of the source, white space at both ends excluded. The indentation of an indented
    /// code block is part of it.
    pub span: Range<usize>,
}

/// The Markdown dialect of an entry: `CommonMark` with tables, strike-through and task lists.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The blocks of `markdown` in reading order.
///
/// They never overlap, lie on character boundaries, and together hold every byte that is not white
/// space exactly once.
pub fn split(markdown: &str) -> Vec<Block> {
    let mut cutter = Cutter { text: markdown, at: 0, blocks: Vec::new() };
    let mut events = Parser::new_ext(markdown, options()).into_offset_iter();
    // One entry per open list item: whether its marker is still to be written out.
    let mut items: Vec<bool> = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Rule if items.is_empty() => cutter.block(BlockKind::Rule, &range),
            Event::Start(Tag::Item) => {
                // An item that opens right behind its parent's marker ("- - x") keeps that marker.
                if !items.last().copied().unwrap_or(false) {
                    cutter.gap(range.start);
                }
                items.push(true);
            }
            Event::End(TagEnd::Item) => {
                cutter.close(kind_of_segment(items.pop()), range.end);
                if let Some(parent) = items.last_mut() {
                    *parent = false;
                }
            }
            Event::Start(Tag::List(_)) if !items.is_empty() => {
                let marker = items.last().copied().unwrap_or(false);
                if !(marker && cutter.is_bare_marker(range.start)) {
                    cutter.close(kind_of_segment(Some(marker)), range.start);
                    if let Some(open) = items.last_mut() {
                        *open = false;
                    }
                }
            }
            Event::Start(Tag::List(_)) | Event::End(_) => {}
            Event::Start(tag) => {
                let pictures = skip(&mut events);
                if items.is_empty() {
                    cutter.block(kind_of(&tag, pictures), &range);
                }
            }
            _ => {}
        }
    }
    cutter.gap(markdown.len());
    cutter.blocks
}

/// Passes over the inside of the element just opened and says whether it held only pictures.
fn skip<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> bool {
    let (mut depth, mut in_picture, mut pictures, mut other) = (1usize, 0usize, 0usize, false);
    for (event, _) in events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                if in_picture > 0 {
                    in_picture += 1;
                } else if matches!(tag, Tag::Image { .. }) {
                    in_picture = 1;
                    pictures += 1;
                }
            }
            Event::End(_) => {
                depth -= 1;
                in_picture = in_picture.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => other |= in_picture == 0,
        }
    }
    pictures > 0 && !other
}

fn kind_of(tag: &Tag<'_>, pictures: bool) -> BlockKind {
    match tag {
        Tag::Heading { .. } => BlockKind::Heading,
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::Table(_) => BlockKind::Table,
        Tag::CodeBlock(_) => BlockKind::Code,
        Tag::HtmlBlock => BlockKind::Html,
        Tag::Paragraph if pictures => BlockKind::Image,
        _ => BlockKind::Paragraph,
    }
}

/// A stretch of a list item without its marker (text behind a nested list) reads as a paragraph.
fn kind_of_segment(marker: Option<bool>) -> BlockKind {
    if marker == Some(true) { BlockKind::ListItem } else { BlockKind::Paragraph }
}

struct Cutter<'a> {
    text: &'a str,
    /// Everything before this byte is accounted for; white space may still follow.
    at: usize,
    blocks: Vec<Block>,
}

impl Cutter<'_> {
    /// Writes out an element the parser named, and before it whatever stood between.
    fn block(&mut self, kind: BlockKind, range: &Range<usize>) {
        self.gap(range.start);
        self.close(kind, range.end);
    }

    /// Text up to `end` that belongs to no element becomes a paragraph.
    fn gap(&mut self, end: usize) {
        self.close(BlockKind::Paragraph, end);
    }

    fn close(&mut self, kind: BlockKind, end: usize) {
        if end <= self.at {
            return;
        }
        let piece = &self.text[self.at..end];
        let trimmed = piece.trim_start();
        if trimmed.is_empty() {
            return;
        }
        let mut start = end - trimmed.len();
        if kind == BlockKind::Code {
            let line = piece[..piece.len() - trimmed.len()].rfind('\n').map_or(0, |at| at + 1);
            start = self.at + line;
        }
        let stop = end - (trimmed.len() - trimmed.trim_end().len());
        self.blocks.push(Block { kind, span: start..stop });
        self.at = end;
    }

    /// Whether only a list marker stands between the last cut and `end`.
    fn is_bare_marker(&self, end: usize) -> bool {
        let piece = self.text.get(self.at..end).unwrap_or_default().trim();
        !piece.contains(['\n', '\r']) && !piece.contains(char::is_alphabetic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(markdown: &str) -> Vec<(BlockKind, &str)> {
        split(markdown).into_iter().map(|b| (b.kind, &markdown[b.span])).collect()
    }

    #[test]
    fn each_construct_is_one_block() {
        use BlockKind::{Code, Heading, Html, Image, Paragraph, Quote, Rule, Table};
        let text = "# A *title*\n\nSome text\non two lines.\n\n> quoted\n> more\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n---\n\n![alt](a.jpg)\n\n<div>x</div>\n\n[ref]: http://x.example\n";
        let kinds: Vec<_> = split(text).into_iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Heading, Paragraph, Quote, Table, Code, Rule, Image, Html, Paragraph]);
    }

    #[test]
    fn a_nested_item_is_a_block_of_its_own() {
        use BlockKind::{ListItem, Paragraph};
        assert_eq!(
            pieces("- one\n  - two\n    more\n- three\n\n  still three\n"),
            [
                (ListItem, "- one"),
                (ListItem, "- two\n    more"),
                (ListItem, "- three\n\n  still three")
            ]
        );
        assert_eq!(
            pieces("- one\n  - two\n\n  after\n"),
            [(ListItem, "- one"), (ListItem, "- two"), (Paragraph, "after")]
        );
        assert_eq!(pieces("- - x\n  - y\n"), [(ListItem, "- - x"), (ListItem, "- y")]);
    }

    #[test]
    fn an_indented_code_block_keeps_its_indentation() {
        assert_eq!(pieces("a\n\n    code\n    more\n")[1], (BlockKind::Code, "    code\n    more"));
    }
}
