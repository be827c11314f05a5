//! Strokes of the brush. Under a stroke there is one colour, the same in every picture, so that nothing of
//! what was there can be worked out again; a blur or a mosaic can be undone (docs/decisions/0070).

use image::{Rgb, RgbImage};

/// The colour of everything under a stroke: a middle grey.
pub const COVER: [u8; 3] = [128, 128, 128];

/// One stroke of a round brush, in pixels of the picture as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Where the brush went. One point is a dab.
    pub points: Vec<(f32, f32)>,
    /// Half the width of the brush.
    pub radius: f32,
}

/// Destroys every pixel of `picture` that a stroke touches.
#[expect(clippy::cast_precision_loss, reason = "pictures have fewer pixels a side than f32 counts")]
pub(crate) fn cover(picture: &mut RgbImage, strokes: &[Stroke]) {
    let most = (picture.width().max(picture.height()) as f32) * 2.0;
    for stroke in strokes {
        let Some(points) = sensible(stroke, most) else {
            // Of a stroke that is nowhere nobody knows what it was to hide.
            picture.pixels_mut().for_each(|pixel| *pixel = Rgb(COVER));
            return;
        };
        let radius = stroke.radius.clamp(0.5, most);
        match points.as_slice() {
            [] => {}
            [one] => segment(picture, *one, *one, radius),
            many => many.windows(2).for_each(|two| segment(picture, two[0], two[1], radius)),
        }
    }
}

/// The points of a stroke, not further away than makes a difference; `None` when a number is none.
fn sensible(stroke: &Stroke, most: f32) -> Option<Vec<(f32, f32)>> {
    let numbers = stroke.points.iter().flat_map(|(x, y)| [x, y]);
    let all = numbers.chain([&stroke.radius]).all(|number| number.is_finite());
    let near = |at: f32| at.clamp(-2.0 * most, 2.0 * most);
    all.then(|| stroke.points.iter().map(|&(x, y)| (near(x), near(y))).collect())
}

/// Covers every pixel whose square comes within `radius` of the line from `from` to `to`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the picture"
)]
#[expect(clippy::cast_precision_loss, reason = "pictures have fewer pixels a side than f32 counts")]
fn segment(picture: &mut RgbImage, from: (f32, f32), to: (f32, f32), radius: f32) {
    // Half a pixel's diagonal more, so that no pixel is covered by half.
    let reach = radius + std::f32::consts::FRAC_1_SQRT_2;
    let edge = |low: f32, high: f32, size: u32| {
        let first = (low - reach).floor().clamp(0.0, size as f32) as u32;
        let last = (high + reach).ceil().clamp(0.0, size as f32) as u32;
        first..last
    };
    let columns = edge(from.0.min(to.0), from.0.max(to.0), picture.width());
    let rows = edge(from.1.min(to.1), from.1.max(to.1), picture.height());
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    for y in rows {
        for x in columns.clone() {
            let (px, py) = (x as f32 + 0.5 - from.0, y as f32 + 0.5 - from.1);
            let along =
                if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
            let (ox, oy) = (px - along * dx, py - along * dy);
            if ox * ox + oy * oy <= reach * reach {
                picture.put_pixel(x, y, Rgb(COVER));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(strokes: &[Stroke]) -> RgbImage {
        let mut picture = RgbImage::from_pixel(20, 10, Rgb([255, 0, 0]));
        cover(&mut picture, strokes);
        picture
    }

    #[test]
    fn a_stroke_covers_its_whole_way_and_nothing_else() {
        let line = Stroke { points: vec![(2.0, 5.0), (17.0, 5.0)], radius: 2.0 };
        let picture = painted(&[line]);
        assert!((2..17).all(|x| (3..7).all(|y| picture.get_pixel(x, y).0 == COVER)));
        assert!((0..20).all(|x| picture.get_pixel(x, 0).0 == [255, 0, 0]));
        let dab = painted(&[Stroke { points: vec![(5.0, 5.0)], radius: 1.0 }]);
        assert_eq!(dab.get_pixel(5, 5).0, COVER);
        assert_eq!(dab.get_pixel(15, 5).0, [255, 0, 0]);
    }

    #[test]
    fn a_stroke_of_no_sense_covers_too_much_rather_than_too_little() {
        let wild = Stroke { points: vec![(f32::NAN, 1.0)], radius: 1.0 };
        assert!(painted(&[wild]).pixels().all(|pixel| pixel.0 == COVER));
        let none = Stroke { points: vec![], radius: 5.0 };
        assert!(painted(&[none]).pixels().all(|pixel| pixel.0 == [255, 0, 0]));
    }
}
