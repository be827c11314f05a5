//! The share, its review, and the one door.
//!
//! A [`Review`] goes through every item of an entry for one person; undecided means that it does
//! not leave. A review in which nothing waits becomes a [`Completed`], which builds a [`Package`]
//! out of what was kept; [`send`] lets it out, once a person has looked at exactly its bytes.
//! Nothing else in the program writes a story outside the vault.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `plan`, `decision`, `item` | who is told; answers; what could leave |
//! | `review`, `deciding`, `following`, `leaving` | the review, its decisions, what follows from them |
//! | `stored`, `show`, `view` | keeping, showing |
//! | `reading`, `names`, `alike`, `forms`, `stand_in` | findings, when two are the same name, what to say instead |
//! | `span`, `compose`, `inert`, `edit` | from decisions to what leaves; hostile Markdown |
//! | `file`, `file_name`, `hides`, `photos`, `stroke`, `part`, `parts` | the entry's pictures and files, and what leaves of them |
//! | `complete`, `format`, `package`, [`Letter`] | the bytes |
//! | `plain`, `tree`, `sheet`, `text`, `html` | packages that anybody can read; PDF is the crate `typeset` |
//! | `scan`, `fold`, `rendered` | removed means gone |
//! | `door`, `outside`, `page`, `words` | sealing, writing |
//! | `unfinished` | what the types make impossible to write, as texts that must not compile |
//! | `ledger`, `settle` | what is remembered, also after a crash |
//! | `before`, `after` | facts for the questions before a review; what came of a telling |
//!
//! ```
//! use share::{Decision, FindingDecision, Format, Letter, Plan, RetellingRule, Review, Setting};
//! # use vault::{Id, Key, Passphrase, Places, RecoveryKey, Vault, WorkFactor, seal};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("mine.tellable");
//! # let passphrase = || Passphrase::from("correct horse battery staple".to_owned());
//! # let now: vault::Moment = "2026-11-22T14:28:33+01:00".parse()?;
//! # let mut rng = rand::rng();
//! # Vault::create(&path, &passphrase(), &RecoveryKey::generate(), WorkFactor::new(2)?, now, &mut rng)?;
//! # let state_dir = folder.path().join("state");
//! # let places = Places { index_dir: folder.path().join("cache"), state_dir };
//! # let vault = Vault::open(&path, &Key::Passphrase(passphrase()), &places)?;
//! # let mut journal = journal::Journal::open(vault, "desk")?;
//! // An entry, and somebody to tell.
//! let entry = Id::generate(&mut rng);
//! let content = journal::Content {
//!     body: "On Monday I failed, and Bruno Reyes saw it.\n\nI hid for a week.".into(),
//!     ..journal::Content::default()
//! };
//! journal.save(entry, &content, now, &mut rng)?;
//! journal.person_named("Bruno Reyes", now, &mut rng)?;
//! let ana = journal.person_named("Ana Lima", now, &mut rng)?;
//!
//! // The review: every item, and every finding in what is kept.
//! let plan = Plan {
//!     person: ana.id,
//!     purpose: "so that she knows she is not alone".into(),
//!     setting: Setting::OneToOne,
//!     rule: RetellingRule::KeepBetweenUs,
//!     answers: None,
//! };
//! let mut review = Review::start(&mut journal, entry, plan, now, &mut rng)?;
//! let (first, second) = (review.items()[0].clone(), review.items()[1].clone());
//! review.decide_item(&mut journal, &second.id, Decision::LeaveOut, now)?;
//! review.decide_item(&mut journal, &first.id, Decision::Keep, now)?;
//! assert!(review.complete(&journal).is_err()); // somebody is named in it
//! let bruno = first.findings.iter().find(|found| found.text == "Bruno Reyes").expect("a name");
//! let colleague = FindingDecision::Generalise("a colleague".into());
//! review.decide_finding(&mut journal, &first.id, &bruno.id, colleague, true, now)?;
//! review.keep_remaining(&mut journal, &first.id, now)?;
//!
//! // The package: shown, approved, and let out to one person.
//! let hers = RecoveryKey::generate();
//! let recipient = hers.recipient().to_string();
//! let format = Format::AgeRecipient { recipient, others: vec![] };
//! let package = review.complete(&journal)?.build(&format, now)?;
//! assert!(package.text().contains("I failed, and a colleague saw it."));
//! let approved = package.digest();
//! let target = folder.path().join(package.suggested_name());
//! share::send(&mut journal, package, approved, "Ana Lima", &target, None, now, &mut rng)?;
//!
//! // She opens it with any age program; the ledger remembers.
//! let opened = seal::open_with_identity(&hers, &std::fs::read(&target)?)?;
//! let letter = Letter::parse(&opened)?;
//! assert!(!letter.body.contains("Bruno") && !letter.body.contains("hid"));
//! assert_eq!(letter.rule, RetellingRule::KeepBetweenUs);
//! assert_eq!(share::ledger(&journal)?[0].person_name, "Ana Lima");
//! # Ok(())
//! # }
//! ```

mod after;
mod alike;
mod before;
mod complete;
mod compose;
mod deciding;
mod decision;
mod door;
mod edit;
mod error;
mod file;
mod file_name;
mod fold;
mod following;
mod format;
mod forms;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod hides;
mod html;
mod inert;
mod item;
mod leaving;
mod ledger;
mod letter;
mod letter_file;
mod names;
mod outside;
mod package;
mod page;
mod part;
mod parts;
mod photos;
mod plain;
mod plan;
mod reading;
mod rendered;
mod review;
mod scan;
mod settle;
mod sheet;
mod show;
mod span;
mod stand_in;
mod stored;
mod stroke;
mod text;
mod tree;
mod unfinished;
mod view;
mod words;

pub use after::{After, Received, Trust, afters, follow_ups, note_after};
pub use before::{Before, before};
pub use complete::{Completed, Counts, Stay};
pub use decision::{Decision, FindingDecision, STAND_IN_LIMIT};
pub use door::{Sealed, send, tell_in_person};
pub use error::{FoundAt, ShareError};
pub use format::{CUE_LINE_LIMIT, CUE_LINES, Format, FormatKind, is_recipient};
pub use hides::Hides;
pub use item::ItemKind;
pub use ledger::{LedgerRow, LedgerState, ledger};
pub use letter::{Letter, LetterError};
pub use letter_file::LetterFile;
pub use package::{Digest, Package};
pub use page::{MARKER, PageTemplate};
pub use part::PartKind;
pub use parts::{EDGE, PackagePart};
pub use photos::{FileView, POINTS_LIMIT, PhotoView};
pub use plan::{AnswerKind, Answers, NoSuchChoice, Plan, RetellingRule, Setting};
pub use review::Review;
pub use settle::settle_ledger;
pub use show::open_shares;
pub use stroke::Stroke;
pub use typeset::PagePicture;
pub use view::{Finding, Item, Progress, ShareSummary, TopicFound};
pub use words::{PASSPHRASE_BITS, PASSPHRASE_WORDS};
