//! The plain HTML package: one page that any browser shows, and that does nothing.
//!
//! No script, no address that is loaded, and a policy that forbids both. Every word of the author
//! is escaped; pictures are inside the page.

use sha2::{Digest as _, Sha256};
use typeset::{Block, Doc, Span};

use crate::page::base64;
use crate::sheet::{Seen, Sheet};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{max-width:38em;margin:3em auto;padding:0 1.2em;font:1.1em/1.6 Georgia,serif;overflow-wrap:break-word}\
h1,h2,h3,h4,h5,h6{line-height:1.25}\
dl{display:grid;grid-template-columns:max-content auto;gap:0 1em;font-size:.9em}dd{margin:0}\
blockquote{margin:1em 0;padding-left:1em;border-left:.2em solid #8888}\
pre{white-space:pre-wrap;font-size:.9em}\
table{border-collapse:collapse}th,td{border:1px solid #8888;padding:.2em .6em;text-align:start;vertical-align:top}\
img{max-width:100%;height:auto}figure{margin:2em 0}\
footer{margin-top:3em;border-top:1px solid #8888;padding-top:1em;font-style:italic}\
@media print{body{margin:0;max-width:none}a::after{content:\" <\" attr(href) \">\"}}";

/// The document as a page.
pub(crate) fn html(doc: &Doc) -> Sheet {
    let mut sheet = Sheet::default();
    let style = base64(&Sha256::digest(STYLE.as_bytes()));
    sheet.own(&format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>A letter</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    ));
    if let Some(title) = &doc.title {
        sheet.own("<h1 dir=\"auto\">");
        read(&mut sheet, title);
        sheet.own("</h1>\n");
    }
    if !doc.facts.is_empty() {
        sheet.own("<dl>\n");
        for fact in &doc.facts {
            sheet.own(&format!("<dt>{}</dt><dd>", fact.label));
            for (n, value) in fact.values.iter().enumerate() {
                sheet.own(if n > 0 { ", <bdi>" } else { "<bdi>" });
                read(&mut sheet, value);
                sheet.own("</bdi>");
            }
            sheet.own("</dd>\n");
        }
        sheet.own("</dl>\n");
    }
    blocks(&mut sheet, &doc.blocks);
    for picture in &doc.pictures {
        sheet.own("<figure><img alt=\"");
        if let Some(alt) = &picture.alt {
            read(&mut sheet, alt);
        }
        let data = base64(&picture.bytes);
        sheet.own(&format!(
            "\" src=\"data:{};base64,{data}\"></figure>\n",
            picture.format.media_type()
        ));
    }
    for name in &doc.files {
        sheet.own("<p dir=\"auto\">A file belongs to it: ");
        read(&mut sheet, name);
        sheet.own("</p>\n");
    }
    sheet.own(&format!("</main>\n<footer>{}</footer>\n</body>\n</html>\n", escape(&doc.rule)));
    sheet
}

fn blocks(sheet: &mut Sheet, list: &[Block]) {
    for block in list {
        match block {
            Block::Heading(level, spans) => {
                // The letter's own title is the first.
                let level = (level + 1).min(6);
                sheet.own(&format!("<h{level} dir=\"auto\">"));
                words(sheet, spans);
                sheet.own(&format!("</h{level}>\n"));
            }
            Block::Paragraph(spans) => {
                sheet.own("<p dir=\"auto\">");
                words(sheet, spans);
                sheet.own("</p>\n");
            }
            Block::Quote(inside) => {
                sheet.own("<blockquote>\n");
                blocks(sheet, inside);
                sheet.own("</blockquote>\n");
            }
            Block::List { start, items } => {
                let (open, close) = match start {
                    Some(first) => {
                        (format!("<ol start=\"{}\">\n", first.min(&999_999_999)), "</ol>\n")
                    }
                    None => ("<ul>\n".to_owned(), "</ul>\n"),
                };
                sheet.own(&open);
                for item in items {
                    sheet.own("<li dir=\"auto\">");
                    match item.as_slice() {
                        [Block::Paragraph(spans)] => words(sheet, spans),
                        inside => blocks(sheet, inside),
                    }
                    sheet.own("</li>\n");
                }
                sheet.own(close);
            }
            Block::Code(code) => {
                sheet.own("<pre dir=\"auto\"><code>");
                read(sheet, code);
                sheet.own("</code></pre>\n");
            }
            Block::Table { head, rows } => table(sheet, head, rows),
            Block::Rule => sheet.own("<hr>\n"),
        }
    }
}

fn table(sheet: &mut Sheet, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) {
    sheet.own("<table>\n");
    for (row, cell) in
        std::iter::once((head, "th")).chain(rows.iter().map(|row| (row.as_slice(), "td")))
    {
        sheet.own("<tr>");
        for spans in row {
            sheet.own(&format!("<{cell} dir=\"auto\">"));
            words(sheet, spans);
            sheet.own(&format!("</{cell}>"));
        }
        sheet.own("</tr>\n");
    }
    sheet.own("</table>\n");
}

fn words(sheet: &mut Sheet, spans: &[Span]) {
    for span in spans {
        let style = span.style;
        let marks =
            [(style.bold, "b"), (style.italic, "i"), (style.struck, "s"), (style.code, "code")];
        let marks = || marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark);
        if let Some(address) = &span.link {
            sheet.part("<a rel=\"noreferrer noopener\" href=\"", Seen::Mark);
            sheet.part(&escape(address), Seen::Hidden);
            sheet.part("\">", Seen::Mark);
        }
        marks().for_each(|mark| sheet.part(&format!("<{mark}>"), Seen::Mark));
        for (n, line) in span.text.split('\n').enumerate() {
            sheet.own(if n > 0 { "<br>" } else { "" });
            read(sheet, line);
        }
        marks().rev().for_each(|mark| sheet.part(&format!("</{mark}>"), Seen::Mark));
        if span.link.is_some() {
            sheet.part("</a>", Seen::Mark);
        }
    }
}

fn read(sheet: &mut Sheet, text: &str) {
    sheet.part(&escape(text), Seen::Read);
}

/// `text` as it stands in HTML, also between double quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// What [`escape`] was given.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_escaped_reads_back_and_marks_nothing(text in "(?s).{0,60}|[&<>\"'#39;amp]{0,40}") {
            let escaped = escape(&text);
            proptest::prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            proptest::prop_assert_eq!(unescape(&escaped), text);
        }
    }
}
