//! Pictures made here, with everything planted in them that a picture's file can say.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{Rgb, RgbImage};

pub const SORTS: [&str; 4] = ["jpeg", "png", "webp", "gif"];

/// Left half red, right half blue, with a white corner at the top left.
pub fn picture() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, y| {
        if x < 16 && y < 12 {
            Rgb([255, 255, 255])
        } else if x < 32 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

/// A picture of this sort in whose file `secret` stands wherever it can.
pub fn planted(sort: &str, secret: &str, orientation: u16) -> Vec<u8> {
    match sort {
        "jpeg" => jpeg(&picture(), secret, orientation),
        "png" => png(secret, orientation),
        "webp" => webp(secret, orientation),
        _ => gif(secret),
    }
}

/// A block of Exif, little end first: maker, description, author, turn, place, and a thumbnail.
pub fn exif(secret: &str, orientation: u16) -> Vec<u8> {
    let mut text = secret.as_bytes().to_vec();
    text.push(0);
    while text.len() < 6 {
        text.push(0);
    }
    let thumbnail = plain_jpeg(&RgbImage::from_pixel(8, 8, Rgb([1, 2, 3])));
    let u16s = u16::to_le_bytes;
    let size = |n: usize| u32::try_from(n).expect("small").to_le_bytes();
    let (entries, gps_entries, last_entries) = (6, 4, 2);
    let ifd = |n: usize| 2 + n * 12 + 4;
    let gps = 8 + ifd(entries);
    let last = gps + ifd(gps_entries);
    let data = last + ifd(last_entries);
    let fractions = data + text.len();
    let jpeg = fractions + 24;
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let entry = |out: &mut Vec<u8>, tag: u16, kind: u16, count: usize, value: [u8; 4]| {
        out.extend(u16s(tag));
        out.extend(u16s(kind));
        out.extend(size(count));
        out.extend(value);
    };
    out.extend(u16s(6));
    entry(&mut out, 0x010e, 2, text.len(), size(data));
    entry(&mut out, 0x010f, 2, text.len(), size(data));
    let turn = u16s(orientation);
    entry(&mut out, 0x0112, 3, 1, [turn[0], turn[1], 0, 0]);
    entry(&mut out, 0x0131, 2, text.len(), size(data));
    entry(&mut out, 0x013b, 2, text.len(), size(data));
    entry(&mut out, 0x8825, 4, 1, size(gps));
    out.extend(size(last));
    out.extend(u16s(4));
    entry(&mut out, 1, 2, 2, *b"N\0\0\0");
    entry(&mut out, 2, 5, 3, size(fractions));
    entry(&mut out, 3, 2, 2, *b"W\0\0\0");
    entry(&mut out, 4, 5, 3, size(fractions));
    out.extend([0; 4]);
    out.extend(u16s(2));
    entry(&mut out, 0x0201, 4, 1, size(jpeg));
    entry(&mut out, 0x0202, 4, 1, size(thumbnail.len()));
    out.extend([0; 4]);
    out.extend(&text);
    for number in [38u32, 1, 42, 1, 11, 1] {
        out.extend(number.to_le_bytes());
    }
    out.extend(thumbnail);
    out
}

pub fn xmp(secret: &str) -> String {
    format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" \
         photoshop:City=\"{secret}\"><dc:subject><rdf:Bag><rdf:li>{secret}</rdf:li></rdf:Bag>\
         </dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
}

/// A block of IPTC with a caption and a city, as Photoshop wraps it.
fn iptc(secret: &str) -> Vec<u8> {
    let mut records = Vec::new();
    for number in [120, 90] {
        records.extend([0x1c, 2, number]);
        records.extend(u16::try_from(secret.len()).expect("short").to_be_bytes());
        records.extend(secret.as_bytes());
    }
    let mut out = b"8BIM\x04\x04\0\0".to_vec();
    out.extend(u32::try_from(records.len()).expect("short").to_be_bytes());
    out.extend(&records);
    if records.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// The profile of Display P3, described as `secret`.
pub fn profile(secret: &str) -> Vec<u8> {
    let mut profile = moxcms::ColorProfile::new_display_p3();
    profile.description = Some(moxcms::ProfileText::PlainString(secret.to_owned()));
    profile.encode().expect("a profile")
}

pub fn plain_jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).expect("encode");
    bytes
}

