//! The list of commands is the list of what the page can do: these tests hold it.

use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;

use super::builder;

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn generated() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bindings.ts");
    let header = "// Generated from the commands of src-tauri by its tests; do not edit.\n";
    builder().export(Typescript::default().header(header), &file).expect("the types can be written");
    fs::read_to_string(file).expect("written")
}

/// The registered commands, as the generated file calls them.
fn registered() -> Vec<String> {
    let text = generated();
    let calls = text.split("__TAURI_INVOKE(\"").skip(1);
    let mut names: Vec<String> =
        calls.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
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
    let mut allowed: Vec<String> =
        list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    allowed.sort();
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
    const WAYS: [&str; 9] = [
        "fs::write",
        "File::create",
        "File::options",
        "OpenOptions",
        "fs::copy",
        "fs::rename",
        ".export_folder(",
        "share::send(",
        "Vault::create(",
    ];
    for entry in fs::read_dir(folder).expect("sources") {
        let path = entry.expect("a source").path();
        if path.is_dir() {
            writers(&path, found);
            continue;
        }
        let name = path.strip_prefix(top().join("src-tauri/src")).expect("below").display().to_string();
        let text = fs::read_to_string(&path).expect("text");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !name.ends_with("tests.rs") {
            let ways = WAYS.iter().filter(|way| text.contains(**way));
            found.extend(ways.map(|way| format!("{name}: {}", way.trim_matches(['.', '(']))));
        }
    }
}

/// R1: of all commands, only `export_folder`, `seal_package` and `finish_vault` put files outside the
/// vault, and each through one library call. The settings file holds nothing of the journal.
#[test]
fn nothing_else_writes_outside_the_vault() {
    let mut found = Vec::new();
    writers(&top().join("src-tauri/src"), &mut found);
    found.sort();
    let expected = [
        "command/share.rs: share::send",
        "command/transfer.rs: export_folder",
        "demo.rs: Vault::create",
        "session/confirm.rs: Vault::create",
        "settings.rs: File::create",
        "settings.rs: fs::rename",
    ];
    assert_eq!(found, expected);
}
