//! Two copies of a vault, with reviews and packages on both: after a merge, the newest answers count, and
//! the ledger names every package wherever it left.

use std::ops::ControlFlow;
use std::path::Path;

use rand::SeedableRng;
use rand::rngs::StdRng;
use share::{
    After, Decision, Format, LedgerState, Received, Review, afters, ledger, note_after,
    open_shares, settle_ledger,
};
use vault::{Key, Vault};

use crate::desk::{Desk, at, now, passphrase, unlock};

/// The same vault on another machine.
fn copied(desk: Desk) -> (Desk, Desk) {
    let desk = desk.relock();
    let folder = tempfile::tempdir().expect("folder");
    std::fs::copy(desk.folder.path().join("a.tellable"), folder.path().join("a.tellable"))
        .expect("copied");
    let other = Desk {
        journal: unlock(folder.path()),
        folder,
        rng: StdRng::seed_from_u64(2),
        ana: desk.ana.clone(),
        maria: desk.maria.clone(),
    };
    (desk, other)
}

fn merge(desk: &mut Desk, other: &Path) {
    let copy = desk.folder.path().join("copy.tellable");
    std::fs::copy(other.join("a.tellable"), &copy).expect("copied");
    let copy = Vault::inspect(&copy, &Key::Passphrase(passphrase())).expect("opens");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    desk.journal.merge(&copy, at("15:00"), go_on).expect("merged");
}

#[test]
fn reviews_and_ledger_rows_of_both_copies_are_there_after_a_merge() {
    let mut desk = Desk::new();
    let told = desk.start_body("A quiet story.").id();
    let going_on = desk.start_body("Another story.\n\nOf two parts.").id();
    let (mut laptop, mut stick) = copied(desk);
    let target = stick.target("a.md");
    let mut review = Review::open(&mut stick.journal, told, now()).expect("open");
    stick.keep_rest(&mut review);
    stick.send(&review, &Format::Markdown, &target).expect("sent");
    let mut review = Review::open(&mut laptop.journal, going_on, now()).expect("open");
    laptop.decide(&mut review, "Another story.", Decision::LeaveOut);
    let begun = laptop.start_body("Begun on the laptop.").id();

    let (laptop_at, stick_at) = (laptop.folder.path().to_owned(), stick.folder.path().to_owned());
    stick = stick.relock();
    merge(&mut laptop, &stick_at);
    laptop = laptop.relock();
    merge(&mut stick, &laptop_at);
    for desk in [&mut laptop, &mut stick] {
        assert_eq!(settle_ledger(&mut desk.journal, now()).expect("settle"), 0);
        let rows = ledger(&desk.journal).expect("ledger");
        assert_eq!((rows.len(), rows[0].state), (1, LedgerState::Written));
        assert_eq!((rows[0].share, rows[0].file_name.as_str()), (told, "a.md"));
        let mut open: Vec<_> =
            open_shares(&desk.journal).expect("shares").into_iter().map(|share| share.id).collect();
        open.sort();
        let mut expected = [going_on, begun];
        expected.sort();
        assert_eq!(open, expected, "the told one is closed on both");
        let review = Review::open(&mut desk.journal, going_on, now()).expect("open");
        let decided = |text: &str| {
            let items = review.items();
            items.into_iter().find(|item| item.text == text).expect("the item").decision
        };
        assert_eq!(decided("Another story."), Decision::LeaveOut);
        assert_eq!(decided("Of two parts."), Decision::Undecided);
    }
}

#[test]
fn of_two_notes_about_one_telling_the_later_counts_on_both_copies() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("A quiet story.");
    desk.keep_rest(&mut review);
    let target = desk.target("a.md");
    let row = desk.send(&review, &Format::Markdown, &target).expect("sent").ledger;
    let (mut laptop, mut stick) = copied(desk);
    let note = |received| After { received: Some(received), ..After::default() };
    note_after(&mut laptop.journal, row, note(Received::Warmly), at("14:00")).expect("noted");
    note_after(&mut stick.journal, row, note(Received::Badly), at("13:00")).expect("noted");
    let (laptop_at, stick_at) = (laptop.folder.path().to_owned(), stick.folder.path().to_owned());
    stick = stick.relock();
    merge(&mut laptop, &stick_at);
    laptop = laptop.relock();
    merge(&mut stick, &laptop_at);
    for desk in [&laptop, &stick] {
        let noted = afters(&desk.journal).expect("notes");
        assert_eq!(noted[&row].received, Some(Received::Warmly));
        assert_eq!(ledger(&desk.journal).expect("ledger").len(), 1);
    }
}
