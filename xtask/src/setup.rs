//! What must be on the machine: installed on Debian and Ubuntu, named exactly everywhere else.

use std::process::{Command, Stdio};

use crate::step::{self, Failed, Outcome};

/// What the machine is to be ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Building and opening the app.
    Running,
    /// The same on a machine without a display.
    RunningUnseen,
    /// Every test.
    Testing,
}

/// Debian packages to build and open the window.
const BUILD: &[&str] =
    &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "libssl-dev"];
/// Debian packages to show a window where there is no display, and to take its picture.
const UNSEEN: &[&str] =
    &["xvfb", "xauth", "dbus-x11", "imagemagick", "fonts-noto-core", "fonts-noto-cjk"];
/// Debian packages that the tests ask: the stock tools that must read what we write.
/// `strace` makes disks fail and cuts the power; `poppler-utils` and `exiftool` look into what leaves.
const TESTS: &[&str] = &[
    "webkit2gtk-driver",
    "age",
    "sqlite3",
    "expect",
    "strace",
    "iproute2",
    "poppler-utils",
    "libimage-exiftool-perl",
];

const FEDORA: &str = "sudo dnf install gcc make pkgconf webkit2gtk4.1-devel librsvg2-devel openssl-devel \
perl \\\n    webkit2gtk-driver xorg-x11-server-Xvfb xorg-x11-xauth dbus-x11 ImageMagick age sqlite expect strace chromium \
    firefox poppler-utils perl-Image-ExifTool";
const ARCH: &str = "sudo pacman -S --needed base-devel webkit2gtk-4.1 librsvg openssl \\\n    \
xorg-server-xvfb xorg-xauth imagemagick age sqlite expect strace chromium \
    firefox poppler perl-image-exiftool";
const MACOS: &str = "xcode-select --install\n    brew install age sqlite poppler exiftool firefox chromium   (for the tests)";
const WINDOWS: &str = "winget install Microsoft.VisualStudio.2022.BuildTools StrawberryPerl.StrawberryPerl \
Microsoft.EdgeWebView2Runtime\n    winget install FiloSottile.age SQLite.SQLite   (for the tests)";

/// Makes the machine ready, or says what is missing and how to get it.
pub fn ready(purpose: For) -> Outcome {
    if !step::has("node") {
        return Err(Failed::new("Node.js (20 or newer) with npm is needed: https://nodejs.org"));
    }
    system_packages(purpose)?;
    ui_packages()
}

fn system_packages(purpose: For) -> Outcome {
    if cfg!(target_os = "macos") {
        return tell_unless(step::has("cc"), MACOS);
    }
    if cfg!(windows) {
        return tell_unless(step::has("perl"), WINDOWS);
    }
    if step::has("apt-get") && step::has("dpkg-query") {
        return debian(purpose);
    }
    let present = pkg_config("webkit2gtk-4.1") && pkg_config("libcrypto");
    let tests = purpose != For::Testing
        || ["WebKitWebDriver", "age", "strace"].iter().all(|name| step::has(name));
    tell_unless(present && tests, if step::has("pacman") { ARCH } else { FEDORA })
}

fn tell_unless(present: bool, how: &str) -> Outcome {
    if present {
        return Ok(());
    }
    Err(Failed::new(format!("some system packages are missing; install them with\n\n    {how}\n")))
}

fn pkg_config(library: &str) -> bool {
    Command::new("pkg-config").args(["--exists", library]).status().is_ok_and(|s| s.success())
}

fn debian(purpose: For) -> Outcome {
    let mut wanted = BUILD.to_vec();
    if purpose != For::Running {
        wanted.extend(UNSEEN);
    }
    if purpose == For::Testing {
        wanted.extend(TESTS);
        if browser().is_none() {
            wanted.push("chromium");
        }
        if !step::has("chromedriver") {
            wanted.push("chromium-driver");
        }
        if !["firefox-esr", "firefox"].into_iter().any(step::has) {
            wanted.push(if is_ubuntu() { "firefox" } else { "firefox-esr" });
        }
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    step::run("read the package lists", as_root("apt-get").args(["update", "-qq"]))?;
    step::run(
        &format!("install {}", missing.join(" ")),
        as_root("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(missing),
    )
}

/// Ubuntu has Firefox under another name.
fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|l| l == "ID=ubuntu"))
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f", "${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

fn as_root(program: &str) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    if root {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["--preserve-env=DEBIAN_FRONTEND", program]);
    command
}

/// A Chromium-engine browser for the sealed page, by the names systems give it.
pub fn browser() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| step::has(name))
}

/// Installs the packages of the user interface when the lock file is newer than what is there.
fn ui_packages() -> Outcome {
    let lock = step::ui().join("package-lock.json");
    let stamp = step::ui().join("node_modules/.package-lock.json");
    let changed = |path| std::fs::metadata(path).and_then(|m| m.modified());
    let fresh = matches!((changed(&stamp), changed(&lock)), (Ok(have), Ok(want)) if have >= want);
    if fresh { Ok(()) } else { step::run("npm ci", &mut step::npm(&["ci"])) }
}
