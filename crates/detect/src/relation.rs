//! Third persons by kinship or role: "my boss", "the nurse on the night shift", «ma sœur», 上司.

use crate::hash::Map;
use crate::words::one_of;
use std::ops::Range;
use std::sync::OnceLock;

use crate::FindingKind::Relation;
use crate::hit::{GUESS, Hit};
use crate::token::{Shape, Tokens};

/// How a word may name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Kinship, singular or plural.
    Kin,
    /// A role of one person.
    Role,
    /// A role that points at one person only after "my".
    Loose,
    /// A kin word used as a name.
    Name,
}

const KIN: &str = "
mother father mum mom mam dad mummy mommy daddy parent parents son sons daughter daughters child children kid kids brother brothers sister sisters sibling siblings twin twins
husband wife ex-husband ex-wife ex spouse partner fiance fiancee boyfriend girlfriend grandmother grandfather grandma grandpa gran granny nan nana granddad grandad grandparents grandson granddaughter grandchildren grandkids grandchild
uncle aunt auntie aunty cousin cousins nephew nephews niece nieces mother-in-law father-in-law brother-in-law sister-in-law son-in-law daughter-in-law in-laws stepmother stepfather stepmum stepdad stepson stepdaughter stepbrother stepsister half-brother half-sister godmother godfather godson goddaughter
widow widower bride groom missus hubby bloke folks baby toddler youngest eldest oldest family
vater mutter eltern sohn tochter kind kinder bruder schwester geschwister ehemann ehefrau mann frau exmann exfrau freundin verlobte verlobter grossmutter grossvater grosseltern oma opa onkel tante cousine vetter neffe nichte schwiegermutter schwiegervater schwiegereltern schwager schwagerin enkel enkelin stiefvater stiefmutter patentante patenonkel witwe papa mama
madre padre padres hijo hija hijos hijas hermano hermana hermanos hermanas marido esposo esposa mujer exmarido exmujer novio novia abuelo abuela abuelos tio tia tios primo prima primos primas sobrino sobrina suegra suegro suegros cunado cunada nuera yerno nieto nieta nietos madrina padrino viuda mamá papá
mere pere parents fils fille enfants frere soeur freres soeurs mari femme epoux epouse ex-mari ex-femme compagnon compagne copain copine grand-mere grand-pere grands-parents oncle cousin neveu niece belle-mere beau-pere belle-soeur beau-frere beaux-parents gendre bru petit-fils petite-fille marraine parrain veuve maman
mae pai pais filho filha filhos filhas irmao irma irmaos irmas esposo mulher ex-marido ex-mulher namorado namorada avo avos sobrinho sobrinha sogra sogro cunhado cunhada neto neta netos madrinha padrinho viuva madrasta padrasto enteado enteada
moeder vader ouders zoon dochter zonen dochters kinderen broer zus broers zussen echtgenoot echtgenote man vrouw vriend vriendin oma ooms tantes neef nicht schoonmoeder schoonvader schoonouders zwager schoonzus kleinzoon kleindochter stiefvader weduwe ex-man ex-vrouw";

const NAMES: &str = "mum mom mam dad mummy mommy daddy mama mamma papa nan nana nanna gran granny grandma grandpa granddad grandad amma appa abba ammi mutti vati maman mamie papi papy mamae papai vovo oma opa ba abuela abuelo ma pa baba";

