//! How quickly the real window answers the keys of a long review. Figures, not a test:
//!
//! `cargo test -p promises --features window --test window -- --ignored --nocapture review_speed`
//! with `TELLABLE_APP` naming the app and a display, as `cargo xtask screenshots` has them.

use std::fmt::Write as _;
use std::time::Duration;

use promises::app::App;
use promises::driver::ask;
use serde_json::Value;

use crate::{acts, keyboard};

const FIRST: [&str; 20] = [
    "Maria", "Peter", "Anna", "Jonas", "Ines", "Bruno", "Clara", "David", "Elena", "Felix",
    "Greta", "Hugo", "Irina", "Jakob", "Karin", "Leon", "Marta", "Nina", "Oskar", "Paula",
];
const LAST: [&str; 15] = [
    "Souza", "Okafor", "Weber", "Duarte", "Lima", "Kowalska", "Becker", "Rossi", "Novak", "Meyer",
    "Silva", "Moreau", "Jansen", "Larsen", "Costa",
];
/// How often each key is pressed.
const ROUNDS: usize = 30;
/// What a key may take from its press to the last change on the screen, in milliseconds.
const BAR: f64 = 50.0;

/// Keeps when a key came and when the last change that it made to the review was painted.
const WATCH: &str = "const watch = window.watched = { begun: 0, painted: 0, shell: 0, changes: 0, waits: 0 }; \
    const asks = window.fetch; window.fetch = async (...words) => { const begun = performance.now(); \
      try { return await asks(...words); } finally { watch.shell += performance.now() - begun; } }; \
    addEventListener('keydown', (event) => { const now = performance.now(); \
      watch.begun = event.timeStamp > 0 && event.timeStamp <= now ? event.timeStamp : now; }, true); \
    const after = new MessageChannel(); \
    after.port1.onmessage = () => { watch.waits -= 1; watch.painted = performance.now(); }; \
    const changed = () => { watch.changes += 1; watch.waits += 1; \
      requestAnimationFrame(() => after.port2.postMessage(null)); }; \
    new MutationObserver(changed).observe(document.querySelector('[data-testid=review]'), \
      { subtree: true, childList: true, characterData: true, attributes: true }); return true";

/// What a key took until the last change was painted, and how much of it was the shell's, in milliseconds.
struct Answered {
    painted: f64,
    shell: f64,
}

fn name(n: usize) -> String {
    format!("{} {}", FIRST[n % 20], LAST[n * 7 % 15])
}

/// Presses a key and waits until nothing changes any more; gives the milliseconds to the last paint.
async fn press(app: &App, key: &str) -> Answered {
    ask(&app.window, "watched.changes = watched.shell = 0; return true").await;
    app.type_keys(key).await;
    let mut last = Value::Null;
    loop {
        tokio::time::sleep(Duration::from_millis(120)).await;
        let asked = "const { begun, painted, changes, waits, shell } = watched; return [painted - begun, changes, waits, shell]";
        let now = ask(&app.window, asked).await;
        if now == last && now[2] == 0 {
            assert!(now[1].as_u64() > Some(0), "{key} changes something");
            let of = |at: usize| now[at].as_f64().expect("milliseconds");
            return Answered { painted: of(0), shell: of(3) };
        }
        last = now;
    }
}

#[tokio::test]
#[ignore = "prints figures; see above"]
async fn review_speed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(&folder.path().join("home")).await;
    acts::create_vault(&app, &folder.path().join("mine.tellable"), keyboard::PASSPHRASE).await;
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("a folder");
    let mut body = String::new();
    for n in 0..100 {
        let (one, other, day) = (name(n), name(n * 3 + 61), n % 28 + 1);
        write!(
            body,
            "Then {one} wrote to {other} on {day} March 2019 about what had been said in the long \
             meeting, and nobody answered for a week or more.\n\n"
        )
        .expect("a text");
    }
    std::fs::write(notes.join("long.md"), body).expect("a note");
    acts::import(&app, &notes).await;
    app.press("Timeline").await;
    app.click("row").await;
    app.press("Tell…").await;
    acts::plan_share(&app, "Ana Prado", "To see how quick it is", "rule-keep-between-us").await;
    let findings = "return [...document.querySelectorAll('[data-testid=review-item] > .leaves')] \
        .map((row) => Number(row.ariaLabel?.match(/(\\d+) places? pointed out/)?.[1] ?? 0)) \
        .reduce((sum, one) => sum + one, 0)";
    let findings = ask(&app.window, findings).await;
    println!("{{\"bench\":\"window\",\"metric\":\"places pointed out\",\"value\":{findings}}}");
    ask(&app.window, WATCH).await;

    let mut times: Vec<(&str, Vec<Answered>)> =
        ["j", "1", "2", "a", "u"].into_iter().map(|key| (key, Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (key, kept) in &mut times {
            ready(&app, key).await;
            kept.push(press(&app, key).await);
        }
    }
    for (key, kept) in times {
        show(&format!("{key}, painted"), kept.iter().map(|one| one.painted).collect());
        show(&format!("{key}, the shell's part"), kept.iter().map(|one| one.shell).collect());
    }
    app.close().await;
}

fn show(what: &str, mut kept: Vec<f64>) {
    kept.sort_unstable_by(f64::total_cmp);
    let at = |part: usize| kept[(kept.len() * part / 100).min(kept.len() - 1)];
    for (which, value) in [("median", at(50)), ("p95", at(95)), ("worst", at(100))] {
        println!(
            "{{\"bench\":\"window\",\"metric\":\"{what}, {which} of {ROUNDS}\",\"value\":{value:.1},\
             \"unit\":\"ms\",\"peer\":{BAR},\"ratio\":{:.3}}}",
            value / BAR
        );
    }
}

/// Goes where a key does something: 1 at what waits, 2 at a place in the text, A where the name is
/// elsewhere too.
async fn ready(app: &App, key: &str) {
    let asked = "return ['stand-in', 'everywhere'].map( \
        (name) => document.querySelector(`[data-testid=${name}]`) !== null)";
    for _ in 0..200 {
        let there = ask(&app.window, asked).await;
        let next = match key {
            "2" if there[0] == false => ["n", "1"],
            "a" if there[1] == false => ["n", "2"],
            _ => break,
        };
        for step in next {
            // Words in place of a whole item are not what is measured.
            let at_item = ask(&app.window, asked).await[0] == false;
            app.type_keys(if step == "2" && at_item { "1" } else { step }).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
    }
    if key == "1" {
        app.type_keys("n").await;
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
}
