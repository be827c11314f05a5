//! What the program is built from: free licences only, nothing that speaks to a network, and each
//! dangerous crate named in one room alone.

use std::collections::{BTreeSet, HashMap};
use std::process::Command;

use serde_json::Value;

const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
    "blessing",
    "WTFPL",
];
/// Fonts, and what only builds or lints.
const ALLOWED_IN_UI: &[&str] = &["OFL-1.1", "BlueOak-1.0.0", "Python-2.0"];
const NETWORK: &[&str] = &[
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "isahc",
    "attohttpc",
    "native-tls",
    "rustls",
    "tungstenite",
    "h2",
    "quinn",
];
const TARGETS: &[&str] =
    &["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];
const OURS: &[&str] =
    &["vault", "journal", "detect", "photo", "typeset", "share", "letters", "tell", "tellable"];

fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    cargo
}

fn metadata() -> Value {
    let words = ["metadata", "--format-version", "1", "--locked"];
    let output = cargo().args(words).output().expect("cargo answers");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// Whether one may use something under this SPDX expression: OR is a choice, AND is both.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace(['(', ')'], " ").replace('/', " OR ");
    expression.split(" AND ").all(|both| {
        both.split(" OR ").any(|one| {
            let name = one.trim().split(" WITH ").next().unwrap_or_default().trim();
            ALLOWED.contains(&name)
        })
    })
}

/// Every package that ends up in a program of ours on one of the three systems, by name.
fn shipped(root: &str, target: &str) -> BTreeSet<String> {
    let words = [
        "tree",
        "--locked",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        target,
        "--package",
    ];
    let output = cargo().args(words).arg(root).output().expect("cargo answers");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn every_package_has_a_licence_that_we_allow() {
    let metadata = metadata();
    let packages = list(&metadata, "packages");
    assert!(packages.len() > 100, "the whole tree is read");
    let refused: Vec<_> = packages
        .iter()
        .filter(|package| !is_allowed(text(package, "license")))
        .map(|package| format!("{}: {}", text(package, "name"), text(package, "license")))
        .collect();
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn no_program_of_ours_holds_a_network_client() {
    for target in TARGETS {
        for root in OURS {
            let packages = shipped(root, target);
            assert!(packages.contains(*root), "the tree is read");
            let banned: Vec<_> = NETWORK.iter().filter(|name| packages.contains(**name)).collect();
            assert!(banned.is_empty(), "{root} for {target} holds {banned:?}");
        }
    }
}

#[test]
fn no_program_of_ours_has_the_doors_for_fuzzing() {
    const DOOR: &str = "fuzzing";
    let opens =
        |features: &[Value]| features.iter().any(|f| f.as_str().is_some_and(|f| f.ends_with(DOOR)));
    let metadata = metadata();
    let mut doors = 0;
    for package in list(&metadata, "packages").iter().filter(|p| OURS.contains(&text(p, "name"))) {
        let name = text(package, "name");
        doors += usize::from(!package["features"][DOOR].is_null());
        assert!(!opens(list(&package["features"], "default")), "{name}");
        for dependency in list(package, "dependencies") {
            assert!(!opens(list(dependency, "features")), "{name}");
        }
    }
    assert!(doors > 0, "there are such doors");
}

#[test]
fn only_the_vault_names_age_and_sqlite() {
    let metadata = metadata();
    for package in list(&metadata, "packages").iter().filter(|p| OURS.contains(&text(p, "name"))) {
        let named = list(package, "dependencies")
            .iter()
            .filter(|d| d["kind"].is_null())
            .any(|d| ["age", "rusqlite", "libsqlite3-sys"].contains(&text(d, "name")));
        assert_eq!(named, text(package, "name") == "vault", "{}", text(package, "name"));
    }
}

#[test]
fn no_arrow_between_the_rooms_runs_back() {
    let allowed: HashMap<&str, &[&str]> = HashMap::from([
        ("vault", &[][..]),
        ("detect", &[][..]),
        ("journal", &["vault"][..]),
        ("photo", &[][..]),
        ("typeset", &[][..]),
        ("share", &["vault", "journal", "detect", "photo", "typeset"][..]),
        ("letters", &["vault", "journal", "photo", "share"][..]),
        ("tell", &["vault", "journal", "detect", "letters"][..]),
        ("tellable", &["vault", "journal", "detect", "photo", "share", "letters"][..]),
    ]);
    let metadata = metadata();
    for package in list(&metadata, "packages").iter().filter(|p| OURS.contains(&text(p, "name"))) {
        for dependency in list(package, "dependencies") {
            let name = text(dependency, "name");
            if OURS.contains(&name) && dependency["kind"].is_null() {
                let room = text(package, "name");
                assert!(allowed[room].contains(&name), "{room} must not know {name}");
            }
        }
    }
}

#[test]
fn every_package_of_the_user_interface_has_a_licence_that_we_allow() {
    let lock = include_str!("../../ui/package-lock.json");
    assert!(!lock.contains("\"resolved\""), "the lock file names no registry");
    let lock: Value = serde_json::from_str(lock).expect("the lock file is JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 100, "the whole tree is read");
    let refused: Vec<_> = packages
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, package)| (name, text(package, "license")))
        .filter(|(_, licence)| !is_allowed(licence) && !ALLOWED_IN_UI.contains(licence))
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn licence_expressions_are_read_as_spdx_means_them() {
    assert!(is_allowed("GPL-2.0-only OR MIT"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(is_allowed("Apache-2.0 WITH LLVM-exception"));
    assert!(!is_allowed("MIT AND GPL-3.0-only"));
    assert!(!is_allowed(""));
}
