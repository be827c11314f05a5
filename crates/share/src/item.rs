//! The items of a share: everything of an entry that could leave, one by one, in reading order.
//!
//! An item's id is made of its content, so that after a change to the entry an item that says the
//! same is still the same item, and one that says something else is a new one.

use std::collections::HashMap;
use std::fmt::Write as _;

use detect::block::{self, BlockKind};
use journal::{Content, Feeling, Person};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::decision::{clean, one_line};
use crate::file::{EntryFile, What};

/// What sort of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// The title of the entry.
    Title,
    /// When it happened, in words.
    Happened,
    /// Where it happened.
    Place,
    /// One block of the text.
    Block,
    /// A picture among the entry's files. It leaves as its pixels, and nothing else of its file.
    Photo,
    /// Any other file of the entry. It leaves as it is, or not.
    File,
    /// What a picture or file is called.
    FileName,
    /// What a picture shows, in words for those who cannot see it. Empty until it is written.
    AltText,
    /// One person attached to the entry.
    Person,
    /// One tag of the entry.
    Tag,
    /// How it felt, in words.
    Feeling,
}

impl ItemKind {
    /// The kebab-case name used on every boundary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Happened => "happened",
            Self::Place => "place",
            Self::Block => "block",
            Self::Photo => "photo",
            Self::File => "file",
            Self::FileName => "file-name",
            Self::AltText => "alt-text",
            Self::Person => "person",
            Self::Tag => "tag",
            Self::Feeling => "feeling",
        }
    }
}

/// An item as the entry has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub id: String,
    pub kind: ItemKind,
    pub block: Option<BlockKind>,
    /// Markdown for a block, plain text on one line for everything else.
    pub text: String,
    /// The same fact written another way (the EDTF of a date): removed with it.
    pub also: Option<String>,
    /// The list item this block stands in, or the file whose name or description this is, as an index
    /// into the items.
    pub parent: Option<usize>,
    /// The file it is or is about, as an index into the entry's files.
    pub file: Option<usize>,
}

impl Source {
    /// The text that is looked at when the item is kept as it is. A file's name is an item of its own.
    pub(crate) fn own_text(&self) -> &str {
        if self.is_file() { "" } else { &self.text }
    }

    /// Whether it is a picture or another file itself.
    pub(crate) const fn is_file(&self) -> bool {
        matches!(self.kind, ItemKind::Photo | ItemKind::File)
    }

    /// "paragraph 3", "the title": where something stands, without saying what.
    pub(crate) fn place(&self, all: &[Source]) -> String {
        let alike = |other: &&Source| other.kind == self.kind && other.block == self.block;
        let number = all.iter().filter(alike).take_while(|other| other.id != self.id).count() + 1;
        let of = |what: &str| {
            let parent = self.parent.and_then(|parent| all.get(parent));
            parent.map_or_else(|| what.to_owned(), |file| format!("{what} of {}", file.place(all)))
        };
        match (self.kind, self.block) {
            (ItemKind::FileName, _) => of("the name"),
            (ItemKind::AltText, _) => of("the description"),
            (ItemKind::Block, Some(block)) => {
                format!("{} {number}", block.as_str().replace('-', " "))
            }
            (ItemKind::Person | ItemKind::Tag | ItemKind::Photo | ItemKind::File, _) => {
                format!("{} {number}", self.kind.as_str())
            }
            _ => format!("the {}", self.kind.as_str()),
        }
    }
}

/// The items of `content` and of the entry's files, in reading order: title, happened, place, blocks, files,
/// people, tags, feeling.
pub(crate) fn items(content: &Content, people: &[Person], files: &[EntryFile]) -> Vec<Source> {
    let mut list = Lister::default();
    list.plain(ItemKind::Title, &content.title);
    if let Some(happened) = &content.happened {
        list.plain(ItemKind::Happened, &happened.in_words());
        if let Some(last) = list.items.last_mut() {
            last.also = Some(happened.to_string());
        }
    }
    list.plain(ItemKind::Place, content.place.as_deref().unwrap_or_default());
    list.blocks(&clean(&content.body));
    for (n, file) in files.iter().enumerate() {
        list.file(n, file);
    }
    for id in &content.people {
        if let Some(person) = people.iter().find(|person| person.id == *id) {
            list.plain(ItemKind::Person, &person.name);
        }
    }
    for tag in &content.tags {
        list.plain(ItemKind::Tag, tag);
    }
    if let Some(feeling) = &content.feeling {
        list.plain(ItemKind::Feeling, &feeling_in_words(feeling));
    }
    list.items
}

/// "low: ashamed, relieved".
fn feeling_in_words(feeling: &Feeling) -> String {
    let level = match feeling.valence {
        i8::MIN..=-3 => "very low",
        -2 => "low",
        -1 => "a little low",
        0 => "neither high nor low",
        1 => "a little high",
        2 => "high",
        3..=i8::MAX => "very high",
    };
    let words: Vec<_> = feeling.words.iter().map(|word| one_line(word)).collect();
    let words = words.join(", ");
    if words.is_empty() { level.to_owned() } else { format!("{level}: {words}") }
}

