//! The telling: review, package, and the one door through which a story leaves.

use std::path::PathBuf;

use journal::Journal;
use vault::Id;

use super::Session;
use crate::failure::Failure;
use crate::session::now;
use crate::wire::entry::parse_id;
use crate::wire::file::{Picture, Stroke};
use crate::wire::share::{
    Decision, FindingDecision, Format, LedgerRow, Plan, Preview, Review, Sealed, ShareSummary,
};

/// The page that sealed letters go into, exactly as the UI's build made it.
const SEALED_PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/sealed-page.html"));

/// Begins a share: every item undecided.
#[tauri::command]
#[specta::specta]
pub async fn start_share(
    session: Session<'_>,
    entry: String,
    plan: Plan,
) -> Result<Review, Failure> {
    let (entry, plan) = (parse_id(&entry)?, plan.try_into()?);
    let start = move |journal: &mut Journal| {
        share::Review::start(journal, entry, plan, now(), &mut rand::rng())
    };
    session.open_review(start, |review| review.into()).await
}

/// Goes on with a share.
#[tauri::command]
#[specta::specta]
pub async fn open_review(session: Session<'_>, share: String) -> Result<Review, Failure> {
    let share = parse_id(&share)?;
    session.open_review(move |journal| open(journal, share), |review| review.into()).await
}

/// Changes who is told, why, where, or under which rule.
#[tauri::command]
#[specta::specta]
pub async fn change_plan(
    session: Session<'_>,
    share: String,
    plan: Plan,
) -> Result<Review, Failure> {
    let plan = plan.try_into()?;
    change(session, share, move |review, journal| review.change_plan(journal, plan, now())).await
}

/// Shares under review.
#[tauri::command]
#[specta::specta]
pub async fn list_shares(session: Session<'_>) -> Result<Vec<ShareSummary>, Failure> {
    let shares = session.ask(|journal| Ok(share::open_shares(journal)?)).await?;
    Ok(shares.into_iter().map(ShareSummary::from).collect())
}

/// Gives a share up.
#[tauri::command]
#[specta::specta]
pub async fn discard_share(session: Session<'_>, share: String) -> Result<(), Failure> {
    let share = parse_id(&share)?;
    session.ask(move |journal| Ok(share::Review::discard(journal, share, now())?)).await
}

/// Answers an item.
#[tauri::command]
#[specta::specta]
pub async fn decide_item(
    session: Session<'_>,
    share: String,
    item: String,
    decision: Decision,
) -> Result<Review, Failure> {
    change(session, share, move |review, journal| {
        review.decide_item(journal, &item, decision.into(), now())
    })
    .await
}

/// Answers a finding, or every finding about the same name.
#[tauri::command]
#[specta::specta]
pub async fn decide_finding(
    session: Session<'_>,
    share: String,
    item: String,
    finding: String,
    decision: FindingDecision,
    everywhere: bool,
) -> Result<Review, Failure> {
    change(session, share, move |review, journal| {
        review.decide_finding(journal, &item, &finding, decision.into(), everywhere, now())
    })
    .await
}

/// Keeps every finding of an item that is still undecided.
#[tauri::command]
#[specta::specta]
pub async fn keep_remaining(
    session: Session<'_>,
    share: String,
    item: String,
) -> Result<Review, Failure> {
    change(session, share, move |review, journal| review.keep_remaining(journal, &item, now()))
        .await
}

/// Takes the last decision back.
#[tauri::command]
#[specta::specta]
pub async fn undo_decision(session: Session<'_>, share: String) -> Result<Review, Failure> {
    change(session, share, |review, journal| review.undo(journal, now()).map(|_| ())).await
}

/// Destroys parts of a photo, all of them anew.
#[tauri::command]
#[specta::specta]
pub async fn brush_photo(
    session: Session<'_>,
    share: String,
    item: String,
    strokes: Vec<Stroke>,
) -> Result<Review, Failure> {
    let strokes = strokes.into_iter().map(share::Stroke::from).collect::<Vec<_>>();
    change(session, share, move |review, journal| review.brush(journal, &item, strokes, now()))
        .await
}

/// A photo as it would leave now, no side longer than `edge`.
#[tauri::command]
#[specta::specta]
pub async fn read_review_photo(
    session: Session<'_>,
    share: String,
    item: String,
    edge: u32,
) -> Result<Picture, Failure> {
    let read =
        move |review: &mut share::Review, journal: &mut Journal| review.photo(journal, &item, edge);
    Ok(session.with_review(parse_id(&share)?, read).await?.into())
}

/// The package's own text, before it is sealed.
#[tauri::command]
#[specta::specta]
pub async fn preview_package(
    session: Session<'_>,
    share: String,
    format: Format,
) -> Result<Preview, Failure> {
    let share = parse_id(&share)?;
    session.ask(move |journal| package(journal, share, format)?.try_into()).await
}

/// Whether a text is an age recipient.
#[tauri::command]
#[specta::specta]
pub async fn check_recipient(recipient: String) -> Result<bool, Failure> {
    Ok(share::is_recipient(recipient.trim()))
}

/// Lets the approved package out, to one file.
#[tauri::command]
#[specta::specta]
pub async fn seal_package(
    session: Session<'_>,
    share: String,
    format: Format,
    digest: String,
    path: PathBuf,
    typed_name: String,
) -> Result<Sealed, Failure> {
    let (share, path) = (parse_id(&share)?, session.folders().resolve(&path));
    session
        .ask(move |journal| {
            let package = package(journal, share, format)?;
            let approved: share::Digest = digest.parse()?;
            let page = share::PageTemplate::new(SEALED_PAGE).ok();
            let (at, rng) = (now(), &mut rand::rng());
            let page = page.as_ref();
            Ok(share::send(journal, package, approved, &typed_name, &path, page, at, rng)?.into())
        })
        .await
}

/// Notes a story as told in person, from a card of these lines.
#[tauri::command]
#[specta::specta]
pub async fn tell_in_person(
    session: Session<'_>,
    share: String,
    lines: Vec<String>,
    digest: String,
    typed_name: String,
) -> Result<LedgerRow, Failure> {
    let share = parse_id(&share)?;
    session
        .tell_in_person(move |journal| {
            let package = package(journal, share, Format::CueCard { lines })?;
            let approved: share::Digest = digest.parse()?;
            let (at, rng) = (now(), &mut rand::rng());
            let row = share::tell_in_person(journal, package, approved, &typed_name, at, rng)?;
            Ok(LedgerRow::new(row, share::After::default()))
        })
        .await
}

fn open(journal: &mut Journal, share: Id) -> Result<share::Review, share::ShareError> {
    share::Review::open(journal, share, now())
}

/// Only a completed review becomes a package: the types of `share` see to it.
fn package(journal: &mut Journal, share: Id, format: Format) -> Result<share::Package, Failure> {
    Ok(open(journal, share)?.complete(journal)?.build(&format.try_into()?, now())?)
}

/// Changes a review and shows it as it then stands.
async fn change(
    session: Session<'_>,
    share: String,
    change: impl FnOnce(&mut share::Review, &mut Journal) -> Result<(), share::ShareError>
    + Send
    + 'static,
) -> Result<Review, Failure> {
    session
        .with_review(parse_id(&share)?, move |review, journal| {
            change(review, journal)?;
            Ok(Review::from(&*review))
        })
        .await
}
