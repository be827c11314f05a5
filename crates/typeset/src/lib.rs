//! A finished text as a PDF, and a PDF as text and pictures.
//!
//! [`pdf`] sets a [`Doc`]: A4, tagged, fonts embedded, no metadata, the same bytes for the same
//! document and fonts. Its text is data: nothing in it is ever evaluated. [`read`] and [`pictures`]
//! take the finished bytes and say what their reader gets. See docs/decisions/0072.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `doc` | what is set |
//! | `fonts`, `words` | fonts, and lines of words in any script |
//! | `flow`, `table` | blocks on pages |
//! | `draw` | pages as a PDF |
//! | `read`, `own` | a PDF as text, and as pictures |

mod doc;
mod draw;
mod error;
mod flow;
mod fonts;
mod own;
mod read;
mod table;
mod words;

pub use doc::{Block, Doc, Fact, Picture, PictureFormat, Span, Style, words};
pub use error::TypesetError;
pub use own::without_own;
pub use read::{PagePicture, Read, pictures, read};

/// The document as a PDF.
///
/// Fails with `letters-not-set` when no font has some of its letters, and with `pdf-not-made` when a
/// picture is none.
pub fn pdf(doc: &Doc) -> Result<Vec<u8>, TypesetError> {
    draw::draw(flow::flow(doc)?)
}
