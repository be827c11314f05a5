//! An unfinished review has no way to become a package.

use share::{Digest, Format, Package, Review};

fn build(review: &Review, at: vault::Moment) -> Package {
    review.build(&Format::Markdown, at).unwrap()
}

fn send(
    journal: &mut journal::Journal,
    review: Review,
    approved: Digest,
    at: vault::Moment,
    rng: &mut dyn rand::Rng,
) {
    let target = std::path::Path::new("a.md");
    let _ = share::send(journal, review, approved, "Ana", target, None, at, rng);
}

fn main() {}
