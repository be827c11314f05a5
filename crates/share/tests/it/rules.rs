//! R1 to R8 of the design, each tried to be broken.

use journal::{Content, Edtf};
use share::{Decision, FindingDecision, Format, LedgerState, Letter, Plan, RetellingRule, ledger};

use crate::desk::{Desk, at, code, generalise, item, now, page, story};

// R1, the door: see unfinished.rs for the types. Here, what the types cannot hold.

#[test]
fn r1_an_unfinished_review_is_no_package() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.\n\nMaria came.");
    assert_eq!(code(review.complete(&desk.journal)), "review-unfinished");
    desk.decide(&mut review, "One", Decision::Keep);
    desk.decide(&mut review, "Maria", Decision::Keep);
    // The item is decided, the finding in it is not.
    assert_eq!(code(review.complete(&desk.journal)), "review-unfinished");
    desk.decide_finding(&mut review, "Maria", FindingDecision::Redact, false);
    assert!(review.complete(&desk.journal).is_ok());
}

#[test]
fn r1_a_review_that_keeps_nothing_is_no_package() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.");
    desk.decide(&mut review, "One", Decision::LeaveOut);
    assert_eq!(code(review.complete(&desk.journal)), "nothing-kept");
}

#[test]
fn r1_nothing_leaves_without_the_approved_digest_and_the_typed_name() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.\n\nTwo.");
    desk.keep_rest(&mut review);
    let target = desk.target("a.md");
    std::fs::create_dir_all(desk.target("")).expect("folder");
    let build =
        |desk: &Desk, format: &Format| desk.complete(&review).build(format, now()).expect("build");
    let other = build(&desk, &Format::AgePassphrase).digest();
    for (digest, name, wanted) in [
        (other, "Ana Lima", "not-approved"),
        (build(&desk, &Format::Markdown).digest(), "Maria Souza", "name-mismatch"),
        (build(&desk, &Format::Markdown).digest(), "", "name-mismatch"),
    ] {
        let package = build(&desk, &Format::Markdown);
        let sent = share::send(
            &mut desk.journal,
            package,
            digest,
            name,
            &target,
            None,
            now(),
            &mut desk.rng,
        );
        assert_eq!(code(sent), wanted);
    }
    assert!(desk.outside().is_empty());
    assert!(ledger(&desk.journal).expect("ledger").is_empty());
}

// R2, allow-list.

#[test]
fn r2_a_package_holds_what_was_kept_and_nothing_else() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    desk.decide(&mut review, "- Nobody knew", Decision::Keep);
    for item in review.items() {
        if item.decision == Decision::Undecided {
            review
                .decide_item(&mut desk.journal, &item.id, Decision::LeaveOut, now())
                .expect("leave out");
        }
    }
    let text = desk.letter(&review).expect("letter");
    let letter = Letter::parse(text.as_bytes()).expect("a letter");
    assert_eq!(letter.body, "- Nobody knew.");
    assert_eq!((letter.title, letter.happened, letter.place), (None, None, None));
    assert_eq!((letter.kind, letter.feeling), (None, None));
    assert!(letter.people.is_empty() && letter.tags.is_empty());
    let plain = desk.markdown(&review).expect("markdown");
    assert_eq!(
        plain,
        "- Nobody knew.\n\n---\n\n*Please keep this between us. Told on 22 November 2026.*\n"
    );
}

#[test]
fn r2_a_letter_says_nothing_about_its_author() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.");
    desk.keep_rest(&mut review);
    let text = desk.letter(&review).expect("letter");
    for hint in [
        review.id().to_string(),
        review.entry().to_string(),
        desk.ana.id.to_string(),
        "Ana".into(),
        "12:00".into(),
        "not alone".into(),
        "one-to-one".into(),
    ] {
        assert!(!text.contains(&hint), "{hint}");
    }
}

// R3, what you saw is what leaves.

#[test]
fn r3_the_file_is_byte_for_byte_what_was_shown() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    desk.keep_rest(&mut review);
    let target = desk.target("a.md");
    let shown = desk.markdown(&review).expect("markdown");
    let sealed = desk.send(&review, &Format::Markdown, &target).expect("send");
    let written = std::fs::read(&target).expect("read");
    assert_eq!(written, shown.as_bytes());
    assert_eq!(sealed.bytes, written.len() as u64);
    assert!(sealed.passphrase.is_none());
}

