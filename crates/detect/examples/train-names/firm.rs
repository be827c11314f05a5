//! Names of firms, schools and other bodies, made up.

use crate::lexicon::{Lexicon, title};
use crate::rng::Rng;

/// Its name, in one of the ways firms and schools are named.
pub fn named(language: &str, lexicon: &Lexicon, rng: &mut Rng) -> String {
    let name = title(rng.pick(&lexicon.surname));
    let word = |rng: &mut Rng| title(rng.pick(&lexicon.words));
    let town = title(rng.pick(&lexicon.place));
    let (forms, bodies) = match language {
        "de" => (
            "GmbH AG KG Verlag Versicherung Werke",
            "Klinikum Universität Sparkasse Gymnasium Amtsgericht Krankenhaus",
        ),
        "es" => (
            "SA SL Hermanos Seguros Transportes Editorial",
            "Hospital Universidad Colegio Instituto Banco Clínica",
        ),
        "fr" => (
            "SARL SA Frères Assurances Industries Éditions",
            "Lycée Hôpital Clinique Université Banque Collège",
        ),
        "pt" => (
            "Ltda SA Irmãos Seguros Advogados Editora",
            "Hospital Universidade Colégio Instituto Banco Clínica",
        ),
        "nl" => (
            "BV NV Logistiek Bouw Verzekeringen Zonen",
            "Ziekenhuis Universiteit Lyceum Kliniek Gemeente Stichting",
        ),
        _ => (
            "Ltd Inc LLC PLC Group Partners Holdings Corp Co",
            "Hospital University College School Council Clinic Prison Academy Bank Church Infirmary Primary",
        ),
    };
    match rng.below(22) {
        0 => format!("{name} {}", rng.one(forms)),
        1 => format!("{name}-{}", title(rng.pick(&lexicon.surname))),
        2 => {
            let (b, c) = (title(rng.pick(&lexicon.surname)), title(rng.pick(&lexicon.surname)));
            format!("{name}, {b} {} {c}", rng.one("and and and &"))
        }
        3 => format!("{name} & {}", title(rng.pick(&lexicon.surname))),
        4 => format!("{} {}", word(rng), rng.one(forms)),
        5 | 6 => {
            if language == "en" || language == "de" || language == "nl" {
                format!("{town} {}", rng.one(bodies))
            } else {
                format!("{} {}", rng.one(bodies), if rng.chance(50) { name } else { town })
            }
        }
        7 | 8 => {
            let (a, b) = (rng.pick(&lexicon.words).to_owned(), rng.pick(&lexicon.words).to_owned());
            title(&format!("{a}{b}"))
        }
        9 => format!("{}{}", word(rng), word(rng)),
        10 | 11 => format!("{} {}", word(rng), word(rng)),
        12 => format!("{} {} {}", word(rng), word(rng), word(rng)),
        13 => format!("{} {} {} {}", word(rng), word(rng), word(rng), word(rng)),
        14 | 15 => {
            let (a, b) = (rng.pick(&lexicon.words).to_owned(), rng.pick(&lexicon.words).to_owned());
            let (a, b) = (a[..a.len().min(4)].to_owned(), b[b.len() - b.len().min(3)..].to_owned());
            title(&format!("{a}{b}"))
        }
        16 if rng.chance(50) => {
            let letters: String = (0..2 + rng.below(3)).map(|_| rng.one("A B C D E F G H I K L M N O P R S T U V W")).collect();
            format!("{letters} {town}")
        }
        16 => (0..2 + rng.below(4)).map(|_| rng.one("A B C D E F G H I K L M N O P R S T U V W")).collect(),
        17 => format!(
            "{} {}",
            word(rng),
            rng.one(
                "Software Technologies Analytics Systems Health Energy Media Capital Foods Labs Data Insights Networks \
                 Solutions Services Freight Motors Robotics Studios Research"
            )
        ),
        18 => format!("{name} {}", rng.one("Foods Motors Books Press Freight Water Mutual House Stores Works")),
        19 => name,
        20 => title(rng.pick(&lexicon.words)),
        _ => format!("{} {}", rng.one("American National United Royal Global First Open Green"), word(rng)),
    }
}