const ROLES: &str = "
boss manager supervisor director ceo cfo cto coo cio vp president vice-president chairman chairwoman chair founder co-founder cofounder owner landlord landlady head headmaster headmistress headteacher principal teacher professor lecturer tutor mentor coach trainer instructor supervisor lead foreman superintendent super superior
doctor nurse surgeon midwife gp psychologist psychiatrist therapist counsellor counselor dentist physician consultant registrar paramedic oncologist cardiologist neurologist geriatrician paediatrician pediatrician gynaecologist gynecologist obstetrician anaesthetist anesthesiologist pharmacist physio physiotherapist radiographer radiologist carer caregiver porter receptionist matron specialist
lawyer solicitor barrister attorney judge magistrate prosecutor notary bailiff clerk accountant auditor bookkeeper banker broker teller cashier underwriter recruiter officer inspector detective constable policeman policewoman cop sergeant lieutenant captain colonel major general commander soldier guard warden jailer governor senator councillor councilman mayor minister mp
priest pastor vicar bishop imam rabbi monk nun chaplain deacon reverend
secretary assistant receptionist janitor cleaner caretaker concierge doorman bouncer bartender waiter waitress chef cook barista baker butcher farmer driver cabbie rider courier postman mailman plumber electrician carpenter builder roofer mechanic technician engineer developer programmer designer architect surveyor analyst scientist researcher editor journalist reporter photographer producer presenter interpreter translator librarian curator dispatcher operator conductor pilot steward stewardess stewart sailor fisherman firefighter fireman welder machinist electrician
colleague coworker co-worker workmate deskmate teammate roommate flatmate housemate classmate schoolmate neighbour neighbor friend mate buddy stranger acquaintance rival predecessor successor intern apprentice trainee graduate junior senior client customer patient student pupil sponsor investor donor shareholder partner associate member delegate convenor steward organiser organizer volunteer treasurer trustee ambassador consul
agent realtor tenant lodger hostess host guest nanny babysitter au-pair childminder godparent guardian executor witness suspect victim attacker abuser bully stalker dealer moneylender hairdresser barber tailor seamstress undertaker registrar examiner interviewer salesman saleswoman salesperson shopkeeper storekeeper security-man maid housekeeper gardener
chef chefin vorgesetzter vorgesetzte leiter leiterin abteilungsleiter teamleiter geschaftsfuhrer geschaftsfuhrerin kollege kollegin mitarbeiter mitarbeiterin arzt arztin hausarzt hausarztin pfleger pflegerin krankenschwester therapeut therapeutin psychologe psychologin lehrer lehrerin professor professorin anwalt anwaltin richter richterin polizist polizistin pfarrer pfarrerin nachbar nachbarin freund vermieter vermieterin vermesser vorstand betriebsrat betriebsratin sekretarin buchhalter buchhalterin meister ausbilder direktor direktorin rektor rektorin trainer trainerin betreuer betreuerin hausmeister fahrer verkaufer verkauferin hebamme notar berater beraterin personalerin personaler kunde kundin mitbewohner mitbewohnerin praktikant praktikantin
jefe jefa gerente director directora supervisor supervisora encargado encargada presidente presidenta companero companera colega medico medica doctor doctora enfermero enfermera psicologo psicologa psiquiatra terapeuta profesor profesora maestro maestra abogado abogada juez jueza policia sacerdote cura parroco vecino vecina amigo amiga casero casera portero conserje secretario secretaria contable alcalde alcaldesa concejal rector dueno duena socio socia cliente entrenador entrenadora chofer cocinero cocinera capataz notario fiscal matrona comadrona becario becaria
patron patronne chef cheffe directeur directrice responsable superieur superieure principal proviseur collegue medecin docteur infirmier infirmiere psychologue psychiatre therapeute professeur professeure instituteur institutrice prof maitre maitresse avocat avocate juge policier gendarme pretre cure voisin voisine ami amie proprietaire gardien gardienne concierge secretaire comptable maire elu elue adjoint adjointe senateur depute depute facteur employe employee enqueteur enquetrice gynecologue chirurgien chirurgienne sage-femme kine pharmacien notaire huissier associe associee stagiaire client cliente entraineur chauffeur cuisinier conseiller conseillere cpe drh pdg gerant gerante
chefe gerente diretor diretora supervisor supervisora coordenador coordenadora presidente colega medico medica doutor doutora enfermeiro enfermeira psicologo psicologa psiquiatra terapeuta professor professora advogado advogada juiz juiza delegado policial padre vizinho vizinha amigo amiga porteiro zelador secretario secretaria contador contadora prefeito vereador dono dona socio socia cliente motorista cozinheiro cozinheira copeira faxineira empregada patrao patroa sindico estagiario estagiaria treinador desembargador
baas chef manager directeur directrice leidinggevende teamleider afdelingshoofd collega arts huisarts dokter verpleegkundige verpleger zuster psycholoog psychiater therapeut leraar lerares juf meester docent hoogleraar advocaat rechter agent agente pastoor dominee buurman buurvrouw vriend huisbaas conciërge secretaresse boekhouder burgemeester wethouder eigenaar klant chauffeur kok stagiair stagiaire notaris verloskundige begeleider trainer coach planner voorman ploegbaas";

