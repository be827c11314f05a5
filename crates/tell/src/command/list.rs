//! `tell list`: the timeline, newest first, a page at a time so that memory stays flat.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use journal::{Journal, Order};

use crate::args::{self, By};
use crate::entry::EntryOut;
use crate::open::{self, PAGE};
use crate::output;
use crate::trouble::Trouble;

pub fn run(args: &args::List) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = if args.json {
        let mut first = true;
        let broken = Trouble::io("standard output");
        let walked = walk(&journal, args, &mut |entry| {
            out.write_all(if first { b"[\n" } else { b",\n" }).map_err(stdout())?;
            first = false;
            output::json_value(&mut out, &entry)
        });
        walked.and_then(|()| {
            out.write_all(if first { b"[]\n" } else { b"\n]\n" })
                .and_then(|()| out.flush())
                .map_err(broken)
        })
    } else {
        let mut none = true;
        let walked = walk(&journal, args, &mut |entry| {
            none = false;
            entry.print(&mut out).map_err(stdout())
        });
        walked.and_then(|()| {
            if none { writeln!(out, "No entries.") } else { Ok(()) }
                .and_then(|()| out.flush())
                .map_err(stdout())
        })
    };
    drop(journal);
    printed.map(|()| ExitCode::SUCCESS)
}

fn stdout() -> impl FnOnce(io::Error) -> Trouble {
    Trouble::io("standard output")
}

fn walk(
    journal: &Journal,
    args: &args::List,
    each: &mut dyn FnMut(EntryOut) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let order = match args.by {
        By::Happened => Order::Happened,
        By::Written => Order::Written,
    };
    let names = open::names(journal)?;
    let mut left = args.limit.unwrap_or(u64::MAX);
    let mut offset = args.offset;
    while left > 0 {
        let items = journal.timeline(order, offset, left.min(PAGE))?.items;
        if items.is_empty() {
            break;
        }
        let count = items.len() as u64;
        (offset, left) = (offset + count, left - count);
        for summary in items {
            each(EntryOut::new(summary, &names))?;
        }
    }
    Ok(())
}
