//! What the types make impossible to write, held by texts that must not compile. Each stands behind
//! its twin, which must: they differ in one line, so it is that line that fails.
//!
//! **An unfinished review does not become a package.** Only what [`crate::Review::complete`] gave does.
//!
//! ```
//! use share::{Completed, Format, Package, Review, ShareError};
//! type Reviewed = Completed;
//! fn build(reviewed: &Reviewed, at: vault::Moment) -> Result<Package, ShareError> {
//!     reviewed.build(&Format::Markdown, at)
//! }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Format, Package, Review, ShareError};
//! type Reviewed = Review;
//! fn build(reviewed: &Reviewed, at: vault::Moment) -> Result<Package, ShareError> {
//!     reviewed.build(&Format::Markdown, at)
//! }
//! ```
//!
//! **The door takes a package**, and neither a review nor a completed one.
//!
//! ```
//! use share::{Completed, Digest, Package, Review, Sealed, ShareError};
//! type Leaving = Package;
//! fn send(
//!     journal: &mut journal::Journal, leaving: Leaving, approved: Digest, at: vault::Moment,
//! ) -> Result<Sealed, ShareError> {
//!     let target = std::path::Path::new("a.md");
//!     share::send(journal, leaving, approved, "Ana", target, None, at, &mut rand::rng())
//! }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Digest, Package, Review, Sealed, ShareError};
//! type Leaving = Review;
//! fn send(
//!     journal: &mut journal::Journal, leaving: Leaving, approved: Digest, at: vault::Moment,
//! ) -> Result<Sealed, ShareError> {
//!     let target = std::path::Path::new("a.md");
//!     share::send(journal, leaving, approved, "Ana", target, None, at, &mut rand::rng())
//! }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Digest, Package, Review, Sealed, ShareError};
//! type Leaving = Completed;
//! fn send(
//!     journal: &mut journal::Journal, leaving: Leaving, approved: Digest, at: vault::Moment,
//! ) -> Result<Sealed, ShareError> {
//!     let target = std::path::Path::new("a.md");
//!     share::send(journal, leaving, approved, "Ana", target, None, at, &mut rand::rng())
//! }
//! ```
//!
//! **Neither is made of nothing**: not by default,
//!
//! ```
//! fn of_nothing<T: Default>() -> T { T::default() }
//! let _: share::Counts = of_nothing();
//! ```
//!
//! ```compile_fail
//! fn of_nothing<T: Default>() -> T { T::default() }
//! let _: share::Completed = of_nothing();
//! ```
//!
//! ```compile_fail
//! fn of_nothing<T: Default>() -> T { T::default() }
//! let _: share::Package = of_nothing();
//! ```
//!
//! and not from a text.
//!
//! ```
//! fn of_text<T: serde::de::DeserializeOwned>(json: &str) -> Option<T> { serde_json::from_str(json).ok() }
//! let _: Option<share::Plan> = of_text("{}");
//! ```
//!
//! ```compile_fail
//! fn of_text<T: serde::de::DeserializeOwned>(json: &str) -> Option<T> { serde_json::from_str(json).ok() }
//! let _: Option<share::Completed> = of_text("{}");
//! ```
//!
//! ```compile_fail
//! fn of_text<T: serde::de::DeserializeOwned>(json: &str) -> Option<T> { serde_json::from_str(json).ok() }
//! let _: Option<share::Package> = of_text("{}");
//! ```
//!
//! **Neither is taken apart or changed.** The same three lines compile inside this crate (below), so what
//! fails outside is that the fields are private.
//!
//! ```
//! use share::{Completed, Counts, Package, Plan};
//! fn plan(plan: &mut Plan) { plan.purpose.clear(); }
//! fn read(package: &Package) -> &str { package.text() }
//! fn counts(package: &Package) -> Counts { package.counts() }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Counts, Package, Plan};
//! fn plan(completed: &mut Completed) { completed.plan.purpose.clear(); }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Counts, Package, Plan};
//! fn swap(package: &mut Package, completed: Completed) { package.completed = completed; }
//! ```
//!
//! ```compile_fail
//! use share::{Completed, Counts, Package, Plan};
//! fn change(package: &mut Package) { package.plain.push(0); }
//! ```

#[cfg(test)]
mod tests {
    use crate::{Completed, Package};

    /// The lines that must not compile outside.
    #[test]
    fn the_fields_that_are_private_outside_are_named_as_they_are() {
        fn plan(completed: &mut Completed) {
            completed.plan.purpose.clear();
        }
        fn swap(package: &mut Package, completed: Completed) {
            package.completed = completed;
        }
        fn change(package: &mut Package) {
            package.plain.push(0);
        }
        let _: fn(&mut Completed) = plan;
        let _: fn(&mut Package, Completed) = swap;
        let _: fn(&mut Package) = change;
    }
}
