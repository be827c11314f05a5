//! Offsets: the libraries count UTF-8 bytes, the page counts UTF-16 code units.

/// Turns ascending byte offsets of one text into UTF-16 offsets in one pass over it.
pub struct Utf16<'a> {
    text: &'a str,
    bytes: usize,
    units: usize,
}

impl<'a> Utf16<'a> {
    /// Begins at the text's start.
    pub fn new(text: &'a str) -> Self {
        Self { text, bytes: 0, units: 0 }
    }

    /// The UTF-16 offset of a byte offset. Going back is allowed and starts over; an offset within a
    /// character counts as that character's start.
    pub fn offset(&mut self, bytes: usize) -> u32 {
        let mut bytes = bytes.min(self.text.len());
        while !self.text.is_char_boundary(bytes) {
            bytes -= 1;
        }
        if bytes < self.bytes {
            (self.bytes, self.units) = (0, 0);
        }
        self.units += self.text[self.bytes..bytes].chars().map(char::len_utf16).sum::<usize>();
        self.bytes = bytes;
        u32::try_from(self.units).expect("a text the page can hold has fewer than 2^32 units")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_four_bytes_and_two_units() {
        let mut utf16 = Utf16::new("é😀b");
        assert_eq!([0, 2, 6, 7].map(|byte| utf16.offset(byte)), [0, 1, 3, 4]);
        assert_eq!(utf16.offset(2), 1, "going back");
        assert_eq!(utf16.offset(4), 1, "inside the emoji");
        assert_eq!(utf16.offset(99), 4, "beyond the end");
    }
}