/// The start of a digest as a name, and which of several alike.
pub(crate) fn name_of(digest: &[u8], nth: u32) -> String {
    let mut name = String::with_capacity(digest.len() * 2 + 4);
    for byte in digest {
        let _ = write!(name, "{byte:02x}");
    }
    if nth > 0 {
        let _ = write!(name, "-{nth}");
    }
    name
}

#[derive(Default)]
struct Lister {
    items: Vec<Source>,
    /// How often the same content came already.
    seen: HashMap<[u8; 8], u32>,
}

impl Lister {
    fn plain(&mut self, kind: ItemKind, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.push(kind, None, text, None);
        }
    }

    fn push(
        &mut self,
        kind: ItemKind,
        block: Option<BlockKind>,
        text: String,
        parent: Option<usize>,
    ) {
        let id = self.name([kind.as_str(), block.map_or("", BlockKind::as_str), &text]);
        self.items.push(Source { id, kind, block, text, also: None, parent, file: None });
    }

    /// The name of an item that says `parts`.
    fn name(&mut self, parts: [&str; 3]) -> String {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut name = [0; 8];
        name.copy_from_slice(&hash.finalize()[..8]);
        let nth = self.seen.entry(name).and_modify(|n| *n += 1).or_insert(0);
        name_of(&name, *nth)
    }

    /// A file, its name, and of a picture what it shows. Of one that can only be left out, only itself.
    fn file(&mut self, n: usize, file: &EntryFile) {
        let name = one_line(&file.name);
        let (kind, alone) = match &file.what {
            What::Photo(look) => (ItemKind::Photo, look.is_err()),
            What::Other(_) => (ItemKind::File, false),
        };
        let itself = self.items.len();
        let push = |list: &mut Self, kind: ItemKind, of: &str, text: &str, parent| {
            let id = list.name([kind.as_str(), &file.sha256, of]);
            let (text, file) = (text.to_owned(), Some(n));
            list.items.push(Source { id, kind, block: None, text, also: None, parent, file });
        };
        push(self, kind, "", &name, None);
        if alone {
            return;
        }
        push(self, ItemKind::FileName, &name, &name, Some(itself));
        if kind == ItemKind::Photo {
            push(self, ItemKind::AltText, "", "", Some(itself));
        }
    }

    fn blocks(&mut self, body: &str) {
        // Open list items: the column of each and its index.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for block in block::split(body) {
            let line = body[..block.span.start].rfind('\n').map_or(0, |at| at + 1);
            let lead = &body[line..block.span.start];
            let column = if lead.chars().all(char::is_whitespace) { width(lead) } else { 0 };
            while open.last().is_some_and(|&(top, _)| top >= column) {
                open.pop();
            }
            let parent = open.last().map(|&(_, index)| index);
            let text = dedent(&body[block.span.clone()], column);
            if block.kind == BlockKind::ListItem {
                open.push((column, self.items.len()));
            }
            self.push(ItemKind::Block, Some(block.kind), text, parent);
        }
    }
}

fn width(lead: &str) -> usize {
    lead.chars().fold(0, |at, c| if c == '\t' { at + 4 - at % 4 } else { at + 1 })
}

/// `text` with up to `column` columns of white space taken from each line but the first.
fn dedent(text: &str, column: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let mut rest = line;
        let mut taken = 0;
        while n > 0 && taken < column {
            match rest.as_bytes().first() {
                Some(b' ') => taken += 1,
                Some(b'\t') => taken += 4,
                _ => break,
            }
            rest = &rest[1..];
        }
        out.push_str(rest);
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Vec<Source> {
        items(&Content { title: "T".into(), body: body.into(), ..Content::default() }, &[], &[])
    }

    #[test]
    fn an_item_that_says_the_same_is_the_same_item() {
        let before = of("one\n\ntwo\n\nthree");
        let after = of("zero\n\none\n\nTWO\n\nthree");
        assert_eq!(before[1].id, after[2].id);
        assert_ne!(before[2].id, after[3].id);
        assert_eq!(before[3].id, after[4].id);
    }

    #[test]
    fn two_items_that_say_the_same_have_two_ids() {
        let twins = of("same\n\nsame");
        assert_ne!(twins[1].id, twins[2].id);
    }

    #[test]
    fn a_nested_item_knows_its_parent_and_stands_at_the_margin() {
        let list = of("- one\n  - two\n    more\n\n  after\n- three\n\nend");
        let texts: Vec<_> = list.iter().map(|s| (s.text.as_str(), s.parent)).collect();
        assert_eq!(
            texts[1..],
            [
                ("- one", None),
                ("- two\n  more", Some(1)),
                ("after", Some(1)),
                ("- three", None),
                ("end", None)
            ]
        );
    }

    #[test]
    fn a_place_is_named_without_saying_what_stands_there() {
        let all = of("# h\n\none\n\ntwo");
        assert_eq!(all[0].place(&all), "the title");
        assert_eq!(all[3].place(&all), "paragraph 2");
    }
}
