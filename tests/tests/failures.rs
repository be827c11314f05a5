//! docs/failures.md is the whole list: every code that the libraries declare stands there once, under the
//! crate that gives it first, and nothing else does.

use std::collections::BTreeSet;
use std::path::Path;

use journal::JournalError;
use letters::LettersError;
use share::ShareError;
use vault::VaultError;

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/failures.md");
    std::fs::read_to_string(page).expect("the page is there")
}

/// The codes in the table under a heading, in order.
fn listed<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let section = rest.split("\n## ").next().unwrap_or_default();
    section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

/// Those of `codes` that no crate below gives, in order.
fn own(codes: &[&'static str], below: &[&[&'static str]]) -> Vec<&'static str> {
    codes.iter().copied().filter(|code| !below.concat().contains(code)).collect()
}

#[test]
fn the_page_lists_exactly_the_codes_that_the_libraries_declare() {
    let page = page();
    let (vault, journal, share) = (VaultError::CODES, JournalError::CODES, ShareError::CODES);
    assert_eq!(listed(&page, "vault"), vault);
    assert_eq!(listed(&page, "journal"), own(&journal, &[&vault]));
    assert_eq!(listed(&page, "share"), own(&share, &[&vault, &journal]));
    let letters = LettersError::CODES;
    assert_eq!(listed(&page, "letters"), own(&letters, &[&vault, &journal, &share]));
}

#[test]
fn no_code_stands_there_twice() {
    let page = page();
    let all: Vec<_> = ["vault", "journal", "share", "letters", "the window", "tell"]
        .iter()
        .flat_map(|heading| listed(&page, heading))
        .collect();
    let once: BTreeSet<_> = all.iter().collect();
    assert_eq!(once.len(), all.len());
    assert!(
        all.iter()
            .all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'8'))
    );
}

#[test]
fn every_test_that_the_page_names_is_there() {
    let page = page();
    let (_, matrix) = page.split_once("\n## Bad input\n").expect("the matrix");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut named = 0;
    for cell in matrix.lines().flat_map(|line| line.split('|')) {
        let Some((file, test)) = cell.trim().trim_matches('`').split_once("::") else { continue };
        let source = std::fs::read_to_string(root.join(file)).expect(file);
        assert!(source.contains(&format!("fn {test}(")), "{file}: {test}");
        named += 1;
    }
    assert!(named >= 14, "{named}");
}
