//! What comes before and after a telling: facts, notes, the day to ask, sleeping on it.

use jiff::civil::date;
use journal::{Content, Edtf};
use share::{
    After, Decision, Format, Received, Review, Trust, afters, before, follow_ups, ledger,
    note_after, open_shares,
};
use vault::Id;

use crate::desk::{Desk, at, code, now, story};

fn tell(desk: &mut Desk, body: &str, name: &str) -> Id {
    let mut review = desk.start_body(body);
    desk.keep_rest(&mut review);
    let target = desk.target(name);
    desk.send(&review, &Format::Markdown, &target).expect("told").ledger
}

#[test]
fn a_note_stands_beside_its_row_and_never_in_it() {
    let mut desk = Desk::new();
    let row = tell(&mut desk, "I failed.", "a.md");
    let as_it_was = ledger(&desk.journal).expect("ledger");
    let note = After {
        received: Some(Received::Warmly),
        words: "  she wept \u{202e}too ".into(),
        trust: Some(Trust::Held),
        follow_up: Some(date(2026, 12, 6)),
        followed: false,
    };
    let given = note_after(&mut desk.journal, row, note.clone(), at("13:00")).expect("noted");
    assert_eq!(given, as_it_was[0]);
    assert_eq!(ledger(&desk.journal).expect("ledger"), as_it_was);
    let kept = After { words: "she wept too".into(), ..note };
    assert_eq!(afters(&desk.journal).expect("notes")[&row], kept);

    let mut desk = desk.relock();
    assert_eq!(afters(&desk.journal).expect("notes")[&row], kept);
    // A later note takes its place, also where the clock stands before the first; none takes it away.
    let later = After { trust: Some(Trust::Broken), ..kept };
    note_after(&mut desk.journal, row, later.clone(), at("12:30")).expect("noted");
    assert_eq!(afters(&desk.journal).expect("notes")[&row], later);
    note_after(&mut desk.journal, row, After::default(), at("14:00")).expect("noted");
    assert!(afters(&desk.journal).expect("notes").is_empty());
    assert_eq!(ledger(&desk.journal).expect("ledger"), as_it_was);
}

#[test]
fn a_row_that_is_not_there_or_never_left_takes_no_note() {
    let mut desk = Desk::new();
    let nothing = note_after(&mut desk.journal, Id::from_bytes([3; 16]), After::default(), now());
    assert_eq!(code(nothing), "row-not-found");
    let mut review = desk.start_body("I failed.");
    desk.keep_rest(&mut review);
    std::fs::create_dir_all(desk.target("x")).expect("folder");
    let target = desk.target("missing").join("a.md");
    let failed = desk.send(&review, &Format::Markdown, &target);
    assert!(failed.is_err());
    for row in ledger(&desk.journal).expect("ledger") {
        let after = After { followed: true, ..After::default() };
        assert_eq!(code(note_after(&mut desk.journal, row.id, after, now())), "row-not-found");
    }
    assert!(afters(&desk.journal).expect("notes").is_empty());
}

#[test]
fn the_day_to_ask_comes_and_is_answered() {
    let mut desk = Desk::new();
    let (one, two) =
        (tell(&mut desk, "I failed.", "a.md"), tell(&mut desk, "I failed again.", "b.md"));
    for (row, day) in [(one, date(2026, 12, 6)), (two, date(2026, 12, 1))] {
        let after = After { follow_up: Some(day), ..After::default() };
        note_after(&mut desk.journal, row, after, now()).expect("noted");
    }
    let asked = |desk: &Desk, day| -> Vec<Id> {
        let list = follow_ups(&desk.journal, day).expect("list");
        list.into_iter().map(|(row, _)| row.id).collect()
    };
    assert!(asked(&desk, date(2026, 11, 30)).is_empty());
    assert_eq!(asked(&desk, date(2026, 12, 1)), [two]);
    assert_eq!(asked(&desk, date(2027, 1, 1)), [two, one]);
    let waved = After { follow_up: Some(date(2026, 12, 1)), followed: true, ..After::default() };
    note_after(&mut desk.journal, two, waved, now()).expect("noted");
    assert_eq!(asked(&desk, date(2027, 1, 1)), [one]);
}

#[test]
fn facts_before_a_review_are_those_of_this_person() {
    let mut desk = Desk::new();
    let (ana, maria) = (desk.ana.id, desk.maria.id);
    let row = tell(&mut desk, "I failed.", "a.md");
    let broken = After { trust: Some(Trust::Broken), ..After::default() };
    note_after(&mut desk.journal, row, broken, now()).expect("noted");
    let content = Content {
        body: "Maria and Bruno Reyes heard it. Bruno's face fell; my name is Jo Park.".into(),
        ..story(&desk)
    };
    desk.journal.set_author(&["Jo Park".to_owned()], now()).expect("kept");
    let entry = desk.write(&content);
    let facts = before(&desk.journal, entry, ana, date(2026, 11, 22)).expect("facts");
    assert_eq!(facts.knows.iter().map(|row| row.id).collect::<Vec<_>>(), [row]);
    assert_eq!(facts.broken, facts.knows);
    assert_eq!(facts.days_since, Some(2810));
    assert_eq!(facts.others, ["Maria Souza", "Bruno Reyes"]);
    assert!(!facts.in_it && !facts.led);

    let facts = before(&desk.journal, entry, maria, date(2026, 11, 22)).expect("facts");
    assert!(facts.in_it && facts.knows.is_empty() && facts.broken.is_empty());
    assert_eq!(facts.others, ["Bruno Reyes"]);

    desk.rewrite(entry, |content| content.happened = Edtf::parse("2027-01-01").ok());
    let facts = before(&desk.journal, entry, maria, date(2026, 11, 22)).expect("facts");
    assert_eq!(facts.days_since, None);
    let nobody = before(&desk.journal, entry, Id::from_bytes([9; 16]), date(2026, 11, 22));
    assert_eq!(code(nobody), "person-not-found");
    let nothing = before(&desk.journal, Id::from_bytes([9; 16]), ana, date(2026, 11, 22));
    assert_eq!(code(nothing), "entry-not-found");
}

#[test]
fn a_share_is_laid_aside_until_a_day_and_nothing_is_refused_meanwhile() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("I failed.");
    desk.keep_rest(&mut review);
    let day = date(2026, 11, 29);
    review.sleep(&mut desk.journal, Some(day), now()).expect("asleep");
    let id = review.id();
    let mut desk = desk.relock();
    assert_eq!(open_shares(&desk.journal).expect("shares")[0].asleep_until, Some(day));
    let mut review = Review::open(&mut desk.journal, id, now()).expect("open");
    assert_eq!(review.asleep_until(), Some(day));
    assert!(review.progress().is_complete() && review.complete(&desk.journal).is_ok());
    // A package built before it was laid aside is still the one that was looked at.
    let package = desk.complete(&review).build(&Format::Markdown, now()).expect("package");
    review.sleep(&mut desk.journal, None, now()).expect("awake");
    assert_eq!(review.asleep_until(), None);
    let again = desk.complete(&review).build(&Format::Markdown, now()).expect("package");
    assert_eq!(package.digest(), again.digest());
    desk.decide(&mut review, "I failed", Decision::LeaveOut);
    assert_eq!(open_shares(&desk.journal).expect("shares")[0].asleep_until, None);
}
