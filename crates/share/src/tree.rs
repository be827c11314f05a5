//! A letter as a tree: what plain text, HTML and PDF are written from. All of it is text to be
//! shown; the only addresses in it are those a letter may hold.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use typeset::{Block, Doc, Fact, Picture, PictureFormat, Span, Style};

use crate::inert::is_allowed;
use crate::letter::Letter;
use crate::plain::rule;

/// How deep lists and quotes are set into each other; what is deeper stands at this depth.
const DEPTH: usize = 12;

/// The letter, ready to be set.
pub(crate) fn tree(letter: &Letter) -> Doc {
    let facts = [
        ("Happened", letter.happened.iter().cloned().collect()),
        ("Place", letter.place.iter().cloned().collect()),
        ("People", letter.people.clone()),
        ("Tags", letter.tags.clone()),
        ("Felt", letter.feeling.iter().cloned().collect::<Vec<_>>()),
    ];
    let mut doc = Doc {
        title: letter.title.clone(),
        facts: facts
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(label, values)| Fact { label, values })
            .collect(),
        blocks: body(&letter.body),
        rule: rule(letter),
        ..Doc::default()
    };
    for file in &letter.attachments {
        let format = match file.media_type.as_str() {
            "image/jpeg" => PictureFormat::Jpeg,
            "image/png" => PictureFormat::Png,
            _ => {
                doc.files.push(file.name.clone());
                continue;
            }
        };
        let (bytes, alt) = (file.bytes.clone(), file.alt.clone());
        doc.pictures.push(Picture { bytes, format, alt });
    }
    doc
}

fn body(markdown: &str) -> Vec<Block> {
    let mut reader =
        Reader { events: Parser::new_ext(markdown, detect::block::options()), next: None };
    let mut all = Vec::new();
    // An end without a beginning ends nothing.
    while reader.peek().is_some() {
        all.extend(reader.blocks(0));
    }
    all
}

struct Reader<'a> {
    events: Parser<'a>,
    next: Option<Event<'a>>,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> Option<&Event<'a>> {
        if self.next.is_none() {
            self.next = self.events.next();
        }
        self.next.as_ref()
    }

    fn next(&mut self) -> Option<Event<'a>> {
        self.next.take().or_else(|| self.events.next())
    }

    /// Blocks up to the end of what holds them.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut list = Vec::new();
        // What is opened here and not gone into.
        let mut open = 0usize;
        while let Some(event) = self.peek() {
            if !is_block(event) {
                push(&mut list, Block::Paragraph, self.spans());
                continue;
            }
            match self.next() {
                Some(Event::End(_)) if open == 0 => break,
                Some(Event::End(_)) => open -= 1,
                Some(Event::Rule) => list.push(Block::Rule),
                Some(Event::Start(tag)) => match tag {
                    Tag::Paragraph => {
                        let spans = self.spans();
                        push(&mut list, Block::Paragraph, spans);
                        self.next();
                    }
                    Tag::Heading { level, .. } => {
                        let spans = self.spans();
                        push(&mut list, |spans| Block::Heading(level as u8, spans), spans);
                        self.next();
                    }
                    Tag::CodeBlock(_) => list.push(Block::Code(self.verbatim())),
                    Tag::HtmlBlock => {
                        let text = self.verbatim();
                        push(&mut list, Block::Paragraph, vec![Span { text, ..Span::default() }]);
                    }
                    Tag::Table(_) => list.push(self.table()),
                    _ if depth >= DEPTH => open += 1,
                    Tag::BlockQuote(_) => list.push(Block::Quote(self.blocks(depth + 1))),
                    Tag::List(start) => {
                        let items = self.items(depth + 1);
                        list.push(Block::List { start, items });
                    }
                    _ => list.extend(self.blocks(depth + 1)),
                },
                _ => {}
            }
        }
        list
    }

    fn items(&mut self, depth: usize) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(event) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(depth)),
                Event::End(_) => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self) -> Block {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some(event) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(),
                Event::Start(Tag::TableRow) => rows.push(self.cells()),
                Event::End(_) => break,
                _ => {}
            }
        }
        Block::Table { head, rows }
    }

    fn cells(&mut self) -> Vec<Vec<Span>> {
        let mut cells = Vec::new();
        while let Some(event) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    cells.push(self.spans());
                    self.next();
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        cells
    }

    /// The text of a block as it stands, up to its end.
    fn verbatim(&mut self) -> String {
        let mut text = String::new();
        while let Some(event) = self.next() {
            match event {
                Event::Text(words) | Event::Html(words) => text.push_str(&words),
                Event::End(_) => break,
                _ => {}
            }
        }
        text.truncate(text.trim_end_matches('\n').len());
        text
    }

    /// Words up to the next block or the end of this one, which stays to be read.
    fn spans(&mut self) -> Vec<Span> {
        let mut words = Words::default();
        while let Some(event) = self.peek() {
            if is_block(event) {
                break;
            }
            match self.next() {
                Some(Event::Start(tag)) => words.begin(&tag),
                Some(Event::End(tag)) => words.end(tag),
                Some(Event::Text(text) | Event::Html(text) | Event::InlineHtml(text)) => {
                    words.say(&text, false);
                }
                Some(Event::Code(text)) => words.say(&text, true),
                Some(Event::SoftBreak) => words.say(" ", false),
                Some(Event::HardBreak) => words.say("\n", false),
                Some(Event::TaskListMarker(done)) => {
                    words.say(if done { "[x] " } else { "[ ] " }, false);
                }
                Some(Event::FootnoteReference(label)) => words.say(&label, false),
                _ => {}
            }
        }
        words.spans
    }
}

