//! A disk that can lose its power: it knows which bytes and names were made durable and which the
//! system was still holding back, and builds what may be found afterwards.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rand::RngExt;
use rand::rngs::StdRng;

use crate::trace::Call;

/// What a disk writes at once: less is never lost or kept.
const SECTOR: usize = 512;

/// What is left of that which was not yet durable.
#[derive(Debug)]
pub enum Loss<'a> {
    /// Nothing: all of it is gone, names too.
    All,
    /// Nothing is lost.
    None,
    /// By chance: each write whole, gone or torn, later ones kept where earlier ones are lost;
    /// names up to some point.
    Some(&'a mut StdRng),
}

/// All files below one folder.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    /// Folders are made in time, and stay.
    folders: Vec<PathBuf>,
    files: Vec<File>,
    /// Names that are durable, and all there are now.
    kept: BTreeMap<PathBuf, usize>,
    now: BTreeMap<PathBuf, usize>,
    /// Changes of names that are not durable yet, in order.
    pending: Vec<Naming>,
    open: HashMap<i64, Open>,
}

#[derive(Debug, Default)]
struct File {
    kept: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write { at: usize, bytes: Rc<[u8]> },
    Cut { length: usize },
}

#[derive(Debug, Clone)]
enum Naming {
    Made(PathBuf, usize),
    Gone(PathBuf),
    Moved(PathBuf, PathBuf),
    Swapped(PathBuf, PathBuf),
}

#[derive(Debug)]
struct Open {
    what: What,
    at: usize,
    appends: bool,
}

#[derive(Debug, Clone)]
enum What {
    File(usize),
    Folder(PathBuf),
}

