//! What is set: a finished text as a tree. Every string in it is data and is shown as it stands.

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doc {
    /// Stands at the top, and nowhere else (metadata stay empty).
    pub title: Option<String>,
    /// Lines below the title: a label of this program, and what it is about.
    pub facts: Vec<Fact>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Pictures after the text.
    pub pictures: Vec<Picture>,
    /// Files that belong to it and are not inside, by name.
    pub files: Vec<String>,
    /// The last line: the retelling rule and the day.
    pub rule: String,
}

/// A line below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// "Place".
    pub label: &'static str,
    /// "another city".
    pub values: Vec<String>,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Somebody's words, set in.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The first number, of a list that has numbers.
        start: Option<u64>,
        /// What each of its items holds.
        items: Vec<Vec<Block>>,
    },
    /// Code, line by line as it stands.
    Code(String),
    /// A table.
    Table {
        /// Its head.
        head: Vec<Vec<Span>>,
        /// Its rows.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A line across.
    Rule,
}

/// A run of words that look the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The words. A line break in them is one.
    pub text: String,
    /// How they look.
    pub style: Style,
    /// The address behind them.
    pub link: Option<String>,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a look of its own, and they combine")]
pub struct Style {
    /// Emphasis.
    pub italic: bool,
    /// Strong emphasis.
    pub bold: bool,
    /// Struck through.
    pub struck: bool,
    /// Code.
    pub code: bool,
}

/// A picture, rebuilt from its pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// A whole JPEG or PNG file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: PictureFormat,
    /// What it shows, in words, if its author said so. Stands below it.
    pub alt: Option<String>,
}

/// What a picture's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl PictureFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// The words of some spans.
pub fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
