//! Random decisions, with changes of mind, until nothing waits.

use rand::Rng;
use rand::rngs::StdRng;
use share::{Decision, FindingDecision, ItemKind, Review};

use crate::desk::{Desk, now};
use crate::entries::{coin, words};

fn item(rng: &mut StdRng) -> Decision {
    match rng.next_u32() % 5 {
        0 => Decision::LeaveOut,
        1 => Decision::Rewrite(words(rng, 4)),
        _ => Decision::Keep,
    }
}

fn finding(rng: &mut StdRng) -> FindingDecision {
    match rng.next_u32() % 3 {
        0 => FindingDecision::Keep,
        1 => FindingDecision::Redact,
        _ => FindingDecision::Generalise(words(rng, 2)),
    }
}

/// An item with something undecided, and the first undecided finding of it, if it is that.
fn waiting(review: &Review) -> Option<(String, Option<String>)> {
    let item = review.items().into_iter().find(|item| !item.decided)?;
    let open = |found: &&share::Finding| found.decision == FindingDecision::Undecided;
    let found = match item.decision {
        Decision::Undecided => None,
        _ => item.findings.iter().find(open).map(|found| found.id.clone()),
    };
    Some((item.id, found))
}

pub fn decide(rng: &mut StdRng, desk: &mut Desk, review: &mut Review) {
    for one in review.items() {
        let is_file = matches!(one.kind, ItemKind::Photo | ItemKind::File);
        let decision = match item(rng) {
            // A picture has no words of its own.
            Decision::Rewrite(_) if is_file => Decision::Keep,
            other => other,
        };
        review.decide_item(&mut desk.journal, &one.id, decision, now()).expect("decide");
    }
    let mut minds = 2;
    while let Some((id, found)) = waiting(review) {
        match found {
            None => review.decide_item(&mut desk.journal, &id, item(rng), now()).expect("decide"),
            Some(found) => {
                let (decision, everywhere) = (finding(rng), coin(rng));
                review
                    .decide_finding(&mut desk.journal, &id, &found, decision, everywhere, now())
                    .expect("decide");
            }
        }
        if minds > 0 && rng.next_u32().is_multiple_of(5) {
            minds -= 1;
            review.undo(&mut desk.journal, now()).expect("undo");
        }
    }
}
