//! Writes one write path into a house, act after act, and says on standard output what is
//! acknowledged. It is there to be killed, starved and cut off by the tests in `tests/torture`.
//!
//! `writer WAY ROOT FIRST LAST SITTING PASSPHRASE`: acts FIRST to LAST (not counted), so many in one
//! sitting between opening and locking, beginning with the passphrase of this number.

use std::cell::Cell;
use std::io::Write;
use std::path::Path;

use promises::house::House;
use promises::ways::{Said, Way};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [way, root, numbers @ ..] = &words[..] else { panic!("writer WAY ROOT NUMBERS") };
    let way = Way::named(way).expect("a way");
    let house = House::at(Path::new(root));
    let numbers: Vec<u32> = numbers.iter().map(|n| n.parse().expect("a number")).collect();
    let [first, last, sitting, begin_with] = numbers[..] else { panic!("four numbers") };
    let passphrase = Cell::new(begin_with);
    for begin in (first..last).step_by(sitting as usize) {
        let end = last.min(begin + sitting);
        let mut say = |said: Said| {
            if let Said::Done(n) = said {
                passphrase.set(way.passphrase_after(passphrase.get(), n));
            }
            // One write, so that a line is there whole or not at all.
            let line = format!("{said}\n");
            std::io::stdout().write_all(line.as_bytes()).expect("somebody listens");
            std::io::stdout().flush().expect("somebody listens");
        };
        way.sit(&house, begin, end, passphrase.get(), &mut say);
    }
}
