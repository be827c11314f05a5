//! What the share promises, through its public interface only.

mod after;
mod copies;
mod crash;
mod desk;
mod door;
mod files;
mod formats;
mod names;
mod property;
mod review;
mod rules;
mod several;
mod speed;
