//! What the author is called, so that a review tells their name from other people's.

use serde::{Deserialize, Serialize};
use vault::{Id, Moment};

use crate::{Journal, JournalError, payload::to_json};

/// The kind of the one document that says it, and its id.
const KIND: &str = "author";
const ID: Id = Id::from_bytes([0; 16]);

#[derive(Serialize, Deserialize)]
struct Author {
    names: Vec<String>,
}

impl Journal {
    /// The author's own names, as [`Journal::set_author`] kept them last; none until then.
    pub fn author(&self) -> Result<Vec<String>, JournalError> {
        let Some(json) = self.document(KIND, ID)? else { return Ok(Vec::new()) };
        let author: Author = serde_json::from_slice(&json)
            .map_err(|_| JournalError::RecordNotUnderstood { seq: 0, kind: KIND.to_owned() })?;
        Ok(author.names)
    }

    /// Keeps what the author is called: full name, first name, nicknames. Trimmed; empty ones and those
    /// that come twice are dropped. The same again writes nothing.
    pub fn set_author(&mut self, names: &[String], at: Moment) -> Result<(), JournalError> {
        let mut kept: Vec<String> = Vec::with_capacity(names.len());
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            if !kept.iter().any(|known| known == name) {
                kept.push(name.to_owned());
            }
        }
        if self.author()? == kept {
            return Ok(());
        }
        self.put_document(KIND, ID, &to_json(&Author { names: kept }), at)
    }
}
