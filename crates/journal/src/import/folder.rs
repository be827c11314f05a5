//! Walking a folder without holding its names: one open directory a level.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

/// A Markdown file, or a folder that could not be read.
pub(super) struct Found {
    pub path: PathBuf,
    pub readable: bool,
    root: usize,
}

impl Found {
    /// The name below the folder that is imported, with `/` between folders.
    pub fn name(&self) -> String {
        let below = self.path.components().skip(self.root);
        let parts: Vec<_> = below.map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}

/// Shows every Markdown file in and below `folder` to `visit`, until it breaks off.
pub(super) fn walk<B>(
    folder: &Path,
    visit: &mut dyn FnMut(Found) -> ControlFlow<B>,
) -> ControlFlow<B> {
    walk_below(folder, folder.components().count(), visit)
}

fn walk_below<B>(
    folder: &Path,
    root: usize,
    visit: &mut dyn FnMut(Found) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let Ok(items) = fs::read_dir(folder) else {
        return visit(Found { path: folder.to_owned(), readable: false, root });
    };
    for item in items {
        let Ok(item) = item else {
            return visit(Found { path: folder.to_owned(), readable: false, root });
        };
        if item.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = item.path();
        match sort_of(&item) {
            Ok(Sort::Folder) => walk_below(&path, root, visit)?,
            Ok(Sort::File) if is_markdown(&path) => visit(Found { path, readable: true, root })?,
            Err(_) if is_markdown(&path) => visit(Found { path, readable: false, root })?,
            _ => {}
        }
    }
    ControlFlow::Continue(())
}

enum Sort {
    File,
    Folder,
    Other,
}

fn sort_of(item: &fs::DirEntry) -> io::Result<Sort> {
    let sort = item.file_type()?;
    if sort.is_symlink() {
        // A link to a file is as good as the file; one to a folder could lead in a circle.
        let target = fs::metadata(item.path())?;
        return Ok(if target.is_file() { Sort::File } else { Sort::Other });
    }
    Ok(match (sort.is_dir(), sort.is_file()) {
        (true, _) => Sort::Folder,
        (_, true) => Sort::File,
        _ => Sort::Other,
    })
}

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown"))
}
