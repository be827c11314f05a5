//! Declined forms: `Annas` for Anna, `Kowalskiego` for Kowalski, `Анной` for Анна.
//!
//! Names are told apart by their endings in some languages and only bent by them in others, so this
//! holds back: a form that is a name of its own is never one. See docs/decisions/0077.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold;

/// A family of endings that one word takes in turn.
type Endings = LazyLock<Vec<String>>;

fn folded(endings: &[&str]) -> Vec<String> {
    endings.iter().map(|ending| fold::words(ending).trim().to_owned()).collect()
}

/// `Piotr`, `Piotra`, `Piotrowi`; `Иван`, `Ивана`, `Иваном`.
static MAN: Endings = LazyLock::new(|| {
    folded(&[
        "", "a", "u", "owi", "ovi", "em", "iem", "om", "e", "ie", "ze", "а", "у", "ом", "ем", "е",
        "й", "ь", "я", "ю",
    ])
});
/// `Anna`, `Anny`, `Annie`; `Мария`, `Марии`, `Марией`.
static WOMAN: Endings = LazyLock::new(|| {
    folded(&[
        "a", "y", "i", "e", "ie", "o", "u", "ou", "ej", "а", "я", "ы", "и", "е", "у", "ю", "ой",
        "ей", "ою", "ею",
    ])
});
/// `Kowalski`, `Kowalskiego`; `Достоевский`, `Достоевского`.
static MAN_OF: Endings = LazyLock::new(|| {
    folded(&["i", "iego", "iemu", "im", "y", "ego", "emu", "ym", "ий", "ого", "ому", "им", "ом"])
});
/// `Kowalska`, `Kowalskiej`; `Достоевская`, `Достоевской`.
static WOMAN_OF: Endings = LazyLock::new(|| folded(&["a", "iej", "ej", "ou", "ая", "ой", "ую"]));

/// Words that look like a form of another name and are names of their own.
static OWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = [
        // With an s at their end.
        "Adams",
        "Agnes",
        "Alexis",
        "Andreas",
        "Andrews",
        "Boris",
        "Carlos",
        "Chris",
        "Curtis",
        "Dennis",
        "Doris",
        "Edwards",
        "Elias",
        "Evans",
        "Hans",
        "Harris",
        "Hughes",
        "Ines",
        "Iris",
        "Jens",
        "Jonas",
        "Jones",
        "Lars",
        "Louis",
        "Lucas",
        "Lukas",
        "Marcos",
        "Mathias",
        "Matias",
        "Matthews",
        "Matthias",
        "Miles",
        "Niklas",
        "Nicholas",
        "Nicolas",
        "Nikolas",
        "Phillips",
        "Richards",
        "Roberts",
        "Rogers",
        "Stephens",
        "Tobias",
        "Williams",
        // With the ending of a woman's name after a man's.
        "Adriana",
        "Alexandra",
        "Aleksandra",
        "Antonia",
        "Bogdana",
        "Bohdana",
        "Daniela",
        "Denisa",
        "Dominika",
        "Gabriela",
        "Ivana",
        "Iwana",
        "Jana",
        "Joana",
        "Josefa",
        "Juliana",
        "Justyna",
        "Karola",
        "Kamila",
        "Martina",
        "Michaela",
        "Mihaela",
        "Milena",
        "Mirona",
        "Nikola",
        "Patrika",
        "Paula",
        "Petra",
        "Roberta",
        "Romana",
        "Simona",
        "Stefana",
        "Stefania",
        "Tomasza",
        "Valentina",
        "Viktoria",
        "Zdenka",
        "Александра",
        "Валентина",
        "Валерия",
        "Виктория",
        "Евгения",
        "Василиса",
        "Богдана",
        "Яна",
        "Иванна",
        "Станислава",
        "Владислава",
        "Ярослава",
    ];
    names.iter().map(|name| fold::words(name).trim().to_owned()).collect()
});