/// With these segments (marker, data) after its beginning.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for (marker, data) in segments {
        out.extend([0xff, *marker]);
        out.extend(u16::try_from(data.len() + 2).expect("short").to_be_bytes());
        out.extend(data);
    }
    out.extend(&jpeg[2..]);
    out
}

pub fn jpeg(picture: &RgbImage, secret: &str, orientation: u16) -> Vec<u8> {
    let join = |mark: &[u8], data: &[u8]| [mark, data].concat();
    let mut out = with_segments(
        &plain_jpeg(picture),
        &[
            (0xe1, join(b"Exif\0\0", &exif(secret, orientation))),
            (0xe1, join(b"http://ns.adobe.com/xap/1.0/\0", xmp(secret).as_bytes())),
            (0xe2, join(b"ICC_PROFILE\0\x01\x01", &profile(secret))),
            (0xe4, join(b"MAKER\0", secret.as_bytes())),
            (0xed, join(b"Photoshop 3.0\0", &iptc(secret))),
            (0xfe, secret.as_bytes().to_vec()),
        ],
    );
    out.extend(b"a film or a second picture ");
    out.extend(secret.as_bytes());
    out
}

fn zipped(data: &[u8]) -> Vec<u8> {
    let mut zip = ZlibEncoder::new(Vec::new(), Compression::default());
    zip.write_all(data).expect("zip");
    zip.finish().expect("zip")
}

fn png(secret: &str, orientation: u16) -> Vec<u8> {
    let mut plain = Vec::new();
    picture().write_with_encoder(PngEncoder::new(&mut plain)).expect("encode");
    let chunk = |kind: &[u8], parts: &[&[u8]]| {
        let data = parts.concat();
        let mut out = u32::try_from(data.len()).expect("short").to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(&data);
        let mut crc = Crc::new();
        crc.update(&out[4..]);
        out.extend(crc.sum().to_be_bytes());
        out
    };
    let said = secret.as_bytes();
    let (xmp, zip) = (xmp(secret), zipped(said));
    let chunks = [
        chunk(b"iCCP", &[said, b"\0\0", &zipped(&profile(secret))]),
        chunk(b"tEXt", &[b"Author\0", said]),
        chunk(b"zTXt", &[b"Comment\0\0", &zip]),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", xmp.as_bytes()]),
        chunk(b"eXIf", &[&exif(secret, orientation)]),
        chunk(b"tIME", &[&[7, 0xe3, 3, 14, 12, 0, 0]]),
        chunk(b"prVt", &[said]),
    ]
    .concat();
    // After the first chunk, which is 25 bytes.
    let mut out = [&plain[..33], &chunks, &plain[33..]].concat();
    out.extend(said);
    out
}

fn webp(secret: &str, orientation: u16) -> Vec<u8> {
    let mut plain = Vec::new();
    picture().write_with_encoder(WebPEncoder::new_lossless(&mut plain)).expect("encode");
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut out = kind.to_vec();
        out.extend(u32::try_from(data.len()).expect("short").to_le_bytes());
        out.extend(data);
        if data.len() % 2 == 1 {
            out.push(0);
        }
        out
    };
    let chunks = [
        chunk(b"VP8X", &[0x2c, 0, 0, 0, 63, 0, 0, 47, 0, 0]),
        chunk(b"ICCP", &profile(secret)),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif(secret, orientation)),
        chunk(b"XMP ", xmp(secret).as_bytes()),
        chunk(b"OWN ", secret.as_bytes()),
    ]
    .concat();
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(chunks.len() + 4).expect("short").to_le_bytes());
    out.extend(b"WEBP");
    out.extend(chunks);
    out
}

fn gif(secret: &str) -> Vec<u8> {
    let mut plain = Vec::new();
    let frame = image::DynamicImage::ImageRgb8(picture()).into_rgba8();
    {
        let mut encoder = GifEncoder::new(&mut plain);
        encoder
            .encode_frames([image::Frame::new(frame.clone()), image::Frame::new(frame)])
            .expect("encode");
    }
    assert_eq!(plain.pop(), Some(0x3b));
    plain.extend([0x21, 0xfe, u8::try_from(secret.len()).expect("short")]);
    plain.extend(secret.as_bytes());
    plain.extend([0, 0x3b]);
    plain.extend(secret.as_bytes());
    plain
}
