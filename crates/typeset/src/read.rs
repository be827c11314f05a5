//! A PDF as its reader gets it: the words drawn on its pages, what stands behind them, and its pages
//! as pictures. Only the bytes are asked.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::dict::keys::{ACTUAL_TEXT, MCID, SUBTYPE};
use hayro::hayro_syntax::object::{Dict, MaybeRef, Object, Stream, String as PdfString};
use hayro::kurbo::{Affine, BezPath, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::TypesetError;

/// What a PDF says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// The words on its pages, line by line, in the order of reading. A form feed ends a page.
    pub text: String,
    /// The letters as they are drawn, from left to right, line by line.
    pub drawn: String,
    /// Every other text in it: alternative texts, addresses, metadata, the raw content of pages.
    pub hidden: Vec<String>,
}

/// A page, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// A PNG file.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Read, TypesetError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| TypesetError::Read)?;
    let mut reader = Reader::default();
    for (n, page) in pdf.pages().iter().enumerate() {
        if n > 0 {
            reader.read.text.push('\u{c}');
            reader.read.drawn.push('\u{c}');
        }
        reader.line.clear();
        let cache = InterpreterCache::new();
        let area = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), settings);
        reader.actual.clear();
        interpret_page(page, &mut context, &mut reader);
        reader.end_line();
    }
    let mut read = reader.read;
    for object in pdf.objects() {
        hidden(&object, 0, &mut read.hidden);
    }
    let about = pdf.metadata();
    let texts = [
        &about.title,
        &about.author,
        &about.subject,
        &about.keywords,
        &about.creator,
        &about.producer,
    ];
    read.hidden.extend(texts.into_iter().flatten().map(|bytes| decode(bytes)));
    read.hidden.retain(|text| !text.trim().is_empty());
    read.hidden.sort_unstable();
    read.hidden.dedup();
    Ok(read)
}

/// The pages of a PDF as pictures of `width` pixels.
pub fn pictures(bytes: &[u8], width: u32) -> Result<Vec<PagePicture>, TypesetError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| TypesetError::Read)?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let mut all = Vec::new();
    for page in pdf.pages().iter() {
        let (wide, _) = page.render_dimensions();
        #[expect(clippy::cast_precision_loss, reason = "at most 4096")]
        let scale = width.clamp(1, 4096) as f32 / wide;
        let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let drawn = render(page, &cache, &settings, &RenderSettings::default(), &size);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let png = drawn.into_png().map_err(|_| TypesetError::Read)?;
        all.push(PagePicture { png, width, height });
    }
    Ok(all)
}

#[derive(Default)]
struct Reader {
    read: Read,
    /// This line, letter by letter from left to right: several for a ligature.
    line: Vec<String>,
    /// For every open piece of content, whether words were given for its letters.
    actual: Vec<bool>,
}

impl Reader {
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.read.text.push_str(&in_reading_order(&self.line));
            self.line.clear();
        }
        for text in [&mut self.read.text, &mut self.read.drawn] {
            if !text.is_empty() && !text.ends_with(['\n', '\u{c}']) {
                text.push('\n');
            }
        }
    }
}

/// Letters as they are read, from how they stand on the page.
fn in_reading_order(line: &[String]) -> String {
    let text = line.concat();
    let classes: Vec<BidiClass> = text.chars().map(bidi_class).collect();
    let to_left = classes.iter().filter(|c| matches!(c, BidiClass::R | BidiClass::AL)).count();
    if to_left == 0 {
        return text;
    }
    let to_right = classes.iter().filter(|&&c| c == BidiClass::L).count();
    let base = if to_left > to_right { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&text, Some(base)).levels;
    let mut at = 0;
    let mut units = Vec::with_capacity(line.len());
    for letters in line {
        units.push(levels.get(at).copied().unwrap_or(base));
        at += letters.len();
    }
    // Turned twice, a line is as it was.
    BidiInfo::reorder_visual(&units).into_iter().map(|n| line[n].as_str()).collect()
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let letters = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(letters)) => letters,
                // What cannot be read cannot be looked through.
                None => '\u{fffd}'.to_string(),
            };
            self.read.drawn.push_str(&letters);
            if !self.actual.contains(&true) {
                self.line.push(letters);
            }
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let is_piece = properties.is_some_and(|all| all.contains_key(MCID)) || tag == b"Artifact";
        if is_piece {
            self.end_line();
        }
        let actual = properties.and_then(|all| all.get::<PdfString<'_>>(ACTUAL_TEXT));
        if let Some(words) = &actual
            && !self.actual.contains(&true)
        {
            self.line.push(decode(words.as_bytes()));
        }
        self.actual.push(actual.is_some());
        if let Some(all) = properties {
            let mut texts = Vec::new();
            strings(all, 0, &mut texts);
            let actual = actual.map(|words| decode(words.as_bytes()));
            self.read.hidden.extend(texts.into_iter().filter(|text| Some(text) != actual.as_ref()));
        }
    }

    fn end_marked_content(&mut self) {
        self.actual.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// How deep objects hold each other.
const DEPTH: usize = 32;

/// Every string of an object, and the content of a stream that is text.
fn hidden(object: &Object<'_>, depth: usize, all: &mut Vec<String>) {
    match object {
        _ if depth > DEPTH => {}
        Object::String(text) => all.push(decode(text.as_bytes())),
        Object::Dict(dict) => strings(dict, depth, all),
        Object::Array(array) => {
            for one in array.raw_iter() {
                if let MaybeRef::NotRef(one) = one {
                    hidden(&one, depth + 1, all);
                }
            }
        }
        Object::Stream(stream) => {
            strings(stream.dict(), depth, all);
            all.extend(text_of(stream));
        }
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::Name(_) => {}
    }
}

fn strings(dict: &Dict<'_>, depth: usize, all: &mut Vec<String>) {
    // The collection of characters of a font ("Adobe", "Identity") is the format's own.
    if dict.contains_key("Registry") && dict.contains_key("Ordering") {
        return;
    }
    for (_, value) in dict.entries() {
        if let MaybeRef::NotRef(value) = value {
            hidden(&value, depth + 1, all);
        }
    }
}

/// The content of a stream, unless it is a picture, a font, or says which letter a glyph is.
fn text_of(stream: &Stream<'_>) -> Option<String> {
    let dict = stream.dict();
    if dict.contains_key(SUBTYPE) || dict.contains_key("Length1") {
        let sort = dict.get::<hayro::hayro_syntax::object::Name<'_>>(SUBTYPE);
        if sort.as_deref() != Some(b"XML") {
            return None;
        }
    }
    let bytes = stream.decoded().ok()?;
    // Sets of bits, as which letters a font has, are no text.
    let text = String::from_utf8(bytes.into_owned()).ok()?;
    (!text.contains("begincmap")).then_some(text)
}

/// A text string of a PDF: UTF-16 with a mark, UTF-8 with a mark, or Latin letters.
fn decode(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units: Vec<u16> = rest
            .chunks(2)
            .map(|two| u16::from_be_bytes([two[0], two.get(1).copied().unwrap_or(0)]))
            .collect();
        return String::from_utf16_lossy(&units);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}
