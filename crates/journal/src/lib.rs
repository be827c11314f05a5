//! Entries, people, timeline, search, import and export.
//!
//! A [`Journal`] is a [`vault::Vault`] whose records are entries, people and other rooms' documents, with an
//! index over them for lists and searches. The records are the truth: an entry is a graph of immutable
//! revisions, and nothing is ever overwritten. The index can vanish at any time and is made anew, newest
//! records first, while the journal is in use.
//!
//! | to | there is |
//! | --- | --- |
//! | write | [`Journal::keep_draft`], [`Journal::save`], [`Journal::delete`], [`Journal::undelete`] |
//! | look back | [`Journal::timeline`], [`Journal::search`], [`Journal::history`], [`Journal::restore`] |
//! | say what a moment is | [`Content`], [`Kind`], [`Edtf`] and [`understand`], [`Feeling`], [`Person`] |
//! | keep files with an entry | [`Journal::attach`], [`Journal::attachments`], [`Journal::read_attachment`] |
//! | know that it is whole | [`Journal::check`] |
//! | bring two copies together | [`Journal::differences`], [`Journal::merge`], [`Journal::conflict`] |
//! | take it along | [`Journal::import_folder`], [`Journal::export_folder`] |
//! | know people | [`Journal::people`], [`Journal::entries_of`], [`Journal::remove_person`], [`Journal::author`] |
//! | keep small things of other rooms | [`Journal::put_document`], [`Journal::documents`] |
//!
//! Time and randomness are arguments; the journal never asks the system for either.
//!
//! ```
//! use journal::{Content, Journal, Kind, Order, Query, understand};
//! use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("mine.tellable");
//! # let state_dir = folder.path().join("state");
//! # let places = Places { index_dir: folder.path().join("cache"), state_dir };
//! # let passphrase = || Passphrase::from("correct horse battery staple".to_owned());
//! # let mut rng = rand::rng();
//! let at: Moment = "2026-11-22T14:28:33+01:00".parse()?;
//! # Vault::create(&path, &passphrase(), &RecoveryKey::generate(), WorkFactor::new(2)?, at, &mut rng)?;
//! let vault = Vault::open(&path, &Key::Passphrase(passphrase()), &places)?;
//! let mut journal = Journal::open(vault, "desk")?;
//!
//! // What is typed is kept as a draft until it becomes a revision.
//! let id = Id::generate(&mut rng);
//! let mut content = Content {
//!     title: "The exam".to_owned(),
//!     body: "I failed, and told *nobody* for a year.".to_owned(),
//!     kind: Some(Kind::Failure),
//!     happened: understand("spring 1998"),
//!     ..Content::default()
//! };
//! journal.keep_draft(id, &content, at)?;
//! let first = journal.save(id, &content, at, &mut rng)?;
//!
//! // Another revision follows the first, which stays.
//! content.people = vec![journal.person_named("Ana", at, &mut rng)?.id];
//! journal.save(id, &content, at, &mut rng)?;
//! assert_eq!(journal.history(id)?.len(), 2);
//! assert!(journal.revision(first.revision.ok_or("saved")?)?.content.people.is_empty());
//!
//! // It is found by its words, its people, its kind, its date; and what was found is marked.
//! for words in ["nobody", "fail*", "\"for a year\"", "person:ana", "kind:failure before:2000"] {
//!     assert_eq!(journal.search(&Query::words(words))?.total, 1);
//! }
//! let hit = &journal.search(&Query::words("nobody"))?.hits[0];
//! assert!(hit.excerpt.iter().any(|piece| piece.hit && piece.text == "nobody"));
//!
//! let page = journal.timeline(Order::Happened, 0, 20)?;
//! assert_eq!(page.items[0].happened.as_ref().map(|date| date.in_words()), Some("spring 1998".to_owned()));
//! journal.lock()?;
//! # Ok(())
//! # }
//! ```

mod attachments;
mod author;
mod check;
mod conflict;
mod content;
mod documents;
mod entry;
mod error;
mod excerpt;
mod export;
mod file_name;
mod front_matter;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod graph;
mod happened;
mod import;
mod index;
mod journal;
mod kind;
mod merge;
mod merge_pieces;
mod payload;
mod people;
mod pieces;
mod query;
mod removing;
mod save;
mod search;
mod timeline;
mod tokens;
mod understand;

pub use attachments::{Attachment, LostPiece, PIECE_BYTES, ReadBack};
pub use check::{CheckReport, Flaw, IndexState};
pub use conflict::{Conflict, ConflictSide};
pub use content::{BODY_LIMIT, Content, Feeling};
pub use documents::Document;
pub use entry::{Entry, Order, Page, Person, Progress, Revision, Summary};
pub use error::JournalError;
pub use excerpt::Piece;
pub use export::ExportReport;
pub use front_matter::Note;
pub use happened::{Edtf, Precision, month_name};
pub use import::ImportReport;
pub use journal::Journal;
pub use kind::{Kind, NoSuchKind};
pub use merge::{DifferenceKind, Differences, DifferentEntry, MergeReport};
pub use merge_pieces::MergePiece;
pub use query::{Query, Sort};
pub use search::{Found, Hit};
pub use understand::understand;
