//! How fast the journal is, on made-up entries of about 2.3 KB with words as unevenly common as in a
//! language. Prints one JSON object a line: bench, metric, value, unit, peer, ratio.
//!
//! Sizes: `JOURNAL_BENCH_SIZES=10000,100000` and `JOURNAL_BENCH_MERGE=10000` (the defaults). Each runs in a
//! process of its own, so that its peak memory is its own.

#![expect(clippy::cast_precision_loss, reason = "figures are shown with three places")]

use std::{
    fmt::Write as _,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use journal::{Content, Journal, Order, Query, Sort};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

const WORDS: usize = 30_000;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--size") {
        let size = args[at + 1].parse().expect("a number");
        return measure(size, Path::new(&args[at + 2]));
    }
    if let Some(at) = args.iter().position(|arg| arg == "--merge") {
        let size = args[at + 1].parse().expect("a number");
        return merge(size, Path::new(&args[at + 2]));
    }
    run_merge();
    let sizes = std::env::var("JOURNAL_BENCH_SIZES").unwrap_or_else(|_| "10000,100000".to_owned());
    for size in sizes.split(',') {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write_files(size.trim().parse().expect("a number"), &folder.path().join("in"), 1);
        let this = std::env::current_exe().expect("this program");
        let done = Command::new(this).args(["--size", size.trim()]).arg(folder.path()).status();
        assert!(done.expect("a child process").success());
    }
}

/// Two copies of a vault with as many new entries each.
fn run_merge() {
    let size = std::env::var("JOURNAL_BENCH_MERGE").unwrap_or_else(|_| "10000".to_owned());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let count = size.trim().parse().expect("a number");
    for (seed, name) in [(1, "laptop"), (2, "stick")] {
        write_files(count, &folder.path().join(name).join("in"), seed);
    }
    let this = std::env::current_exe().expect("this program");
    let done = Command::new(this).args(["--merge", size.trim()]).arg(folder.path()).status();
    assert!(done.expect("a child process").success());
}

fn merge(size: usize, folder: &Path) {
    let mut rng = StdRng::seed_from_u64(2);
    let work = WorkFactor::new(1).expect("a work factor");
    let [laptop, stick] = ["laptop", "stick"].map(|name| folder.join(name).join("bench.tellable"));
    Vault::create(&laptop, &passphrase(), &RecoveryKey::generate(), work, at(0), &mut rng)
        .expect("a vault");
    std::fs::copy(&laptop, &stick).expect("copied");
    for path in [&laptop, &stick] {
        let mut journal = open(path);
        let imported = journal
            .import_folder(&path.with_file_name("in"), at(1), &mut rng, &mut |_, _| {
                ControlFlow::Continue(())
            })
            .expect("imported");
        assert_eq!(imported.imported, size as u64);
        journal.lock().expect("locked");
    }
    let mut journal = open(&laptop);
    let other = Vault::inspect(&stick, &Key::Passphrase(passphrase())).expect("a copy");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let start = Instant::now();
    let found = journal.differences(&other, go_on).expect("compared");
    assert_eq!(found.entries.len(), 2 * size);
    report(size, "copies compared", start.elapsed().as_secs_f64(), "s");
    let (start, worked) = (Instant::now(), processor());
    let merged = journal.merge(&other, at(2), go_on).expect("merged");
    assert_eq!(merged.entries_new, size as u64);
    report(
        size,
        "copies of as many new entries each merged, indexed",
        start.elapsed().as_secs_f64(),
        "s",
    );
    report(size, "the same, by processor time", (processor() - worked) / 1e3, "s");
    let start = Instant::now();
    let again = journal.merge(&other, at(3), go_on).expect("merged");
    assert_eq!(again.records, 0);
    report(size, "merged again", start.elapsed().as_secs_f64(), "s");
    let start = Instant::now();
    let report_of = journal.check(go_on).expect("checked");
    assert!(report_of.is_sound());
    let speed = report_of.records as f64 / start.elapsed().as_secs_f64();
    report(2 * size, "check, heads and index too", speed, "records/s");
}

fn report(size: usize, metric: &str, value: f64, unit: &str) {
    println!(
        "{{\"bench\":\"journal/{size}\",\"metric\":\"{metric}\",\"value\":{value:.3},\"unit\":\"{unit}\",\
         \"peer\":null,\"ratio\":null}}"
    );
}

