//! Which records the index has seen: ranges of record numbers.
//!
//! Usually one range from 1 to the last. While an index is rebuilt newest first, new saves extend the
//! upper range as the lower part is still missing.

/// Ranges of numbers, ascending, not touching each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Covered(Vec<(u64, u64)>);

impl Covered {
    /// Reads what [`Covered::to_text`] wrote; anything else covers nothing.
    pub fn from_text(text: &str) -> Self {
        let mut covered = Self::default();
        for range in text.split_whitespace() {
            let Some((first, last)) = range.split_once('-') else { return Self::default() };
            let (Ok(first), Ok(last)) = (first.parse(), last.parse()) else {
                return Self::default();
            };
            covered.add(first, last);
        }
        covered
    }

    /// `1-40 90-112`.
    pub fn to_text(&self) -> String {
        let ranges: Vec<String> = self.0.iter().map(|(a, b)| format!("{a}-{b}")).collect();
        ranges.join(" ")
    }

    /// Adds the numbers from `first` to `last`.
    pub fn add(&mut self, first: u64, last: u64) {
        if first > last {
            return;
        }
        let (mut first, mut last) = (first, last);
        self.0.retain(|&(a, b)| {
            let apart = b.saturating_add(1) < first || last.saturating_add(1) < a;
            if !apart {
                first = first.min(a);
                last = last.max(b);
            }
            apart
        });
        let at = self.0.partition_point(|&(a, _)| a < first);
        self.0.insert(at, (first, last));
    }

    /// How many of 1 to `last` are missing.
    pub fn missing(&self, last: u64) -> u64 {
        let seen: u64 =
            self.0.iter().filter(|r| r.0 <= last).map(|(a, b)| b.min(&last) - a + 1).sum();
        last - seen
    }

    /// The highest range of 1 to `last` that is missing.
    pub fn highest_gap(&self, last: u64) -> Option<(u64, u64)> {
        let mut end = last;
        for &(first, covered) in self.0.iter().rev() {
            if covered < end {
                return Some((covered + 1, end));
            }
            end = first - 1;
        }
        (end >= 1).then_some((1, end))
    }

    /// Whether this number was seen.
    pub fn contains(&self, seq: u64) -> bool {
        self.0.iter().any(|&(first, last)| (first..=last).contains(&seq))
    }

    /// The highest number seen.
    pub fn top(&self) -> u64 {
        self.0.last().map_or(0, |range| range.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found_from_the_top_and_close() {
        let mut covered = Covered::default();
        assert_eq!(covered.highest_gap(5), Some((1, 5)));
        covered.add(4, 5);
        assert_eq!((covered.highest_gap(5), covered.missing(5)), (Some((1, 3)), 3));
        covered.add(6, 6);
        assert_eq!(covered.to_text(), "4-6");
        covered.add(1, 1);
        assert_eq!(Covered::from_text(&covered.to_text()), covered);
        assert_eq!((covered.highest_gap(9), covered.missing(9)), (Some((7, 9)), 5));
        covered.add(7, 9);
        covered.add(2, 3);
        assert_eq!((covered.to_text().as_str(), covered.missing(9)), ("1-9", 0));
        assert_eq!(covered.highest_gap(9), None);
        assert_eq!(Covered::from_text("rubbish"), Covered::default());
    }
}
