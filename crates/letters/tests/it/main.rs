//! Letters through the crate's public face: files made as strangers make them, vaults on real files.

mod answering;
mod desk;
mod hostile;
mod identity;
mod keeping;
mod opening;
