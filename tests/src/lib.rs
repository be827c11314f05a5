//! What the promise tests share: the corpus, the stock tools, the windows they drive, and a house with
//! a writer in it that is killed, starved and cut off.

pub mod app;
pub mod corpus;
pub mod desktop;
pub mod driver;
pub mod house;
pub mod letter_page;
pub mod plants;
pub mod power;
pub mod selection;
pub mod stock;
pub mod trace;
#[cfg(unix)]
pub mod watch;
pub mod ways;
pub mod wreck;
