//! The clipboard of the display, seen from another program.

use std::time::{Duration, Instant};

use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt, CreateWindowAux, SelectionNotifyEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;

/// How long the program that owns the clipboard may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A program that looks at the clipboard, and may take it.
pub struct Onlooker {
    display: RustConnection,
    window: Window,
}

impl Onlooker {
    /// Comes to the display, with a window that nobody sees.
    pub fn new() -> Self {
        let (display, screen) = x11rb::connect(None).expect("a display");
        let root = display.setup().roots[screen].root;
        let window = display.generate_id().expect("an id");
        let (class, more) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
        display
            .create_window(0, window, root, 0, 0, 1, 1, 0, class, 0, &more)
            .expect("asked")
            .check()
            .expect("a window");
        Self { display, window }
    }

    fn atom(&self, name: &str) -> u32 {
        let asked = self.display.intern_atom(false, name.as_bytes()).expect("asked");
        asked.reply().expect("an atom").atom
    }

    /// What the clipboard holds in this form; `None` when it holds nothing, or not in this form.
    pub fn holds(&self, form: &str) -> Option<Vec<u8>> {
        let (clipboard, form, place) =
            (self.atom("CLIPBOARD"), self.atom(form), self.atom("TELLABLE_TEST"));
        self.display
            .convert_selection(self.window, clipboard, form, place, CURRENT_TIME)
            .expect("asked");
        self.display.flush().expect("sent");
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(Event::SelectionNotify(answer)) =
                self.display.poll_for_event().expect("a display")
            {
                return self.given(&answer, place);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    fn given(&self, answer: &SelectionNotifyEvent, place: u32) -> Option<Vec<u8>> {
        if answer.property == u32::from(AtomEnum::NONE) {
            return None;
        }
        let asked = self.display.get_property(true, self.window, place, AtomEnum::ANY, 0, 1 << 16);
        Some(asked.expect("asked").reply().expect("a property").value)
    }

    /// The text on the clipboard.
    pub fn text(&self) -> Option<String> {
        self.holds("UTF8_STRING").and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// Copies something: whatever was there before is gone.
    pub fn take(&self) {
        let clipboard = self.atom("CLIPBOARD");
        self.display
            .set_selection_owner(self.window, clipboard, CURRENT_TIME)
            .expect("asked")
            .check()
            .expect("taken");
    }

    /// Whether what this program copied is still there.
    pub fn still_has_it(&self) -> bool {
        let asked = self.display.get_selection_owner(self.atom("CLIPBOARD")).expect("asked");
        asked.reply().expect("an answer").owner == self.window
    }
}

impl Default for Onlooker {
    fn default() -> Self {
        Self::new()
    }
}
