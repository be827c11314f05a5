//! From a text to the items of a review, and from the items that are kept to the letter.

use std::collections::HashSet;
use std::ops::Range;

use detect::{Knowledge, KnownPerson, block};
use share::fuzzing::{self, Items};

/// Blocks and items hold every byte of a text once; what leaves is inert, holds nothing of what
/// does not leave without being stopped, and a reader gets of an item what was shown of it.
pub fn markdown(bytes: &[u8]) {
    let Some(text) = crate::text(bytes) else { return };
    blocks_cover(text);
    let items = Items::of(text);
    let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let together: String = items.texts().into_iter().map(seen).collect();
    assert_eq!(together, seen(&fuzzing::cleaned(text)), "items leave something out");
    assert!(items.ids().into_iter().all({
        let mut known = HashSet::new();
        move |id| known.insert(id.to_owned())
    }));

    let nothing = items.leaving(|_, _| None);
    assert!(nothing.body.is_empty() && nothing.pieces.is_empty(), "what nobody kept leaves");
    let whole = items.leaving(|_, text| Some(text.to_owned()));
    assert!(fuzzing::is_inert(&whole.body), "not inert: {:?}", whole.body);

    // Some items stay, and in the others everything that was found is taken out.
    let knowledge = knowledge();
    let mut removed = Vec::new();
    let some = items.leaving(|n, text| {
        let spans = findings(text, &knowledge);
        removed.extend(spans.iter().map(|span| text[span.clone()].to_owned()));
        let keep = bytes[n % bytes.len()] % 3 != 0;
        keep.then(|| fuzzing::redacted(text, &spans))
    });
    assert!(fuzzing::is_inert(&some.body), "not inert: {:?}", some.body);
    for name in removed {
        let stopped = fuzzing::is_stopped(&name, &some.body);
        assert_ne!(stopped, Some(false), "{name:?} would leave in {:?}", some.body);
    }
}

fn knowledge() -> Knowledge {
    Knowledge {
        people: vec![KnownPerson { name: "Maria Okafor".into(), ..KnownPerson::default() }],
        author: vec!["Jo Park".into()],
        ..Knowledge::default()
    }
}

/// Findings never overlap and lie on character boundaries.
fn findings(text: &str, knowledge: &Knowledge) -> Vec<Range<usize>> {
    let spans: Vec<_> = detect::find(text, knowledge).into_iter().map(|found| found.span).collect();
    assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "findings overlap");
    assert!(spans.iter().all(|span| text.get(span.clone()).is_some_and(|words| !words.is_empty())));
    spans
}

fn blocks_cover(text: &str) {
    let mut end = 0;
    for block in block::split(text) {
        let between = text.get(end..block.span.start).expect("blocks come one after another");
        assert!(between.trim().is_empty(), "{between:?} stands in no block");
        let inside = text.get(block.span.clone()).expect("a block lies on character boundaries");
        assert!(!inside.trim().is_empty(), "a block without text");
        end = block.span.end;
    }
    assert!(text[end..].trim().is_empty(), "the end stands in no block");
}
