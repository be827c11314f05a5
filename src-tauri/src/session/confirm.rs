//! A vault that is not made yet: its secrets in memory, until the person shows that the recovery key
//! is written down.

use std::path::{Path, PathBuf};

use rand::seq::SliceRandom;
use vault::{Key, Moment, Passphrase, RecoveryKey, Vault, VaultError, WorkFactor};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::wire::vault::RecoveryShown;

/// Characters of a recovery key that do not tell one from another.
const PREFIX: &str = "AGE-SECRET-KEY-1";
/// Characters in a group: few enough to keep in mind while writing.
const GROUP: usize = 6;
/// Groups asked for.
const ASKED: usize = 3;
/// The ending of a vault's file name.
pub const ENDING: &str = "tellable";

/// A vault to be.
pub struct Pending {
    path: PathBuf,
    passphrase: Zeroizing<String>,
    recovery: RecoveryKey,
    asked: Vec<usize>,
}

impl Pending {
    /// Draws a recovery key. Refuses a path that is taken and a passphrase that nobody could type.
    pub fn new(
        path: PathBuf,
        passphrase: String,
        rng: &mut impl rand::Rng,
    ) -> Result<Self, Failure> {
        let passphrase = Zeroizing::new(passphrase);
        let path = if path.extension().is_none() { path.with_extension(ENDING) } else { path };
        if path.exists() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(VaultError::AlreadyExists { name }.into());
        }
        if passphrase.is_empty() || passphrase.chars().any(char::is_control) {
            return Err(VaultError::PassphraseInvalid.into());
        }
        let recovery = RecoveryKey::generate();
        let mut places: Vec<usize> = (1..groups(recovery.expose()).len()).collect();
        places.shuffle(rng);
        places.truncate(ASKED);
        places.sort_unstable();
        Ok(Self { path, passphrase, recovery, asked: places })
    }

    /// Where it shall stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the person sees, once.
    pub fn shown(&self) -> RecoveryShown {
        let index = |place: &usize| u32::try_from(*place).expect("a key has a dozen groups");
        RecoveryShown {
            key: self.recovery.expose().to_owned(),
            groups: groups(self.recovery.expose()),
            asked: self.asked.iter().map(index).collect(),
        }
    }

    /// Compares the answers with the groups asked for; case and white space do not matter.
    pub fn confirm(&self, answers: &[String]) -> Result<(), Failure> {
        let groups = Zeroizing::new(groups(self.recovery.expose()));
        let plain = |text: &String| -> Zeroizing<String> {
            let joined: Zeroizing<String> =
                Zeroizing::new(text.chars().filter(|c| !c.is_whitespace()).collect());
            Zeroizing::new(joined.to_uppercase())
        };
        let right = answers.len() == self.asked.len()
            && self
                .asked
                .iter()
                .zip(answers)
                .all(|(place, answer)| groups[*place] == *plain(answer));
        if right { Ok(()) } else { Err(Failure::of("recovery-groups-wrong")) }
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
        Vault::create(&self.path, &passphrase(), &self.recovery, work, at, rng)?;
        Ok(Key::Passphrase(passphrase()))
    }
}

/// The prefix, then pieces of six; together they are the key.
fn groups(key: &str) -> Vec<String> {
    let (prefix, rest) = key.split_at(PREFIX.len().min(key.len()));
    let pieces = rest.as_bytes().chunks(GROUP).map(|piece| String::from_utf8_lossy(piece).into());
    std::iter::once(prefix.to_owned()).chain(pieces).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(folder: &Path) -> Pending {
        Pending::new(folder.join("new"), "a passphrase".to_owned(), &mut rand::rng()).expect("free")
    }

    #[test]
    fn the_groups_are_the_key_and_three_of_them_are_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let shown = pending(folder.path()).shown();
        assert_eq!(shown.groups.concat(), shown.key);
        assert_eq!(shown.asked.len(), ASKED);
        assert!(
            shown.asked.iter().all(|place| (1..shown.groups.len()).contains(&(*place as usize)))
        );
    }

    #[test]
    fn the_right_groups_confirm_in_any_case_and_wrong_ones_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let pending = pending(folder.path());
        let shown = pending.shown();
        let right: Vec<String> = shown
            .asked
            .iter()
            .map(|at| format!(" {} ", shown.groups[*at as usize].to_lowercase()))
            .collect();
        assert_eq!(pending.confirm(&right), Ok(()));
        let mut wrong = right.clone();
        wrong[0] = "QQQQQQ".to_owned();
        assert_eq!(pending.confirm(&wrong), Err(Failure::of("recovery-groups-wrong")));
        assert_eq!(pending.confirm(&right[..2]), Err(Failure::of("recovery-groups-wrong")));
        assert!(!pending.path().exists(), "nothing is on disk");
    }
}
