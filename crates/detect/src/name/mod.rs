//! Names of people, organisations and places: runs of capitals, weighed by the tables and by what stands around them.
//!
//! Two passes. The first decides each run by itself. The second takes what the first was sure of and
//! finds the same names where they stand without help (at the start of a sentence, say).

use crate::words::one_of;
use std::collections::HashMap;
use std::ops::Range;

use crate::FindingKind::{self, Person};
use crate::cue;
use crate::hit::{Accepted, GUESS, Hit};
use crate::language::Language;
use crate::table::{self, COMMON, FOREIGN, GIVEN, GREAT_PLACE, SURNAME};
use crate::token::{Shape, Tokens};

mod context;
mod judge;

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
        let pieces = reader.split(run.clone());
        left.extend(run.filter(|at| !pieces.iter().any(|piece| piece.contains(at))));
        for run in pieces {
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

    /// An ordinary word of the text's language. English words are ordinary in German too, since it
    /// writes every noun with a capital and borrows many.
    fn common(&self, i: usize) -> bool {
        match self.language {
            Language::English | Language::German => self.has(i, COMMON),
            _ => self.has(i, FOREIGN),
        }
    }

    /// A capitalised word that can be part of a name.
    fn opens(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        if token.shape != Shape::Word {
            return false;
        }
        if !self.cased {
            return self.has(i, GIVEN | SURNAME)
                && !self.common(i)
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
                && at < run.end
                && self.tokens.all()[at].opens
                && self.is_opener(at, &run);
            let side = at == start
                && at + 1 < run.end
                && one_of!(
                    fold,
                    "southern northern eastern western central downtown upper lower south north west east of mid"
                );
            let title = at == start && self.is_title(at, &run);
            if stop
                || side
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
        let fold = self.tokens.fold(at);
        let small = one_of!(
            fold,
            "in as my the at on to by we he she it so but if when then for with from no not this that these those our his her \
             their your can could would do did does is was are were has have had am be there here what who how why where which \
             all some any one"
        );
        if small {
            return true;
        }
        if is_particle(self.tokens.fold(at)) && !(given && self.has(at + 1, SURNAME)) {
            return true;
        }
        if !self.common(at) {
            return false;
        }
        !given || alone && !self.acts(at) || !alone && !self.has(at + 1, SURNAME | GIVEN)
    }

    /// Whether a token is worth looking for elsewhere in the text.
    fn distinctive(&self, at: usize) -> bool {
        let fold = self.tokens.fold(at);
        fold.len() > 2
            && !is_particle(fold)
            && (!self.common(at) || self.has(at, GIVEN))
            && !cue::is_calendar(fold)
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
    one_of!(
        word,
        "van von der den de da do dos das del della di du la le les el al bin ter ten y of and for \
            the am im zum zur des d l"
    )
}
