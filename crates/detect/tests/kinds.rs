//! Each kind is found in the notations people write it in.

use detect::{FindingKind, Knowledge};

fn finds(text: &str, kind: FindingKind, what: &str) {
    let found = detect::find(text, &Knowledge::default());
    let hit = found.iter().any(|f| f.kind == kind && &text[f.span.clone()] == what);
    let list: Vec<_> = found.iter().map(|f| (f.kind.as_str(), &text[f.span.clone()])).collect();
    assert!(hit, "{what:?} as {} in {text:?}: {list:?}", kind.as_str());
}

fn quiet(text: &str) {
    let found = detect::find(text, &Knowledge::default());
    let list: Vec<_> = found.iter().map(|f| (f.kind.as_str(), &text[f.span.clone()])).collect();
    assert!(found.is_empty(), "{text:?}: {list:?}");
}

#[test]
fn addresses_of_the_net_are_found() {
    finds("write to j.doe+x@mail.example, please", FindingKind::Email, "j.doe+x@mail.example");
    finds("[me](mailto:me@here.example)", FindingKind::Email, "me@here.example");
    finds("see (https://a.example/x_(y)?z=1).", FindingKind::Url, "https://a.example/x_(y)?z=1");
    finds("it is on www.place.example now", FindingKind::Url, "www.place.example");
    finds("it is on shop.example.org/x now", FindingKind::Url, "shop.example.org/x");
    finds("I am @some_body there", FindingKind::Handle, "@some_body");
    finds("from 10.20.4.17 at night", FindingKind::Ip, "10.20.4.17");
    finds("from 2001:db8::8a2e:370:7334 at night", FindingKind::Ip, "2001:db8::8a2e:370:7334");
    quiet("version 1.2.3.4 came out and the end.It was over, e.g. in main.rs");
}

#[test]
fn phone_numbers_are_found() {
    for number in [
        "+44 20 7946 0958",
        "(03) 5550 2219",
        "573.555.0118",
        "020 7946 0418",
        "069 / 90009 147",
        "04 65 71 01 38",
        "+57 399 555 0139",
        "06-0055 1148",
    ] {
        finds(&format!("it was {number}, all day"), FindingKind::Phone, number);
    }
    finds("call me on 467 3395 tonight", FindingKind::Phone, "467 3395");
}

#[test]
fn numbers_of_a_person_are_found() {
    finds(
        "IBAN ES91 2100 0418 4502 0005 1332 today",
        FindingKind::Account,
        "ES91 2100 0418 4502 0005 1332",
    );
    finds("pay gb29nwbk60161331926819 today", FindingKind::Account, "gb29nwbk60161331926819");
    finds("card 4111 1111 1111 1111, gone", FindingKind::Account, "4111 1111 1111 1111");
    finds("mine is 078-05-1120 as ever", FindingKind::Account, "078-05-1120");
    finds("meu CPF, 529.982.247-25, e nada", FindingKind::Account, "529.982.247-25");
    finds("身份证号：11010519491231002X。", FindingKind::Account, "11010519491231002X");
    finds("my DNI 12345678Z expired", FindingKind::Account, "12345678Z");
    finds("my employee number is 30417 there", FindingKind::Account, "30417");
    finds("Case 09-CV-4471 went nowhere", FindingKind::Account, "09-CV-4471");
    finds("meine Versichertennummer, K482917365, kann ich", FindingKind::Account, "K482917365");
    quiet("the standard ISO-8601 and COVID-2019 and page 1123");
}

#[test]
fn spots_on_the_map_are_found() {
    finds("at -23.3571, 119.7318 exactly", FindingKind::Coordinates, "-23.3571, 119.7318");
    finds("at 48°51'29\"N 2°17'40\"E exactly", FindingKind::Coordinates, "48°51'29\"N 2°17'40\"E");
}

#[test]
fn sums_are_found_in_figures_and_words() {
    for sum in [
        "$1.9 million",
        "€ 6.400",
        "18.450,75 €",
        "R$ 47.300,00",
        "₹40,00,000",
        "1 350 €",
        "CHF 500",
        "500 euros",
        "£612",
        "20k dollars",
        "R$ 90 mil",
        "3万円",
        "NOK 1200",
    ] {
        finds(&format!("it cost {sum}, all told"), FindingKind::Money, sum);
    }
    finds("he lost thirty grand on it", FindingKind::Money, "thirty grand");
    finds("I owed two thousand euros then", FindingKind::Money, "two thousand euros");
    finds("with forty lakhs to go", FindingKind::Money, "forty lakhs");
    quiet("I lost ten pounds and a grand piano");
}

