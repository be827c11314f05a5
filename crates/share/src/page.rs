//! The sealed page: one HTML file that holds a letter nobody can read without its passphrase.
//!
//! The page itself is built by the UI and says nothing about any letter. Here the letter, sealed,
//! takes the place of one marker; nothing else in the page changes.

use crate::ShareError;

/// Where the letter goes; stands exactly once in a template.
pub const MARKER: &str = r#"<script type="application/age" id="letter">TELLABLE-LETTER</script>"#;
const WORD: &str = "TELLABLE-LETTER";

/// An HTML page with room for one sealed letter.
#[derive(Debug, Clone)]
pub struct PageTemplate {
    before: String,
    after: String,
}

impl PageTemplate {
    /// The template `html`, which must hold [`MARKER`] exactly once (`page-template-invalid`).
    pub fn new(html: &str) -> Result<Self, ShareError> {
        let (before, after) = html.split_once(MARKER).ok_or(ShareError::PageTemplateInvalid)?;
        if before.contains(WORD) || after.contains(WORD) {
            return Err(ShareError::PageTemplateInvalid);
        }
        let (open, close) = MARKER.split_once(WORD).ok_or(ShareError::PageTemplateInvalid)?;
        Ok(Self { before: format!("{before}{open}"), after: format!("{close}{after}") })
    }

    /// The page that holds `sealed`: the template's own bytes, and base64.
    pub(crate) fn fill(&self, sealed: &[u8]) -> Vec<u8> {
        let coded = base64(sealed);
        let mut page = Vec::with_capacity(self.before.len() + coded.len() + self.after.len());
        page.extend_from_slice(self.before.as_bytes());
        page.extend_from_slice(coded.as_bytes());
        page.extend_from_slice(self.after.as_bytes());
        page
    }

    /// What a page made from this template holds, or `None` if it is not one.
    pub(crate) fn letter_of<'a>(&self, page: &'a [u8]) -> Option<&'a [u8]> {
        page.strip_prefix(self.before.as_bytes())?.strip_suffix(self.after.as_bytes())
    }
}

/// Standard base64 with padding (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let six = (group >> (18 - 6 * place)) & 0x3f;
                out.push(char::from(LETTERS[six as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn a_template_holds_its_marker_exactly_once() {
        let one = format!("<p>{MARKER}</p>");
        let page = PageTemplate::new(&one).expect("template").fill(b"foo");
        let text = String::from_utf8(page).expect("text");
        assert_eq!(text, r#"<p><script type="application/age" id="letter">Zm9v</script></p>"#);
        for wrong in ["<p></p>", &format!("{MARKER}{MARKER}"), "TELLABLE-LETTER"] {
            let refused = PageTemplate::new(wrong).map(|_| ()).map_err(|e| e.code());
            assert_eq!(refused, Err("page-template-invalid"));
        }
    }
}
