//! The whole check and the stepwise audit, as work that is watched and broken off.

use std::ops::ControlFlow;

use crate::support::{add, house_with, noon};

#[test]
fn a_check_tells_its_progress_and_can_be_broken_off() {
    let house = house_with(&["one", "two", "three"]);
    let vault = house.open();
    let mut seen = Vec::new();
    let report = vault.check(&mut |done, total| {
        seen.push((done, total));
        ControlFlow::Continue(())
    });
    assert!(report.unwrap().is_sound());
    assert_eq!(seen, [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);

    let stop = |done, _| if done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let report = vault.check(&mut { stop }).unwrap();
    assert!(report.cancelled && !report.is_sound());
    assert_eq!(report.whole, 2);
}

#[test]
fn an_audit_goes_in_steps_while_the_vault_is_written() {
    let house = house_with(&["one", "two", "three"]);
    let mut vault = house.open();
    let mut audit = vault.audit();
    let step = audit.step(&vault, 1).unwrap();
    assert_eq!((step.done, step.total, step.finished), (1, 4, false));
    add(&mut vault, "four").unwrap();
    vault.purge(&[2], noon()).unwrap();
    let step = audit.step(&vault, 100).unwrap();
    assert_eq!((step.done, step.total, step.finished), (4, 4, true));
}
