//! The settings file: plain, because nothing in it is the journal's. It holds choices of comfort, the
//! paths of vaults, and a random name for this device; never a title, a word or a key.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vault::Id;

use crate::wire::settings::{Settings, Theme};

/// Vault paths remembered, newest first.
const RECENT: usize = 8;
/// Prose sizes the look allows, in CSS pixels.
const TEXT_SIZES: std::ops::RangeInclusive<u8> = 16..=22;
/// A day; longer is never.
const LONGEST_IDLE: u16 = 24 * 60;

/// What `settings.json` holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct File {
    theme: Theme,
    idle_minutes: u16,
    text_size: u8,
    lock_with_system: bool,
    protect_window: bool,
    device: String,
    recent: Vec<PathBuf>,
    backups: BTreeMap<String, Backup>,
}

/// Where a vault's backups go, and how far the last one went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backup {
    /// The folder; none: no automatic backup.
    pub folder: Option<PathBuf>,
    /// The vault's last record when the last backup was made; none: a backup is due.
    pub seq: Option<u64>,
}

impl Default for File {
    fn default() -> Self {
        let device = Id::generate(&mut rand::rng()).to_string();
        Self {
            theme: Theme::System,
            idle_minutes: 10,
            text_size: 18,
            lock_with_system: true,
            protect_window: true,
            device,
            recent: Vec::new(),
            backups: BTreeMap::new(),
        }
    }
}

/// The settings in memory, written whole and atomically at every change.
#[derive(Debug)]
pub struct SettingsFile {
    path: PathBuf,
    file: File,
}

impl SettingsFile {
    /// Reads the file in `folder`. One that is missing or cannot be read gives the defaults: comfort
    /// must never stand between a person and their journal.
    pub fn read(folder: &Path) -> Self {
        let path = folder.join("settings.json");
        let file = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path, file: file.unwrap_or_default() }
    }

    /// The choices the UI knows of.
    pub fn settings(&self) -> Settings {
        let File { theme, idle_minutes, text_size, lock_with_system, protect_window, .. } =
            self.file;
        Settings { theme, idle_minutes, text_size, lock_with_system, protect_window }
    }

    /// Keeps new choices, brought within their bounds.
    pub fn change(&mut self, settings: Settings) -> io::Result<()> {
        self.file.theme = settings.theme;
        self.file.idle_minutes = settings.idle_minutes.min(LONGEST_IDLE);
        self.file.text_size = settings.text_size.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
        self.file.lock_with_system = settings.lock_with_system;
        self.file.protect_window = settings.protect_window;
        self.write()
    }

    /// The random name of this device, written into records.
    pub fn device(&self) -> &str {
        &self.file.device
    }

    /// Vaults opened here, the newest first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.file.recent
    }

    /// Puts a vault at the head of the list. A list that cannot be kept is no reason to fail.
    pub fn remember(&mut self, vault: &Path) {
        self.file.recent.retain(|path| path != vault);
        self.file.recent.insert(0, vault.to_path_buf());
        self.file.recent.truncate(RECENT);
        let _ = self.write();
    }

    /// Where the backups of a vault go.
    pub fn backup(&self, vault: Id) -> Backup {
        self.file.backups.get(&vault.to_string()).cloned().unwrap_or_default()
    }

    /// Chooses where the backups of a vault go. In a new folder the first one is due.
    pub fn set_backup_folder(&mut self, vault: Id, folder: Option<PathBuf>) -> io::Result<()> {
        self.file.backups.insert(vault.to_string(), Backup { folder, seq: None });
        self.write()
    }

    /// Remembers how far the last backup went; none: another is due. A note that cannot be kept costs
    /// no more than a backup too many.
    pub fn note_backup(&mut self, vault: Id, seq: Option<u64>) {
        if let Some(backup) = self.file.backups.get_mut(&vault.to_string()) {
            backup.seq = seq;
            let _ = self.write();
        }
    }

    fn write(&self) -> io::Result<()> {
        let folder = self.path.parent().expect("the settings file stands in a folder");
        fs::create_dir_all(folder)?;
        let new = self.path.with_extension("json.new");
        let mut file = fs::File::create(&new)?;
        file.write_all(&serde_json::to_vec_pretty(&self.file)?)?;
        file.sync_all()?;
        fs::rename(&new, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn settings_survive_a_restart_and_stay_in_bounds() {
        let folder = folder();
        let mut file = SettingsFile::read(folder.path());
        let wanted = Settings {
            theme: Theme::Dark,
            idle_minutes: 3,
            text_size: 90,
            lock_with_system: false,
            protect_window: false,
        };
        file.change(wanted).expect("written");
        let again = SettingsFile::read(folder.path());
        assert_eq!(again.settings(), Settings { text_size: 22, ..wanted });
        assert_eq!(again.device(), file.device());
    }

    #[test]
    fn a_new_backup_folder_makes_a_backup_due() {
        let folder = folder();
        let vault = Id::from_bytes([3; 16]);
        let mut file = SettingsFile::read(folder.path());
        file.note_backup(vault, Some(4));
        assert_eq!(file.backup(vault), Backup::default(), "no folder, no backup");
        file.set_backup_folder(vault, Some("b".into())).expect("written");
        file.note_backup(vault, Some(4));
        let again = SettingsFile::read(folder.path()).backup(vault);
        assert_eq!(again, Backup { folder: Some("b".into()), seq: Some(4) });
        file.set_backup_folder(vault, Some("c".into())).expect("written");
        assert_eq!(file.backup(vault).seq, None);
    }

    #[test]
    fn a_broken_settings_file_gives_the_defaults() {
        let folder = folder();
        fs::write(folder.path().join("settings.json"), b"{ theme: ").expect("written");
        assert_eq!(SettingsFile::read(folder.path()).settings().text_size, 18);
    }

    #[test]
    fn a_file_of_an_earlier_version_keeps_its_choices_and_gets_the_safe_new_ones() {
        let folder = folder();
        let old = br#"{ "theme": "dark", "idleMinutes": 0, "textSize": 20, "device": "d", "recent": [] }"#;
        fs::write(folder.path().join("settings.json"), old).expect("written");
        let settings = SettingsFile::read(folder.path()).settings();
        assert_eq!((settings.idle_minutes, settings.text_size), (0, 20));
        assert!(settings.lock_with_system && settings.protect_window);
    }

    #[test]
    fn the_newest_vault_comes_first_and_stands_once() {
        let folder = folder();
        let mut file = SettingsFile::read(folder.path());
        for name in ["a", "b", "a"] {
            file.remember(Path::new(name));
        }
        assert_eq!(SettingsFile::read(folder.path()).recent(), [Path::new("a"), Path::new("b")]);
    }
}
