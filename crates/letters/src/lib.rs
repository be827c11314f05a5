//! Letters from other people: opened, kept in the vault, answered.
//!
//! Everything that comes in here was written by somebody else. It is bounded before it is read, nothing of
//! it is run, and it stays outside the vault until its reader keeps it.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `identity` | the vault's own share identity, to which others seal |
//! | `incoming`, `page` | what a file is; opening it |
//! | `kept`, `stored` | letters in the vault |
//! | `answer` | an entry that will be told in return |
//! | `shown` | what of a letter reaches a renderer |
//!
//! ```
//! use letters::Sort;
//! use share::{AnswerKind, Letter, RetellingRule};
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
//! // Made once, and given away.
//! let mine = letters::make_identity(&mut journal, now, &mut rng)?;
//! # let mut letter = Letter::parse(b"{\"tellable\":\"letter\",\"v\":1,\"id\":\"07070707070707070707070707070707\",\"at\":\"2026-11-22\",\"rule\":\"keep-between-us\",\"title\":\"The demo\",\"happened\":null,\"place\":null,\"kind\":null,\"people\":[],\"tags\":[],\"feeling\":null,\"length\":11,\"attachments\":[]}\nI was late.\n")?;
//! # let file = seal::to_recipients(&[mine.recipient.parse()?], &letter.encode()?)?;
//!
//! // A file comes in.
//! assert_eq!(letters::look_at(&file)?, Sort::AgeRecipient);
//! let letter = letters::open(&journal, &file, None)?;
//! assert_eq!(letter.body, "I was late.");
//!
//! // It is kept, with who told it.
//! let ana = journal.person_named("Ana Lima", now, &mut rng)?;
//! let kept = letters::keep(&mut journal, &letter, ana.id, now, &mut rng)?;
//! assert_eq!(kept.rule, RetellingRule::KeepBetweenUs);
//!
//! // An answer is an entry, to be told with a review of its own and with these `answers` in its plan.
//! let entry = letters::answer(&mut journal, kept.id, AnswerKind::MeToo, "", now, &mut rng)?;
//! let answers = letters::answers(&journal, kept.id, AnswerKind::MeToo)?;
//! assert_eq!(answers.letter, letter.id);
//! # assert_eq!(journal.entry(entry)?.content.body, "Me too.");
//! # Ok(())
//! # }
//! ```

mod answer;
mod error;
mod identity;
mod incoming;
mod kept;
mod page;
mod shown;
mod stored;

pub use answer::answer;
pub use error::LettersError;
pub use identity::{Identity, identity, make_identity};
pub use incoming::{FILE_LIMIT, Sort, look_at, open, open_without_vault, read_file};
pub use kept::{Answered, Kept, answers, by_letter, keep, letters, read, remove, set_from};
pub use share::{AnswerKind, Letter, LetterError, LetterFile, RetellingRule};
pub use shown::{DEPTH_LIMIT, body, line, picture};
pub use vault::seal::Needs;