#[derive(Default)]
struct Words {
    spans: Vec<Span>,
    italic: usize,
    bold: usize,
    struck: usize,
    links: Vec<Option<String>>,
}

impl Words {
    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, link_type, .. } => {
                let address = match link_type {
                    pulldown_cmark::LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.links.push(is_allowed(&address).then_some(address));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str, code: bool) {
        let style =
            Style { italic: self.italic > 0, bold: self.bold > 0, struck: self.struck > 0, code };
        let link = self.links.last().cloned().flatten();
        match self.spans.last_mut().filter(|last| last.style == style && last.link == link) {
            Some(last) => last.text.push_str(text),
            None => self.spans.push(Span { text: text.to_owned(), style, link }),
        }
    }
}

fn push(list: &mut Vec<Block>, block: impl FnOnce(Vec<Span>) -> Block, spans: Vec<Span>) {
    if !typeset::words(&spans).trim().is_empty() {
        list.push(block(spans));
    }
}

/// Whether an event belongs to the blocks and not to the words in them.
fn is_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    #[test]
    fn a_text_becomes_the_blocks_it_shows() {
        let blocks = body(
            "# A *b*\n\none\ntwo  \nthree\n\n> q\n\n3. x\n   - y\n\n---\n\n~~~\n<b>\n~~~\n\n|a|b|\n|-|-|\n|c|d|",
        );
        let italic = Style { italic: true, ..Style::default() };
        assert_eq!(
            blocks,
            [
                Block::Heading(1, vec![span("A "), Span { style: italic, ..span("b") }]),
                Block::Paragraph(vec![span("one two\nthree")]),
                Block::Quote(vec![Block::Paragraph(vec![span("q")])]),
                Block::List {
                    start: Some(3),
                    items: vec![vec![
                        Block::Paragraph(vec![span("x")]),
                        Block::List {
                            start: None,
                            items: vec![vec![Block::Paragraph(vec![span("y")])]],
                        },
                    ]],
                },
                Block::Rule,
                Block::Code("<b>".into()),
                Block::Table {
                    head: vec![vec![span("a")], vec![span("b")]],
                    rows: vec![vec![vec![span("c")], vec![span("d")]]],
                },
            ]
        );
    }

    #[test]
    fn nothing_in_a_text_is_anything_but_text() {
        let blocks = body(
            "<script>x</script>\n\na <b>c</b> [d](javascript:1) ![e](https://t.example/1.png)",
        );
        let all = format!("{blocks:?}");
        assert!(all.contains("<script>x</script>") && all.contains("a <b>c</b> d e"), "{all}");
        assert!(!all.contains("javascript") && !all.contains("t.example"), "{all}");
    }

    #[test]
    fn a_text_nested_without_end_is_set_to_a_depth() {
        for text in
            [">".repeat(5000) + "deep", "- ".repeat(3000) + "deep", "* > ".repeat(2000) + "deep"]
        {
            assert!(format!("{:?}", body(&text)).contains("deep"));
        }
    }
}
