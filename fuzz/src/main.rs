//! `corpus unpack FOLDER`: each kept input as a file of its own, in a folder a target.
//! `corpus pack FOLDER [BYTES]`: the files there, kept; of each target the smallest, up to so many bytes.

use std::error::Error;
use std::fs;
use std::path::Path;

use inputs::{TARGETS, corpus};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["unpack", folder] => unpack(Path::new(folder)),
        ["pack", folder] => pack(Path::new(folder), usize::MAX),
        ["pack", folder, most] => pack(Path::new(folder), most.parse()?),
        _ => Err("corpus unpack FOLDER, or corpus pack FOLDER [BYTES]".into()),
    }
}

fn unpack(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (target, _) in TARGETS {
        let folder = folder.join(target);
        fs::create_dir_all(&folder)?;
        for (n, input) in corpus::read(target)?.iter().enumerate() {
            fs::write(folder.join(format!("kept-{n:04}")), input)?;
        }
    }
    Ok(())
}

fn pack(folder: &Path, most: usize) -> Result<(), Box<dyn Error>> {
    for (target, _) in TARGETS {
        let folder = folder.join(target);
        if !folder.is_dir() {
            continue;
        }
        let mut inputs = Vec::new();
        for file in fs::read_dir(folder)? {
            inputs.push(fs::read(file?.path())?);
        }
        inputs.sort_by_key(Vec::len);
        let mut sum = 0;
        inputs.retain(|input| {
            sum += input.escape_ascii().count() + 1;
            sum <= most
        });
        corpus::write(target, inputs)?;
    }
    Ok(())
}
