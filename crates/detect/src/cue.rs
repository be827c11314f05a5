//! Small closed sets of words that tell what stands beside them. All folded: lower case, no accents.

use crate::hash::Set;
use crate::words::one_of;
use std::sync::OnceLock;

/// Titles and abbreviations whose full stop ends no sentence.
pub const ABBREVIATED: [&str; 34] = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "sr", "sra", "srta", "st", "capt", "lt",
    "sgt", "col", "gen", "hon", "pres", "gov", "sen", "rep", "drs", "ing", "ir", "mme", "mlle",
    "mm", "jr", "hr", "fam", "ste", "mag", "dra",
];

/// Whether a word stands before a person's name as a title.
pub fn is_honorific(word: &str) -> bool {
    one_of!(
        word,
        "mr mrs ms miss mx dr prof professor doctor rev reverend pastor father sister brother sir \
            madam madame lady lord dame uncle aunt auntie aunty captain capt sergeant sgt lieutenant lt \
            colonel col major general detective inspector officer constable judge justice president \
            senator nurse coach chief bishop imam rabbi sheikh canon deacon alhaji alhaja oga nana \
            granny grandma grandpa granddad master mister monsieur mme mlle mademoiselle maitre herr \
            herrn frau fraulein onkel tante schwester oma opa pfarrer hr fr senor senora senorita don dona sr \
            sra srta dra tio tia padre hermana doctora doutor doutora seu irma frei docteur oncle soeur \
            pere meneer mevrouw mevr dhr dominee oom zuster juffrouw meester mw cllr councillor smt shri \
            sri chef"
    )
}

/// Whether a verb has people as its subject.
pub fn is_speech(word: &str) -> bool {
    one_of!(
        word,
        "said says asked asks told tells replied answered whispered shouted yelled laughed smiled \
            cried nodded shrugged sighed grinned wept wrote writes emailed called rang texted phoned \
            messaged thought knew knows wanted looked sat stood walked ran drove came went left died \
            lived loved hated smirked hugged kissed clapped noticed explained insisted promised \
            apologised apologized thanked mumbled muttered joked admitted agreed refused remembered \
            listened handed gave took brought held put pulled leaned stared blinked quit sued resigned \
            retired married divorced moved stayed waited hasn't didn't doesn't wouldn't couldn't had has \
            who whom whose paid taught caught saw got kept turned never was is and sagte fragte meinte \
            antwortete rief schrieb lachte erzahlte weinte nickte ging kam fuhr hatte war dijo pregunto \
            respondio contesto llamo escribio rio lloro conto llego salio estaba tenia era tiene me dit \
            demanda demande repondit repondu repond ecrit appela appelle rit pleure raconte passait \
            portait avait etait est a qui et disse perguntou respondeu ligou escreveu chorou contou \
            chegou saiu riu tinha estava que zei vroeg antwoordde belde schreef huilde vertelde kwam \
            lacht die"
    )
}

/// Whether a preposition before a capital points to a place.
pub fn is_locative(word: &str) -> bool {
    one_of!(
        word,
        "in from near outside around across through to into toward towards via beyond leaving \
            visiting south north east west southern northern eastern western downtown central city aus \
            nach nahe uber bei en desde hasta hacia cerca a au aux vers depuis em no na para pra ate uit \
            naar tot rond te van de d"
    )
}

/// Whether a preposition or verb before a capital points to a firm or a school.
pub fn is_corporate(word: &str) -> bool {
    one_of!(word, "at for joined by with left inc bei beim chez bij via against between")
}

/// Whether a word in a capitalised run makes it an organisation.
pub fn is_organisation(word: &str) -> bool {
    one_of!(
        word,
        "ltd limited inc llc llp plc corp corporation company co gmbh ag kg ug se sa sas sarl sl srl \
            spa bv nv ltda eireli oy ab as pty pvt bank group holdings partners associates industries \
            systems solutions technologies technology tech software labs laboratories analytics insights \
            payments logistics freight foods biscuits motors airlines airways insurance mutual capital \
            ventures consulting services media press publishing records studios pharmaceuticals pharma \
            energy electric telecom networks robotics biotech microfinance robotic construction builders \
            engineering manufacturing mills works water civil shipping transport bakery brewery \
            supermarket stores outfitters school college university academy institute institution \
            polytechnic grammar primary middle comp comprehensive seminary kindergarten nursery faculty \
            hospital infirmary clinic hospice surgery pharmacy medical health healthcare regional rehab \
            church parish chapel cathedral mosque synagogue temple ministries ministry mission diocese \
            abbey priory monastery club fc afc united rovers society association foundation trust \
            charity union party council committee federation league orchestra choir museum library \
            theatre theater gallery agency department bureau authority commission office prison jail \
            court tribunal army navy police regiment battalion legion guild cooperative co-op center \
            centre klinik klinikum krankenhaus universitat hochschule gymnasium grundschule realschule \
            gesamtschule sparkasse volksbank verein stiftung kirche gericht amtsgericht landgericht \
            ministerium amt verlag werke sohne versicherung brauerei backerei universidad colegio \
            instituto escuela clinica iglesia parroquia banco fundacion ayuntamiento juzgado ministerio \
            sindicato ceramicas talleres construcciones grupo cooperativa asociacion partido editorial \
            hermanos hijos consultores seguros transportes industrias universite lycee ecole hopital \
            clinique eglise paroisse banque fondation mairie ministere syndicat etablissements ets \
            cabinet agence groupe societe cie fils freres maison editions assurances imprimerie \
            universidade escola igreja fundacao prefeitura construtora transportadora advogados \
            associados irmaos filhos editora laboratorio faculdade universiteit hogeschool ziekenhuis \
            kliniek kerk gemeente stichting rechtbank basisschool lyceum bouw logistiek verzekeringen \
            zonen bakkerij drukkerij vereniging ggz praktijk"
    )
}

