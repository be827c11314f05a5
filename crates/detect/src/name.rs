//! Names of people, organisations and places: runs of capitals, weighed by the tables and by what stands around them.
//!
//! Two passes. The first decides each run by itself. The second takes what the first was sure of and
//! finds the same names where they stand without help (at the start of a sentence, say).

use std::collections::HashMap;
use std::ops::Range;

use crate::FindingKind::{self, Organisation, Person, Place};
use crate::cue;
use crate::hit::{Accepted, GUESS, Hit};
use crate::language::Language;
use crate::relation;
use crate::table::{self, COMMON, GIVEN, GREAT_PLACE, SURNAME};
use crate::token::{Shape, Tokens};

/// A maximal row of capitalised words, small words between them included: token indices.
type Run = Range<usize>;

/// What a run was found to be, and how sure that is.
struct Verdict {
    kind: FindingKind,
    run: Run,
    sure: bool,
    reason: &'static str,
}

/// Finds names outside of what has been `taken` already.
pub fn find(tokens: &Tokens<'_>, language: Language, taken: &Accepted, hits: &mut Vec<Hit>) {
    let reader = Reader { tokens, language, cased: is_cased(tokens) };
    let mut seen: HashMap<&str, FindingKind> = HashMap::new();
    let mut left: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let run = reader.run(i);
        if run.is_empty() {
            i += 1;
            continue;
        }
        i = run.end;
        for run in reader.split(run) {
            let span = reader.span(&run);
            if !taken.is_free(&span) {
                left.extend(run);
                continue;
            }
            match reader.judge(run.clone()) {
                Some(verdict) => {
                    if verdict.sure && verdict.kind == Person {
                        for at in verdict.run.clone() {
                            if reader.distinctive(at) {
                                seen.insert(tokens.fold(at), Person);
                            }
                        }
                    } else if verdict.sure && verdict.run.len() == 1 {
                        seen.entry(tokens.fold(verdict.run.start)).or_insert(verdict.kind);
                    }
                    hits.push(Hit::new(
                        verdict.kind,
                        reader.span(&verdict.run),
                        GUESS,
                        verdict.reason,
                    ));
                    left.extend((run.start..verdict.run.start).chain(verdict.run.end..run.end));
                }
                None => left.extend(run),
            }
        }
    }
    for at in left {
        if let Some(&kind) = seen.get(tokens.fold(at))
            && tokens.all()[at].capital
        {
            let reason = if kind == Person {
                "A name that stands elsewhere in this text."
            } else {
                "Named elsewhere in this text."
            };
            hits.push(Hit::new(kind, reader.span(&(at..at + 1)), GUESS + 2, reason));
        }
    }
}

/// Whether capitals mean anything here: a text without any is read by the tables alone.
fn is_cased(tokens: &Tokens<'_>) -> bool {
    tokens.all().iter().any(|t| t.capital) || tokens.len() == 0
}

const NAME: &str = "A name that is not yours.";
const TITLED: &str = "A name behind a title.";
const FIRM: &str = "The name of a firm, a school or another body.";
const SPOT: &str = "The name of a place.";

struct Reader<'a, 'b> {
    tokens: &'b Tokens<'a>,
    language: Language,
    cased: bool,
}

impl Reader<'_, '_> {
    fn span(&self, run: &Run) -> Range<usize> {
        let all = self.tokens.all();
        all[run.start].start..all[run.end - 1].end
    }

    fn flags(&self, i: usize) -> u8 {
        let fold = self.tokens.fold(i);
        let flags = table::flags(fold);
        if flags == 0 && fold.contains('-') {
            return fold.split('-').next().map_or(0, table::flags) & (GIVEN | SURNAME);
        }
        flags
    }

    fn has(&self, i: usize, flags: u8) -> bool {
        self.flags(i) & flags != 0
    }

    /// A capitalised word that can be part of a name.
    fn opens(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        if token.shape != Shape::Word {
            return false;
        }
        if !self.cased {
            return self.has(i, GIVEN | SURNAME)
                && !self.has(i, COMMON)
                && self.tokens.fold(i).len() > 2;
        }
        let pronoun = self.tokens.word_at(i) == "I" && !self.tokens.gap(i).starts_with('.');
        token.capital && !pronoun && !self.tokens.word_at(i).contains('_')
    }