const LOOSE: &str = "team crew people guy guys girl man woman lady gentleman boy lad bloke fella fellow kid person student pupil client customer patient guest host senior junior major general chair ex stranger mate fan family baby family mann frau kind man vrouw homme femme hombre mujer homem senhora señora femme fille garcon menino menina chico chica";

/// Titles of people that stand at the head of a compound: "key worker", "team lead", "sound guy".
const TAILS: &str = "worker workers lead leader guy man woman clerk officer manager director nurse engineer supervisor super foreman partner driver rep representative chief boss teacher agent operator attendant assistant mate member adviser advisor planner";

fn lexicon() -> &'static Map<&'static str, Sort> {
    static TABLE: OnceLock<Map<&'static str, Sort>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Map::default();
        for (list, sort) in
            [(ROLES, Sort::Role), (LOOSE, Sort::Loose), (KIN, Sort::Kin), (NAMES, Sort::Name)]
        {
            for word in list.split_whitespace() {
                table.insert(word, sort);
            }
        }
        for word in [
            "man", "mann", "frau", "vrouw", "kind", "femme", "mujer", "mulher", "fille", "partner",
            "bloke", "baby", "ex",
        ] {
            table.insert(word, Sort::Loose);
        }
        table
    })
}

/// Whether a folded word is kin.
pub fn is_kin(word: &str) -> bool {
    matches!(lexicon().get(word), Some(Sort::Kin | Sort::Name))
}

/// Whether a folded word names a role or kin.
pub fn is_role(word: &str) -> bool {
    sort(word).is_some()
}

/// German and Dutch write a role and what it is for in one word.
const ENDINGS: [&str; 34] = [
    "leiter",
    "leiterin",
    "lehrer",
    "lehrerin",
    "kollege",
    "kollegin",
    "chef",
    "chefin",
    "arzt",
    "arztin",
    "schwester",
    "pfleger",
    "berater",
    "beraterin",
    "anwalt",
    "anwaltin",
    "fuhrer",
    "fuhrerin",
    "meister",
    "richter",
    "freundin",
    "nachbar",
    "nachbarin",
    "therapeut",
    "therapeutin",
    "leider",
    "leidster",
    "leraar",
    "arts",
    "collega",
    "baas",
    "meester",
    "vriendin",
    "directeur",
];

fn sort(word: &str) -> Option<Sort> {
    if let Some(&sort) = lexicon().get(word) {
        return Some(sort);
    }
    (word.len() > 7
        && ENDINGS.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2))
    .then_some(Sort::Role)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Determiner {
    Possessive,
    Definite,
    Indefinite,
}

fn determiner(word: &str) -> Option<Determiner> {
    Some(match word {
        "my" | "our" | "his" | "her" | "their" | "your" | "mein" | "meine" | "meinen"
        | "meinem" | "meiner" | "meines" | "unser" | "unsere" | "unseren" | "unserem"
        | "unserer" | "sein" | "seine" | "seinen" | "seinem" | "seiner" | "ihr" | "ihre"
        | "ihren" | "ihrem" | "ihrer" | "dein" | "deine" | "deinen" | "deinem" | "deiner"
        | "mi" | "mis" | "su" | "sus" | "tu" | "tus" | "nuestro" | "nuestra" | "nuestros"
        | "nuestras" | "mon" | "ma" | "mes" | "ton" | "ta" | "tes" | "son" | "sa" | "ses"
        | "notre" | "nos" | "votre" | "vos" | "leur" | "leurs" | "meu" | "minha" | "meus"
        | "minhas" | "seu" | "sua" | "seus" | "suas" | "nosso" | "nossa" | "teu" | "tua"
        | "mijn" | "onze" | "ons" | "zijn" | "haar" | "hun" | "jouw" | "je" | "uw" => {
            Determiner::Possessive
        }
        "the" | "der" | "die" | "das" | "den" | "dem" | "des" | "el" | "la" | "los" | "las"
        | "al" | "del" | "le" | "les" | "l" | "au" | "du" | "o" | "os" | "as" | "ao" | "do"
        | "da" | "het" | "de" | "that" | "this" | "zum" | "zur" | "beim" | "vom" | "pelo"
        | "pela" | "no" | "na" | "ese" | "esa" | "este" | "esta" | "ce" | "cette" | "cet"
        | "esse" | "essa" | "dieser" | "diese" | "die-" | "deze" => Determiner::Definite,
        "a" | "an" | "another" | "one" | "some" | "ein" | "eine" | "einen" | "einem" | "einer"
        | "un" | "una" | "otro" | "otra" | "une" | "autre" | "um" | "uma" | "outro" | "outra"
        | "een" | "two" | "three" | "four" | "dos" | "tres" | "dois" | "duas" | "deux"
        | "trois" | "zwei" | "drei" | "twee" | "drie" => Determiner::Indefinite,
        _ => return None,
    })
}

