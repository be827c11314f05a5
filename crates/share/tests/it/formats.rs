//! The formats that anybody can read, and telling in person.

use share::{Format, LedgerState, Package, Review, ShareError, ledger, settle_ledger};

use crate::desk::{Desk, code, generalise, now, story};

const PLAIN: [Format; 4] = [Format::Markdown, Format::Text, Format::Html, Format::Pdf];

fn cue_card(lines: &[&str]) -> Format {
    Format::CueCard { lines: lines.iter().map(|&line| line.to_owned()).collect() }
}

/// A story whose Maria is a colleague; its tag and one line stay.
pub fn told(desk: &mut Desk) -> Review {
    let content = story(desk);
    let mut review = desk.start(&content);
    for item in review.items() {
        let leaves = item.text != "shame" && !item.text.contains("Nobody knew");
        let decision = if leaves { share::Decision::Keep } else { share::Decision::LeaveOut };
        review.decide_item(&mut desk.journal, &item.id, decision, now()).expect("decide");
    }
    for words in ["Maria Souza", "Maria", "Maria's"] {
        let waits = |item: share::Item| {
            item.findings.iter().any(|found| {
                found.text == words && found.decision == share::FindingDecision::Undecided
            })
        };
        if review.items().into_iter().any(waits) {
            desk.decide_finding(&mut review, words, generalise("a colleague"), true);
        }
    }
    desk.keep_rest(&mut review);
    std::fs::create_dir_all(desk.target("")).expect("folder");
    review
}

pub fn build(desk: &Desk, review: &Review, format: &Format) -> Package {
    desk.complete(review).build(format, now()).expect("build")
}

#[test]
fn every_plain_format_says_the_story_the_rule_and_the_day_and_nobodys_name() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    for format in PLAIN {
        let package = build(&desk, &review, &format);
        let text = package.text();
        for said in ["The demo in Lisbon", "I was ashamed for weeks.", "a colleague", "2019"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        let rule = "Please keep this between us. Told on 22 November 2026.";
        assert!(text.contains(rule), "{text}");
        for gone in ["Maria", "shame\n", "Nobody knew", "Ana Lima", "tellable"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }
}

#[test]
fn the_same_review_gives_the_same_bytes_on_the_same_day() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let all: std::collections::HashSet<_> = PLAIN
        .iter()
        .map(|format| {
            let digest = build(&desk, &review, format).digest();
            assert_eq!(digest, build(&desk, &review, format).digest());
            digest
        })
        .collect();
    assert_eq!(all.len(), PLAIN.len());
}

#[test]
fn what_was_shown_is_what_is_written() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    for (format, end) in [(Format::Text, "txt"), (Format::Html, "html"), (Format::Pdf, "pdf")] {
        let package = build(&desk, &review, &format);
        assert!(package.suggested_name().ends_with(end));
        let target = desk.target(&format!("a.{end}"));
        desk.send(&review, &format, &target).expect("send");
        let bytes = std::fs::read(&target).expect("read");
        if format == Format::Pdf {
            assert_eq!(typeset::read(&bytes).expect("a PDF").text, package.text());
            let pages = package.pages(300).expect("pages");
            assert_eq!((pages.len(), pages[0].width), (1, 300));
        } else {
            assert_eq!(String::from_utf8(bytes).expect("text"), package.text());
            assert!(package.pages(300).expect("pages").is_empty());
        }
    }
}

