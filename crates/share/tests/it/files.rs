//! R5: photos and files leave by decisions of their own, and photos as nothing but pixels.

use std::ops::ControlFlow;

use image::{Rgb, RgbImage};
use journal::Content;
use share::{
    Decision, FindingDecision, Format, Hides, Item, ItemKind, Letter, PartKind, Review, Stroke,
};
use vault::Id;

use crate::desk::{Desk, at, code, now};

/// A picture with a comment in its file.
fn photo(comment: &str) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(64, 48, |x, _| Rgb(if x < 32 { [200, 0, 0] } else { [0, 0, 200] }));
    let mut bytes = Vec::new();
    let jpeg = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
    picture.write_with_encoder(jpeg).expect("encode");
    let mut segment = vec![0xff, 0xfe, 0, u8::try_from(comment.len() + 2).expect("short")];
    segment.extend(comment.as_bytes());
    bytes.splice(2..2, segment);
    bytes
}

const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic....";

/// In the order of their minutes.
fn attach(desk: &mut Desk, entry: Id, name: &str, bytes: &[u8], minute: usize) -> Id {
    let at = at(&format!("12:{minute:02}"));
    let go_on = |_| ControlFlow::Continue(());
    desk.journal
        .attach(entry, name, &mut &*bytes, at, &mut desk.rng, &mut { go_on })
        .expect("attach")
        .id
}

fn start(desk: &mut Desk, body: &str, files: &[(&str, &[u8])]) -> Review {
    let entry = desk.write(&Content { body: body.into(), ..Content::default() });
    for (minute, (name, bytes)) in files.iter().enumerate() {
        attach(desk, entry, name, bytes, minute);
    }
    let plan = desk.plan();
    Review::start(&mut desk.journal, entry, plan, now(), &mut desk.rng).expect("start")
}

fn of(review: &Review, kind: ItemKind) -> Item {
    review.items().into_iter().find(|item| item.kind == kind).expect("an item of this kind")
}

fn decide(desk: &mut Desk, review: &mut Review, kind: ItemKind, decision: Decision) {
    let id = of(review, kind).id;
    review.decide_item(&mut desk.journal, &id, decision, now()).expect("decide");
}

fn letter(desk: &Desk, review: &Review) -> Letter {
    let mut bytes = desk.letter(review).expect("letter").into_bytes();
    let package = desk.complete(review).build(&Format::AgePassphrase, now()).expect("build");
    package.parts().iter().for_each(|part| bytes.extend(part.bytes));
    Letter::parse(&bytes).expect("a letter")
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_photo_is_three_items_and_a_file_two_in_reading_order() {
    let mut desk = Desk::new();
    let picture = photo("Zorvakquil");
    let review = start(&mut desk, "One.", &[("garden.jpg", &picture), ("notes.pdf", b"%PDF-1.7")]);
    let kinds: Vec<_> = review.items().iter().map(|item| item.kind.as_str()).collect();
    assert_eq!(kinds.join(" "), "block photo file-name alt-text file file-name");
    let shown = of(&review, ItemKind::Photo).photo.expect("a picture");
    assert_eq!((shown.format, shown.width, shown.height), ("jpeg", 64, 48));
    assert!(shown.metadata.iter().any(|field| field.value == "Zorvakquil"));
    let file = of(&review, ItemKind::File);
    assert_eq!((file.text.as_str(), file.file.map(|f| f.hides)), ("notes.pdf", Some(Hides::Pdf)));
    assert!(review.items().iter().all(|item| !item.decided && item.leaves.is_none()));
}

#[test]
fn r5_a_photo_leaves_as_pixels_with_its_name_and_what_it_shows() {
    let mut desk = Desk::new();
    let picture = photo("Zorvakquil");
    let mut review = start(&mut desk, "One.", &[("garden.jpeg", &picture)]);
    decide(&mut desk, &mut review, ItemKind::AltText, Decision::Rewrite("A garden.".into()));
    desk.keep_rest(&mut review);
    let letter = letter(&desk, &review);
    let file = &letter.attachments[0];
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("garden.jpg", "image/jpeg"));
    assert_eq!(file.alt.as_deref(), Some("A garden."));
    assert!(
        !holds(&file.bytes, "Zorvakquil")
            && photo::look(&file.bytes).expect("look").metadata.is_empty()
    );
    let package = desk.complete(&review).build(&Format::AgePassphrase, now()).expect("build");
    let counts = package.counts();
    assert_eq!((counts.photos, counts.files, counts.cleaned), (1, 0, 1));
    assert!(package.stays().iter().any(|stay| stay.text.contains("Zorvakquil")));
    assert_eq!(
        (package.parts()[0].kind, package.parts()[0].metadata_removed),
        (PartKind::Photo, 1)
    );
}