    /// The run that starts at token `i`; empty when none does.
    fn run(&self, i: usize) -> Run {
        let mut end = i;
        while self.opens(end) {
            end += 1;
            let all = self.tokens.all();
            if all[end - 1].possessive {
                break;
            }
            let gap = self.tokens.gap(end - 1);
            let initial = gap == ". " && self.tokens.fold(end - 1).chars().nth(1).is_none();
            let titled = gap == ". " && cue::is_honorific(self.tokens.fold(end - 1));
            let and = matches!(gap, " & " | " + " | "&" | "-") && self.opens(end);
            if !(matches!(gap, " " | "\u{a0}" | "  ") || initial || titled || and) {
                break;
            }
            // Small words that stand inside names: "Bart van Oirschot", "Klinikum am Habichtswald".
            let mut small = end;
            while small < end + 3
                && is_particle(self.tokens.fold(small))
                && !self.opens(small)
                && matches!(self.tokens.gap(small), " " | "'" | "’")
            {
                small += 1;
            }
            if small > end && self.opens(small) && self.joins(i..end, end) {
                end = small;
            }
        }
        i..end
    }

    /// Whether the small word at `particle` joins what stands before it with what follows.
    fn joins(&self, run: Run, particle: usize) -> bool {
        let last = run.end - 1;
        let organisation = run.clone().any(|at| cue::is_organisation(self.tokens.fold(at)));
        match self.tokens.fold(particle) {
            "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "ter" | "ten" | "di"
            | "della" | "dos" | "das" | "da" | "do" | "du" | "del" | "de" | "la" | "y" => {
                organisation
                    || self.has(last, GIVEN | SURNAME) && !self.has(last, GREAT_PLACE)
                    || self.language == Language::English
                        && !matches!(self.tokens.fold(particle), "la" | "y")
            }
            "of" | "and" | "for" | "the" | "am" | "im" | "zum" | "zur" | "des" | "of-the" => {
                organisation
            }
            _ => false,
        }
    }

