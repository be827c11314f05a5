//! The files of a package: pictures rebuilt from their pixels (R5), other files as they are.

use journal::Journal;

use crate::compose::FileLeaving;
use crate::file::{What, whole};
use crate::fold;
use crate::item::{ItemKind, Source};
use crate::letter_file::{FILES_BYTES_LIMIT, FILES_LIMIT};
use crate::part::{PartKind, PartLeaving};
use crate::scan::{Part, Removed, Weight, scan};
use crate::{
    Completed, Counts, Decision, FormatKind, Hides, LetterFile, Package, Review, ShareError, Stay,
};

/// The longer side of a picture that leaves, in pixels, at most: as much as a screen shows and a page prints.
pub const EDGE: u32 = 2560;

/// A file inside a package, as it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackagePart<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Whether it is a picture.
    pub kind: PartKind,
    /// The file itself.
    pub bytes: &'a [u8],
    /// What it shows, in words.
    pub alt: Option<&'a str>,
    /// How many things the picture's own file says that this one does not.
    pub metadata_removed: usize,
}

impl FormatKind {
    /// Whether a package of this format holds files of this kind.
    pub const fn carries(self, kind: PartKind) -> bool {
        match self {
            Self::AgeRecipient | Self::AgePassphrase | Self::SealedPage => true,
            Self::Html | Self::Pdf => matches!(kind, PartKind::Photo),
            Self::Markdown | Self::Text | Self::CueCard => false,
        }
    }
}

impl Review {
    /// The files that leave, read from the vault anew and one after the other.
    pub(crate) fn parts(
        &self,
        journal: &Journal,
        leaving: &[FileLeaving],
    ) -> Result<Vec<PartLeaving>, ShareError> {
        if leaving.len() > FILES_LIMIT {
            return Err(ShareError::PackageTooLarge);
        }
        let mut parts = Vec::with_capacity(leaving.len());
        let mut room = FILES_BYTES_LIMIT;
        for one in leaving {
            let source = self.sources.get(one.item).ok_or(ShareError::ItemNotFound)?;
            let part = self.part(journal, source, one, room)?;
            room = room.checked_sub(part.file.bytes.len()).ok_or(ShareError::PackageTooLarge)?;
            parts.push(part);
        }
        Ok(parts)
    }

    fn part(
        &self,
        journal: &Journal,
        source: &Source,
        leaving: &FileLeaving,
        room: usize,
    ) -> Result<PartLeaving, ShareError> {
        let file = self.file_of(source).ok_or(ShareError::ItemNotFound)?;
        let mut part = PartLeaving {
            item: source.id.clone(),
            place: source.place(&self.sources),
            kind: PartKind::File,
            file: LetterFile {
                name: leaving.name.clone(),
                media_type: String::new(),
                alt: leaving.alt.clone(),
                bytes: Vec::new(),
            },
            metadata_removed: 0,
            is_text: false,
        };
        match &file.what {
            What::Photo(look) => {
                let look = look.as_ref().map_err(|error| *error)?;
                let bytes = whole(journal, file.id)?;
                let rebuilt = photo::rebuild(&bytes, &self.strokes(source), Some(EDGE))?;
                // Looked at once more: what says anything but pixels does not leave.
                if !photo::look(&rebuilt.bytes)?.metadata.is_empty() {
                    return Err(ShareError::WrittenDiffers);
                }
                part.kind = PartKind::Photo;
                part.metadata_removed = look.metadata.len();
                rebuilt.format.media_type().clone_into(&mut part.file.media_type);
                part.file.bytes = rebuilt.bytes;
            }
            What::Other(hides) => {
                if file.bytes > room as u64 {
                    return Err(ShareError::PackageTooLarge);
                }
                part.is_text = *hides == Hides::Text;
                media_type(*hides).clone_into(&mut part.file.media_type);
                part.file.bytes = whole(journal, file.id)?;
            }
        }
        Ok(part)
    }

    /// Whether an item about a file is counted as the items of text are: its name, when it leaves.
    pub(crate) fn is_accounted(&self, source: &Source) -> bool {
        let file = source.parent.and_then(|file| self.sources.get(file));
        source.kind == ItemKind::FileName && file.is_some_and(|file| self.leaves(file))
    }