#[test]
fn files_leave_only_by_their_own_decision() {
    let mut desk = Desk::new();
    let picture = photo("x");
    let files = [("garden.jpg", &picture[..]), ("Zorvak.bin", b"\0\x01Zorvakquil")];
    let mut review = start(&mut desk, "One.", &files);
    desk.decide(&mut review, "One", Decision::Keep);
    decide(&mut desk, &mut review, ItemKind::Photo, Decision::LeaveOut);
    assert_eq!(code(review.complete(&desk.journal)), "review-unfinished");
    decide(&mut desk, &mut review, ItemKind::File, Decision::LeaveOut);
    // What is said of files that stay is not asked about.
    assert!(review.progress().is_complete());
    let none = letter(&desk, &review);
    assert!(none.attachments.is_empty());
    assert!(!desk.letter(&review).expect("letter").contains("Zorvak"));

    decide(&mut desk, &mut review, ItemKind::File, Decision::Keep);
    let name =
        review.items().into_iter().rfind(|item| item.kind == ItemKind::FileName).expect("name");
    review.decide_item(&mut desk.journal, &name.id, Decision::LeaveOut, now()).expect("decide");
    let one = letter(&desk, &review);
    assert_eq!(one.attachments.len(), 1);
    assert_eq!(
        (one.attachments[0].name.as_str(), &one.attachments[0].bytes[..]),
        ("file-1.bin", files[1].1)
    );
}

#[test]
fn strokes_are_a_decision_that_destroys_and_is_taken_back() {
    let mut desk = Desk::new();
    let picture = photo("x");
    let mut review = start(&mut desk, "One.", &[("garden.jpg", &picture)]);
    desk.keep_rest(&mut review);
    let before = desk.complete(&review).build(&Format::AgePassphrase, now()).expect("build");
    let id = of(&review, ItemKind::Photo).id;
    let strokes = vec![Stroke::of(&[0.0, 0.0, 64.0, 48.0, 0.0, 48.0, 64.0, 0.0], 40.0)];
    review.brush(&mut desk.journal, &id, strokes.clone(), now()).expect("brush");
    let seen = review.photo(&desk.journal, &id, 100).expect("photo");
    let pixels = image::load_from_memory(&seen.bytes).expect("decode").into_rgb8();
    assert!(pixels.pixels().all(|pixel| pixel.0.iter().all(|c| c.abs_diff(128) < 8)));
    assert_eq!(letter(&desk, &review).attachments[0].bytes, seen.bytes);

    // What was approved before is no longer what leaves.
    std::fs::create_dir_all(desk.target("")).expect("folder");
    let (digest, target) = (before.digest(), desk.target("a.age"));
    let sent = share::send(
        &mut desk.journal,
        before,
        digest,
        "Ana Lima",
        &target,
        None,
        now(),
        &mut desk.rng,
    );
    assert_eq!(code(sent), "review-stale");

    // It is remembered over a lock, and taken back.
    let share = review.id();
    let mut desk = desk.relock();
    let mut review = Review::open(&mut desk.journal, share, at("18:00")).expect("open");
    assert_eq!(of(&review, ItemKind::Photo).photo.expect("photo").strokes, strokes);
    assert!(review.undo(&mut desk.journal, now()).expect("undo"));
    assert!(of(&review, ItemKind::Photo).photo.expect("photo").strokes.is_empty());
    let many = vec![Stroke { points: vec![(1, 1); share::POINTS_LIMIT + 1], radius: 1 }];
    assert_eq!(code(review.brush(&mut desk.journal, &id, many, now())), "strokes-too-many");
    let text = review.items()[0].id.clone();
    assert_eq!(code(review.brush(&mut desk.journal, &text, strokes, now())), "decision-unfit");
}

#[test]
fn a_picture_that_cannot_be_rebuilt_can_only_be_left_out() {
    let mut desk = Desk::new();
    let damaged = &photo("x")[..12];
    let mut review = start(&mut desk, "One.", &[("a.jpg", HEIC), ("b.jpg", damaged)]);
    let pictures: Vec<_> =
        review.items().into_iter().filter(|item| item.kind == ItemKind::Photo).collect();
    assert_eq!(review.items().len(), 3);
    for (item, wrong) in pictures.iter().zip(["photo-format-unknown", "photo-damaged"]) {
        let problem = item.photo.as_ref().and_then(|photo| photo.problem);
        assert_eq!(problem.map(|problem| problem.code()), Some(wrong));
        let kept = review.decide_item(&mut desk.journal, &item.id, Decision::Keep, now());
        assert_eq!(code(kept), wrong);
        let text = Decision::Rewrite("x".into());
        let kept = review.decide_item(&mut desk.journal, &item.id, text, now());
        assert_eq!(code(kept), "decision-unfit");
        review.decide_item(&mut desk.journal, &item.id, Decision::LeaveOut, now()).expect("out");
    }
    desk.decide(&mut review, "One", Decision::Keep);
    assert!(letter(&desk, &review).attachments.is_empty());
}

