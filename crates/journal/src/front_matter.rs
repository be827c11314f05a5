//! The YAML head of a Markdown file: read as common tools write it, written so that reading gives back
//! exactly the same.
//!
//! Keys the journal has no field for, values it cannot understand, and comments are not dropped: they are
//! kept as YAML in [`Note::extra`], stay with the entry through all its revisions, and leave with it.

use std::{borrow::Cow, fmt::Write as _};

use jiff::{Timestamp, civil, tz::Offset};
use serde_norway::{Mapping, Value};
use vault::{Id, Moment};

use crate::{BODY_LIMIT, Content, Feeling, JournalError, understand::understand};

/// The keys that [`write`] writes.
const OWN_KEYS: [&str; 9] =
    ["title", "happened", "written", "kind", "place", "people", "tags", "feeling", "id"];

/// What one Markdown file says, before its people are looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// Everything but the people.
    pub content: Content,
    /// Names of people, as written.
    pub people: Vec<String>,
    /// When it says it was written.
    pub written: Option<Moment>,
    /// The entry it says it is.
    pub id: Option<Id>,
    /// What there is no field for, as YAML.
    pub extra: Option<String>,
    /// Whether a title was given at all, be it an empty one.
    pub titled: bool,
    /// Whether a date was given at all, be it an empty one.
    pub dated: bool,
}

impl Note {
    /// Reads Markdown with or without front matter and refuses what would be no entry. A first heading is
    /// the title when none is given. `offset` stands in where a time is given without one.
    pub fn parse(text: &str, offset: Offset) -> Result<Self, JournalError> {
        Self::parse_as(None, text, offset)
    }

    /// The same under a title that wins over all that the text says; a first heading stays in the text.
    pub fn parse_as(title: Option<&str>, text: &str, offset: Offset) -> Result<Self, JournalError> {
        let mut note = read(text, offset)?;
        if let Some(title) = title {
            title.clone_into(&mut note.content.title);
            note.titled = true;
        }
        note.people.retain(|name| !name.trim().is_empty());
        if note.content.body.len() > BODY_LIMIT {
            return Err(JournalError::EntryTooLarge { bytes: note.content.body.len() as u64 });
        }
        if note.content.is_blank() {
            return Err(JournalError::EntryEmpty);
        }
        if !note.titled {
            note.take_heading();
        }
        Ok(note)
    }

    /// Makes a heading of the first level that the text starts with the title.
    fn take_heading(&mut self) {
        let Some(rest) = self.content.body.trim_start_matches('\n').strip_prefix("# ") else {
            return;
        };
        let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        let title = line.trim().trim_end_matches('#').trim_end();
        if title.is_empty() {
            return;
        }
        let (title, rest) = (title.to_owned(), rest.trim_start_matches('\n').to_owned());
        self.content.title = title;
        self.content.body = rest;
        self.titled = true;
    }
}

/// Head and body as they stand; nothing is refused but a head that is not YAML.
fn read(file: &str, offset: Offset) -> Result<Note, JournalError> {
    let file = file.strip_prefix('\u{FEFF}').unwrap_or(file);
    let unified;
    let first_line = file.split_inclusive('\n').next().unwrap_or_default();
    let file = if first_line.ends_with("\r\n") {
        // A file of Windows' line ends; our own exports never start so, and keep what is in them.
        unified = file.replace("\r\n", "\n");
        unified.as_str()
    } else {
        file
    };
    let (head, body) = split(file);
    let Some(head) = head.map(with_hashed_tags) else {
        return Ok(Note { content: body_only(body), ..Note::default() });
    };
    let head = head.as_ref();
    match serde_norway::from_str(head) {
        Ok(Value::Mapping(map)) => Ok(understand_map(map, head, body, offset)),
        Ok(Value::Null) => {
            Ok(Note { extra: comments(head), content: body_only(body), ..Note::default() })
        }
        // A text between two rules, not a head: `---`, some words, `---`.
        Ok(_) => Ok(Note { content: body_only(file), ..Note::default() }),
        Err(_) => Err(JournalError::FrontMatterNotYaml),
    }
}

fn body_only(body: &str) -> Content {
    Content { body: body.strip_suffix('\n').unwrap_or(body).to_owned(), ..Content::default() }
}

