//! SIGKILL at any moment: what was acknowledged is there, what was under way is there wholly or not at
//! all, everything opens, and nothing is left lying about once the next act is done.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use promises::house::{House, State, dice};
use promises::ways::{Said, Way, may_be};
use rand::RngExt;

use crate::{counted, for_every_way, much, seed};

for_every_way!(survives);

fn survives(way: Way) {
    let root = tempfile::tempdir().expect("a folder");
    let house = House::build(root.path());
    let mut dice = dice(seed());
    let mut state = House::first_state();
    // How long six acts take here, undisturbed.
    let begun = Instant::now();
    let said = writer(way, &house, &state, 0, 6, None);
    let span = begun.elapsed();
    state = the_one(&house, &may_be(way, &[state], &said), "undisturbed");

    let (mut next, mut in_the_middle) = (6, 0);
    let kills = much(5, 30);
    for kill in 0..kills {
        let after = span.mul_f64(dice.random_range(0.0..1.0));
        let said = writer(way, &house, &state, next, u32::MAX, Some(after));
        let context = format!("{} kill {kill} after {after:?}: {said:?}", way.name());
        assert!(
            !said.iter().any(|said| matches!(said, Said::Failed(..) | Said::Shut(_))),
            "{context}"
        );
        let first = [state];
        state = the_one(&house, &may_be(way, &first, &said), &context);
        // What was under way and did not come through is done again.
        next = match said.split_last() {
            Some((Said::Try(n), before)) => {
                in_the_middle += 1;
                n + u32::from(!may_be(way, &first, before).contains(&state))
            }
            _ => said.iter().fold(next, |next, word| match word {
                Said::Done(n) => n + 1,
                _ => next,
            }),
        };

        let mut said = Vec::new();
        way.sit(&house, next, next + 1, state.passphrase, &mut |word| said.push(word));
        assert_eq!(said, [Said::Try(next), Said::Done(next), Said::Locked], "{context}");
        state = the_one(&house, &[way.after(&state, next)], &context);
        assert_eq!(house.litter(), Vec::<String>::new(), "{context}");
        next += 1;
    }
    counted("kills", kills);
    counted("kills in the middle of an act", in_the_middle);
}

fn the_one(house: &House, among: &[State], context: &str) -> State {
    let seen = house.look(among).unwrap_or_else(|wrong| panic!("{wrong}\n{context}"));
    assert!(among.contains(&seen), "{seen:?}\nis none of {among:?}\n{context}");
    seen
}

/// Runs the writer, killed after a while or to its end, and gives what it said.
fn writer(
    way: Way,
    house: &House,
    state: &State,
    first: u32,
    last: u32,
    kill: Option<Duration>,
) -> Vec<Said> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_writer"))
        .arg(way.name())
        .arg(house.root())
        .args([first, last, 3, state.passphrase].map(|n| n.to_string()))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer starts");
    let said = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        BufReader::new(said).lines().map_while(Result::ok).collect::<Vec<_>>()
    });
    if let Some(after) = kill {
        std::thread::sleep(after);
        child.kill().expect("kills");
    }
    let status = child.wait().expect("ends");
    assert!(kill.is_some() || status.success());
    let lines = reader.join().expect("read");
    lines.iter().filter_map(|line| Said::parse(line)).collect()
}
