//! A stroke of the brush that destroys parts of a picture.

use serde::{Deserialize, Serialize};

/// One stroke of a round brush over a picture, in whole pixels of the picture as it is shown. Every pixel
/// it touches is destroyed in what leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stroke {
    /// Where the brush went. One point is a dab.
    pub points: Vec<(i32, i32)>,
    /// Half the width of the brush.
    pub radius: u32,
}

impl Stroke {
    /// From coordinates one after the other: x, y, x, y … The radius is rounded up.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    pub fn of(coordinates: &[f64], radius: f64) -> Self {
        let whole = |at: f64| at.round().clamp(-200_000.0, 200_000.0) as i32;
        Self {
            points: coordinates.chunks_exact(2).map(|xy| (whole(xy[0]), whole(xy[1]))).collect(),
            radius: radius.ceil().clamp(1.0, 100_000.0) as u32,
        }
    }
}

impl From<&Stroke> for photo::Stroke {
    #[expect(
        clippy::cast_precision_loss,
        reason = "pictures have fewer pixels a side than f32 counts"
    )]
    fn from(stroke: &Stroke) -> Self {
        Self {
            points: stroke.points.iter().map(|&(x, y)| (x as f32, y as f32)).collect(),
            radius: stroke.radius as f32,
        }
    }
}