fn measure(size: usize, folder: &Path) {
    let mut rng = StdRng::seed_from_u64(2);
    let path = folder.join("bench.tellable");
    let work = WorkFactor::new(1).expect("a work factor");
    Vault::create(&path, &passphrase(), &RecoveryKey::generate(), work, at(0), &mut rng)
        .expect("a vault");

    let mut journal = open(&path);
    let before = peak_rss();
    let (start, worked) = (Instant::now(), processor());
    let imported = journal
        .import_folder(&folder.join("in"), at(1), &mut rng, &mut |_, _| ControlFlow::Continue(()))
        .expect("imported");
    let seconds = start.elapsed().as_secs_f64();
    let worked = (processor() - worked) / 1e3;
    assert_eq!(imported.imported, size as u64);
    report(size, "import", imported.imported as f64 / seconds, "entries/s");
    let by_processor = imported.imported as f64 / worked;
    report(size, "import, by processor time", by_processor, "entries/s");
    report(size, "import peak memory", peak_rss(), "MiB");
    report(size, "memory before import", before, "MiB");
    journal.lock().expect("locked");
    for file in ["bench.tellable".into(), index_file(folder)] {
        let bytes = std::fs::metadata(folder.join(&file)).map_or(0, |m| m.len());
        let metric = if file.starts_with("cache") { "index size" } else { "vault size" };
        report(size, metric, bytes as f64 / 1_048_576.0, "MiB");
    }

    first_page(size, &path);
    let mut journal = open(&path);
    searches(size, &journal);
    pages(size, &journal);
    saves(size, &mut journal, &mut rng);
}

fn first_page(size: usize, path: &Path) {
    let mut whole = Vec::new();
    let mut above_vault = Vec::new();
    for _ in 0..15 {
        let start = Instant::now();
        let vault = open_vault(path);
        let opened = Instant::now();
        let journal = Journal::open(vault, "bench").expect("a journal");
        let page = journal.timeline(Order::Happened, 0, 50).expect("a page");
        assert_eq!((page.total, page.items.len()), (size as u64, 50));
        whole.push(start.elapsed().as_secs_f64() * 1e3);
        above_vault.push(opened.elapsed().as_secs_f64() * 1e3);
    }
    report(
        size,
        "key to first page p50 (vault opened with work factor 1)",
        median(&mut whole),
        "ms",
    );
    report(size, "vault opened to first page p50", median(&mut above_vault), "ms");
}

/// What a sort of query is called, and the n-th of its sort.
type Shape<'a> = (&'a str, &'a dyn Fn(usize) -> String);

fn searches(size: usize, journal: &Journal) {
    let words = vocabulary();
    let rank = |n: usize| words[n].as_str();
    // Two words that stood beside each other in some entry, as common as such words are.
    let mut text = Text::new(1);
    let said: Vec<String> = (0..21).map(|_| text.words(2)).collect();
    let shapes: [Shape<'_>; 6] = [
        ("rare", &|n| rank(20_000 + n * 31).to_owned()),
        ("common", &|n| rank(3 + n).to_owned()),
        ("two words", &|n| format!("{} {}", rank(20 + n), rank(150 + n * 7))),
        ("prefix", &|n| format!("{}*", &rank(2_000 + n * 53)[..4])),
        ("phrase", &|n| format!("\"{}\"", said[n])),
        ("phrase of two of the commonest", &|n| format!("\"{} {}\"", rank(4 + n), rank(9 + n))),
    ];
    for (name, make) in shapes {
        for (sort, by) in [(Sort::Date, "by date"), (Sort::Relevance, "by relevance")] {
            let (mut times, mut totals) = (Vec::new(), Vec::new());
            let before = processor();
            for n in 0..21 {
                let query = Query { sort, limit: 20, ..Query::words(&make(n)) };
                let start = Instant::now();
                let found = journal.search(&query).expect("found");
                times.push(start.elapsed().as_secs_f64() * 1e3);
                totals.push(found.total as f64);
            }
            report(size, &format!("search {name} {by} p50"), median(&mut times), "ms");
            let metric = format!("search {name} {by} mean, processor time");
            report(size, &metric, (processor() - before) / times.len() as f64, "ms");
            if sort == Sort::Date {
                report(size, &format!("search {name} hits p50"), median(&mut totals), "entries");
            }
        }
    }
}

