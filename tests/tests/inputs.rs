//! Every input that fuzzing found worth keeping does today what it did then: nothing but be refused
//! or understood.

use std::panic::{AssertUnwindSafe, catch_unwind};

use inputs::{TARGETS, corpus};

#[test]
fn no_kept_input_breaks_what_must_hold() {
    for (name, target) in TARGETS {
        let kept = corpus::read(name).expect("kept inputs");
        assert!(kept.len() > 4, "{name} has inputs");
        for input in kept {
            let held = catch_unwind(AssertUnwindSafe(|| target(&input)));
            assert!(held.is_ok(), "{name}: {}", input.escape_ascii());
        }
    }
}
