//! Dates as people say them: "spring 1998", "about 2003", "14 March 2019", "from 2001 to 2004".
//!
//! Only English for now. What is ambiguous (03/04/2019) is not guessed.

use crate::{Edtf, happened::month_name};

/// Understands a date in plain English, in numbers or in EDTF; `None` when it is none or ambiguous.
pub fn understand(text: &str) -> Option<Edtf> {
    if text.len() > 120 {
        return None;
    }
    if let Ok(edtf) = Edtf::parse(text.trim().to_uppercase().as_str()) {
        return Some(edtf);
    }
    let cleaned = text.to_lowercase().replace(['’', '‘'], "'").replace([',', '"'], " ");
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let spoken = words.join(" ");
    Edtf::parse(&range(&spoken).or_else(|| moment(&spoken))?).ok()
}

/// `from A to B`, `between A and B`, `A – B`, `since A`, `until B`.
fn range(text: &str) -> Option<String> {
    for start in ["since ", "after ", "from "] {
        if let Some(rest) = text.strip_prefix(start)
            && let Some(edtf) = moment(rest)
        {
            return Some(format!("{edtf}/.."));
        }
    }
    for end in ["until ", "till ", "up to ", "before "] {
        if let Some(rest) = text.strip_prefix(end) {
            return Some(format!("../{}", moment(rest)?));
        }
    }
    let bare = text.strip_prefix("from ").or_else(|| text.strip_prefix("between ")).unwrap_or(text);
    for joint in [" to ", " until ", " till ", " and ", " – ", " - ", " / ", "–", "—"] {
        if let Some((first, last)) = bare.split_once(joint)
            && let Some(last) = moment(last)
        {
            // "March to May 2019": the year is said once.
            let first =
                moment(first).or_else(|| moment(&format!("{first} {}", year_in(&last)?)))?;
            return Some(format!("{first}/{last}"));
        }
    }
    let (first, last) = bare.split_once('-')?;
    let years =
        [first, last].map(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    (years == [true, true]).then(|| format!("{first}/{last}"))
}

fn year_in(edtf: &str) -> Option<&str> {
    edtf.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))
}

/// One moment, with what is said about its certainty.
fn moment(text: &str) -> Option<String> {
    let (mut about, mut perhaps) = (false, false);
    let mut rest = text.trim();
    loop {
        let before = rest;
        for word in [
            "about ",
            "around ",
            "circa ",
            "ca. ",
            "ca ",
            "c. ",
            "c.",
            "roughly ",
            "approximately ",
            "~",
            "early ",
            "mid ",
            "mid-",
            "late ",
            "the end of ",
            "the beginning of ",
            "end of ",
        ] {
            if let Some(cut) = rest.strip_prefix(word) {
                (about, rest) = (true, cut.trim_start());
            }
        }
        for word in ["perhaps ", "maybe ", "possibly ", "probably ", "i think "] {
            if let Some(cut) = rest.strip_prefix(word) {
                (perhaps, rest) = (true, cut.trim_start());
            }
        }
        for word in
            ["some time in ", "sometime in ", "some day in ", "in ", "on ", "the ", "in the "]
        {
            if let Some(cut) = rest.strip_prefix(word) {
                rest = cut.trim_start();
            }
        }
        if let Some(cut) = rest.strip_suffix('?') {
            (perhaps, rest) = (true, cut.trim_end());
        }
        if let Some(cut) = rest.strip_suffix('~').or_else(|| rest.strip_suffix(" or so")) {
            (about, rest) = (true, cut.trim_end());
        }
        if rest == before {
            break;
        }
    }
    let plain = plain(rest)?;
    let mark = match (perhaps, about) {
        (false, false) => "",
        (true, false) => "?",
        (false, true) => "~",
        (true, true) => "%",
    };
    Some(format!("{plain}{mark}"))
}

fn plain(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    if Edtf::parse(&upper).is_ok() && !upper.ends_with(['?', '~', '%']) && !upper.contains('/') {
        return Some(upper);
    }
    if let Some(found) = decade_or_century(text).or_else(|| numbers(text)) {
        return Some(found);
    }
    let words: Vec<&str> = text
        .split([' ', '.'])
        .filter(|word| !word.is_empty() && *word != "of" && weekday(word).is_none())
        .collect();
    match words.as_slice() {
        [feast @ .., year] if !feast.is_empty() && feast_day(&feast.join(" ")).is_some() => {
            Some(format!("{}-{}", year_number(year)?, feast_day(&feast.join(" "))?))
        }
        [name, year] => {
            if let Some(season) = season(name) {
                return Some(format!("{}-{season}", year_number(year.get(..4).unwrap_or(year))?));
            }
            Some(format!("{}-{:02}", year_number(year)?, month(name)?))
        }
        [a, b, year] => {
            let (day, name) = if month(b).is_some() { (a, b) } else { (b, a) };
            Some(format!("{}-{:02}-{:02}", year_number(year)?, month(name)?, day_number(day)?))
        }
        _ => None,
    }
}

