//! The real window: what a person does in it, from an empty machine to a told story.

mod acts;
mod hygiene;
mod keyboard;
mod locking;
mod nothing_readable;
mod review_kept;
mod screenshots;
mod walls;
mod whole_path;
