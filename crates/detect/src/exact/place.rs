//! IP addresses and coordinates.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{before, stands_alone};
use crate::FindingKind::{Coordinates, Ip};
use crate::hit::{CERTAIN, Hit};

struct Patterns {
    v4: Regex,
    v6: Regex,
    pair: Regex,
    degrees: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("a valid pattern");
    // One coordinate: degrees, then minutes and seconds if any, then the side of the world.
    let one = r#"[0-9]{1,3}(?:[.,][0-9]+)? ?°(?: ?[0-9]{1,2}(?:[.,][0-9]+)? ?['′’](?: ?[0-9]{1,2}(?:[.,][0-9]+)? ?(?:["″”]|''))?)? ?[NSEWOnsewo]?"#;
    Patterns {
        v4: regex(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3,8}"),
        v6: regex(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,9}"),
        pair: regex(
            r"[-−+]?[0-9]{1,3}\.[0-9]{3,}°?(?: ?[NS])?[,;]? ?[-−+]?[0-9]{1,3}\.[0-9]{3,}°?(?: ?[EWO](?-u:\b))?",
        ),
        degrees: regex(&format!(r"[-−]?{one}(?:[,;/]? ?(?:and |und |y |et |e )?[-−]?{one})?")),
    }
});

/// Finds IP addresses and coordinates.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    for m in PATTERNS.v4.find_iter(piece) {
        let span = zone.start + m.start()..zone.start + m.end();
        let lead = before(text, span.start, 12).to_ascii_lowercase();
        let version =
            ["version ", "ver. ", "version", " v", "release ", "versión ", "versie ", "versão "]
                .iter()
                .any(|word| lead.ends_with(word))
                || lead == "v";
        if m.as_str().parse::<Ipv4Addr>().is_ok() && !version && stands_alone(text, &span) {
            hits.push(Hit::new(Ip, span, CERTAIN, "The address of a device on a network."));
        }
    }
    for m in PATTERNS.v6.find_iter(piece) {
        let written = m.as_str().trim_end_matches(':');
        let span = zone.start + m.start()..zone.start + m.start() + written.len();
        if written.len() > 5
            && written.contains(|c: char| c.is_ascii_digit())
            && written.parse::<Ipv6Addr>().is_ok()
            && stands_alone(text, &span)
        {
            hits.push(Hit::new(Ip, span, CERTAIN, "The address of a device on a network."));
        }
    }
    for m in PATTERNS.pair.find_iter(piece) {
        let span = zone.start + m.start()..zone.start + m.end();
        let mut numbers =
            m.as_str().split(|c: char| !c.is_ascii_digit() && c != '.').filter(|n| !n.is_empty());
        let mut next = |limit: f64| {
            numbers.next().and_then(|n| n.parse::<f64>().ok()).is_some_and(|n| n <= limit)
        };
        let separated = m.as_str().contains([',', ';', ' ']);
        if separated && next(90.0) && next(180.0) && stands_alone(text, &span) {
            hits.push(Hit::new(Coordinates, span, CERTAIN, "A spot on the map, to within metres."));
        }
    }
    for m in PATTERNS.degrees.find_iter(piece) {
        let trimmed = m.as_str().trim_end();
        let span = zone.start + m.start()..zone.start + m.start() + trimmed.len();
        let minutes = trimmed.contains(['\'', '′', '’']);
        let sided = trimmed.ends_with(['N', 'S', 'E', 'W', 'O']);
        if (minutes || sided) && trimmed.matches('°').count() == 2 {
            hits.push(Hit::new(Coordinates, span, CERTAIN, "A spot on the map, in degrees."));
        }
    }
}