/// Head and body; the one blank line between them belongs to neither.
fn split(file: &str) -> (Option<&str>, &str) {
    let Some(rest) = file.strip_prefix("---\n") else { return (None, file) };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let body = &rest[at + line.len()..];
            return (Some(&rest[..at]), body.strip_prefix('\n').unwrap_or(body));
        }
        at += line.len();
    }
    (None, file)
}

fn understand_map(map: Mapping, head: &str, body: &str, offset: Offset) -> Note {
    let mut note = Note { content: body_only(body), ..Note::default() };
    let mut left = Mapping::new();
    // Known first: a file that bears an entry's id is an export, whose tags are meant as they stand.
    note.id = map.get("id").and_then(id);
    for (key, value) in map {
        let name = key.as_str().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_"));
        if !note.take(name.as_deref().unwrap_or_default(), &value, offset) {
            left.insert(set_apart(key, &left), value);
        }
    }
    let mut extra = comments(head).unwrap_or_default();
    if !left.is_empty()
        && let Ok(yaml) = serde_norway::to_string(&left)
    {
        extra.push_str(&yaml);
    }
    note.extra = (!extra.is_empty()).then_some(extra);
    note
}

/// A key that an export writes itself, under a name beside it: no file may say one key twice.
fn set_apart(key: Value, left: &Mapping) -> Value {
    let Some(name) = key.as_str().filter(|name| OWN_KEYS.contains(name)) else { return key };
    let mut name = format!("{name} as written");
    while left.contains_key(name.as_str()) {
        name.push_str(" before");
    }
    Value::String(name)
}