#[test]
fn dates_are_found_in_eight_languages() {
    for date in [
        "14 March 2019",
        "March 8, 2019",
        "2019-03-14",
        "4/12/2016",
        "23. Januar 2019",
        "30 de octubre de 2012",
        "4 décembre 2018",
        "março de 2016",
        "februari 2020",
        "2018年5月",
        "2021年10月12日",
        "spring 1998",
        "Christmas 2009",
        "June 2017",
        "1er mai 2020",
        "Tuesday, 3 May 2011",
        "Sommer 2003",
    ] {
        finds(&format!("it was {date}, and then"), FindingKind::Date, date);
    }
    finds("on the fourteenth of March we left", FindingKind::Date, "fourteenth of March");
    quiet("he may 3 times a week, on page 12 in 1998, at 14:30, in May or on Monday, march on");
}

#[test]
fn ages_are_found_in_figures_and_words() {
    for (text, age) in [
        ("I was 24, and poor", "24"),
        ("She was seventy-nine.", "seventy-nine"),
        ("Ich war 38 Jahre alt und", "38 Jahre alt"),
        ("Tenía 33 años y", "33 años"),
        ("eu tinha 26 anos, vinha", "26 anos"),
        ("j'avais 33 ans et", "33 ans"),
        ("a 65-year-old man", "65-year-old"),
        ("At sixteen I could set type", "sixteen"),
        ("My son, eight, told me", "eight"),
        ("三十四歳だった", "三十四歳"),
    ] {
        finds(text, FindingKind::Age, age);
    }
    quiet("it was 24 degrees at four, after twelve years and six weeks");
}

#[test]
fn addresses_are_found() {
    for address in [
        "17 Hakea Street, Reservoir VIC 3073",
        "8/42 Hughes Street, Cabramatta NSW 2166",
        "2209 Cedar Bluff Rd, Enid, OK 73703",
        "12 bis, rue des Sarrazins, 59000 Lille",
        "Rua Barão do Triunfo, 88, sala 41",
        "31 Moor View, NE46 1ZZ",
    ] {
        finds(&format!("we live at {address}."), FindingKind::Address, address);
    }
    finds("wir wohnen in der Lindenstraße 12a", FindingKind::Address, "Lindenstraße 12a");
}

#[test]
fn secrets_are_found() {
    finds(
        "The root password was still `Mapl3-Gravy-77`, shared",
        FindingKind::Secret,
        "Mapl3-Gravy-77",
    );
    finds("the door code was 4471Y and", FindingKind::Secret, "4471Y");
    finds("my PIN is 0611#", FindingKind::Secret, "0611#");
    finds("das Passwort lautet „hunter22“", FindingKind::Secret, "hunter22");
    quiet("I forgot the password again in 2019");
}

#[test]
fn people_are_found_by_name_title_and_kin() {
    finds("I asked Mehmet Yıldız about it", FindingKind::Person, "Mehmet Yıldız");
    finds("Then Mrs Cullinane left", FindingKind::Person, "Cullinane");
    finds("My boss, Jules, laughed", FindingKind::Person, "Jules");
    for (text, relation) in [
        ("then my boss laughed", "my boss"),
        ("then our CFO laughed", "our CFO"),
        ("The head of HR asked", "The head of HR"),
        ("then my mother-in-law came", "my mother-in-law"),
        ("dann rief mein Abteilungsleiter an", "mein Abteilungsleiter"),
        ("entonces mi hermana vino", "mi hermana"),
        ("puis ma mère est venue", "ma mère"),
        ("então minha avó veio", "minha avó"),
        ("toen kwam mijn dochter", "mijn dochter"),
        ("我妈打来电话", "我妈"),
        ("上司に呼ばれた", "上司"),
    ] {
        finds(text, FindingKind::Relation, relation);
    }
    quiet("he was a nurse, like a teacher");
}
