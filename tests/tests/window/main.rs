//! The real window: what a person does in it, from an empty machine to a told story.

mod acts;
mod care;
mod care_screenshots;
mod hygiene;
mod keyboard;
mod keys;
mod keys_screenshots;
mod leak;
mod locking;
mod network;
mod review_kept;
mod screenshots;
mod walls;
mod whole_path;
