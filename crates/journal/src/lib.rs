//! Entries, people, timeline, search, import and export.

mod content;
mod entry;
mod error;
mod happened;
mod kind;
mod query;
mod tokens;
mod understand;

pub use content::{BODY_LIMIT, Content, Feeling};
pub use entry::{Entry, Order, Page, Person, Progress, Revision, Summary};
pub use error::JournalError;
pub use happened::{Edtf, Precision};
pub use kind::{Kind, NoSuchKind};
pub use query::{Query, Sort};
pub use understand::understand;
