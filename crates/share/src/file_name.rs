//! What a file that leaves is called.

use crate::letter_file::is_file_name;

/// The most bytes of a name before its end.
const STEM: usize = 120;
/// The most letters of the end of a name.
const END: usize = 8;

/// A name for a file that ends as `end`, made of `wanted`, unlike any of `taken`; `neutral` when nothing of
/// what is wanted can be a name.
pub(crate) fn leaving_name(wanted: &str, end: &str, neutral: &str, taken: &[String]) -> String {
    let dotted = if end.is_empty() { String::new() } else { format!(".{end}") };
    let stem = stem(wanted, end);
    let stem =
        if is_file_name(&format!("{stem}{dotted}")) && !stem.is_empty() { &stem } else { neutral };
    let is_free =
        |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let first = format!("{stem}{dotted}");
    if is_free(&first) {
        return first;
    }
    let mut more = (2..).map(|n: u32| format!("{stem}-{n}{dotted}"));
    more.find(is_free).unwrap_or(first)
}

/// `wanted` without its end, and without what a file system could not bear.
fn stem(wanted: &str, end: &str) -> String {
    const PICTURES: [&str; 8] = ["jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "tiff"];
    let cut = wanted.rsplit_once('.').filter(|(_, last)| {
        let last = last.to_ascii_lowercase();
        last == end || (PICTURES.contains(&end) && PICTURES.contains(&last.as_str()))
    });
    let plain: String = cut
        .map_or(wanted, |(stem, _)| stem)
        .chars()
        .map(|c| {
            if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c }
        })
        .collect();
    let mut stem = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    while stem.len() > STEM {
        let last = stem.char_indices().next_back().map_or(0, |(at, _)| at);
        stem = stem[..last].trim_end();
    }
    stem.to_owned()
}

/// How the name of a file ends, if that is short and plain: `pdf`.
pub(crate) fn end_of(name: &str) -> String {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let plain = end.len() <= END && end.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { end } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(wanted: &str, end: &str) -> String {
        leaving_name(wanted, end, "photo-1", &[])
    }

    #[test]
    fn a_name_keeps_its_words_and_gets_the_end_of_what_it_is_now() {
        assert_eq!(name("Our garden.webp", "jpg"), "Our garden.jpg");
        assert_eq!(name("Our garden", "jpg"), "Our garden.jpg");
        assert_eq!(name("a.b.JPEG", "jpg"), "a.b.jpg");
        assert_eq!(name("report.final.pdf", "pdf"), "report.final.pdf");
        assert_eq!(name("[…] and I.png", "png"), "[…] and I.png");
    }

    #[test]
    fn what_can_be_no_name_is_a_neutral_one() {
        for wanted in ["", "..", "con.jpg", "\u{0}", " . "] {
            assert_eq!(name(wanted, "jpg"), "photo-1.jpg", "{wanted:?}");
        }
        assert_eq!(name("../../etc/x", "jpg"), "-..-etc-x.jpg");
        assert!(name(&"é".repeat(500), "jpg").len() < 130);
        assert_eq!(end_of("a.PDF"), "pdf");
        assert_eq!(end_of("a.not an end"), "");
        assert_eq!(end_of("a"), "");
    }

    #[test]
    fn two_files_of_a_letter_are_never_called_the_same() {
        let taken = vec!["a.jpg".to_owned(), "A-2.jpg".to_owned()];
        assert_eq!(leaving_name("A", "jpg", "photo-3", &taken), "A-3.jpg");
    }
}
