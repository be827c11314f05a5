//! Every screen, light and dark and narrow, for docs/screenshots. Run by `cargo xtask screenshots`.
