//! What is done before the first window, and before the first secret: nothing outside may look in.
//!
//! Plain text and keys live in this process's memory. A core dump would put them on disk, a debugger
//! of the same person would read them, a web inspector or a WebDriver would hand them to whoever asks.

use std::process::ExitCode;

/// Variables by which somebody else could steer or watch the web view, and one that leads astray: a portal
/// refuses a program that nobody may trace, so no file dialog would open.
const STEERING: &[&str] = &[
    "GTK_USE_PORTAL",
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
    "WEBVIEW2_USER_DATA_FOLDER",
    "WEBVIEW2_WAIT_FOR_SCRIPT_DEBUGGER",
];

/// Hardens this process. `Some` means: the program was started anew without the steering variables,
/// and this process must end with the given status.
pub fn harden() -> Option<ExitCode> {
    forbid_core_dumps();
    forbid_tracing();
    quiet_panics();
    if cfg!(feature = "automation") { None } else { refuse_steering() }
}

/// Inherited by the web view's own processes.
#[cfg(unix)]
fn forbid_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if setrlimit(Resource::Core, none).is_err() {
        eprintln!("tellable: core dumps could not be switched off");
    }
}

#[cfg(not(unix))]
fn forbid_core_dumps() {}

/// No other process of the same person attaches to this one or reads its memory; root still can. It
/// does not reach the web view's own processes, which a new program image makes traceable again.
#[cfg(target_os = "linux")]
fn forbid_tracing() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    if set_dumpable_behavior(DumpableBehavior::NotDumpable).is_err() {
        eprintln!("tellable: other programs could not be kept from reading this one's memory");
    }
}

#[cfg(not(target_os = "linux"))]
fn forbid_tracing() {}

/// A panic's message may hold what was being worked on; its place never does.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| match info.location() {
        Some(place) => eprintln!("tellable: stopped at {}:{}", place.file(), place.line()),
        None => eprintln!("tellable: stopped"),
    }));
}

/// Changing one's own environment is not safe while threads may read it, so the program starts anew
/// with a clean one.
fn refuse_steering() -> Option<ExitCode> {
    let found = STEERING.iter().any(|name| std::env::var_os(name).is_some());
    if !found {
        return None;
    }
    let failed = ExitCode::FAILURE;
    let Ok(program) = std::env::current_exe() else { return Some(failed) };
    let mut command = std::process::Command::new(program);
    command.args(std::env::args_os().skip(1));
    for name in STEERING {
        command.env_remove(name);
    }
    Some(replace(command))
}

#[cfg(unix)]
fn replace(mut command: std::process::Command) -> ExitCode {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    eprintln!("tellable: could not start without the variables that steer the window: {error}");
    ExitCode::FAILURE
}

#[cfg(not(unix))]
fn replace(mut command: std::process::Command) -> ExitCode {
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    fn printers(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                printers(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let ways =
                ["println!(", "print!(", "dbg!(", " log::", "tracing::", "stderr()", "stdout()"];
            if ways.iter().any(|way| text.contains(way)) {
                found.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            }
        }
    }

    /// What the shell prints are fixed sentences, said before a vault is open or about the demonstration.
    #[test]
    fn nothing_that_handles_a_journal_prints() {
        let mut found = Vec::new();
        printers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src"), &mut found);
        found.sort();
        // The demonstration; the panic's place and failed hardening; usage and a window that does not open.
        assert_eq!(found, ["hardening.rs", "mod.rs", "start.rs"]);
        let demo = fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src/demo/mod.rs"),
        );
        assert!(demo.expect("text").contains("println!("), "mod.rs is the demonstration's");
    }
}