#[test]
fn r3_what_the_review_shows_of_an_item_is_what_leaves_of_it() {
    let mut desk = Desk::new();
    let mut review = desk.start_body(
        "A <b onmouseover=x>bold</b> word.\n\n- [one](javascript:1)\n  - ![two](http://t.example/2.png)\n\n\
         ~~~\nlet x = \"<i>\";",
    );
    desk.keep_rest(&mut review);
    let body = Letter::parse(desk.letter(&review).expect("letter").as_bytes()).expect("read").body;
    let shown: Vec<String> = review.items().into_iter().filter_map(|item| item.leaves).collect();
    assert_eq!(shown.len(), 4);
    for text in shown {
        for line in text.lines() {
            assert!(body.lines().any(|other| other.trim_start() == line), "{line}");
        }
    }
}

// R4, removed means gone.

#[test]
fn r4_a_removed_name_stops_the_package_wherever_it_hides() {
    for (hiding, place) in [
        ("[here](https://blog.example/about-Maria)", "a link of paragraph 2"),
        ("[here](https://blog.example/m%61ria)", "a link of paragraph 2"),
        ("[here](https://blog.example \"M\u{e1}ria\")", "a link of paragraph 2"),
    ] {
        let mut desk = Desk::new();
        let mut review = desk.start_body(&format!("Maria came.\n\nIt is {hiding}."));
        desk.decide(&mut review, "Maria came", Decision::Keep);
        desk.decide_finding(&mut review, "Maria", FindingDecision::Redact, false);
        desk.keep_rest(&mut review);
        if item(&review, "It is").findings.iter().any(|found| found.kind.as_str() == "person") {
            continue; // The detector saw it, so it was kept on purpose.
        }
        let error = desk.letter(&review).expect_err("it hides there");
        assert_eq!(error.code(), "removed-text-found", "{hiding}");
        assert!(error.to_string().contains(place), "{error}");
        assert!(!error.to_string().to_lowercase().contains("maria"));
    }
}

#[test]
fn r4_a_left_out_passage_cannot_come_back_in_a_rewriting() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("I never told a soul about it.\n\nIt rained.");
    desk.decide(&mut review, "I never", Decision::LeaveOut);
    let again = Decision::Rewrite("It rained. I *never* told a soul – about it!".into());
    desk.decide(&mut review, "It rained", again);
    desk.keep_rest(&mut review);
    assert_eq!(code(desk.letter(&review)), "removed-text-found");
    assert_eq!(code(desk.markdown(&review)), "removed-text-found");
    desk.decide(&mut review, "It rained", Decision::Keep);
    assert!(desk.letter(&review).is_ok());
}

#[test]
fn r4_a_left_out_date_or_place_cannot_stay_in_the_text_unseen() {
    let mut desk = Desk::new();
    let mut review = desk.start(&Content {
        body: "See `2019-03-14.log` for it.".into(),
        happened: Some(Edtf::parse("2019-03-14").expect("date")),
        ..Content::default()
    });
    desk.decide(&mut review, "14 March 2019", Decision::LeaveOut);
    desk.decide(&mut review, "See", Decision::Keep);
    for found in item(&review, "See").findings {
        let id = item(&review, "See").id;
        // Whatever the detector makes of it, it is not a date that was kept.
        let kept = if found.kind.as_str() == "date" {
            FindingDecision::Redact
        } else {
            FindingDecision::Keep
        };
        review
            .decide_finding(&mut desk.journal, &id, &found.id, kept, false, now())
            .expect("decide");
    }
    match desk.letter(&review) {
        Ok(text) => assert!(!text.contains("2019-03-14")),
        Err(error) => assert_eq!(error.code(), "removed-text-found"),
    }
}

#[test]
fn r4_what_was_kept_on_purpose_elsewhere_may_leave() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("Maria came.\n\nMaria went.");
    desk.decide(&mut review, "Maria came", Decision::Keep);
    desk.decide_finding(&mut review, "Maria", FindingDecision::Redact, false);
    desk.keep_rest(&mut review);
    let text = desk.letter(&review).expect("letter");
    assert!(text.contains("[…] came.\n\nMaria went."));
}

