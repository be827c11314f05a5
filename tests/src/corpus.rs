//! Real prose: the diary of Samuel Pepys as a folder of Markdown files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One day of the diary.
#[derive(Deserialize)]
pub struct Day {
    /// ISO date, Gregorian.
    pub date: String,
    /// What he wrote.
    pub markdown: String,
}

/// The corpus beside the checkout; absent in a clone that stands alone.
pub fn pepys_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora/pepys-diary.jsonl")
}

/// Every day of the diary, or where the corpus is absent a few days that we wrote for the tests.
pub fn days() -> Vec<Day> {
    let text = fs::read_to_string(pepys_file())
        .unwrap_or_else(|_| include_str!("../data/days.jsonl").to_owned());
    text.lines().map(|line| serde_json::from_str(line).expect("the corpus is JSON lines")).collect()
}

/// Writes each day as one Markdown file with front matter; gives the number of files.
pub fn write_folder(days: &[Day], folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    for (n, day) in days.iter().enumerate() {
        let text = format!("---\nhappened: {}\n---\n{}\n", day.date, day.markdown);
        fs::write(folder.join(format!("{}-{n:04}.md", day.date)), text)?;
    }
    Ok(days.len())
}