/// Words that end a noun phrase before its head.
fn breaks(word: &str) -> bool {
    determiner(word).is_some()
        || one_of!(
            word,
            "of in on at to for with from by and or but was is were are had has have did do does will \
            would could should who that which when where while as than then so if not i he she we they \
            it you me him us them said told asked came went called about into over under before after \
            because made took gave put got und oder mit von im am ist war hat hatte y e et en con por \
            para que se sur dans avec pour est era fue com em foi van met voor op te zei qui quand sans \
            sin sem zonder ohne"
        )
}

/// Finds relations in scripts that separate words.
pub fn find(tokens: &Tokens<'_>, hits: &mut Vec<Hit>) {
    let mut i = 0;
    while i < tokens.len() {
        i = match phrase(tokens, i) {
            Some((span, next)) => {
                hits.push(Hit::new(
                    Relation,
                    span,
                    GUESS - 4,
                    "Somebody in your life, by what they are to you.",
                ));
                next
            }
            None => i + 1,
        };
    }
}

/// A noun phrase for a person that starts at token `i`: its span and the token behind it.
fn phrase(tokens: &Tokens<'_>, i: usize) -> Option<(Range<usize>, usize)> {
    let token = tokens.get(i)?;
    if token.shape != Shape::Word {
        return None;
    }
    let word = tokens.fold(i);
    let Some(determiner) = determiner(word).filter(|_| !token.shouted || word.len() == 1) else {
        return bare(tokens, i);
    };
    let mut head = None;
    for at in i + 1..(i + 6).min(tokens.len()) {
        if !tokens
            .gap(at - 1)
            .chars()
            .all(|c| matches!(c, ' ' | '\u{a0}' | '\'' | '’' | '-' | '\n' | '*' | '_'))
            || tokens.all()[at - 1].possessive && head.is_none() && at - 1 > i
        {
            break;
        }
        let word = tokens.fold(at);
        let sort = sort(word);
        if sort.is_none()
            && (breaks(word) || word.is_empty())
            && !(at == i + 1 && matches!(word, "own" | "dos" | "other"))
        {
            break;
        }
        let title = tokens.all()[at].capital
            && tokens.get(at + 1).is_some_and(|next| next.capital)
            && crate::cue::is_honorific(word)
            && tokens.gap(at) == " ";
        let fits = match sort {
            Some(Sort::Kin | Sort::Name) => {
                determiner != Determiner::Indefinite || head.is_some() || !tokens.all()[at].capital
            }
            Some(Sort::Role) => true,
            Some(Sort::Loose) => {
                determiner == Determiner::Possessive
                    && !matches!(word, "team" | "people" | "guys" | "crew" | "family")
                    || at > i + 1 && is_compound(tokens, i, at)
            }
            None => at > i + 1 && is_compound(tokens, i, at),
        };
        if fits && !title {
            head = Some(at);
            if tokens.all()[at].possessive {
                break;
            }
        } else if head.is_some() && sort.is_none() {
            break;
        }
    }
    let mut last = head?;
    if determiner == Determiner::Indefinite
        && (is_predicate(tokens, i)
            || matches!(sort(tokens.fold(last)), Some(Sort::Kin)) && is_generic(tokens, i))
    {
        return None;
    }
    if tokens.all()[last].possessive
        && tokens.get(last + 1).is_some()
        && matches!(sort(tokens.fold(last + 1)), Some(Sort::Kin | Sort::Role))
    {
        last += 1;
    } else {
        last = complement(tokens, last);
    }
    Some((token.start..tokens.all()[last].end, last + 1))
}

