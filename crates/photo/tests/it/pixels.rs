//! What the rebuilt picture shows.

use image::{Rgb, RgbImage, Rgba, RgbaImage};
use photo::{COVER, Format, PhotoError, Stroke, Turn, look, rebuild};

use crate::made::{SORTS, picture, plain_jpeg, planted, profile, with_segments};

fn shown(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("decode").into_rgb8()
}

fn near(one: Rgb<u8>, other: [u8; 3]) -> bool {
    one.0.iter().zip(other).all(|(a, b)| a.abs_diff(b) < 40)
}

#[test]
fn every_turn_that_exif_knows_is_carried_out() {
    // Where the white corner is once the picture stands upright: left or right, top or bottom.
    for (turn, corner) in [
        (1, "left top"),
        (2, "right top"),
        (3, "right bottom"),
        (4, "left bottom"),
        (5, "left top"),
        (6, "right top"),
        (7, "right bottom"),
        (8, "left bottom"),
    ] {
        for sort in ["jpeg", "png", "webp"] {
            let bytes = planted(sort, "Zorvakquil", turn);
            let rebuilt = rebuild(&bytes, &[], None).expect("rebuild");
            let upright = if turn > 4 { (48, 64) } else { (64, 48) };
            assert_eq!((rebuilt.width, rebuilt.height), upright, "{sort} {turn}");
            let seen = look(&bytes).expect("look");
            assert_eq!((seen.width, seen.height), upright);
            assert_eq!(seen.turn == Turn::None, turn == 1);
            let shown = shown(&rebuilt.bytes);
            let (right, bottom) = (upright.0 - 4, upright.1 - 4);
            let x = if corner.starts_with("left") { 3 } else { right };
            let y = if corner.ends_with("top") { 3 } else { bottom };
            for (cx, cy) in [(3, 3), (right, 3), (3, bottom), (right, bottom)] {
                let white = near(*shown.get_pixel(cx, cy), [255, 255, 255]);
                assert_eq!(white, (cx, cy) == (x, y), "{sort} {turn} at {cx} {cy}");
            }
        }
    }
}

#[test]
fn a_picture_keeps_its_form_or_takes_the_nearest() {
    let forms: Vec<_> = SORTS
        .iter()
        .map(|sort| rebuild(&planted(sort, "x-marks", 1), &[], None).expect("rebuild").format)
        .collect();
    assert_eq!(forms, [Format::Jpeg, Format::Png, Format::Png, Format::Png]);
    for sort in SORTS {
        let bytes = planted(sort, "x-marks", 1);
        let rebuilt = rebuild(&bytes, &[], None).expect("rebuild");
        assert_eq!(look(&bytes).expect("look").format, rebuilt.format);
    }
}

#[test]
fn under_a_stroke_every_picture_is_the_same() {
    // Two pictures that differ only where the brush goes.
    let mut other = picture();
    for (x, y, pixel) in other.enumerate_pixels_mut() {
        if (20..30).contains(&x) && (20..30).contains(&y) {
            *pixel = Rgb([u8::try_from(x * 7).expect("small"), 250, 3]);
        }
    }
    let stroke = Stroke {
        points: vec![(17.0, 17.0), (33.0, 33.0), (33.0, 17.0), (17.0, 33.0)],
        radius: 8.0,
    };
    for edge in [None, Some(24)] {
        let of = |picture: &RgbImage| {
            let mut bytes = Vec::new();
            let png = image::codecs::png::PngEncoder::new(&mut bytes);
            picture.write_with_encoder(png).expect("encode");
            rebuild(&bytes, std::slice::from_ref(&stroke), edge).expect("rebuild").bytes
        };
        assert_eq!(of(&picture()), of(&other), "{edge:?}");
    }
    let bytes = rebuild(&plain_jpeg(&picture()), &[stroke], None).expect("rebuild").bytes;
    assert!(near(*shown(&bytes).get_pixel(25, 25), COVER));
}

#[test]
fn what_is_see_through_hides_nothing() {
    let clear = |colour: [u8; 3]| {
        let picture = RgbaImage::from_fn(8, 8, |x, _| {
            if x < 4 { Rgba([9, 9, 9, 255]) } else { Rgba([colour[0], colour[1], colour[2], 0]) }
        });
        let mut bytes = Vec::new();
        let png = image::codecs::png::PngEncoder::new(&mut bytes);
        picture.write_with_encoder(png).expect("encode");
        rebuild(&bytes, &[], None).expect("rebuild").bytes
    };
    assert_eq!(clear([255, 0, 0]), clear([0, 255, 0]));
    assert_eq!(shown(&clear([1, 2, 3])).get_pixel(6, 4).0, [255, 255, 255]);
}

#[test]
fn colours_of_a_profile_become_those_of_every_screen() {
    let plain = plain_jpeg(&RgbImage::from_pixel(16, 16, Rgb([200, 60, 60])));
    let data = [&b"ICC_PROFILE\0\x01\x01"[..], &profile("P3")].concat();
    let wide = rebuild(&with_segments(&plain, &[(0xe2, data)]), &[], None).expect("rebuild");
    let narrow = rebuild(&plain, &[], None).expect("rebuild");
    let (wide, narrow) = (shown(&wide.bytes), shown(&narrow.bytes));
    // A red of the wider space is a stronger one in the narrower.
    assert!(wide.get_pixel(8, 8).0[0] > narrow.get_pixel(8, 8).0[0] + 5);
    let broken = [&b"ICC_PROFILE\0\x01\x01"[..], &profile("P3")[..90]].concat();
    let taken = rebuild(&with_segments(&plain, &[(0xe2, broken)]), &[], None).expect("rebuild");
    assert_eq!(shown(&taken.bytes), narrow);
}

#[test]
fn a_picture_is_made_smaller_and_never_larger() {
    let bytes = planted("jpeg", "x-marks", 6);
    let sized = |edge| {
        let rebuilt = rebuild(&bytes, &[], Some(edge)).expect("rebuild");
        (rebuilt.width, rebuilt.height)
    };
    assert_eq!(sized(32), (24, 32));
    assert_eq!(sized(1000), (48, 64));
    assert_eq!(sized(0), (1, 1));
}

#[test]
fn what_cannot_be_read_is_named_kindly() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic....";
    assert_eq!(look(heic), Err(PhotoError::FormatUnknown { format: "heic" }));
    assert_eq!(look(b"words").map_err(|e| e.code()), Err("photo-format-unknown"));
    assert_eq!(look(b"").map_err(|e| e.code()), Err("photo-format-unknown"));
    assert_eq!(look(b"\xff\xd8\xff\xe0").map_err(|e| e.code()), Err("photo-damaged"));
    let long = vec![0; photo::BYTES_LIMIT + 1];
    assert_eq!(look(&long), Err(PhotoError::TooLarge));
}
