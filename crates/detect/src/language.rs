//! Which language a text is most likely in, by its small words.

use crate::token::Tokens;

/// The languages whose words we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    Spanish,
    French,
    Portuguese,
    Dutch,
}

/// How many words decide.
const ENOUGH: usize = 2000;

/// Guesses; English where nothing speaks for another language.
pub fn guess(tokens: &Tokens<'_>) -> Language {
    use Language::{Dutch, English, French, German, Portuguese, Spanish};
    let mut votes = [0usize; 6];
    for i in 0..tokens.len().min(ENOUGH) {
        let slot = match tokens.fold(i) {
            "the" | "and" | "of" | "was" | "with" | "that" | "i" | "my" | "she" | "it" | "you"
            | "they" => 0,
            "der" | "und" | "ich" | "nicht" | "das" | "ist" | "war" | "ein" | "mit" | "auf"
            | "sie" | "im" | "zu" => 1,
            "el" | "y" | "los" | "las" | "con" | "mi" | "lo" | "una" | "pero" | "muy" | "del"
            | "yo" => 2,
            "le" | "les" | "et" | "je" | "des" | "du" | "une" | "pas" | "est" | "dans" | "pour"
            | "au" => 3,
            "o" | "os" | "um" | "uma" | "nao" | "eu" | "com" | "minha" | "meu" | "ao" | "do"
            | "da" => 4,
            "het" | "een" | "ik" | "niet" | "mijn" | "van" | "zijn" | "dat" | "ze" | "naar"
            | "voor" | "met" => 5,
            _ => continue,
        };
        votes[slot] += 1;
    }
    let languages = [English, German, Spanish, French, Portuguese, Dutch];
    let mut best = 0;
    for slot in 1..languages.len() {
        if votes[slot] > votes[best] {
            best = slot;
        }
    }
    languages[best]
}
