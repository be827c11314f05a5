//! The vault's own share identity: made on wish, several in a row, secret.

use std::ops::ControlFlow;

use letters::{identity, look_at, make_identity, open};
use vault::{NewKeys, Passphrase, RecoveryKey, WorkFactor, seal};

use crate::desk::{Desk, at, code, letter, now};

fn to(recipient: &str) -> Vec<u8> {
    let recipient = recipient.parse().expect("a recipient");
    seal::to_recipients(&[recipient], &letter("for you").encode().expect("encode")).expect("seal")
}

#[test]
fn there_is_none_until_one_is_made_and_then_it_is_an_age_recipient() {
    let mut desk = Desk::new(1, "Ana Lima");
    assert_eq!(identity(&desk.journal).expect("identity"), None);
    let stranger = RecoveryKey::generate().recipient().to_string();
    assert_eq!(code(open(&desk.journal, &to(&stranger), None)), "letter-for-another");

    let made = make_identity(&mut desk.journal, now(), &mut desk.rng).expect("made");
    assert!(made.recipient.starts_with("age1") && share::is_recipient(&made.recipient));
    assert_eq!(made.made, now());
    let desk = desk.relock();
    assert_eq!(identity(&desk.journal).expect("identity"), Some(made.clone()));
    assert_eq!(open(&desk.journal, &to(&made.recipient), None).expect("open").body, "for you");
    assert_eq!(code(open(&desk.journal, &to(&stranger), None)), "letter-for-another");
}

#[test]
fn letters_to_every_earlier_identity_still_open() {
    let mut desk = Desk::new(1, "Ana Lima");
    // The clock goes back in between: the one made last counts all the same.
    let times = ["12:00", "13:00", "09:00"];
    let made = times.map(|time| {
        make_identity(&mut desk.journal, at(time), &mut desk.rng).expect("made").recipient
    });
    let desk = desk.relock();
    assert_eq!(identity(&desk.journal).expect("identity").expect("one").recipient, made[2]);
    for recipient in &made {
        assert_eq!(open(&desk.journal, &to(recipient), None).expect("open").body, "for you");
    }
}

#[test]
fn identities_made_on_two_copies_both_open_after_a_merge_and_after_a_reseal() {
    let mut desk = Desk::new(1, "Ana Lima");
    let mut laptop = desk.copy(2);
    let (ours, theirs) = (desk.make_identity(), laptop.make_identity());
    desk.merge(&laptop);
    laptop.merge(&desk);
    let newest = |desk: &Desk| identity(&desk.journal).expect("identity").expect("one").recipient;
    assert_eq!(newest(&desk), newest(&laptop));

    let work = WorkFactor::new(1).expect("work factor");
    let passphrase = Passphrase::from("another one".to_owned());
    let keys = NewKeys { passphrase, recovery: RecoveryKey::generate(), work };
    desk.journal
        .reseal(&keys, at("21:00"), &mut rand::rng(), &mut |_, _| ControlFlow::Continue(()))
        .expect("resealed");
    for recipient in [ours, theirs] {
        assert_eq!(open(&desk.journal, &to(&recipient), None).expect("open").body, "for you");
    }
}

#[test]
fn the_secret_is_in_no_debug_text_and_not_in_the_file() {
    let mut desk = Desk::new(1, "Ana Lima");
    let made = make_identity(&mut desk.journal, now(), &mut desk.rng).expect("made");
    assert!(!format!("{made:?}").contains("SECRET"));
    let bytes = std::fs::read(desk.path()).expect("read");
    for word in [&b"AGE-SECRET-KEY"[..], made.recipient.as_bytes()] {
        assert!(!bytes.windows(word.len()).any(|window| window == word));
    }
    assert_eq!(look_at(&to(&made.recipient)).expect("a letter"), letters::Sort::AgeRecipient);
}
