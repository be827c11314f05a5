//! Command line of Tellable.
fn main() {}
