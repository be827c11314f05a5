//! What a picture is, and what its file says besides.

use image::metadata::Orientation;

use crate::decode::head;
use crate::metadata::{self, Field};
use crate::rebuild::format_of;
use crate::{Format, PhotoError, Sort};

/// How a picture has to be turned to stand upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Not at all.
    None,
    /// Turned by a quarter, by half, or three quarters.
    Turned,
    /// Mirrored, and perhaps turned.
    Mirrored,
}

/// What a picture's file says, its pixels left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What sort of file it is; never [`Sort::Other`].
    pub sort: Sort,
    /// In what form it is rebuilt.
    pub format: Format,
    /// In pixels, as it is shown.
    pub width: u32,
    /// In pixels, as it is shown.
    pub height: u32,
    /// What its file says about how to hold it.
    pub turn: Turn,
    /// All else that the file says. None of it is in a rebuilt picture.
    pub metadata: Vec<Field>,
}

/// Looks at a picture without decoding its pixels.
///
/// Fails with `photo-format-unknown`, `photo-damaged` or `photo-too-large`.
pub fn look(bytes: &[u8]) -> Result<Look, PhotoError> {
    let (head, _) = head(bytes)?;
    let (turn, on_its_side) = match head.orientation {
        Orientation::NoTransforms => (Turn::None, false),
        Orientation::Rotate180 => (Turn::Turned, false),
        Orientation::Rotate90 | Orientation::Rotate270 => (Turn::Turned, true),
        Orientation::FlipHorizontal | Orientation::FlipVertical => (Turn::Mirrored, false),
        Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => (Turn::Mirrored, true),
    };
    let (mut width, mut height) = (head.width, head.height);
    if on_its_side {
        std::mem::swap(&mut width, &mut height);
    }
    let (format, metadata) = (format_of(head.sort, bytes), metadata::list(head.sort, bytes));
    Ok(Look { sort: head.sort, format, width, height, turn, metadata })
}
