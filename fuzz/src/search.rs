//! What is typed into the search field, against a real index.

use journal::{Content, Feeling, Journal, Kind, Query, Sort, understand};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tempfile::TempDir;
use vault::{Id, Key, Moment, Passphrase, Places, RecoveryKey, Vault, WorkFactor};

/// Whatever is typed is an answer and never an error, and no answer is longer than was asked for.
pub fn search(bytes: &[u8]) {
    let Some(text) = crate::text(bytes) else { return };
    JOURNAL.with(|(_, journal)| {
        let words = Query { limit: 3, ..Query::words(text) };
        let ranked = Query { sort: Sort::Relevance, offset: 1, ..words.clone() };
        let tagged = Query { words: String::new(), tag: Some(text.to_owned()), ..words.clone() };
        let by_date = answer(journal, &words);
        assert_eq!(by_date, answer(journal, &ranked), "the order changes how many there are");
        answer(journal, &tagged);
    });
}

fn answer(journal: &Journal, query: &Query) -> u64 {
    let found = journal.search(query).unwrap_or_else(|error| panic!("{query:?}: {error}"));
    assert!(found.total <= ENTRIES && found.ranked <= found.total);
    let most = found.total.saturating_sub(query.offset).min(query.limit);
    assert_eq!(found.hits.len() as u64, most, "{query:?}");
    found.total
}

const ENTRIES: u64 = 4;

thread_local! {
    static JOURNAL: (TempDir, Journal) = journal().expect("a small journal");
}

fn journal() -> Result<(TempDir, Journal), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("small.tellable");
    let at: Moment = "2026-11-22T14:28:33+01:00".parse()?;
    let mut rng = StdRng::seed_from_u64(3);
    let passphrase = || Passphrase::from("correct horse battery staple".to_owned());
    Vault::create(
        &path,
        &passphrase(),
        &RecoveryKey::generate(),
        WorkFactor::new(1)?,
        at,
        &mut rng,
    )?;
    let (index_dir, state_dir) = (folder.path().join("cache"), folder.path().join("state"));
    let places = Places { index_dir, state_dir };
    let mut journal =
        Journal::open(Vault::open(&path, &Key::Passphrase(passphrase()), &places)?, "desk")?;
    let ana = journal.person_named("Ana María", at, &mut rng)?.id;
    for (title, body, date) in [
        ("The exam", "I failed, and told *nobody* for a year.", "spring 1998"),
        ("喝茶", "我看见王芳了 in the tea house of Łódź.", "2019-03-14"),
        ("", "A plain day. Bread, rain, NEAR the river AND back.", "199X"),
        ("Straße", "It's well-known: don't \"quote\" (a OR b)*", ""),
    ] {
        let content = Content {
            title: title.to_owned(),
            body: body.to_owned(),
            kind: Some(Kind::Failure),
            happened: understand(date),
            place: Some("Lisbon".to_owned()),
            people: vec![ana],
            tags: vec!["work".to_owned(), "née".to_owned()],
            feeling: Some(Feeling { valence: -1, words: vec!["ashamed".to_owned()] }),
        };
        journal.save(Id::generate(&mut rng), &content, at, &mut rng)?;
    }
    Ok((folder, journal))
}