    /// Cuts titles and words that open a sentence off a run, and what is left into names.
    fn split(&self, run: Run) -> Vec<Run> {
        if run.len() > 1 && table::flags(&self.phrase(&run)) & (GREAT_PLACE | table::PLACE) != 0 {
            return vec![run];
        }
        let mut pieces = Vec::new();
        let mut start = run.start;
        for at in run.clone() {
            let fold = self.tokens.fold(at);
            let stop = cue::is_calendar(fold)
                && !(self.has(at, GIVEN)
                    && at + 1 < run.end
                    && self.has(at + 1, SURNAME)
                    && !matches!(fold, "may" | "march"));
            let opener = at == start
                && at + 1 <= run.end
                && self.tokens.all()[at].opens
                && self.is_opener(at, &run);
            let title = at == start && self.is_title(at, &run);
            if stop
                || opener
                || title
                || cue::is_other_capital(fold) && !self.has(at, GIVEN) && at == start
            {
                if start < at {
                    pieces.push(start..at);
                }
                start = at + 1;
            }
        }
        if start < run.end {
            pieces.push(start..run.end);
        }
        for piece in &mut pieces {
            while piece.start < piece.end
                && is_particle(self.tokens.fold(piece.end - 1))
                && !self.tokens.all()[piece.end - 1].capital
            {
                piece.end -= 1;
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    fn is_title(&self, at: usize, run: &Run) -> bool {
        let fold = self.tokens.fold(at);
        cue::is_honorific(fold)
            && at + 1 < run.end
            && !matches!(fold, "major" | "chief" | "general" | "master" | "don" if !self.tokens.all()[at].opens && self.has(at, SURNAME) && self.has(at, GIVEN))
    }

    /// An ordinary word that is capital only because it opens a sentence.
    fn is_opener(&self, at: usize, run: &Run) -> bool {
        let given = self.has(at, GIVEN);
        let alone = at + 1 == run.end;
        if is_particle(self.tokens.fold(at)) && !(given && self.has(at + 1, SURNAME)) {
            return true;
        }
        if !self.has(at, COMMON) {
            return false;
        }
        !given || alone && !self.acts(at) || !alone && !self.has(at + 1, SURNAME | GIVEN)
    }

    /// Somebody does something here: "Grace said", "Jules, my boss".
    fn acts(&self, at: usize) -> bool {
        matches!(self.tokens.gap(at), " " | ", ") && {
            let next = self.tokens.fold(at + 1);
            cue::is_speech(next)
                && !matches!(
                    next,
                    "is" | "and" | "had" | "has" | "was" | "a" | "me" | "que" | "who" | "never"
                )
                || self.tokens.gap(at) == ", "
                    && matches!(next, "my" | "our" | "his" | "her" | "who")
        }
    }

    /// Whether a token is worth looking for elsewhere in the text.
    fn distinctive(&self, at: usize) -> bool {
        let fold = self.tokens.fold(at);
        fold.len() > 2
            && !is_particle(fold)
            && (!self.has(at, COMMON) || self.has(at, GIVEN))
            && !cue::is_calendar(fold)
    }

    fn judge(&self, run: Run) -> Option<Verdict> {
        let tokens = self.tokens;
        let (first, last, n) = (run.start, run.end - 1, run.len());
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let all = tokens.all();
        let before = tokens.before(first);
        let gap_before = if first == 0 { "" } else { tokens.gap(first - 1) };
        let near =
            matches!(gap_before, " " | "\u{a0}" | "'" | "’" | ". " | " \"" | " “" | " *" | " **");
        if !self.cased {
            let sure = n > 1 || self.has(first, GIVEN);
            return sure.then(|| found(Person, true, NAME)).flatten();
        }
        let phrase = self.phrase(&run);
        let whole = if n > 1 { table::flags(&phrase) } else { self.flags(first) };
        // A title says it all.
        if cue::is_honorific(before)
            && near
            && first > 0
            && (all[first - 1].capital
                || gap_before == ". "
                || matches!(before, "herr" | "frau" | "dr" | "don" | "dona" | "mr" | "mrs"))
            && !self.is_relation_head(first)
        {
            if !cue::is_organisation(tokens.fold(last)) || n == 1 {
                return found(Person, true, TITLED);
            }
        }
        if before == "dr" && near || before == "saint" && near {
            return found(Person, true, TITLED);
        }
        let shouted = all[first].shouted && n == 1;
        if shouted
            && !self.has(first, GREAT_PLACE)
            && (tokens.fold(first).len() < 5 || self.has(first, COMMON))
        {
            return None;
        }
        if n == 1
            && (cue::is_other_capital(tokens.fold(first)) || cue::is_calendar(tokens.fold(first)))
        {
            let named = self.has(first, GIVEN) && (self.acts(first) || self.is_introduced(first));
            if !named {
                return None;
            }
        }
        if n > 1 {
            if let Some(at) = run.clone().find(|&at| cue::is_organisation(tokens.fold(at)))
                && !(self.has(first, GIVEN)
                    && self.has(last, SURNAME)
                    && n == 2
                    && !self.has(last, COMMON))
            {
                let _ = at;
                return found(Organisation, true, FIRM);
            }
            if (first..last).any(|at| matches!(tokens.gap(at), " & " | " + " | "&")) {
                return found(Organisation, true, FIRM);
            }
            if (cue::is_site(tokens.fold(last)) || cue::is_site(tokens.fold(first)))
                && !(self.has(first, GIVEN) && self.has(last, SURNAME) && !self.has(last, COMMON))
            {
                return found(Place, true, SPOT);
            }
        }
        let locative = near && cue::is_locative(before);
        if whole & GREAT_PLACE != 0
            && (!self.has(first, GIVEN) || locative)
            && !(self.acts(last) || all[last].possessive && self.has(first, GIVEN))
        {
            let ordinary = self.has(first, COMMON) && n == 1 && !locative;
            if !ordinary {
                return found(Place, true, SPOT);
            }
        }
        if whole & table::PLACE != 0
            && locative
            && !self.has(first, GIVEN)
            && !(self.has(first, COMMON) && n == 1 && all[first].opens)
        {
            return found(Place, true, SPOT);
        }
        if n == 1 {
            self.judge_one(run, near, before)
        } else {
            self.judge_row(run, near, before, whole)
        }
    }

    fn judge_one(&self, run: Run, near: bool, before: &str) -> Option<Verdict> {
        let tokens = self.tokens;
        let at = run.start;
        let token = &tokens.all()[at];
        let (given, surname, common) =
            (self.has(at, GIVEN), self.has(at, SURNAME), self.has(at, COMMON));
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let german = self.language == Language::German;
        if tokens.fold(at).chars().nth(1).is_none() {
            let introduced = matches!(before, "him" | "her" | "them" | "called" | "named")
                && tokens.gap(at).starts_with('.');
            return introduced.then(|| found(Person, false, NAME)).flatten();
        }
        let introduced = self.is_introduced(at);
        if given && !common {
            let weak = german && token.opens && !self.acts(at) && !introduced;
            let place = near
                && matches!(before, "in" | "en" | "em" | "near")
                && self.has(at, GREAT_PLACE | table::PLACE);
            if place {
                return found(Place, true, SPOT);
            }
            return found(Person, !weak, NAME);
        }
        if given && common {
            let person = introduced || self.acts(at) || token.possessive && !token.opens && !german;
            return person.then(|| found(Person, introduced || self.acts(at), NAME)).flatten();
        }
        if common {
            return (introduced && !token.opens && self.acts(at))
                .then(|| found(Person, false, NAME))
                .flatten();
        }
        if german && !introduced {
            return None;
        }
        if near
            && cue::is_locative(before)
            && !matches!(
                before,
                "to" | "a" | "de" | "d" | "van" | "bei" | "na" | "no" | "para" | "au"
            )
        {
            return found(Place, true, SPOT);
        }
        if introduced {
            return found(Person, true, NAME);
        }
        if near
            && cue::is_corporate(before)
            && !matches!(before, "by" | "with" | "for" | "against" | "between")
        {
            return found(Organisation, true, FIRM);
        }
        if near
            && matches!(before, "for")
            && matches!(
                tokens.before(at - 1),
                "work" | "worked" | "working" | "works" | "consultant" | "support"
            )
        {
            return found(Organisation, true, FIRM);
        }
        if token.opens {
            let verb = self.acts(at) || token.possessive;
            return (verb || surname && !german && self.is_line(at))
                .then(|| found(Person, surname, NAME))
                .flatten();
        }
        if near
            && matches!(
                before,
                "the"
                    | "a"
                    | "an"
                    | "this"
                    | "that"
                    | "my"
                    | "our"
                    | "der"
                    | "die"
                    | "das"
                    | "le"
                    | "la"
                    | "el"
                    | "o"
                    | "os"
                    | "het"
            )
            && !surname
        {
            return None;
        }
        let sure = surname || self.acts(at) || token.possessive;
        found(Person, sure, NAME)
    }

    /// The token is all there is in its line.
    fn is_line(&self, at: usize) -> bool {
        self.tokens.gap(at).contains('\n') || self.tokens.get(at + 1).is_none()
    }

    fn judge_row(&self, run: Run, near: bool, before: &str, whole: u8) -> Option<Verdict> {
        let tokens = self.tokens;
        let (first, last) = (run.start, run.end - 1);
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let given = self.has(first, GIVEN);
        let names = run.clone().filter(|&at| self.has(at, GIVEN | SURNAME)).count();
        let common =
            run.clone().filter(|&at| self.has(at, COMMON) && tokens.all()[at].capital).count();
        let capitals = run.clone().filter(|&at| tokens.all()[at].capital).count();
        let initial = run.clone().any(|at| tokens.fold(at).len() == 1 && tokens.all()[at].capital);
        if self.language == Language::German && common * 2 >= capitals && !given {
            return None;
        }
        let corporate = near
            && (matches!(before, "at" | "joined" | "bei" | "beim" | "chez" | "bij")
                || matches!(before, "for")
                    && matches!(
                        tokens.before(first.saturating_sub(1)),
                        "work" | "worked" | "works" | "working" | "job"
                    ));
        if given && !(self.has(first, COMMON) && common == capitals) {
            return if corporate && common > 0 {
                found(Organisation, true, FIRM)
            } else {
                found(Person, true, NAME)
            };
        }
        if corporate {
            return found(Organisation, true, FIRM);
        }
        if whole & table::PLACE != 0 && names < capitals {
            return found(Place, true, SPOT);
        }
        if self.is_introduced(first) && common < capitals {
            return found(Person, true, NAME);
        }
        if common == capitals {
            if given && self.has(last, SURNAME) {
                return found(Person, true, NAME);
            }
            let body =
                near && matches!(
                    before,
                    "the" | "for" | "by" | "of" | "with" | "from" | "joined" | "and"
                ) && !tokens.all()[first].opens;
            return body.then(|| found(Organisation, false, FIRM)).flatten();
        }
        if names * 2 >= capitals
            && (common == 0 || self.has(last, SURNAME) && !self.has(last, COMMON))
            || initial && names > 0
        {
            return found(Person, true, NAME);
        }
        if common > 0 {
            return found(Organisation, false, FIRM);
        }
        if near && matches!(before, "in" | "from" | "near" | "en" | "em" | "aus" | "nach" | "uit") {
            return found(Place, true, SPOT);
        }
        found(Person, names > 0, NAME)
    }

    /// "my boss, Jules", "called Wren", "badge said Winston": the words before present a person.
    fn is_introduced(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let (before, gap) = (self.tokens.before(at), self.tokens.gap(at - 1));
        let plain =
            gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '“' | '"' | '*' | '«' | '\'' | '’'));
        let apposed = gap.starts_with(", ") || gap == " " || gap.starts_with(" (");
        apposed && relation::is_role(before)
            || plain
                && matches!(
                    before,
                    "named"
                        | "told"
                        | "asked"
                        | "name"
                        | "married"
                        | "dear"
                        | "hi"
                        | "hello"
                        | "hey"
                        | "thanks"
                        | "thank"
                        | "heisst"
                        | "namens"
                        | "namen"
                        | "llamado"
                        | "llamada"
                        | "llama"
                        | "nomme"
                        | "nommee"
                        | "appele"
                        | "appelee"
                        | "chamado"
                        | "chamada"
                        | "chama"
                        | "heette"
                        | "genaamd"
                        | "heet"
                        | "tal"
                        | "hermana"
                        | "nom"
                        | "nombre"
                        | "naam"
                        | "somebody-called"
                        | "ask-for"
                )
            || plain
                && before == "called"
                && matches!(
                    self.tokens.before(at - 1),
                    "her"
                        | "him"
                        | "somebody"
                        | "someone"
                        | "bloke"
                        | "guy"
                        | "man"
                        | "woman"
                        | "girl"
                        | "boy"
                        | "he"
                        | "she"
                        | "was"
                        | "is"
                        | "we"
                        | "i"
                        | "they"
                        | "nurse"
                        | "friend"
                        | "colleague"
                        | "lady"
                        | "kid"
                )
            || plain
                && matches!(before, "said" | "says")
                && matches!(self.tokens.before(at - 1), "badge" | "tag")
            || plain && before == "is" && matches!(self.tokens.before(at - 1), "name")
            || gap.starts_with(": ")
                && matches!(before, "name" | "by" | "from" | "nombre" | "nom" | "naam" | "nome")
            || plain && before == "for" && self.tokens.before(at - 1) == "ask"
    }

    fn is_relation_head(&self, first: usize) -> bool {
        first >= 2
            && matches!(
                self.tokens.before(first),
                "sister"
                    | "brother"
                    | "father"
                    | "uncle"
                    | "aunt"
                    | "doctor"
                    | "nurse"
                    | "coach"
                    | "judge"
                    | "officer"
                    | "president"
            )
            && !self.tokens.all()[first - 1].capital
    }

    fn phrase(&self, run: &Run) -> String {
        let mut phrase = String::new();
        for at in run.clone() {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(self.tokens.fold(at));
        }
        phrase
    }
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "les"
            | "el"
            | "al"
            | "bin"
            | "ter"
            | "ten"
            | "y"
            | "of"
            | "and"
            | "for"
            | "the"
            | "am"
            | "im"
            | "zum"
            | "zur"
            | "des"
            | "d"
            | "l"
    )
}
