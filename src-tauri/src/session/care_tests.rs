//! Other keys, backups, and copies beside the vault, as the page asks for them.

use std::fs;

use tauri::async_runtime::block_on;
use vault::RecoveryKey;

use super::tests::{Bench, WORDS, bench, key};
use super::*;
use crate::wire::care::RestoreHow;
use crate::wire::keys::KeyOutcome;

const OTHER: &str = "another passphrase for a test";

fn write(session: &Arc<Session>, title: &str) -> Id {
    let content = journal::Content { title: title.to_owned(), ..Default::default() };
    let id = new_id();
    let saved = session
        .ask(move |journal| Ok(journal.save(id, &content, now(), &mut rand::rng()).map(drop)?));
    block_on(saved).expect("kept");
    id
}

fn titles(session: &Arc<Session>) -> Vec<String> {
    let listed = session.ask(|journal| Ok(journal.timeline(journal::Order::Written, 0, 100)?));
    let mut titles: Vec<_> =
        block_on(listed).expect("listed").items.into_iter().map(|item| item.title).collect();
    titles.sort();
    titles
}

fn answers(shown: &RecoveryShown) -> Vec<String> {
    shown.asked.iter().map(|at| shown.groups[*at as usize].clone()).collect()
}

fn wire(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("json")
}

#[test]
fn another_passphrase_needs_the_one_there_is() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let none = block_on(session.change_passphrase(None, OTHER.to_owned())).expect_err("a stranger");
    assert_eq!(none.code, "passphrase-needed");
    let wrong = block_on(session.change_passphrase(Some("no".to_owned()), OTHER.to_owned()));
    assert_eq!(wrong.expect_err("wrong").code, "wrong-passphrase");
    let empty = block_on(session.change_passphrase(Some(WORDS.to_owned()), String::new()));
    assert_eq!(empty.expect_err("empty").code, "passphrase-invalid");
    let before = block_on(session.key_facts()).expect("facts").work_factor;
    let after = block_on(session.change_passphrase(Some(WORDS.to_owned()), OTHER.to_owned()));
    assert!(after.expect("changed").work_factor >= before);
    session.lock();
    assert_eq!(session.unlock(path, &key(WORDS)).expect_err("old").code, "wrong-passphrase");
    session.unlock(path, &key(OTHER)).expect("new");
}

#[test]
fn a_new_recovery_key_counts_when_it_is_written_down_and_not_before() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let current = || Some(WORDS.to_owned());
    let shown = block_on(session.begin_recovery(current())).expect("shown");
    let recovery = || RecoveryKey::parse(&shown.key).map(Key::Recovery).expect("a key");
    let sheet = session.recovery_sheet().expect("a sheet");
    assert_eq!((sheet.key.as_str(), sheet.vault_name.as_str()), (shown.key.as_str(), "a"));
    let wrong = block_on(session.finish_key(vec!["no".to_owned(); 3])).expect_err("wrong");
    assert_eq!(wrong.code, "recovery-groups-wrong");
    let done = block_on(session.finish_key(answers(&shown))).expect("done");
    assert!(matches!(done, KeyOutcome::Recovery));
    let again = block_on(session.finish_key(answers(&shown))).expect_err("once");
    assert_eq!(again.code, "not-confirming");
    session.lock();
    session.unlock(path, &recovery()).expect("the new key opens it");

    // Who came with the recovery key need not know the passphrase.
    block_on(session.change_passphrase(None, OTHER.to_owned())).expect("set");
    let dropped = block_on(session.begin_recovery(Some(OTHER.to_owned()))).expect("shown");
    session.lock();
    session.unlock(path, &key(OTHER)).expect("the new passphrase opens it");
    let gone = block_on(session.finish_key(answers(&dropped))).expect_err("a lock drops it");
    assert_eq!(gone.code, "not-confirming");
}

