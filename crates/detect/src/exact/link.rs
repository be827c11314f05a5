//! E-mail addresses, links with and without a scheme, handles.

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;

use super::before;
use crate::FindingKind::{Email, Handle, Url};
use crate::hit::{Hit, LINK};
use crate::token::is_ideograph;

/// Endings that make a host without a scheme believable; more would turn "end.It" into a link.
const ENDINGS: [&str; 70] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "io", "co", "me", "tv",
    "app", "dev", "ai", "xyz", "site", "online", "blog", "shop", "club", "news", "tech", "cloud",
    "page", "wiki", "example", "test", "uk", "us", "ca", "au", "nz", "ie", "de", "at", "ch", "fr",
    "es", "it", "pt", "br", "nl", "be", "lu", "dk", "se", "no", "fi", "pl", "cz", "ru", "ua", "jp",
    "cn", "in", "za", "ng", "ke", "mx", "ar", "cl", "eu", "ly", "gg", "fm", "link", "gle",
];

/// A run longer than this is looked at in pieces, so that no text makes the link finder slow.
const LONGEST: usize = 1024;

/// Finds links, addresses and handles.
pub fn find(text: &str, hits: &mut Vec<Hit>) {
    static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,38}[A-Za-z0-9_])?").expect("a valid pattern")
    });
    // Apart, since looking for links without a scheme would cut an address at its first point.
    let mut addresses = LinkFinder::new();
    addresses.kinds(&[LinkKind::Email]);
    let mut links = LinkFinder::new();
    links.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    for (offset, piece) in pieces(text) {
        for link in addresses.links(piece).chain(links.links(piece)) {
            let span = offset + link.start()..offset + link.end();
            match link.kind() {
                LinkKind::Email => {
                    hits.push(Hit::new(Email, span, LINK, "An e-mail address."));
                }
                _ if link.as_str().contains("://") => {
                    hits.push(Hit::new(Url, span, LINK, "A link, which can lead to a person."));
                }
                _ if is_bare_link(link.as_str()) => {
                    hits.push(Hit::new(Url, span, LINK, "A link without its beginning."));
                }
                _ => {}
            }
        }
    }
    for handle in HANDLE.find_iter(text) {
        let free = !before(text, handle.start(), 4).ends_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '@' | '/' | '-')
        });
        let long = handle.len() > 2 && handle.as_str().contains(|c: char| c.is_ascii_alphabetic());
        if free && long {
            hits.push(Hit::new(Handle, handle.range(), LINK + 1, "A name on a network."));
        }
    }
}

/// Runs without white space, brackets or ideographs that can hold a link at all.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let breaks = |c: char| {
        c.is_whitespace()
            || is_ideograph(c)
            || matches!(
                c,
                '"' | '<'
                    | '>'
                    | '|'
                    | '`'
                    | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '['
                    | ']'
                    | '。'
                    | '、'
                    | '，'
                    | '（'
                    | '）'
                    | '「'
                    | '」'
                    | '：'
                    | '；'
                    | '！'
                    | '？'
                    | '…'
            )
    };
    text.split(breaks)
        .filter(|piece| piece.len() > 3 && piece.contains(['.', '@', ':']))
        .flat_map(|piece| {
            let mut rest = piece;
            std::iter::from_fn(move || {
                let (head, tail) = rest.split_at(rest.floor_char_boundary(LONGEST.min(rest.len())));
                rest = tail;
                (!head.is_empty()).then_some(head)
            })
        })
        .map(move |piece| (piece.as_ptr() as usize - text.as_ptr() as usize, piece))
}

fn is_bare_link(link: &str) -> bool {
    let host = link.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((labels, ending)) = host.rsplit_once('.') else { return false };
    let listed = ENDINGS.contains(&ending.to_ascii_lowercase().as_str());
    let www = host.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    let host_like = host == host.to_lowercase()
        && labels.split('.').all(|label| !label.is_empty())
        && labels.len() > 2
        && labels.contains(|c: char| c.is_alphabetic());
    www || listed && host_like
}
