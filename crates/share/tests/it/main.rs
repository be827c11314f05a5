//! What the share promises, through its public interface only.

mod copies;
mod crash;
mod desk;
mod door;
mod property;
mod review;
mod rules;
mod speed;