#[test]
fn everything_is_sealed_anew_and_still_all_there() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    write(session, "one");
    let old = path.with_file_name("old-copy.tellable");
    session.lock();
    fs::copy(path, &old).expect("copied");
    session.unlock(path, &key(WORDS)).expect("right");
    let current = Some(WORDS.to_owned());
    let shown = block_on(session.begin_reseal(current, OTHER.to_owned())).expect("shown");
    let done = block_on(session.finish_key(answers(&shown))).expect("sealed");
    assert!(matches!(done, KeyOutcome::Reseal { report } if report.lost.is_empty()));
    write(session, "two");
    assert_eq!(titles(session), ["one", "two"]);
    session.lock();
    assert_eq!(session.unlock(path, &key(WORDS)).expect_err("old").code, "wrong-passphrase");
    session.unlock(path, &key(OTHER)).expect("new");
    assert_eq!(titles(session), ["one", "two"]);
    assert_eq!(wire(&session.status())["rolledBack"], serde_json::Value::Null);
    assert!(Vault::inspect(&old, &key(WORDS)).is_ok(), "an old copy opens as it did");
}

#[test]
fn what_is_whole_of_a_damaged_vault_is_saved_and_the_rest_named() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    write(session, "one");
    write(session, "two");
    session.lock();
    let damage = "UPDATE rec SET age = zeroblob(400) WHERE seq = 2";
    rusqlite::Connection::open(path).and_then(|file| file.execute_batch(damage)).expect("damaged");
    let bytes = fs::read(path).expect("read");

    session.unlock(path, &key(WORDS)).expect("what is whole can be read");
    let saved = path.with_file_name("saved.tellable");
    let shown = block_on(session.begin_rescue(saved.clone(), OTHER.to_owned())).expect("shown");
    let done = block_on(session.finish_key(answers(&shown))).expect("saved");
    let KeyOutcome::Rescue { report } = done else { panic!("a rescue") };
    assert_eq!((report.records, report.lost.len()), (2, 1));
    assert_eq!(report.lost[0].title.as_deref(), Some("one"), "the index remembers its title");
    session.lock();
    assert_eq!(fs::read(path).expect("read"), bytes, "the damaged file stays as it was");
    session.unlock(&saved, &key(OTHER)).expect("a sound vault");
    assert_eq!(titles(session), ["two"]);
    assert_eq!(wire(&session.status())["readOnly"], false);
}

#[test]
fn a_backup_is_made_when_something_changed_and_not_else() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let folder = path.with_file_name("backups");
    let missing = block_on(session.set_backup_folder(Some(folder.clone()))).expect_err("no folder");
    assert_eq!(missing.code, "folder-not-found");
    fs::create_dir(&folder).expect("made");
    let facts = block_on(session.set_backup_folder(Some(folder.clone()))).expect("chosen");
    assert!(facts.changed_since && facts.files.is_empty());
    write(session, "one");
    session.back_up_if_changed(session.epoch());
    session.back_up_if_changed(session.epoch());
    let facts = block_on(session.backups()).expect("facts");
    assert_eq!((facts.files.len(), facts.changed_since), (1, false));
    assert_eq!(facts.problem, None);
    assert!(Vault::inspect(facts.files[0].path.as_ref(), &key(WORDS)).is_ok());

    fs::rename(&folder, path.with_file_name("unplugged")).expect("moved");
    write(session, "two");
    session.back_up_if_changed(session.epoch());
    let facts = block_on(session.backups()).expect("facts");
    assert!(facts.problem.is_some() && facts.changed_since, "said, and tried again");
}