    /// Notes what stays of files and what leaves of them, and how many of each.
    pub(crate) fn account_files(&self, completed: &mut Completed) {
        for source in self.sources.iter().filter(|source| source.file.is_some()) {
            let place = source.place(&self.sources);
            match source.kind {
                ItemKind::Photo | ItemKind::File if self.leaves(source) => {
                    completed.counts.kept += 1;
                    self.account_picture(source, &place, completed);
                }
                ItemKind::Photo | ItemKind::File => {
                    completed.counts.left_out += 1;
                    let (text, weight) = (source.text.clone(), Weight::Passage);
                    let words = fold::words(&text);
                    completed.stays.push(Stay { what: place, text: text.clone() });
                    completed.removed.push(Removed { text, words, weight });
                }
                ItemKind::AltText if self.leaves(source) => {
                    let answer = self.answer(source).map(|answer| &answer.decision);
                    // Kept as it is, it says nothing.
                    if matches!(answer, Some(Decision::Rewrite(_))) {
                        completed.counts.rewritten += 1;
                        self.account_findings(source, &place, completed);
                    }
                }
                _ => {}
            }
        }
    }

    /// What of a picture's file stays when the picture leaves.
    fn account_picture(&self, source: &Source, place: &str, completed: &mut Completed) {
        let Some(What::Photo(Ok(look))) = self.file_of(source).map(|file| &file.what) else {
            return;
        };
        if !look.metadata.is_empty() {
            let said = look.metadata.iter();
            let said = said.map(|field| format!("{} {}: {}", field.group, field.name, field.value));
            let text = said.collect::<Vec<_>>().join("\n");
            let what = format!("what the file of {place} says besides its pixels");
            completed.stays.push(Stay { what, text });
        }
        let strokes = self.answer(source).map_or(0, |answer| answer.strokes.len());
        if strokes > 0 {
            let what = format!("what is painted over in {place}");
            completed.stays.push(Stay { what, text: String::new() });
        }
    }
}

/// What a file says it is: no more than is needed to open it.
const fn media_type(hides: Hides) -> &'static str {
    match hides {
        Hides::Pdf => "application/pdf",
        Hides::Text => "text/plain",
        Hides::Office | Hides::Archive | Hides::Media | Hides::Unknown => {
            "application/octet-stream"
        }
    }
}

impl Completed {
    /// The files as the letter has them.
    pub(crate) fn letter_files(&self) -> Vec<LetterFile> {
        self.parts.iter().map(|part| part.file.clone()).collect()
    }

    /// Looks for what was removed in the names and descriptions of files, and in text files (R4). In a
    /// rebuilt picture there is nothing but pixels, which was made sure of when it was made.
    pub(crate) fn scan_files(&self) -> Result<(), ShareError> {
        let mut parts = Vec::new();
        let about = |kind| self.leaving.iter().filter(move |one| one.kind == kind);
        for kind in [ItemKind::FileName, ItemKind::AltText] {
            for one in about(kind) {
                let crate::complete::What::Detail(text) = &one.what else { continue };
                parts.push(Part {
                    item: Some(&one.item),
                    place: one.place.clone(),
                    text,
                    markdown: false,
                    // Words of a name are often run together.
                    unread: kind == ItemKind::FileName,
                    source: one.source.as_deref(),
                });
            }
        }
        let texts: Vec<_> = self.parts.iter().filter(|part| part.is_text).collect();
        let texts: Vec<_> =
            texts.iter().map(|part| (part, String::from_utf8_lossy(&part.file.bytes))).collect();
        parts.extend(texts.iter().map(|(part, text)| Part {
            item: Some(&part.item),
            place: part.place.clone(),
            text,
            markdown: false,
            unread: false,
            source: None,
        }));
        scan(&self.removed, &self.kept, &parts)
    }

    /// What was decided, counted, for a package of `format`.
    pub(crate) fn counts_in(&self, format: FormatKind) -> Counts {
        let carried = self.parts.iter().filter(|part| format.carries(part.kind));
        let mut counts = self.counts;
        for part in carried {
            match part.kind {
                PartKind::Photo => counts.photos += 1,
                PartKind::File => counts.files += 1,
            }
            counts.cleaned += usize::from(part.metadata_removed > 0);
        }
        counts
    }
}

impl Package {
    /// The files inside it, as they leave. A plain text holds none, a page or a PDF pictures only.
    pub fn parts(&self) -> Vec<PackagePart<'_>> {
        let format = self.format.kind();
        let parts = self.completed.parts.iter().filter(|part| format.carries(part.kind));
        parts
            .map(|part| PackagePart {
                name: &part.file.name,
                kind: part.kind,
                bytes: &part.file.bytes,
                alt: part.file.alt.as_deref(),
                metadata_removed: part.metadata_removed,
            })
            .collect()
    }
}
