//! How quickly a review answers: an entry of 100 blocks with some 300 findings, in a vault with 60
//! people, half of it decided and the list of what can be taken back full. Each call is timed with its
//! durable keeping; showing, which the window asks for after each call, apart. Prints one JSON object a
//! line: bench, metric, value, unit, peer, ratio; the peer is the bar.
//!
//! `cargo bench -p share --bench review`

#![expect(clippy::cast_precision_loss, reason = "figures are shown with three places")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use journal::{Content, Journal, Person};
use rand::SeedableRng;
use rand::rngs::StdRng;
use share::{Decision, FindingDecision, Plan, RetellingRule, Review, Setting};
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

const FIRST: [&str; 20] = [
    "Maria", "Peter", "Anna", "Jonas", "Ines", "Bruno", "Clara", "David", "Elena", "Felix",
    "Greta", "Hugo", "Irina", "Jakob", "Karin", "Leon", "Marta", "Nina", "Oskar", "Paula",
];
const LAST: [&str; 15] = [
    "Souza", "Okafor", "Weber", "Duarte", "Lima", "Kowalska", "Becker", "Rossi", "Novak", "Meyer",
    "Silva", "Moreau", "Jansen", "Larsen", "Costa",
];

struct Desk {
    _folder: TempDir,
    journal: Journal,
    review: Review,
    /// Item and finding of each finding, in reading order.
    findings: Vec<(String, String)>,
    items: Vec<String>,
}

fn now() -> Moment {
    "2026-11-22T12:00:00+01:00".parse().expect("a moment")
}

fn name(n: usize) -> String {
    format!("{} {}", FIRST[n % 20], LAST[n * 7 % 15])
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rng = StdRng::seed_from_u64(1);
    let path = folder.path().join("a.tellable");
    let passphrase = || Passphrase::from("correct horse battery staple".to_owned());
    let work = WorkFactor::new(1).expect("a work factor");
    Vault::create(&path, &passphrase(), &RecoveryKey::generate(), work, now(), &mut rng)
        .expect("a vault");
    let places =
        Places { index_dir: folder.path().join("cache"), state_dir: folder.path().join("state") };
    let vault = Vault::open(&path, &Key::Passphrase(passphrase()), &places).expect("open");
    let mut journal = Journal::open(vault, "bench").expect("a journal");
    for n in 0..60 {
        let known = journal.person_named(&name(n), now(), &mut rng).expect("a person");
        let nicknames = vec![format!("Nick{n}")];
        journal.save_person(&Person { nicknames, ..known }, now()).expect("kept");
    }
    let told = journal.person_named("Ana Prado", now(), &mut rng).expect("a person").id;
    let mut body = String::new();
    for n in 0..100 {
        write!(
            body,
            "Then {} wrote to {} on {} March 2019 about what had been said in the long meeting, and \
             nobody answered for a week or more.\n\n",
            name(n),
            name(n * 3 + 61),
            n % 28 + 1
        )
        .expect("a text");
    }
    let entry = Id::generate(&mut rng);
    let content = Content { body, ..Content::default() };
    journal.save(entry, &content, now(), &mut rng).expect("saved");
    let plan = Plan {
        person: told,
        purpose: String::new(),
        setting: Setting::OneToOne,
        rule: RetellingRule::KeepBetweenUs,
        answers: None,
    };
    let mut review = Review::start(&mut journal, entry, plan, now(), &mut rng).expect("a review");
    let shown = review.items();
    let items: Vec<String> = shown.iter().map(|item| item.id.clone()).collect();
    let findings: Vec<_> = shown
        .iter()
        .flat_map(|item| item.findings.iter().map(|found| (item.id.clone(), found.id.clone())))
        .collect();
    assert!(items.len() == 100 && findings.len() >= 290, "{}", findings.len());
    for item in &items {
        review.decide_item(&mut journal, item, Decision::Keep, now()).expect("kept");
    }
    for (n, (item, finding)) in findings.iter().enumerate().take(150) {
        let decision = match n % 3 {
            0 => FindingDecision::Keep,
            1 => FindingDecision::Redact,
            _ => FindingDecision::Generalise(format!("person {n}")),
        };
        review
            .decide_finding(&mut journal, item, finding, decision, n % 5 == 0, now())
            .expect("decided");
    }
    Desk { _folder: folder, journal, review, findings, items }
}

/// Rounds of each call.
const ROUNDS: usize = 100;
/// What one call may take, in milliseconds.
const BAR: f64 = 10.0;

/// Times `call` alone, after `ready` each time, and prints the median and the worst.
fn timed(
    name: &str,
    desk: &mut Desk,
    mut ready: impl FnMut(&mut Desk, usize),
    mut call: impl FnMut(&mut Desk, usize),
) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|n| {
            ready(desk, n);
            let begun = Instant::now();
            call(desk, n);
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    for (metric, time) in [("median", times[ROUNDS / 2]), ("worst", times[ROUNDS - 1])] {
        let value = time.as_micros() as f64 / 1000.0;
        println!(
            "{{\"bench\":\"review\",\"metric\":\"{name}, {metric}\",\"value\":{value:.3},\"unit\":\"ms\",\
             \"peer\":{BAR},\"ratio\":{:.3}}}",
            value / BAR
        );
    }
}

fn decide(desk: &mut Desk, n: usize, decision: FindingDecision, everywhere: bool) {
    let (item, finding) = &desk.findings[150 + n % 140];
    desk.review
        .decide_finding(&mut desk.journal, item, finding, decision, everywhere, now())
        .expect("decided");
}

fn main() {
    let mut desk = desk();
    let desk = &mut desk;
    let none = |_: &mut Desk, _: usize| ();
    let word = |n: usize| FindingDecision::Generalise(format!("somebody {n}"));
    timed("decide an item", desk, none, |desk, n| {
        let decision = if n % 2 == 0 { Decision::LeaveOut } else { Decision::Keep };
        let item = &desk.items[n / 2 % 100];
        desk.review.decide_item(&mut desk.journal, item, decision, now()).expect("decided");
    });
    timed("decide a finding", desk, none, |desk, n| decide(desk, n, word(n), false));
    timed("decide a name everywhere", desk, none, |desk, n| decide(desk, n, word(n), true));
    timed(
        "take back",
        desk,
        |desk, n| decide(desk, n, word(n), true),
        |desk, _| assert!(desk.review.undo(&mut desk.journal, now()).expect("undone")),
    );
    timed(
        "keep what is left of an item",
        desk,
        |desk, n| decide(desk, n, FindingDecision::Undecided, false),
        |desk, n| {
            let (item, _) = &desk.findings[150 + n % 140];
            desk.review.keep_remaining(&mut desk.journal, item, now()).expect("kept");
        },
    );
    timed("show", desk, none, |desk, _| {
        black_box(desk.review.items());
    });
    timed("open", desk, none, |desk, _| {
        let id = desk.review.id();
        black_box(Review::open(&mut desk.journal, id, now()).expect("opened"));
    });
    timed("rewrite an item", desk, none, |desk, n| {
        let text = format!("Then {} wrote, and it was the day {n} after.", name(n));
        let item = &desk.items[n % 100];
        let decision = Decision::Rewrite(text);
        desk.review.decide_item(&mut desk.journal, item, decision, now()).expect("decided");
    });
}
