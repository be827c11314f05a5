//! Pictures and files in a review: what is shown of them, and the brush.

use journal::Journal;
use photo::{Field, PhotoError, Rebuilt};
use vault::{Id, Moment};

use crate::compose::{Contents, FileLeaving};
use crate::file::{EntryFile, What, whole};
use crate::file_name::{end_of, leaving_name};
use crate::item::{ItemKind, Source};
use crate::letter_file::ALT_LIMIT;
use crate::parts::EDGE;
use crate::stored::{Answer, Step};
use crate::{Decision, Hides, Review, ShareError, Stroke};

/// The most points that the strokes over one picture have together.
pub const POINTS_LIMIT: usize = 20_000;

/// A picture of the entry, as a review shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoView {
    /// The file among the entry's files.
    pub attachment: Id,
    /// What sort of file it is: `jpeg`, `png`, `heic` …
    pub format: &'static str,
    /// In pixels, as it is shown; 0 when it cannot be.
    pub width: u32,
    /// In pixels, as it is shown; 0 when it cannot be.
    pub height: u32,
    /// How long its file is.
    pub bytes: u64,
    /// What its file says besides its pixels. None of it leaves.
    pub metadata: Vec<Field>,
    /// What is painted over.
    pub strokes: Vec<Stroke>,
    /// Why it cannot be rebuilt, if so: then it can only be left out.
    pub problem: Option<PhotoError>,
}

/// Another file of the entry, as a review shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileView {
    /// The file among the entry's files.
    pub attachment: Id,
    /// How long it is.
    pub bytes: u64,
    /// What may hide in it.
    pub hides: Hides,
}

impl Review {
    /// Paints over a picture: these strokes, all of them anew. It is a decision like others: kept in the
    /// vault when this returns, taken back by [`Review::undo`], and a package built before is no longer the
    /// one to leave.
    ///
    /// Fails with `item-not-found`, `decision-unfit` for what is no picture, what is wrong with one that
    /// cannot be rebuilt, or `strokes-too-many` above [`POINTS_LIMIT`].
    pub fn brush(
        &mut self,
        journal: &mut Journal,
        item: &str,
        strokes: Vec<Stroke>,
        at: Moment,
    ) -> Result<(), ShareError> {
        self.picture(item)?;
        // A stroke without a point is none, and takes no room.
        let strokes: Vec<Stroke> = strokes.into_iter().filter(|s| !s.points.is_empty()).collect();
        if strokes.iter().map(|stroke| stroke.points.len()).sum::<usize>() > POINTS_LIMIT {
            return Err(ShareError::StrokesTooMany);
        }
        let before = self.stored.items.get(item).cloned().unwrap_or_default();
        if before.strokes == strokes {
            return Ok(());
        }
        self.change(journal, at, |review| {
            let now = Answer { strokes, ..before.clone() };
            let step = Step { items: vec![(item.to_owned(), before)], ..Step::default() };
            review.stored.remember(step);
            review.answer_with(item, now);
            Ok(())
        })
    }

    /// A picture as it would leave now, its longer side at most `edge` pixels: what is painted over is gone.
    ///
    /// Fails as [`Review::brush`] does, and with `record-damaged` when the vault has lost a part of it.
    pub fn photo(&self, journal: &Journal, item: &str, edge: u32) -> Result<Rebuilt, ShareError> {
        let (source, file) = self.picture(item)?;
        let bytes = whole(journal, file.id)?;
        Ok(photo::rebuild(&bytes, &self.strokes(source), Some(edge.min(EDGE)))?)
    }

    pub(crate) fn strokes(&self, source: &Source) -> Vec<photo::Stroke> {
        let strokes = self.answer(source).map(|answer| answer.strokes.as_slice());
        strokes.unwrap_or_default().iter().map(photo::Stroke::from).collect()
    }

