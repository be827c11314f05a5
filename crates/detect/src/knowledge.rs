//! What the vault already knows about the user's life: its people, its author, its places, its tags.

/// Names that are looked for before anything is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// The people in the user's list.
    pub people: Vec<KnownPerson>,
    /// The author's own names, nicknames and former names.
    pub author: Vec<String>,
    /// Places named on entries.
    pub places: Vec<String>,
    /// Tags on entries.
    pub tags: Vec<String>,
}

/// A person in the user's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// The full name as the user wrote it.
    pub name: String,
    /// Other names for the same person.
    pub nicknames: Vec<String>,
    /// What they are to the user ("my sister"), if said.
    pub relation: Option<String>,
}
