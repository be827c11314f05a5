//! Pages as a PDF.

use std::collections::HashMap;

use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::document::Document;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, TagGroup, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::Run;

use crate::TypesetError;
use crate::flow::{Mark, Node, PAGE, Pages};
use crate::fonts::Look;
use crate::words::Lines;

/// How thick lines are, in points.
const THIN: f32 = 0.5;

/// The bytes of the PDF. Nothing in them says who made it, when, or with what.
pub(crate) fn draw(pages: Pages) -> Result<Vec<u8>, TypesetError> {
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: true,
        xmp_metadata: false,
        ..SerializeSettings::default()
    });
    let mut ids: Vec<Vec<Identifier>> = vec![Vec::new(); pages.leaves];
    let mut fonts = Fonts::default();
    for marks in pages.marks {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(TypesetError::Write)?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in marks {
            if let Some((leaf, id)) = put(&mut surface, mark, &mut fonts)? {
                ids[leaf].push(id);
            }
        }
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new();
    for node in pages.tree {
        for node in tagged(node, &mut ids) {
            tree.push(node);
        }
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|_| TypesetError::Write)
}

fn tagged(node: Node, ids: &mut [Vec<Identifier>]) -> Vec<TagNode> {
    match node {
        Node::Leaf(leaf) => std::mem::take(&mut ids[leaf]).into_iter().map(TagNode::from).collect(),
        Node::Group(tag, children) => {
            let children = children.into_iter().flat_map(|child| tagged(child, ids)).collect();
            vec![TagGroup::with_children(tag, children).into()]
        }
    }
}

#[derive(Default)]
struct Fonts(HashMap<(u64, u32), Font>);

impl Fonts {
    fn of(&mut self, run: &Run<'_, Look>) -> Result<Font, TypesetError> {
        let font = run.font();
        let key = (font.data.id(), font.index);
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let (data, _) = font.data.clone().into_raw_parts();
        let font = Font::new(data.into(), font.index).ok_or(TypesetError::Write)?;
        self.0.insert(key, font.clone());
        Ok(font)
    }
}

/// Draws a mark; gives the piece of content it is, if it is one.
fn put(
    surface: &mut Surface<'_>,
    mark: Mark,
    fonts: &mut Fonts,
) -> Result<Option<(usize, Identifier)>, TypesetError> {
    match mark {
        Mark::Rule { x, y, width } => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
            bar(surface, x, y, width);
            surface.end_tagged();
            Ok(None)
        }
        Mark::Picture { image, x, y, width, height, leaf } => {
            let id = surface.start_tagged(ContentTag::Other);
            let size = Size::from_wh(width, height).ok_or(TypesetError::Picture)?;
            surface.push_transform(&Transform::from_translate(x, y));
            surface.draw_image(image, size);
            surface.pop();
            surface.end_tagged();
            Ok(Some((leaf, id)))
        }
        Mark::Line { lines, line, x, baseline, leaf } => {
            // No words are given for lines that run from right to left: some readers take such words
            // to stand in the order of the letters.
            let tag = match leaf {
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
                Some(_) => ContentTag::Span(SpanTag::empty()),
            };
            let id = surface.start_tagged(tag);
            put_line(surface, &lines, line, Point { x, y: baseline }, fonts)?;
            surface.end_tagged();
            Ok(leaf.map(|leaf| (leaf, id)))
        }
    }
}

fn put_line(
    surface: &mut Surface<'_>,
    lines: &Lines,
    line: usize,
    at: Point,
    fonts: &mut Fonts,
) -> Result<(), TypesetError> {
    let Some(line) = lines.layout.get(line) else { return Ok(()) };
    ink(surface);
    let mut x = at.x + line.metrics().offset;
    for run in line.runs() {
        let size = run.font_size();
        let begin = x;
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        let mut struck: Vec<(f32, f32)> = Vec::new();
        for cluster in run.visual_clusters() {
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = glyphs.last_mut() {
                    let range = cluster.text_range();
                    glyph.text_range.start = glyph.text_range.start.min(range.start);
                    glyph.text_range.end = glyph.text_range.end.max(range.end);
                }
                continue;
            }
            if cluster.is_hard_line_break() {
                continue;
            }
            let from = x;
            for glyph in cluster.glyphs() {
                glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    cluster.text_range(),
                    None,
                ));
                x += glyph.advance;
            }
            if cluster.style().brush.struck {
                struck.push((from, x - from));
            }
        }
        let origin = Point { x: begin, y: at.y };
        if !glyphs.is_empty() {
            surface.draw_glyphs(origin, &glyphs, fonts.of(&run)?, &lines.text, size, false);
        }
        for (from, width) in struck {
            bar(surface, from, at.y - size * 0.28, width);
        }
    }
    Ok(())
}

/// Everything is black.
fn ink(surface: &mut Surface<'_>) {
    let black = luma::Color::black().into();
    let fill = Fill { paint: black, opacity: NormalizedF32::ONE, ..Fill::default() };
    surface.set_fill(Some(fill));
}

fn bar(surface: &mut Surface<'_>, x: f32, y: f32, width: f32) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, THIN) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        ink(surface);
        surface.draw_path(&path);
    }
}
