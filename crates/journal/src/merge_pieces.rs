//! Two versions of a text beside the one they came of: what only one side changed, and what both did.
//!
//! The unit is the paragraph, and the white space between two paragraphs is a unit too, so that changes in
//! neighbouring paragraphs do not meet. See docs/decisions/0064.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

/// A part of two versions of a text. One after the other, with what stands `here` (or `base` where only the
/// other side changed something), they are the one version exactly; with what stands `there`, the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergePiece {
    /// Stands in both, unchanged or changed alike.
    Same {
        /// The text.
        text: String,
    },
    /// Changed here only.
    Here {
        /// What stands here; empty where something was taken out.
        text: String,
        /// What stood, and there still stands.
        base: String,
    },
    /// Changed there only.
    There {
        /// What stands there; empty where something was taken out.
        text: String,
        /// What stood, and here still stands.
        base: String,
    },
    /// Changed on both sides, not alike.
    Both {
        /// What stands here.
        here: String,
        /// What stands there.
        there: String,
        /// What stood before; empty where it is not known.
        base: String,
    },
}

impl MergePiece {
    /// What the version here has in this place.
    pub fn here(&self) -> &str {
        match self {
            Self::Same { text } | Self::Here { text, .. } => text,
            Self::There { base, .. } => base,
            Self::Both { here, .. } => here,
        }
    }

    /// What the version there has in this place.
    pub fn there(&self) -> &str {
        match self {
            Self::Same { text } | Self::There { text, .. } => text,
            Self::Here { base, .. } => base,
            Self::Both { there, .. } => there,
        }
    }
}

/// The pieces of two texts that came of `base`; without one, whatever differs is [`MergePiece::Both`].
pub(crate) fn merge_pieces(base: Option<&str>, here: &str, there: &str) -> Vec<MergePiece> {
    let (here, there) = (Units::of(here), Units::of(there));
    match base {
        Some(base) => three_way(&Units::of(base), &here, &there),
        None => two_way(&here, &there),
    }
}

fn three_way(base: &Units<'_>, here: &Units<'_>, there: &Units<'_>) -> Vec<MergePiece> {
    let (ours, theirs) = (changes(base, here), changes(base, there));
    let mut sides = [Side::of(&ours), Side::of(&theirs)];
    let mut pieces = Pieces::default();
    let mut reached = 0;
    while let Some(start) = sides.iter().filter_map(Side::next_start).min() {
        pieces.same(base.text(reached..start));
        // Changes that touch are one: nobody could say which of them comes first.
        let mut end = start;
        let ranges = loop {
            let before = end;
            end = sides.iter_mut().fold(end, |end, side| side.take_until(end));
            if end == before {
                break sides.each_mut().map(|side| side.range(start, end));
            }
        };
        let [ours, theirs] = ranges;
        pieces.changed(base.text(start..end), here.text(ours), there.text(theirs));
        reached = end;
    }
    pieces.same(base.text(reached..base.len()));
    pieces.0
}

fn two_way(here: &Units<'_>, there: &Units<'_>) -> Vec<MergePiece> {
    let mut pieces = Pieces::default();
    let mut reached = 0;
    for hunk in changes(here, there) {
        pieces.same(here.text(reached..hunk.before.start));
        pieces.0.push(MergePiece::Both {
            here: here.text(hunk.before.clone()).to_owned(),
            there: there.text(hunk.after).to_owned(),
            base: String::new(),
        });
        reached = hunk.before.end;
    }
    pieces.same(here.text(reached..here.len()));
    pieces.0
}

/// The changes that lead from the base to one side, and how far they have been walked.
struct Side<'a> {
    changes: &'a [Hunk],
    taken: usize,
    /// Where the base ended at the last range, and where this side did.
    at: (u32, u32),
}

impl<'a> Side<'a> {
    fn of(changes: &'a [Hunk]) -> Self {
        Self { changes, taken: 0, at: (0, 0) }
    }

    fn next_start(&self) -> Option<u32> {
        self.changes.get(self.taken).map(|hunk| hunk.before.start)
    }

    /// Takes all changes that begin up to `end`; gives where the last of them ends.
    fn take_until(&mut self, end: u32) -> u32 {
        let mut end = end;
        while let Some(hunk) = self.changes.get(self.taken)
            && hunk.before.start <= end
        {
            end = end.max(hunk.before.end);
            self.taken += 1;
        }
        end
    }

    /// What stands on this side in place of `start..end` of the base.
    fn range(&mut self, start: u32, end: u32) -> Range<u32> {
        let first = self.at.1 + (start - self.at.0);
        let (before, after) = match self.changes[..self.taken].last() {
            Some(hunk) if hunk.before.start >= start => (hunk.before.end, hunk.after.end),
            _ => (start, first),
        };
        let last = after + (end - before);
        self.at = (end, last);
        first..last
    }
}

#[derive(Default)]
struct Pieces(Vec<MergePiece>);

impl Pieces {
    fn same(&mut self, more: &str) {
        if more.is_empty() {
            return;
        }
        if let Some(MergePiece::Same { text }) = self.0.last_mut() {
            text.push_str(more);
        } else {
            self.0.push(MergePiece::Same { text: more.to_owned() });
        }
    }

    fn changed(&mut self, base: &str, here: &str, there: &str) {
        let base = base.to_owned();
        if here == there {
            self.same(here);
        } else if here == base {
            self.0.push(MergePiece::There { text: there.to_owned(), base });
        } else if there == base {
            self.0.push(MergePiece::Here { text: here.to_owned(), base });
        } else {
            let (here, there) = (here.to_owned(), there.to_owned());
            self.0.push(MergePiece::Both { here, there, base });
        }
    }
}

