//! What other programs find in a PDF: Debian packages poppler-utils and libimage-exiftool-perl.

use std::path::Path;
use std::process::Command;

use typeset::{Block, Doc, Picture, PictureFormat, Span, pdf};

/// One white pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0x00, 0x01,
    0x01, 0x01, 0x00, 0xb1, 0x38, 0xf6, 0x14, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Span { text: text.into(), ..Span::default() }])
}

fn letter() -> Doc {
    Doc {
        title: Some("The demo".into()),
        blocks: vec![
            paragraph("I was late. Žluťoučký kůň."),
            paragraph("שלום עולם"),
            Block::List {
                start: None,
                items: vec![vec![paragraph("one")], vec![paragraph("two")]],
            },
        ],
        pictures: vec![Picture {
            bytes: PNG.to_vec(),
            format: PictureFormat::Png,
            alt: Some("a white square".into()),
        }],
        rule: "Please keep this between us. Told on 2 November 2026.".into(),
        ..Doc::default()
    }
}

fn run(program: &str, words: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(words).arg(file).output();
    let output =
        output.unwrap_or_else(|_| panic!("{program} (poppler-utils, libimage-exiftool-perl)"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn written() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, pdf(&letter()).expect("set")).expect("write");
    (folder, file)
}

#[test]
fn pdftotext_finds_every_word() {
    let (_folder, file) = written();
    let output = Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for words in [
        "The demo",
        "I was late. Žluťoučký kůň.",
        "one",
        "two",
        "a white square",
        "Told on 2 November",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // It marks the direction; the words are those of the author.
    let bare: String = text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect();
    assert!(bare.contains("שלום עולם"), "{text}");
}

#[test]
fn pdffonts_finds_every_font_embedded_in_part_and_readable() {
    let (_folder, file) = written();
    let fonts = run("pdffonts", &[], &file);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() > 1, "{fonts}");
    for row in rows {
        assert_eq!(row.matches(" yes").count(), 3, "embedded, a subset, mapped to Unicode: {row}");
    }
}

#[test]
fn pdfinfo_finds_it_tagged_and_on_a4() {
    let (_folder, file) = written();
    let info = run("pdfinfo", &[], &file);
    let has = |name: &str, value: &str| {
        info.lines().any(|line| line.starts_with(name) && line.contains(value))
    };
    assert!(has("Tagged:", "yes") && has("Page size:", "A4") && has("JavaScript:", "no"), "{info}");
    for name in
        ["Title", "Subject", "Keywords", "Author", "Creator", "Producer", "CreationDate", "ModDate"]
    {
        assert!(!info.lines().any(|line| line.starts_with(&format!("{name}:"))), "{name}: {info}");
    }
    let tree = run("pdfinfo", &["-struct-text"], &file);
    for tag in ["H1", "P ", "L ", "LI", "Lbl", "LBody", "Figure"] {
        assert!(tree.contains(tag), "{tag}: {tree}");
    }
}

#[test]
fn exiftool_finds_nothing_but_the_format() {
    let (_folder, file) = written();
    let found = run("exiftool", &["-s", "-G1", "-PDF:all", "-XMP:all"], &file);
    for line in found.lines() {
        let name = line.split_whitespace().nth(1).unwrap_or_default();
        let known = ["PDFVersion", "Linearized", "PageCount", "TaggedPDF"].contains(&name);
        assert!(known, "{found}");
    }
}
