//! R2, R3, R4, R6 and R8 over random entries, random decisions and every format.

use std::ops::ControlFlow;

use detect::FindingKind;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use share::{
    Completed, Decision, FindingDecision, Format, FormatKind, Item, ItemKind, LedgerRow,
    LedgerState, Package, Review, ledger,
};
use vault::{RecoveryKey, seal};

use crate::bytes::{formats, harm_of_html, harm_of_markdown, views, with_embedded};
use crate::choices::decide;
use crate::desk::{Desk, now};
use crate::entries::{PLANTED, entry, is_made, photo, words};
use crate::fold;

/// Entries for one vault; then comes the next.
const OF_ONE_VAULT: u64 = 100;

/// What a case says has to leave and has to stay.
struct Case {
    items: Vec<Item>,
    /// Folded words of every finding that was removed and is said nowhere on purpose.
    gone: Vec<(FindingKind, String)>,
    /// Folded passages that were left out.
    left_out: Vec<String>,
    /// Words that have to be there.
    said: Vec<String>,
}

impl Case {
    fn of(items: Vec<Item>) -> Self {
        let each = || items.iter().flat_map(|item| &item.findings);
        let kept: Vec<String> = each()
            .filter(|found| found.decision == FindingDecision::Keep)
            .map(|found| fold::squeezed(&found.text))
            .collect();
        let gone = each()
            .filter(|found| found.decision != FindingDecision::Keep)
            .map(|found| (found.kind, fold::words(&found.text)))
            .filter(|(_, gone)| {
                let bare = gone.replace(' ', "");
                !kept.iter().any(|kept| kept.contains(&bare) || bare.contains(kept.as_str()))
            })
            .collect();
        let left_out = items
            .iter()
            .filter(|item| item.decision == Decision::LeaveOut && item.kind == ItemKind::Block)
            .map(|item| fold::squeezed(&item.text))
            .filter(|text| text.len() > 30)
            .collect();
        // The names and descriptions of files leave only with those formats that hold files.
        let of_file = |item: &&Item| {
            !matches!(
                item.kind,
                ItemKind::Photo | ItemKind::File | ItemKind::FileName | ItemKind::AltText
            )
        };
        let leaves = items.iter().filter(of_file).filter_map(|item| item.leaves.as_deref());
        let said = leaves
            // The name of a code language is no word of the page.
            .flat_map(|text| {
                text.lines().filter(|line| !line.contains("```") && !line.contains("~~~"))
            })
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase))
            .filter(|word| word.len() > 8 && is_made(word))
            .collect();
        Self { items, gone, left_out, said }
    }

    /// What of all this `views` break.
    fn broken(&self, views: &[String], cue_card: bool) -> Option<String> {
        let mut all = String::new();
        for view in views {
            let (words, squeezed) = (fold::words(view), fold::squeezed(view));
            for (kind, gone) in &self.gone {
                let bare = gone.replace(' ', "");
                let there = words.contains(gone.as_str())
                    // Our own words meet in the middle of others by chance.
                    || (bare.chars().count() > 7 && !is_made(&bare) && squeezed.contains(&bare));
                if there && !gone.trim().is_empty() {
                    return Some(format!("{kind:?}{gone}in {view}"));
                }
            }
            if let Some(passage) = self.left_out.iter().find(|text| squeezed.contains(*text)) {
                return Some(format!("{passage} in {view}"));
            }
            all.push_str(&squeezed);
        }
        let missing = self.said.iter().find(|word| !cue_card && !all.contains(word.as_str()));
        missing.map(|word| {
            let from = self.items.iter().filter_map(|item| item.leaves.as_deref());
            let from: Vec<&str> = from.filter(|text| text.contains(word.as_str())).collect();
            format!("{word} of {from:?} is missing in {views:?}")
        })
    }
}

/// How many packages of each format came of it.
type Built = [u64; 8];

fn place(kind: FormatKind) -> usize {
    FormatKind::ALL.iter().position(|one| *one == kind).expect("a format")
}

