//! Words set in lines, in any script and direction.

use std::borrow::Cow;
use std::collections::BTreeSet;

use parley::fontique::GenericFamily;
use parley::{
    Alignment, AlignmentOptions, FontFamily, FontFamilyName, FontStyle, FontWeight, Layout,
    LineHeight, OverflowWrap, StyleProperty,
};

use crate::doc::Span;
use crate::fonts::{Fonts, Look, MONO, SERIF};

/// How tall a line is, as a multiple of the size of its letters.
const LEADING: f32 = 1.4;
/// Code looks larger than the text around it.
const CODE_SIZE: f32 = 0.85;

/// Some words, set in lines.
pub(crate) struct Lines {
    pub text: String,
    pub layout: Layout<Look>,
}

/// Of a whole paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    /// In points.
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
}

/// What is read.
pub(crate) const BODY: Type = Type { size: 11.0, bold: false, italic: false };

/// Sets `spans` in lines of `width` points at most, or of any length.
pub(crate) fn set(fonts: &mut Fonts, spans: &[Span], kind: Type, width: Option<f32>) -> Lines {
    let mut text = String::new();
    let mut pieces = Vec::new();
    for span in spans {
        let start = text.len();
        text.extend(span.text.chars().map(shown));
        if let Some(address) = span.link.as_ref().filter(|address| !says(&span.text, address)) {
            text.push_str(" <");
            text.extend(address.chars().map(shown));
            text.push('>');
        }
        pieces.push((start..text.len(), span.style));
    }
    let Fonts { context, layouts } = fonts;
    let mut builder = layouts.ranged_builder(context, &text, 1.0, false);
    builder.push_default(family(SERIF));
    builder.push_default(StyleProperty::FontSize(kind.size));
    builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LEADING)));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
    if kind.bold {
        builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
    }
    if kind.italic {
        builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
    }
    for (range, style) in pieces.into_iter().filter(|(range, _)| !range.is_empty()) {
        if style.code {
            builder.push(family(MONO), range.clone());
            builder.push(StyleProperty::FontSize(kind.size * CODE_SIZE), range.clone());
        }
        if style.bold {
            builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
        }
        if style.italic {
            builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
        }
        if style.struck {
            builder.push(StyleProperty::Brush(Look { struck: true }), range);
        }
    }
    let mut layout = builder.build(&text);
    layout.break_all_lines(width);
    layout.align(Alignment::Start, AlignmentOptions::default());
    Lines { text, layout }
}

/// The family of that name, and behind it what the system has for letters it does not have.
fn family(name: &'static str) -> StyleProperty<'static, Look> {
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(vec![
        FontFamilyName::Named(Cow::Borrowed(name)),
        FontFamilyName::Named(Cow::Borrowed(SERIF)),
        FontFamilyName::Named(Cow::Borrowed(MONO)),
        FontFamilyName::Generic(GenericFamily::Serif),
        FontFamilyName::Generic(GenericFamily::SansSerif),
        FontFamilyName::Generic(GenericFamily::Emoji),
    ])))
}

/// Every character as one that leaves a mark or a gap; line breaks stay.
fn shown(c: char) -> char {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Whether the words of a link are its address already.
fn says(words: &str, address: &str) -> bool {
    let bare = address.strip_prefix("mailto:").unwrap_or(address);
    [bare, address].contains(&words.trim())
}

impl Lines {
    /// Characters for which an empty box would stand.
    pub fn missing(&self) -> BTreeSet<char> {
        let mut all = BTreeSet::new();
        for line in self.layout.lines() {
            for cluster in line.runs().flat_map(|run| run.clusters().collect::<Vec<_>>()) {
                if cluster.glyphs().any(|glyph| glyph.id == 0) {
                    let words = &self.text[cluster.text_range()];
                    all.extend(words.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)));
                }
            }
        }
        all
    }
}

/// Characters that leave no mark on a page.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}
