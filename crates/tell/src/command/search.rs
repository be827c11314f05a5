//! `tell search`: words and filters, as in the window.

use std::process::ExitCode;

use journal::{Query, Sort};
use serde::Serialize;

use crate::args::{self, SortBy};
use crate::entry::EntryOut;
use crate::open;
use crate::output;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct FoundOut {
    total: u64,
    hits: Vec<EntryOut>,
}

pub fn run(args: &args::Search) -> Result<ExitCode, Trouble> {
    let journal = open::journal(&args.open)?;
    let sort = match args.sort {
        SortBy::Date => Sort::Date,
        SortBy::Relevance => Sort::Relevance,
    };
    let words = args.words.join(" ");
    let query = Query { words, sort, offset: args.offset, limit: args.limit, ..Query::default() };
    let found = journal.search(&query)?;
    let names = open::names(&journal)?;
    journal.lock()?;
    let hit = |hit: journal::Hit| {
        let excerpt = hit.excerpt.iter().map(|piece| piece.text.as_str()).collect();
        EntryOut::new(journal::Summary { excerpt, ..hit.entry }, &names)
    };
    let found = FoundOut { total: found.total, hits: found.hits.into_iter().map(hit).collect() };
    if args.json {
        output::json(&found)?;
    } else {
        print(&found)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(found: &FoundOut) -> Result<(), Trouble> {
    output::text(|out| {
        for hit in &found.hits {
            hit.print(out)?;
        }
        match (found.total, found.hits.len() as u64) {
            (0, _) => writeln!(out, "Nothing found."),
            (1, 1) => writeln!(out, "1 entry."),
            (total, shown) if total == shown => writeln!(out, "{total} entries."),
            (total, shown) => writeln!(out, "{shown} of {total} entries; --limit shows more."),
        }
    })
}
