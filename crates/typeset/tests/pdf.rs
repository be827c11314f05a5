//! What is set can be read again, and says nothing but what it was given.

use typeset::{Block, Doc, Fact, Span, Style, TypesetError, pdf, pictures, read, without_own};

fn span(text: &str) -> Span {
    Span { text: text.into(), ..Span::default() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![span(text)])
}

fn doc(blocks: Vec<Block>) -> Doc {
    Doc {
        blocks,
        rule: "Please keep this between us. Told on 2 November 2026.".into(),
        ..Doc::default()
    }
}

fn text(doc: &Doc) -> String {
    read(&pdf(doc).expect("set")).expect("read").text
}

#[test]
fn what_is_set_is_read_again_in_its_order() {
    let bold = Style { bold: true, ..Style::default() };
    let all = Doc {
        title: Some("The demo".into()),
        facts: vec![Fact {
            label: "People",
            values: vec!["a colleague".into(), "a friend".into()],
        }],
        ..doc(vec![
            Block::Heading(1, vec![span("Before")]),
            Block::Paragraph(vec![
                span("I was "),
                Span { style: bold, ..span("late") },
                span(".\nTwice."),
            ]),
            Block::List {
                start: Some(9),
                items: vec![vec![paragraph("nine")], vec![paragraph("ten")]],
            },
            Block::Quote(vec![paragraph("Me too.")]),
            Block::Code("let x = 1;\n  y".into()),
            Block::Table {
                head: vec![vec![span("a")], vec![span("b")]],
                rows: vec![vec![vec![span("c")], vec![span("d")]]],
            },
        ])
    };
    let read = text(&all);
    assert_eq!(
        read,
        "The demo\nPeople: a colleague, a friend\nBefore\nI was late.\nTwice.\n9.\nnine\n10.\nten\n\
         Me too.\nlet x = 1;\n  y\na\nb\nc\nd\nPlease keep this between us. Told on 2 November 2026.\n1 / 1\n"
    );
    assert_eq!(
        without_own(&read, &all).trim(),
        "The demo\na colleague, a friend\nBefore\nI was late.\nTwice.\nnine\nten\nMe too.\nlet x = 1;\n  y\na\nb\nc\nd"
    );
}

#[test]
fn the_same_document_is_the_same_bytes_and_they_say_nothing_about_who_made_them() {
    let one = doc(vec![paragraph("One, with ligatures: fi ffl.")]);
    let bytes = pdf(&one).expect("set");
    assert_eq!(bytes, pdf(&one).expect("set"));
    let read = read(&bytes).expect("read");
    let odd: Vec<_> = read.hidden.iter().filter(|text| !text.contains(" Tf")).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn scripts_and_directions_are_read_as_they_are_said() {
    for words in [
        "Žluťoučký kůň úpěl; Ελληνικά; Привет, мир",
        "שלום עולם",
        "مرحبا بالعالم",
        "He said שלום and مرحبا to them",
        "हैलो वर्ल्ड",
        "王芳说她很好。",
        "日本語の文章です",
        "한국어 문장",
        "ภาษาไทย",
        "→ ✓ ½ € ☐",
    ] {
        let read = text(&doc(vec![paragraph(words)]));
        assert_eq!(read.lines().next(), Some(words), "{read}");
    }
}

#[test]
fn letters_without_a_font_are_named_and_never_left_as_boxes() {
    let strange = pdf(&doc(vec![paragraph("a \u{10fffd} b \u{e000}")]));
    let error = strange.expect_err("no font has them");
    assert!(matches!(&error, TypesetError::LettersNotSet(scripts) if !scripts.is_empty()));
    assert_eq!(error.code(), "letters-not-set");
}

#[test]
fn a_long_text_goes_on_over_pages() {
    let rows =
        (0..120).map(|n| vec![vec![span(&format!("row {n}"))], vec![span("x ".repeat(90).trim())]]);
    let long = doc(vec![
        paragraph(&"words and words ".repeat(2000)),
        Block::Table { head: vec![vec![span("a")], vec![span("b")]], rows: rows.collect() },
        paragraph(&"x".repeat(4000)),
    ]);
    let bytes = pdf(&long).expect("set");
    let read = read(&bytes).expect("read");
    assert!(read.text.matches('\u{c}').count() > 8);
    assert!(read.text.contains("row 119"));
    assert_eq!(without_own(&read.text, &long).matches("words").count(), 4000);
}

#[test]
fn a_table_of_any_shape_is_set() {
    let cells = |count: usize, words: &str| vec![vec![span(words)]; count];
    for (head, rows) in [
        (cells(1, "a"), vec![cells(3, "b")]),
        (cells(80, "a"), vec![cells(80, "b")]),
        (vec![], vec![]),
        (cells(2, "a"), vec![cells(2, &"tall ".repeat(3000))]),
    ] {
        let all = doc(vec![Block::Table { head: head.clone(), rows: rows.clone() }]);
        assert!(text(&all).contains("Please keep this"));
    }
}

#[test]
fn pages_are_drawn_from_the_bytes() {
    let bytes = pdf(&doc(vec![paragraph("One.")])).expect("set");
    let pages = pictures(&bytes, 400).expect("draw");
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].width, 400);
    assert!(pages[0].png.starts_with(b"\x89PNG") && pages[0].height > 500);
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [&b""[..], b"%PDF-1.7", b"<html>"] {
        assert_eq!(read(bytes).map(|_| ()).map_err(|error| error.code()), Err("pdf-not-made"));
        assert!(pictures(bytes, 10).is_err());
    }
}
