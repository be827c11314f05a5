//! A letter goes to a second vault, is answered there, and the answer finds its way back.

use letters::{AnswerKind, Kept, answer, answers, letters as list, open, read};
use share::Format;

use crate::desk::{Desk, code, letter, now};

fn to(recipient: String) -> Format {
    Format::AgeRecipient { recipient, others: vec![] }
}

#[test]
fn an_answer_is_linked_to_what_it_answers_in_both_vaults() {
    let mut ana = Desk::new(1, "Bo Chen");
    let mut bo = Desk::new(2, "Ana Lima");
    let (anas, bos) = (ana.make_identity(), bo.make_identity());

    let (file, told) = ana.tell("I was late, and said so.", &to(bos), None);
    let letter = open(&bo.journal, &file, None).expect("open");
    assert_eq!(letter.answers, None);
    let kept = bo.keep(&letter).expect("kept");

    for (kind, words, said) in [
        (AnswerKind::MeToo, " ", "Me too."),
        (AnswerKind::Words, " Thank you. ", "Thank you."),
        (AnswerKind::Story, "Once I was late as well.", "Once I was late as well."),
    ] {
        let entry =
            answer(&mut bo.journal, kept.id, kind, words, now(), &mut bo.rng).expect("entry");
        assert_eq!(bo.journal.entry(entry).expect("entry").content.body, said);
        let to_it = answers(&bo.journal, kept.id, kind).expect("answers");
        let (file, sent) = bo.tell_entry(entry, &to(anas.clone()), Some(to_it));
        let newest = &list(&bo.journal).expect("list")[0];
        assert!(newest.answered.iter().any(|row| row.id == sent.ledger));

        let came = open(&ana.journal, &file, None).expect("open");
        let back: Kept = ana.keep(&came).expect("kept");
        let link = back.answers.as_ref().expect("it answers something of ours");
        assert_eq!((link.kind, link.row.id), (kind, told.ledger));
        assert_eq!(link.row.entry_title, "The demo");
        assert_eq!(read(&ana.journal, back.id).expect("read").1.body, said);
    }
    assert_eq!(list(&bo.journal).expect("list")[0].answered.len(), 3);
}

#[test]
fn a_letter_that_answers_what_never_left_from_here_is_a_letter_like_any_other() {
    let mut desk = Desk::new(1, "Ana Lima");
    let mut stray = letter("me too");
    stray.answers =
        Some(share::Answers { letter: vault::Id::from_bytes([3; 16]), kind: AnswerKind::MeToo });
    let kept = desk.keep(&stray).expect("kept");
    assert_eq!(kept.answers, None);
    assert_eq!(read(&desk.journal, kept.id).expect("read").1.answers, stray.answers);
}

#[test]
fn only_me_too_may_be_said_without_words_and_only_to_a_letter() {
    let mut desk = Desk::new(1, "Ana Lima");
    let kept = desk.keep(&letter("x")).expect("kept");
    for kind in [AnswerKind::Words, AnswerKind::Story] {
        let refused = answer(&mut desk.journal, kept.id, kind, " \n", now(), &mut desk.rng);
        assert_eq!(code(refused), "entry-empty");
    }
    let nowhere = letter("x").id;
    let refused = answer(&mut desk.journal, nowhere, AnswerKind::MeToo, "", now(), &mut desk.rng);
    assert_eq!(code(refused), "letter-not-found");
    assert_eq!(code(answers(&desk.journal, nowhere, AnswerKind::MeToo)), "letter-not-found");
}
