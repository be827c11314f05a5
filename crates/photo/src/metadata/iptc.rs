//! IPTC, in the blocks that Photoshop brought: what press agencies write.

use super::{List, text_of, u16_at, u32_at, xmp};

/// Lists blocks of resources (`8BIM`).
pub(super) fn list(blocks: &[u8], out: &mut List) {
    let mut at = 0;
    while blocks.get(at..at + 4) == Some(b"8BIM") {
        let Some(id) = u16_at(blocks, at + 4) else { break };
        let name = usize::from(blocks.get(at + 6).copied().unwrap_or(0)) + 1;
        let size_at = at + 6 + name + name % 2;
        let Some(size) = u32_at(blocks, size_at) else { break };
        let Some(data) = blocks.get(size_at + 4..).map(|rest| &rest[..size.min(rest.len())]) else {
            break;
        };
        match id {
            0x0404 => records(data, out),
            0x0424 => xmp::list(data, out),
            0x0409 | 0x040c => out.bytes("Thumbnail", "A smaller copy of the picture", data.len()),
            _ => out.bytes("Photoshop", &format!("Resource 0x{id:04x}"), data.len()),
        }
        let Some(next) = size.checked_add(size % 2).and_then(|size| size.checked_add(size_at + 4))
        else {
            break;
        };
        at = next;
        if at > blocks.len() {
            break;
        }
    }
}

/// Lists datasets: a mark, a record, a number and a length each.
fn records(data: &[u8], out: &mut List) {
    let mut at = 0;
    while data.get(at) == Some(&0x1c) {
        let (Some(&record), Some(&number)) = (data.get(at + 1), data.get(at + 2)) else { break };
        let Some(length) = u16_at(data, at + 3) else { break };
        if length & 0x8000 != 0 {
            out.bytes("IPTC", "A long record", data.len() - at);
            break;
        }
        let end = at + 5 + usize::from(length);
        let value = &data[(at + 5).min(data.len())..end.min(data.len())];
        let name = match (record, number) {
            (1 | 2, 0) | (1, 90) => None,
            (2, 5) => Some("Title"),
            (2, 15) => Some("Category"),
            (2, 25) => Some("Keyword"),
            (2, 40) => Some("Instructions"),
            (2, 55) => Some("Date created"),
            (2, 60) => Some("Time created"),
            (2, 80) => Some("Author"),
            (2, 85) => Some("Author's position"),
            (2, 90) => Some("City"),
            (2, 92) => Some("Place in the city"),
            (2, 95) => Some("Province"),
            (2, 101) => Some("Country"),
            (2, 105) => Some("Headline"),
            (2, 110) => Some("Credit"),
            (2, 115) => Some("Source"),
            (2, 116) => Some("Copyright"),
            (2, 118) => Some("Contact"),
            (2, 120) => Some("Caption"),
            (2, 122) => Some("Writer of the caption"),
            _ => {
                out.say("IPTC", &format!("Record {record}:{number}"), &text_of(value));
                None
            }
        };
        if let Some(name) = name {
            out.say("IPTC", name, &text_of(value));
        }
        at = end;
    }
}
