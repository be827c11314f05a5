//! The codes are an interface: the user interface and `tell` switch on them.

use vault::{VaultError, Wrong};

#[test]
fn the_codes_are_these() {
    let codes = VaultError::CODES.join(" ");
    assert_eq!(
        codes,
        "wrong-passphrase wrong-recovery-key recovery-key-invalid passphrase-invalid vault-in-use \
         vault-not-found not-a-vault vault-format-newer vault-damaged vault-read-only \
         vault-rolled-back other-vault backup-unsound already-exists folder-not-found folder-read-only disk-full work-factor-too-high \
         work-factor-invalid record-not-found record-purged record-damaged record-too-large \
         kind-invalid record-kept draft-damaged recipient-invalid seal-unopened seal-damaged \
         index-damaged index-failed cancelled io"
    );
}

#[test]
fn every_failure_has_one_of_them_and_a_message_of_the_house() {
    let name = || "mine.tellable".to_owned();
    let cause = || vault::Cause::from("cause");
    let all = [
        VaultError::WrongPassphrase,
        VaultError::WrongRecoveryKey,
        VaultError::RecoveryKeyInvalid,
        VaultError::PassphraseInvalid,
        VaultError::InUse { name: name() },
        VaultError::NotFound { name: name() },
        VaultError::NotAVault { name: name() },
        VaultError::FormatNewer { found: 2, supported: 1 },
        VaultError::Damaged { what: "head" },
        VaultError::ReadOnly,
        VaultError::RolledBack,
        VaultError::OtherVault,
        VaultError::BackupUnsound { what: "chain" },
        VaultError::AlreadyExists { name: name() },
        VaultError::FolderNotFound { name: name() },
        VaultError::FolderReadOnly { name: name() },
        VaultError::DiskFull,
        VaultError::WorkFactorTooHigh { max: 20 },
        VaultError::WorkFactorInvalid { max: 20 },
        VaultError::RecordNotFound { seq: 1 },
        VaultError::RecordPurged { seq: 1 },
        VaultError::RecordDamaged { seq: 1, wrong: Wrong::Changed },
        VaultError::RecordTooLarge { length: 2, max: 1 },
        VaultError::KindInvalid { kind: "X".into() },
        VaultError::RecordKept { seq: 1 },
        VaultError::DraftDamaged,
        VaultError::RecipientInvalid,
        VaultError::SealUnopened,
        VaultError::SealDamaged,
        VaultError::IndexDamaged,
        VaultError::Index(cause()),
        VaultError::Cancelled,
        VaultError::Io { what: "writing", source: cause() },
    ];
    let codes: Vec<_> = all.iter().map(VaultError::code).collect();
    assert_eq!(codes, VaultError::CODES);
    for error in &all {
        let said = error.to_string();
        assert!(!said.ends_with('.') && !said.starts_with(char::is_uppercase), "{said}");
    }
}
