//! From bytes to pixels as they are shown: colours of one profile, nothing see-through, upright.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView as _, ImageDecoder, ImageError, Limits, Rgb, RgbImage};

use crate::colour::to_srgb;
use crate::sort::{Sort, sort_of};
use crate::{BYTES_LIMIT, PIXELS_LIMIT, PhotoError};

/// The most memory that decoding may ask for at once (512 MiB).
const MEMORY_LIMIT: u64 = 512 << 20;

/// What the first bytes of a picture say.
pub(crate) struct Head {
    pub sort: Sort,
    /// As stored, before it is turned.
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
    profile: Option<Vec<u8>>,
}

/// Reads the head of a picture, and gives what would decode the rest of it.
pub(crate) fn head(bytes: &[u8]) -> Result<(Head, Box<dyn ImageDecoder + '_>), PhotoError> {
    if bytes.len() > BYTES_LIMIT {
        return Err(PhotoError::TooLarge);
    }
    let sort = sort_of(bytes).ok_or(PhotoError::FormatUnknown { format: "unknown" })?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_LIMIT);
    let reader = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + '_> = match sort {
        Sort::Jpeg => Box::new(JpegDecoder::new(reader).map_err(named)?),
        Sort::Png => Box::new(PngDecoder::with_limits(reader, limits.clone()).map_err(named)?),
        Sort::Webp => Box::new(WebPDecoder::new(reader).map_err(named)?),
        Sort::Gif => Box::new(GifDecoder::new(reader).map_err(named)?),
        Sort::Other(format) => return Err(PhotoError::FormatUnknown { format }),
    };
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PhotoError::Damaged);
    }
    if u64::from(width) * u64::from(height) > PIXELS_LIMIT || decoder.total_bytes() > MEMORY_LIMIT {
        return Err(PhotoError::TooLarge);
    }
    let _ = limits.reserve(decoder.total_bytes());
    decoder.set_limits(limits).map_err(named)?;
    // A damaged profile or turn is none: the pixels are what counts.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    Ok((Head { sort, width, height, orientation, profile }, decoder))
}

/// The picture as it is shown.
pub(crate) fn pixels(bytes: &[u8]) -> Result<(Sort, RgbImage), PhotoError> {
    let (head, decoder) = head(bytes)?;
    let mut flat = flatten(DynamicImage::from_decoder(decoder).map_err(named)?);
    if let Some(profile) = head.profile {
        to_srgb(&mut flat, &profile);
    }
    let mut shown = DynamicImage::ImageRgb8(flat);
    shown.apply_orientation(head.orientation);
    Ok((head.sort, shown.into_rgb8()))
}

/// What is see-through stands on white: under it a file can hold colours that nobody sees.
fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let (width, height) = picture.dimensions();
    let clear = picture.into_rgba8();
    let mut flat = RgbImage::new(width, height);
    for (to, from) in flat.pixels_mut().zip(clear.pixels()) {
        let [r, g, b, a] = from.0.map(u16::from);
        let over = |colour: u16| {
            u8::try_from((colour * a + 255 * (255 - a) + 127) / 255).unwrap_or(u8::MAX)
        };
        *to = Rgb([over(r), over(g), over(b)]);
    }
    flat
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn named(error: ImageError) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooLarge,
        _ => PhotoError::Damaged,
    }
}