/// Three lines of the story.
fn cue_lines(rng: &mut StdRng, items: &[Item]) -> Vec<String> {
    let mut lines: Vec<String> = items
        .iter()
        .filter_map(|item| item.leaves.as_deref()?.lines().next().map(str::to_owned))
        .map(|line| line.chars().take(100).collect::<String>())
        .filter(|line| !line.trim().is_empty())
        .take(3)
        .collect();
    while lines.len() < 3 {
        lines.push(words(rng, 4));
    }
    lines
}

/// Whether a package was made, which stopping for something removed never is.
fn build(completed: &Completed, format: &Format) -> Result<Option<Package>, String> {
    match completed.build(format, now()) {
        Ok(package) => Ok(Some(package)),
        Err(error) if error.code() == "removed-text-found" => Ok(None),
        // No font for every script on every machine.
        Err(error) if error.code() == "letters-not-set" && *format == Format::Pdf => Ok(None),
        Err(error) => Err(format!("{:?}: {}", format.kind(), error.code())),
    }
}

fn one_case(
    seed: u64,
    desk: &mut Desk,
    key: &RecoveryKey,
    built: &mut Built,
) -> Result<Option<LedgerRow>, String> {
    let mut rng = StdRng::seed_from_u64(seed);
    let content = entry(&mut rng, desk.maria.id);
    let id = desk.write(&content);
    if rng.next_u32().is_multiple_of(3) {
        let name = format!("{} Maria Souza.jpg", words(&mut rng, 1));
        let go_on = &mut |_| ControlFlow::Continue(());
        desk.journal
            .attach(id, &name, &mut photo().as_slice(), now(), &mut desk.rng, go_on)
            .expect("attached");
    }
    let plan = desk.plan();
    let mut review =
        Review::start(&mut desk.journal, id, plan, now(), &mut desk.rng).expect("a review");
    decide(&mut rng, desk, &mut review);
    let items = review.items();
    let completed = match review.complete(&desk.journal) {
        Ok(completed) => completed,
        Err(error) if error.code() == "nothing-kept" => return Ok(None),
        Err(error) => return Err(error.code().to_owned()),
    };
    let lines = cue_lines(&mut rng, &items);
    let case = Case::of(items);
    let formats = formats(&key.recipient().to_string(), lines);
    let sent = rng.next_u32() as usize % formats.len();
    let mut row = None;
    for (n, format) in formats.iter().enumerate() {
        let kind = format.kind();
        let Some(package) = build(&completed, format)? else { continue };
        built[place(kind)] += 1;
        let cue_card = kind == FormatKind::CueCard;
        let shown = vec![package.text().to_owned()];
        let broken = match kind {
            // A letter is escaped as JSON: it is read below.
            FormatKind::AgeRecipient => None,
            _ => case.broken(&shown, cue_card),
        };
        let harm = match kind {
            FormatKind::Markdown => harm_of_markdown(package.text()),
            FormatKind::Html => harm_of_html(package.text()),
            _ => None,
        };
        if let Some(what) = broken.or(harm) {
            return Err(format!("{kind:?}: {what}"));
        }
        let counts = package.counts();
        let leaving = case.items.iter().filter(|item| item.leaves.is_some()).count();
        // A kept link definition whose target was removed leaves nothing; of a picture that stays, its
        // name stays with it.
        let files = case.items.iter().any(|item| item.kind == ItemKind::Photo);
        if !files
            && (counts.kept + counts.rewritten < leaving
                || counts.kept + counts.rewritten + counts.left_out != case.items.len())
        {
            return Err(format!("{kind:?}: {counts:?} of {}", case.items.len()));
        }
        if n == sent {
            row = Some(let_out(seed, desk, key, package, &case)?);
        }
    }
    Ok(row)
}

