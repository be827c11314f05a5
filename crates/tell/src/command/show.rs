//! `tell show`: one entry, whole.

use std::process::ExitCode;

use crate::args;
use crate::entry::WholeOut;
use crate::open;
use crate::output;
use crate::trouble::Trouble;

pub fn run(args: &args::Show) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let entry = journal.entry(open::entry_id(&journal, &args.entry)?)?;
    let whole = WholeOut::new(&entry, &open::names(&journal)?);
    journal.lock()?;
    if args.json {
        output::json(&whole)?;
    } else {
        output::text(|out| whole.print(out))?;
    }
    Ok(ExitCode::SUCCESS)
}
