//! Entries, people, timeline, search, import and export.

mod content;
mod documents;
mod entry;
mod error;
mod excerpt;
mod export;
mod file_name;
mod front_matter;
mod happened;
mod import;
mod index;
mod journal;
mod kind;
mod payload;
mod people;
mod query;
mod save;
mod search;
mod timeline;
mod tokens;
mod understand;

pub use content::{BODY_LIMIT, Content, Feeling};
pub use entry::{Entry, Order, Page, Person, Progress, Revision, Summary};
pub use error::JournalError;
pub use excerpt::Piece;
pub use export::ExportReport;
pub use happened::{Edtf, Precision};
pub use import::ImportReport;
pub use journal::Journal;
pub use kind::{Kind, NoSuchKind};
pub use query::{Query, Sort};
pub use search::{Found, Hit};
pub use understand::understand;
