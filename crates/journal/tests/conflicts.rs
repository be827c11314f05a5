//! An entry that was changed on both sides of two copies: both versions are kept, shown beside each other,
//! and joined by a save.

mod support;

use journal::{Content, Journal, MergePiece};
use support::{House, text};
use vault::{Id, Moment, New};

/// What another machine saved, as it comes with a merge.
fn from_elsewhere(
    house: &mut House,
    entry: Id,
    parents: &[Id],
    content: &Content,
    at: Moment,
) -> Id {
    let revision = house.id();
    let payload = serde_json::json!({
        "entry": entry, "parents": parents, "written": at, "content": content,
    });
    let payload = serde_json::to_vec(&payload).expect("json");
    let new = New { kind: "revision", id: revision, at, device: "stick", payload: &payload };
    house.open_vault().append(&new).expect("appended");
    revision
}

fn head(journal: &Journal, entry: Id) -> Id {
    journal.entry(entry).expect("the entry").revision.expect("a revision")
}

#[test]
fn both_versions_stand_beside_the_one_they_came_of() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("day", "one\n\ntwo\n\nthree"));
    let first = head(&journal, id);
    let here = Content { place: Some("Lisboa".to_owned()), ..text("day", "ONE\n\ntwo\n\n3") };
    let (at, later) = (house.now(), house.now());
    journal.save(id, &here, at, &mut house.rng).expect("saved");
    assert!(journal.conflicts().expect("none").is_empty());
    assert_eq!(journal.conflict(id).expect_err("one head").code(), "no-conflict");
    let stranger = house.id();
    assert_eq!(journal.conflict(stranger).expect_err("nothing").code(), "entry-not-found");
    let ours = head(&journal, id);
    journal.lock().expect("locked");
    let there = text("day", "one\n\nTWO\n\ndrei");
    let theirs = from_elsewhere(&mut house, id, &[first], &there, later);

    let mut journal = house.open();
    let listed = journal.conflicts().expect("conflicts");
    assert_eq!(listed.iter().map(|summary| summary.id).collect::<Vec<_>>(), [id]);
    let conflict = journal.conflict(id).expect("two heads");
    assert_eq!(conflict.base.as_ref().map(|base| base.body.as_str()), Some("one\n\ntwo\n\nthree"));
    assert_eq!((conflict.here.revision, conflict.here.this_device), (ours, true));
    assert_eq!((conflict.there.revision, conflict.there.at), (theirs, later));
    assert_eq!((conflict.there.device.as_str(), conflict.there.this_device), ("stick", false));
    assert_eq!((conflict.heads, conflict.fields()), (2, vec!["place"]));
    let whole =
        |side: fn(&MergePiece) -> &str| conflict.pieces.iter().map(side).collect::<String>();
    assert_eq!(whole(MergePiece::here), here.body);
    assert_eq!(whole(MergePiece::there), there.body);
    let met = conflict.pieces.iter().filter(|piece| matches!(piece, MergePiece::Both { .. }));
    assert_eq!(met.count(), 1, "{:?}", conflict.pieces);

    // Saving joins them, and both stay in the history.
    let at = house.now();
    journal.save(id, &text("day", "ONE\n\nTWO\n\n3"), at, &mut house.rng).expect("saved");
    assert_eq!(journal.entry(id).expect("entry").heads.len(), 1);
    assert!(journal.conflicts().expect("none").is_empty());
    assert_eq!(journal.history(id).expect("history").len(), 4);
}

#[test]
fn three_versions_are_joined_two_at_a_time_the_oldest_first() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("day", "one"));
    let first = head(&journal, id);
    journal.lock().expect("locked");
    let times = [house.now(), house.now(), house.now()];
    let heads: Vec<Id> = ["a", "b", "c"]
        .into_iter()
        .zip(times)
        .map(|(body, at)| from_elsewhere(&mut house, id, &[first], &text("day", body), at))
        .collect();

    let mut journal = house.open();
    let conflict = journal.conflict(id).expect("three heads");
    assert_eq!(conflict.heads, 3);
    assert_eq!((conflict.here.revision, conflict.there.revision), (heads[1], heads[0]));
    let pair = [heads[0], heads[1]];
    let at = house.now();
    let joined = journal.join(id, &pair, &text("day", "a b"), at, &mut house.rng).expect("joined");
    let conflict = journal.conflict(id).expect("two heads");
    assert_eq!(conflict.heads, 2);
    assert_eq!(conflict.here.revision, joined.revision.expect("a revision"));
    assert_eq!(conflict.there.content.body, "c");
    let again = journal.join(id, &pair, &text("day", "a b"), at, &mut house.rng);
    assert_eq!(again.expect_err("no heads any more").code(), "revision-not-found");
}

#[test]
fn a_version_that_never_was_one_with_the_other_has_no_base() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("day", "same\n\nhere"));
    journal.lock().expect("locked");
    let at = house.now();
    from_elsewhere(&mut house, id, &[], &text("day", "same\n\nthere"), at);
    let conflict = house.open().conflict(id).expect("two heads");
    assert_eq!(conflict.base, None);
    assert_eq!(conflict.pieces.len(), 2);
    assert_eq!(conflict.pieces[0], MergePiece::Same { text: "same\n\n".to_owned() });
}

#[test]
fn a_conflict_in_the_trash_waits_there() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("day", "one"));
    journal.lock().expect("locked");
    let at = house.now();
    from_elsewhere(&mut house, id, &[], &text("day", "two"), at);
    let mut journal = house.open();
    let at = house.now();
    journal.delete(id, at).expect("deleted");
    assert!(journal.conflicts().expect("none").is_empty());
    journal.undelete(id, at).expect("undeleted");
    assert_eq!(journal.conflicts().expect("one").len(), 1);
}

#[test]
fn a_draft_of_an_entry_with_two_versions_waits_and_joins_nothing_unseen() {
    let mut house = House::new();
    let mut journal = house.open();
    let id = house.write(&mut journal, &text("day", "one"));
    let first = head(&journal, id);
    let (at, later) = (house.now(), house.now());
    journal.save(id, &text("day", "here"), at, &mut house.rng).expect("saved");
    journal.lock().expect("locked");
    from_elsewhere(&mut house, id, &[first], &text("day", "there"), later);

    let mut journal = house.open();
    let half = text("day", "half way through choosing");
    journal.keep_draft(id, &half, later).expect("kept");
    let at = house.now();
    assert_eq!(journal.settle_drafts(at, &mut house.rng).expect("settled"), 0);
    assert_eq!(journal.entry(id).expect("the entry").content, half, "nothing is lost");
    assert_eq!(journal.conflict(id).expect("still two").heads, 2);
}
