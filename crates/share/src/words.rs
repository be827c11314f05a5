//! Passphrases of ordinary words for packages, to be told by another way than the package goes.

use vault::Passphrase;
use zeroize::Zeroizing;

/// Seven words of 11 bits each: 77 bits.
pub const PASSPHRASE_WORDS: usize = 7;

/// How many guesses a generated passphrase takes at most, as a power of two: eleven bits a word.
pub const PASSPHRASE_BITS: u32 = 77;

/// A new passphrase: seven words of the English BIP 39 list, each drawn evenly, with hyphens
/// between them.
pub(crate) fn generate_passphrase(rng: &mut dyn rand::Rng) -> Zeroizing<String> {
    let list = bip39::Language::English.word_list();
    let mut out = Zeroizing::new(String::with_capacity(PASSPHRASE_WORDS * 9));
    for n in 0..PASSPHRASE_WORDS {
        if n > 0 {
            out.push('-');
        }
        // 2^11 words, so eleven bits of the draw are one word without any bias.
        out.push_str(list[(rng.next_u32() & 0x7ff) as usize]);
    }
    out
}

/// The passphrase as the vault's sealing takes it.
pub(crate) fn as_passphrase(text: &str) -> Passphrase {
    Passphrase::from(text.to_owned())
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn a_passphrase_is_seven_words_and_never_twice_the_same() {
        let mut rng = rand::rngs::StdRng::seed_from_u64(7);
        let one = generate_passphrase(&mut rng);
        assert_eq!(one.split('-').count(), PASSPHRASE_WORDS);
        assert_eq!(
            bip39::Language::English.word_list().len().ilog2() as usize * PASSPHRASE_WORDS,
            77
        );
        assert_eq!(PASSPHRASE_BITS, 77);
        assert_ne!(*one, *generate_passphrase(&mut rng));
    }
}
