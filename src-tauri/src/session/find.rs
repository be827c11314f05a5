//! A vault that moved is found again by its id: near where it stood, where vaults stand, and on what is
//! plugged in. Only names and the id in a file's open table are looked at.

use std::path::{Path, PathBuf};

use directories::UserDirs;
use vault::Id;

use super::Session;
use super::confirm::ENDING;

/// Folders looked into at most: a search ends soon even on a full disk.
const FOLDERS: usize = 2_000;
/// How far below a place it looks.
const DEPTH: usize = 3;

impl Session {
    /// Where the vault that stood at `path` is now; none when it was never seen or is not found.
    pub fn find_vault(&self, path: &Path) -> Option<PathBuf> {
        let id = vault::last_at(&self.folders.state, path)?;
        let mut left = FOLDERS;
        self.places(path).iter().find_map(|place| look(place, id, DEPTH, &mut left))
    }

    /// The likely places first.
    fn places(&self, path: &Path) -> Vec<PathBuf> {
        let mut places: Vec<PathBuf> =
            path.ancestors().skip(1).take(2).map(Path::to_path_buf).collect();
        places.push(self.folders.data.clone());
        if let Some(user) = UserDirs::new() {
            let known = [user.document_dir(), user.desktop_dir(), user.download_dir()];
            places.extend(known.into_iter().flatten().map(Path::to_path_buf));
            let name = user.home_dir().file_name().unwrap_or_default();
            places.extend(["/media", "/run/media"].map(|root| Path::new(root).join(name)));
        }
        places.push("/Volumes".into());
        places
    }
}

/// The first vault with this id in `folder` or below; nearer ones first. Links are not followed.
fn look(folder: &Path, id: Id, depth: usize, left: &mut usize) -> Option<PathBuf> {
    *left = left.checked_sub(1)?;
    let mut below = Vec::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => below.push(path),
            Ok(kind) if kind.is_file() && is_vault(&path, id) => return Some(path),
            _ => {}
        }
    }
    let depth = depth.checked_sub(1)?;
    below.sort();
    below.iter().find_map(|folder| look(folder, id, depth, left))
}

fn is_vault(path: &Path, id: Id) -> bool {
    path.extension().is_some_and(|end| end == ENDING)
        && vault::id_of(path).is_ok_and(|found| found == id)
}
