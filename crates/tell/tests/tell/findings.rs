//! The detector from the command line, over one text and over a stream of them.

use crate::support::Home;
use serde_json::{Value, json};

const TEXT: &str = "Gestern schrieb mir Ana: ana@example.org. 😀 Sie verdient €48,300.";

#[test]
fn findings_are_one_object_with_byte_offsets() {
    let home = Home::new();
    let report = home.tell(&["findings", "--json", "--person", "Ana"], TEXT.as_bytes()).json();
    let findings = report["findings"].as_array().expect("an array");
    for finding in findings {
        let at = |name: &str| {
            usize::try_from(finding[name].as_u64().expect("an offset")).expect("small")
        };
        assert_eq!(&TEXT[at("start")..at("end")], finding["text"].as_str().expect("a text"));
        assert!(!finding["reason"].as_str().expect("a reason").is_empty());
    }
    let of = |kind: &str| findings.iter().filter(|finding| finding["kind"] == kind).count();
    assert_eq!((of("person"), of("email"), of("money")), (1, 1, 1), "{report}");
    assert!(report["topics"].is_array());
}

#[test]
fn a_file_reads_like_standard_input_and_text_for_people_is_calm() {
    let home = Home::new();
    home.write("story.md", TEXT);
    let from_file = home.tell(&["findings", "story.md", "--json"], b"").json();
    assert_eq!(from_file, home.tell(&["findings", "-", "--json"], TEXT.as_bytes()).json());
    let said = home.tell(&["findings", "story.md"], b"").out;
    assert!(said.contains("ana@example.org") && said.contains("misses things"), "{said}");
    let nothing = home.tell(&["findings"], b"It rained.").out;
    assert!(nothing.starts_with("Nothing found."), "{nothing}");
    home.tell(&["findings", "nowhere"], b"").failed(6, "file-not-found");
    home.tell(&["findings"], b"\xff").failed(8, "not-utf-8");
}

#[test]
fn every_line_in_is_a_line_out() {
    let home = Home::new();
    let input = format!(
        "{}\nnot json\n\n{}\n{}",
        json!({ "id": 7, "text": "Write to bo@example.org", "labels": [1, 2] }),
        json!({ "txt": "" }),
        json!({ "text": "no newline at the end" }),
    );
    let ran = home.tell(&["findings", "--lines"], input.as_bytes());
    assert_eq!(ran.status, 9);
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["id"], 7);
    assert_eq!(lines[0]["findings"][0]["kind"], "email");
    for refused in &lines[1..4] {
        assert_eq!(refused["error"], "line-not-understood");
        assert_eq!(refused["findings"], json!([]));
    }
    assert_eq!(lines[4].get("error"), None);
    assert_eq!(home.tell(&["findings", "--lines"], b"").out, "");
}

#[test]
fn many_lines_stream_through_and_a_closed_pipe_ends_it_quietly() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_tell"))
        .args(["findings", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tell runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let line = format!("{}\n", json!({ "text": TEXT }));
    // One answer arrives while the input stays open.
    stdin.write_all(line.as_bytes()).expect("written");
    let mut answer = String::new();
    stdout.read_line(&mut answer).expect("answered");
    assert!(answer.contains("\"email\""), "{answer}");
    drop(stdout);
    for _ in 0..2_000 {
        if stdin.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let ended = child.wait_with_output().expect("ends");
    assert_eq!((ended.status.code(), ended.stderr.len()), (Some(0), 0));
}