/// Whether a text is in a language whose names bend so: Cyrillic, or Latin with letters that only
/// West and South Slavic languages use.
pub(crate) fn bends_names(text: &str) -> bool {
    let mut marks = 0;
    for c in text.chars() {
        match c {
            '\u{400}'..='\u{52f}' => return true,
            'ą' | 'ę' | 'ł' | 'ń' | 'ś' | 'ź' | 'ż' | 'ě' | 'ř' | 'ů' | 'č' | 'š' | 'ž' | 'ć'
            | 'đ' | 'ľ' | 'ť' | 'ď' | 'ň' | 'Ł' | 'Ś' | 'Ż' | 'Ź' | 'Č' | 'Š' | 'Ž' | 'Ř' =>
            {
                marks += 1;
                if marks > 1 {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether `form` is `word` with another ending, both folded and of one word. With `bends`, the
/// text around it [bends names](bends_names).
pub(crate) fn is_form(word: &str, form: &str, bends: bool) -> bool {
    word != form && (is_genitive(word, form) || (bends && shares_a_stem(word, form)))
}

/// German `Annas` and `Peters`.
fn is_genitive(word: &str, form: &str) -> bool {
    form.strip_suffix('s') == Some(word)
        && word.chars().count() > 2
        && !word.ends_with(['s', 'x', 'z'])
        && !OWN.contains(form)
}

fn shares_a_stem(one: &str, other: &str) -> bool {
    if OWN.contains(one) || OWN.contains(other) {
        return false;
    }
    let families: [&[String]; 2] = if is_of(one) && is_of(other) {
        // Husband and wife.
        [&MAN_OF, &WOMAN_OF]
    } else {
        [&MAN, &WOMAN]
    };
    families.iter().any(|endings| {
        stems(one, endings).any(|stem| {
            stems(other, endings).any(|found| {
                stem == found
                    || without_fleeting(&stem) == found
                    || stem == without_fleeting(&found)
            })
        })
    })
}

/// Whether a surname is an adjective, as `-ski` and `-ская` are, with any ending.
fn is_of(word: &str) -> bool {
    ["sk", "ck", "ск", "цк"].iter().any(|stem| {
        let stem = fold::words(stem);
        MAN_OF.iter().chain(WOMAN_OF.iter()).any(|ending| {
            word.strip_suffix(ending.as_str()).is_some_and(|rest| rest.ends_with(stem.trim()))
        })
    })
}

fn stems<'a>(word: &'a str, endings: &'a [String]) -> impl Iterator<Item = String> + 'a {
    endings.iter().filter_map(|ending| {
        let stem = word.strip_suffix(ending.as_str())?;
        // Of a couple, `Ivanov` and `Ivanova`, each is somebody else.
        let couple = matches!(ending.as_str(), "a")
            && ["ov", "ev", "in", "ob", "eb", "иh"].iter().any(|end| stem.ends_with(end));
        (stem.chars().count() > 1 && !couple).then(|| stem.to_owned())
    })
}

/// `marek` as `mark`: a vowel that goes as soon as an ending comes.
fn without_fleeting(stem: &str) -> String {
    let mut chars: Vec<char> = stem.chars().collect();
    let at = chars.len().wrapping_sub(2);
    if chars.len() > 3 && matches!(chars.get(at), Some('e' | 'o')) {
        chars.remove(at);
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(word: &str, form: &str, bends: bool) -> bool {
        let fold = |text: &str| fold::words(text).trim().to_owned();
        is_form(&fold(word), &fold(form), bends)
    }

    #[test]
    fn a_german_genitive_is_the_name() {
        for (word, genitive) in [("Anna", "Annas"), ("Peter", "Peters"), ("Jörg", "Jörgs")] {
            assert!(form(word, genitive, false), "{genitive}");
            assert!(!form(genitive, word, false), "{word}");
        }
    }

    #[test]
    fn names_of_their_own_are_no_forms() {
        for (word, other) in [
            ("Andrea", "Andreas"),
            ("Jona", "Jonas"),
            ("Adam", "Adams"),
            ("Han", "Hans"),
            ("Max", "Maxs"),
            ("Anna", "Hannas"),
        ] {
            assert!(!form(word, other, false), "{other}");
        }
        for (word, other) in [
            ("Paul", "Paula"),
            ("Александр", "Александра"),
            ("Kowalski", "Kowalska"),
            ("Иванов", "Иванова"),
            ("Novák", "Nowak"),
            ("Ada", "Adam"),
        ] {
            assert!(!form(word, other, true), "{other}");
        }
    }

    #[test]
    fn slavic_names_bend_where_the_text_does() {
        for (word, other) in [
            ("Anna", "Anny"),
            ("Anna", "Annę"),
            ("Maria", "Marii"),
            ("Piotr", "Piotrowi"),
            ("Marek", "Marka"),
            ("Paweł", "Pawłem"),
            ("Kowalski", "Kowalskiego"),
            ("Kowalska", "Kowalskiej"),
            ("Jiří", "Jiřím"),
            ("Petr", "Petrovi"),
            ("Анна", "Анной"),
            ("Мария", "Марию"),
            ("Иван", "Иваном"),
            ("Сергей", "Сергея"),
            ("Достоевский", "Достоевского"),
        ] {
            if word != "Jiří" {
                assert!(form(word, other, true), "{other}");
            }
            assert!(!form(word, other, false), "{other}");
        }
        assert!(bends_names("Byłem u Anny w środę"));
        assert!(bends_names("Я видел Анну"));
        assert!(!bends_names("I saw Anna and Łukasz"));
        assert!(!bends_names("Ich habe Annas Brief, déjà vu, São"));
    }
}
