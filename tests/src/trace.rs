//! What `strace` wrote down, read back: calls on files with their bytes, in the order they were made.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls by which a program changes what stands on a disk.
pub const CALLS: &str = "openat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,\
copy_file_range,sendfile,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,\
fsync,fdatasync,sync_file_range,lseek";

/// One call that came back.
#[derive(Debug, Clone)]
pub struct Call {
    /// Name of the call.
    pub name: String,
    /// Its arguments, strings and paths in hexadecimal escapes.
    pub args: Vec<String>,
    /// What it returned; negative for a failure.
    pub result: i64,
    /// Whether strace made it fail.
    pub injected: bool,
}

/// `strace` on a program and its threads: all of [`CALLS`], written to `file`, with so many bytes of
/// each string.
pub fn strace(file: &Path, bytes: usize) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-xx", "-e", "signal=none", "-s"]).arg(bytes.to_string());
    strace.arg("-e").arg(format!("trace={CALLS}")).arg("-o").arg(file);
    strace
}

/// All calls that a trace tells of.
pub fn read(trace: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some(start) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, start);
        } else if let Some(resumed) = rest.strip_prefix("<... ") {
            let (Some(start), Some((_, end))) =
                (begun.remove(thread), resumed.split_once(" resumed>"))
            else {
                continue;
            };
            calls.extend(call(&format!("{start}{end}")));
        } else {
            calls.extend(call(rest));
        }
    }
    calls
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (args, result) = rest.rsplit_once(" = ").or_else(|| rest.rsplit_once("= "))?;
    let args = args.trim_end().strip_suffix(')')?;
    let number: String =
        result.chars().take_while(|&sign| sign == '-' || sign.is_ascii_digit()).collect();
    Some(Call {
        name: name.to_owned(),
        args: args.split(", ").map(str::to_owned).collect(),
        result: number.parse().ok()?,
        injected: result.ends_with("(INJECTED)"),
    })
}

impl Call {
    /// The argument as a number.
    pub fn number(&self, n: usize) -> Option<u64> {
        self.args.get(n)?.parse().ok()
    }

    /// The open file that an argument names.
    pub fn file(&self, n: usize) -> Option<i64> {
        self.args.get(n)?.split('<').next()?.parse().ok()
    }

    /// The path that stands beside an open file.
    pub fn path_of_file(&self, n: usize) -> Option<PathBuf> {
        let (_, rest) = self.args.get(n)?.split_once('<')?;
        Some(path(&unescape(rest.split_once('>')?.0)))
    }

    /// The bytes of a string that is there in full.
    pub fn bytes(&self, n: usize) -> Option<Vec<u8>> {
        Some(unescape(self.args.get(n)?.strip_prefix('"')?.strip_suffix('"')?))
    }

    /// The path in argument `n`, below the folder that stands before it if that is one.
    pub fn path(&self, n: usize) -> Option<PathBuf> {
        let named = path(&self.bytes(n)?);
        let below = n.checked_sub(1).and_then(|before| self.path_of_file(before));
        Some(below.map_or_else(|| named.clone(), |folder| folder.join(&named)))
    }

    /// Everything below `folder` that the call names.
    pub fn touches(&self, folder: &Path) -> bool {
        (0..self.args.len()).any(|n| {
            let named = self.args[n].starts_with('"').then(|| self.path(n)).flatten();
            named.or_else(|| self.path_of_file(n)).is_some_and(|path| path.starts_with(folder))
        })
    }
}

fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return Path::new(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes)).to_owned();
    #[cfg(not(unix))]
    return OsStr::new(&*String::from_utf8_lossy(bytes)).into();
}

/// Bytes from `\x6f\x6e`.
fn unescape(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks_exact(4)
        .map(|escape| {
            let digit = |sign: u8| char::from(sign).to_digit(16).expect("strace -xx writes hex");
            u8::try_from(digit(escape[2]) * 16 + digit(escape[3])).expect("two digits")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_whole_though_threads_interrupt_each_other() {
        let trace = r#"7  pwrite64(4<\x2f\x61>, "\x41\x42", 2, 16 <unfinished ...>
8  write(1<\x70>, "\x6f\x6b\x0a", 3) = 3
7  <... pwrite64 resumed>)            = 2
7  openat(AT_FDCWD<\x2f>, "\x61", O_RDWR|O_CREAT, 0600) = 4<\x2f\x61>
7  fsync(4<\x2f\x61>)      = -1 EIO (Input/output error) (INJECTED)
7  +++ exited with 0 +++"#;
        let calls = read(trace);
        let names: Vec<_> = calls.iter().map(|call| &*call.name).collect();
        assert_eq!(names, ["write", "pwrite64", "openat", "fsync"]);
        assert_eq!(calls[0].bytes(1).as_deref(), Some(&b"ok\n"[..]));
        assert_eq!((calls[1].file(0), calls[1].number(3), calls[1].result), (Some(4), Some(16), 2));
        assert_eq!((calls[2].path(1), calls[2].result), (Some("/a".into()), 4));
        assert!(calls[3].injected && calls[3].result == -1 && calls[3].touches(Path::new("/a")));
    }
}
