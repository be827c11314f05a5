//! Changes to a text, made together, with ranges that follow them.

use std::ops::Range;

/// Put `text` where `range` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

/// `text` after `edits`, in any order; of two that overlap the one that begins first is made.
/// Each of `pieces` follows: what is put in at its start belongs to it, at its end not.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>, pieces: &mut [Range<usize>]) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + edits.len() * 4);
    // Old offset up to which is written, and the edits made as (old range, new range).
    let mut at = 0;
    let mut made: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(edits.len());
    for edit in edits {
        let empty_again = made.last().is_some_and(|(old, _)| *old == edit.range);
        if edit.range.start < at || empty_again {
            continue;
        }
        out.push_str(&text[at..edit.range.start]);
        let start = out.len();
        out.push_str(&edit.text);
        at = edit.range.end;
        made.push((edit.range, start..out.len()));
    }
    out.push_str(&text[at..]);
    for piece in pieces {
        *piece = moved(&made, piece.start, true)..moved(&made, piece.end, false);
        piece.end = piece.end.max(piece.start);
    }
    out
}

/// Where the old offset `at` is now.
fn moved(made: &[(Range<usize>, Range<usize>)], at: usize, is_start: bool) -> usize {
    let before = made.partition_point(|(old, _)| old.start < at);
    let Some((old, new)) = before.checked_sub(1).and_then(|last| made.get(last)) else {
        return at;
    };
    if old.end <= at {
        return new.end + (at - old.end);
    }
    // The edit reaches over the edge.
    if is_start { new.start } else { new.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.into() }
    }

    #[test]
    fn ranges_follow_the_changes_before_and_inside_them() {
        let mut pieces = [0..3, 5..8];
        let out =
            apply("one, two", vec![edit(6..7, "WW"), edit(0..0, ">"), edit(3..4, "")], &mut pieces);
        assert_eq!(out, ">one tWWo");
        assert_eq!(&out[pieces[0].clone()], ">one");
        assert_eq!(&out[pieces[1].clone()], "tWWo");
    }

    #[test]
    fn of_two_changes_that_overlap_the_first_is_made() {
        assert_eq!(apply("abcd", vec![edit(1..3, "x"), edit(2..4, "y")], &mut []), "axd");
    }
}
