//! The life of a session: nothing before the key, everything after it, nothing after the lock.

use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use vault::{Passphrase, RecoveryKey, WorkFactor};

use super::*;

pub const WORDS: &str = "a passphrase for a test";

pub struct Bench {
    _home: tempfile::TempDir,
    pub path: PathBuf,
    pub session: Arc<Session>,
    pub events: Receiver<ShellEvent>,
}

/// A session beside a vault that opens at once.
pub fn bench() -> Bench {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("a.tellable");
    let work = WorkFactor::new(1).expect("the lowest");
    let recovery = RecoveryKey::generate();
    let key = Passphrase::from(WORDS.to_owned());
    Vault::create(&path, &key, &recovery, work, now(), &mut rand::rng()).expect("made");
    let (sender, events) = channel();
    let teller: Teller = Box::new(move |event| {
        let _ = sender.send(event);
    });
    let session = Arc::new(Session::new(Folders::below(home.path()), teller));
    Bench { _home: home, path, session, events }
}

pub fn key(words: &str) -> Key {
    Key::Passphrase(Passphrase::from(words.to_owned()))
}

fn count(session: &Arc<Session>) -> Result<u64, Failure> {
    let order = journal::Order::Written;
    tauri::async_runtime::block_on(
        session.ask(move |journal| Ok(journal.timeline(order, 0, 1)?.total)),
    )
}

#[test]
fn a_locked_session_answers_nothing() {
    let Bench { session, path, .. } = &bench();
    assert_eq!(count(session), Err(Failure::of("locked")));
    let refused = session.unlock(path, &key("another")).expect_err("wrong");
    assert_eq!(refused.code, "wrong-passphrase");
    session.unlock(path, &key(WORDS)).expect("right");
    assert_eq!(count(session), Ok(0));
    session.lock();
    assert_eq!(count(session), Err(Failure::of("locked")));
    session.unlock(path, &key(WORDS)).expect("the file was let go");
}

#[test]
fn status_says_what_is_open_and_remembers_it() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let status = serde_json::to_value(session.status()).expect("json");
    assert_eq!(status["state"], "unlocked");
    assert_eq!(status["name"], "a");
    assert_eq!(status["readOnly"], false);
    assert_eq!(status["recent"][0]["exists"], true);
    session.lock();
    assert_eq!(session.status().state, VaultState::Locked);
    assert_eq!(session.status().name.as_deref(), Some("a"));
}

