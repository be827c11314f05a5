//! The chunks of a WebP file.

use super::{List, after_the_end, exif, icc, text_of, xmp};

/// Lists what stands in the chunks, and after the end.
pub(super) fn list(bytes: &[u8], out: &mut List) {
    let size = |at: usize| {
        let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let end = size(4).and_then(|size| size.checked_add(8)).unwrap_or(0).min(bytes.len());
    let mut at = 12;
    while at + 8 <= end {
        let (kind, Some(length)) = (&bytes[at..at + 4], size(at + 4)) else { break };
        let rest = &bytes[at + 8..end];
        let data = &rest[..length.min(rest.len())];
        match kind {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANMF" => {}
            b"EXIF" => exif::list(data.strip_prefix(b"Exif\0\0").unwrap_or(data), out),
            b"XMP " => xmp::list(data, out),
            b"ICCP" => icc::list(data, out),
            b"ANIM" => out.say("Other", "Moving", "several pictures, of which the first leaves"),
            _ => out.bytes("Other", &format!("Chunk {}", text_of(kind)), data.len()),
        }
        let next = length.checked_add(length % 2).and_then(|length| length.checked_add(at + 8));
        let Some(next) = next else { break };
        at = next;
    }
    after_the_end(&bytes[end.max(12).min(bytes.len())..], out);
}
