//! What a block reveals, by itself and beside the others.

use detect::Topic;

fn of(text: &str) -> Vec<Topic> {
    detect::topics(text).into_iter().flat_map(|found| found.topics).collect()
}

fn reveals(text: &str, topic: Topic) {
    let found = of(text);
    assert!(found.contains(&topic), "{} in {text:?}: {found:?}", topic.as_str());
}

#[test]
fn plain_disclosures_are_found() {
    reveals(
        "The biopsy came back and the oncologist said that the tumour was malignant.",
        Topic::Health,
    );
    reveals("I had a panic attack and have been seeing a therapist since.", Topic::MentalHealth);
    reveals("I came out as a lesbian to my team, and my girlfriend was there.", Topic::Sexuality);
    reveals("I stopped praying and left the church where my father is pastor.", Topic::Faith);
    reveals("We were on strike for six weeks and the union lost the vote.", Topic::Politics);
    reveals("They laughed at my accent and asked where I was really from.", Topic::Ethnicity);
    reveals("I was arrested, pleaded guilty and the judge gave me probation.", Topic::Legal);
    reveals("I drank a bottle of vodka a day until I went to rehab.", Topic::Substance);
    reveals("He punched me and held a knife at my throat.", Topic::Violence);
    reveals(
        "I owed eleven thousand on the credit card and could not pay the mortgage.",
        Topic::Finances,
    );
    reveals(
        "My brother and I have not spoken since the divorce. He threw me out.",
        Topic::FamilyConflict,
    );
    reveals("My mother died in March and we buried her beside my father.", Topic::Grief);
    reveals(
        "My manager took the credit and had me written up for complaining to HR.",
        Topic::WorkConflict,
    );
    reveals(
        "She told me in confidence and made me promise never to tell anybody.",
        Topic::Confidence,
    );
    reveals("The merger had not been announced and I had signed an NDA.", Topic::WorkSecret);
    reveals("He is a coward and a liar, a spineless little man.", Topic::Harsh);
}

#[test]
fn plain_disclosures_are_found_in_other_languages() {
    reveals("Der Arzt fand einen Tumor, und ich bekam Chemotherapie.", Topic::Health);
    reveals("Mein Vater ist im Mai gestorben, die Beerdigung war in Kassel.", Topic::Grief);
    reveals("Tenía una deuda de doce mil euros y el banco embargó la casa.", Topic::Finances);
    reveals("Mon père est mort en mars, et l'enterrement a eu lieu à Lyon.", Topic::Grief);
    reveals("Fiquei com uma dívida de dez mil reais no banco.", Topic::Finances);
    reveals(
        "Ik dronk elke dag een fles wodka en ging naar de kliniek om af te kicken.",
        Topic::Substance,
    );
    reveals("医生说是癌症，我住院做了化疗。", Topic::Health);
    reveals("父が亡くなり、葬儀は雨だった。", Topic::Grief);
}

#[test]
fn figures_of_speech_and_ordinary_days_reveal_nothing() {
    for text in [
        "We killed it on stage, and the deadline was dead simple.",
        "I labelled the shelves on Monday and had soup at noon.",
        "The printer on the third floor needs new toner again.",
        "Take the second tram, get off at the market, and look for the blue door.",
    ] {
        assert_eq!(of(text), [], "{text:?}");
    }
}

#[test]
fn a_wish_to_die_said_outright_is_always_found_and_said_with_care() {
    for text in [
        "I wanted to kill myself.",
        "The soup was good, the bus was late, and my brother killed himself that night, in the barn.",
        "Er hat Selbstmord begangen.",
    ] {
        let found = detect::topics(text);
        assert!(found.iter().any(|t| t.topics.contains(&Topic::SelfHarm)), "{text:?}");
        assert!(found.iter().all(|t| t.reason.contains("Take your time")), "{found:?}");
    }
}

#[test]
fn blocks_held_apart_are_read_beside_each_other() {
    let blocks = [
        "My first AA meeting was in a scout hall, after the bottle of vodka.",
        "day nineteen: coffee",
        "I have been sober since, and my sponsor calls every Sunday.",
        "The relapse came with a drink at a wedding.",
    ];
    let beside = detect::topics_of(&blocks);
    assert_eq!(beside.len(), blocks.len());
    let text = blocks.join("\n\n");
    let whole = detect::topics(&text);
    let apart: Vec<_> = beside.iter().flatten().map(|t| t.topics.clone()).collect();
    assert_eq!(apart, whole.iter().map(|t| t.topics.clone()).collect::<Vec<_>>());
    for (block, found) in blocks.iter().zip(&beside) {
        assert!(found.as_ref().is_none_or(|found| found.span == (0..block.len())));
    }
    let hint = beside[1].as_ref().is_some_and(|t| t.topics.contains(&Topic::Substance));
    assert!(hint && of(blocks[1]).is_empty(), "{beside:?}");
}

#[test]
fn nothing_and_noise_reveal_nothing() {
    assert_eq!(detect::topics_of(&[]), []);
    assert_eq!(
        detect::topics_of(&["", " ", "\u{200b}", "…", "''''"]),
        [None, None, None, None, None]
    );
    assert_eq!(of(""), []);
    assert_eq!(of(&"'".repeat(5000)), []);
}
