//! Files of entries and pictures as the page sees them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::failure::Failure;

/// A file of an entry.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Attachment {
    id: String,
    name: String,
    bytes: u64,
    added: String,
    picture: bool,
}

impl From<journal::Attachment> for Attachment {
    fn from(file: journal::Attachment) -> Self {
        Self {
            id: file.id.to_string(),
            picture: is_named_as_picture(&file.name),
            name: file.name,
            bytes: file.bytes,
            added: file.added.to_string(),
        }
    }
}

/// By its name alone: looking into every file of a list would take too long.
fn is_named_as_picture(name: &str) -> bool {
    const ENDINGS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// A picture, rebuilt from its pixels, as a `data:` address.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Picture {
    src: String,
    width: u32,
    height: u32,
}

impl From<photo::Rebuilt> for Picture {
    fn from(rebuilt: photo::Rebuilt) -> Self {
        let kind = rebuilt.format.media_type();
        Self {
            src: format!("data:{kind};base64,{}", STANDARD.encode(&rebuilt.bytes)),
            width: rebuilt.width,
            height: rebuilt.height,
        }
    }
}

impl From<share::PagePicture> for Picture {
    fn from(page: share::PagePicture) -> Self {
        let src = format!("data:image/png;base64,{}", STANDARD.encode(&page.png));
        Self { src, width: page.width, height: page.height }
    }
}

impl Picture {
    /// Of a picture's file, never larger than `edge`.
    pub fn of(bytes: &[u8], edge: u32) -> Result<Self, Failure> {
        Ok(photo::rebuild(bytes, &[], Some(edge))?.into())
    }
}

/// What a picture's file says besides its pixels.
#[derive(Clone, Debug, Serialize, Type)]
pub struct MetadataField {
    group: String,
    name: String,
    value: String,
}

impl From<photo::Field> for MetadataField {
    fn from(field: photo::Field) -> Self {
        Self { group: field.group.to_owned(), name: field.name, value: field.value }
    }
}

/// Pixels that are destroyed: x, y, x, y, and how far around.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Stroke {
    points: Vec<f64>,
    radius: f64,
}

impl From<Stroke> for share::Stroke {
    fn from(stroke: Stroke) -> Self {
        Self::of(&stroke.points, stroke.radius)
    }
}

impl From<share::Stroke> for Stroke {
    fn from(stroke: share::Stroke) -> Self {
        let points = stroke.points.into_iter().flat_map(|(x, y)| [x.into(), y.into()]).collect();
        Self { points, radius: stroke.radius.into() }
    }
}
