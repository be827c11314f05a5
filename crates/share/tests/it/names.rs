//! A decision about a name reaches every place where the same person stands, and nobody else.

use journal::{Content, Person};
use share::{FindingDecision, Review};
use vault::Id;

use crate::desk::{Desk, generalise, item, now};

fn known(desk: &mut Desk, name: &str, nicknames: &[&str]) -> Id {
    let person = desk.journal.person_named(name, now(), &mut desk.rng).expect("person");
    let nicknames = nicknames.iter().map(|&name| name.to_owned()).collect();
    desk.journal.save_person(&Person { nicknames, ..person.clone() }, now()).expect("kept");
    person.id
}

/// What `text` says once every block is kept and `name` is redacted everywhere.
fn without(desk: &mut Desk, text: &str, name: &str) -> (usize, String) {
    let mut review = desk.start_body(text);
    for item in review.items() {
        desk.decide(&mut review, &item.text, share::Decision::Keep);
    }
    let finding = review.items().into_iter().flat_map(|item| item.findings);
    let count = finding.into_iter().find(|found| found.text == name).expect("a finding").same;
    desk.decide_finding(&mut review, name, FindingDecision::Redact, true);
    let redacted = review
        .items()
        .iter()
        .flat_map(|item| &item.findings)
        .filter(|found| found.decision == FindingDecision::Redact)
        .map(|found| found.text.clone())
        .collect::<Vec<_>>()
        .join(", ");
    (count, redacted)
}

#[test]
fn a_name_reaches_its_parts_possessives_nicknames_and_declined_forms() {
    let mut desk = Desk::new();
    known(&mut desk, "Anna Kowalska", &["Ania", "Nussi"]);
    let text = "Gestern war Anna Kowalska da. Annas Hund auch, und Frau Kowalska lachte.\n\n\
                Ania said it was Anna's. Nussi, ANNA and Kowalskas brother agreed.";
    let (count, redacted) = without(&mut desk, text, "Anna Kowalska");
    // Whether an ending belongs to the finding is for the detectors to say.
    let bare: Vec<&str> = redacted
        .split(", ")
        .map(|found| found.trim_start_matches("Frau ").trim_end_matches('s').trim_end_matches('\''))
        .collect();
    let all = ["Anna Kowalska", "Anna", "Kowalska", "Ania", "Anna", "Nussi", "ANNA", "Kowalska"];
    assert_eq!(bare, all);
    assert_eq!(count, 8);
}

#[test]
fn names_bend_in_texts_whose_language_bends_them() {
    let mut desk = Desk::new();
    known(&mut desk, "Piotr Zieliński", &[]);
    let text = "Wczoraj dałem Piotrowi książkę. Piotr się ucieszył, a ja poszedłem z Piotrem \
                do Zielińskiego ojca.";
    let (count, redacted) = without(&mut desk, text, "Piotr");
    assert_eq!((count, redacted.as_str()), (4, "Piotrowi, Piotr, Piotrem, Zielińskiego"));
}

#[test]
fn two_people_of_the_vault_are_never_one() {
    let mut desk = Desk::new();
    known(&mut desk, "Ana Reis", &[]);
    known(&mut desk, "Paul Berg", &[]);
    known(&mut desk, "Paula Berg", &[]);
    // Ana Lima is there already.
    let text = "Ana Lima came with Ana Reis. Then Ana spoke, and Anas voice broke.\n\n\
                Paul Berg left. Paula Berg stayed. Berg is a name of two.";
    let (count, redacted) = without(&mut desk, text, "Ana Lima");
    assert_eq!((count, redacted.as_str()), (1, "Ana Lima"));
    let (count, redacted) = without(&mut desk, text, "Ana");
    assert!(redacted == "Ana, Anas" || redacted == "Ana", "{redacted}");
    assert!(count <= 2);
    let (_, redacted) = without(&mut desk, text, "Paul Berg");
    assert_eq!(redacted, "Paul Berg");
}

#[test]
fn a_form_of_a_removed_name_that_nobody_noticed_is_asked_about() {
    let mut desk = Desk::new();
    let mut review =
        desk.start_body("I saw Xochitl Brand.\n\nThen it was Xochitls turn, not Brands.");
    for item in review.items() {
        desk.decide(&mut review, &item.text, share::Decision::Keep);
    }
    let second = |review: &Review| item(review, "Then it was");
    desk.decide_finding(&mut review, "Xochitl Brand", FindingDecision::Redact, false);
    let asked: Vec<String> = second(&review).findings.into_iter().map(|f| f.text).collect();
    assert!(asked.contains(&"Xochitls".to_owned()), "{asked:?}");
    assert!(!review.progress().is_complete());
}

#[test]
fn a_stand_in_is_remembered_for_the_person_and_offered_first_next_time() {
    let mut desk = Desk::new();
    let maria = desk.maria.id;
    let mut review = desk.start_body("Maria Souza wrote, and Mia called.");
    desk.decide(&mut review, "Maria Souza", share::Decision::Keep);
    // For one place alone it is nothing to remember.
    desk.decide_finding(&mut review, "Maria Souza", generalise("a friend"), false);
    assert_eq!(desk.journal.person(maria).expect("maria").stand_in, None);
    desk.decide_finding(&mut review, "Mia", generalise("a woman I trust"), true);
    let stand_in = |desk: &Desk| desk.journal.person(maria).expect("maria").stand_in;
    assert_eq!(stand_in(&desk).as_deref(), Some("a woman I trust"));

    let next = desk.start(&Content { body: "So Maria said.".into(), ..Content::default() });
    assert_eq!(item(&next, "So Maria").findings[0].stand_ins[0], "a woman I trust");
    let mut other = Review::open(&mut desk.journal, next.id(), now()).expect("open");
    desk.decide_finding(&mut other, "Maria", generalise("my neighbour"), true);
    assert_eq!(stand_in(&desk).as_deref(), Some("a woman I trust"), "the first stays");

    // Taken back, it is forgotten again; and only then.
    assert!(other.undo(&mut desk.journal, now()).expect("undo"));
    assert_eq!(stand_in(&desk).as_deref(), Some("a woman I trust"));
    assert!(review.undo(&mut desk.journal, now()).expect("undo"));
    assert_eq!(stand_in(&desk), None);
}

#[test]
fn the_authors_own_name_is_told_from_other_peoples() {
    let mut desk = Desk::new();
    let names = ["Jo Park".to_owned(), " Jo Park ".to_owned(), String::new()];
    desk.journal.set_author(&names, now()).expect("kept");
    assert_eq!(desk.journal.author().expect("names"), ["Jo Park"]);
    let review = desk.start_body("They called me Jo Park, and Maria Souza laughed.");
    let kinds: Vec<_> =
        review.items()[0].findings.iter().map(|found| found.kind.as_str()).collect();
    assert_eq!(kinds, ["self", "person"]);
}
