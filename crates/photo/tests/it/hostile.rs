//! Bytes from anybody: nothing panics, and a picture that says it is huge is not believed.

use photo::{PIXELS_LIMIT, PhotoError, Stroke, look, rebuild};
use proptest::prelude::*;

use crate::made::{SORTS, planted};

fn try_all(bytes: &[u8]) {
    if let Ok(look) = look(bytes) {
        assert!(u64::from(look.width) * u64::from(look.height) <= PIXELS_LIMIT);
        assert!(look.metadata.len() <= photo::FIELDS_LIMIT);
        assert!(look.metadata.iter().all(|f| f.value.chars().count() <= photo::VALUE_LIMIT));
        // A size that was made large by chance is decoded in other tests only: here it takes long.
        if look.width * look.height > 1_000_000 {
            return;
        }
    }
    let stroke = Stroke { points: vec![(-5.0, 3.0), (1e9, 40.0)], radius: 3.0 };
    let _ = rebuild(bytes, &[stroke], Some(40));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn bytes_of_no_sense_never_panic(
        start in prop::sample::select(vec![
            &b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"GIF89a",
            b"\xff\xd8\xff\xe1\x01\0Exif\0\0II*\0",
        ]),
        rest in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        try_all(&[start, &rest].concat());
    }

    #[test]
    fn a_picture_damaged_anywhere_never_panics(
        sort in prop::sample::select(SORTS.to_vec()),
        wrong in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = planted(sort, "Zorvakquil", 6);
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        try_all(&bytes);
    }
}

#[test]
fn a_small_file_that_says_it_is_huge_is_refused_before_it_is_decoded() {
    let mut bytes = planted("png", "Zorvakquil", 1);
    bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    assert_eq!(look(&bytes), Err(PhotoError::TooLarge));
    assert_eq!(rebuild(&bytes, &[], None), Err(PhotoError::TooLarge));

    let mut bytes = planted("jpeg", "Zorvakquil", 1);
    let frame = bytes.windows(4).rposition(|four| four == [0xff, 0xc0, 0, 17]).expect("the frame");
    bytes[frame + 5..frame + 9].fill(0xff);
    assert_eq!(look(&bytes), Err(PhotoError::TooLarge));
}
