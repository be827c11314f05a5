//! Compiles permissions and the configuration in, and the sealed page exactly as the UI built it:
//! Tauri rewrites the HTML it embeds, and this page must leave as it was made.

use std::path::Path;
use std::{env, fs};

/// Where the UI's build leaves the page that letters are sealed into.
const SEALED_PAGE: &str = "ui/dist/sealed-page.html";

fn main() {
    println!("cargo::rerun-if-changed=src-tauri/permissions");
    println!("cargo::rerun-if-changed={SEALED_PAGE}");
    let out = env::var("OUT_DIR").expect("cargo names the output folder");
    let page = fs::read(SEALED_PAGE).unwrap_or_default();
    fs::write(Path::new(&out).join("sealed-page.html"), page)
        .expect("the output folder is writable");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(
            tauri_build::AppManifest::new()
                .permissions_path_pattern("./src-tauri/permissions/**/*"),
        );
    tauri_build::try_build(attributes).expect("the Tauri configuration is sound");
}
