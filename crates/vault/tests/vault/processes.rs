//! Two processes and one vault; a process that dies.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::support::{House, add, audit, code, house, open_at, texts};

const VAULT: &str = "TELLABLE_TEST_VAULT";

/// Another process that opens the vault and says so, then adds texts until it dies.
fn other_process(house: &House) -> (Child, impl Iterator<Item = String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "processes::body_writes", "--nocapture"])
        .env(VAULT, &house.path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("open")));
    (child, lines)
}

#[test]
#[ignore = "run by its parent tests"]
fn body_writes() {
    let path = std::env::var_os(VAULT).expect("run by its parent test");
    let mut vault = open_at(path.as_ref(), "/nowhere".as_ref()).unwrap();
    println!("open");
    for n in 0.. {
        add(&mut vault, &n.to_string()).unwrap();
        // What stands on standard output is acknowledged.
        println!("{n}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_vault_that_another_process_has_open_is_in_use() {
    let house = house();
    let (mut other, _lines) = other_process(&house);
    assert_eq!(code(house.try_open()), "vault-in-use");
    other.kill().unwrap();
    other.wait().unwrap();
    let vault = house.open();
    audit(&vault).unwrap();
}

#[test]
fn a_killed_process_leaves_nothing_stuck_and_loses_nothing_acknowledged() {
    let house = house();
    let mut least = 0;
    for round in 1..=5 {
        let (mut other, mut lines) = other_process(&house);
        let mut acknowledged = 0;
        for _ in 0..round * 3 {
            lines.next().unwrap();
            acknowledged += 1;
        }
        // SIGKILL: no destructor runs.
        other.kill().unwrap();
        other.wait().unwrap();
        acknowledged += lines.filter(|line| line.parse::<u32>().is_ok()).count();
        least += acknowledged;
        let vault = house.open();
        assert!(vault.faults().is_empty());
        audit(&vault).unwrap();
        let kept = texts(&vault).len();
        assert!(kept >= least, "{kept} kept, {least} acknowledged");
        least = kept;
    }
}