#[test]
fn r4_a_stand_in_is_no_way_round() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("My sister came.\n\nMaria went.");
    desk.decide(&mut review, "My sister", Decision::Keep);
    desk.decide(&mut review, "Maria", Decision::Keep);
    desk.decide_finding(&mut review, "Maria", FindingDecision::Redact, true);
    desk.decide_finding(&mut review, "My sister", generalise("Maria"), false);
    assert_eq!(code(desk.letter(&review)), "removed-text-found");
}

#[test]
fn r4_the_file_name_is_part_of_what_leaves() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("Maria Souza came.\n\nIt rained.");
    desk.decide(&mut review, "Maria", Decision::LeaveOut);
    desk.keep_rest(&mut review);
    let package = desk.complete(&review).build(&Format::AgePassphrase, now()).expect("build");
    assert_eq!(package.suggested_name(), "letter-2026-11-22.age");
    let target = desk.target("what-maria-souza-came-to-say.age");
    let sent = desk.send(&review, &Format::AgePassphrase, &target);
    assert_eq!(code(sent), "removed-text-found");
    assert!(desk.outside().is_empty());
}

#[test]
fn r4_a_link_whose_target_is_redacted_keeps_only_its_text() {
    let mut desk = Desk::new();
    let mut review =
        desk.start_body("It is [on my page](https://maria.example/x?y=1 \"hers\") now.");
    desk.decide(&mut review, "It is", Decision::Keep);
    for found in item(&review, "It is").findings {
        let id = item(&review, "It is").id;
        review
            .decide_finding(
                &mut desk.journal,
                &id,
                &found.id,
                FindingDecision::Redact,
                false,
                now(),
            )
            .expect("redact");
    }
    let text = desk.letter(&review).expect("letter");
    assert!(text.contains("It is on my page now."), "{text}");
    assert!(!text.contains("maria.example"));
}

// R6 is in door.rs. R7, a stale review cannot leave.

#[test]
fn r7_an_edit_after_the_review_stops_it() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.\n\nTwo.");
    desk.keep_rest(&mut review);
    let entry = review.entry();
    desk.rewrite(entry, |content| content.body = "One.\n\nThree.".into());
    assert_eq!(code(review.complete(&desk.journal)), "review-stale");
}

/// Builds a package, lets `change` happen, and tries to send the package all the same.
fn send_after(change: impl FnOnce(&mut Desk, &mut share::Review)) -> &'static str {
    let mut desk = Desk::new();
    let mut review = desk.start_body("One.\n\nTwo.");
    desk.keep_rest(&mut review);
    let package = desk.complete(&review).build(&Format::Markdown, now()).expect("build");
    let digest = package.digest();
    change(&mut desk, &mut review);
    std::fs::create_dir_all(desk.target("")).expect("folder");
    let target = desk.target("a.md");
    let sent = share::send(
        &mut desk.journal,
        package,
        digest,
        "Ana Lima",
        &target,
        Some(&page()),
        at("14:00"),
        &mut desk.rng,
    );
    assert!(desk.outside().is_empty());
    assert!(ledger(&desk.journal).expect("ledger").is_empty());
    code(sent)
}

#[test]
fn r7_any_change_between_preview_and_seal_stops_it() {
    let stale = [
        send_after(|desk, review| {
            desk.rewrite(review.entry(), |content| content.body = "One.\n\nTwo!".into());
        }),
        send_after(|desk, review| {
            desk.rewrite(review.entry(), |content| content.title = "A title".into());
        }),
        send_after(|desk, _| {
            desk.ana.name = "Ana Prado".into();
            desk.journal.save_person(&desk.ana, at("13:00")).expect("rename");
        }),
        send_after(|desk, review| {
            let plan = Plan { rule: RetellingRule::MayRetell, ..desk.plan() };
            review.change_plan(&mut desk.journal, plan, now()).expect("plan");
        }),
        send_after(|desk, review| {
            let plan = Plan { person: desk.maria.id, ..desk.plan() };
            review.change_plan(&mut desk.journal, plan, now()).expect("plan");
        }),
        send_after(|desk, review| desk.decide(review, "Two", Decision::LeaveOut)),
    ];
    assert_eq!(stale, ["review-stale"; 6]);
    let gone = send_after(|desk, review| {
        share::Review::discard(&mut desk.journal, review.id(), now()).expect("discard");
    });
    assert_eq!(gone, "share-not-found");
    let deleted = send_after(|desk, review| {
        desk.journal.delete(review.entry(), now()).expect("delete");
    });
    assert_eq!(deleted, "entry-not-found");
}

