//! Tables: columns as wide as they have to be, rows that go on on the next page.

use std::rc::Rc;

use krilla::tagging::{TableHeaderScope, Tag};

use crate::doc::Span;
use crate::flow::{Flow, MARGIN, Mark, Node, PAGE, height, plain};
use crate::words::{BODY, Lines, Type};

const CELL: Type = Type { size: 10.0, ..BODY };
/// White beside and above the words of a cell.
const PAD: f32 = 4.0;
/// A column without room for a word is none.
const NARROWEST: f32 = 36.0;

/// A cell: its words in lines, its piece of content, where it begins, and how many lines are placed.
struct Cell {
    lines: Rc<Lines>,
    leaf: usize,
    x: f32,
    placed: usize,
}

impl Flow<'_> {
    pub fn table(
        &mut self,
        head: &[Vec<Span>],
        rows: &[Vec<Vec<Span>>],
        x: f32,
        all: &mut Vec<Node>,
    ) {
        let room = PAGE.0 - MARGIN - x;
        let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
        let Some(widths) = self.widths(head, rows, count, room) else {
            return self.narrow_table(head, rows, x, all);
        };
        let mut table = Vec::new();
        for (n, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            let kind = Type { bold: n == 0, ..CELL };
            let cells = self.row(row, &widths, kind, x);
            let cells = cells.into_iter().map(|leaf| {
                let tag =
                    if n == 0 { Tag::TH(TableHeaderScope::Column).into() } else { Tag::TD.into() };
                Node::Group(tag, vec![Node::Leaf(leaf)])
            });
            table.push(Node::Group(Tag::TR.into(), cells.collect()));
            self.mark(Mark::Rule { x, y: self.y, width: widths.iter().sum() });
        }
        all.push(Node::Group(Tag::Table.into(), table));
        self.y += PAD * 2.0;
    }

    /// How wide each column is; `None` when there is no room for so many.
    fn widths(
        &mut self,
        head: &[Vec<Span>],
        rows: &[Vec<Vec<Span>>],
        count: usize,
        room: f32,
    ) -> Option<Vec<f32>> {
        let mut natural = vec![NARROWEST; count];
        // No need to set what can only be refused.
        if natural.iter().sum::<f32>() > room {
            return None;
        }
        let bold = Type { bold: true, ..CELL };
        for (row, kind) in
            std::iter::once((head, bold)).chain(rows.iter().map(|row| (row.as_slice(), CELL)))
        {
            for (width, cell) in natural.iter_mut().zip(row) {
                let lines = self.set(cell, kind, None);
                *width = width.max(lines.layout.width() + 2.0 * PAD);
            }
        }
        let limit = limit(&natural, room);
        for width in &mut natural {
            *width = width.min(limit);
        }
        Some(natural)
    }

    fn row(&mut self, row: &[Vec<Span>], widths: &[f32], kind: Type, x: f32) -> Vec<usize> {
        let mut left = x;
        let mut cells = Vec::new();
        for (cell, width) in row.iter().zip(widths) {
            let lines = self.set(cell, kind, Some(width - 2.0 * PAD));
            cells.push(Cell { lines, leaf: self.leaf(), x: left + PAD, placed: 0 });
            left += width;
        }
        let tallest = cells.iter().map(|cell| cell.lines.layout.height()).fold(0.0, f32::max);
        self.room(tallest + 2.0 * PAD);
        loop {
            self.y += PAD;
            let (top, mut bottom) = (self.y, self.y);
            for cell in &mut cells {
                self.y = top;
                while cell.placed < cell.lines.layout.len()
                    && (self.fits(height(&cell.lines, cell.placed)) || self.is_at_top())
                {
                    let (line, lines) = (cell.placed, Rc::clone(&cell.lines));
                    self.place_line(&lines, line, cell.x, Some(cell.leaf));
                    cell.placed += 1;
                }
                bottom = bottom.max(self.y);
            }
            self.y = bottom + PAD;
            if cells.iter().all(|cell| cell.placed >= cell.lines.layout.len()) {
                return cells.into_iter().map(|cell| cell.leaf).collect();
            }
            // Nothing more fits here.
            self.room(PAGE.1);
        }
    }

    /// A table with more columns than a page has room for, row by row.
    fn narrow_table(
        &mut self,
        head: &[Vec<Span>],
        rows: &[Vec<Vec<Span>>],
        x: f32,
        all: &mut Vec<Node>,
    ) {
        for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
            let mut spans = Vec::new();
            for cell in row {
                if !spans.is_empty() {
                    spans.push(plain(crate::own::BETWEEN_CELLS));
                }
                spans.extend(cell.iter().cloned());
            }
            self.paragraph(&spans, CELL, x, all);
        }
    }
}

/// How wide the widest column may be so that all have room: narrow ones keep what they need.
fn limit(natural: &[f32], room: f32) -> f32 {
    let mut sorted = natural.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut columns) = (room, natural.iter().map(|_| 1.0).sum::<f32>());
    for width in sorted {
        if width * columns > left {
            return left / columns;
        }
        left -= width;
        columns -= 1.0;
    }
    f32::MAX
}
