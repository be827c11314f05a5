//! A power cut between any two calls: what was not synced is gone, or there by chance, whole or torn
//! and out of order. What was acknowledged before is there all the same.

use std::fs;

use promises::house::{House, dice};
use promises::power::{Disk, Loss};
use promises::trace;
use promises::ways::{Said, Way, may_be};
use rand::RngExt;

use crate::{counted, for_every_way, much, rough_folder, seed};

for_every_way!(survives);

fn survives(way: Way) {
    let folder = rough_folder();
    let root = folder.path().join("root");
    let house = House::build(&root);
    (0..6).for_each(|n| way.prepare(&house, n));
    let mut disk = Disk::of(&house.folder()).expect("reads the house");
    let file = folder.path().join("trace");
    let done = trace::strace(&file, 1 << 24)
        .arg(env!("CARGO_BIN_EXE_writer"))
        .arg(way.name())
        .arg(&root)
        .args(["0", "6", "2", "0"])
        .output()
        .expect("strace is installed");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let calls = trace::read(&fs::read_to_string(&file).expect("a trace"));
    fs::remove_file(&file).expect("removes");

    let mut dice = dice(seed());
    let moments = calls.iter().filter(|call| call.touches(&house.folder())).count();
    // So many cuts of all there could be; all of them when there are fewer. Long files cost most.
    let cuts = if way == Way::Attach { much(8, 300) } else { much(25, 2_000) };
    let chance = f64::from(u32::try_from(cuts).expect("few"))
        / f64::from(u32::try_from(moments).expect("few"));
    let (mut said, mut built) = (Vec::new(), 0);
    let found = folder.path().join("found");
    let after = House::at(&found);
    for call in &calls {
        if let Some(word) = announced(call) {
            said.push(word);
            continue;
        }
        if !disk.follow(call) || !dice.random_bool(chance.min(1.0)) {
            continue;
        }
        let among = may_be(way, &[House::first_state()], &said);
        for losing in 0..much(2, 4) {
            let _ = fs::remove_dir_all(&found);
            let loss = if losing == 0 { Loss::All } else { Loss::Some(&mut dice) };
            fs::create_dir_all(&found).expect("a folder");
            #[cfg(unix)]
            std::os::unix::fs::symlink(house.source(), after.source()).expect("links");
            disk.build(&after.folder(), loss).expect("builds");
            let context = || format!("{} {built}: {:?} {said:?}", way.name(), call.name);
            let seen = after.look(&among).unwrap_or_else(|wrong| panic!("{wrong}\n{}", context()));
            assert!(among.contains(&seen), "{seen:?}\nis none of {among:?}\n{}", context());
            built += 1;
        }
    }
    assert!(built > 0 && said.len() > 12, "{said:?}");
    counted("power cuts", built);
}

/// What the writer said with this call.
fn announced(call: &trace::Call) -> Option<Said> {
    let ours = call.name == "write" && call.file(0) == Some(1);
    let line = ours.then(|| call.bytes(1)).flatten()?;
    Said::parse(std::str::from_utf8(&line).ok()?.trim_end())
}
