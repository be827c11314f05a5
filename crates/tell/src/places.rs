//! Where disposable things stand: the search index, which is encrypted and can always be rebuilt.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use vault::Places;

/// `--index-dir`, else `$TELLABLE_HOME/cache/index`, else the system's cache folder.
pub fn places(index_dir: Option<&Path>) -> Places {
    let index_dir = index_dir.map_or_else(default_index_dir, Path::to_path_buf);
    Places { index_dir }
}

fn default_index_dir() -> PathBuf {
    if let Some(home) = std::env::var_os("TELLABLE_HOME") {
        return PathBuf::from(home).join("cache").join("index");
    }
    ProjectDirs::from("org", "Tellable", "Tellable").map_or_else(
        || std::env::temp_dir().join("tellable-index"),
        |dirs| dirs.cache_dir().join("index"),
    )
}
