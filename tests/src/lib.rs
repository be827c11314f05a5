//! What the promise tests share: the corpus, the stock tools, and the windows they drive.

pub mod app;
pub mod corpus;
pub mod desktop;
pub mod driver;
pub mod letter_page;
pub mod stock;
pub mod wreck;
