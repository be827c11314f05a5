//! Hostile Markdown made inert (R8): what leaves may be read by any renderer, careful or not.
//!
//! Raw HTML becomes text, links keep a target only if it is `http:`, `https:` or `mailto:`,
//! pictures become their alternative text. The result is checked the way it was made, by reading
//! it again, until there is nothing left to change.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::edit::{Edit, apply};

/// How often the text is read again before everything that could mean something is escaped.
const ROUNDS: usize = 12;
/// How many definitions of the same link label are looked behind.
const SHADOWS: usize = 64;

/// Makes `text` inert. `pieces` are ranges of it, and follow its changes.
pub(crate) fn inert(mut text: String, pieces: &mut [Range<usize>]) -> String {
    for _ in 0..ROUNDS {
        let mut changed = false;
        // Renderers differ; what is code in one dialect can be a link in another.
        for dialect in dialects() {
            let edits = hostile(&text, dialect);
            if !edits.is_empty() {
                changed = true;
                text = apply(&text, edits, pieces);
            }
        }
        if !changed {
            return text;
        }
    }
    let edits = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '\\' | '`' | '<' | '[' | ']'))
        .map(|(at, _)| Edit { range: at..at, text: "\\".into() })
        .collect();
    apply(&text, edits, pieces)
}

/// Whether a reader of `text` could be led anywhere, or shown anything, that a letter may not.
#[cfg(feature = "fuzzing")]
pub(crate) fn is_inert(text: &str) -> bool {
    dialects().into_iter().all(|dialect| hostile(text, dialect).is_empty())
}

/// The dialects a reader is likely to have: plain `CommonMark`, and that of GitHub.
pub(crate) fn dialects() -> [Options; 2] {
    let mut github = detect::block::options();
    github.insert(Options::ENABLE_FOOTNOTES);
    [Options::empty(), github]
}

/// Whether a link may keep this target.
pub(crate) fn is_allowed(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && !target.chars().any(|c| c.is_control() || c.is_whitespace() || c == '…')
}

/// Targets that can do harm even when they are only shown, because people copy them.
fn is_dangerous(target: &str) -> bool {
    let bare: String =
        target.chars().filter(char::is_ascii_graphic).collect::<String>().to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:", "file:", "blob:", "about:"]
        .iter()
        .any(|scheme| bare.starts_with(scheme))
}

/// A link or picture while its inside is read.
struct Open {
    range: Range<usize>,
    /// Bytes of `[` or `![`.
    opening: usize,
    /// Where the text inside ends.
    end: usize,
    text: String,
    bad: bool,
    auto: bool,
    dangerous: bool,
}

fn hostile(text: &str, dialect: Options) -> Vec<Edit> {
    let mut edits: Vec<Edit> = definitions(text, dialect)
        .into_iter()
        .filter(|(_, target)| !is_allowed(target))
        .map(|(range, _)| Edit { range, text: String::new() })
        .collect();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in Parser::new_ext(text, dialect).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let email = link_type == LinkType::Email;
                open.push(Open {
                    opening: 1,
                    end: range.start + 1,
                    range,
                    text: String::new(),
                    bad: !email && !is_allowed(&dest_url),
                    auto: matches!(link_type, LinkType::Autolink | LinkType::Email),
                    dangerous: is_dangerous(&dest_url),
                });
            }
            Event::Start(Tag::Image { .. }) => open.push(Open {
                opening: 2,
                end: range.start + 2,
                range,
                text: String::new(),
                bad: true,
                auto: false,
                dangerous: false,
            }),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(done) = open.pop() {
                    if let Some(outer) = open.last_mut() {
                        outer.end = outer.end.max(done.range.end);
                        outer.text.push_str(&done.text);
                    }
                    if done.bad {
                        close(text, &done, &mut edits);
                    }
                }
            }
            Event::Html(_) => {
                let inside = &text[range.clone()];
                edits.extend(inside.match_indices('<').map(|(at, _)| escape(range.start + at)));
            }
            Event::InlineHtml(_) => {
                edits.push(escape(range.start));
                if let Some(last) = open.last_mut() {
                    last.end = last.end.max(range.end);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(last) = open.last_mut() {
                    last.end = last.end.max(range.end);
                    last.text.push_str(&words);
                }
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    last.end = last.end.max(range.end);
                    last.text.push(' ');
                }
            }
        }
    }
    edits
}

fn escape(at: usize) -> Edit {
    Edit { range: at..at, text: "\\".into() }
}

/// Takes the target of a finished link or picture away and leaves its text.
fn close(text: &str, link: &Open, edits: &mut Vec<Edit>) {
    let Range { start, end } = link.range.clone();
    if link.auto {
        let inside = if link.dangerous { "[…]".to_owned() } else { plain(&link.text) };
        edits.push(Edit { range: start..end, text: inside });
        return;
    }
    let opened = text.get(start..start + link.opening).is_some_and(|s| s.ends_with('['));
    let closed = text.get(link.end..end).is_some_and(|tail| tail.starts_with(']'));
    if opened && closed {
        edits.push(Edit { range: start..start + link.opening, text: String::new() });
        edits.push(Edit { range: link.end..end, text: String::new() });
    } else {
        edits.push(Edit { range: start..end, text: plain(&link.text) });
    }
}

