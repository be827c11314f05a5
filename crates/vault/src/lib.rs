//! Sealed records in one SQLite file.
