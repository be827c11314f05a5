//! The letter inside a sealed page, which came as a file from somebody else: nothing of the page is run,
//! shown or believed but the text of one element.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use share::{LetterError, MARKER};

use crate::LettersError;

const END: &str = "</script>";
/// Standard base64 (RFC 4648, section 4); a mail program may have taken the padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The age file that a sealed page carries.
///
/// `not-a-letter` when it carries none, `letter-damaged` when what it carries is not whole.
pub(crate) fn letter_in(page: &[u8]) -> Result<Vec<u8>, LettersError> {
    let page = std::str::from_utf8(page).map_err(|_| LetterError::NotALetter)?;
    let (begin, _) = MARKER.split_once('>').ok_or(LetterError::NotALetter)?;
    let (_, rest) = page.split_once(begin).ok_or(LetterError::NotALetter)?;
    let rest = rest.strip_prefix('>').ok_or(LetterError::NotALetter)?;
    let (coded, _) = rest.split_once(END).ok_or(LettersError::damaged("its page"))?;
    let coded: Vec<u8> = coded.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(coded).map_err(|_| LettersError::damaged("its page"))
}