/// Sends a package and looks at the file itself; a cue card is told.
fn let_out(
    seed: u64,
    desk: &mut Desk,
    key: &RecoveryKey,
    package: Package,
    case: &Case,
) -> Result<LedgerRow, String> {
    let (kind, digest, counts) = (package.format().kind(), package.digest(), package.counts());
    let shown = package.text().to_owned();
    if kind == FormatKind::CueCard {
        let journal = &mut desk.journal;
        return share::tell_in_person(journal, package, digest, "Ana Lima", now(), &mut desk.rng)
            .map_err(|error| error.code().to_owned());
    }
    std::fs::create_dir_all(desk.target("")).expect("a folder");
    let target = desk.target(&format!("{seed}.{}", kind.extension()));
    let journal = &mut desk.journal;
    let sealed =
        share::send(journal, package, digest, "Ana Lima", &target, None, now(), &mut desk.rng)
            .map_err(|error| format!("{kind:?} did not leave: {}", error.code()))?;
    let file = std::fs::read(&target).expect("the file");
    std::fs::remove_file(&target).expect("read and done");
    let bytes = match kind {
        FormatKind::AgeRecipient => {
            let raw = String::from_utf8_lossy(&file);
            if let Some((_, name)) = case.gone.iter().find(|(_, gone)| {
                gone.trim().len() > 9 && fold::words(&raw).contains(gone.as_str())
            }) {
                return Err(format!("{name} in the sealed file"));
            }
            seal::open_with_identity(key, &file).expect("it opens").to_vec()
        }
        _ => file.clone(),
    };
    // What was shown is what left (R3).
    let same = match kind {
        FormatKind::Pdf => typeset::read(&bytes).is_ok(),
        // The bytes of a letter's files come after it and are shown as pictures.
        FormatKind::AgeRecipient => bytes.starts_with(shown.as_bytes()),
        _ => bytes == shown.as_bytes(),
    };
    if !same || sealed.bytes != file.len() as u64 {
        return Err(format!("{kind:?}: the file is not what was shown"));
    }
    for part in with_embedded(&bytes) {
        let there = |text: &&&str| part.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        if let Some(planted) = PLANTED.iter().find(there) {
            return Err(format!("{kind:?}: “{planted}” of a photo's metadata"));
        }
    }
    if let Some(what) = case.broken(&views(kind, &bytes), false) {
        return Err(format!("{kind:?}, the file: {what}"));
    }
    let row = ledger(&desk.journal).expect("the ledger");
    let row = row.into_iter().find(|row| row.id == sealed.ledger).ok_or("no row")?;
    let agrees = row.state == LedgerState::Written
        && row.digest == digest.to_string()
        && row.counts == counts
        && row.bytes == file.len() as u64
        && (row.format, row.person_name.as_str()) == (kind, "Ana Lima");
    if agrees { Ok(row) } else { Err(format!("{kind:?}: the ledger says {row:?}")) }
}

#[test]
fn nothing_removed_is_in_any_formats_bytes_and_what_was_kept_is() {
    let asked = |name| std::env::var(name).ok().and_then(|n| n.parse().ok());
    let cases = asked("SHARE_CASES").unwrap_or(60);
    let key = RecoveryKey::generate();
    let mut built = Built::default();
    let mut told = 0;
    let first = asked("SHARE_FIRST").unwrap_or(0);
    let mut seed = first;
    while seed < cases {
        let mut desk = Desk::new();
        let mut rows = Vec::new();
        for _ in 0..OF_ONE_VAULT.min(cases - seed) {
            match one_case(seed, &mut desk, &key, &mut built) {
                Ok(row) => rows.extend(row),
                Err(what) => panic!("seed {seed}: {what}"),
            }
            seed += 1;
        }
        // Each that left is in the ledger, and nothing besides.
        let mut known: Vec<_> =
            ledger(&desk.journal).expect("the ledger").iter().map(|row| row.id).collect();
        let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        known.sort_unstable();
        ids.sort_unstable();
        assert_eq!(known, ids, "before seed {seed}");
        told += ids.len() as u64;
    }
    println!("{cases} entries, {told} told, packages by format {built:?}");
    let [recipient, _, _, markdown, text, html, pdf, card] = built;
    let cases = cases - first;
    for made in [recipient, markdown, text, html, pdf, card] {
        assert!(made * 3 > cases || cases < 60, "too few packages of one format: {built:?}");
    }
}
