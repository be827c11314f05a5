//! Numbers in words, from one to ninety-nine and the words that multiply them.

use crate::words::one_of;
use std::collections::HashMap;
use std::sync::OnceLock;

const EN: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const DE: &str = "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn";
const ES: &str = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve";
const FR: &str = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf";
const PT: &str = "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove";
const NL: &str = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien";
const TENS: [&str; 6] = [
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
];

fn table() -> &'static HashMap<String, u32> {
    static TABLE: OnceLock<HashMap<String, u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        let lists = [EN, DE, ES, FR, PT, NL];
        for list in lists {
            for (value, word) in (0u32..).zip(list.split(' ')) {
                table.entry(word.to_owned()).or_insert(value);
            }
        }
        for (list, tens) in lists.into_iter().zip(TENS) {
            let units: Vec<&str> = list.split(' ').collect();
            for (value, ten) in (2u32..).map(|n| n * 10).zip(tens.split(' ')) {
                table.entry(ten.to_owned()).or_insert(value);
                for (unit, word) in (1u32..).zip(&units[1..]) {
                    if unit > 9 && !ten.starts_with("soixante") && !ten.starts_with("quatre") {
                        break;
                    }
                    let joined = match ten {
                        _ if list == EN || list == FR => format!("{ten}-{word}"),
                        _ if list == DE => {
                            format!("{}und{ten}", if unit == 1 { "ein" } else { word })
                        }
                        _ if list == NL => format!("{word}en{ten}"),
                        _ => continue,
                    };
                    table.entry(joined).or_insert(value + unit);
                }
            }
        }
        for unit in ["vingt", "trente", "quarante", "cinquante", "soixante"] {
            if let Some(&ten) = table.get(unit) {
                table.insert(format!("{unit}-et-un"), ten + 1);
            }
        }
        for (word, value) in [
            ("eine", 1),
            ("ein", 1),
            ("einen", 1),
            ("una", 1),
            ("un", 1),
            ("une", 1),
            ("uma", 1),
            ("duas", 2),
            ("zwo", 2),
            ("quatre-vingts", 80),
            ("dezasseis", 16),
            ("dezassete", 17),
            ("dezanove", 19),
        ] {
            table.insert(word.to_owned(), value);
        }
        table
    })
}

/// The value of a folded number word below one hundred.
pub fn value(word: &str) -> Option<u32> {
    let (first, last) = (*word.as_bytes().first()?, *word.as_bytes().last()?);
    if !first.is_ascii_lowercase() || !last.is_ascii_lowercase() || word.len() > 24 {
        return None;
    }
    table().get(word).copied()
}

/// Whether a folded word multiplies: hundred, thousand, million, lakh.
pub fn multiplies(word: &str) -> bool {
    one_of!(
        word,
        "hundred hundreds thousand thousands million millions billion trillion lakh lakhs crore \
            crores dozen k m bn mn hundert tausend millionen mio mrd milliarde milliarden cien ciento \
            cientos mil millon millones cent cents mille millions-de milliard milliards cem milhao \
            milhoes bilhao bilhoes honderd duizend miljoen miljard doscientos trescientos quinientos \
            setecientos novecientos duzentos trezentos quinhentos"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_six_languages() {
        for (word, number) in [
            ("twenty-two", 22),
            ("sixty-eight", 68),
            ("dreiunddreissig", 33),
            ("einundzwanzig", 21),
            ("treinta", 30),
            ("once", 11),
            ("trente-trois", 33),
            ("soixante-quatorze", 74),
            ("quatre-vingt-dix-sept", 97),
            ("vinte", 20),
            ("drieendertig", 33),
        ] {
            assert_eq!(value(word), Some(number), "{word}");
        }
    }
}
