//! XMP: what editors write, as XML. Read with a light hand: only to be shown.

use super::List;

/// The longest packet that is read (1 MiB).
const LIMIT: usize = 1 << 20;
/// The most elements that stand in one another.
const DEPTH: usize = 64;

/// Lists the properties of a packet: attributes and texts, by the name that stands nearest.
pub(super) fn list(packet: &[u8], out: &mut List) {
    let text = String::from_utf8_lossy(&packet[..packet.len().min(LIMIT)]);
    let mut open: Vec<&str> = Vec::new();
    let mut said = 0;
    let mut rest = &*text;
    while let Some(start) = rest.find('<') {
        let words = rest[..start].trim();
        if let Some(name) = open.iter().rev().find(|name| !name.starts_with("rdf:"))
            && !words.is_empty()
        {
            out.say("XMP", name, &unescape(words));
            said += 1;
        }
        rest = &rest[start + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        said += list_attributes(attributes, out);
        if !tag.ends_with('/') && open.len() < DEPTH {
            open.push(name);
        }
    }
    if said == 0 && !packet.is_empty() {
        out.bytes("XMP", "Not understood", packet.len());
    }
}

/// Where a tag ends: at the first `>` that is in no quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

fn list_attributes(attributes: &str, out: &mut List) -> usize {
    let mut said = 0;
    let mut rest = attributes;
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, after)) = after[1..].split_once(quote) else { break };
        let name = name.trim();
        let own = name.starts_with("xmlns")
            || matches!(
                name,
                "rdf:about" | "rdf:parseType" | "rdf:resource" | "xml:lang" | "x:xmptk"
            );
        if !own && !value.trim().is_empty() {
            out.say("XMP", name, &unescape(value));
            said += 1;
        }
        rest = after;
    }
    said
}

fn unescape(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_listed_by_the_name_that_stands_nearest() {
        let mut out = List::default();
        list(
            b"<?xpacket begin='x'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>\
              <rdf:Description rdf:about='' dc:creator=\"Jo &amp; Co\" photoshop:City='Lisbon > Alfama'>\
              <dc:subject><rdf:Bag><rdf:li>garden</rdf:li><rdf:li>home</rdf:li></rdf:Bag></dc:subject>\
              </rdf:Description></rdf:RDF></x:xmpmeta>",
            &mut out,
        );
        let said: Vec<_> =
            out.end().into_iter().map(|f| format!("{}={}", f.name, f.value)).collect();
        assert_eq!(
            said,
            [
                "dc:creator=Jo & Co",
                "photoshop:City=Lisbon > Alfama",
                "dc:subject=garden",
                "dc:subject=home"
            ]
        );
    }
}