/// `text` as Markdown that shows exactly these characters.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '!')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Every definition of a link label and its target, those that an earlier one shadows included.
pub(crate) fn definitions(text: &str, dialect: Options) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut masked = text.to_owned();
    for _ in 0..SHADOWS {
        let parser = Parser::new_ext(&masked, dialect);
        let more: Vec<_> = parser
            .reference_definitions()
            .iter()
            .map(|(_, definition)| (definition.span.clone(), definition.dest.to_string()))
            .collect();
        if more.is_empty() {
            break;
        }
        for (range, _) in &more {
            let blank: String = masked[range.clone()]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                .collect();
            masked.replace_range(range.clone(), &blank);
        }
        found.extend(more);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        inert(text.to_owned(), &mut [])
    }

    #[test]
    fn raw_html_leaves_as_text() {
        assert_eq!(of("a <b onclick=x>bold</b>"), "a \\<b onclick=x>bold\\</b>");
        assert_eq!(of("<script>alert(1)</script>"), "\\<script>alert(1)\\</script>");
        assert_eq!(of("<!-- hidden -->"), "\\<!-- hidden -->");
        assert_eq!(of("\\\\<b>"), "\\\\\\<b>");
    }

    #[test]
    fn a_hostile_link_keeps_its_text_and_loses_its_target() {
        for (given, left) in [
            ("see [my *page*](javascript:alert(1)) now", "see my *page* now"),
            ("[x](JaVaScRiPt:alert(1) \"title\")", "x"),
            ("[x](&#106;avascript:alert(1))", "x"),
            ("[x](data:text/html;base64,AAAA)", "x"),
            ("[x](file:///home/me)", "x"),
            ("[x](notes/secret.md)", "x"),
            ("[](javascript:1)", ""),
            ("[a][b]\n\n[b]: javascript:alert(1)", "a\n\n"),
            ("[b]\n\n[b]: javascript:1\n[b]: javascript:2", "b\n\n"),
            ("<javascript:alert(1)>", "[…]"),
            ("<ftp://host/x_y>", "ftp://host/x\\_y"),
            ("![a cat](http://tracker.example/1.png)", "a cat"),
            ("[![a cat](x.png)](javascript:1)", "a cat"),
            ("[![a cat](x.png)](https://ok.example)", "[a cat](https://ok.example)"),
        ] {
            assert_eq!(of(given).trim_end(), left.trim_end(), "{given}");
        }
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        for text in [
            "[x](https://ok.example \"t\") <https://ok.example> <me@ok.example> `<b>` 1 < 2",
            "```\n<script>\n```",
            "[x]: https://ok.example\n\n[x]",
            "a *b* **c** ~~d~~ | e",
        ] {
            assert_eq!(of(text), text);
        }
    }

    #[test]
    fn nothing_hostile_is_left_however_it_is_nested() {
        let deep = format!("{}x{}", "[".repeat(30), "](javascript:1)".repeat(30));
        for text in [
            deep.as_str(),
            "<<<<<b>>>>>",
            "| `a | <b> |\n|---|---|\n| `x` | [y](javascript:1) |",
            "[^1]: javascript:1\n\n[^1]",
            "<div>\n[x](javascript:1)\n</div>",
            "<pre>\n\n<b>\n\n</pre>",
        ] {
            let left = of(text);
            for dialect in dialects() {
                assert!(hostile(&left, dialect).is_empty(), "{text} became {left}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_stays_hostile(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24)
        ) {
            let text = pieces.concat();
            let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let mut ranges = [0..half, half..text.len()];
            let left = inert(text.clone(), &mut ranges);
            for dialect in dialects() {
                proptest::prop_assert!(hostile(&left, dialect).is_empty(), "{text:?} became {left:?}");
            }
            for range in ranges {
                proptest::prop_assert!(left.get(range).is_some());
            }
        }
    }

    const PIECES: &[&str] = &[
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "!",
        "`",
        "```\n",
        "\\",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "> ",
        "| ",
        "|---|\n",
        "[a]: ",
        "[a]",
        "javascript:1",
        "https://x.example",
        "<b",
        "</div>",
        "<!--",
        "-->",
        "<script>",
        "\"t\"",
        "é",
        "&lt;",
        "&#106;",
        "*",
        "_",
        "a",
        " ",
        "[^1]",
        "[^1]: ",
        "<?",
        "<pre>",
        "<https://x.example>",
        "<data:x>",
        "~~~\n",
        "\t",
        "# ",
        "---\n",
        "![",
    ];
}
