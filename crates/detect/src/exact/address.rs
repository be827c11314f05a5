//! Street addresses, in the orders and with the street words of many countries.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::stands_alone;
use crate::FindingKind::Address;
use crate::hit::{FORMAT, Hit};

const REASON: &str = "A street with a number: somebody lives or works there.";

struct Patterns {
    streets: Vec<Regex>,
    tail: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: String| Regex::new(&pattern).expect("a valid pattern");
    // A capitalised word, with points, apostrophes and hyphens; and the small words between two.
    let cap = r"\p{Lu}[\p{L}\p{M}'’.-]*";
    let small = r"(?:de la|de las|de los|del|de|da|do|dos|das|di|du|des|d['’]|la|le|les|el|van de|van den|van der|van|von der|von|zum|zur|am|an der|of|the|y|e|and|ten|op|het|l['’])";
    let name = format!(r"{cap}(?:[ -](?:{small}[ ]?)?{cap}){{0,4}}");
    let number = r"[0-9]{1,6}(?:[/-][0-9]{1,5})?[A-Za-z]?";
    let suffix = concat!(
        "(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Terr|Close|Crescent|Cres|Gardens|Grove|Hill|Row|Mews|Way|View|",
        "Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Trl|Loop|Alley|Rise|Walk|Park|Parade|Pde|Green|Yard|Wharf|Quay|Vale|Bank|Mount|Drove|Esplanade|Promenade|Pike|Turnpike|Path|Crossing|Xing|Ridge|Heights|Estate|Estates|Cottages|Villas|Buildings|Gate|Fields|Meadows?|Common|Broadway|Glen|Point|Cove|Run|Oval|Cl|Gr)"
    );
    let front = concat!(
        "(?i:rua|r\\.|avenida|av\\.?|avda\\.?|travessa|praça|largo|alameda|estrada|rodovia|calle|c/|carrer|paseo|plaza|camino|carretera|ronda|carrera|cra\\.?|cl\\.|diagonal|transversal|",
        "rue|avenue|boulevard|bd\\.?|place|chemin|impasse|allée|quai|cours|route|passage|square|via|viale|corso|piazza|vicolo|largo|strada|ul\\.?|ulica|al\\.|os\\.|ulitsa|str\\.|strasse|straße|calea|bulevardul|jalan|jl\\.?|trg|náměstí)"
    );
    let ending = r"(?:straße|strasse|str\.?|weg|gasse|allee|platz|ring|damm|ufer|steig|chaussee|markt|hof|berg|graben|stieg|straat|laan|gracht|plein|kade|dijk|singel|steeg|pad|dreef|hof|gata|gatan|vägen|väg|vagen|vej|vejen|gade|gaden|veien|vei|veg|allé|stræde|plads|torg|torget|katu|tie|polku|utca|út|tér|körút|stræti|vegur|gata|braut)";
    Patterns {
        streets: vec![
            // 17 Hakea Street; 8/42 Hughes Street; Flat 3, 12 North Road
            regex(format!(r"(?:(?i:flat|unit|apt\.?|suite|apartment) [0-9]+[A-Za-z]?,? )?{number},? (?:{cap} ){{1,4}}{suffix}\b\.?")),
            regex(format!(r"{number} {suffix} (?:of |de la |de )?(?:the )?{cap}")),
            // 12 bis, rue des Sarrazins; 5638 Calle Mayor 43
            regex(format!(r"{number}(?: ?(?:bis|ter|quater))?,? {front} (?:{small} ?)*{name}(?:,? [0-9]{{1,4}}[A-Za-z]?\b)?")),
            // Rua Barão do Triunfo, 88, sala 41
            regex(format!(r"{front} (?:{small} ?)*{name},? (?i:n[º°.o]{{1,2}} ?|núm\.? ?|# ?)?[0-9]{{1,5}}(?:[ -]?[A-Za-z]\b)?(?:, ?(?i:sala|apto?\.?|bloco|piso|bajo|andar|escalera|puerta|bât\.?|étage|[0-9]{{1,2}}[ºª°])[ .]?[0-9A-Za-zºª°]{{0,6}})*")),
            // Auf der Höhe 5
            regex(format!(r"\b(?:Am|An der|Auf der|Auf dem|Im|In der|Zum|Zur|Unter den) {name} [0-9]{{1,3}}[a-z]?\b")),
            // Lindenstraße 12a; Luite tee 87; Hammarvägen 15
            regex(format!(r"(?:{cap}[ -]){{0,3}}\p{{Lu}}[\p{{L}}\p{{M}}-]*{ending} ?{number}\b")),
            regex(format!(r"(?:{cap} ){{1,3}}(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|[Aa]llee|[Pp]latz|[Rr]ing|tee|tie|mnt|pst|út|utca|u\.|tér|gate|vei|vej|plads|väg|gata) {number}\b")),
            // 4823 Ringvej 144; 6889 ul. Jarzębinowa 5: a name between two numbers
            regex(format!(
                r"\b[0-9]{{2,6}} (?:{small} |(?:ul|al|os|str|av|c)\. )?{cap}(?: (?:{small}|{cap}|tee|tie|str\.?|ulica|vei|veg|gate|út|utca|u\.|tér|trg|cesta|ulice|mnt|pst|sok\.?|cad\.?)){{0,4}} [0-9]{{1,5}}[A-Za-z]?\b"
            )),
            regex(r"(?i:p\.? ?o\.? box|psc|unit|cmr|postfach|apartado|caixa postal|postbus) [0-9]{1,6}(?:,? (?i:box) [0-9]{1,6})?(?:[ \n]+(?:APO|FPO|DPO) (?:AA|AE|AP) [0-9]{5})?".to_owned()),
            regex(r"(?:〒 ?[0-9]{3}-[0-9]{4} ?)?(?:[\p{Han}]{2,4}[都道府県])?[\p{Han}\p{Katakana}]{1,8}[市区町村郡][\p{Han}\p{Katakana}\p{Hiragana}]{0,8}?[0-9一二三四五六七八九十]+(?:丁目|番地?|-)[0-9一二三四五六七八九十]*(?:[番号-][0-9]*号?)*".to_owned()),
            regex(r"(?:[\p{Han}]{2,8}[省市区县])?[\p{Han}]{1,8}(?:路|街|大道|巷|弄|胡同)[0-9一二三四五六七八九十百]+(?:号|弄|號)(?:[0-9]+(?:号楼|栋|幢|单元|室|号))*".to_owned()),
            regex(r"(?:Suite|Ste\.|Apt\.?|Apartment|Unit|Flat) #?[0-9]{1,5}[A-Z]?\b".to_owned()),
            regex(format!(r"(?m)^[>? ]*{cap}(?:[ -]{cap}){{0,3}},?(?: [A-Z]{{2}})? ([0-9]{{5}})$")),
            regex(format!(r"(?i:corner of) (?:{number} )?{name} (?:str? )?(?:and|&) {name}")),
        ],
        // , Reservoir VIC 3073 · , 59000 Lille · , Huddersfield HD1 5QX · , Suite 4, Enid, OK 73703
        tail: regex(format!(concat!(
            r"^(?:,? ?\n? ?(?i:apt\.?|suite|ste\.?|unit|flat|floor|room|#) ?[0-9A-Za-z]{{1,6}})?",
            r"(?:,? (?:\d{{4,5}}(?: ?[A-Z]{{2}})?|\d{{5}}-\d{{3}}) (?:{name})",
            r"|(?:,? ?(?:{name}))??(?:,? (?:{name}))??(?:,? [A-Z]{{2,3}})?",
            r",? (?:[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}|[0-9]{{4,6}}(?:-[0-9]{{3,4}})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])\b)",
        ), name = name)),
    }
});

