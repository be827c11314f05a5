//! What this machine remembers of a vault, outside it: one small file a vault, `VAULT-ID.json`.
//! It holds a path, a number, a digest and a time, and no key; losing it loses only the memory.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::head::{Digest32, Head};
use crate::{Id, Moment, VaultError, file, hex};

const VERSION: u32 = 1;

/// How far a vault went when it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Saw {
    pub seq: u64,
    pub chain: Digest32,
    pub at: Moment,
}

impl Saw {
    pub fn of(head: &Head, at: Moment) -> Self {
        Self { seq: head.seq, chain: head.chain, at }
    }

    pub fn is(&self, head: &Head) -> bool {
        self.seq == head.seq && self.chain == head.chain
    }
}

/// The content of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remembered {
    /// Where the vault stood, as far as text can say it.
    pub path: String,
    pub saw: Saw,
    /// Set while a re-sealed vault takes the old one's place: either may stand there afterwards.
    pub next: Option<Saw>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    v: u32,
    path: String,
    seq: u64,
    chain: String,
    at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Next>,
}

#[derive(Serialize, Deserialize)]
struct Next {
    seq: u64,
    chain: String,
    at: Moment,
}

/// Which vault last stood at `path`, as this machine remembers; so that a vault that was moved can
/// be looked for by its id ([`id_of`](crate::id_of)). No answer when nothing is remembered.
pub fn last_at(state_dir: &Path, path: &Path) -> Option<Id> {
    let path = name_path(path);
    let mut found: Vec<(Moment, Id)> = fs::read_dir(state_dir)
        .ok()?
        .flatten()
        .filter_map(|file| {
            let id: Id = file.file_name().to_str()?.strip_suffix(".json")?.parse().ok()?;
            let kept = read(state_dir, id)?;
            (kept.path == path).then_some((kept.saw.at, id))
        })
        .collect();
    found.sort_unstable();
    found.pop().map(|(_, id)| id)
}

/// A path as it is remembered: absolute where that can be told, and as text.
pub(crate) fn name_path(path: &Path) -> String {
    let whole = std::path::absolute(path);
    whole.as_deref().unwrap_or(path).to_string_lossy().into_owned()
}

/// What is remembered of `vault`; nothing where the file is missing or cannot be understood.
pub(crate) fn read(state_dir: &Path, vault: Id) -> Option<Remembered> {
    if state_dir.as_os_str().is_empty() {
        return None;
    }
    let line: Line = serde_json::from_slice(&fs::read(place(state_dir, vault)).ok()?).ok()?;
    let saw = |seq, chain: &str, at| Some(Saw { seq, chain: hex::decode(chain.as_bytes())?, at });
    if line.v != VERSION {
        return None;
    }
    let next = match &line.next {
        Some(next) => Some(saw(next.seq, &next.chain, next.at)?),
        None => None,
    };
    Some(Remembered { saw: saw(line.seq, &line.chain, line.at)?, path: line.path, next })
}

/// Keeps it in place of what was kept before: all of it or nothing.
pub(crate) fn write(state_dir: &Path, vault: Id, kept: &Remembered) -> Result<(), VaultError> {
    if state_dir.as_os_str().is_empty() {
        return Ok(());
    }
    let next =
        kept.next.map(|saw| Next { seq: saw.seq, chain: hex::encode(&saw.chain), at: saw.at });
    let line = Line {
        v: VERSION,
        path: kept.path.clone(),
        seq: kept.saw.seq,
        chain: hex::encode(&kept.saw.chain),
        at: kept.saw.at,
        next,
    };
    let bytes = serde_json::to_vec(&line).expect("a line of plain fields");
    let place = place(state_dir, vault);
    let rough = place.with_extension("json.new");
    let keep = || -> std::io::Result<()> {
        fs::create_dir_all(state_dir)?;
        let mut new = File::create(&rough)?;
        new.write_all(&bytes)?;
        // Without this a power cut could leave an empty file under the name.
        new.sync_data()?;
        fs::rename(&rough, &place)?;
        if kept.next.is_some() {
            // The vault is exchanged next, maybe on another disk: this name must be there before,
            // or the new vault would be taken for one that went another way.
            file::sync_folder(&place);
        }
        Ok(())
    };
    keep().map_err(|error| {
        let _ = fs::remove_file(&rough);
        VaultError::file("remembering the vault", error)
    })
}

fn place(state_dir: &Path, vault: Id) -> PathBuf {
    state_dir.join(format!("{vault}.json"))
}
