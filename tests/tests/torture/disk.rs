//! A disk that fails: the n-th write, fsync, rename, truncate, link, unlink or open is refused, for
//! every n, once or from then on. Each refusal has a name, and what is found afterwards is the old
//! state or the new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use promises::house::{House, State};
use promises::trace::{self, Call};
use promises::ways::{Said, Way, may_be};

use crate::{counted, for_every_way, long, rough_folder};

/// Acts in a run, and in each sitting of it.
const ACTS: u32 = 3;
const SITTING: u32 = 2;

for_every_way!(survives);

fn survives(way: Way) {
    let folder = rough_folder();
    let (template, root) = (folder.path().join("template"), folder.path().join("root"));
    let house = House::build(&template);
    (0..=ACTS).for_each(|n| way.prepare(&house, n));
    let first = House::first_state();

    copy(&template, &root);
    let (_, calls) = run(way, &root, &first, None);
    let mut failures = Vec::new();
    for (name, ordinals) in ordinals(&calls, &House::at(&root).folder()) {
        for &n in &ordinals {
            for error in ["ENOSPC", "EIO"] {
                for from_then_on in [false, true] {
                    // Then the files to import cannot be read either, and that is another test's.
                    if from_then_on && way == Way::Import && name == "openat" {
                        continue;
                    }
                    // Nor could the writer say anything more.
                    if from_then_on && name == "write" {
                        continue;
                    }
                    failures.push((name.clone(), n, error, from_then_on));
                }
            }
        }
        let from_then_on = name != "write";
        failures.push((name, ordinals[0], "EDQUOT", from_then_on));
    }
    let stride = if long() { 1 } else { failures.len() / 24 + 1 };
    let mut injected = 0;
    for (name, n, error, from_then_on) in failures.into_iter().step_by(stride) {
        let plus = if from_then_on { "+" } else { "" };
        let inject = format!("inject={name}:error={error}:when={n}{plus}");
        copy(&template, &root);
        let (said, calls) = run(way, &root, &first, Some(&inject));
        injected += usize::from(calls.iter().any(|call| call.injected));
        judge(way, &House::at(&root), &first, &said, &inject);
    }
    counted("faults of a disk", injected);
}

/// Nothing unnamed, nothing neither old nor new, and the next act goes well and clears up.
fn judge(way: Way, house: &House, first: &State, said: &[Said], inject: &str) {
    let context = format!("{} {inject}: {said:?}", way.name());
    for word in said {
        if let Said::Failed(_, code) | Said::Shut(code) = word {
            // Another passphrase may have gone through although it was refused.
            let another = way == Way::Passphrase && code == "wrong-passphrase";
            // These write the index first, in one go with the records.
            let index = matches!(way, Way::Import | Way::Attach | Way::Merge);
            let index = index && code == "index-failed";
            // Where SQLite may not open a file for writing, it tries for reading.
            let reading = inject.contains("openat") && code == "vault-read-only";
            // A vault sealed anew that cannot be opened for writing again, however often that is tried,
            // is read from then on.
            let closed = way == Way::Reseal && inject.ends_with('+') && code == "vault-read-only";
            let named = ["disk-full", "io"].contains(&&**code);
            // A disk that fails is not a vault that is broken.
            assert!(another || index || reading || closed || named, "{context}");
        }
    }
    let among = may_be(way, std::slice::from_ref(first), said);
    let seen = house.look(&among).unwrap_or_else(|wrong| panic!("{wrong}\n{context}"));
    assert!(among.contains(&seen), "{seen:?}\nis none of {among:?}\n{context}");

    // Who made a vault and was refused tries again.
    let again = (0..ACTS).filter(|n| way == Way::Create && !seen.made.contains(n));
    let mut seen = seen.clone();
    for n in again.chain([ACTS]) {
        let mut said = Vec::new();
        way.sit(house, n, n + 1, seen.passphrase, &mut |word| said.push(word));
        assert_eq!(said, [Said::Try(n), Said::Done(n), Said::Locked], "{context}");
        let after = way.after(&seen, n);
        seen = house
            .look(std::slice::from_ref(&after))
            .unwrap_or_else(|wrong| panic!("{wrong}\n{context}"));
        assert_eq!(seen, after, "{context}");
    }
    assert_eq!(house.litter(), Vec::<String>::new(), "{context}");
}

/// For each call, the numbers of those that touch the folder, counted as strace counts.
fn ordinals(calls: &[Call], folder: &Path) -> BTreeMap<String, Vec<usize>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ours: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for call in calls {
        let count = counts.entry(&call.name).or_default();
        *count += 1;
        if call.name != "lseek" && call.touches(folder) {
            ours.entry(call.name.clone()).or_default().push(*count);
        }
    }
    ours
}

/// Runs the writer under strace; gives what it said and what it asked of the system.
fn run(way: Way, root: &Path, state: &State, inject: Option<&str>) -> (Vec<Said>, Vec<Call>) {
    let trace = root.join("trace");
    let mut strace = trace::strace(&trace, 4096);
    if let Some(inject) = inject {
        strace.args(["-e", inject]);
    }
    let output = strace
        .arg(env!("CARGO_BIN_EXE_writer"))
        .arg(way.name())
        .arg(root)
        .args([0, ACTS, SITTING, state.passphrase].map(|n| n.to_string()))
        .output()
        .expect("strace is installed");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} {inject:?}: {said}{complained}", way.name());
    let calls = trace::read(&fs::read_to_string(&trace).expect("a trace"));
    (said.lines().filter_map(Said::parse).collect(), calls)
}

/// The folder `root` as `template` is.
fn copy(template: &Path, root: &Path) {
    let _ = fs::remove_dir_all(root);
    let copied = Command::new("cp").arg("-r").arg(template).arg(root).status();
    assert!(copied.is_ok_and(|status| status.success()), "copies");
}