/// Whether a word ends the name of a street, a building or a piece of land.
pub fn is_site(word: &str) -> bool {
    one_of!(
        word,
        "street road avenue lane drive boulevard square bridge station airport park river lake \
            mountain mount beach bay island islands valley hill hills forest county courthouse hotel inn \
            motel tower towers plaza mall market harbour harbor port pier coast peninsula province \
            district quarter heights terrace highway freeway creek falls canyon desert village town city \
            castle palace house building stadium arena hall estate farm junction crescent gardens wharf \
            canal cemetery cafe arms tavern strasse platz brucke bahnhof flughafen allee gasse schloss \
            turm hof see tal calle avenida puente estacion aeropuerto barrio playa isla rio cerro paseo \
            rue place pont gare quai aeroport quartier plage ile rua praca ponte estacao aeroporto \
            bairro praia ilha morro straat plein brug laan gracht luchthaven"
    )
}

/// Months, weekdays, languages and other capitals that name no person.
pub fn is_calendar(word: &str) -> bool {
    one_of!(
        word,
        "january february march april may june july august september october november december jan \
            feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday \
            saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays januar \
            februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag \
            samstag sonntag enero febrero marzo abril mayo junio julio agosto septiembre octubre \
            noviembre diciembre lunes martes miercoles jueves viernes sabado domingo janvier fevrier \
            mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi \
            vendredi samedi dimanche janeiro fevereiro marco maio junho julho setembro outubro novembro \
            dezembro januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag \
            zaterdag zondag christmas easter diwali ramadan eid lent thanksgiving halloween hanukkah \
            weihnachten ostern navidad noel natal pasen kerst"
    )
}

/// Nationalities, languages, faiths, brands of tools: capitals the guide does not count.
pub fn is_other_capital(word: &str) -> bool {
    const LIST: &str = " english british irish scottish welsh american canadian mexican french german spanish portuguese brazilian dutch belgian swiss italian greek turkish polish russian ukrainian indian pakistani bangladeshi chinese japanese korean vietnamese thai filipino indonesian nigerian ghanaian kenyan african european asian arab arabic israeli iranian persian iraqi syrian egyptian moroccan algerian swedish norwegian danish finnish czech hungarian romanian bulgarian serbian croatian albanian latin hindi urdu tamil bengali punjabi kashmiri yoruba igbo hausa swahili latino hispanic black white asian aboriginal maori celtic
 christian catholic protestant anglican methodist baptist orthodox muslim islamic jewish hindu buddhist sikh mormon evangelical pentecostal quaker jew jews muslims christians catholics god jesus christ lord allah bible quran torah mass ogum buddha satan devil krishna shiva virgin judas
 excel word powerpoint outlook zoom slack teams twitter facebook instagram tiktok linkedin whatsapp youtube google gmail android iphone ipad windows linux python java rust javascript helvetica arial garamond impact comic sans times courier netflix uber spotify wikipedia reddit discord telegram wordle photoshop figma jira trello notion github gitlab git docker kubernetes prozac xanax zoloft sertraline fanta coke pepsi corsa ford toyota honda bmw audi tesla volvo vw clarks lego barbie monopoly scrabble spreadsheet internet bluetooth wifi mapquest nespresso tupperware velcro hoover jeep
 mr mrs ms dr prof i i'm i'd i've i'll ok okay yes no pm am ceo cfo cto coo hr it pr ui ux vp tv uk us usa eu gp nhs hiv dna mri ct adhd ptsd ocd phd mba ba bsc msc ma id pin atm diy faq asap fyi rip vip suv cv usb pdf sms gps iud icu er nda qa okr kpi roi tory tories labour democrat democrats republican republicans nazi brexit covid
 mum mom mummy mommy mama mamma dad daddy papa pa ma nan nana nanna gran granny grandma grandpa grandad granddad amma appa abba ammi baba ba bapa thatha dadi dada nani auntie uncle mutti vati oma opa maman papi mami abuela abuelo mamae papai vovo mam pap ";
    static SET: OnceLock<Set<&str>> = OnceLock::new();
    SET.get_or_init(|| LIST.split_ascii_whitespace().collect()).contains(word)
}
