//! Files that come in as letters from other people.

use letters::{LettersError, Sort};

/// Longer files say nothing that shorter ones do not.
const LONGEST: usize = 64 << 10;
/// The only names by which a file is refused before a key is tried.
const REFUSED: [&str; 4] =
    ["not-a-letter", "letter-newer", "letter-damaged", "letter-file-too-large"];

/// A file is refused by name, asks for what opens it, or is a letter; what is shown of that one is bounded.
pub fn letter_file(bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    let opened = letters::open_without_vault(bytes, None);
    match (letters::look_at(bytes), opened) {
        (Ok(Sort::Letter), Ok(letter)) => {
            let written = letter.encode().expect("what was read can be written");
            assert!(letters::Letter::parse(&written).as_ref() == Ok(&letter));
            let shown = letters::body(&letter);
            assert!(shown.len() <= letter.body.len() * 4 + 16);
            let title = letters::line(letter.title.as_deref().unwrap_or_default());
            assert!(!title.chars().any(char::is_control));
            for file in &letter.attachments {
                let _ = letters::picture(file, 64);
            }
        }
        (Ok(Sort::AgePassphrase | Sort::SealedPage), Err(LettersError::NeedsPassphrase))
        | (Ok(Sort::AgeRecipient), Err(LettersError::NotForThisVault)) => {}
        (Err(looked), Err(opened)) => {
            assert_eq!(looked.code(), opened.code());
            assert!(REFUSED.contains(&looked.code()), "{}", looked.code());
        }
        (looked, opened) => panic!("{looked:?}, and {:?}", opened.map(drop)),
    }
}
