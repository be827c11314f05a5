//! The review: what is asked, what is remembered, what is taken back.

use journal::Content;
use share::{Decision, FindingDecision, ItemKind, Plan, RetellingRule, Review, open_shares};
use vault::Id;

use crate::desk::{Desk, at, code, generalise, item, kinds, now, story};

#[test]
fn everything_of_an_entry_is_an_item_in_reading_order_and_undecided() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let review = desk.start(&content);
    let kinds: Vec<_> = kinds(&review).into_iter().map(ItemKind::as_str).collect();
    assert_eq!(
        kinds.join(" "),
        "title happened place block block block block block block person tag feeling"
    );
    let items = review.items();
    assert!(items.iter().all(|item| !item.decided && item.leaves.is_none()));
    assert_eq!(items[1].text, "14 March 2019");
    assert_eq!(items[11].text, "low: ashamed");
    assert_eq!(review.progress().decided, 0);
    assert!(!review.can_undo());
    assert_eq!(review.person_name(), "Ana Lima");
}

#[test]
fn a_plan_needs_a_person_that_is_there_and_an_entry_that_was_saved() {
    let mut desk = Desk::new();
    let entry = desk.write(&Content { body: "x".into(), ..Content::default() });
    let nobody = Plan { person: Id::from_bytes([9; 16]), ..desk.plan() };
    let started = Review::start(&mut desk.journal, entry, nobody, now(), &mut desk.rng);
    assert_eq!(code(started), "person-not-found");
    let draft = Id::generate(&mut desk.rng);
    let content = Content { body: "only a draft".into(), ..Content::default() };
    desk.journal.keep_draft(draft, &content, now()).expect("draft");
    let plan = desk.plan();
    let started = Review::start(&mut desk.journal, draft, plan, now(), &mut desk.rng);
    assert_eq!(code(started), "entry-not-found");
    assert_eq!(code(Review::open(&mut desk.journal, draft, now())), "share-not-found");
}

#[test]
fn a_review_goes_on_where_it_was_left_after_lock_and_unlock() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    desk.decide(&mut review, "I was ashamed", Decision::LeaveOut);
    desk.decide(&mut review, "# Before", Decision::Rewrite("# Long before".into()));
    desk.decide(&mut review, "Maria told me", Decision::Keep);
    desk.decide_finding(&mut review, "Maria", generalise("a colleague"), true);
    let (id, before) = (review.id(), review.items());
    drop(review);

    let mut desk = desk.relock();
    let mut review = Review::open(&mut desk.journal, id, at("18:00")).expect("open");
    assert_eq!(review.items(), before);
    assert_eq!(review.voided(), 0);
    assert_eq!(review.plan(), &desk.plan());
    // What was taken back before can still be taken back.
    assert!(review.undo(&mut desk.journal, now()).expect("undo"));
    assert!(item(&review, "Maria told me").leaves.expect("leaves").starts_with("[…] told me"));
    let shares = open_shares(&desk.journal).expect("shares");
    assert_eq!((shares[0].id, shares[0].entry_title.as_str()), (id, "The demo in Lisbon"));
    assert_eq!(shares[0].person_name, "Ana Lima");
}

#[test]
fn after_an_edit_only_items_whose_content_changed_are_undecided_again() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("The first.\n\nThe second.\n\nThe third.");
    desk.keep_rest(&mut review);
    let entry = review.entry();
    desk.rewrite(entry, |content| {
        content.body = "A new one.\n\nThe first.\n\nThe second, changed.\n\nThe third.".into();
    });
    let review = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    let decided: Vec<bool> = review.items().iter().map(|item| item.decided).collect();
    assert_eq!(decided, [false, true, false, true]);
    assert_eq!(review.voided(), 1);
    let again = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    assert_eq!(again.voided(), 0);
}

#[test]
fn a_name_decided_everywhere_is_decided_in_parts_possessives_and_items_decided_later() {
    let mut desk = Desk::new();
    let mut review = desk.start_body(
        "Maria Souza wrote.\n\nThen Maria called.\n\nIt was Maria's idea, and Mia laughed.\n\nAna Lima heard.",
    );
    desk.decide(&mut review, "Maria Souza wrote", Decision::Keep);
    let first = item(&review, "Maria Souza wrote");
    assert_eq!(first.findings[0].same, 4);
    assert_eq!(first.findings[0].stand_ins[0], "a colleague");
    desk.decide_finding(&mut review, "Maria Souza", generalise("a colleague"), true);
    desk.decide(&mut review, "Then Maria", Decision::Keep);
    desk.decide(
        &mut review,
        "It was Maria's",
        Decision::Rewrite("Maria's idea. Mia laughed.".into()),
    );
    let leaves = |text: &str| item(&review, text).leaves;
    assert_eq!(leaves("Maria Souza wrote").as_deref(), Some("A colleague wrote."));
    assert_eq!(leaves("Then Maria").as_deref(), Some("Then a colleague called."));
    assert_eq!(
        leaves("It was Maria's").as_deref(),
        Some("A colleague's idea. A colleague laughed.")
    );
    assert_eq!(leaves("Ana Lima"), None);
    let ana = item(&review, "Ana Lima");
    assert_eq!(ana.findings[0].decision, FindingDecision::Undecided);
    // Two people are not offered the same words.
    assert_eq!(ana.findings[0].stand_ins[0], "another colleague");
}

