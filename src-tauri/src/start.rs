//! From the command line to a window, and from the closed window to the end.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use tauri::{App, AppHandle, Manager, RunEvent};

use crate::bindings::builder;
use crate::demo::Demo;
use crate::event::tell;
use crate::folders::{Folders, HOME_VARIABLE};
use crate::session::{Session, listen, watch};
use crate::window;

const USAGE: &str = "\
Tellable: a private, encrypted journal, and a careful way to tell one story

Usage: tellable [--demo] [LETTER]

  LETTER     a sealed letter, as .age or .html, to open once a vault is open
  --demo     open a temporary vault with a dozen invented entries; it is gone afterwards
  --version  say the version
  --help     say this";

/// Starts the program; its arguments come without its own name.
pub fn start(arguments: impl Iterator<Item = String>) -> ExitCode {
    let (mut demo, mut letter) = (None, None);
    for argument in arguments {
        match argument.as_str() {
            "--demo" => match Demo::make() {
                Ok(made) => demo = Some(made),
                Err(failure) => {
                    eprintln!(
                        "tellable: the demonstration vault could not be made [{}]",
                        failure.code
                    );
                    return ExitCode::FAILURE;
                }
            },
            "--version" => {
                println!("tellable {}", env!("CARGO_PKG_VERSION"));
                return ExitCode::SUCCESS;
            }
            "--help" | "-h" => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            name if letter.is_none() && !name.starts_with('-') => letter = absolute(name),
            _ => {
                eprintln!("tellable: unknown argument\n\n{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    run(demo, letter)
}

/// The whole path of a file that was named where the program was started.
fn absolute(name: &str) -> Option<PathBuf> {
    std::path::absolute(name).ok()
}

fn run(mut demo: Option<Demo>, letter: Option<PathBuf>) -> ExitCode {
    let commands = builder();
    let handler = commands.invoke_handler();
    let mut app = tauri::Builder::default().plugin(tauri_plugin_dialog::init());
    if demo.is_none() && stands_alone() {
        app = app.plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            second(app, &arguments, &folder);
        }));
    }
    let folders = demo.as_ref().map_or_else(Folders::of_system, Demo::folders);
    let unlock = demo.as_mut().and_then(Demo::take_key);
    let built = app
        .invoke_handler(handler)
        .setup(move |app| {
            commands.mount_events(app);
            let session = open_session(app, folders);
            if let Some(letter) = letter {
                session.offer_letter(letter);
            }
            if let Some((path, key)) = unlock {
                session.unlock(&path, &key).map_err(|failure| failure.code)?;
                crate::session::tend(&session);
            }
            window::open(app, &session)?;
            Ok(())
        })
        .build(tauri::generate_context!("tauri.conf.json"));
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            eprintln!("tellable: the window could not be opened: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| on_event(app, &event));
    drop(demo);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// Whether a second start shows the first window. Tests run several programs, each in its own home.
fn stands_alone() -> bool {
    !cfg!(feature = "automation") && std::env::var_os(HOME_VARIABLE).is_none()
}

/// A second start shows the first window, and hands it the letter it was started with.
fn second(app: &AppHandle, arguments: &[String], folder: &str) {
    window::show(app);
    let letter = arguments.iter().skip(1).find(|argument| !argument.starts_with('-'));
    if let (Some(letter), Some(session)) = (letter, app.try_state::<Arc<Session>>()) {
        session.offer_letter(Path::new(folder).join(letter));
    }
}

fn open_session(app: &App, folders: Folders) -> Arc<Session> {
    let handle = app.handle().clone();
    let session = Arc::new(Session::new(folders, Box::new(move |event| tell(&handle, event))));
    watch(&session);
    listen(&session);
    app.manage(Arc::clone(&session));
    session
}

/// Whatever ends the program, the vault is locked before it does.
fn on_event(app: &AppHandle, event: &RunEvent) {
    let ends = matches!(event, RunEvent::ExitRequested { .. } | RunEvent::Exit);
    if ends && let Some(session) = app.try_state::<Arc<Session>>() {
        session.lock();
    }
}
