//! A vault that is not made yet: its secrets in memory, until the person shows that the recovery key
//! is written down.

use std::path::{Path, PathBuf};

use vault::{Key, Moment, Passphrase, Vault, VaultError, WorkFactor};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::paper::Paper;
use crate::wire::vault::file_name_of;

/// The ending of a vault's file name.
pub const ENDING: &str = "tellable";

/// A vault to be.
pub struct Pending {
    path: PathBuf,
    passphrase: Zeroizing<String>,
    paper: Paper,
}

impl Pending {
    /// Draws a recovery key. Refuses a path that is taken and a passphrase that nobody could type.
    pub fn new(
        path: PathBuf,
        passphrase: String,
        rng: &mut impl rand::Rng,
    ) -> Result<Self, Failure> {
        let passphrase = usable(passphrase)?;
        Ok(Self { path: free(path)?, passphrase, paper: Paper::draw(rng) })
    }

    /// Where it shall stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The recovery key that is being written down.
    pub fn paper(&self) -> &Paper {
        &self.paper
    }

    /// Puts it on disk and gives back the key that opens it.
    pub fn create(
        &self,
        work: WorkFactor,
        at: Moment,
        rng: &mut dyn rand::CryptoRng,
    ) -> Result<Key, Failure> {
        let passphrase = || Passphrase::from(self.passphrase.as_str().to_owned());
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|_| Failure::of("folder-read-only"))?;
        }
        let recovery = self.paper.recovery();
        Vault::create(&self.path, &passphrase(), recovery, work, at, rng)?;
        Ok(Key::Passphrase(passphrase()))
    }
}

/// A passphrase that somebody can type.
pub(super) fn usable(passphrase: String) -> Result<Zeroizing<String>, Failure> {
    let passphrase = Zeroizing::new(passphrase);
    if passphrase.is_empty() || passphrase.chars().any(char::is_control) {
        return Err(VaultError::PassphraseInvalid.into());
    }
    Ok(passphrase)
}

/// A path with its ending, at which nothing stands.
pub(super) fn free(path: PathBuf) -> Result<PathBuf, Failure> {
    let path = if path.extension().is_none() { path.with_extension(ENDING) } else { path };
    if path.exists() {
        let name = file_name_of(&path);
        return Err(VaultError::AlreadyExists { name }.into());
    }
    Ok(path)
}

/// What a guess costs. Only test builds may make it cheap.
pub fn work_factor() -> WorkFactor {
    #[cfg(feature = "automation")]
    {
        let asked = std::env::var("TELLABLE_WORK_FACTOR").ok();
        let asked = asked.and_then(|text| text.parse().ok());
        if let Some(work) = asked.and_then(|log_n| WorkFactor::new(log_n).ok()) {
            return work;
        }
    }
    WorkFactor::DEFAULT
}
