//! The real window: what a person does in it, from an empty machine to a told story.

mod accessible;
mod acts;
mod afterwards;
mod boat;
mod care;
mod care_screenshots;
mod circle;
mod hygiene;
mod keyboard;
mod keys;
mod keys_screenshots;
mod leak;
mod letters;
mod locking;
mod network;
mod review_kept;
mod review_speed;
mod screenshots;
mod telling;
mod telling_screenshots;
mod walls;
mod whole_path;
