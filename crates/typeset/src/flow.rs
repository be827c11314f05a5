//! Blocks on pages: where every line stands, and what it is.

use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::rc::Rc;

use krilla::image::Image;
use krilla::tagging::{ListNumbering, Tag, TagKind};
use unicode_script::UnicodeScript;

use crate::TypesetError;
use crate::doc::{Block, Doc, Picture, PictureFormat, Span, Style};
use crate::fonts::{Fonts, fonts};
use crate::words::{BODY, Lines, Type, set};

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// White on every side (25 mm).
pub(crate) const MARGIN: f32 = 70.87;
const BOTTOM: f32 = PAGE.1 - MARGIN;
const INDENT: f32 = 18.0;
/// What is set in deeper than this would have no room.
const NARROWEST: f32 = 150.0;
const GAP: f32 = 7.0;
const CODE: Type = Type { size: 10.5, ..BODY };
/// Pixels of a picture to the inch, when it is smaller than the page.
const DENSITY: f32 = 150.0;
const TALLEST: f32 = 420.0;

/// Pages that are set and not drawn yet.
#[derive(Default)]
pub(crate) struct Pages {
    pub marks: Vec<Vec<Mark>>,
    pub tree: Vec<Node>,
    /// How many pieces of content there are.
    pub leaves: usize,
}

/// Something on a page. Measures are in points from the upper left corner.
pub(crate) enum Mark {
    Line { lines: Rc<Lines>, line: usize, x: f32, baseline: f32, leaf: Option<usize> },
    Rule { x: f32, y: f32, width: f32 },
    Picture { image: Image, x: f32, y: f32, width: f32, height: f32, leaf: usize },
}

/// What the content is, for those who do not see the page.
pub(crate) enum Node {
    Group(TagKind, Vec<Node>),
    Leaf(usize),
}

/// The document on pages.
pub(crate) fn flow(doc: &Doc) -> Result<Pages, TypesetError> {
    let mut fonts = fonts();
    let mut flow = Flow::new(&mut fonts);
    let all = flow.document(doc)?;
    flow.number_pages();
    if !flow.missing.is_empty() {
        let scripts: BTreeSet<_> =
            flow.missing.iter().map(|c| c.script().full_name().to_owned()).collect();
        return Err(TypesetError::LettersNotSet(scripts.into_iter().collect()));
    }
    Ok(Pages { marks: flow.pages, tree: all, leaves: flow.leaves })
}

pub(crate) struct Flow<'a> {
    pub fonts: &'a mut Fonts,
    pages: Vec<Vec<Mark>>,
    pub y: f32,
    leaves: usize,
    missing: BTreeSet<char>,
}

impl<'a> Flow<'a> {
    fn new(fonts: &'a mut Fonts) -> Self {
        Self { fonts, pages: vec![Vec::new()], y: MARGIN, leaves: 0, missing: BTreeSet::new() }
    }

    fn document(&mut self, doc: &Doc) -> Result<Vec<Node>, TypesetError> {
        let mut all = Vec::new();
        if let Some(title) = &doc.title {
            self.heading(1, &[plain(title)], MARGIN, &mut all);
        }
        for fact in &doc.facts {
            let bold = Style { bold: true, ..Style::default() };
            let label = Span { text: format!("{}: ", fact.label), style: bold, link: None };
            self.paragraph(&[label, plain(&fact.values.join(", "))], BODY, MARGIN, &mut all);
            self.y -= GAP * 0.7;
        }
        self.y += GAP;
        self.blocks(&doc.blocks, MARGIN, &mut all);
        for picture in &doc.pictures {
            self.picture(picture, &mut all)?;
        }
        for name in &doc.files {
            let words = [plain("A file belongs to it: "), plain(name)];
            self.paragraph(&words, BODY, MARGIN, &mut all);
        }
        self.rule(60.0);
        let rule = Type { italic: true, ..BODY };
        self.paragraph(&[plain(&doc.rule)], rule, MARGIN, &mut all);
        Ok(all)
    }

    fn blocks(&mut self, list: &[Block], x: f32, all: &mut Vec<Node>) {
        let deeper = (x + INDENT).min(PAGE.0 - MARGIN - NARROWEST);
        for block in list {
            match block {
                Block::Heading(level, spans) => self.heading(level + 1, spans, x, all),
                Block::Paragraph(spans) => self.paragraph(spans, BODY, x, all),
                Block::Quote(inside) => {
                    let mut children = Vec::new();
                    self.blocks(inside, deeper, &mut children);
                    all.push(Node::Group(Tag::BlockQuote.into(), children));
                }
                Block::List { start, items } => self.list(*start, items, (x, deeper), all),
                Block::Code(code) => {
                    let style = Style { code: true, ..Style::default() };
                    let text = code.replace('\t', "    ");
                    let leaf = self.lines(&[Span { text, style, link: None }], CODE, x);
                    let code = Node::Group(Tag::Code.into(), vec![Node::Leaf(leaf)]);
                    all.push(Node::Group(Tag::P.into(), vec![code]));
                    self.y += GAP;
                }
                Block::Table { head, rows } => self.table(head, rows, x, all),
                Block::Rule => self.rule(60.0),
            }
        }
    }

