//! The words on a page that are this program's and not the author's.

use std::collections::HashMap;

use crate::doc::{Block, Doc};

/// Between the cells of a table that has no columns.
pub(crate) const BETWEEN_CELLS: &str = " | ";

/// What stands before item `n` of a list.
pub(crate) fn marker(start: Option<u64>, n: usize) -> String {
    start.map_or_else(|| "•".to_owned(), |first| format!("{}.", first.saturating_add(n as u64)))
}

/// "1 / 3".
pub(crate) fn page_number(n: usize, count: usize) -> String {
    format!("{} / {count}", n + 1)
}

/// What a text read from the PDF of `doc` says without the words of this program: marks of lists,
/// numbers of pages, labels, and the last line.
pub fn without_own(text: &str, doc: &Doc) -> String {
    let mut own: HashMap<String, usize> = HashMap::from([(doc.rule.clone(), 1)]);
    let pages = text.split('\u{c}').count();
    for n in 0..pages {
        own.insert(page_number(n, pages), 1);
    }
    markers(&doc.blocks, &mut own);
    let mut labels: Vec<String> =
        doc.facts.iter().map(|fact| format!("{}: ", fact.label)).collect();
    let mut said = String::with_capacity(text.len());
    for line in text.split(['\n', '\u{c}']) {
        if let Some(left) = own.get_mut(line.trim()).filter(|left| **left > 0) {
            *left -= 1;
            continue;
        }
        let label = labels.iter().position(|label| line.starts_with(label.as_str()));
        let line = label.map_or(line, |at| &line[labels.remove(at).len()..]);
        said.push_str(line);
        said.push('\n');
    }
    said
}

fn markers(list: &[Block], own: &mut HashMap<String, usize>) {
    for block in list {
        match block {
            Block::Quote(inside) => markers(inside, own),
            Block::List { start, items } => {
                for (n, item) in items.iter().enumerate() {
                    *own.entry(marker(*start, n)).or_default() += 1;
                    markers(item, own);
                }
            }
            _ => {}
        }
    }
}
