//! The chunks of a PNG file.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{List, VALUE_LIMIT, after_the_end, exif, icc, text_of, u16_at, u32_at, xmp};

/// The most bytes that a compressed chunk becomes here (1 MiB).
const INFLATED: u64 = 1 << 20;

/// Lists what stands in the chunks, and after the end.
pub(super) fn list(bytes: &[u8], out: &mut List) {
    let mut at = 8;
    while let Some(length) = u32_at(bytes, at) {
        let Some(kind) = bytes.get(at + 4..at + 8) else { break };
        let rest = &bytes[at + 8..];
        let data = &rest[..length.min(rest.len())];
        chunk(kind, data, out);
        let Some(next) = length.checked_add(at + 12) else { return };
        at = next;
        if kind == b"IEND" {
            after_the_end(bytes.get(at..).unwrap_or_default(), out);
            return;
        }
    }
}

fn chunk(kind: &[u8], data: &[u8], out: &mut List) {
    match kind {
        b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"gAMA" | b"sRGB" | b"cHRM" | b"cICP"
        | b"sBIT" | b"bKGD" | b"hIST" | b"fcTL" | b"fdAT" => {}
        b"tEXt" => {
            let (name, text) = split(data);
            out.say("PNG", &text_of(name), &text_of(text));
        }
        b"zTXt" => {
            let (name, text) = split(data);
            out.say("PNG", &text_of(name), &text_of(&inflated(text.get(1..).unwrap_or_default())));
        }
        b"iTXt" => international(data, out),
        b"tIME" => {
            let year = u16_at(data, 0).unwrap_or(0);
            let part = |at: usize| data.get(at).copied().unwrap_or(0);
            let (month, day, hour, minute, second) = (part(2), part(3), part(4), part(5), part(6));
            let time = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
            out.say("PNG", "Last changed", &time);
        }
        b"pHYs" => out.bytes("PNG", "Size of a pixel", data.len()),
        b"eXIf" => exif::list(data.strip_prefix(b"Exif\0\0").unwrap_or(data), out),
        b"iCCP" => {
            let (name, profile) = split(data);
            out.say("ICC", "Name", &text_of(name));
            icc::list(&inflated(profile.get(1..).unwrap_or_default()), out);
        }
        b"acTL" => {
            let frames = u32_at(data, 0).unwrap_or(0);
            out.say("PNG", "Moving", &format!("{frames} pictures, of which the first leaves"));
        }
        b"caBX" => out.bytes("Other", "Content credentials (C2PA)", data.len()),
        _ => out.bytes("PNG", &format!("Chunk {}", text_of(kind)), data.len()),
    }
}

/// Text that can be compressed, with its language and a translated name before it.
fn international(data: &[u8], out: &mut List) {
    let (name, rest) = split(data);
    let (packed, rest) = (rest.first() == Some(&1), rest.get(2..).unwrap_or_default());
    let (_, rest) = split(rest);
    let (_, text) = split(rest);
    let text = if packed { inflated(text) } else { text.to_vec() };
    if name == b"XML:com.adobe.xmp" {
        xmp::list(&text, out);
    } else {
        out.say("PNG", &text_of(name), &text_of(&text[..text.len().min(VALUE_LIMIT * 8)]));
    }
}

/// What stands before the first zero, and after it.
fn split(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data.iter().position(|&byte| byte == 0).unwrap_or(data.len());
    (&data[..at], data.get(at + 1..).unwrap_or_default())
}

/// As much of a compressed text as can be had, and not more than is bearable.
fn inflated(data: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let _ = ZlibDecoder::new(data).take(INFLATED).read_to_end(&mut text);
    text
}
