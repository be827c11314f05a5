//! Where this program keeps its own few things: settings, the disposable index, and, unless the
//! person chooses otherwise, the vault.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use vault::Places;

/// One environment variable moves all three folders below one, for tests and demonstrations.
pub const HOME_VARIABLE: &str = "TELLABLE_HOME";

/// The folders; none of them need exist.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Holds `settings.json`.
    pub config: PathBuf,
    /// Holds the encrypted search indexes.
    pub index: PathBuf,
    /// Holds what this machine remembers of vaults.
    pub state: PathBuf,
    /// What the web view keeps for itself: salts and empty stores, nothing of a page.
    pub webview: PathBuf,
    /// Where a first vault goes if the person chooses nothing.
    pub data: PathBuf,
}

impl Folders {
    /// `$TELLABLE_HOME`, else the system's places.
    pub fn of_system() -> Self {
        match std::env::var_os(HOME_VARIABLE) {
            Some(home) => Self::below(Path::new(&home)),
            None => ProjectDirs::from("org", "Tellable", "Tellable").map_or_else(
                || Self::below(&std::env::temp_dir().join("tellable")),
                |dirs| Self {
                    config: dirs.config_dir().to_path_buf(),
                    index: dirs.cache_dir().join("index"),
                    state: dirs.data_local_dir().join("state"),
                    webview: dirs.cache_dir().join("webview"),
                    data: dirs.data_dir().to_path_buf(),
                },
            ),
        }
    }

    /// All of them below one folder.
    pub fn below(home: &Path) -> Self {
        Self {
            config: home.join("config"),
            index: home.join("cache").join("index"),
            state: home.join("state"),
            webview: home.join("cache").join("webview"),
            data: home.join("data"),
        }
    }

    /// Where a vault's index and what is remembered of it stand.
    pub fn places(&self) -> Places {
        Places { index_dir: self.index.clone(), state_dir: self.state.clone() }
    }

    /// A first vault's path.
    pub fn default_vault(&self) -> PathBuf {
        self.data.join("Journal.tellable")
    }

    /// What a typed path means: `~/` is the person's home, and a path that begins nowhere begins where
    /// vaults stand.
    pub fn resolve(&self, typed: &Path) -> PathBuf {
        match (typed.strip_prefix("~"), UserDirs::new()) {
            (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
            _ => self.data.join(typed),
        }
    }

    /// Where dialogs begin: the person's documents, if the system has such a place.
    pub fn documents(&self) -> PathBuf {
        UserDirs::new()
            .and_then(|dirs| dirs.document_dir().map(Path::to_path_buf))
            .unwrap_or_else(|| self.data.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_begins_at_home_or_where_vaults_stand() {
        let folders = Folders::below(Path::new("/h"));
        assert_eq!(folders.resolve(Path::new("/a/b")), Path::new("/a/b"));
        assert_eq!(folders.resolve(Path::new("b")), Path::new("/h/data/b"));
        assert!(folders.resolve(Path::new("~/b")).is_absolute());
        assert!(!folders.resolve(Path::new("~/b")).starts_with("/h/data"));
    }
}
