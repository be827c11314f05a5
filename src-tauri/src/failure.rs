//! The one way a command fails: a code the page switches on, and facts that give nothing away.

use std::collections::BTreeMap;

use journal::JournalError;
use serde::{Deserialize, Serialize};
use share::ShareError;
use specta::Type;
use vault::VaultError;

/// A failure by its code. The page has its own sentence for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Failure {
    /// Kebab-case, from the libraries' closed sets or from [`CODES`].
    pub code: String,
    /// Facts for the sentence: a file's name, a version. Never content.
    pub detail: BTreeMap<String, String>,
}

/// The shell's own codes; everything else is a library's.
#[cfg(test)]
pub const CODES: [&str; 17] = [
    "locked",
    "already-unlocked",
    "not-confirming",
    "recovery-groups-wrong",
    "unlock-cancelled",
    "id-not-understood",
    "settings-not-kept",
    "dialog-failed",
    "clipboard-failed",
    "passphrase-needed",
    "no-backup-folder",
    "nothing-rehearsed",
    "not-printed",
    "nothing-to-print",
    "file-unreadable",
    "no-letter-open",
    "stopped",
];

impl Failure {
    /// A failure that needs no more than its name.
    pub fn of(code: &str) -> Self {
        Self { code: code.to_owned(), detail: BTreeMap::new() }
    }

    /// With one more fact.
    pub fn with(mut self, name: &str, fact: &dyn ToString) -> Self {
        self.detail.insert(name.to_owned(), fact.to_string());
        self
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        Self::from(&error)
    }
}

impl From<&VaultError> for Failure {
    fn from(error: &VaultError) -> Self {
        let failure = Self::of(error.code());
        match error {
            VaultError::InUse { name }
            | VaultError::NotFound { name }
            | VaultError::NotAVault { name }
            | VaultError::AlreadyExists { name }
            | VaultError::FolderNotFound { name }
            | VaultError::FolderReadOnly { name } => failure.with("name", name),
            VaultError::FormatNewer { found, supported } => {
                failure.with("found", found).with("supported", supported)
            }
            VaultError::WorkFactorTooHigh { max } => failure.with("max", max),
            VaultError::RecordDamaged { seq, .. } => failure.with("seq", seq),
            VaultError::RecordTooLarge { length, max } => {
                failure.with("length", length).with("max", max)
            }
            VaultError::Damaged { what } => failure.with("what", &what),
            _ => failure,
        }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match &error {
            JournalError::Vault(inner) => Self::from(inner),
            JournalError::EntryTooLarge { bytes } => {
                Self::of(error.code()).with("bytes", bytes).with("limit", &journal::BODY_LIMIT)
            }
            _ => Self::of(error.code()),
        }
    }
}

impl From<ShareError> for Failure {
    fn from(error: ShareError) -> Self {
        match error {
            ShareError::Journal(inner) => inner.into(),
            ShareError::ReviewUnfinished { decided, total } => {
                Self::of(error.code()).with("decided", &decided).with("total", &total)
            }
            ShareError::ReviewStale { what } => Self::of(error.code()).with("what", &what),
            ShareError::RemovedTextFound(ref places) => {
                let place = places.first().map(|at| at.place.as_str()).unwrap_or_default();
                Self::of(error.code()).with("place", &place)
            }
            _ => Self::of(error.code()),
        }
    }
}

impl From<letters::LettersError> for Failure {
    fn from(error: letters::LettersError) -> Self {
        match error {
            letters::LettersError::Journal(inner) => inner.into(),
            letters::LettersError::Share(inner) => inner.into(),
            _ => Self::of(error.code()),
        }
    }
}

impl From<photo::PhotoError> for Failure {
    fn from(error: photo::PhotoError) -> Self {
        Self::of(error.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes stand in the sources as `Failure::of("…")`; this list is what the page is told of them.
    #[test]
    fn the_shells_own_codes_are_those_in_its_sources() {
        fn collect(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).expect("sources") {
                let path = entry.expect("a source").path();
                if path.is_dir() {
                    collect(&path, found);
                } else {
                    let text = std::fs::read_to_string(&path).expect("text");
                    let parts = text.split("Failure::of(\"").skip(1);
                    found
                        .extend(parts.filter_map(|part| part.split('"').next()).map(str::to_owned));
                }
            }
        }
        let mut found = std::collections::BTreeSet::new();
        collect(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src"),
            &mut found,
        );
        let library = ["folder-read-only", "happened-not-understood", "…"];
        found.retain(|code| !library.contains(&code.as_str()));
        found.retain(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        let mut listed: Vec<_> = CODES.to_vec();
        listed.sort_unstable();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), listed);
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/failures.md");
        let page = std::fs::read_to_string(page).expect("the page");
        let (_, ours) = page.split_once("\n## the window\n").expect("our part");
        let ours = ours.split("\n## ").next().unwrap_or_default();
        let rows = ours.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        assert_eq!(rows.collect::<Vec<_>>(), CODES);
    }

    #[test]
    fn a_vault_failure_keeps_its_code_through_the_journal() {
        let error = VaultError::FormatNewer { found: 9, supported: 1 };
        let failure = Failure::from(JournalError::from(error));
        assert_eq!(failure.code, "vault-format-newer");
        assert_eq!(failure.detail.get("found").map(String::as_str), Some("9"));
    }
}
