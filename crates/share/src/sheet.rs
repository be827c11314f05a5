//! A finished text and where in it the author's words stand; all else in it is this program's.

use std::ops::Range;

/// How a reader meets the words of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Read on the page.
    Read,
    /// Behind it: the address of a link.
    Hidden,
    /// Not at all: a mark of this program inside the author's words, which does not part them.
    Mark,
}

/// A text while it is written.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub text: String,
    parts: Vec<(Range<usize>, Seen)>,
}

impl Sheet {
    /// Words of this program.
    pub fn own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Words of the author, written as `text` is to stand.
    pub fn part(&mut self, text: &str, seen: Seen) {
        let start = self.text.len();
        self.text.push_str(text);
        match self.parts.last_mut().filter(|(range, last)| range.end == start && *last == seen) {
            Some((range, _)) => range.end = self.text.len(),
            None => self.parts.push((start..self.text.len(), seen)),
        }
    }

    /// Puts a mark of this program into the empty columns from `column` on of the line that begins at
    /// `from`, in place of as many spaces.
    pub fn mark(&mut self, from: usize, column: usize, mark: &str) {
        let place = from + column..from + column + mark.len();
        if self.text.get(place.clone()).is_some_and(|now| now.chars().all(|c| c == ' '))
            && !self.parts.iter().any(|(part, _)| part.start < place.end && place.start < part.end)
        {
            self.text.replace_range(place, mark);
        } else {
            self.own(mark);
            self.own("\n");
        }
    }

    /// What the author says in the finished `text`, read as `decode` reads it: the words on the page,
    /// and what is behind it.
    pub fn said(&self, decode: impl Fn(&str) -> String) -> (String, Vec<String>) {
        let (mut read, mut hidden) = (String::new(), Vec::new());
        let mut end = 0;
        for (range, seen) in &self.parts {
            let words = decode(&self.text[range.clone()]);
            match seen {
                Seen::Mark => {}
                Seen::Hidden => hidden.push(words),
                Seen::Read => {
                    if range.start > end {
                        read.push('\n');
                    }
                    read.push_str(&words);
                }
            }
            if *seen == Seen::Read || range.start == end {
                end = range.end;
            }
        }
        (read, hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_a_mark_parts_are_one() {
        let mut sheet = Sheet::default();
        sheet.own("<p>");
        sheet.part("Mar", Seen::Read);
        sheet.part("<b>", Seen::Mark);
        sheet.part("ia", Seen::Read);
        sheet.part("</b>", Seen::Mark);
        sheet.part("x:y", Seen::Hidden);
        sheet.part("!", Seen::Read);
        sheet.own("</p><p>");
        sheet.part("Max", Seen::Read);
        let (read, hidden) = sheet.said(str::to_owned);
        assert_eq!((read.as_str(), hidden), ("\nMaria!\nMax", vec!["x:y".to_owned()]));
    }
}
