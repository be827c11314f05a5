//! Where things stand that can be lost: the search index, which is encrypted and can always be rebuilt, and
//! what this machine remembers of vaults.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use vault::Places;

/// The index in `--index-dir`, else `$TELLABLE_HOME/cache/index`, else the system's cache folder; what is
/// remembered in `$TELLABLE_HOME/state`, else the system's folder for local data.
pub fn places(index_dir: Option<&Path>) -> Places {
    let index_dir = index_dir.map_or_else(default_index_dir, Path::to_path_buf);
    Places { index_dir, state_dir: state_dir() }
}

fn state_dir() -> PathBuf {
    if let Some(home) = std::env::var_os("TELLABLE_HOME") {
        return PathBuf::from(home).join("state");
    }
    // Nowhere: then nothing is remembered.
    ProjectDirs::from("org", "Tellable", "Tellable")
        .map_or_else(PathBuf::new, |dirs| dirs.data_local_dir().join("state"))
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