#[test]
fn a_page_is_inert_whatever_is_in_the_story() {
    let mut desk = Desk::new();
    let body = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> and \"quotes\" & 'more'\n\n\
                [x](javascript:alert(1)) ![y](https://track.example/1.png)\n\n\
                [z](https://ok.example/?a=1&b=\"2)\n\n\
                | <b> | [t](data:text/html,x) |\n|---|---|\n| `<i>` | x |";
    let mut review = desk.start_body(body);
    desk.keep_rest(&mut review);
    let page = build(&desk, &review, &Format::Html);
    let page = page.text();
    assert!(page.contains("default-src 'none'") && page.contains("form-action 'none'"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    for hostile in ["href=\"javascript", "href=\"data", "track.example", "src="] {
        assert!(!page.replace("&lt;img src=x", "").contains(hostile), "{hostile}: {page}");
    }
    let known = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "main", "p", "a", "table",
        "tr", "th", "td", "code", "footer",
    ];
    for tag in page.replace("content:\" <\"", "").split('<').skip(1) {
        let tag = tag.trim_start_matches('/');
        let name: String = tag.chars().take_while(|c| !matches!(c, ' ' | '>')).collect();
        assert!(known.contains(&name.as_str()), "<{tag}");
    }
}

#[test]
fn removed_words_stop_every_format() {
    let mut desk = Desk::new();
    let mut review =
        desk.start_body("Maria Souza told me.\n\nIt is [here](https://h.example/maria-souza).");
    desk.decide(&mut review, "Maria Souza told", share::Decision::Keep);
    desk.decide_finding(&mut review, "Maria Souza", generalise("a colleague"), false);
    desk.keep_rest(&mut review);
    for format in PLAIN {
        let built = desk.complete(&review).build(&format, now());
        assert_eq!(code(built), "removed-text-found", "{format:?}");
    }
}

#[test]
fn a_script_without_a_font_is_named_and_nothing_is_built() {
    let mut desk = Desk::new();
    let mut review = desk.start_body("A quiet story \u{e123}.");
    desk.keep_rest(&mut review);
    let built = desk.complete(&review).build(&Format::Pdf, now());
    assert!(matches!(built, Err(ShareError::LettersNotSet(scripts)) if !scripts.is_empty()));
}

#[test]
fn a_cue_card_is_told_in_person_and_makes_no_file() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let format = cue_card(&["The demo in Lisbon", "I hid for weeks", "a colleague said: me too"]);
    let package = build(&desk, &review, &format);
    assert_eq!(
        package.text(),
        "The demo in Lisbon\nI hid for weeks\na colleague said: me too\n\n\
         Please keep this between us. Told on 22 November 2026.\n"
    );
    let digest = package.digest();
    let target = desk.target("a.txt");
    assert_eq!(code(desk.send(&review, &format, &target)), "format-unfit");
    let Desk { journal, rng, .. } = &mut desk;
    let mut tell =
        |package, digest, name| share::tell_in_person(journal, package, digest, name, now(), rng);
    let completed = review.complete(&Desk::new().journal).map(|_| ());
    assert!(completed.is_err(), "another vault knows nothing of it");
    assert_eq!(code(tell(package, digest, "Somebody")), "name-mismatch");
    let package = |format: &Format, desk: &Desk| build(desk, &review, format);
    let other = package(&cue_card(&["other", "lines", "here"]), &desk);
    let page = package(&Format::Html, &desk);
    let right = package(&format, &desk);
    let of_page = page.digest();
    let Desk { journal, rng, .. } = &mut desk;
    let mut tell =
        |package, digest, name| share::tell_in_person(journal, package, digest, name, now(), rng);
    assert_eq!(code(tell(other, digest, "Ana Lima")), "not-approved");
    assert_eq!(code(tell(page, of_page, "Ana Lima")), "format-unfit");
    let row = tell(right, digest, "Ana Lima").expect("told");
    assert_eq!(row.state, LedgerState::Told);
    assert!(row.file_name.is_empty() && desk.outside().is_empty());
    assert_eq!(ledger(&desk.journal).expect("ledger"), [row]);
    assert!(share::open_shares(&desk.journal).expect("shares").is_empty());
    assert_eq!(settle_ledger(&mut desk.journal, now()).expect("settle"), 0);
}

#[test]
fn a_cue_card_says_nothing_that_was_removed() {
    let mut desk = Desk::new();
    let review = told(&mut desk);
    let format = cue_card(&["The demo", "MARÍA told me", "me too"]);
    assert_eq!(code(desk.complete(&review).build(&format, now())), "removed-text-found");
    let format = cue_card(&["too", "few"]);
    assert_eq!(code(desk.complete(&review).build(&format, now())), "cue-card-invalid");
}
