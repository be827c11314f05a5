//! The real window: what a person does in it, from an empty machine to a told story.

mod acts;
mod screenshots;
mod whole_path;
