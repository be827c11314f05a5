//! A Markdown text as a reader meets it: the words on the page, and what hides behind them.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::inert::{definitions, dialects};

/// The words that a page shows, without marks; a name with one half in bold is whole again.
pub(crate) fn visible(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, detect::block::options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => out.push('\n'),
            Event::Start(tag) if is_block(&tag) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// The text with references such as `&#97;` and `%61` undone also where Markdown leaves them as they are, as
/// in code: whoever pastes it into a page reads what they stand for. `None` where there is none.
pub(crate) fn resolved(text: &str) -> Option<String> {
    if !text.contains(['&', '%']) {
        return None;
    }
    // A line without anything that would make code or a tag of it is read as a paragraph.
    let line = |line: &str| visible(&line.trim_start().replace(['`', '~', '<', '>'], " "));
    Some(unescape(&text.lines().map(line).collect::<String>()))
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// What a page does not show: targets and titles of links, names of code languages.
pub(crate) fn hidden(markdown: &str) -> Vec<String> {
    let mut out = Vec::new();
    for dialect in dialects() {
        for event in Parser::new_ext(markdown, dialect) {
            match event {
                Event::Start(
                    Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. },
                ) => out.extend([dest_url, title, id].map(|text| unescape(&text))),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    out.push(info.to_string());
                }
                _ => {}
            }
        }
        out.extend(
            definitions(markdown, dialect).into_iter().map(|(range, _)| unescape(&markdown[range])),
        );
    }
    out.retain(|text| !text.is_empty());
    out.sort_unstable();
    out.dedup();
    out
}

/// `%61` as the character it stands for.
fn unescape(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| url.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_on_the_page() {
        assert_eq!(visible("Mar**ia** &amp; M&#97;x\n\nend").trim(), "Maria & Max\nend");
        let code = "```\n    M&#97;ria\n```\n`&#x4d;ax`";
        assert!(!visible(code).contains("Maria"));
        let read = resolved(code).expect("there are references");
        assert!(read.contains("Maria") && read.contains("Max"), "{read}");
        assert!(resolved("    ok.example/m%61x").expect("one").ends_with("/max"));
        let tag = resolved("~~~\n<div title=\"M&#97;x\">\n~~~").expect("one");
        assert!(tag.contains("Max"), "{tag}");
        assert_eq!(resolved("Maria and Max"), None);
    }

    #[test]
    fn what_hides_behind_a_link_is_found() {
        let all = hidden(
            "[x](https://a.example/m%61ria \"tip\")\n\n``` lang\nc\n```\n\n[d]: https://b.example",
        );
        assert!(all.contains(&"https://a.example/maria".to_owned()));
        assert!(all.contains(&"tip".to_owned()) && all.contains(&"lang".to_owned()));
        assert!(all.iter().any(|text| text.contains("b.example")));
    }
}
