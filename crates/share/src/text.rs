//! The plain text package: what the letter says, in any editor.

use typeset::{Block, Doc, Span};

use crate::sheet::{Seen, Sheet};

/// The document as plain text.
pub(crate) fn text(doc: &Doc) -> Sheet {
    let mut sheet = Sheet::default();
    if let Some(title) = &doc.title {
        sheet.part(title, Seen::Read);
        sheet.own("\n\n");
    }
    for fact in &doc.facts {
        sheet.own(fact.label);
        sheet.own(": ");
        for (n, value) in fact.values.iter().enumerate() {
            sheet.own(if n > 0 { ", " } else { "" });
            sheet.part(value, Seen::Read);
        }
        sheet.own("\n");
    }
    if !doc.facts.is_empty() {
        sheet.own("\n");
    }
    blocks(&mut sheet, &doc.blocks, "");
    for picture in &doc.pictures {
        sheet.own("[a picture");
        if let Some(alt) = &picture.alt {
            sheet.own(": ");
            sheet.part(alt, Seen::Read);
        }
        sheet.own("]\n\n");
    }
    for name in &doc.files {
        sheet.own("[a file: ");
        sheet.part(name, Seen::Read);
        sheet.own("]\n\n");
    }
    sheet.own("--\n");
    sheet.own(&doc.rule);
    sheet.own("\n");
    sheet
}

fn blocks(sheet: &mut Sheet, list: &[Block], before: &str) {
    for block in list {
        match block {
            Block::Heading(_, spans) | Block::Paragraph(spans) => words(sheet, spans, before),
            Block::Quote(inside) => {
                blocks(sheet, inside, &format!("{before}> "));
                continue;
            }
            Block::List { start, items } => {
                for (n, item) in items.iter().enumerate() {
                    let mark = match start {
                        Some(first) => format!("{}. ", first.saturating_add(n as u64)),
                        None => "- ".to_owned(),
                    };
                    let under = format!("{before}{}", " ".repeat(mark.len()));
                    let from = sheet.text.len();
                    blocks(sheet, item, &under);
                    sheet.mark(from, before.len(), &mark);
                }
                continue;
            }
            Block::Code(code) => {
                for line in code.split('\n') {
                    sheet.own(before);
                    sheet.own("    ");
                    sheet.part(line, Seen::Read);
                    sheet.own("\n");
                }
                sheet.own(before.trim_end());
                sheet.own("\n");
                continue;
            }
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    sheet.own(before);
                    for (n, cell) in row.iter().enumerate() {
                        sheet.own(if n > 0 { " | " } else { "" });
                        line(sheet, cell, before);
                    }
                    sheet.own("\n");
                }
            }
            Block::Rule => {
                sheet.own(before);
                sheet.own("* * *\n");
            }
        }
        sheet.own(before.trim_end());
        sheet.own("\n");
    }
}

fn words(sheet: &mut Sheet, spans: &[Span], before: &str) {
    sheet.own(before);
    line(sheet, spans, before);
    sheet.own("\n");
}

fn line(sheet: &mut Sheet, spans: &[Span], before: &str) {
    for span in spans {
        for (n, words) in span.text.split('\n').enumerate() {
            if n > 0 {
                sheet.own("\n");
                sheet.own(before);
            }
            sheet.part(words, Seen::Read);
        }
        if let Some(address) = span.link.as_ref().filter(|address| !says(&span.text, address)) {
            sheet.own(" <");
            sheet.part(address, Seen::Hidden);
            sheet.own(">");
        }
    }
}

/// Whether the words of a link are its address already.
pub(crate) fn says(words: &str, address: &str) -> bool {
    let bare = address.strip_prefix("mailto:").unwrap_or(address);
    words.trim() == bare || words.trim() == address
}
