//! Findings are sorted, apart, on character boundaries, and come in time whatever the text.

use std::time::{Duration, Instant};

use detect::{Finding, FindingKind, Knowledge, KnownPerson};
use proptest::prelude::*;

fn knowledge() -> Knowledge {
    Knowledge {
        people: vec![
            KnownPerson {
                name: "Zoë Árnadóttir".into(),
                nicknames: vec!["Zo".into()],
                relation: Some("my sister".into()),
            },
            KnownPerson { name: "桐谷".into(), ..KnownPerson::default() },
        ],
        author: vec!["Will Park".into()],
        places: vec!["Ullapool".into()],
        tags: vec!["Nightjar".into(), "work".into()],
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ \n]{1,3}",
        "[A-Z][a-z]{1,8}",
        "[0-9@.+:/-]{1,12}",
        "[\u{200b}\u{301}\u{202e}\u{2066}\u{feff}]{1,3}",
        "[א-ת]{1,5}",
        "[一-龥]{1,4}",
        Just("Zoe".to_owned()),
        Just("my boss".to_owned()),
        Just("Dr. ".to_owned()),
        Just("password: ".to_owned()),
        Just("€ 5".to_owned()),
        Just("March 3, 2019".to_owned()),
        Just("’s ".to_owned()),
        Just("İ".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn findings_are_sorted_apart_and_on_character_boundaries(text in texts()) {
        let mut at = 0;
        for finding in detect::find(&text, &knowledge()) {
            prop_assert!(finding.span.start >= at && finding.span.start < finding.span.end);
            prop_assert!(text.get(finding.span.clone()).is_some());
            prop_assert!(finding.reason.ends_with('.'));
            at = finding.span.end;
        }
    }

    #[test]
    fn topics_are_blocks_in_order(text in texts()) {
        let blocks: Vec<_> = detect::block::split(&text).into_iter().map(|block| block.span).collect();
        let mut at = 0;
        for topics in detect::topics(&text) {
            prop_assert!(topics.span.start >= at && !topics.topics.is_empty());
            prop_assert!(blocks.contains(&topics.span));
            at = topics.span.end;
        }
    }

    #[test]
    fn a_known_name_is_found_through_any_disguise(
        before in "[a-z .,]{0,12} ", behind in "[ ,.!?][a-z .,]{0,12}",
        gaps in prop::collection::vec(0usize..4, 3), upper in any::<bool>(), possessive in any::<bool>(),
    ) {
        let hidden = ["", "\u{200b}", "\u{ad}", "\u{2060}"];
        // Greek omicron for the o, a decomposed e with diaeresis.
        let letters = ["Z", "\u{3bf}", "e\u{308}"];
        let mut name: String = letters.iter().zip(&gaps).flat_map(|(letter, gap)| [*letter, hidden[*gap]]).collect();
        if upper {
            name = name.to_uppercase();
        }
        let ending = if possessive { "’s" } else { "" };
        let text = format!("{before}{name}{ending}{behind}");
        let found = detect::find(&text, &knowledge());
        let start = before.len();
        let covered = found.iter().any(|f| {
            f.kind == FindingKind::Person && f.span.start <= start && f.span.end >= start + name.trim_end_matches(hidden[gaps[2]]).len()
        });
        prop_assert!(covered, "{text:?} {found:?}");
    }
}

fn time(text: &str) -> (Duration, Vec<Finding>) {
    let start = Instant::now();
    let found = detect::find(text, &knowledge());
    detect::topics(text);
    (start.elapsed(), found)
}

#[test]
fn a_megabyte_of_anything_takes_seconds_at_most() {
    detect::find("warm", &knowledge());
    for piece in [
        "a",
        "A",
        "1",
        ".",
        "a.",
        "@",
        "a@",
        "1 ",
        "+1",
        "1.",
        "1-",
        "1/1/",
        "Aa ",
        "Aa van ",
        "my ",
        "the the ",
        "- ",
        "> ",
        "[",
        "](",
        "http://",
        "://",
        "€1",
        "1:",
        "::",
        "password ",
        "password is ",
        "case number ",
        "一",
        "父",
        "さん",
        "叫张",
        "Zo",
        "Zoë Á",
        "\u{301}",
        "\u{200b}",
        "1 Aa ",
        "1 Aa Aa 1 ",
        "12, rue de la ",
        "Dr. ",
        "\"",
        "'s",
        "a's",
        "twenty ",
        "a hundred and ",
        "GB29 ",
        "AB12CD34",
        "1°1'",
        "March ",
        "3 March ",
        "Aa Street ",
        "０",
        "\u{ad}a",
    ] {
        // Built without optimisation this is some twenty times slower than released.
        let size = if cfg!(debug_assertions) { 50_000 } else { 1_000_000 };
        let (taken, _) = time(&piece.repeat(size / piece.len()));
        assert!(taken < Duration::from_secs(5), "{piece:?} took {taken:?}");
    }
}
