//! The colour profile: it can name the screen, the printer and who made it.

use super::{List, text_of, u32_at};

/// Lists the texts of a profile.
pub(super) fn list(profile: &[u8], out: &mut List) {
    out.bytes("ICC", "Colour profile", profile.len());
    let tags = u32_at(profile, 128).unwrap_or(0).min(100);
    for n in 0..tags {
        let entry = 132 + n * 12;
        let Some(sign) = profile.get(entry..entry + 4) else { break };
        let name = match sign {
            b"desc" => "Description",
            b"cprt" => "Copyright",
            b"dmnd" => "Maker",
            b"dmdd" => "Device",
            b"vued" => "Viewing conditions",
            b"targ" => "Measured",
            _ => continue,
        };
        let (Some(offset), Some(size)) = (u32_at(profile, entry + 4), u32_at(profile, entry + 8))
        else {
            break;
        };
        let end = offset.saturating_add(size).min(profile.len());
        let Some(text) = profile.get(offset..end).and_then(text) else { continue };
        if !text.trim().is_empty() {
            out.say("ICC", name, &text);
        }
    }
}

/// A text in one of the three forms that profiles have.
fn text(tag: &[u8]) -> Option<String> {
    match tag.get(..4)? {
        b"text" => Some(text_of(tag.get(8..)?)),
        b"desc" => {
            let length = u32_at(tag, 8)?;
            let rest = tag.get(12..)?;
            Some(text_of(&rest[..length.min(rest.len())]))
        }
        b"mluc" => {
            let (length, offset) = (u32_at(tag, 20)?, u32_at(tag, 24)?);
            let end = offset.checked_add(length)?.min(tag.len());
            let units: Vec<u16> = tag
                .get(offset..end)?
                .chunks_exact(2)
                .take(1000)
                .map(|two| u16::from_be_bytes([two[0], two[1]]))
                .collect();
            Some(String::from_utf16_lossy(&units))
        }
        _ => None,
    }
}
