//! What a journal survives: a writer killed at any moment, a disk that fails at any call, a power cut
//! between any two, damage to any byte, and a thief with all files in hand.
//!
//! `cargo xtask test` runs a short form of each, `cargo xtask torture` the long one. Every number of
//! the long form is printed at the end, on lines that begin with `counted:`.

mod damage;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(unix)]
mod kill;
#[cfg(target_os = "linux")]
mod power;
mod thief;

use tempfile::TempDir;

/// Whether this is the long form.
fn long() -> bool {
    std::env::var_os("TELLABLE_TORTURE").is_some()
}

/// What the dice begin with: `TELLABLE_SEED`, or always the same.
fn seed() -> u64 {
    std::env::var("TELLABLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// The greater number in the long form, as often as `TELLABLE_TORTURE` says.
fn much(short: usize, long_form: usize) -> usize {
    let times = std::env::var("TELLABLE_TORTURE").ok();
    times.map_or(short, |times| times.parse().unwrap_or(1) * long_form)
}

/// Says how much was done, for the end of `cargo xtask torture`.
fn counted(what: &str, number: usize) {
    println!("counted: {what} {number}");
}

/// A folder in memory where the system has one: these tests write much and keep nothing.
fn rough_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// The tests of one kind, one for each way.
macro_rules! for_every_way {
    ($check:path) => {
        #[test]
        fn a_save_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Save);
        }
        #[test]
        fn a_draft_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Draft);
        }
        #[test]
        fn an_import_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Import);
        }
        #[test]
        fn a_purge_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Purge);
        }
        #[test]
        fn a_new_vault_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Create);
        }
        #[test]
        fn a_file_of_an_entry_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Attach);
        }
        #[test]
        fn a_backup_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Backup);
        }
        #[test]
        fn a_merge_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Merge);
        }
        #[test]
        fn another_passphrase_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Passphrase);
        }
        #[test]
        fn another_recovery_key_is_whole_or_not_at_all() {
            $check(promises::ways::Way::Recovery);
        }
        #[test]
        fn a_vault_sealed_anew_is_the_old_one_or_the_new() {
            $check(promises::ways::Way::Reseal);
        }
    };
}
use for_every_way;