/// "1990s", "the 90s", "19th century".
fn decade_or_century(text: &str) -> Option<String> {
    if let Some(decade) = text.strip_suffix('s').map(|t| t.trim_end_matches('\'')) {
        let digits = decade.trim_start_matches('\'');
        if !digits.ends_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        return match digits.len() {
            4 => Some(format!("{}X", &digits[..3])),
            // Before the fifties both centuries are meant often enough.
            2 if digits >= "50" => Some(format!("19{}X", &digits[..1])),
            _ => None,
        };
    }
    let ordinal = text.strip_suffix(" century")?;
    let number: u8 = ordinal.trim_end_matches(char::is_alphabetic).parse().ok()?;
    (1..=99).contains(&number).then(|| format!("{:02}XX", number - 1))
}

/// `2019/3/14`, `2019.03.14`, `14.03.2019`, `25/12/2019`, `2019-3-4`, `3/2019`.
fn numbers(text: &str) -> Option<String> {
    let mark = ['/', '.', '-'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.trim_end_matches('.').split(mark).map(str::trim).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| part.parse::<u16>().ok();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            Some(format!("{year}-{:02}-{:02}", number(month)?, number(day)?))
        }
        [a, b, year] if year.len() == 4 => {
            let (first, second) = (number(a)?, number(b)?);
            let (day, month) = match (first, second) {
                _ if mark == '.' => (first, second),
                (13.., _) => (first, second),
                (_, 13..) => (second, first),
                _ if first == second => (first, second),
                _ => return None,
            };
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        [month, year] if year.len() == 4 => Some(format!("{year}-{:02}", number(month)?)),
        [year, month] if year.len() == 4 && mark != '/' => {
            Some(format!("{year}-{:02}", number(month)?))
        }
        _ => None,
    }
}

fn year_number(word: &str) -> Option<&str> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then_some(word)
}

fn day_number(word: &str) -> Option<u8> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    (1..=12).find(|number| {
        month_name(*number).is_some_and(|name| {
            let name = name.to_lowercase();
            name == word || name[..3] == *word || (word == "sept" && *number == 9)
        })
    })
}

fn season(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    }
}

fn feast_day(words: &str) -> Option<&'static str> {
    match words {
        "christmas" | "christmas day" | "xmas" => Some("12-25"),
        "christmas eve" => Some("12-24"),
        "new year's eve" => Some("12-31"),
        "new year's day" => Some("01-01"),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<()> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().any(|day| *day == word || (word.len() == 3 && day.starts_with(word))).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_understood_as_people_say_them() {
        let cases = [
            ("spring 1998", "1998-21"),
            ("in the fall of 2004", "2004-23"),
            ("Winter 1998/99", "1998-24"),
            ("about 2003", "2003~"),
            ("maybe around 2003", "2003%"),
            ("2003?", "2003?"),
            ("March 2019", "2019-03"),
            ("Sept 2019", "2019-09"),
            ("14 March 2019", "2019-03-14"),
            ("March 14, 2019", "2019-03-14"),
            ("Friday, 1st of March 2019", "2019-03-01"),
            ("2019-03", "2019-03"),
            ("2019-3-4", "2019-03-04"),
            ("2019/03/14", "2019-03-14"),
            ("14.03.2019", "2019-03-14"),
            ("25/12/2019", "2019-12-25"),
            ("12/25/2019", "2019-12-25"),
            ("the 1990s", "199X"),
            ("the 90s", "199X"),
            ("late 1990s", "199X~"),
            ("19th century", "18XX"),
            ("199x", "199X"),
            ("from 2001 to 2004", "2001/2004"),
            ("2001-2004", "2001/2004"),
            ("2001–2004", "2001/2004"),
            ("between about 2001 and 2004", "2001~/2004"),
            ("March to May 2019", "2019-03/2019-05"),
            ("since 2001", "2001/.."),
            ("until spring 1998", "../1998-21"),
            ("Christmas 2003", "2003-12-25"),
            ("New Year’s Eve 1999", "1999-12-31"),
        ];
        for (said, edtf) in cases {
            assert_eq!(understand(said).map(|e| e.to_string()).as_deref(), Some(edtf), "{said}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_no_date_is_not_guessed() {
        for said in
            ["03/04/2019", "", "when I was young", "31 February 2019", "May", "14 March", "the 20s"]
        {
            assert_eq!(understand(said), None, "{said}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_makes_it_fall(said in "\\PC{0,40}") {
            let _ = understand(&said);
        }

        #[test]
        fn words_made_of_dates_never_make_it_fall(
            said in "(about |perhaps |in |from |)(spring|mar|14|2019|199x|’90s|é)( to |-|/|\\.| )(may|2004|3|\\?)"
        ) {
            let _ = understand(&said);
        }
    }
}