impl Disk {
    /// The disk as it stands, all of it durable.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut disk = Self {
            folder: folder.to_owned(),
            folders: Vec::new(),
            files: Vec::new(),
            kept: BTreeMap::new(),
            now: BTreeMap::new(),
            pending: Vec::new(),
            open: HashMap::new(),
        };
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    disk.folders.push(path.clone());
                    folders.push(path);
                } else {
                    disk.kept.insert(path.clone(), disk.files.len());
                    disk.files.push(File { kept: fs::read(path)?, pending: Vec::new() });
                }
            }
        }
        disk.now = disk.kept.clone();
        Ok(disk)
    }

    /// Follows one call; gives whether it changed anything, or made it durable.
    pub fn follow(&mut self, call: &Call) -> bool {
        if call.result < 0 {
            return false;
        }
        self.change(call).is_some()
    }

    fn change(&mut self, call: &Call) -> Option<()> {
        match &*call.name {
            "openat" => return self.open(call),
            "lseek" => {
                let open = self.open.get_mut(&call.file(0)?)?;
                open.at = usize::try_from(call.result).ok()?;
                return None;
            }
            "pwrite64" => {
                let at = usize::try_from(call.number(3)?).ok()?;
                self.write(call.file(0)?, Some(at), call)?;
            }
            "write" => self.write(call.file(0)?, None, call)?,
            "ftruncate" => {
                let file = self.file(call.file(0)?)?;
                let length = usize::try_from(call.number(1)?).ok()?;
                self.files[file].pending.push(Change::Cut { length });
            }
            "copy_file_range" => self.copy(call)?,
            "fsync" | "fdatasync" => self.sync(call.file(0)?)?,
            "unlink" => self.name(Naming::Gone(call.path(0)?))?,
            "unlinkat" => self.name(Naming::Gone(call.path(1)?))?,
            "rename" => self.name(Naming::Moved(call.path(0)?, call.path(1)?))?,
            "renameat" | "renameat2" => {
                let (from, to) = (call.path(1)?, call.path(3)?);
                let swap = call.args.get(4).is_some_and(|how| how.contains("RENAME_EXCHANGE"));
                let naming = if swap { Naming::Swapped(from, to) } else { Naming::Moved(from, to) };
                self.name(naming)?;
            }
            "link" => self.link(&call.path(0)?, call.path(1)?)?,
            "linkat" => self.link(&call.path(1)?, call.path(3)?)?,
            "mkdir" | "mkdirat" | "rmdir" => return None,
            other => {
                let ours = call.touches(&self.folder);
                assert!(!ours, "{other} is not known to the disk of this test");
                return None;
            }
        }
        Some(())
    }

    fn open(&mut self, call: &Call) -> Option<()> {
        let (path, how) = (call.path(1)?, call.args.get(2)?);
        if !path.starts_with(&self.folder) {
            self.open.remove(&call.result);
            return None;
        }
        let mut changed = None;
        let what = match self.now.get(&path) {
            Some(&file) => What::File(file),
            None if how.contains("O_CREAT") => {
                self.files.push(File::default());
                let file = self.files.len() - 1;
                self.name(Naming::Made(path.clone(), file))?;
                changed = Some(());
                What::File(file)
            }
            None => What::Folder(path.clone()),
        };
        if let What::File(file) = what
            && how.contains("O_TRUNC")
        {
            self.files[file].pending.push(Change::Cut { length: 0 });
            changed = Some(());
        }
        let appends = how.contains("O_APPEND");
        self.open.insert(call.result, Open { what, at: 0, appends });
        changed
    }

    fn file(&self, open: i64) -> Option<usize> {
        match self.open.get(&open)?.what {
            What::File(file) => Some(file),
            What::Folder(_) => None,
        }
    }

    fn write(&mut self, open: i64, at: Option<usize>, call: &Call) -> Option<()> {
        let file = self.file(open)?;
        let bytes = call.bytes(1)?;
        let bytes = &bytes[..usize::try_from(call.result).ok()?];
        self.put(open, file, at, bytes)
    }

    fn put(&mut self, open: i64, file: usize, at: Option<usize>, bytes: &[u8]) -> Option<()> {
        let length = self.files[file].now().len();
        let place = self.open.get_mut(&open)?;
        let begin = at.unwrap_or(if place.appends { length } else { place.at });
        if at.is_none() {
            place.at = begin + bytes.len();
        }
        self.files[file].pending.push(Change::Write { at: begin, bytes: bytes.into() });
        Some(())
    }

    /// `copy_file_range(from, NULL, to, NULL, …)`, where a place that is not given is the file's own.
    fn copy(&mut self, call: &Call) -> Option<()> {
        let (from, to) = (call.file(0)?, call.file(2)?);
        let (source, target) = (self.file(from)?, self.file(to)?);
        assert!(call.args[1] == "NULL" && call.args[3] == "NULL", "a copy from and to here");
        let begin = self.open.get(&from)?.at;
        let length = usize::try_from(call.result).ok()?;
        let bytes = self.files[source].now()[begin..begin + length].to_vec();
        self.open.get_mut(&from)?.at += length;
        self.put(to, target, None, &bytes)
    }

    fn sync(&mut self, open: i64) -> Option<()> {
        match self.open.get(&open)?.what.clone() {
            What::File(file) => {
                self.files[file].kept = self.files[file].now();
                self.files[file].pending.clear();
            }
            What::Folder(folder) => {
                let (done, waiting): (Vec<_>, Vec<_>) =
                    self.pending.drain(..).partition(|naming| naming.is_in(&folder));
                for naming in done {
                    naming.apply(&mut self.kept);
                }
                self.pending = waiting;
            }
        }
        Some(())
    }

    fn link(&mut self, from: &Path, to: PathBuf) -> Option<()> {
        let file = *self.now.get(from)?;
        self.name(Naming::Made(to, file))
    }

    fn name(&mut self, naming: Naming) -> Option<()> {
        if !naming.touches(&self.folder) {
            return None;
        }
        naming.apply(&mut self.now);
        self.pending.push(naming);
        Some(())
    }

    /// Builds in `folder` what is found when the power comes back.
    pub fn build(&self, folder: &Path, mut loss: Loss<'_>) -> io::Result<()> {
        let kept = match &mut loss {
            Loss::All => 0,
            Loss::None => self.pending.len(),
            Loss::Some(dice) => dice.random_range(0..=self.pending.len()),
        };
        let mut names = self.kept.clone();
        for naming in &self.pending[..kept] {
            naming.apply(&mut names);
        }
        let found = |path: &Path| folder.join(path.strip_prefix(&self.folder).expect("below it"));
        for folder in &self.folders {
            fs::create_dir_all(found(folder))?;
        }
        for (path, file) in names {
            let path = found(&path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, self.files[file].after(&mut loss))?;
        }
        Ok(())
    }
}

impl File {
    /// What a program reads now.
    fn now(&self) -> Vec<u8> {
        self.after(&mut Loss::None)
    }