#[test]
fn a_rewriting_is_looked_at_again() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("A quiet day.");
    desk.decide(&mut review, "A quiet day", Decision::Keep);
    assert!(review.progress().is_complete());
    desk.decide(&mut review, "A quiet day", Decision::Rewrite("Mail maria@souza.example".into()));
    let one = item(&review, "A quiet day");
    assert_eq!(one.findings[0].kind.as_str(), "email");
    assert!(!one.decided);
    assert_eq!(one.leaves.as_deref(), Some("Mail […]"));
    desk.decide(&mut review, "A quiet day", Decision::Rewrite("  \n".into()));
    assert_eq!(item(&review, "A quiet day").decision, Decision::LeaveOut);
}

#[test]
fn an_item_that_is_one_name_is_asked_about_once() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    let person = |review: &Review| {
        review.items().into_iter().find(|item| item.kind == ItemKind::Person).expect("a person")
    };
    let id = person(&review).id;
    review.decide_item(&mut desk.journal, &id, Decision::Keep, now()).expect("keep");
    assert!(person(&review).decided);
    // A later decision about the name everywhere reaches it all the same.
    desk.decide_finding(&mut review, "Maria", generalise("a colleague"), true);
    assert_eq!(person(&review).leaves.as_deref(), Some("a colleague"));
}

#[test]
fn every_decision_can_be_taken_back_in_turn() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    let mut states = vec![review.items()];
    desk.decide(&mut review, "Maria told me", Decision::Keep);
    states.push(review.items());
    desk.decide_finding(&mut review, "14 March 2019", FindingDecision::Redact, false);
    states.push(review.items());
    desk.decide_finding(&mut review, "Maria", generalise("a colleague"), true);
    states.push(review.items());
    desk.decide(&mut review, "Maria's answer", Decision::Rewrite("Maria: me too.".into()));
    states.push(review.items());
    desk.decide(&mut review, "Maria's answer", Decision::LeaveOut);
    while let Some(state) = states.pop() {
        assert!(review.undo(&mut desk.journal, now()).expect("undo"));
        assert_eq!(review.items(), state);
    }
    assert!(!review.undo(&mut desk.journal, now()).expect("undo"));
}

#[test]
fn another_person_or_a_looser_rule_asks_again() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.\n\nTwo.");
    desk.decide(&mut review, "One", Decision::Keep);
    desk.decide(&mut review, "Two", Decision::LeaveOut);
    let looser = Plan { rule: RetellingRule::MayRetell, ..desk.plan() };
    review.change_plan(&mut desk.journal, looser.clone(), now()).expect("plan");
    assert_eq!((review.progress().decided, review.voided()), (1, 1));
    assert!(item(&review, "Two").decided);
    desk.keep_rest(&mut review);
    let closer = Plan { purpose: " else ".into(), ..desk.plan() };
    review.change_plan(&mut desk.journal, closer, now()).expect("plan");
    assert!(review.progress().is_complete());
    assert_eq!(review.plan().purpose, "else");
    let other = Plan { person: desk.maria.id, ..desk.plan() };
    review.change_plan(&mut desk.journal, other, now()).expect("plan");
    assert_eq!(review.progress().decided, 0);
    assert_eq!(review.person_name(), "Maria Souza");
    assert!(!review.can_undo());
}

#[test]
fn what_is_not_there_cannot_be_decided() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("Maria was there.");
    let id = item(&review, "Maria").id;
    let journal = &mut desk.journal;
    assert_eq!(code(review.decide_item(journal, "gone", Decision::Keep, now())), "item-not-found");
    assert_eq!(code(review.keep_remaining(journal, "gone", now())), "item-not-found");
    let decided = review.decide_finding(journal, &id, "gone", FindingDecision::Keep, false, now());
    assert_eq!(code(decided), "finding-not-found");
    Review::discard(journal, review.id(), now()).expect("discard");
    assert_eq!(code(Review::open(journal, review.id(), now())), "share-not-found");
    assert_eq!(code(Review::discard(journal, review.id(), now())), "share-not-found");
    assert!(open_shares(journal).expect("shares").is_empty());
}

#[test]
fn what_was_removed_is_pointed_out_where_the_detectors_missed_it() {
    let mut desk = Desk::new();
    let mut review = desk.start_body(
        "Call me at +44 20 7946 0958 or write.\n\nHe is from Zembla, and Zembla it was.\n\n\
         The zembla of it; `Zembla` and Zemblans.",
    );
    let mut with_place = review.items();
    with_place.retain(|item| item.findings.iter().any(|found| found.text == "Zembla"));
    // Whatever the detectors know of Zembla, removing it once asks about it everywhere.
    desk.decide(&mut review, "He is", Decision::Keep);
    desk.decide(&mut review, "The zembla", Decision::Keep);
    if with_place.is_empty() {
        return;
    }
    desk.decide_finding(&mut review, "Zembla", FindingDecision::Redact, false);
    let open: usize = review
        .items()
        .iter()
        .flat_map(|item| &item.findings)
        .filter(|found| found.text == "Zembla" && found.decision == FindingDecision::Undecided)
        .count();
    assert!(open >= 2, "{open}");
    assert_eq!(code(review.complete(&desk.journal)), "review-unfinished");
}

#[test]
fn a_left_out_person_is_asked_about_where_the_text_names_them() {
    let mut desk = Desk::new();
    let content = Content {
        place: Some("Kinbote".into()),
        body: "It was at kinbote, or `Kinbote`.\n\nQuiet.".into(),
        ..Content::default()
    };
    let mut review = desk.start(&content);
    desk.decide(&mut review, "Kinbote", Decision::LeaveOut);
    desk.decide(&mut review, "It was at", Decision::Keep);
    desk.decide(&mut review, "Quiet", Decision::Keep);
    let asked = item(&review, "It was at");
    assert!(asked.findings.iter().any(|found| found.text == "Kinbote"), "{asked:?}");
    assert!(!asked.decided);
}
