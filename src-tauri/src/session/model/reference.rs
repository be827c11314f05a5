//! What a session is, without a file, a key or a clock.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

/// Entries that steps speak of; imports make others.
pub const SLOTS: u8 = 4;
/// Texts an entry may have.
const TEXTS: u16 = 6;
/// Passphrases there are.
pub const PASSPHRASES: u8 = 3;

/// What one tries to open a vault with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    Passphrase(u8),
    Recovery,
    AnotherRecovery,
}

#[derive(Clone, Debug)]
pub enum Step {
    Begin,
    Finish {
        right: bool,
    },
    Abandon,
    Unlock(Secret),
    /// Whoever locks while a key is derived wins.
    LockDuringUnlock {
        secret: Secret,
        after_micros: u64,
    },
    Lock,
    /// As by the system, with a page that does not answer.
    LockGently,
    Save {
        slot: u8,
        text: u16,
    },
    Draft {
        slot: u8,
        text: u16,
    },
    Delete {
        slot: u8,
    },
    Undelete {
        slot: u8,
    },
    Search {
        text: u16,
    },
    /// So many files with texts that no entry has.
    Import {
        files: u16,
    },
    ImportAgain,
    StartShare {
        slot: u8,
    },
    Decide {
        share: usize,
        keep: bool,
    },
    DiscardShare {
        share: usize,
    },
    /// Something goes wrong in the middle of work, with the state held.
    Panic,
    /// The machine stops; another has the file and its log as they lay on the disk.
    Crash,
    Backup,
    ChangePassphrase(u8),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub saved: Option<u16>,
    pub draft: Option<u16>,
    pub deleted: bool,
}

impl Entry {
    pub fn stands(&self) -> bool {
        self.saved.is_some() && !self.deleted
    }

    /// What reading it gives: what was typed last, or saved.
    pub fn shown(&self) -> Option<u16> {
        self.draft.or(self.saved.filter(|_| !self.deleted))
    }

    fn settle(&mut self) {
        if let Some(text) = self.draft.take() {
            self.saved = Some(text);
            self.deleted = false;
        }
    }
}

#[derive(Clone, Debug)]
pub struct Share {
    pub slot: u8,
    pub open: bool,
    /// Whether its first item is decided; unknown once the entry was saved anew.
    pub decided: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Locked,
    Confirming,
    Open,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub made: bool,
    pub state: State,
    pub passphrase: u8,
    pub entries: BTreeMap<u8, Entry>,
    /// Texts of imports.
    pub imported: Vec<u16>,
    pub last_import: u16,
    pub shares: Vec<Share>,
    /// How the last step is answered; `None` where it depends on who was faster.
    pub answer: Option<Result<(), &'static str>>,
}

impl Model {
    pub fn entry(&self, slot: u8) -> Entry {
        self.entries.get(&slot).cloned().unwrap_or_default()
    }

    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    pub fn opens(&self, secret: Secret) -> Result<(), &'static str> {
        match secret {
            _ if !self.made => Err("vault-not-found"),
            Secret::Passphrase(n) if n == self.passphrase => Ok(()),
            Secret::Passphrase(_) => Err("wrong-passphrase"),
            Secret::Recovery => Ok(()),
            Secret::AnotherRecovery => Err("wrong-recovery-key"),
        }
    }

    /// Texts that are found: of entries as they were saved last, outside the trash.
    pub fn found(&self, text: u16) -> usize {
        let of_slots =
            self.entries.values().filter(|e| e.stands() && e.saved == Some(text)).count();
        of_slots + self.imported.iter().filter(|imported| **imported == text).count()
    }

    /// Entries outside the trash.
    pub fn standing(&self) -> usize {
        self.entries.values().filter(|entry| entry.stands()).count() + self.imported.len()
    }

    /// What opening does besides.
    fn settle(&mut self) {
        for (slot, entry) in &mut self.entries {
            if entry.draft.is_some_and(|draft| entry.saved != Some(draft)) {
                Self::changed(&mut self.shares, *slot);
            }
            entry.settle();
        }
    }

    fn changed(shares: &mut [Share], slot: u8) {
        for share in shares.iter_mut().filter(|share| share.slot == slot) {
            share.decided = None;
        }
    }

    fn open(&mut self) {
        self.state = State::Open;
        self.settle();
    }

    fn step(&mut self, step: &Step) -> Option<Result<(), &'static str>> {
        let open = self.is_open();
        let locked = Some(Err("locked"));
        Some(match *step {
            Step::Begin | Step::Unlock(_) if open => Err("already-unlocked"),
            Step::Begin if self.made => Err("already-exists"),
            Step::Begin => {
                self.state = State::Confirming;
                Ok(())
            }
            Step::Finish { .. } if self.state != State::Confirming => Err("not-confirming"),
            Step::Finish { right: false } => Err("recovery-groups-wrong"),
            Step::Finish { right: true } => {
                self.made = true;
                self.open();
                Ok(())
            }
            Step::Abandon => {
                if self.state == State::Confirming {
                    self.state = State::Locked;
                }
                Ok(())
            }
            Step::Unlock(secret) => {
                let answer = self.opens(secret);
                if answer.is_ok() {
                    self.open();
                }
                answer
            }
            Step::LockDuringUnlock { .. } => {
                self.state = State::Locked;
                return None;
            }
            Step::Lock | Step::LockGently | Step::Crash => {
                self.state = State::Locked;
                Ok(())
            }
            Step::Panic => return if open { Some(Err("stopped")) } else { locked },
            _ if !open => return locked,
            Step::Save { slot, text } => {
                let entry = self.entries.entry(slot).or_default();
                let changes = entry.saved != Some(text);
                *entry = Entry { saved: Some(text), draft: None, deleted: false };
                if changes {
                    Self::changed(&mut self.shares, slot);
                }
                Ok(())
            }
            Step::Draft { slot, text } => {
                self.entries.entry(slot).or_default().draft = Some(text);
                Ok(())
            }
            Step::Delete { slot } => {
                let entry = self.entries.entry(slot).or_default();
                if entry.stands() {
                    // The page saves what was typed before it deletes.
                    *entry = Entry { draft: None, deleted: true, ..entry.clone() };
                    Ok(())
                } else if entry.saved.is_none() && entry.draft.take().is_some() {
                    Ok(())
                } else {
                    Err("entry-not-found")
                }
            }
            Step::Undelete { slot } => {
                let entry = self.entries.entry(slot).or_default();
                entry.deleted = false;
                if entry.saved.is_some() { Ok(()) } else { Err("entry-not-found") }
            }
            Step::Import { files } => {
                let next = 1_000 + u16::try_from(self.imported.len()).expect("a few");
                self.imported.extend(next..next + files);
                self.last_import = files;
                Ok(())
            }
            Step::StartShare { slot } => {
                if self.entry(slot).stands() {
                    self.shares.push(Share { slot, open: true, decided: Some(false) });
                    Ok(())
                } else {
                    Err("entry-not-found")
                }
            }
            Step::Decide { share, .. } => {
                self.shares[share].decided = Some(true);
                Ok(())
            }
            Step::DiscardShare { share } => {
                self.shares[share].open = false;
                Ok(())
            }
            Step::ChangePassphrase(n) => {
                self.passphrase = n;
                Ok(())
            }
            Step::Search { .. } | Step::ImportAgain | Step::Backup => Ok(()),
        })
    }
}

