//! A recovery key on its way to paper: what the person sees, what is asked to show that it was written
//! down, and the sheet that can be printed.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};
use rand::seq::SliceRandom;
use vault::{Moment, RecoveryKey};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::wire::keys::RecoverySheet;
use crate::wire::vault::RecoveryShown;

/// Characters of a recovery key that do not tell one from another.
const PREFIX: &str = "AGE-SECRET-KEY-1";
/// Characters in a group: few enough to keep in mind while writing.
const GROUP: usize = 6;
/// Groups asked for.
const ASKED: usize = 3;

/// A recovery key that is being written down. Prints nothing of itself.
pub struct Paper {
    recovery: RecoveryKey,
    asked: Vec<usize>,
}

impl Paper {
    /// Draws a key, and which of its groups will be asked for.
    pub fn draw(rng: &mut impl rand::Rng) -> Self {
        let recovery = RecoveryKey::generate();
        let mut asked: Vec<usize> = (1..groups(recovery.expose()).len()).collect();
        asked.shuffle(rng);
        asked.truncate(ASKED);
        asked.sort_unstable();
        Self { recovery, asked }
    }

    /// The key itself.
    pub fn recovery(&self) -> &RecoveryKey {
        &self.recovery
    }

    /// The key, written down by now.
    pub fn into_recovery(self) -> RecoveryKey {
        self.recovery
    }

    /// What the person sees.
    pub fn shown(&self) -> RecoveryShown {
        let index = |place: &usize| u32::try_from(*place).expect("a key has a dozen groups");
        RecoveryShown {
            key: self.recovery.expose().to_owned(),
            groups: groups(self.recovery.expose()),
            asked: self.asked.iter().map(index).collect(),
        }
    }

    /// What is printed for the vault of this name.
    pub fn sheet(&self, vault_name: String, at: Moment) -> RecoverySheet {
        let key = self.recovery.expose();
        let (qr, qr_size) = outlined(key);
        RecoverySheet {
            vault_name,
            date: at.date().to_string(),
            key: key.to_owned(),
            words: self.recovery.words().split(' ').map(str::to_owned).collect(),
            qr,
            qr_size,
        }
    }

    /// Compares the answers with the groups asked for; case and white space do not matter.
    pub fn confirm(&self, answers: &[String]) -> Result<(), Failure> {
        let groups = Zeroizing::new(groups(self.recovery.expose()));
        let plain = |text: &String| -> Zeroizing<String> {
            let joined: Zeroizing<String> =
                Zeroizing::new(text.chars().filter(|c| !c.is_whitespace()).collect());
            Zeroizing::new(joined.to_uppercase())
        };
        let right = answers.len() == self.asked.len()
            && self
                .asked
                .iter()
                .zip(answers)
                .all(|(place, answer)| groups[*place] == *plain(answer));
        if right { Ok(()) } else { Err(Failure::of("recovery-groups-wrong")) }
    }
}

/// The prefix, then pieces of six; together they are the key.
fn groups(key: &str) -> Vec<String> {
    let (prefix, rest) = key.split_at(PREFIX.len().min(key.len()));
    let pieces = rest.as_bytes().chunks(GROUP).map(|piece| String::from_utf8_lossy(piece).into());
    std::iter::once(prefix.to_owned()).chain(pieces).collect()
}

/// A key as a QR code: an SVG path and the size of its square, in units.
pub fn outlined(key: &str) -> (String, u32) {
    let code = QrCode::encode_text(key, QrCodeEcc::Medium).expect("a key fits a QR code");
    (outline(&code), code.size().unsigned_abs())
}

/// The dark modules as an SVG path, one unit square a module.
fn outline(code: &QrCode) -> String {
    let places = 0..code.size();
    let all = places.clone().flat_map(|y| places.clone().map(move |x| (x, y)));
    all.filter(|&(x, y)| code.get_module(x, y)).fold(String::new(), |mut path, (x, y)| {
        let _ = write!(path, "M{x} {y}h1v1h-1z");
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_the_key_and_three_of_them_are_asked() {
        let shown = Paper::draw(&mut rand::rng()).shown();
        assert_eq!(shown.groups.concat(), shown.key);
        assert_eq!(shown.asked.len(), ASKED);
        assert!(
            shown.asked.iter().all(|place| (1..shown.groups.len()).contains(&(*place as usize)))
        );
    }

    #[test]
    fn the_right_groups_confirm_in_any_case_and_wrong_ones_do_not() {
        let paper = Paper::draw(&mut rand::rng());
        let shown = paper.shown();
        let right: Vec<String> = shown
            .asked
            .iter()
            .map(|at| format!(" {} ", shown.groups[*at as usize].to_lowercase()))
            .collect();
        assert_eq!(paper.confirm(&right), Ok(()));
        let mut wrong = right.clone();
        wrong[0] = "QQQQQQ".to_owned();
        assert_eq!(paper.confirm(&wrong), Err(Failure::of("recovery-groups-wrong")));
        assert_eq!(paper.confirm(&right[..2]), Err(Failure::of("recovery-groups-wrong")));
    }

    #[test]
    fn the_words_on_the_sheet_are_the_key() {
        let paper = Paper::draw(&mut rand::rng());
        let at = "2026-11-22T14:28:33+01:00".parse().expect("a moment");
        let sheet = paper.sheet("Journal".to_owned(), at);
        assert_eq!((sheet.words.len(), &*sheet.date), (24, "2026-11-22"));
        let again = RecoveryKey::parse(&sheet.words.join(" ")).expect("the words are a key");
        assert_eq!(again.expose(), sheet.key);
        assert!(sheet.qr.starts_with("M0 0h1v1h-1z"), "a finder pattern stands in the corner");
    }
}