#[test]
fn r7_a_file_added_or_taken_away_after_the_review_stops_it() {
    let mut desk = Desk::new();
    let picture = photo("x");
    let mut review = start(&mut desk, "One.", &[("garden.jpg", &picture)]);
    desk.keep_rest(&mut review);
    let package = desk.complete(&review).build(&Format::AgePassphrase, now()).expect("build");
    let added = attach(&mut desk, review.entry(), "more.jpg", &photo("y"), 9);
    assert_eq!(code(review.complete(&desk.journal)), "review-stale");
    std::fs::create_dir_all(desk.target("")).expect("folder");
    let (digest, target) = (package.digest(), desk.target("a.age"));
    let sent = share::send(
        &mut desk.journal,
        package,
        digest,
        "Ana Lima",
        &target,
        None,
        now(),
        &mut desk.rng,
    );
    assert_eq!(code(sent), "review-stale");
    assert!(desk.outside().is_empty());
    // Only what is new is asked about.
    let again = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    assert_eq!((again.progress().decided, again.progress().total), (4, 7));
    desk.journal.detach(added, at("14:00")).expect("detach");
    let again = Review::open(&mut desk.journal, review.id(), now()).expect("open");
    assert!(again.progress().is_complete() && again.complete(&desk.journal).is_ok());
    let first = desk.journal.attachments(review.entry()).expect("files")[0].id;
    desk.journal.detach(first, at("15:00")).expect("detach");
    assert_eq!(code(again.complete(&desk.journal)), "review-stale");
}

#[test]
fn r4_removed_text_is_looked_for_in_names_descriptions_and_text_files() {
    let mut desk = Desk::new();
    let picture = photo("x");
    let body = "Maria Souza came.\n\nIt rained.";
    for (name, bytes, alt) in [
        ("at-mariasouza-garden.jpg", &picture[..], ""),
        ("garden.jpg", &picture[..], "Maria\u{200b} Souza, laughing"),
        ("notes.txt", &b"That was MARIA SOUZA again."[..], ""),
    ] {
        let mut review = start(&mut desk, body, &[(name, bytes)]);
        desk.decide(&mut review, "Maria Souza came", Decision::Keep);
        desk.decide_finding(&mut review, "Maria Souza", FindingDecision::Redact, false);
        if !alt.is_empty() {
            decide(&mut desk, &mut review, ItemKind::AltText, Decision::Rewrite(alt.into()));
        }
        for item in review.items() {
            if item.decision == Decision::Undecided {
                review
                    .decide_item(&mut desk.journal, &item.id, Decision::Keep, now())
                    .expect("keep");
            }
        }
        if name.ends_with("txt") {
            let id = of(&review, ItemKind::FileName).id;
            review.keep_remaining(&mut desk.journal, &id, now()).expect("keep");
        }
        // It is pointed out and waits for a decision, or it stops the package.
        let stopped = code(desk.letter(&review));
        let waits = stopped == "review-unfinished" && !name.ends_with("txt");
        assert!(waits || stopped == "removed-text-found", "{name}: {stopped}");
    }
}

#[test]
fn a_letter_whose_files_do_not_add_up_is_damaged() {
    let mut desk = Desk::new();
    let picture = photo("x");
    let mut review = start(&mut desk, "One.", &[("a.jpg", &picture), ("b.bin", b"\0\x01")]);
    desk.keep_rest(&mut review);
    let letter = letter(&desk, &review);
    let bytes = letter.encode().expect("encode");
    assert_eq!(Letter::parse(&bytes).as_ref(), Ok(&letter));
    let damaged = |bytes: &[u8]| Letter::parse(bytes).expect_err("damaged").code();
    assert_eq!(damaged(&bytes[..bytes.len() - 1]), "letter-damaged");
    assert_eq!(damaged(&[&bytes[..], b"x"].concat()), "letter-damaged");
    for (from, to) in [
        ("\"v\":2", "\"v\":1"),
        ("b.bin", "A.jpg"),
        ("b.bin", "../bb"),
        ("\"length\":2}", "\"length\":3}"),
        ("image/jpeg", "image jpeg"),
    ] {
        let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).expect(from);
        let wrong = [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat();
        assert_eq!(damaged(&wrong), "letter-damaged", "{to}");
    }
    let at = bytes.windows(3).position(|w| w == b"2}]").expect("a length");
    let huge = [&bytes[..at], b"99999999999", &bytes[at + 1..]].concat();
    assert_eq!(damaged(&huge), "letter-too-large");
}