    /// The picture that an item is, if it can be rebuilt.
    fn picture(&self, item: &str) -> Result<(&Source, &EntryFile), ShareError> {
        let source = self.sources.get(self.index(item)?).ok_or(ShareError::ItemNotFound)?;
        let file = self.file_of(source).filter(|_| source.kind == ItemKind::Photo);
        let file = file.ok_or(ShareError::DecisionUnfit)?;
        match &file.what {
            What::Photo(Ok(_)) => Ok((source, file)),
            What::Photo(Err(error)) => Err((*error).into()),
            What::Other(_) => Err(ShareError::DecisionUnfit),
        }
    }

    pub(crate) fn file_of(&self, source: &Source) -> Option<&EntryFile> {
        source.file.and_then(|file| self.files.get(file))
    }

    /// Whether the item at `index` can be decided so.
    pub(crate) fn can_be(&self, index: usize, decision: &Decision) -> Result<(), ShareError> {
        let Some(source) = self.sources.get(index).filter(|source| source.is_file()) else {
            return Ok(());
        };
        match (decision, self.file_of(source).map(|file| &file.what)) {
            (Decision::Rewrite(_), _) => Err(ShareError::DecisionUnfit),
            (Decision::Keep, Some(What::Photo(Err(error)))) => Err((*error).into()),
            _ => Ok(()),
        }
    }

    pub(crate) fn photo_view(&self, source: &Source) -> Option<PhotoView> {
        let file = self.file_of(source).filter(|_| source.kind == ItemKind::Photo)?;
        let What::Photo(look) = &file.what else { return None };
        let format = match look {
            Ok(look) => look.sort.as_str(),
            Err(PhotoError::FormatUnknown { format }) => format,
            Err(_) => "unknown",
        };
        let known = look.as_ref().ok();
        Some(PhotoView {
            attachment: file.id,
            format,
            width: known.map_or(0, |look| look.width),
            height: known.map_or(0, |look| look.height),
            bytes: file.bytes,
            metadata: known.map(|look| look.metadata.clone()).unwrap_or_default(),
            strokes: self.answer(source).map(|answer| answer.strokes.clone()).unwrap_or_default(),
            problem: look.as_ref().err().copied(),
        })
    }

    pub(crate) fn file_view(&self, source: &Source) -> Option<FileView> {
        let file = self.file_of(source).filter(|_| source.kind == ItemKind::File)?;
        let What::Other(hides) = file.what else { return None };
        Some(FileView { attachment: file.id, bytes: file.bytes, hides })
    }

    /// Gives every file that leaves the name it leaves with, and its description.
    pub(crate) fn call_files(&self, contents: &mut Contents) {
        let mut taken: Vec<String> = Vec::new();
        let (mut photos, mut files) = (0, 0);
        for (n, source) in self.sources.iter().enumerate().filter(|(_, source)| source.is_file()) {
            let Some(file) = self.file_of(source).filter(|_| self.leaves(source)) else { continue };
            let (end, neutral) = match &file.what {
                What::Photo(Ok(look)) => {
                    photos += 1;
                    (look.format.extension().to_owned(), format!("photo-{photos}"))
                }
                What::Photo(Err(_)) => continue,
                What::Other(_) => {
                    files += 1;
                    (end_of(&file.name), format!("file-{files}"))
                }
            };
            let item_about = |kind: ItemKind| {
                let is = |about: &Source| about.kind == kind && about.parent == Some(n);
                self.sources.iter().position(is)
            };
            let alt = item_about(ItemKind::AltText);
            let name = item_about(ItemKind::FileName);
            let alt = text_of(&mut contents.details, alt).map(|text| {
                // What is too long is cut where the author sees it.
                while text.len() > ALT_LIMIT {
                    text.pop();
                }
                text.truncate(text.trim_end().len());
                text.clone()
            });
            let name = match text_of(&mut contents.details, name) {
                Some(text) => {
                    *text = leaving_name(text, &end, &neutral, &taken);
                    text.clone()
                }
                None => leaving_name("", &end, &neutral, &taken),
            };
            taken.push(name.clone());
            contents.files.push(FileLeaving { item: n, name, alt });
        }
    }
}

/// The text of an item as it would leave.
fn text_of(details: &mut [(usize, String)], item: Option<usize>) -> Option<&mut String> {
    details.iter_mut().find(|(at, _)| Some(*at) == item).map(|(_, text)| text)
}
