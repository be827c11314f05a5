//! `tell findings`: the detector alone, over one text or over a stream of them. Needs no vault.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use detect::{Knowledge, KnownPerson};
use serde::{Deserialize, Serialize};

use crate::args;
use crate::command::SOME_REFUSED;
use crate::output;
use crate::trouble::Trouble;

/// Offsets are UTF-8 bytes of the text.
#[derive(Serialize)]
struct Report {
    findings: Vec<FindingOut>,
    topics: Vec<TopicsOut>,
}

#[derive(Serialize)]
struct FindingOut {
    kind: &'static str,
    start: usize,
    end: usize,
    text: String,
    reason: String,
    severity: &'static str,
}

#[derive(Serialize)]
struct TopicsOut {
    topics: Vec<&'static str>,
    start: usize,
    end: usize,
}

/// One line of input with `--lines`; other members are passed over, `id` is given back.
#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    id: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct LineOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<serde_json::Value>,
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
}

pub fn run(args: &args::Findings) -> Result<ExitCode, Trouble> {
    let known = knowledge(args);
    let (name, input) = input(args.file.as_deref())?;
    if args.lines {
        return lines(input, &name, &known);
    }
    let text = read_text(input, &name)?;
    let report = report(&text, &known);
    if args.json {
        output::json(&report)?;
    } else {
        output::text(|out| print(out, &text, &report))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn knowledge(args: &args::Findings) -> Knowledge {
    let person =
        |name: &String| KnownPerson { name: name.clone(), nicknames: Vec::new(), relation: None };
    Knowledge {
        people: args.people.iter().map(person).collect(),
        author: args.author.clone(),
        places: args.places.clone(),
        tags: Vec::new(),
    }
}

/// A named stream: the file, or standard input.
pub fn input(file: Option<&Path>) -> Result<(String, Box<dyn Read>), Trouble> {
    match file.filter(|path| *path != Path::new("-")) {
        None => Ok(("standard input".to_owned(), Box::new(io::stdin()))),
        Some(path) => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(Trouble::io(&name))?;
            Ok((name, Box::new(file)))
        }
    }
}

/// The whole of a stream as text.
pub fn read_text(mut input: Box<dyn Read>, name: &str) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(Trouble::io(name))?;
    String::from_utf8(bytes).map_err(|_| Trouble::NotUtf8(name.to_owned()))
}

fn report(text: &str, known: &Knowledge) -> Report {
    let findings = detect::find(text, known)
        .into_iter()
        .map(|finding| FindingOut {
            kind: finding.kind.as_str(),
            start: finding.span.start,
            end: finding.span.end,
            text: text[finding.span].to_owned(),
            reason: finding.reason,
            severity: finding.severity.as_str(),
        })
        .collect();
    let topics = detect::topics(text)
        .into_iter()
        .map(|block| TopicsOut {
            topics: block.topics.iter().map(|topic| topic.as_str()).collect(),
            start: block.span.start,
            end: block.span.end,
        })
        .collect();
    Report { findings, topics }
}

/// As many lines out as lines in, in order; a line that cannot be read gets a result that says so.
/// Whatever has been read is answered before the program waits for more, so that it can be talked to.
fn lines(input: Box<dyn Read>, name: &str, known: &Knowledge) -> Result<ExitCode, Trouble> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut line = Vec::new();
    let mut refused = false;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(Trouble::io(name))? == 0 {
            break;
        }
        let result = answer(&line, known);
        refused |= result.error.is_some();
        output::json_line(&mut out, &result)?;
        if input.buffer().is_empty() {
            out.flush().map_err(Trouble::io("standard output"))?;
        }
    }
    out.flush().map_err(Trouble::io("standard output"))?;
    Ok(if refused { ExitCode::from(SOME_REFUSED) } else { ExitCode::SUCCESS })
}

fn answer(line: &[u8], known: &Knowledge) -> LineOut {
    let nothing = || Report { findings: Vec::new(), topics: Vec::new() };
    let refuse = |code| LineOut { id: None, report: nothing(), error: Some(code) };
    let Ok(text) = std::str::from_utf8(line) else { return refuse("not-utf-8") };
    match serde_json::from_str::<Line>(text) {
        Ok(line) => LineOut { id: line.id, report: report(&line.text, known), error: None },
        Err(_) => refuse("line-not-understood"),
    }
}

fn print(out: &mut dyn Write, text: &str, report: &Report) -> io::Result<()> {
    if report.findings.is_empty() && report.topics.is_empty() {
        return writeln!(out, "Nothing found. The detector misses things: read the text yourself.");
    }
    for finding in &report.findings {
        let (line, column) = position(text, finding.start);
        let shown = output::one_line(&finding.text);
        writeln!(out, "{line}:{column}  {:<12} {shown}\n        {}", finding.kind, finding.reason)?;
    }
    for block in &report.topics {
        let (line, _) = position(text, block.start);
        writeln!(out, "{line}:     about        {}", block.topics.join(", "))?;
    }
    writeln!(out, "The detector misses things: read the text yourself.")
}

/// Line and column, both from 1, the column in characters.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_not_bytes() {
        assert_eq!(position("añb\ncd", 3), (1, 3));
        assert_eq!(position("añb\ncd", 5), (2, 1));
    }
}
