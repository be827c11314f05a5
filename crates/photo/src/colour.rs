//! Colours of a picture that comes with a profile, as the colours that every screen expects.

use image::RgbImage;
use moxcms::{ColorProfile, Layout, TransformOptions};

/// The longest profile that is read (4 MiB).
const PROFILE_LIMIT: usize = 4 << 20;

/// Turns the colours of `picture`, which are those of `profile`, into sRGB. Only profiles of three curves
/// and a matrix are followed, which is what cameras and screens have; with any other, or a damaged one, the
/// numbers stay as they are and are taken for sRGB.
pub(crate) fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    if profile.len() > PROFILE_LIMIT {
        return;
    }
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return };
    if !from.is_matrix_shaper() {
        return;
    }
    let to = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(turn) = from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, options) else {
        return;
    };
    let width = picture.width() as usize * 3;
    let mut row = vec![0; width];
    for pixels in picture.chunks_exact_mut(width) {
        if turn.transform(pixels, &mut row).is_ok() {
            pixels.copy_from_slice(&row);
        }
    }
}