#[test]
fn a_backup_takes_the_place_of_the_vault_and_nothing_is_deleted() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let folder = path.with_file_name("backups");
    fs::create_dir(&folder).expect("made");
    block_on(session.set_backup_folder(Some(folder))).expect("chosen");
    write(session, "one");
    let backup = block_on(session.back_up()).expect("made").files.remove(0);
    write(session, "two");

    let shown = block_on(session.rehearse(backup.path.clone().into(), key(WORDS))).expect("shown");
    assert_eq!((shown.entries_here, shown.entries_there, shown.different_total), (Some(2), 1, 1));
    let done = block_on(session.restore(RestoreHow::Replace, None)).expect("restored");
    assert!(!session.is_unlocked(), "what was open is closed");
    session.unlock(path, &key(WORDS)).expect("the backup opens");
    assert_eq!(titles(session), ["one"]);
    assert_eq!(wire(&session.status())["rolledBack"], serde_json::Value::Null, "it was asked for");
    session.lock();
    let aside: PathBuf = done.set_aside.expect("set aside").into();
    session.unlock(&aside, &key(WORDS)).expect("what was set aside opens");
    assert_eq!(titles(session), ["one", "two"]);
    let once = block_on(session.restore(RestoreHow::Replace, None)).expect_err("once");
    assert_eq!(once.code, "nothing-rehearsed");
}

#[test]
fn a_backup_is_written_beside_with_no_vault_open() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    write(session, "one");
    session.lock();
    let shown = block_on(session.rehearse(path.clone(), key(WORDS))).expect("shown");
    assert_eq!((shown.entries_here, shown.entries_there, shown.same_vault), (None, 1, false));
    let beside = path.with_file_name("b.tellable");
    block_on(session.restore(RestoreHow::Beside, Some(path.clone()))).expect_err("taken");
    block_on(session.restore(RestoreHow::Beside, Some(beside.clone()))).expect("written");
    session.unlock(&beside, &key(WORDS)).expect("it opens");
    assert_eq!(titles(session), ["one"]);
}

#[test]
fn two_copies_are_brought_together_and_an_older_one_is_noticed() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    write(session, "one");
    session.lock();
    let stick = path.with_file_name("stick.tellable");
    fs::copy(path, &stick).expect("copied");
    session.unlock(path, &key(WORDS)).expect("right");
    write(session, "here");
    session.lock();

    session.unlock(&stick, &key(WORDS)).expect("an older copy opens");
    let status = wire(&session.status());
    assert_eq!(
        (&status["readOnly"], &status["rolledBack"]["hereRecords"]),
        (&true.into(), &2.into())
    );
    block_on(session.accept_copy()).expect("taken as the one that counts");
    assert_eq!(wire(&session.status())["readOnly"], false);
    write(session, "there");
    session.lock();

    session.unlock(path, &key(WORDS)).expect("right");
    block_on(session.accept_copy()).expect("both went on");
    block_on(session.rehearse(stick, key(WORDS))).expect("shown");
    let report = block_on(session.merge_copy()).expect("merged");
    assert_eq!((report.entries_new, report.records, report.both_changed.len()), (1, 1, 0));
    assert_eq!(titles(session), ["here", "one", "there"]);
}

#[test]
fn a_vault_that_was_moved_is_found_by_its_id() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    session.lock();
    let folder = path.with_file_name("elsewhere");
    fs::create_dir(&folder).expect("made");
    let there = folder.join("renamed.tellable");
    fs::rename(path, &there).expect("moved");
    let other = bench();
    fs::rename(&other.path, path).expect("another vault took its name");
    assert_eq!(session.find_vault(path).as_deref(), Some(there.as_path()));
    fs::remove_file(&there).expect("removed");
    assert_eq!(session.find_vault(path), None);
}

#[test]
fn an_entry_is_read_although_the_index_is_still_being_made_anew() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let written: Vec<Id> = (0..400).map(|n| write(session, &format!("Evening {n}"))).collect();
    let current = Some(WORDS.to_owned());
    let shown = block_on(session.begin_reseal(current, OTHER.to_owned())).expect("shown");
    block_on(session.finish_key(answers(&shown))).expect("sealed anew");
    for id in written.iter().rev() {
        block_on(session.entry(*id)).expect("it is there");
    }
    assert_eq!(block_on(session.entry(new_id())).expect_err("nobody").code, "entry-not-found");
}
