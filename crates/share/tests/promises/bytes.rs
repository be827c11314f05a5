//! What the bytes of each format say to somebody who looks for more than is shown.

use pulldown_cmark::{Event, Options, Parser, Tag};
use share::{Format, FormatKind, Letter};

use crate::fold::decoded;

/// Every format that is made without a passphrase, which takes long on purpose.
pub fn formats(recipient: &str, lines: Vec<String>) -> Vec<Format> {
    vec![
        Format::AgeRecipient { recipient: recipient.to_owned(), others: vec![] },
        Format::Markdown,
        Format::Text,
        Format::Html,
        Format::Pdf,
        Format::CueCard { lines },
    ]
}

/// Every way to read `bytes`, which are those of a file as it left, or of the letter in it.
pub fn views(format: FormatKind, bytes: &[u8]) -> Vec<String> {
    let raw = String::from_utf8_lossy(bytes).into_owned();
    match format {
        FormatKind::Pdf => {
            let read = typeset::read(bytes).expect("a PDF");
            // What hides is looked at piece by piece: together they would make words of nothing.
            let mut views = vec![read.text, read.drawn];
            views.extend(read.hidden);
            views
        }
        FormatKind::Html => {
            let bare = without_tags(&raw);
            vec![decoded(&raw), decoded(&bare), raw]
        }
        FormatKind::AgeRecipient | FormatKind::AgePassphrase | FormatKind::SealedPage => {
            let letter = Letter::parse(bytes).expect("a letter");
            let mut views = vec![decoded(&letter.body), letter.body];
            views.extend(
                [letter.title, letter.happened, letter.place, letter.feeling].into_iter().flatten(),
            );
            views.extend(letter.people.into_iter().chain(letter.tags));
            views
        }
        _ => vec![decoded(&raw), raw],
    }
}

/// The words between the tags, run together as a page shows them.
pub fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// What in Markdown could do anything but be read, in either dialect (R8).
pub fn harm_of_markdown(text: &str) -> Option<String> {
    let github = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for dialect in [Options::empty(), github] {
        for event in Parser::new_ext(text, dialect) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => return Some(html.to_string()),
                Event::Start(Tag::Image { dest_url, .. }) => return Some(dest_url.to_string()),
                Event::Start(Tag::Link { dest_url, .. }) if !is_harmless(&dest_url) => {
                    return Some(dest_url.to_string());
                }
                _ => {}
            }
        }
    }
    None
}

fn is_harmless(target: &str) -> bool {
    let target = target.to_lowercase();
    // `<me@x.example>` is a link to the address alone.
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
        || (target.contains('@') && !target.contains(':'))
}

/// What in a page could run, load or post anything (R8).
pub fn harm_of_html(html: &str) -> Option<String> {
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let tag = tag.to_lowercase();
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let runs = ["script", "iframe", "object", "embed", "form", "base", "link", "svg"];
        let loads = ["src=\"http", "src=http", "javascript:", "srcset", "url("];
        let handles = tag.split_whitespace().skip(1).any(|part| {
            part.starts_with("on")
                && part.split('=').next().is_some_and(|name| name.len() > 3)
                && part.contains('=')
        });
        if runs.contains(&name) || loads.iter().any(|load| tag.contains(load)) || handles {
            return Some(tag);
        }
    }
    None
}

/// `bytes`, and whatever stands in them as Base64.
pub fn with_embedded(bytes: &[u8]) -> Vec<Vec<u8>> {
    let raw = String::from_utf8_lossy(bytes);
    let coded = raw.split("base64,").skip(1).map(|rest| {
        let digits = rest.bytes().map_while(|byte| match byte {
            b'A'..=b'Z' => Some(byte - b'A'),
            b'a'..=b'z' => Some(byte - b'a' + 26),
            b'0'..=b'9' => Some(byte - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        });
        let digits: Vec<u8> = digits.collect();
        let three = |four: &[u8]| {
            let value = four.iter().fold(0_u32, |sum, &digit| sum << 6 | u32::from(digit));
            let value = value << (6 * (4 - four.len()));
            value.to_be_bytes()[1..four.len()].to_vec()
        };
        digits.chunks(4).flat_map(three).collect()
    });
    std::iter::once(bytes.to_vec()).chain(coded).collect()
}
