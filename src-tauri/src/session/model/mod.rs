//! The session beside a model of it: whatever is done in whatever order, the real one answers as the
//! model does, shows what the model holds, opens with what the model opens with, and after a crash has
//! everything that was acknowledged.
//!
//! `PROPTEST_CASES` runs more of them.

mod real;
mod reference;

use proptest::test_runner::Config;
use proptest_state_machine::{StateMachineTest, prop_state_machine};

use self::real::Real;
use self::reference::{Model, Step};

/// Cases without `PROPTEST_CASES`: some twenty seconds.
const CASES: u32 = 32;

struct Session;

impl StateMachineTest for Session {
    type SystemUnderTest = Real;
    type Reference = Model;

    fn init_test(_model: &Model) -> Real {
        Real::new()
    }

    fn apply(mut real: Real, model: &Model, step: Step) -> Real {
        let answer = real.take(&step);
        if let Some(expected) = model.answer {
            let answer = answer.map_err(|failure| failure.code);
            assert_eq!(answer, expected.map_err(str::to_owned), "{step:?}");
        }
        real
    }

    fn check_invariants(real: &Real, model: &Model) {
        real.agrees_with(model);
    }

    fn teardown(mut real: Real, model: Model) {
        real.opens_with_what_the_model_says(&model);
    }
}

fn config() -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    Config { cases: asked.unwrap_or(CASES), failure_persistence: None, ..Config::default() }
}

prop_state_machine! {
    #![proptest_config(config())]

    #[test]
    fn the_session_does_what_its_model_does(sequential 1..40 => Session);
}