#[test]
fn a_page_that_does_not_answer_is_locked_all_the_same() {
    let Bench { session, path, events, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    session.lock_gently(Duration::from_millis(50));
    assert!(matches!(events.try_recv(), Ok(ShellEvent::Locking)));
    assert!(matches!(events.try_recv(), Ok(ShellEvent::Locked)));
    assert!(!session.is_unlocked());
}

#[test]
fn a_lock_during_long_work_stops_it() {
    let Bench { session, path, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let inner = Arc::clone(session);
    let stopped = tauri::async_runtime::block_on(session.long(Task::Import, move |_, steps| {
        let before = steps(0, 100).is_continue();
        inner.epoch.fetch_add(1, Ordering::SeqCst);
        Ok(before && steps(1, 100).is_break())
    }));
    assert_eq!(stopped, Ok(true));
}

/// An unlock that has begun and is held up before it opens the file.
fn unlocking(bench: &Bench, meanwhile: impl FnOnce(&Arc<Session>)) -> Result<(), Failure> {
    let Bench { session, path, .. } = bench;
    let turn = hold(&session.opening);
    let (unlocks, path) = (Arc::clone(session), path.clone());
    let unlock = thread::spawn(move || unlocks.unlock(&path, &key(WORDS)));
    thread::sleep(Duration::from_millis(200));
    meanwhile(session);
    drop(turn);
    unlock.join().expect("nothing panics")
}

#[test]
fn an_unlock_under_way_is_cancelled_by_a_lock_and_lets_the_file_go() {
    let ways: [fn(&Arc<Session>); 3] = [
        |session| session.lock(),
        |session| session.lock_gently(GRACE),
        |session| session.lock_with_system(),
    ];
    for way in ways {
        let bench = bench();
        assert_eq!(unlocking(&bench, way), Err(Failure::of("unlock-cancelled")));
        assert!(matches!(*hold(&bench.session.state), State::Locked));
        assert_eq!(count(&bench.session), Err(Failure::of("locked")));
        bench.session.unlock(&bench.path, &key(WORDS)).expect("the file was let go");
    }
    assert_eq!(unlocking(&bench(), |_| ()), Ok(()), "without a lock it opens");
}

#[test]
fn a_lock_forgets_a_recovery_key_that_is_being_shown() {
    let Bench { session, path, events, .. } = &bench();
    let new = path.with_file_name("new.tellable");
    let shown = session.begin(new.clone(), WORDS.to_owned()).expect("free");
    session.lock_gently(GRACE);
    assert_eq!(session.status().state, VaultState::Locked);
    let right: Vec<String> =
        shown.asked.iter().map(|at| shown.groups[*at as usize].clone()).collect();
    assert_eq!(session.finish(&right), Err(Failure::of("not-confirming")));
    assert!(!new.exists());
    assert!(events.try_recv().is_err(), "nothing was open");
}

#[test]
fn a_lock_while_a_vault_is_made_leaves_it_locked() {
    for after in [0, 1, 3, 9, 27] {
        let mut bench = bench();
        Arc::get_mut(&mut bench.session).expect("ours alone").work =
            WorkFactor::new(4).expect("low");
        let (session, new) = (&bench.session, bench.path.with_file_name("new.tellable"));
        let shown = session.begin(new.clone(), WORDS.to_owned()).expect("free");
        let right: Vec<String> =
            shown.asked.iter().map(|at| shown.groups[*at as usize].clone()).collect();
        let finishes = Arc::clone(session);
        let finish = thread::spawn(move || finishes.finish(&right));
        thread::sleep(Duration::from_millis(after));
        session.lock();
        let made = finish.join().expect("nothing panics");
        assert!(made.is_ok() || !session.is_unlocked());
        session.lock();
        if new.exists() {
            session.unlock(&new, &key(WORDS)).expect("whole, and let go");
        }
    }
}

#[test]
fn what_panics_in_the_middle_neither_holds_a_lock_up_nor_loses_what_was_kept() {
    let Bench { session, path, events, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let content = journal::Content { title: "kept".to_owned(), ..Default::default() };
    let broken = session.ask(move |journal| -> Result<(), Failure> {
        journal.keep_draft(new_id(), &content, now())?;
        std::panic::resume_unwind(Box::new(()));
    });
    let broken = tauri::async_runtime::block_on(broken);
    assert_eq!(broken, Err(Failure::of("stopped")));
    assert!(session.state.is_poisoned());
    session.lock();
    assert!(matches!(events.try_recv(), Ok(ShellEvent::Locked)));
    assert_eq!(count(session), Err(Failure::of("locked")));
    session.unlock(path, &key(WORDS)).expect("the file was let go");
    assert_eq!(count(session), Ok(1), "the draft became a revision");
}

#[test]
fn a_file_that_is_pulled_away_is_locked_all_the_same() {
    let Bench { session, path, events, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    let content = journal::Content { title: "kept".to_owned(), ..Default::default() };
    let keep = session.ask(move |journal| Ok(journal.keep_draft(new_id(), &content, now())?));
    tauri::async_runtime::block_on(keep).expect("kept");
    // Neither a revision of the draft nor the end of the log has anywhere to go.
    for ending in ["", "-wal"] {
        let mut name = path.clone().into_os_string();
        name.push(ending);
        let file = std::fs::File::options().write(true).open(name).expect("a file");
        file.set_len(0).expect("emptied");
    }
    session.lock();
    assert!(matches!(events.try_recv(), Ok(ShellEvent::Locked)));
    assert!(matches!(*hold(&session.state), State::Locked));
    assert_eq!(count(session), Err(Failure::of("locked")));
}

#[test]
fn nothing_is_on_disk_before_the_recovery_key_is_confirmed() {
    let Bench { session, path, .. } = &bench();
    let new = path.with_file_name("new.tellable");
    let shown = session.begin(new.clone(), WORDS.to_owned()).expect("free");
    assert_eq!(session.status().state, VaultState::Confirming);
    let wrong = session.finish(&vec!["no".to_owned(); shown.asked.len()]);
    assert_eq!(wrong, Err(Failure::of("recovery-groups-wrong")));
    session.abandon();
    assert!(!new.exists());
    assert_eq!(session.finish(&[]), Err(Failure::of("not-confirming")));
    let taken = session.begin(path.clone(), WORDS.to_owned()).expect_err("taken");
    assert_eq!(taken.code, "already-exists");
}

#[test]
fn damage_found_after_unlocking_is_told_once_and_ends_writing() {
    let Bench { session, path, events, .. } = &bench();
    session.unlock(path, &key(WORDS)).expect("right");
    for title in ["one", "two"] {
        let content = journal::Content { title: title.to_owned(), ..Default::default() };
        let id = vault::Id::generate(&mut rand::rng());
        let saved = session.ask(move |journal| {
            Ok(journal.save(id, &content, now(), &mut rand::rng()).map(drop)?)
        });
        tauri::async_runtime::block_on(saved).expect("kept");
    }
    session.lock();
    let swap = "UPDATE rec SET seq = -2 WHERE seq = 2; UPDATE rec SET seq = 2 WHERE seq = 3;
                UPDATE rec SET seq = 3 WHERE seq = -2;";
    rusqlite::Connection::open(path).and_then(|file| file.execute_batch(swap)).expect("swapped");

    session.unlock(path, &key(WORDS)).expect("what is whole can still be read");
    tend(session);
    let mut told = std::iter::from_fn(|| events.recv_timeout(Duration::from_secs(5)).ok());
    assert!(told.any(|event| matches!(event, ShellEvent::Damaged)));
    assert_eq!(serde_json::to_value(session.status()).expect("json")["readOnly"], true);
    assert!(events.recv_timeout(Duration::from_millis(100)).is_err(), "told once");
}
