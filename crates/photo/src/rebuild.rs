//! From pixels to bytes that say nothing else.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{RgbImage, imageops};

use crate::PhotoError;
use crate::decode::pixels;
use crate::sort::Sort;
use crate::stroke::{Stroke, cover};

/// How well a JPEG is kept, of 100.
const QUALITY: u8 = 90;

/// In what form a rebuilt picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Of what was a JPEG or a lossy WebP.
    Jpeg,
    /// Of what was without loss: PNG, GIF, a lossless WebP.
    Png,
}

impl Format {
    /// How a file of it ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// What it says it is.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A picture made anew of its pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The file.
    pub bytes: Vec<u8>,
    /// In what form.
    pub format: Format,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl std::fmt::Debug for Rebuilt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bytes, format, width, height } = self;
        write!(f, "Rebuilt({format:?}, {width} x {height}, {} bytes)", bytes.len())
    }
}

/// Decodes a picture, destroys what lies under `strokes`, makes its longer side `edge` pixels if it is more,
/// and encodes what is left anew: upright, in sRGB, on white where it was see-through, with nothing in the
/// file but pixels. The same bytes and strokes always give the same file.
///
/// Fails with `photo-format-unknown`, `photo-damaged` or `photo-too-large`.
pub fn rebuild(bytes: &[u8], strokes: &[Stroke], edge: Option<u32>) -> Result<Rebuilt, PhotoError> {
    let (sort, mut picture) = pixels(bytes)?;
    // Before it is made smaller, so that nothing of what is covered mixes into what is beside it.
    cover(&mut picture, strokes);
    if let Some(smaller) = edge.and_then(|edge| smaller(&picture, edge)) {
        picture = smaller;
    }
    let format = format_of(sort, bytes);
    let mut out = Vec::new();
    match format {
        Format::Jpeg => {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        }
        Format::Png => picture.write_with_encoder(PngEncoder::new_with_quality(
            &mut out,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
    }
    .map_err(|_| PhotoError::TooLarge)?;
    Ok(Rebuilt { bytes: out, format, width: picture.width(), height: picture.height() })
}

/// In what form a picture leaves.
pub(crate) fn format_of(sort: Sort, bytes: &[u8]) -> Format {
    match sort {
        Sort::Png | Sort::Gif => Format::Png,
        Sort::Webp if is_lossless(bytes) => Format::Png,
        _ => Format::Jpeg,
    }
}

/// Whether the first picture of a WebP file is stored without loss.
fn is_lossless(webp: &[u8]) -> bool {
    let mut at = 12;
    while let Some(chunk) = webp.get(at..at + 8) {
        match &chunk[..4] {
            b"VP8L" => return true,
            b"VP8 " => return false,
            // A moving picture's frame: the picture's chunk stands in it, after sixteen bytes.
            b"ANMF" => at += 24,
            _ => {
                let length = u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]);
                let Ok(length) = usize::try_from(length) else { return false };
                at = at.saturating_add(8).saturating_add(length).saturating_add(length % 2);
            }
        }
        if at >= webp.len() {
            return false;
        }
    }
    false
}

/// The picture with `edge` pixels on its longer side, if it has more.
fn smaller(picture: &RgbImage, edge: u32) -> Option<RgbImage> {
    let (width, height) = picture.dimensions();
    let (longer, edge) = (width.max(height), edge.max(1));
    if longer <= edge {
        return None;
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(edge) / u64::from(longer);
        u32::try_from(side).unwrap_or(edge).max(1)
    };
    Some(imageops::thumbnail(picture, scaled(width), scaled(height)))
}