    fn after(&self, loss: &mut Loss<'_>) -> Vec<u8> {
        let mut bytes = self.kept.clone();
        for change in &self.pending {
            match loss {
                Loss::All => break,
                Loss::None => change.apply(&mut bytes, |_| true),
                // A third is whole, a third is gone, a third is torn.
                Loss::Some(dice) => match dice.random_range(0..3) {
                    0 => {}
                    1 => change.apply(&mut bytes, |_| true),
                    _ => change.apply(&mut bytes, |_| dice.random()),
                },
            }
        }
        bytes
    }
}

impl Change {
    /// Makes the change in those sectors that `keep` takes.
    fn apply(&self, file: &mut Vec<u8>, mut keep: impl FnMut(usize) -> bool) {
        match self {
            Self::Cut { length } => {
                if keep(0) {
                    file.resize(*length, 0);
                }
            }
            Self::Write { at, bytes } => {
                let mut from = *at;
                let end = at + bytes.len();
                while from < end {
                    let to = end.min((from / SECTOR + 1) * SECTOR);
                    if keep(from / SECTOR) {
                        if file.len() < to {
                            file.resize(to, 0);
                        }
                        file[from..to].copy_from_slice(&bytes[from - at..to - at]);
                    }
                    from = to;
                }
            }
        }
    }
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Made(path, file) => drop(names.insert(path.clone(), *file)),
            Self::Gone(path) => drop(names.remove(path)),
            Self::Moved(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
            Self::Swapped(one, other) => {
                let files = (names.remove(one), names.remove(other));
                names.extend(files.0.map(|file| (other.clone(), file)));
                names.extend(files.1.map(|file| (one.clone(), file)));
            }
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        let (Self::Made(path, _)
        | Self::Gone(path)
        | Self::Moved(_, path)
        | Self::Swapped(_, path)) = self;
        path.parent() == Some(folder)
    }

    fn touches(&self, folder: &Path) -> bool {
        let (Self::Made(path, _)
        | Self::Gone(path)
        | Self::Moved(_, path)
        | Self::Swapped(_, path)) = self;
        path.starts_with(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::read;

    /// A path as strace writes it.
    fn hex(text: &str) -> String {
        use std::fmt::Write as _;
        text.bytes().fold(String::new(), |mut all, byte| {
            write!(all, "\\x{byte:02x}").expect("a string takes all");
            all
        })
    }

    #[test]
    fn what_was_not_synced_is_lost_and_what_was_is_not() {
        let (folder, found) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(folder.path().join("a"), "old").expect("writes");
        let mut disk = Disk::of(folder.path()).expect("reads");
        let (root, a, b) = (hex(&at("")), hex(&at("a")), hex(&at("b")));
        let root = root.strip_suffix("\\x2f").unwrap_or(&root).to_owned();
        let trace = format!(
            "1 openat(AT_FDCWD<\\x2f>, \"{a}\", O_RDWR) = 3<{a}>\n\
             1 pwrite64(3<{a}>, \"\\x4e\", 1, 0) = 1\n\
             1 fsync(3<{a}>) = 0\n\
             1 pwrite64(3<{a}>, \"\\x45\\x57\", 2, 1) = 2\n\
             1 openat(AT_FDCWD<\\x2f>, \"{b}\", O_RDWR|O_CREAT, 0600) = 4<{b}>\n\
             1 write(4<{b}>, \"\\x62\", 1) = 1\n\
             1 fsync(4<{b}>) = 0\n"
        );
        for call in read(&trace) {
            assert!(disk.follow(&call) || call.name == "openat", "{call:?}");
        }
        let read_back = |disk: &Disk, loss: Loss<'_>| {
            for name in ["a", "b"] {
                let _ = std::fs::remove_file(found.path().join(name));
            }
            disk.build(found.path(), loss).expect("builds");
            ["a", "b"].map(|name| std::fs::read_to_string(found.path().join(name)).ok())
        };
        assert_eq!(read_back(&disk, Loss::All), [Some("Nld".into()), None]);
        assert_eq!(read_back(&disk, Loss::None), [Some("NEW".into()), Some("b".into())]);

        let folder_synced = format!(
            "1 openat(AT_FDCWD<\\x2f>, \"{root}\", O_RDONLY) = 5<{root}>\n1 fsync(5<{root}>) = 0\n"
        );
        for call in read(&folder_synced) {
            disk.follow(&call);
        }
        assert_eq!(read_back(&disk, Loss::All), [Some("Nld".into()), Some("b".into())]);
    }
}