    fn list(
        &mut self,
        start: Option<u64>,
        items: &[Vec<Block>],
        (x, deeper): (f32, f32),
        all: &mut Vec<Node>,
    ) {
        let mut list = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let mark = crate::own::marker(start, n);
            let lines = self.set(&[plain(&mark)], BODY, None);
            // The mark stands beside the first line of what it marks.
            self.room(lines.layout.height());
            let (y, leaf) = (self.y, self.leaf());
            self.place(&lines, x, Some(leaf));
            self.y = y;
            // A long number pushes its item further in.
            let inside = deeper.max(x + lines.layout.width() + 4.0);
            let mut body = Vec::new();
            self.blocks(item, inside.min(PAGE.0 - MARGIN - NARROWEST), &mut body);
            if item.is_empty() {
                self.y += lines.layout.height();
            }
            let label = Node::Group(Tag::Lbl.into(), vec![Node::Leaf(leaf)]);
            let body = Node::Group(Tag::LBody.into(), body);
            list.push(Node::Group(Tag::LI.into(), vec![label, body]));
        }
        let numbering = if start.is_some() { ListNumbering::Decimal } else { ListNumbering::Disc };
        all.push(Node::Group(Tag::L(numbering).into(), list));
    }

    fn heading(&mut self, level: u8, spans: &[Span], x: f32, all: &mut Vec<Node>) {
        let size = match level {
            1 => 20.0,
            2 => 15.0,
            3 => 13.0,
            _ => 11.5,
        };
        if self.y > MARGIN {
            self.y += GAP;
        }
        // Never alone at the end of a page.
        self.room(size * 4.0);
        let leaf = self.lines(spans, Type { size, bold: true, italic: false }, x);
        self.y += GAP;
        let level = NonZeroU16::new(u16::from(level.clamp(1, 6))).unwrap_or(NonZeroU16::MIN);
        all.push(Node::Group(Tag::Hn(level, None).into(), vec![Node::Leaf(leaf)]));
    }

    pub fn paragraph(&mut self, spans: &[Span], kind: Type, x: f32, all: &mut Vec<Node>) {
        let leaf = self.lines(spans, kind, x);
        self.y += GAP;
        all.push(Node::Group(Tag::P.into(), vec![Node::Leaf(leaf)]));
    }

    /// Words from `x` to the right margin.
    fn lines(&mut self, spans: &[Span], kind: Type, x: f32) -> usize {
        let lines = self.set(spans, kind, Some(PAGE.0 - MARGIN - x));
        let leaf = self.leaf();
        self.place(&lines, x, Some(leaf));
        leaf
    }

    /// A line across, in the middle.
    fn rule(&mut self, width: f32) {
        self.y += GAP;
        self.room(GAP);
        self.mark(Mark::Rule { x: (PAGE.0 - width) / 2.0, y: self.y, width });
        self.y += GAP * 1.5;
    }

    fn picture(&mut self, picture: &Picture, all: &mut Vec<Node>) -> Result<(), TypesetError> {
        let bytes = picture.bytes.clone().into();
        let image = match picture.format {
            PictureFormat::Jpeg => Image::from_jpeg(bytes, true),
            PictureFormat::Png => Image::from_png(bytes, true),
        };
        let image = image.map_err(|_| TypesetError::Picture)?;
        #[expect(clippy::cast_precision_loss, reason = "pictures are far below 2^24 pixels wide")]
        let (wide, high) = (image.size().0 as f32, image.size().1 as f32);
        if wide < 1.0 || high < 1.0 {
            return Err(TypesetError::Picture);
        }
        let natural = wide * 72.0 / DENSITY;
        let width = natural.min(PAGE.0 - 2.0 * MARGIN).min(TALLEST * wide / high);
        let height = width * high / wide;
        self.room(height);
        let leaf = self.leaf();
        self.mark(Mark::Picture { image, x: MARGIN, y: self.y, width, height, leaf });
        self.y += height + GAP;
        let alt = picture.alt.clone();
        all.push(Node::Group(Tag::Figure(alt.clone()).into(), vec![Node::Leaf(leaf)]));
        if let Some(alt) = alt {
            let caption = Type { size: 9.5, italic: true, ..BODY };
            self.paragraph(&[plain(&alt)], caption, MARGIN, all);
        }
        Ok(())
    }

    fn number_pages(&mut self) {
        let count = self.pages.len();
        for n in 0..count {
            let text = crate::own::page_number(n, count);
            let lines = self.set(&[plain(&text)], Type { size: 9.0, ..BODY }, None);
            let x = (PAGE.0 - lines.layout.width()) / 2.0;
            let baseline = PAGE.1 - MARGIN / 2.0;
            self.pages[n].push(Mark::Line { lines, line: 0, x, baseline, leaf: None });
        }
    }

    pub fn set(&mut self, spans: &[Span], kind: Type, width: Option<f32>) -> Rc<Lines> {
        let lines = set(self.fonts, spans, kind, width);
        self.missing.extend(lines.missing());
        Rc::new(lines)
    }

    /// Puts lines down one below the other, on as many pages as they need.
    fn place(&mut self, lines: &Rc<Lines>, x: f32, leaf: Option<usize>) {
        for line in 0..lines.layout.len() {
            self.room(height(lines, line));
            self.place_line(lines, line, x, leaf);
        }
    }

    /// Puts one line down where this page has come to.
    pub fn place_line(&mut self, lines: &Rc<Lines>, line: usize, x: f32, leaf: Option<usize>) {
        let above: f32 = (0..line).map(|before| height(lines, before)).sum();
        let baseline = lines.layout.get(line).map_or(0.0, |line| line.metrics().baseline) - above;
        let baseline = self.y + baseline;
        self.mark(Mark::Line { lines: Rc::clone(lines), line, x, baseline, leaf });
        self.y += height(lines, line);
    }

    pub fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Begins a page if this one has no room for so much more.
    pub fn room(&mut self, height: f32) {
        if !self.fits(height) && self.y > MARGIN {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    pub fn is_at_top(&self) -> bool {
        self.y <= MARGIN
    }
}

/// How tall a line is.
pub(crate) fn height(lines: &Lines, line: usize) -> f32 {
    lines.layout.get(line).map_or(0.0, |line| line.metrics().line_height)
}

pub(crate) fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), ..Span::default() }
}
