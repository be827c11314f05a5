//! Nothing but a completed review makes a `Completed`, and nothing but that a `Package`.

use share::{Completed, Counts, Package};

fn completed(plan: share::Plan) -> Completed {
    Completed { plan, counts: Counts::default() }
}

fn default() -> Completed {
    Completed::default()
}

fn package(completed: Completed) -> Package {
    Package { completed }
}

fn change(package: &mut Package) {
    package.plain.push_str("something else");
}

fn main() {}