/// Finds street addresses.
pub fn find(text: &str, zone: &Range<usize>, hits: &mut Vec<Hit>) {
    let piece = &text[zone.clone()];
    for (i, pattern) in PATTERNS.streets.iter().enumerate() {
        for captures in pattern.captures_iter(piece) {
            let Some(m) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            let mut span = zone.start + m.start()..zone.start + m.end();
            if !stands_alone(text, &span)
                || i == 7 && m.as_str().contains('\n')
                || is_dated(m.as_str())
            {
                continue;
            }
            let rest = super::behind(text, span.end, 96);
            let line = rest.split_inclusive('\n').take(1).collect::<String>();
            if i < 8
                && let Some(tail) = PATTERNS.tail.find(line.trim_end())
            {
                span.end += tail.end();
            } else if i < 8
                && let Some(short) = unit_tail(rest)
            {
                span.end += short;
            }
            if text[span.clone()].ends_with('.') {
                span.end -= 1;
            }
            hits.push(Hit::new(Address, span, FORMAT - 3 + u8::from(i == 7) * 8, REASON));
        }
    }
}

/// ", NE46 1ZZ" or ", Suite 5" right behind a street.
fn unit_tail(rest: &str) -> Option<usize> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,? ?(?i:apt\.?|suite|ste\.?|unit|flat|floor) ?[0-9A-Za-z]{1,6}|,? [A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\b")
            .expect("a valid pattern")
    });
    SHORT.find(rest).map(|m| m.end())
}

/// "12 March 2019" is no street.
fn is_dated(written: &str) -> bool {
    let folded = crate::clean::fold(written);
    folded.split(|c: char| !c.is_ascii_alphabetic()).any(crate::cue::is_calendar)
}