/// What ends a line, and with it a comment, in YAML 1.1.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Comments, each on a line of its own.
fn comments(head: &str) -> Option<String> {
    let comment = |line: &str| {
        let at = line.match_indices('#').map(|(at, _)| at).find(|at| {
            let before = &line[..*at];
            before.chars().next_back().is_none_or(char::is_whitespace)
        })?;
        (!line[..at].contains(['"', '\''])).then(|| format!("{}\n", &line[at..]))
    };
    // Column of the key whose block of text is being passed over.
    let mut block: Option<usize> = None;
    let outside = |line: &&str| {
        let column = line.len() - line.trim_start_matches([' ', '-']).len();
        let inside = block.is_some_and(|key| line.trim().is_empty() || column > key);
        if !inside {
            block = opens_block(line).then_some(column);
        }
        !inside
    };
    let lines: String = head.split(BREAKS).filter(outside).filter_map(comment).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Whether a block of text follows a line: `key: |`, `- >-`.
fn opens_block(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    let sign = words.next().and_then(|word| word.strip_prefix(['|', '>']));
    let sign = sign.is_some_and(|rest| rest.chars().all(|c| matches!(c, '+' | '-' | '1'..='9')));
    sign && words
        .next()
        .is_some_and(|word| word.ends_with([':', '-']) || word.starts_with(['!', '&']))
}

/// Tags written as `tags: #work #friends` are a comment to YAML, though nobody means them so.
fn with_hashed_tags(head: &str) -> Cow<'_, str> {
    let meant = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let hashed = matches!(key.to_ascii_lowercase().as_str(), "tags" | "tag" | "keywords")
            && value.starts_with([' ', '\t'])
            && value.contains('#')
            && !value.contains(['"', '\'', '[', '\\']);
        hashed.then(|| format!("{key}: \"{}\"", value.trim()))
    };
    if !head.lines().any(|line| meant(line).is_some()) {
        return Cow::Borrowed(head);
    }
    head.lines().map(|line| meant(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

impl Note {
    /// Takes one key; `false` when it is not understood, or said already by a clearer key.
    fn take(&mut self, key: &str, value: &Value, offset: Offset) -> bool {
        match key {
            "title" if !self.titled => {
                let Some(title) = scalar(value) else { return false };
                self.content.title = title;
                self.titled = true;
            }
            "happened" | "date" => return self.take_date(key, value, offset),
            "written" | "created" | "created_at" | "creation_date" | "date_created" | "ctime" => {
                let Some(moment) = scalar(value).and_then(|text| moment(&text, offset)) else {
                    return false;
                };
                if key != "written" && self.written.is_some() {
                    return false;
                }
                self.written = Some(moment);
            }
            "kind" => match scalar(value).and_then(|text| text.parse().ok()) {
                Some(kind) => self.content.kind = Some(kind),
                None => return value.is_null(),
            },
            "place" | "location" if self.content.place.is_none() => match value {
                Value::Null => {}
                Value::String(place) => self.content.place = Some(place.clone()),
                _ => return false,
            },
            "people" | "persons" | "with" if self.people.is_empty() => match list(value, false) {
                Some(names) => self.people = names,
                None => return false,
            },
            "tags" | "tag" | "keywords" if self.content.tags.is_empty() => {
                match list(value, self.id.is_none()) {
                    Some(tags) => self.content.tags = tags,
                    None => return false,
                }
            }
            "feeling" => match feeling(value) {
                Some(feeling) => self.content.feeling = Some(feeling),
                None => return value.is_null(),
            },
            "id" => match id(value) {
                Some(id) => self.id = Some(id),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// `happened` is the person's own word and wins; a `date` with a time also says when it was written.
    fn take_date(&mut self, key: &str, value: &Value, offset: Offset) -> bool {
        if value.is_null() {
            self.dated = true;
            return true;
        }
        let Some(text) = scalar(value) else { return false };
        let moment = moment(&text, offset);
        let day = match moment {
            Some(_) if key == "date" => understand(text.get(..10).unwrap_or(&text)),
            _ => understand(&text),
        };
        let Some(day) = day else { return false };
        if key == "date" {
            if moment.is_some() && self.written.is_none() {
                self.written = moment;
            }
            if self.dated {
                return moment.is_some();
            }
        }
        self.content.happened = Some(day);
        self.dated = true;
        true
    }
}

fn id(value: &Value) -> Option<Id> {
    value.as_str()?.parse().ok()
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A list, or one string with commas. Tags may wear a `#`, and then need no commas.
fn list(value: &Value, tags: bool) -> Option<Vec<String>> {
    let bare = |text: &str| {
        let text = text.trim();
        let sign = |c: char| c == '#' || c.is_whitespace();
        let text = if tags { text.trim_start_matches(sign) } else { text };
        (!text.is_empty()).then(|| text.to_owned())
    };
    match value {
        Value::Null => Some(Vec::new()),
        // In a list every item is meant as it stands, but for a tag's `#`.
        Value::Sequence(items) => items
            .iter()
            .map(|item| {
                scalar(item).map(|text| if tags { bare(&text).unwrap_or(text) } else { text })
            })
            .collect(),
        Value::String(text) if tags && !text.contains(',') && text.trim().starts_with('#') => {
            Some(text.split_whitespace().filter_map(bare).collect())
        }
        other => Some(scalar(other)?.split(',').filter_map(bare).collect()),
    }
}

fn feeling(value: &Value) -> Option<Feeling> {
    let valence = |value: &Value| {
        value.as_i64().filter(|v| (-3..=3).contains(v)).and_then(|v| i8::try_from(v).ok())
    };
    match value {
        Value::Mapping(map) => {
            if map.keys().any(|key| !matches!(key.as_str(), Some("valence" | "words"))) {
                return None;
            }
            let words = match map.get("words") {
                Some(words) => list(words, false)?,
                None => Vec::new(),
            };
            Some(Feeling { valence: valence(map.get("valence")?)?, words })
        }
        other => Some(Feeling { valence: valence(other)?, words: Vec::new() }),
    }
}

/// `2019-03-14T21:05:00+01:00`, `2019-03-14 21:05`, and with ` +0100` behind; a bare day is no moment.
fn moment(text: &str, offset: Offset) -> Option<Moment> {
    let text = text.trim();
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let joined = text.replacen(' ', "T", 1).replace(' ', "");
    if let Ok(moment) = joined.parse() {
        return Some(moment);
    }
    if !joined.contains('T') || joined.len() < 13 {
        return None;
    }
    let local: civil::DateTime = joined.parse().ok()?;
    let timestamp: Timestamp = offset.to_timestamp(local).ok()?;
    Some(Moment::new(timestamp, offset))
}

/// Writes a file that [`read`] reads back to the same note.
pub(crate) fn write(note: &Note) -> String {
    let content = &note.content;
    let mut out = String::with_capacity(content.body.len() + 256);
    out.push_str("---\n");
    line(&mut out, "title", &quoted(&content.title));
    // Always there, so that no date is read out of a file's name later.
    let happened = content.happened.as_ref().map(|edtf| quoted(&edtf.to_string()));
    line(&mut out, "happened", happened.as_deref().unwrap_or("null"));
    if let Some(written) = &note.written {
        line(&mut out, "written", &written.to_string());
    }
    if let Some(kind) = content.kind {
        line(&mut out, "kind", kind.as_str());
    }
    if let Some(place) = &content.place {
        line(&mut out, "place", &quoted(place));
    }
    if !note.people.is_empty() {
        line(&mut out, "people", &flow(&note.people));
    }
    if !content.tags.is_empty() {
        line(&mut out, "tags", &flow(&content.tags));
    }
    if let Some(feeling) = &content.feeling {
        let words = flow(&feeling.words);
        line(&mut out, "feeling", &format!("{{valence: {}, words: {words}}}", feeling.valence));
    }
    if let Some(id) = &note.id {
        line(&mut out, "id", &quoted(&id.to_string()));
    }
    if let Some(extra) = &note.extra {
        out.push_str(extra);
        if !extra.ends_with('\n') {
            out.push('\n');
        }
    }
    out.push_str("---\n\n");
    out.push_str(&content.body);
    out.push('\n');
    out
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(": ");
    out.push_str(value);
    out.push('\n');
}

fn flow(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A YAML scalar: plain where nobody could misread it, else in double quotes with escapes.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\'' | '.'))
        && !is_reserved(text);
    if plain {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            '\u{A1}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{D7FF}'
                if !c.is_whitespace() =>
            {
                out.push(c);
            }
            c if u32::from(c) <= 0xFFFF => escape(&mut out, 'u', 4, c),
            c if ('\u{1F000}'..='\u{1FAFF}').contains(&c) => out.push(c),
            c => escape(&mut out, 'U', 8, c),
        }
    }
    out.push('"');
    out
}

fn escape(out: &mut String, letter: char, digits: usize, c: char) {
    let _ = write!(out, "\\{letter}{:0digits$X}", u32::from(c));
}

/// Words that YAML 1.1 or 1.2 takes for something else than text.
fn is_reserved(text: &str) -> bool {
    let low = text.to_ascii_lowercase();
    matches!(
        low.as_str(),
        "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "nan" | "inf"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_it(file: &str) -> Note {
        read(file, Offset::constant(1)).expect("a note")
    }

    #[test]
    fn what_common_tools_write_is_understood() {
        let note = read_it(
            "---\ntitle: A day: or two\n---\nno yaml mapping of one colon too many\n"
                .replace("A day: or two", "\"A day: or two\"")
                .as_str(),
        );
        assert_eq!(note.content.title, "A day: or two");
        let note = read_it(
            "---\r\ntitle: Walk\r\ndate: 2019-03-14 21:05\r\ntags: work, #friends\r\nwith: Ana, Ben\r\n\
             location: Lisbon\r\nmood: 5\r\n# mine\r\n---\r\n\r\nWe walked.\r\nFar.\r\n",
        );
        assert_eq!(note.content.title, "Walk");
        assert_eq!(note.content.body, "We walked.\nFar.");
        assert_eq!(note.content.happened, understand("2019-03-14"));
        assert_eq!(note.written, "2019-03-14T21:05:00+01:00".parse().ok());
        assert_eq!(note.content.tags, ["work", "friends"]);
        assert_eq!(note.people, ["Ana", "Ben"]);
        assert_eq!(note.content.place.as_deref(), Some("Lisbon"));
        assert_eq!(note.extra.as_deref(), Some("# mine\nmood: 5\n"));
    }

    #[test]
    fn dates_of_every_usual_form_are_understood() {
        for (given, happened, written) in [
            ("date: 2019-03-14", "2019-03-14", None),
            ("date: March 2019", "2019-03", None),
            ("happened: 1998~", "1998~", None),
            ("happened: 1998", "1998", None),
            ("date: 2019-03-14T21:05:00Z", "2019-03-14", Some("2019-03-14T21:05:00Z")),
            ("date: 2019-03-14 21:05:00 +0200", "2019-03-14", Some("2019-03-14T21:05:00+02:00")),
            (
                "created: 2019-03-14 21:05\ndate: 2018-01-01",
                "2018-01-01",
                Some("2019-03-14T21:05:00+01:00"),
            ),
        ] {
            let note = read_it(&format!("---\n{given}\n---\ntext"));
            assert_eq!(note.content.happened, understand(happened), "{given}");
            assert_eq!(note.written, written.and_then(|w| w.parse().ok()), "{given}");
        }
        let note = read_it("---\ndate: some day\n---\ntext");
        assert_eq!(note.extra.as_deref(), Some("date: some day\n"));
    }

    #[test]
    fn a_rule_at_the_start_is_text_and_broken_yaml_is_named() {
        assert_eq!(
            read_it("---\nonce upon a time\n---\nmore").content.body,
            "---\nonce upon a time\n---\nmore"
        );
        assert_eq!(read_it("---\nnever closed").content.body, "---\nnever closed");
        for head in ["title: [unclosed", "\ttabs: {"] {
            let refused = read(&format!("---\n{head}\n---\ntext"), Offset::UTC);
            assert_eq!(refused.expect_err("not YAML").code(), "front-matter-not-yaml");
        }
    }

    #[test]
    fn what_looks_like_a_comment_inside_a_text_is_none() {
        let mut note = read_it("---\nmine: |\n  a #b\n\n  c #d\nmore: e #f\r\r\n---\ntext");
        assert_eq!(note.extra.as_deref(), Some("#f\nmine: |\n  a #b\n\n  c #d\nmore: e\n"));
        (note.titled, note.dated) = (true, true);
        assert_eq!(read(&write(&note), Offset::UTC).expect("own file"), note);
    }

    #[test]
    fn a_tag_wears_its_sign_once_or_more() {
        let note = read_it("---\ntags: work, # #friends, ##, C#\n---\ntext");
        assert_eq!(note.content.tags, ["work", "friends", "C#"]);
    }

    #[test]
    fn a_key_that_begins_as_tags_do_is_another_key() {
        let mut note = read_it("---\ntags:#b, c: [1]\n---\ntext");
        assert_eq!(note.extra.as_deref(), Some("tags:#b, c:\n- 1\n"));
        (note.titled, note.dated) = (true, true);
        assert_eq!(read(&write(&note), Offset::UTC).expect("own file"), note);
    }

    #[test]
    fn a_key_of_ours_that_is_not_understood_does_not_spoil_the_export() {
        for (head, kept) in [
            ("happened: some day", "happened as written: some day\n"),
            ("kind: tea", "kind as written: tea\n"),
            ("Title: x\ntitle: y", "title as written: y\n"),
            ("location: Lisbon\nplace: [38, -9]", "place as written:\n- 38\n- -9\n"),
            (
                "title as written: a\nTITLE: b\ntitle: c",
                "title as written: a\ntitle as written before: c\n",
            ),
        ] {
            let mut note = read_it(&format!("---\n{head}\n---\ntext"));
            assert_eq!(note.extra.as_deref(), Some(kept), "{head}");
            // The owner says it in a way that is understood, and takes it along.
            note.content.kind = Some(crate::Kind::Failure);
            (note.titled, note.dated) = (true, true);
            assert_eq!(read(&write(&note), Offset::UTC).expect("own file"), note, "{head}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,30}",
            "[\\x00-\\x7f]{0,20}",
            "(null|yes|---|#|: |- |\n|\r\n|é|\u{FEFF}|\u{85}|1998){0,6}"
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_the_same(
            title in texts(), body in texts(), place in proptest::option::of(texts()),
            people in proptest::collection::vec(texts(), 0..3),
            valence in proptest::option::of(-3_i8..=3), words in proptest::collection::vec(texts(), 0..3),
        ) {
            let note = Note {
                content: Content {
                    title, body, place,
                    happened: understand("about 1998"),
                    kind: Some(crate::Kind::TurningPoint),
                    feeling: valence.map(|valence| Feeling { valence, words }),
                    tags: vec!["a, b".to_owned(), "null".to_owned()],
                    people: Vec::new(),
                },
                people,
                written: "2019-03-14T21:05:00.5+01:00".parse().ok(),
                id: Some(Id::from_bytes([7; 16])),
                extra: Some("# kept\nmood: 5\n".to_owned()),
                titled: true,
                dated: true,
            };
            prop_assert_eq!(read(&write(&note), Offset::UTC).expect("own file"), note);
        }

        #[test]
        fn no_file_makes_it_fall(file in "(---\n)?\\PC{0,40}(\n---\n)?\\PC{0,10}") {
            let _ = read(&file, Offset::UTC);
        }
    }
}
