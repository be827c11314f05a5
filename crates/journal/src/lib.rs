//! Entries, people, timeline, search, import and export.