fn changes(before: &Units<'_>, after: &Units<'_>) -> Vec<Hunk> {
    let mut input = InternedInput::default();
    input.update_before(before.units());
    input.update_after(after.units());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    diff.hunks().collect()
}

/// A text cut into paragraphs and what stands between them.
struct Units<'a> {
    text: &'a str,
    /// Where each unit ends, in bytes.
    ends: Vec<usize>,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        let mut ends = Vec::new();
        let (mut at, mut paragraph_end) = (0, None);
        for line in text.split_inclusive('\n') {
            let blank = line.trim().is_empty();
            if blank {
                // A paragraph ends before the line break after its last line; what follows is a gap.
                ends.extend(paragraph_end.take());
            } else {
                if paragraph_end.is_none() && at > 0 {
                    ends.push(at);
                }
                paragraph_end = Some(at + line.trim_end_matches(['\r', '\n']).len());
            }
            at += line.len();
        }
        ends.extend(paragraph_end);
        if ends.last() != Some(&at) && at > 0 {
            ends.push(at);
        }
        Self { text, ends }
    }

    #[expect(clippy::cast_possible_truncation, reason = "an entry has at most 16 MiB")]
    fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    fn start(&self, unit: u32) -> usize {
        unit.checked_sub(1).map_or(0, |before| self.ends[before as usize])
    }

    fn text(&self, units: Range<u32>) -> &'a str {
        &self.text[self.start(units.start)..self.start(units.end)]
    }

    fn units(&self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(|unit| self.text(unit..unit + 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn both(pieces: &[MergePiece]) -> (String, String) {
        (
            pieces.iter().map(MergePiece::here).collect(),
            pieces.iter().map(MergePiece::there).collect(),
        )
    }

    fn same(text: &str) -> MergePiece {
        MergePiece::Same { text: text.to_owned() }
    }

    #[test]
    fn a_text_is_cut_into_paragraphs_and_gaps() {
        let units = |text| Units::of(text).units().collect::<Vec<_>>();
        assert_eq!(units("a\nb\n\nc\n"), ["a\nb", "\n\n", "c", "\n"]);
        assert_eq!(units("\n \na\r\n\r\nb"), ["\n \n", "a", "\r\n\r\n", "b"]);
        assert_eq!(units(" \n"), [" \n"]);
        assert_eq!(units(""), Vec::<&str>::new());
    }

    #[test]
    fn neighbouring_paragraphs_changed_on_either_side_do_not_meet() {
        let pieces = merge_pieces(Some("a\n\nb\n\nc"), "A\n\nb\n\nc", "a\n\nB\n\nc\n\nd");
        let expected = [
            MergePiece::Here { text: "A".to_owned(), base: "a".to_owned() },
            same("\n\n"),
            MergePiece::There { text: "B".to_owned(), base: "b".to_owned() },
            same("\n\nc"),
            MergePiece::There { text: "\n\nd".to_owned(), base: String::new() },
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn a_paragraph_changed_on_both_sides_is_both_and_changed_alike_is_the_same() {
        let pieces = merge_pieces(Some("a\n\nb"), "x\n\ny", "x\n\nz");
        let both =
            MergePiece::Both { here: "y".to_owned(), there: "z".to_owned(), base: "b".to_owned() };
        assert_eq!(pieces, [same("x\n\n"), both]);
    }

    #[test]
    fn what_one_side_took_out_and_the_other_changed_is_both() {
        let pieces = merge_pieces(Some("a\n\nb\n\nc"), "a\n\nc", "a\n\nB\n\nc");
        assert!(pieces.iter().any(|piece| matches!(piece, MergePiece::Both { .. })), "{pieces:?}");
        assert_eq!(both(&pieces), ("a\n\nc".to_owned(), "a\n\nB\n\nc".to_owned()));
    }

    #[test]
    fn without_a_base_whatever_differs_is_both() {
        let pieces = merge_pieces(None, "a\n\nb", "a\n\nc");
        let differs =
            MergePiece::Both { here: "b".to_owned(), there: "c".to_owned(), base: String::new() };
        assert_eq!(pieces, [same("a\n\n"), differs]);
        assert_eq!(merge_pieces(None, "", ""), []);
    }

    /// Texts of few paragraphs that are often alike, and any texts at all.
    fn texts() -> impl Strategy<Value = String> {
        let paragraph = prop_oneof![Just("a"), Just("b"), Just("c d"), Just("e\nf"), Just("")];
        let gap = prop_oneof![Just("\n\n"), Just("\n"), Just("\r\n\r\n"), Just("\n \t\n")];
        let alike = proptest::collection::vec((paragraph, gap), 0..12)
            .prop_map(|units| units.iter().flat_map(|unit| [unit.0, unit.1]).collect());
        prop_oneof![4 => alike, 1 => any::<String>()]
    }

    proptest! {
        #[test]
        fn taking_one_side_throughout_gives_that_side_exactly(
            base in proptest::option::of(texts()), here in texts(), there in texts()
        ) {
            let pieces = merge_pieces(base.as_deref(), &here, &there);
            prop_assert_eq!(both(&pieces), (here, there));
        }

        #[test]
        fn what_only_one_side_changed_is_never_both(base in texts(), changed in texts()) {
            for (here, there) in [(&base, &changed), (&changed, &base)] {
                let pieces = merge_pieces(Some(&base), here, there);
                let met = pieces.iter().any(|piece| matches!(piece, MergePiece::Both { .. }));
                prop_assert!(!met, "{:?}", pieces);
            }
        }

        #[test]
        fn changed_alike_is_the_same(base in texts(), changed in texts()) {
            let pieces = merge_pieces(Some(&base), &changed, &changed);
            prop_assert!(pieces.len() <= 1, "{:?}", pieces);
        }
    }
}
