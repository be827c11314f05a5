//! The list of commands is the list of what the page can do: these tests hold it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;

use super::builder;

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const HEADER: &str = "\
// Generated from the commands of src-tauri by its tests (`cargo xtask bindings`); do not edit.
// Types only: `tauri.ts` makes the calls, `bindings.check.ts` compares these with `shell.ts`.

";

/// What the generator says of our commands, with its runtime taken away.
fn exported() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bindings.ts");
    builder().export(Typescript::default(), &file).expect("the types can be written");
    fs::read_to_string(file).expect("written")
}

/// One command of the generated file: its name on the page, its arguments, its answer, its name here.
fn command(line: &str) -> Option<(&str, &str, &str, &str)> {
    let (signature, call) = line.trim().split_once(" => __TAURI_INVOKE<")?;
    let (name, arguments) = signature.split_once(": ")?;
    let (answer, rest) = call.split_once(">(\"")?;
    Some((name, arguments, answer, rest.split('"').next()?))
}

fn generated() -> String {
    let exported = exported();
    let (head, rest) = exported.split_once("/* Types */").expect("types");
    let (types, _) = rest.split_once("/* Tauri Specta runtime */").expect("a runtime");
    let mut text = format!("{HEADER}export interface Commands {{\n");
    for (name, arguments, answer, _) in head.lines().filter_map(command) {
        let answer = if answer == "null" { "void" } else { answer };
        writeln!(text, "\t{name}{arguments}: Promise<{answer}>;").expect("a string grows");
    }
    text.push_str("}\n");
    text.push_str(types.trim_end());
    text.push('\n');
    text.replace("/**  ", "/** ")
}

/// The registered commands.
fn registered() -> Vec<String> {
    let exported = exported();
    let mut names: Vec<String> =
        exported.lines().filter_map(command).map(|(.., name)| name.to_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_checked_in_bindings_are_those_of_the_commands() {
    let file = top().join("ui/src/ipc/bindings.ts");
    let generated = generated();
    if std::env::var_os("TELLABLE_WRITE_BINDINGS").is_some() {
        fs::write(&file, &generated).expect("ui/src/ipc is writable");
    }
    let checked_in = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        checked_in == generated,
        "ui/src/ipc/bindings.ts is out of step: run with TELLABLE_WRITE_BINDINGS=1"
    );
}

#[test]
fn the_page_may_call_exactly_the_registered_commands() {
    let text = fs::read_to_string(top().join("src-tauri/permissions/app.toml")).expect("the file");
    let (_, list) = text.split_once("commands.allow = [").expect("the list");
    let mut allowed: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    allowed.sort();
    assert!(!allowed.is_empty());
    assert_eq!(allowed, registered());
}

#[test]
fn the_window_is_granted_our_commands_and_the_event_channel_only() {
    let text = fs::read(top().join("src-tauri/capabilities/main.json")).expect("the file");
    let capability: serde_json::Value = serde_json::from_slice(&text).expect("json");
    let granted = ["core:event:allow-listen", "core:event:allow-unlisten", "app"];
    assert_eq!(capability["permissions"], serde_json::json!(granted));
    let files = fs::read_dir(top().join("src-tauri/capabilities")).expect("the folder").count();
    assert_eq!(files, 1);
}

/// Sources of the shell that name a way to write a file, apart from their tests.
fn writers(folder: &Path, found: &mut Vec<String>) {
    const WAYS: [&str; 13] = [
        "fs::write",
        "File::create",
        "File::options",
        "OpenOptions",
        "fs::copy",
        "fs::rename",
        ".export_folder(",
        "share::send(",
        "Vault::create(",
        ".rewrite(",
        ".reseal(",
        ".place(",
        ".put_in_place(",
    ];
    for entry in fs::read_dir(folder).expect("sources") {
        let path = entry.expect("a source").path();
        if path.is_dir() {
            writers(&path, found);
            continue;
        }
        let name =
            path.strip_prefix(top().join("src-tauri/src")).expect("below").display().to_string();
        let text = fs::read_to_string(&path).expect("text");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !name.ends_with("tests.rs") && !name.starts_with("session/model/") {
            let ways = WAYS.iter().filter(|way| text.contains(**way));
            found.extend(ways.map(|way| format!("{name}: {}", way.trim_matches(['.', '(']))));
        }
    }
}

/// R1: of all commands, only `export_folder` and `seal_package` let plain or told text out, each through one
/// library call. `finish_vault`, `finish_key`, `back_up_now` and `restore` write vaults, sealed as they are. The
/// settings file holds nothing of the journal.
#[test]
fn nothing_else_writes_outside_the_vault() {
    let mut found = Vec::new();
    writers(&top().join("src-tauri/src"), &mut found);
    found.sort();
    let expected = [
        "command/share.rs: share::send",
        "command/transfer.rs: export_folder",
        "demo/mod.rs: Vault::create",
        "session/backup.rs: place",
        "session/confirm.rs: Vault::create",
        "session/copy.rs: put_in_place",
        "session/keys.rs: reseal",
        "session/keys.rs: rewrite",
        "settings.rs: File::create",
        "settings.rs: fs::rename",
    ];
    assert_eq!(found, expected);
}