/// "Mum" used as a name; "Farhan's sister".
fn bare(tokens: &Tokens<'_>, i: usize) -> Option<(Range<usize>, usize)> {
    let token = tokens.get(i)?;
    let word = tokens.fold(i);
    let span = token.start..token.end;
    let sort = sort(word)?;
    let followed_by_name =
        tokens.get(i + 1).is_some_and(|next| next.capital && tokens.gap(i) == " ");
    if sort == Sort::Name
        && token.capital
        && !token.shouted
        && (!followed_by_name || token.possessive)
    {
        return Some((span, i + 1));
    }
    let owned = i > 0 && tokens.all()[i - 1].possessive && tokens.all()[i - 1].capital;
    (owned && matches!(sort, Sort::Kin | Sort::Role | Sort::Name)).then_some((span, i + 1))
}

/// "the security man", "our key worker": a noun before a word that names people only in compounds.
fn is_compound(tokens: &Tokens<'_>, determiner: usize, at: usize) -> bool {
    let word = tokens.fold(at);
    let modifier = tokens.fold(at - 1);
    let adjective = one_of!(
        modifier,
        "old young big small little nice good bad other same only whole first last next new weak \
            strong poor rich great older younger tall short white black wrong right best worst one \
            single most better worse"
    );
    at > determiner + 1
        && TAILS.split_whitespace().any(|tail| tail == word)
        && !adjective
        && !breaks(modifier)
}

/// "he was a nurse", "like a teacher": says what somebody is, points at nobody.
fn is_predicate(tokens: &Tokens<'_>, determiner: usize) -> bool {
    one_of!(
        tokens.before(determiner),
        "was is am be been being were are became become becoming as like i'm he she not than war bin \
            ist wurde als wie soy era es fue como suis etait est comme sou foi ben werd called such \
            every needed need find hire wanted want"
    ) && (!matches!(tokens.before(determiner), "he" | "she")
        || tokens.all()[determiner - 1].possessive)
}

fn is_generic(tokens: &Tokens<'_>, determiner: usize) -> bool {
    matches!(
        tokens.fold(determiner),
        "a" | "an" | "some" | "ein" | "eine" | "un" | "una" | "une" | "um" | "uma" | "een"
    )
}

/// "the head of HR", «la directora de personal», "the nurse on the night shift".
fn complement(tokens: &Tokens<'_>, head: usize) -> usize {
    let link = tokens.fold(head + 1);
    let spaced = |at: usize| matches!(tokens.gap(at), " " | "\u{a0}" | "'" | "’");
    if !spaced(head)
        || !matches!(
            link,
            "of" | "de" | "del" | "du" | "des" | "da" | "do" | "van" | "d" | "on" | "from" | "in"
        )
    {
        return head;
    }
    let mut at = head + 2;
    if matches!(
        tokens.fold(at),
        "the" | "la" | "las" | "los" | "el" | "le" | "les" | "l" | "het" | "my" | "our" | "de"
    ) && spaced(head + 1)
    {
        at += 1;
    }
    let lower = |at: usize| {
        tokens.get(at).is_some_and(|t| t.shape == Shape::Word && (!t.capital || t.shouted))
            && !breaks(tokens.fold(at))
    };
    if !lower(at) || !spaced(at - 1) {
        return head;
    }
    let narrow = matches!(link, "on" | "from" | "in");
    let noun = |at: usize| {
        one_of!(
            tokens.fold(at),
            "shift school town accounts finance work church facilities hr reception payroll sales office \
            floor duty university college village team"
        )
    };
    if lower(at + 1)
        && spaced(at)
        && (noun(at + 1) || !narrow && matches!(link, "of") && noun(at + 1))
    {
        return at + 1;
    }
    if narrow && !noun(at) { head } else { at }
}
