//! The blocks of a GIF file.

use super::{List, after_the_end, text_of, xmp};

/// Lists comments, other programs' blocks, and how many pictures there are.
pub(super) fn list(bytes: &[u8], out: &mut List) {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) };
    let mut at = 13 + bytes.get(10).copied().map_or(0, palette);
    let mut pictures = 0usize;
    while let Some(&mark) = bytes.get(at) {
        match mark {
            0x21 => {
                let kind = bytes.get(at + 1).copied().unwrap_or_default();
                let (data, next) = blocks(bytes, at + 2);
                extension(kind, &data, bytes.get(at + 2..next).unwrap_or_default(), out);
                at = next;
            }
            0x2c => {
                pictures += 1;
                let own = bytes.get(at + 9).copied().map_or(0, palette);
                at = blocks(bytes, at + 11 + own).1;
            }
            0x3b => {
                after_the_end(bytes.get(at + 1..).unwrap_or_default(), out);
                break;
            }
            _ => break,
        }
    }
    if pictures > 1 {
        out.say("Other", "Moving", &format!("{pictures} pictures, of which the first leaves"));
    }
}

fn extension(kind: u8, data: &[u8], raw: &[u8], out: &mut List) {
    match kind {
        0xfe => out.say("Comment", "Comment", &text_of(data)),
        0x01 => out.say(
            "Comment",
            "Text over the picture",
            &text_of(data.get(12..).unwrap_or_default()),
        ),
        0xff if data.starts_with(b"NETSCAPE2.0") || data.starts_with(b"ANIMEXTS1.0") => {}
        // XMP is not cut into blocks there.
        0xff if data.starts_with(b"XMP DataXMP") => {
            xmp::list(raw.get(12..).unwrap_or_default(), out);
        }
        0xff => {
            let name = text_of(&data[..data.len().min(11)]);
            out.bytes("Other", &format!("Block of {name}"), data.len());
        }
        _ => {}
    }
}

/// The bytes of the blocks at `at` put together, at most 1 MiB, and where the next thing begins.
fn blocks(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let mut data = Vec::new();
    while let Some(&length) = bytes.get(at) {
        at += 1;
        if length == 0 {
            break;
        }
        let end = (at + usize::from(length)).min(bytes.len());
        if data.len() < 1 << 20 {
            data.extend_from_slice(&bytes[at.min(end)..end]);
        }
        at = end;
    }
    (data, at)
}
