//! Exif: what cameras and telephones write.

use std::fmt::{self, Write};

use exif::{Context, In, Reader, Tag, Value};

use super::{List, VALUE_LIMIT};

/// The longest block of Exif that is read (4 MiB).
const LIMIT: usize = 4 << 20;

/// Lists a block of Exif, from its byte order mark on.
pub(super) fn list(block: &[u8], out: &mut List) {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let short = block[..block.len().min(LIMIT)].to_vec();
    let read = reader.read_raw(short).or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(read) = read else {
        out.bytes("Exif", "Not understood", block.len());
        return;
    };
    for field in read.fields() {
        let group = match (field.tag.context(), field.ifd_num) {
            (Context::Gps, _) => "GPS",
            (_, In::PRIMARY) => "Exif",
            _ => "Thumbnail",
        };
        let name = match field.tag {
            Tag(_, 0xc4a5) => "PrintImageMatching".to_owned(),
            tag if tag.description().is_some() => tag.to_string(),
            Tag(_, number) => format!("Tag 0x{number:04x}"),
        };
        let value = match &field.value {
            Value::Undefined(bytes, _) if bytes.len() > 64 => format!("{} bytes", bytes.len()),
            Value::Ascii(texts) => {
                let texts: Vec<_> =
                    texts.iter().take(16).map(|text| super::text_of(text)).collect();
                texts.join(", ")
            }
            _ => {
                let mut short = Short::default();
                let _ = write!(short, "{}", field.display_value().with_unit(&read));
                short.0
            }
        };
        out.say(group, &name, &value);
    }
    if let Some(length) = read
        .get_field(Tag::JPEGInterchangeFormatLength, In::THUMBNAIL)
        .and_then(|field| field.value.get_uint(0))
    {
        out.say("Thumbnail", "A smaller copy of the picture", &format!("{length} bytes"));
    }
}

/// Text of which only the beginning is kept: a field can say it has millions of numbers.
#[derive(Default)]
struct Short(String);

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() > VALUE_LIMIT * 8 {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}
