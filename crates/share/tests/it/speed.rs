//! A long story is decided as quickly as a short one.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use share::{Decision, FindingDecision, Review};

use crate::desk::{Desk, generalise, now};

/// Each key in a share of 100 blocks and some 300 findings, its storing and its showing included.
/// The bar is 50 ms; a debug build on a busy machine gets more room.
#[test]
fn every_decision_in_a_long_story_answers_at_once() {
    let bar = Duration::from_millis(if cfg!(debug_assertions) { 1000 } else { 50 });
    let mut desk = Desk::new();
    let names = ["Maria Souza", "Ana Lima", "Peter Okafor", "Mia", "Jonas Weber", "Ines Duarte"];
    let mut body = String::new();
    for n in 0..100 {
        let (one, two) = (names[n % 6], names[(n / 6 + 1) % 6]);
        write!(
            body,
            "Then {one} wrote to {two} on {} March 2019 about what had been said in the long \
             meeting, and nobody answered for a week or more.\n\n",
            n % 28 + 1
        )
        .expect("write");
    }
    let begun = Instant::now();
    let mut review = desk.start_body(&body);
    let opening = begun.elapsed();
    let items = review.items();
    let findings: usize = items.iter().map(|item| item.findings.len()).sum();
    assert_eq!(items.len(), 100);
    assert!(findings >= 290, "{findings}");

    let mut slowest = Duration::ZERO;
    let mut timed = |desk: &mut Desk, review: &mut Review, key: &dyn Fn(&mut Desk, &mut Review)| {
        let begun = Instant::now();
        key(desk, review);
        let shown = review.items();
        slowest = slowest.max(begun.elapsed());
        assert_eq!(shown.len(), 100);
    };
    for item in &items {
        timed(&mut desk, &mut review, &|desk, review| {
            review.decide_item(&mut desk.journal, &item.id, Decision::Keep, now()).expect("keep");
        });
    }
    timed(&mut desk, &mut review, &|desk, review| {
        desk.decide_finding(review, "Maria Souza", generalise("a colleague"), true);
    });
    for item in items.iter().take(20) {
        for finding in &item.findings {
            timed(&mut desk, &mut review, &|desk, review| {
                let (item, finding) = (&item.id, &finding.id);
                review
                    .decide_finding(
                        &mut desk.journal,
                        item,
                        finding,
                        FindingDecision::Redact,
                        false,
                        now(),
                    )
                    .expect("redact");
            });
        }
    }
    timed(&mut desk, &mut review, &|desk, review| {
        review.undo(&mut desk.journal, now()).expect("undo");
    });
    let begun = Instant::now();
    let again = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    println!("start {opening:?}, slowest key {slowest:?}, open {:?}", begun.elapsed());
    assert_eq!(again.items(), review.items());
    assert!(slowest < bar, "{slowest:?}");
}