fn pages(size: usize, journal: &Journal) {
    for order in [Order::Happened, Order::Written] {
        let mut times = Vec::new();
        for n in 0..9 {
            let start = Instant::now();
            journal.timeline(order, (size / 10 * n) as u64, 50).expect("a page");
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        report(size, &format!("timeline page anywhere p50, {order:?}"), median(&mut times), "ms");
    }
}

fn saves(size: usize, journal: &mut Journal, rng: &mut StdRng) {
    let mut text = Text::new(9);
    let mut times = Vec::new();
    for n in 0..200 {
        let content = Content { title: text.words(4), body: text.body(), ..Content::default() };
        let id = Id::generate(rng);
        let start = Instant::now();
        journal.save(id, &content, at(100 + n), rng).expect("saved");
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    report(size, "save p50 (durable, indexed)", median(&mut times), "ms");
}

fn passphrase() -> Passphrase {
    Passphrase::from("correct horse battery staple".to_owned())
}

fn open_vault(path: &Path) -> Vault {
    let index_dir = path.with_file_name("cache");
    Vault::open(
        path,
        &Key::Passphrase(passphrase()),
        &Places { index_dir, state_dir: PathBuf::new() },
    )
    .expect("a vault")
}

fn open(path: &Path) -> Journal {
    Journal::open(open_vault(path), "bench").expect("a journal")
}

fn index_file(folder: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(folder.join("cache")).expect("the cache");
    let found = files.find_map(|file| {
        let name = file.ok()?.file_name();
        name.to_string_lossy().ends_with(".db").then_some(name)
    });
    Path::new("cache").join(found.unwrap_or_default())
}

fn at(minutes: i64) -> Moment {
    let timestamp = jiff::Timestamp::from_second(1_790_000_000 + minutes * 60).expect("a time");
    Moment::new(timestamp, jiff::tz::Offset::UTC)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What this thread has taken of the processor, in ms, as Linux counts it: on a busy machine the wall
/// clock measures the neighbours.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// The most memory this process has held, as Linux counts it; 0 elsewhere.
fn peak_rss() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

/// Words of two to five syllables, the common ones short.
fn vocabulary() -> Vec<String> {
    let syllables = [
        "ka", "lo", "mi", "ren", "tu", "sha", "vel", "dor", "ne", "pi", "gra", "os", "um", "ti",
        "ba", "qui",
    ];
    let mut rng = StdRng::seed_from_u64(5);
    let mut seen = std::collections::HashSet::new();
    let mut words = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let count = 2
            + usize::from(words.len() > 200)
            + usize::from(words.len() > 3000)
            + rng.random_range(0..2);
        let word: String =
            (0..count).map(|_| syllables[rng.random_range(0..syllables.len())]).collect();
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

struct Text {
    words: Vec<String>,
    /// Cumulated weights: the n-th word is n times rarer than the first (Zipf).
    weights: Vec<f64>,
    rng: StdRng,
}

impl Text {
    fn new(seed: u64) -> Self {
        let mut sum = 0.0;
        let weights = (0..WORDS).map(|n| {
            sum += 1.0 / (n as f64 + 2.7);
            sum
        });
        Self { weights: weights.collect(), words: vocabulary(), rng: StdRng::seed_from_u64(seed) }
    }

    fn word(&mut self) -> &str {
        let at = self.rng.random_range(0.0..self.weights[WORDS - 1]);
        &self.words[self.weights.partition_point(|sum| *sum < at)]
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word().to_owned()).collect::<Vec<_>>().join(" ")
    }

    fn body(&mut self) -> String {
        let mut body = String::with_capacity(2_600);
        while body.len() < 2_300 {
            let words = self.rng.random_range(6..18);
            let sentence = self.words(words);
            let end = if self.rng.random_bool(0.2) { ".\n\n" } else { ". " };
            body.push_str(&sentence);
            body.push_str(end);
        }
        body
    }
}

fn write_files(count: usize, folder: &Path, seed: u64) {
    let mut text = Text::new(seed);
    let tags = ["work", "family", "health", "travel", "friends"];
    for n in 0..count {
        let year = 1990 + n % 35;
        let inside = folder.join(year.to_string());
        if n < 35 {
            std::fs::create_dir_all(&inside).expect("a folder");
        }
        let mut file = String::with_capacity(2_700);
        let (month, day) = (text.rng.random_range(1..13), text.rng.random_range(1..29));
        let tag = tags[text.rng.random_range(0..tags.len())];
        let title = text.words(4);
        write!(
            file,
            "---\ntitle: {title}\nhappened: {year}-{month:02}-{day:02}\ntags: [{tag}]\n---\n\n"
        )
        .expect("text");
        file.push_str(&text.body());
        std::fs::write(inside.join(format!("{n}.md")), file).expect("a file");
    }
}