fn secret() -> impl Strategy<Value = Secret> {
    prop_oneof![
        4 => (0..PASSPHRASES).prop_map(Secret::Passphrase),
        2 => Just(Secret::Recovery),
        1 => Just(Secret::AnotherRecovery),
    ]
}

/// Steps that may come at any time.
fn of_sessions(right: Secret) -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Begin),
        1 => any::<bool>().prop_map(|right| Step::Finish { right }),
        1 => Just(Step::Abandon),
        3 => Just(Step::Unlock(right)),
        3 => secret().prop_map(Step::Unlock),
        2 => (secret(), 0..4_000u64).prop_map(|(secret, after_micros)| {
            Step::LockDuringUnlock { secret, after_micros }
        }),
        2 => Just(Step::Lock),
        1 => Just(Step::LockGently),
        1 => Just(Step::Panic),
        2 => Just(Step::Crash),
    ]
}

/// Steps that need an open vault, and are refused without.
fn of_writing(shares: usize) -> impl Strategy<Value = Step> {
    let (slot, text) = (0..SLOTS, 0..TEXTS);
    let of_entries = prop_oneof![
        4 => (slot.clone(), text.clone()).prop_map(|(slot, text)| Step::Save { slot, text }),
        4 => (slot.clone(), text.clone()).prop_map(|(slot, text)| Step::Draft { slot, text }),
        2 => slot.clone().prop_map(|slot| Step::Delete { slot }),
        1 => slot.clone().prop_map(|slot| Step::Undelete { slot }),
        1 => text.prop_map(|text| Step::Search { text }),
        1 => (1..3u16).prop_map(|files| Step::Import { files }),
        1 => Just(Step::ImportAgain),
        2 => slot.prop_map(|slot| Step::StartShare { slot }),
        1 => Just(Step::Backup),
        1 => (0..PASSPHRASES).prop_map(Step::ChangePassphrase),
    ];
    if shares == 0 {
        return of_entries.boxed();
    }
    let of_shares = prop_oneof![
        2 => (0..shares, any::<bool>()).prop_map(|(share, keep)| Step::Decide { share, keep }),
        1 => (0..shares).prop_map(|share| Step::DiscardShare { share }),
    ];
    prop_oneof![4 => of_entries, 1 => of_shares].boxed()
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            made: false,
            state: State::Locked,
            passphrase: 0,
            entries: BTreeMap::new(),
            imported: Vec::new(),
            last_import: 0,
            shares: Vec::new(),
            answer: None,
        })
        .boxed()
    }

    fn transitions(model: &Self) -> BoxedStrategy<Step> {
        if !model.made {
            return prop_oneof![
                4 => Just(Step::Begin),
                4 => Just(Step::Finish { right: true }),
                2 => of_sessions(Secret::Recovery),
                1 => of_writing(0),
            ]
            .boxed();
        }
        let right = Secret::Passphrase(model.passphrase);
        let (sessions, writing) = if model.is_open() { (1, 3) } else { (6, 1) };
        prop_oneof![
            sessions => of_sessions(right),
            writing => of_writing(model.shares.len()),
        ]
        .boxed()
    }

    /// Deciding is asked of shares that are open, of entries that stand.
    fn preconditions(model: &Self, step: &Step) -> bool {
        match *step {
            Step::Decide { share, .. } => model.shares.get(share).is_some_and(|share| {
                model.is_open() && share.open && model.entry(share.slot).stands()
            }),
            Step::DiscardShare { share } => {
                model.is_open() && model.shares.get(share).is_some_and(|share| share.open)
            }
            _ => true,
        }
    }

    fn apply(mut model: Self, step: &Step) -> Self {
        model.answer = model.step(step);
        model
    }
}