#[test]
fn r7_two_openings_of_a_review_cannot_package_each_others_decisions() {
    let mut desk = Desk::new();
    let mut one = desk.start_body("One.\n\nTwo.");
    desk.keep_rest(&mut one);
    let mut other = share::Review::open(&mut desk.journal, one.id(), now()).expect("open");
    desk.decide(&mut other, "Two", Decision::LeaveOut);
    assert_eq!(code(one.complete(&desk.journal)), "review-stale");
    assert!(other.complete(&desk.journal).is_ok());
}

// R8, hostile text is inert.

#[test]
fn r8_hostile_markdown_leaves_as_text_in_every_format() {
    let mut desk = Desk::new();
    let mut review = desk.start(&Content {
        title: "A <script>alert(1)</script> [t](javascript:alert(2))".into(),
        body: "<script>alert(3)</script>\n\nAn <img src=x onerror=alert(4)> image.\n\n\
               [a](javascript:alert(5)) [b](data:text/html,x) [c][d] <javascript:alert(6)>\n\n\
               [d]: vbscript:alert(7)\n\n![pixel](https://tracker.example/p.gif)\n\n\
               <!-- a comment -->"
            .into(),
        ..Content::default()
    });
    desk.keep_rest(&mut review);
    let letter = Letter::parse(desk.letter(&review).expect("letter").as_bytes()).expect("read");
    let plain = desk.markdown(&review).expect("markdown");
    for text in [&letter.body, &plain] {
        let events: Vec<_> =
            pulldown_cmark::Parser::new_ext(text, detect::block::options()).collect();
        for event in events {
            use pulldown_cmark::{Event, Tag};
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in {text}"),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    panic!("{dest_url} in {text}")
                }
                _ => {}
            }
        }
        for gone in ["data:text", "vbscript", "tracker.example", "alert(5)", "alert(6)", "alert(7)"]
        {
            assert!(!text.contains(gone), "{gone} in {text}");
        }
        assert!(text.contains("pixel") && text.contains("a comment"));
    }
    assert_eq!(
        letter.title.as_deref(),
        Some("A <script>alert(1)</script> [t](javascript:alert(2))")
    );
}

#[test]
fn the_ledger_has_what_was_told_and_to_whom() {
    let mut desk = Desk::new();
    let content = story(&desk);
    let mut review = desk.start(&content);
    desk.decide(&mut review, "I was ashamed", Decision::LeaveOut);
    desk.decide(&mut review, "# Before", Decision::Rewrite("# Long ago".into()));
    desk.decide(&mut review, "Maria told", Decision::Keep);
    desk.decide_finding(&mut review, "Maria", generalise("a colleague"), true);
    desk.decide_finding(&mut review, "14 March 2019", FindingDecision::Redact, true);
    desk.keep_rest(&mut review);
    let target = desk.target("for-ana.md");
    let sealed = desk.send(&review, &Format::Markdown, &target).expect("send");
    let rows = ledger(&desk.journal).expect("ledger");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.id, row.state), (sealed.ledger, LedgerState::Written));
    assert_eq!((row.person_name.as_str(), row.entry), ("Ana Lima", review.entry()));
    assert_eq!(row.rule, RetellingRule::KeepBetweenUs);
    assert_eq!(row.file_name, "for-ana.md");
    let counts = row.counts;
    assert_eq!((counts.kept, counts.rewritten, counts.left_out), (10, 1, 1));
    assert_eq!((counts.generalised, counts.redacted), (3, 2));
    assert!(share::open_shares(&desk.journal).expect("shares").is_empty());
    let text = std::fs::read_to_string(&target).expect("read");
    assert!(!text.contains("Maria") && !text.contains("14 March"));
    assert!(text.contains("A colleague told me on […] that the demo had failed."));
}
