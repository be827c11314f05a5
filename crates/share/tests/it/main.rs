//! What the share promises, through its public interface only.

mod crash;
mod desk;
mod door;
mod property;
mod review;
mod rules;
mod speed;
