//! What can be said instead: a role for a name, a coarser date, a coarser place.
//!
//! Offers only; the author may write any other. A name keeps the stand-in it was given for the
//! whole share, and two names are not offered the same one.

use detect::FindingKind;
use jiff::civil::Date;
use journal::Person;

/// The stand-ins offered for `text`, best first. `today` is the day of the review.
pub(crate) fn offers(
    kind: FindingKind,
    text: &str,
    person: Option<&Person>,
    today: Date,
) -> Vec<String> {
    let mut list = match kind {
        FindingKind::Person => for_person(person),
        FindingKind::Relation => for_relation(text),
        FindingKind::Date => for_date(text, today),
        FindingKind::Age => for_age(text),
        FindingKind::Place if text.trim_start().starts_with(char::is_lowercase) => {
            own(&["somewhere else", "a place I know"])
        }
        other => own(fixed(other)),
    };
    let mut seen = Vec::new();
    list.retain(|offer| {
        !offer.is_empty() && !seen.contains(offer) && {
            seen.push(offer.clone());
            true
        }
    });
    list
}

fn own(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

const fn fixed(kind: FindingKind) -> &'static [&'static str] {
    match kind {
        FindingKind::Person | FindingKind::Relation => &["someone I know"],
        FindingKind::SelfName => &["me", "the one who writes this"],
        FindingKind::Organisation => &["a company", "the place where I worked", "an organisation"],
        FindingKind::Place => &["another city", "a town", "another country"],
        FindingKind::Address => &["an address", "where I lived"],
        FindingKind::Date => &["some time ago"],
        FindingKind::Age => &["at that age"],
        FindingKind::Email => &["an e-mail address"],
        FindingKind::Phone => &["a phone number"],
        FindingKind::Url => &["a page on the web"],
        FindingKind::Handle => &["an account"],
        FindingKind::Account => &["an account number"],
        FindingKind::Ip => &["an address on the network"],
        FindingKind::Coordinates => &["a place"],
        FindingKind::Money => &["a sum I could not pay", "a lot of money", "a small sum"],
        FindingKind::Secret => &["a password"],
    }
}

fn for_person(person: Option<&Person>) -> Vec<String> {
    let mut list = Vec::new();
    if let Some(person) = person {
        list.extend(person.stand_in.as_deref().map(|text| text.trim().to_owned()));
        list.extend(person.relation.as_deref().map(with_article));
    }
    list.extend(own(&["a colleague", "a friend", "someone I know"]));
    list
}

/// "colleague" as "a colleague"; "my sister" as "someone in my family".
fn with_article(relation: &str) -> String {
    let relation = relation.trim().to_lowercase();
    if is_kin(&relation) {
        return "someone in my family".to_owned();
    }
    let bare = ["my ", "our ", "the ", "his ", "her ", "their "]
        .iter()
        .find_map(|word| relation.strip_prefix(word))
        .unwrap_or(&relation);
    if bare.is_empty() || bare.starts_with("a ") || bare.starts_with("an ") {
        return bare.to_owned();
    }
    let article = if bare.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {bare}")
}

fn for_relation(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    if is_kin(&text) {
        own(&["someone in my family", "someone close to me", "someone"])
    } else if ["boss", "manager", "lead", "director", "ceo", "cfo", "cto", "head", "supervisor"]
        .iter()
        .any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|one| one == *word))
    {
        own(&["someone I worked for", "a colleague", "someone"])
    } else {
        own(&["someone I know", "a colleague", "someone"])
    }
}

fn is_kin(text: &str) -> bool {
    const KIN: [&str; 34] = [
        "mother",
        "mom",
        "mum",
        "father",
        "dad",
        "parents",
        "sister",
        "brother",
        "son",
        "daughter",
        "child",
        "children",
        "kids",
        "wife",
        "husband",
        "partner",
        "aunt",
        "uncle",
        "cousin",
        "niece",
        "nephew",
        "grandmother",
        "grandfather",
        "grandma",
        "grandpa",
        "family",
        "fiancé",
        "fiancée",
        "girlfriend",
        "boyfriend",
        "ex",
        "stepmother",
        "stepfather",
        "twin",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| KIN.contains(&word) || word.ends_with("-in-law"))
}

fn for_date(text: &str, today: Date) -> Vec<String> {
    let Some(when) = journal::understand(text) else {
        return own(fixed(FindingKind::Date));
    };
    let (from, to) = when.range();
    let ago = match today.year() - from.year() {
        ..=-1 => "some day",
        0 => "not long ago",
        1 => "about a year ago",
        2..=7 => "a few years ago",
        8..=14 => "about ten years ago",
        _ => "many years ago",
    };
    let mut offers = own(&[ago]);
    if (from.year(), from.month()) == (to.year(), to.month()) {
        if from == to {
            offers.push(format!("in {} {}", month(from.month()), from.year()));
        } else {
            offers.push(format!("in {}", from.year()));
        }
        offers.push(format!("in {}", season(from.month())));
    }
    offers
}

fn month(number: i8) -> &'static str {
    u8::try_from(number).ok().and_then(journal::month_name).unwrap_or_default()
}

fn season(month: i8) -> &'static str {
    match month {
        3..=5 => "spring",
        6..=8 => "summer",
        9..=11 => "autumn",
        _ => "winter",
    }
}

fn for_age(text: &str) -> Vec<String> {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let offer = match digits.parse::<u32>() {
        Ok(0..=12) => "as a child",
        Ok(13..=19) => "as a teenager",
        Ok(20..=29) => "in the twenties",
        Ok(30..=39) => "in the thirties",
        Ok(40..=49) => "in the forties",
        Ok(50..=59) => "in the fifties",
        Ok(60..=69) => "in the sixties",
        Ok(70..=150) => "at a great age",
        _ => "at that age",
    };
    own(&[offer, "at that age"])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use vault::Id;

    use super::*;

    fn today() -> Date {
        date(2026, 11, 22)
    }

    #[test]
    fn a_known_person_is_offered_as_the_author_says_first() {
        let mut person = Person {
            id: Id::from_bytes([1; 16]),
            name: "Maria Souza".into(),
            nicknames: vec![],
            relation: Some("engineer".into()),
            led: false,
            stand_in: Some("somebody on my team".into()),
            notes: String::new(),
            keys: Vec::new(),
        };
        let list = offers(FindingKind::Person, "Maria", Some(&person), today());
        assert_eq!(list[..2], ["somebody on my team", "an engineer"]);
        person.stand_in = None;
        person.relation = Some("my sister".into());
        assert_eq!(
            offers(FindingKind::Person, "Maria", Some(&person), today())[0],
            "someone in my family"
        );
    }

    #[test]
    fn a_date_becomes_coarser() {
        let of = |text| offers(FindingKind::Date, text, None, today());
        assert_eq!(of("14 March 2019"), ["a few years ago", "in March 2019", "in spring"]);
        assert_eq!(of("the day before"), ["some time ago"]);
    }

    #[test]
    fn every_kind_has_an_offer_and_none_twice() {
        for kind in FindingKind::ALL {
            let list = offers(kind, "x", None, today());
            assert!(!list.is_empty(), "{kind:?}");
            assert!(list.iter().enumerate().all(|(n, one)| !list[..n].contains(one)));
        }
        assert_eq!(
            offers(FindingKind::Money, "€48,300", None, today())[0],
            "a sum I could not pay"
        );
        assert_eq!(offers(FindingKind::Place, "Lisbon", None, today())[0], "another city");
        assert_eq!(offers(FindingKind::Age, "34 years old", None, today())[0], "in the thirties");
    }
}
