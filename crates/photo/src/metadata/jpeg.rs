//! The segments of a JPEG file.

use super::{List, after_the_end, exif, icc, iptc, text_of, u16_at, xmp};

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_MORE: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// Lists what stands in the segments, and after the end.
pub(super) fn list(bytes: &[u8], out: &mut List) {
    let (mut profile, mut blocks) = (Vec::new(), Vec::new());
    let mut at = 2;
    let end = loop {
        // Anything between two segments is skipped, as decoders do.
        let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == 0xff))
        else {
            break bytes.len();
        };
        at += found + 1;
        let Some(&marker) = bytes.get(at) else { break bytes.len() };
        match marker {
            0xd9 => break at + 1,
            // Filling, a byte of pixels, and marks without a length.
            0xff => continue,
            0x00 | 0x01 | 0xd0..=0xd8 => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let Some(length) = u16_at(bytes, at + 1).map(usize::from).filter(|&length| length >= 2)
        else {
            break bytes.len();
        };
        let data = bytes.get(at + 3..bytes.len().min(at + 1 + length)).unwrap_or_default();
        segment(marker, data, &mut profile, &mut blocks, out);
        at += 1 + length;
    };
    if !profile.is_empty() {
        icc::list(&profile, out);
    }
    iptc::list(&blocks, out);
    after_the_end(bytes.get(end..).unwrap_or_default(), out);
}

fn segment(marker: u8, data: &[u8], profile: &mut Vec<u8>, blocks: &mut Vec<u8>, out: &mut List) {
    let after = |mark: &[u8]| data.strip_prefix(mark);
    match marker {
        0xfe => out.say("Comment", "Comment", &text_of(data)),
        0xe0 if data.starts_with(b"JFIF\0") => {
            let size = |at: usize| data.get(at).copied().map_or(0, usize::from);
            if size(12) * size(13) > 0 {
                out.bytes("Thumbnail", "A smaller copy of the picture", size(12) * size(13) * 3);
            }
        }
        0xe0 if data.starts_with(b"JFXX\0") => {
            out.bytes("Thumbnail", "A smaller copy of the picture", data.len());
        }
        0xe1 => {
            if let Some(block) = after(b"Exif\0\0").or_else(|| after(b"Exif\0\xff")) {
                exif::list(block, out);
            } else if let Some(packet) = after(XMP) {
                xmp::list(packet, out);
            } else if let Some(more) = after(XMP_MORE) {
                // A digest and two lengths stand before the text.
                out.bytes("XMP", "More of it", more.len().saturating_sub(40));
            } else {
                out.bytes("Other", &name(marker, data), data.len());
            }
        }
        0xe2 => {
            if let Some(part) = after(b"ICC_PROFILE\0") {
                profile.extend_from_slice(part.get(2..).unwrap_or_default());
            } else if data.starts_with(b"MPF\0") {
                out.bytes("Other", "An index of more pictures in the file", data.len());
            } else {
                out.bytes("Other", &name(marker, data), data.len());
            }
        }
        0xeb if data.starts_with(b"JP") => {
            out.bytes("Other", "Content credentials (C2PA)", data.len());
        }
        0xed => match after(b"Photoshop 3.0\0") {
            Some(part) => blocks.extend_from_slice(part),
            None => out.bytes("Other", &name(marker, data), data.len()),
        },
        // How colours are coded; says nothing else.
        0xee if data.starts_with(b"Adobe") && data.len() <= 12 => {}
        0xe0..=0xef => out.bytes("Other", &name(marker, data), data.len()),
        _ => {}
    }
}

/// "APP4 SAMSUNG": what a segment calls itself.
fn name(marker: u8, data: &[u8]) -> String {
    let own = data.iter().take(24).take_while(|b| b.is_ascii_graphic() || **b == b' ');
    let own: String = own.map(|&b| char::from(b)).collect();
    format!("APP{} {own}", marker - 0xe0)
}
