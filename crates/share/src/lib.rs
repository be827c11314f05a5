//! The share, its review, and the one door.
