//! Pictures as they may leave: looked at, and rebuilt from their pixels.
//!
//! Pure: bytes in, bytes out, without a vault, files or a clock. Whatever the bytes are, memory is bounded
//! and nothing panics. See docs/decisions/0070.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `sort` | what sort of picture bytes begin |
//! | `decode`, `colour` | from bytes to pixels as they are shown |
//! | `stroke` | what the author painted over is no more |
//! | `rebuild` | from pixels to bytes that say nothing else |
//! | `look`, `metadata` | what a file says besides its pixels |
//!
//! ```
//! # fn main() -> Result<(), photo::PhotoError> {
//! # let bytes = photo::example();
//! // What it says besides its pixels,
//! let look = photo::look(&bytes)?;
//! assert!(look.metadata.iter().any(|field| field.value == "Taken at home"));
//! // and the picture without any of it, one corner painted over.
//! let stroke = photo::Stroke { points: vec![(0.0, 0.0), (5.0, 5.0)], radius: 3.0 };
//! let rebuilt = photo::rebuild(&bytes, &[stroke], Some(1024))?;
//! assert!(photo::look(&rebuilt.bytes)?.metadata.is_empty());
//! # Ok(())
//! # }
//! ```

mod colour;
mod decode;
mod error;
mod look;
mod metadata;
mod rebuild;
mod sort;
mod stroke;

pub use error::PhotoError;
pub use look::{Look, Turn, look};
pub use metadata::{FIELDS_LIMIT, Field, VALUE_LIMIT};
pub use rebuild::{Format, Rebuilt, rebuild};
pub use sort::{Sort, sort_of};
pub use stroke::{COVER, Stroke};

/// The longest file that is looked at, in bytes (200 MB).
pub const BYTES_LIMIT: usize = 200_000_000;
/// The most pixels that are decoded (100 million).
pub const PIXELS_LIMIT: u64 = 100_000_000;

/// A small picture with a comment, for the example above.
#[doc(hidden)]
pub fn example() -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(16, 16, image::Rgb([90, 120, 60]));
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    if picture.write_with_encoder(encoder).is_ok() {
        let comment = b"\xff\xfe\x00\x0fTaken at home";
        bytes.splice(2..2, comment.iter().copied());
    }
    bytes
}
